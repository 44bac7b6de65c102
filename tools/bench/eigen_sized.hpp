// SPDX-License-Identifier: MIT
// Families of jobs, written with Eigen: sizes are dynamic, for they are many.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "adam_loop.hpp"
#include "eigen_layers.hpp"
#include "sized_jobs.hpp"

namespace bench {

namespace eigen {

/// Features or activations x samples; Columns is 1 for one sample by itself.
template <class T, int Columns, int Order>
using block = Eigen::Matrix<T, Eigen::Dynamic, Columns, Columns == 1 ? by_columns : Order>;

template <class T>
struct sized_layer {
    Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic> w;
    Eigen::Matrix<T, Eigen::Dynamic, 1> b;
};

template <class T>
std::vector<sized_layer<T>> sized_layers(const layer_sizes& sizes) {
    const std::vector<double> parameters = network_parameters(sizes);
    const double* from = parameters.data();
    std::vector<sized_layer<T>> layers(sizes.size() - 1);
    for (std::size_t l = 0; l < layers.size(); ++l) {
        take(from, sizes[l + 1], sizes[l], layers[l].w);
        take(from, sizes[l + 1], 1, layers[l].b);
    }
    return layers;
}

/// Every batch of X is a Given: a matrix, or a map of rows that lie further apart.
template <class T, int Order, class Given>
job batch_prediction(const sized_job& wanted, const char* variant, std::vector<T> memory,
                     std::vector<Given> x) {
    struct state {
        std::vector<sized_layer<T>> layers;
        std::vector<T> memory;
        std::vector<Given> x;
        std::vector<block<T, Eigen::Dynamic, Order>> a;
        std::vector<block<T, Eigen::Dynamic, Order>> y;
    };
    const std::size_t batches = x.size();
    std::vector<sized_layer<T>> layers = sized_layers<T>(wanted.sizes);
    const std::size_t last = layers.size() - 1;
    // Maps keep pointing at the memory, which is moved and not copied.
    const std::shared_ptr<state> s(
        new state{std::move(layers), std::move(memory), std::move(x),
                  std::vector<block<T, Eigen::Dynamic, Order>>(last),
                  std::vector<block<T, Eigen::Dynamic, Order>>(batches)});
    return {wanted.name, variant,
            [s, last](long count) {
                for (long k = 0; k < count; ++k) {
                    for (std::size_t b = 0; b < s->x.size(); ++b) {
                        s->a[0].noalias() = s->layers[0].w * s->x[b];
                        relu::apply(s->a[0], s->layers[0].b);
                        for (std::size_t l = 1; l < last; ++l) {
                            s->a[l].noalias() = s->layers[l].w * s->a[l - 1];
                            relu::apply(s->a[l], s->layers[l].b);
                        }
                        auto& y = s->y[b];
                        y.noalias() = s->layers[last].w * s->a[last - 1];
                        if (y.rows() == 1) {
                            sigmoid::apply(y, s->layers[last].b);
                        } else {
                            identity::apply(y, s->layers[last].b);
                        }
                    }
                    keep(s.get());
                }
            },
            [s] {
                double sum = 0;
                for (const auto& y : s->y) sum += static_cast<double>(y.cwiseAbs().sum());
                return sum;
            }};
}

template <class T>
void add_predictions(const sized_job& wanted, std::vector<job>& jobs) {
    using by_row = block<T, Eigen::Dynamic, by_rows>;
    using by_column = block<T, Eigen::Dynamic, by_columns>;
    using rows_apart = Eigen::Map<const by_row, 0, Eigen::OuterStride<>>;
    const sized_data data = data_of(wanted);
    std::vector<T> memory(data.x.begin(), data.x.end());
    std::vector<rows_apart> rows;
    std::vector<by_column> columns;
    for (int b = 0; b < data.batches; ++b) {
        rows.emplace_back(
            memory.data() + static_cast<std::ptrdiff_t>(b) * wanted.inputs() * data.stride,
            wanted.inputs(), data.samples, Eigen::OuterStride<>(data.stride));
        columns.emplace_back(rows.back());
    }
    jobs.push_back(batch_prediction<T, by_rows, rows_apart>(wanted, "dynamic, X by rows",
                                                            std::move(memory), std::move(rows)));
    if (wanted.stride) return;  // by columns the rows would not be that far apart
    jobs.push_back(batch_prediction<T, by_columns, by_column>(wanted, "dynamic, X by columns", {},
                                                              std::move(columns)));
}

/// One sample by itself: every one waits for the one before.
template <class T>
job sample_prediction(const sized_job& wanted) {
    using vector = Eigen::Matrix<T, Eigen::Dynamic, 1>;
    struct state {
        std::vector<sized_layer<T>> layers;
        std::vector<vector> a;
    };
    const std::shared_ptr<state> s(new state{sized_layers<T>(wanted.sizes), {}});
    s->a.resize(wanted.sizes.size());
    const std::vector<double> x = uniform_numbers(5, wanted.inputs());
    const double* from = x.data();
    take(from, wanted.inputs(), 1, s->a[0]);
    return {wanted.name, "dynamic",
            [s](long count) {
                const T feature = s->a[0][0];
                for (long k = 0; k < count; ++k) {
                    for (std::size_t l = 0; l < s->layers.size(); ++l) {
                        vector& y = s->a[l + 1];
                        y.noalias() = s->layers[l].w * s->a[l];
                        if (l + 1 < s->layers.size()) {
                            relu::apply(y, s->layers[l].b);
                        } else if (y.size() == 1) {
                            sigmoid::apply(y, s->layers[l].b);
                        } else {
                            identity::apply(y, s->layers[l].b);
                        }
                    }
                    s->a[0][0] = feature + s->a.back()[0] * T(1e-20);
                    keep(s.get());
                }
                s->a[0][0] = feature;
            },
            [s] { return static_cast<double>(s->a.back().cwiseAbs().sum()); }};
}

template <class T, int Columns, int Order, class Loss>
struct sized_training {
    using activations = block<T, Columns, Order>;
    std::vector<sized_layer<T>> initial, net, gradient;
    std::vector<activations> x, y, a, delta;
    std::vector<std::pair<adam_loop<T>, adam_loop<T>>> adam;  // of W and b, when it is Adam's
    T rate, cost;

