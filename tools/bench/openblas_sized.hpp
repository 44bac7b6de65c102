// SPDX-License-Identifier: MIT
// Families of jobs whose products are OpenBLAS's: all of a job, and its products alone, which no
// library built on them can beat.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "adam_loop.hpp"
#include "openblas.hpp"
#include "openblas_networks.hpp"
#include "sized_jobs.hpp"

namespace bench {

constexpr const char* whole_job = "with activations";
constexpr const char* products_alone = "products alone";

template <class T>
blas_network<T> network_of(const sized_job& job) {
    const std::vector<double> parameters = network_parameters(job.sizes);
    return {job.sizes, {parameters.begin(), parameters.end()}};
}

/// A batch, or the matrices of a job of rows. Activations are features x samples, as the data.
template <class T>
struct blas_predictions {
    blas_network<T> net;
    sized_data data;
    std::vector<T> x;
    std::vector<std::vector<T>> a;  // of every layer's outputs, of one matrix
    std::vector<T> y;               // of all

    explicit blas_predictions(const sized_job& job) : net(network_of<T>(job)), data(data_of(job)) {
        x.assign(data.x.begin(), data.x.end());
        for (std::size_t l = 0; l < net.layers(); ++l)
            a.emplace_back(data.samples * net.outputs(l));
        y.resize(data.batches * a.back().size());
    }

    void run(bool whole) {
        const std::ptrdiff_t inputs = net.inputs(0);
        const auto outputs = static_cast<std::ptrdiff_t>(a.back().size());
        for (int b = 0; b < data.batches; ++b) {
            const T* below = x.data() + b * inputs * data.stride;
            int stride = data.stride;
            for (std::size_t l = 0; l < net.layers(); ++l) {
                const bool last = l + 1 == net.layers();
                T* const above = last ? y.data() + b * outputs : a[l].data();
                layer(l, below, stride, above, whole, last);
                below = above;
                stride = data.samples;
            }
        }
    }

    void layer(std::size_t l, const T* below, int stride, T* above, bool whole, bool last) {
        const int samples = data.samples;
        if (whole) {
            for (int o = 0; o < net.outputs(l); ++o) {
                std::fill_n(above + o * samples, samples, net.biases(l)[o]);
            }
        }
        gemm(CblasNoTrans, CblasNoTrans, net.outputs(l), samples, net.inputs(l), 1, net.weights(l),
             net.inputs(l), below, stride, whole ? 1 : 0, above);
        if (!whole) return;
        for (int k = 0; k < net.outputs(l) * samples; ++k) {
            if (!last) above[k] = std::max(above[k], T(0));
            if (last && net.outputs(l) == 1) above[k] = 1 / (1 + std::exp(-above[k]));
        }
    }

    double check() {
        run(true);
        double sum = 0;
        for (const T v : y) sum += std::fabs(static_cast<double>(v));
        return sum;
    }
};

/// Gradient descent or Adam on batches. Without activations the steps are the products of the
/// others, on numbers of the same kind, and leave the weights as they are.
template <class T, class Loss>
struct blas_batches : blas_training<T, Loss> {
    using base = blas_training<T, Loss>;
    using base::net, base::a, base::delta, base::samples;
    int steps;
    bool is_adam;
    std::vector<T> gradient;
    adam_loop<T> adam;

    explicit blas_batches(const sized_job& job)
        : steps(steps_of(job)), is_adam(job.what == sized_job::kind::adam), adam(0) {
        this->initial = network_of<T>(job);
        net = this->initial;
        const sized_data data = data_of(job);
        this->x.assign(data.x.begin(), data.x.end());
        this->y.assign(data.y.begin(), data.y.end());
        samples = job.samples;
        this->rate = T(learning_rate_of(job));
        for (std::size_t l = 0; l < net.layers(); ++l) {
            a.emplace_back(samples * net.outputs(l));
            delta.emplace_back(samples * net.outputs(l));
        }
        gradient.resize(net.parameters.size());
        if (is_adam) adam = adam_loop<T>(net.parameters.size());
        run(true);
    }

    const T* features(int step) const {
        return this->x.data() + step % training_batches * net.inputs(0) * samples;
    }
    const T* targets(int step) const {
        return this->y.data() + step % training_batches * net.sizes.back() * samples;
    }

    void run(bool whole) {
        net = this->initial;
        if (is_adam) adam.restart();
        for (int i = 0; i < steps; ++i) {
            if (!whole) {
                products(features(i));
            } else if (is_adam) {
                adam_step(features(i), targets(i));
            } else {
                this->step(features(i), targets(i));
            }
        }
    }

    void products(const T* features) {
        forward(features, false);
        for (std::size_t l = net.layers(); l-- > 0;) {
            if (l > 0) back(l);
            form_gradient(l, features);
        }
    }

    void adam_step(const T* features, const T* targets) {
        const std::size_t last = net.layers() - 1;
        forward(features, true);
        this->cost =
            Loss::evaluate(net.outputs(last), samples, a[last].data(), targets, delta[last].data());
        for (std::size_t l = last + 1; l-- > 0;) {
            if (l > 0) {
                back(l);
                for (std::size_t i = 0; i < a[l - 1].size(); ++i) {
                    delta[l - 1][i] = a[l - 1][i] > 0 ? delta[l - 1][i] : T(0);
                }
            }
            form_gradient(l, features);
            T* const of_biases = gradient.data() + (net.biases(l) - net.parameters.data());
            for (int o = 0; o < net.outputs(l); ++o) {
                of_biases[o] = 0;
                for (int s = 0; s < samples; ++s) of_biases[o] += delta[l][o * samples + s];
            }
        }
        adam.update(net.parameters.data(), gradient.data());
    }

