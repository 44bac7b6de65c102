// The jobs written with Eigen, as its users would: whole-matrix expressions, products with
// noalias(). Compiled once per instruction set and precision. Sizes fixed at compile time and
// dynamic ones, and layouts of the memory, are variants; who compares takes the best of them.
#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>

#include "contender.hpp"
#include "inputs.hpp"

namespace bench {

namespace eigen {

enum class sizes { fixed, dynamic };
constexpr int by_columns = Eigen::ColMajor;
constexpr int by_rows = Eigen::RowMajor;

// Eigen wants vectors to be laid out along themselves.
template <class T, sizes Sizes, int Rows, int Columns, int Order>
using matrix = std::conditional_t<Sizes == sizes::dynamic,
                                  Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Order>,
                                  Eigen::Matrix<T, Rows, Columns,
                                                Columns == 1 ? by_columns
                                                : Rows == 1  ? by_rows
                                                             : Order>>;

/// Rows x columns numbers from a row-by-row sequence; moves `from` behind them.
template <class Matrix>
void take(const double*& from, Eigen::Index rows, Eigen::Index columns, Matrix& to) {
    using row_by_row = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, by_rows>;
    to = Eigen::Map<const row_by_row>(from, rows, columns).template cast<typename Matrix::Scalar>();
    from += rows * columns;
}

struct relu {
    template <class Z, class B>
    static void apply(Z& z, const B& b) {
        using T = typename Z::Scalar;
        z = (z.colwise() + b).cwiseMax(T(0));
    }
};

struct tanh {
    template <class Z, class B>
    static void apply(Z& z, const B& b) {
        z = (z.colwise() + b).array().tanh();
    }
};

struct identity {
    template <class Z, class B>
    static void apply(Z& z, const B& b) {
        z.colwise() += b;
    }
};

struct sigmoid {
    template <class Z, class B>
    static void apply(Z& z, const B& b) {
        using T = typename Z::Scalar;
        z = T(1) / (T(1) + (-(z.colwise() + b)).array().exp());
    }
};

/// delta = (sigmoid(z) - y) / samples; returns the mean cost.
struct binary_cross_entropy {
    template <class Z, class Y, class D>
    static typename Z::Scalar evaluate(const Z& z, const Y& y, D& delta) {
        using T = typename Z::Scalar;
        const T share = T(1) / static_cast<T>(z.cols());
        delta = (T(1) / (T(1) + (-z).array().exp()) - y.array()) * share;
        return (z.array().max(T(0)) - z.array() * y.array() + (-z.array().abs()).exp().log1p())
                   .sum() *
               share;
    }
};

/// delta = (softmax(z) - y) / samples; returns the mean cost.
struct softmax_cross_entropy {
    template <class Z, class Y, class D>
    static typename Z::Scalar evaluate(Z& z, const Y& y, D& delta) {
        using T = typename Z::Scalar;
        const T share = T(1) / static_cast<T>(z.cols());
        z.rowwise() -= z.colwise().maxCoeff().eval();
        delta = z.array().exp();
        const auto sums = delta.colwise().sum().eval();
        const T cost = sums.array().log().sum() - z.cwiseProduct(y).sum();
        delta.array().rowwise() /= sums.array();
        delta = (delta - y) * share;
        return cost * share;
    }
};

template <class T, sizes Sizes, int Order, int Inputs, int Outputs>
struct layer {
    matrix<T, Sizes, Outputs, Inputs, Order> w;
    std::conditional_t<Sizes == sizes::dynamic, Eigen::Matrix<T, Eigen::Dynamic, 1>,
                       Eigen::Matrix<T, Outputs, 1>>
        b;

    void set(const double*& from) {
        take(from, Outputs, Inputs, w);
        take(from, Outputs, 1, b);
    }
};

template <class T, sizes Sizes, int Order, int I, int A, int B, int O>
struct network {
    layer<T, Sizes, Order, I, A> first;
    layer<T, Sizes, Order, A, B> second;
    layer<T, Sizes, Order, B, O> third;

