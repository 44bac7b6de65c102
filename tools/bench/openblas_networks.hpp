// SPDX-License-Identifier: MIT
// Networks whose products are OpenBLAS's and whose other arithmetic are plain loops, as somebody
// would write them who wants no other library.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "inputs.hpp"
#include "jobs.hpp"
#include "openblas.hpp"

namespace bench {

/// Parameters as network_parameters() has them, layer by layer W, then b.
template <class T>
struct blas_network {
    layer_sizes sizes;
    std::vector<T> parameters;

    std::size_t layers() const { return sizes.size() - 1; }
    int inputs(std::size_t layer) const { return sizes[layer]; }
    int outputs(std::size_t layer) const { return sizes[layer + 1]; }
    T* weights(std::size_t layer) {
        T* at = parameters.data();
        for (std::size_t l = 0; l < layer; ++l) at += (inputs(l) + 1) * outputs(l);
        return at;
    }
    T* biases(std::size_t layer) {
        return weights(layer) + static_cast<std::ptrdiff_t>(inputs(layer)) * outputs(layer);
    }
};

enum class blas_activation { identity, relu, tanh, sigmoid };

template <class T>
void activate(blas_activation by, std::vector<T>& z) {
    for (T& v : z) {
        if (by == blas_activation::relu) v = std::max(v, T(0));
        if (by == blas_activation::tanh) v = std::tanh(v);
        if (by == blas_activation::sigmoid) v = 1 / (1 + std::exp(-v));
    }
}

template <class T>
job blas_predict_job(const std::string& name, const layer_sizes& sizes, blas_activation hidden,
                     blas_activation last) {
    struct state {
        blas_network<T> net;
        std::vector<std::vector<T>> a;  // features, then what each layer puts out
    };
    const auto s = std::make_shared<state>();
    const std::vector<double> parameters = network_parameters(sizes);
    s->net = {sizes, {parameters.begin(), parameters.end()}};
    for (const int size : sizes) s->a.emplace_back(size);
    const std::vector<double> features = uniform_numbers(5, sizes.front());
    s->a[0].assign(features.begin(), features.end());
    return {name, "",
            [s, hidden, last](long count) {
                const T feature = s->a[0][0];
                blas_network<T>& net = s->net;
                for (long k = 0; k < count; ++k) {
                    for (std::size_t l = 0; l < net.layers(); ++l) {
                        std::copy_n(net.biases(l), net.outputs(l), s->a[l + 1].begin());
                        gemv(CblasNoTrans, net.outputs(l), net.inputs(l), net.weights(l),
                             s->a[l].data(), 1, s->a[l + 1].data());
                        activate(l + 1 < net.layers() ? hidden : last, s->a[l + 1]);
                    }
                    s->a[0][0] = feature + s->a.back()[0] * T(1e-20);
                    keep(s->a.back().data());
                }
                s->a[0][0] = feature;
            },
            [s] {
                double sum = 0;
                for (const T y : s->a.back()) sum += std::fabs(static_cast<double>(y));
                return sum;
            }};
}

/// delta = (sigmoid(z) - y) / samples; returns the mean cost. One output.
struct blas_binary_cross_entropy {
    template <class T>
    static T evaluate(int, int samples, const T* z, const T* y, T* delta) {
        T cost = 0;
        for (int s = 0; s < samples; ++s) {
            delta[s] = (1 / (1 + std::exp(-z[s])) - y[s]) / static_cast<T>(samples);
            cost += std::max(z[s], T(0)) - z[s] * y[s] + std::log1p(std::exp(-std::fabs(z[s])));
        }
        return cost / static_cast<T>(samples);
    }
};

/// delta = (softmax(z) - y) / samples; returns the mean cost.
struct blas_softmax_cross_entropy {
    template <class T>
    static T evaluate(int classes, int samples, const T* z, const T* y, T* delta) {
        T cost = 0;
        for (int s = 0; s < samples; ++s) {
            T most = z[s];
            for (int c = 1; c < classes; ++c) most = std::max(most, z[c * samples + s]);
            T sum = 0;
            for (int c = 0; c < classes; ++c) {
                const int at = c * samples + s;
                delta[at] = std::exp(z[at] - most);
                sum += delta[at];
                cost -= (z[at] - most) * y[at];
            }
            cost += std::log(sum);
            for (int c = 0; c < classes; ++c) {
                const int at = c * samples + s;
                delta[at] = (delta[at] / sum - y[at]) / static_cast<T>(samples);
            }
        }
        return cost / static_cast<T>(samples);
    }
};

/// Gradient descent; hidden layers are relu. Activations are features x samples, as the data.
template <class T, class Loss>
struct blas_training {
    blas_network<T> initial;
    blas_network<T> net;
    std::vector<std::vector<T>> a, delta;  // of every layer's outputs
    std::vector<T> x, y;
    int samples = 0;
    T cost = 0;
    T rate = T(learning_rate);