    explicit sized_training(const sized_job& wanted)
        : initial(sized_layers<T>(wanted.sizes)), rate(static_cast<T>(learning_rate_of(wanted))) {
        const sized_data data = data_of(wanted);
        const double* from_x = data.x.data();
        const double* from_y = data.y.data();
        x.resize(training_batches);
        y.resize(training_batches);
        for (std::size_t b = 0; b < x.size(); ++b) {
            take(from_x, wanted.inputs(), data.samples, x[b]);
            take(from_y, wanted.outputs(), data.samples, y[b]);
        }
        for (const sized_layer<T>& layer : initial) {
            a.emplace_back(layer.w.rows(), data.samples);
            delta.emplace_back(layer.w.rows(), data.samples);
            if (wanted.what == sized_job::kind::adam) {
                adam.emplace_back(adam_loop<T>(static_cast<std::size_t>(layer.w.size())),
                                  adam_loop<T>(static_cast<std::size_t>(layer.b.size())));
            }
        }
        gradient = initial;
    }

    void step(std::size_t batch) {
        const std::size_t last = net.size() - 1;
        const auto below = [&](std::size_t l) -> const activations& {
            return l > 0 ? a[l - 1] : x[batch];
        };
        for (std::size_t l = 0; l <= last; ++l) {
            a[l].noalias() = net[l].w * below(l);
            if (l < last) {
                relu::apply(a[l], net[l].b);
            } else {
                identity::apply(a[l], net[l].b);
            }
        }
        cost = Loss::evaluate(a[last], y[batch], delta[last]);
        if (adam.empty()) delta[last] *= rate;
        for (std::size_t l = last; l > 0; --l) {
            delta[l - 1].noalias() = net[l].w.transpose() * delta[l];
            delta[l - 1] = (a[l - 1].array() > T(0)).select(delta[l - 1], T(0));
        }
        for (std::size_t l = 0; l <= last; ++l) {
            if (adam.empty()) {
                net[l].w.noalias() -= delta[l] * below(l).transpose();
                net[l].b -= delta[l].rowwise().sum();
            } else {
                gradient[l].w.noalias() = delta[l] * below(l).transpose();
                gradient[l].b = delta[l].rowwise().sum();
                adam[l].first.update(net[l].w.data(), gradient[l].w.data());
                adam[l].second.update(net[l].b.data(), gradient[l].b.data());
            }
        }
    }
};

template <class T, int Columns, int Order, class Loss>
job sized_training_job(const sized_job& wanted, const char* variant) {
    using training = sized_training<T, Columns, Order, Loss>;
    const auto s = std::make_shared<training>(wanted);
    return {wanted.name, variant,
            [s, steps = steps_of(wanted)](long count) {
                for (long k = 0; k < count; ++k) {
                    s->net = s->initial;
                    for (auto& [of_w, of_b] : s->adam) {
                        of_w.restart();
                        of_b.restart();
                    }
                    for (int i = 0; i < steps; ++i) {
                        s->step(static_cast<std::size_t>(i % training_batches));
                    }
                }
            },
            [s] { return static_cast<double>(s->cost); }};
}

template <class T, class Loss>
void add_trainings(const sized_job& wanted, std::vector<job>& jobs) {
    if (wanted.is_sample) {
        jobs.push_back(sized_training_job<T, 1, by_columns, Loss>(wanted, "dynamic"));
        return;
    }
    constexpr int any = Eigen::Dynamic;
    jobs.push_back(sized_training_job<T, any, by_columns, Loss>(wanted, "dynamic, X by columns"));
    jobs.push_back(sized_training_job<T, any, by_rows, Loss>(wanted, "dynamic, X by rows"));
}

template <class T>
void add_sized_jobs(const sized_job& wanted, std::vector<job>& jobs) {
    if (wanted.what == sized_job::kind::prediction) {
        if (wanted.is_sample) {
            jobs.push_back(sample_prediction<T>(wanted));
        } else {
            add_predictions<T>(wanted, jobs);
        }
    } else if (wanted.outputs() == 1) {
        add_trainings<T, binary_cross_entropy>(wanted, jobs);
    } else {
        add_trainings<T, softmax_cross_entropy>(wanted, jobs);
    }
}

extern template void add_sized_jobs<float>(const sized_job&, std::vector<job>&);
extern template void add_sized_jobs<double>(const sized_job&, std::vector<job>&);

}  // namespace eigen

}  // namespace bench
