// SPDX-License-Identifier: MIT
// Jobs done by networks whose shape is known at run time, beside the same by networks of a type.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "inputs.hpp"
#include "jobs.hpp"
#include "picomlp/network/dynamic_network.hpp"
#include "picomlp/trainer/dynamic_trainer.hpp"
#include "picomlp_networks.hpp"

namespace bench {

/// 2-10-5-1 with relu, relu, sigmoid, from which the compiler is to learn nothing.
class course_shape {
  public:
    course_shape() { keep(layers_); }
    operator dynamic_shape() const { return {2, layers_}; }

  private:
    dynamic_layer layers_[3] = {
        {10, code_of<relu>(), {}}, {5, code_of<relu>(), {}}, {1, code_of<picomlp::sigmoid>(), {}}};
};

using course_activations = activation_list<relu, picomlp::sigmoid>;

template <class T>
std::vector<T> dynamic_parameters(const std::vector<double>& from) {
    using net =
        basic_network<T, input<2>, dense<10, relu>, dense<5, relu>, dense<1, picomlp::sigmoid>>;
    typename net::parameters w;
    set_parameters(w, from);
    return {std::begin(w.values), std::end(w.values)};
}

/// As predict_job.
template <class T>
job dynamic_predict_job(const std::string& name) {
    struct state {
        course_shape shape;
        alignas(64) unsigned char memory[2048];
        basic_dynamic_network<T, course_activations> network;
        std::vector<T> w;
        T x[2];
        T y[1];
    };
    const auto s = std::make_shared<state>();
    s->w = dynamic_parameters<T>(network_parameters({2, 10, 5, 1}));
    demand(s->network.open(s->shape, s->memory));
    copy_to(uniform_numbers(5, 2), s->x);
    return predict_job_of(name, s, [](state& of) { return of.network.predict(of.w, of.x, of.y); });
}

/// As course_job.
template <class T>
job dynamic_course_job(const std::string& name) {
    using any_trainer =
        basic_dynamic_trainer<T, course_activations, loss_list<binary_cross_entropy>,
                              optimizer_list<gradient_descent>>;
    struct state {
        course_shape shape;
        std::vector<T> memory;
        any_trainer training{gradient_descent::learning_rate(T(learning_rate))};
        std::vector<T> initial;
        std::vector<T> w;
        T x[2][course_samples];
        T y[1][course_samples];
        T cost;
    };
    const auto s = std::make_shared<state>();
    const dynamic_training how{code_of<binary_cross_entropy>(), code_of<gradient_descent>(),
                               course_samples};
    s->memory.resize(any_trainer::bytes(s->shape, how) / sizeof(T) + 1);
    demand(s->training.open(s->shape, how, {s->memory.data(), s->memory.size() * sizeof(T)}));
    const labelled_points points = course_circles();
    copy_to(points.x, s->x[0]);
    copy_to(points.y, s->y[0]);
    s->initial = dynamic_parameters<T>(course_parameters());
    return course_job_of(name, s);
}

}  // namespace bench
