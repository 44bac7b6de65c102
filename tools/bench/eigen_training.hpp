// SPDX-License-Identifier: MIT
// Training written with Eigen: whole-matrix expressions, products with noalias().
#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "eigen_layers.hpp"
#include "inputs.hpp"
#include "jobs.hpp"

namespace bench {

namespace eigen {

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

}  // namespace eigen

}  // namespace bench