    void set(const std::vector<double>& parameters) {
        const double* from = parameters.data();
        first.set(from);
        second.set(from);
        third.set(from);
    }
};

/// Every sample waits for the one before: its first feature depends on that one's output.
template <class T, sizes Sizes, int Order, class Hidden, class Last, int I, int A, int B, int O>
job predict_job(const char* name, const char* variant) {
    struct state {
        EIGEN_MAKE_ALIGNED_OPERATOR_NEW
        network<T, Sizes, Order, I, A, B, O> net;
        Eigen::Matrix<T, Sizes == sizes::fixed ? I : Eigen::Dynamic, 1> x;
        Eigen::Matrix<T, Sizes == sizes::fixed ? A : Eigen::Dynamic, 1> a;
        Eigen::Matrix<T, Sizes == sizes::fixed ? B : Eigen::Dynamic, 1> b;
        Eigen::Matrix<T, Sizes == sizes::fixed ? O : Eigen::Dynamic, 1> y;
    };
    const std::shared_ptr<state> s(new state);
    s->net.set(network_parameters({I, A, B, O}));
    const std::vector<double> x = uniform_numbers(5, I);
    const double* from = x.data();
    take(from, I, 1, s->x);
    return {name, variant,
            [s](long count) {
                const T feature = s->x[0];
                for (long k = 0; k < count; ++k) {
                    s->a.noalias() = s->net.first.w * s->x;
                    Hidden::apply(s->a, s->net.first.b);
                    s->b.noalias() = s->net.second.w * s->a;
                    Hidden::apply(s->b, s->net.second.b);
                    s->y.noalias() = s->net.third.w * s->b;
                    Last::apply(s->y, s->net.third.b);
                    s->x[0] = feature + s->y[0] * T(1e-20);
                    keep(s.get());
                }
                s->x[0] = feature;
            },
            [s] { return static_cast<double>(s->y.cwiseAbs().sum()); }};
}

/// Gradient descent on a batch of Samples; the update is part of the product that forms the
/// gradient. Weights lie by columns, Order is that of activations.
template <class T, sizes Sizes, int Order, class Loss, int Samples, int I, int A, int B, int O>
struct training {
    EIGEN_MAKE_ALIGNED_OPERATOR_NEW
    using network_type = network<T, Sizes, by_columns, I, A, B, O>;
    network_type initial;
    network_type net;
    std::vector<matrix<T, Sizes, I, Samples, Order>,
                Eigen::aligned_allocator<matrix<T, Sizes, I, Samples, Order>>>
        x;
    std::vector<matrix<T, Sizes, O, Samples, Order>,
                Eigen::aligned_allocator<matrix<T, Sizes, O, Samples, Order>>>
        y;
    matrix<T, Sizes, A, Samples, Order> a, delta_a;
    matrix<T, Sizes, B, Samples, Order> b, delta_b;
    matrix<T, Sizes, O, Samples, Order> z, delta;
    T cost;

    void set(const std::vector<double>& parameters, const std::vector<double>& all_x,
             const std::vector<double>& all_y) {
        initial.set(parameters);
        const double* from_x = all_x.data();
        const double* from_y = all_y.data();
        while (from_x != all_x.data() + all_x.size()) {
            x.emplace_back();
            take(from_x, I, Samples, x.back());
            y.emplace_back();
            take(from_y, O, Samples, y.back());
        }
        for (auto [m, rows] : {std::pair{&a, A}, std::pair{&delta_a, A}}) m->resize(rows, Samples);
        for (auto [m, rows] : {std::pair{&b, B}, std::pair{&delta_b, B}}) m->resize(rows, Samples);
        for (auto [m, rows] : {std::pair{&z, O}, std::pair{&delta, O}}) m->resize(rows, Samples);
    }

    template <class Layer, class D, class Below>
    static void update(Layer& changed, const D& scaled_delta, const Below& below) {
        changed.w.noalias() -= scaled_delta * below.transpose();
        changed.b -= scaled_delta.rowwise().sum();
    }