    void step(const T* features, const T* targets) {
        const std::size_t last = net.layers() - 1;
        const auto below = [&](std::size_t l) { return l ? a[l - 1].data() : features; };
        for (std::size_t l = 0; l <= last; ++l) {
            for (int o = 0; o < net.outputs(l); ++o) {
                std::fill_n(a[l].begin() + o * samples, samples, net.biases(l)[o]);
            }
            gemm(CblasNoTrans, CblasNoTrans, net.outputs(l), samples, net.inputs(l), 1,
                 net.weights(l), net.inputs(l), below(l), samples, 1, a[l].data());
            if (l < last) activate(blas_activation::relu, a[l]);
        }
        cost =
            Loss::evaluate(net.outputs(last), samples, a[last].data(), targets, delta[last].data());
        for (std::size_t l = last + 1; l-- > 0;) {
            if (l > 0) {
                gemm(CblasTrans, CblasNoTrans, net.inputs(l), samples, net.outputs(l), 1,
                     net.weights(l), net.inputs(l), delta[l].data(), samples, 0,
                     delta[l - 1].data());
                for (std::size_t i = 0; i < a[l - 1].size(); ++i) {
                    delta[l - 1][i] = a[l - 1][i] > 0 ? delta[l - 1][i] : T(0);
                }
            }
            gemm(CblasNoTrans, CblasTrans, net.outputs(l), net.inputs(l), samples, -rate,
                 delta[l].data(), samples, below(l), samples, 1, net.weights(l));
            for (int o = 0; o < net.outputs(l); ++o) {
                T sum = 0;
                for (int s = 0; s < samples; ++s) sum += delta[l][o * samples + s];
                net.biases(l)[o] -= rate * sum;
            }
        }
    }
};

template <class T, class Loss>
job blas_training_job(const std::string& name, const layer_sizes& sizes, int samples, int steps,
                      const std::vector<double>& parameters, const std::vector<double>& x,
                      const std::vector<double>& y) {
    const auto s = std::make_shared<blas_training<T, Loss>>();
    s->initial = {sizes, {parameters.begin(), parameters.end()}};
    s->x.assign(x.begin(), x.end());
    s->y.assign(y.begin(), y.end());
    s->samples = samples;
    for (std::size_t l = 0; l < s->initial.layers(); ++l) {
        s->a.emplace_back(samples * s->initial.outputs(l));
        s->delta.emplace_back(samples * s->initial.outputs(l));
    }
    return {name, "",
            [s, samples, steps](long count) {
                const auto features = s->initial.sizes.front() * samples;
                const auto targets = s->initial.sizes.back() * samples;
                const int batches = static_cast<int>(s->x.size()) / features;
                for (long k = 0; k < count; ++k) {
                    s->net = s->initial;
                    for (int i = 0; i < steps; ++i) {
                        s->step(s->x.data() + i % batches * features,
                                s->y.data() + i % batches * targets);
                    }
                }
            },
            [s] { return static_cast<double>(s->cost); }};
}

}  // namespace bench
