// SPDX-License-Identifier: MIT
#include "initialization/experiment.hpp"

#include <iterator>
#include <memory>

#include "course/predict.hpp"
#include "picomlp/picomlp.hpp"

namespace initialization {

namespace {

constexpr uint32_t training_samples = 300;
constexpr uint32_t test_samples = 100;
constexpr uint32_t training_seed = 1;
constexpr uint32_t test_seed = 2;

template <class T>
using network =
    picomlp::basic_network<T, picomlp::input<2>, picomlp::dense<10, picomlp::relu>,
                           picomlp::dense<5, picomlp::relu>, picomlp::dense<1, picomlp::sigmoid>>;

template <class T>
using parameters = typename network<T>::parameters;

template <class T>
void initialize(parameters<T>& w, start which, uint32_t seed) {
    picomlp::numpy_random_state bits(seed);
    switch (which) {
        case start::zeros:
            return picomlp::initialize(w, picomlp::zeros{}, bits);
        case start::random:
            return picomlp::initialize(w, picomlp::numpy_normal_times{10}, bits);
        case start::uniform:
            return picomlp::initialize(w, picomlp::numpy_uniform_times{10}, bits);
        case start::he:
            return picomlp::initialize(w, picomlp::numpy_he{}, bits);
        case start::xavier:
            return picomlp::initialize(w, picomlp::numpy_xavier{}, bits);
    }
}

template <class T>
result run_in(start initializer, const settings& chosen, const observer& watch) {
    using trainer = picomlp::trainer<network<T>, picomlp::binary_cross_entropy,
                                     picomlp::gradient_descent, picomlp::batch<training_samples>>;
    const auto training_points =
        course::make_points(chosen.dataset, training_samples, training_seed);
    const course::sample_set<T> training(training_points);
    const course::sample_set<T> test(course::make_points(chosen.dataset, test_samples, test_seed));

    result to;
    to.initializer = initializer;
    parameters<T> w;
    initialize<T>(w, initializer, chosen.seed);
    const auto gradient_descent = std::make_unique<trainer>(
        typename trainer::optimizer_settings{static_cast<T>(chosen.learning_rate)});
    for (long iteration = 0; iteration < chosen.iterations; ++iteration) {
        const bool records = iteration % course::record_every == 0;
        if (records) to.status = course::add_held_out_cost<network<T>>(w, test, to.held_out_costs);
        if (to.status != picomlp::status::ok) return to;
        const auto step = gradient_descent->step(w, training.x(), training.y());
        to.status = step.status;
        if (!step.ok()) return to;
        if (records) {
            to.costs.push_back(step.cost);
            watch.recorded(iteration, step.cost);
        }
        watch.progressed(iteration + 1);
    }

    T exported[network<T>::parameter_count];
    picomlp::export_parameters(w, picomlp::weight_order::outputs_by_inputs, exported);
    to.parameters.assign(std::begin(exported), std::end(exported));
    to.status = course::predict<network<T>>(w, training, to.train);
    if (to.status == picomlp::status::ok) to.status = course::predict<network<T>>(w, test, to.test);
    if (to.status == picomlp::status::ok) {
        to.status = course::predict_grid<network<T>>(w, training_points, to.boundary);
    }
    return to;
}

}  // namespace

const char* name_of(start which) {
    switch (which) {
        case start::zeros:
            return "zeros";
        case start::random:
            return "random";
        case start::uniform:
            return "uniform";
        case start::he:
            return "he";
        case start::xavier:
            return "xavier";
    }
    return "unknown";
}

result run(start initializer, const settings& chosen, const observer& watch) {
    return chosen.number == precision::double_ ? run_in<double>(initializer, chosen, watch)
                                               : run_in<float>(initializer, chosen, watch);
}

}  // namespace initialization