    void step(std::size_t batch) {
        const T rate = T(learning_rate);
        a.noalias() = net.first.w * x[batch];
        relu::apply(a, net.first.b);
        b.noalias() = net.second.w * a;
        relu::apply(b, net.second.b);
        z.noalias() = net.third.w * b;
        identity::apply(z, net.third.b);
        cost = Loss::evaluate(z, y[batch], delta);
        delta *= rate;
        delta_b.noalias() = net.third.w.transpose() * delta;
        delta_b = (b.array() > T(0)).select(delta_b, T(0));
        delta_a.noalias() = net.second.w.transpose() * delta_b;
        delta_a = (a.array() > T(0)).select(delta_a, T(0));
        update(net.third, delta, b);
        update(net.second, delta_b, a);
        update(net.first, delta_a, x[batch]);
    }
};

template <class Training>
job training_job_of(const char* name, const char* variant, int steps,
                    const std::vector<double>& parameters, const std::vector<double>& x,
                    const std::vector<double>& y) {
    const std::shared_ptr<Training> s(new Training);
    s->set(parameters, x, y);
    return {name, variant,
            [s, steps](long count) {
                for (long k = 0; k < count; ++k) {
                    s->net = s->initial;
                    for (int i = 0; i < steps; ++i) {
                        s->step(static_cast<std::size_t>(i) % s->x.size());
                    }
                }
            },
            [s] { return static_cast<double>(s->cost); }};
}

template <class T, sizes Sizes, int Order>
job course_job(const char* name, const char* variant) {
    const labelled_points points = course_circles();
    return training_job_of<
        training<T, Sizes, Order, binary_cross_entropy, course_samples, 2, 10, 5, 1>>(
        name, variant, course_iterations, course_parameters(), points.x, points.y);
}

template <class T, sizes Sizes, int Order, int I, int A, int B, int O>
job training_job(const char* name, const char* variant) {
    const labelled_batches data = training_data(I, O);
    return training_job_of<
        training<T, Sizes, Order, softmax_cross_entropy, training_batch, I, A, B, O>>(
        name, variant, training_steps, network_parameters({I, A, B, O}), data.x, data.y);
}

template <class T, sizes Sizes, int Size>
job product_job(const char* name, const char* variant) {
    struct state {
        EIGEN_MAKE_ALIGNED_OPERATOR_NEW
        matrix<T, Sizes, Size, Size, by_columns> a, b, c;
    };
    const std::shared_ptr<state> s(new state);
    const std::vector<double> numbers = uniform_numbers(5, 2 * Size * Size);
    const double* from = numbers.data();
    take(from, Size, Size, s->a);
    take(from, Size, Size, s->b);
    s->c.resize(Size, Size);
    return {name, variant,
            [s](long count) {
                for (long k = 0; k < count; ++k) {
                    s->c.noalias() = s->a * s->b;
                    keep(s.get());
                    keep(s->c.data());
                }
            },
            [s] { return static_cast<double>(s->c.norm()); }};
}

template <class T>
struct factory {
    const char* name;
    const char* variant;
    job (*make)(const char* name, const char* variant);
};

/// Single samples: fixed sizes, both layouts of the weights.
template <class T, class Hidden, class Last, int I, int A, int B, int O>
void add_predict(const char* name, std::vector<factory<T>>& to) {
    to.push_back({name, "fixed, W by columns",
                  predict_job<T, sizes::fixed, by_columns, Hidden, Last, I, A, B, O>});
    to.push_back({name, "fixed, W by rows",
                  predict_job<T, sizes::fixed, by_rows, Hidden, Last, I, A, B, O>});
}

template <class T, int Size>
void add_product(const char* name, std::vector<factory<T>>& to) {
    to.push_back({name, "fixed", product_job<T, sizes::fixed, Size>});
    to.push_back({name, "dynamic", product_job<T, sizes::dynamic, Size>});
}

template <class T>
std::vector<factory<T>> all_factories() {
    std::vector<factory<T>> all = {
        {"course", "fixed, X by rows", course_job<T, sizes::fixed, by_rows>},
        {"course", "dynamic, X by columns", course_job<T, sizes::dynamic, by_columns>},
        {"course", "dynamic, X by rows", course_job<T, sizes::dynamic, by_rows>},
    };
    add_predict<T, relu, sigmoid, 2, 10, 5, 1>("predict-2-10-5-1", all);
    add_predict<T, tanh, identity, 16, 32, 32, 4>("predict-16-32-32-4", all);
    add_predict<T, relu, identity, 64, 64, 64, 10>("predict-64-64-64-10", all);
    add_predict<T, relu, identity, 784, 128, 64, 10>("predict-784-128-64-10", all);
    all.push_back({"train-784-128-64-10", "dynamic, X by columns",
                   training_job<T, sizes::dynamic, by_columns, 784, 128, 64, 10>});
    all.push_back({"train-784-128-64-10", "dynamic, X by rows",
                   training_job<T, sizes::dynamic, by_rows, 784, 128, 64, 10>});
    all.push_back({"train-16-64-64-4", "fixed, X by columns",
                   training_job<T, sizes::fixed, by_columns, 16, 64, 64, 4>});
    all.push_back({"train-16-64-64-4", "fixed, X by rows",
                   training_job<T, sizes::fixed, by_rows, 16, 64, 64, 4>});
    add_product<T, 16>("product-16", all);
    add_product<T, 32>("product-32", all);
    add_product<T, 48>("product-48", all);
    add_product<T, 64>("product-64", all);
    return all;
}

}  // namespace eigen

template <class T>
std::vector<job> make_jobs(const std::vector<std::string>& wanted) {
    std::vector<job> jobs;
    for (const eigen::factory<T>& each : eigen::all_factories<T>()) {
        if (std::find(wanted.begin(), wanted.end(), each.name) != wanted.end()) {
            jobs.push_back(each.make(each.name, each.variant));
        }
    }
    return jobs;
}

}  // namespace bench