    void forward(const T* below, bool whole) {
        for (std::size_t l = 0; l < net.layers(); ++l) {
            if (whole) {
                for (int o = 0; o < net.outputs(l); ++o) {
                    std::fill_n(a[l].begin() + o * samples, samples, net.biases(l)[o]);
                }
            }
            gemm(CblasNoTrans, CblasNoTrans, net.outputs(l), samples, net.inputs(l), 1,
                 net.weights(l), net.inputs(l), below, samples, whole ? 1 : 0, a[l].data());
            if (whole && l + 1 < net.layers()) activate(blas_activation::relu, a[l]);
            below = a[l].data();
        }
    }

    void back(std::size_t l) {
        gemm(CblasTrans, CblasNoTrans, net.inputs(l), samples, net.outputs(l), 1, net.weights(l),
             net.inputs(l), delta[l].data(), samples, 0, delta[l - 1].data());
    }

    void form_gradient(std::size_t l, const T* features) {
        gemm(CblasNoTrans, CblasTrans, net.outputs(l), net.inputs(l), samples, 1, delta[l].data(),
             samples, l > 0 ? a[l - 1].data() : features, samples, 0,
             gradient.data() + (net.weights(l) - net.parameters.data()));
    }

    double check() {
        run(true);
        return static_cast<double>(this->cost);
    }
};

/// Gradient descent on one sample a step: gemv, and ger and axpy straight to the weights.
template <class T, class Loss>
struct blas_single_samples : blas_batches<T, Loss> {
    using base = blas_batches<T, Loss>;
    using base::base;
    using base::net, base::a, base::delta;

    void run(bool) {
        net = this->initial;
        for (int i = 0; i < this->steps; ++i) step(this->features(i), this->targets(i));
    }

    void step(const T* x, const T* y) {
        const std::size_t last = net.layers() - 1;
        const auto below = [&](std::size_t l) { return l ? a[l - 1].data() : x; };
        for (std::size_t l = 0; l <= last; ++l) {
            std::copy_n(net.biases(l), net.outputs(l), a[l].begin());
            gemv(CblasNoTrans, net.outputs(l), net.inputs(l), net.weights(l), below(l), 1,
                 a[l].data());
            if (l < last) activate(blas_activation::relu, a[l]);
        }
        this->cost = Loss::evaluate(net.outputs(last), 1, a[last].data(), y, delta[last].data());
        for (std::size_t l = last + 1; l-- > 0;) {
            if (l > 0) {
                gemv(CblasTrans, net.outputs(l), net.inputs(l), net.weights(l), delta[l].data(), 0,
                     delta[l - 1].data());
                for (std::size_t i = 0; i < a[l - 1].size(); ++i) {
                    delta[l - 1][i] = a[l - 1][i] > 0 ? delta[l - 1][i] : T(0);
                }
            }
            ger(net.outputs(l), net.inputs(l), -this->rate, delta[l].data(), below(l),
                net.weights(l));
            axpy(net.outputs(l), -this->rate, delta[l].data(), net.biases(l));
        }
    }

    double check() { return static_cast<double>(this->cost); }
};

template <class State>
job blas_job(const sized_job& wanted, const std::shared_ptr<State>& s, const char* variant) {
    return {wanted.name, variant,
            [s, whole = variant != products_alone](long count) {
                for (long k = 0; k < count; ++k) {
                    s->run(whole);
                    keep(s.get());
                }
            },
            [s] { return s->check(); }};
}

template <class T, class Loss>
void add_blas_training(const sized_job& wanted, std::vector<job>& jobs) {
    if (wanted.is_sample && wanted.what == sized_job::kind::descent) {
        jobs.push_back(blas_job(wanted, std::make_shared<blas_single_samples<T, Loss>>(wanted),
                                "gemv, ger, axpy"));
        return;
    }
    const auto s = std::make_shared<blas_batches<T, Loss>>(wanted);
    jobs.push_back(blas_job(wanted, s, whole_job));
    jobs.push_back(blas_job(wanted, s, products_alone));
}

template <class T>
void add_blas_jobs(const sized_job& wanted, std::vector<job>& jobs) {
    if (wanted.what != sized_job::kind::prediction) {
        if (wanted.outputs() == 1) {
            add_blas_training<T, blas_binary_cross_entropy>(wanted, jobs);
        } else {
            add_blas_training<T, blas_softmax_cross_entropy>(wanted, jobs);
        }
        return;
    }
    if (wanted.is_sample) {
        jobs.push_back(blas_predict_job<T>(
            wanted.name, wanted.sizes, blas_activation::relu,
            wanted.outputs() == 1 ? blas_activation::sigmoid : blas_activation::identity));
        return;
    }
    const auto s = std::make_shared<blas_predictions<T>>(wanted);
    jobs.push_back(blas_job(wanted, s, whole_job));
    jobs.push_back(blas_job(wanted, s, products_alone));
}

}  // namespace bench
