// SPDX-License-Identifier: MIT
// Jobs done by the loops of a textbook, one sample at a time: what somebody writes in an afternoon,
// and compiles with -O3 -march=native -ffast-math. A training step adds straight to the weights.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "contender.hpp"
#include "inputs.hpp"
#include "sized_jobs.hpp"

namespace bench {

namespace {

template <class T>
struct layer {
    int inputs, outputs;
    std::vector<T> w, b;  // w is outputs x inputs
    std::vector<T> a, delta;
};

template <class T>
struct network {
    std::vector<layer<T>> layers;
    bool hidden_tanh = false;
    T cost = 0;

    explicit network(const layer_sizes& sizes) {
        const std::vector<double> parameters = network_parameters(sizes);
        auto from = parameters.begin();
        for (std::size_t l = 1; l < sizes.size(); ++l) {
            const int count = sizes[l - 1] * sizes[l];
            layers.push_back({sizes[l - 1],
                              sizes[l],
                              {from, from + count},
                              {from + count, from + count + sizes[l]},
                              std::vector<T>(sizes[l]),
                              std::vector<T>(sizes[l])});
            from += count + sizes[l];
        }
    }

    /// Returns the last layer's outputs; one is sigmoid, more are logits.
    const T* predict(const T* x) {
        for (layer<T>& each : layers) {
            const bool last = &each == &layers.back();
            for (int o = 0; o < each.outputs; ++o) {
                T sum = each.b[o];
                const T* const w = each.w.data() + static_cast<std::ptrdiff_t>(o) * each.inputs;
                for (int i = 0; i < each.inputs; ++i) sum += w[i] * x[i];
                if (!last) sum = hidden_tanh ? std::tanh(sum) : sum > 0 ? sum : 0;
                if (last && each.outputs == 1) sum = 1 / (1 + std::exp(-sum));
                each.a[o] = sum;
            }
            x = each.a.data();
        }
        return x;
    }

    /// The last layer's delta; the cost before the step.
    void compare(const T* y) {
        layer<T>& last = layers.back();
        if (last.outputs == 1) {
            cost = -(y[0] * std::log(last.a[0]) + (1 - y[0]) * std::log(1 - last.a[0]));
            last.delta[0] = last.a[0] - y[0];
            return;
        }
        const T most = *std::max_element(last.a.begin(), last.a.end());
        T sum = 0;
        for (int o = 0; o < last.outputs; ++o) {
            last.delta[o] = std::exp(last.a[o] - most);
            sum += last.delta[o];
        }
        cost = std::log(sum);
        for (int o = 0; o < last.outputs; ++o) {
            cost -= (last.a[o] - most) * y[o];
            last.delta[o] = last.delta[o] / sum - y[o];
        }
    }

