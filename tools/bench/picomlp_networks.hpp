// SPDX-License-Identifier: MIT
// Predicting and training, done by picomlp.
#pragma once

#include <algorithm>
#include <cmath>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "inputs.hpp"
#include "jobs.hpp"
#include "picomlp/activation/hyperbolic_tangent.hpp"
#include "picomlp/activation/identity.hpp"
#include "picomlp/activation/relu.hpp"
#include "picomlp/activation/sigmoid.hpp"
#include "picomlp/activation/softmax.hpp"
#include "picomlp/loss/cross_entropy.hpp"
#include "picomlp/network/predict.hpp"
#include "picomlp/trainer/trainer.hpp"

namespace bench {

using namespace picomlp;

inline void demand(status outcome) {
    if (outcome != status::ok) throw std::runtime_error(describe(outcome));
}

template <class T>
void copy_to(const std::vector<double>& from, T* to) {
    std::transform(from.begin(), from.end(), to, [](double v) { return static_cast<T>(v); });
}

template <class Network>
void set_parameters(parameters_of<Network>& w, const std::vector<double>& from) {
    using T = typename Network::value_type;
    std::vector<T> converted(from.size());
    copy_to(from, converted.data());
    if (from.size() != Network::parameter_count) throw std::logic_error("a network of other sizes");
    import_parameters(Network::table(), weight_order::outputs_by_inputs, converted.data(),
                      w.values);
}

template <class Network>
layer_sizes sizes_of() {
    return {std::begin(Network::sizes), std::end(Network::sizes)};
}

/// Predicts by predict_one(state), over and over. Every sample waits for the one before: its first
/// feature depends on that one's output.
template <class State, class Predict>
job predict_job_of(const std::string& name, const std::shared_ptr<State>& s, Predict predict_one) {
    return {name, "",
            [s, predict_one](long count) {
                const auto first = s->x[0];
                auto outcome = status::ok;
                for (long k = 0; k < count; ++k) {
                    const status now = predict_one(*s);
                    if (now != status::ok) outcome = now;
                    s->x[0] = first + s->y[0] * static_cast<decltype(first)>(1e-20);
                    keep(s.get());
                }
                s->x[0] = first;
                demand(outcome);
            },
            [s] {
                double sum = 0;
                for (const auto y : s->y) sum += std::fabs(static_cast<double>(y));
                return sum;
            }};
}

template <class Network>
job predict_job(const std::string& name) {
    using T = typename Network::value_type;
    struct state {
        typename Network::parameters w;
        typename Network::scratch scratch;
        T x[Network::inputs];
        T y[Network::outputs];
    };
    const auto s = std::make_shared<state>();
    set_parameters(s->w, network_parameters(sizes_of<Network>()));
    copy_to(uniform_numbers(5, Network::inputs), s->x);
    return predict_job_of(name, s, [](state& of) { return predict(of.w, of.scratch, of.x, of.y); });
}

/// Trains by a state's `training`, from its `initial` parameters.
template <class State>
job course_job_of(const std::string& name, const std::shared_ptr<State>& s) {
    return {name, "",
            [s](long count) {
                for (long k = 0; k < count; ++k) {
                    s->w = s->initial;
                    for (int i = 0; i < course_iterations; ++i) {
                        const auto result = s->training.step(s->w, s->x, s->y);
                        demand(result.status);
                        s->cost = result.cost;
                    }
                }
            },
            [s] { return static_cast<double>(s->cost); }};
}

template <class T>
job course_job(const std::string& name) {
    using net =
        basic_network<T, input<2>, dense<10, relu>, dense<5, relu>, dense<1, picomlp::sigmoid>>;
    struct state {
        typename net::parameters initial;
        typename net::parameters w;
        trainer<net, binary_cross_entropy, gradient_descent, batch<course_samples>> training{
            gradient_descent::learning_rate(T(learning_rate))};
        T x[2][course_samples];
        T y[1][course_samples];
        T cost;
    };
    const auto s = std::make_shared<state>();
    const labelled_points points = course_circles();
    copy_to(points.x, s->x[0]);
    copy_to(points.y, s->y[0]);
    set_parameters(s->initial, course_parameters());
    return course_job_of(name, s);
}

template <class Network>
job training_job(const std::string& name) {
    using T = typename Network::value_type;
    struct state {
        typename Network::parameters initial;
        typename Network::parameters w;
        trainer<Network, softmax_cross_entropy, gradient_descent, batch<training_batch>> training{
            gradient_descent::learning_rate(T(learning_rate))};
        T x[training_batches][Network::inputs][training_batch];
        T y[training_batches][Network::outputs][training_batch];
        T cost;
    };
    const auto s = std::make_shared<state>();
    const labelled_batches data = training_data(Network::inputs, Network::outputs);
    copy_to(data.x, s->x[0][0]);
    copy_to(data.y, s->y[0][0]);
    set_parameters(s->initial, network_parameters(sizes_of<Network>()));
    return {name, "",
            [s](long count) {
                for (long k = 0; k < count; ++k) {
                    s->w = s->initial;
                    for (int i = 0; i < training_steps; ++i) {
                        const int b = i % training_batches;
                        const auto result = s->training.step(s->w, s->x[b], s->y[b]);
                        demand(result.status);
                        s->cost = result.cost;
                    }
                }
            },
            [s] { return static_cast<double>(s->cost); }};
}

}  // namespace bench