    void train(const T* x, const T* y, T rate) {
        predict(x);
        compare(y);
        for (std::size_t l = layers.size() - 1; l > 0; --l) {
            const layer<T>& above = layers[l];
            layer<T>& here = layers[l - 1];
            std::fill(here.delta.begin(), here.delta.end(), T(0));
            for (int o = 0; o < above.outputs; ++o) {
                const T* const w = above.w.data() + static_cast<std::ptrdiff_t>(o) * above.inputs;
                for (int i = 0; i < above.inputs; ++i) here.delta[i] += above.delta[o] * w[i];
            }
            for (int i = 0; i < here.outputs; ++i) {
                if (!(here.a[i] > 0)) here.delta[i] = 0;
            }
        }
        for (layer<T>& each : layers) {
            for (int o = 0; o < each.outputs; ++o) {
                T* const w = each.w.data() + static_cast<std::ptrdiff_t>(o) * each.inputs;
                const T step = rate * each.delta[o];
                for (int i = 0; i < each.inputs; ++i) w[i] -= step * x[i];
                each.b[o] -= step;
            }
            x = each.a.data();
        }
    }
};

/// Batches x features x samples, turned into samples x features.
template <class T>
std::vector<T> by_samples(const std::vector<double>& x, int batches, int features, int samples,
                          int stride) {
    std::vector<T> turned;
    for (int b = 0; b < batches; ++b) {
        for (int s = 0; s < samples; ++s) {
            for (int f = 0; f < features; ++f) {
                turned.push_back(
                    static_cast<T>(x[(static_cast<std::size_t>(b) * features + f) * stride + s]));
            }
        }
    }
    return turned;
}

template <class T>
job sample_job(const std::string& name, const layer_sizes& sizes, bool hidden_tanh) {
    struct state {
        network<T> net;
        std::vector<T> x;
    };
    const std::vector<double> x = uniform_numbers(5, sizes.front());
    const auto s =
        std::make_shared<state>(state{network<T>(sizes), std::vector<T>(x.begin(), x.end())});
    s->net.hidden_tanh = hidden_tanh;
    return {name, "",
            [s](long count) {
                const T feature = s->x[0];
                for (long k = 0; k < count; ++k) {
                    const T* const y = s->net.predict(s->x.data());
                    s->x[0] = feature + y[0] * T(1e-20);
                    keep(y);
                }
                s->x[0] = feature;
            },
            [s] {
                double sum = 0;
                for (const T y : s->net.layers.back().a) sum += std::fabs(static_cast<double>(y));
                return sum;
            }};
}

template <class T>
job batch_job(const sized_job& wanted) {
    struct state {
        network<T> net;
        std::vector<T> x;
        double sum = 0;
    };
    const sized_data data = data_of(wanted);
    const int inputs = wanted.inputs();
    const auto s = std::make_shared<state>(
        state{network<T>(wanted.sizes),
              by_samples<T>(data.x, data.batches, inputs, data.samples, data.stride)});
    const int outputs = wanted.outputs();
    return {wanted.name, "",
            [s, inputs, outputs](long count) {
                for (long k = 0; k < count; ++k) {
                    s->sum = 0;
                    for (std::size_t at = 0; at < s->x.size(); at += inputs) {
                        const T* const y = s->net.predict(s->x.data() + at);
                        for (int o = 0; o < outputs; ++o) s->sum += std::fabs(y[o]);
                    }
                    keep(s.get());
                }
            },
            [s] { return s->sum; }};
}

template <class T>
job sample_training(const sized_job& wanted) {
    struct state {
        network<T> initial, net;
        std::vector<T> x, y;
    };
    const sized_data data = data_of(wanted);
    const network<T> initial(wanted.sizes);
    const auto s = std::make_shared<state>(
        state{initial, initial, {data.x.begin(), data.x.end()}, {data.y.begin(), data.y.end()}});
    return {wanted.name, "",
            [s, inputs = wanted.inputs(), outputs = wanted.outputs(), steps = steps_of(wanted),
             rate = T(learning_rate_of(wanted))](long count) {
                for (long k = 0; k < count; ++k) {
                    s->net = s->initial;
                    for (int i = 0; i < steps; ++i) {
                        const int b = i % training_batches;
                        s->net.train(s->x.data() + b * inputs, s->y.data() + b * outputs, rate);
                    }
                }
            },
            [s] { return static_cast<double>(s->net.cost); }};
}

}  // namespace

std::vector<std::string> instruction_sets() { return {"native"}; }

contender choose_instruction_set(const std::string& name) { return {"plain loops", name, ""}; }

template <class T>
std::vector<job> make_jobs(const std::vector<std::string>& wanted) {
    const std::pair<const char*, layer_sizes> predictions[] = {
        {"predict-2-10-5-1", {2, 10, 5, 1}},
        {"predict-16-32-32-4", {16, 32, 32, 4}},
        {"predict-64-64-64-10", {64, 64, 64, 10}},
        {"predict-784-128-64-10", {784, 128, 64, 10}}};
    std::vector<job> jobs;
    for (const auto& [name, sizes] : predictions) {
        if (std::find(wanted.begin(), wanted.end(), name) != wanted.end()) {
            jobs.push_back(sample_job<T>(name, sizes, sizes.front() == 16));
        }
    }
    for (const sized_job& each : sized_jobs(wanted)) {
        if (each.what == sized_job::kind::prediction) {
            jobs.push_back(each.is_sample ? sample_job<T>(each.name, each.sizes, false)
                                          : batch_job<T>(each));
        } else if (each.what == sized_job::kind::descent && each.is_sample) {
            jobs.push_back(sample_training<T>(each));
        }
    }
    return jobs;
}

template std::vector<job> make_jobs<float>(const std::vector<std::string>&);
template std::vector<job> make_jobs<double>(const std::vector<std::string>&);

}  // namespace bench
