// SPDX-License-Identifier: MIT
#include "regularization/experiment.hpp"

#include <iterator>
#include <memory>

#include "course/predict.hpp"
#include "picomlp/picomlp.hpp"

namespace regularization {

namespace {

template <class T>
using network =
    picomlp::basic_network<T, picomlp::input<2>, picomlp::dense<20, picomlp::relu>,
                           picomlp::dense<3, picomlp::relu>, picomlp::dense<1, picomlp::sigmoid>>;

template <class T, class... Options>
using trainer_with =
    picomlp::trainer<network<T>, picomlp::binary_cross_entropy, picomlp::gradient_descent,
                     picomlp::batch<most_training_samples>, Options...>;

template <class Option, class T>
using settings_of = typename Option::template settings<network<T>>;

template <class T>
struct sets {
    course::sample_set<T> training;
    course::sample_set<T> test;
};

/// Trains w with the options; records the costs.
template <class T, class... Options>
void train_with(const settings& chosen, const sets<T>& on, const observer& watch,
                typename network<T>::parameters& w, result& to,
                const settings_of<Options, T>&... options) {
    using trainer = trainer_with<T, Options...>;
    const auto teacher = std::make_unique<trainer>(
        typename trainer::optimizer_settings{static_cast<T>(chosen.learning_rate)}, options...);
    for (long iteration = 0; iteration < chosen.iterations; ++iteration) {
        const bool records = iteration % course::record_every == 0;
        if (records) {
            to.status = course::add_held_out_cost<network<T>>(w, on.test, to.held_out_costs);
            if (to.status != picomlp::status::ok) return;
        }
        const auto step = teacher->step(w, on.training.x(), on.training.y());
        to.status = step.status;
        if (!step.ok()) return;
        if (records) {
            to.costs.push_back(step.cost);
            watch.recorded(iteration, step.cost);
        }
        watch.progressed(iteration + 1);
    }
}

template <class T>
void train(const settings& chosen, const sets<T>& on, const observer& watch,
           typename network<T>::parameters& w, result& to) {
    const T keep = static_cast<T>(chosen.keep);
    switch (to.trained) {
        case model::none:
            return train_with<T>(chosen, on, watch, w, to);
        case model::l2:
            return train_with<T, picomlp::l2>(chosen, on, watch, w, to,
                                              {static_cast<T>(chosen.lambda)});
        case model::dropout:
            if (chosen.dropped_by == masks::numpy) {
                return train_with<T, picomlp::numpy_dropout>(chosen, on, watch, w, to, {keep, 1});
            }
            return train_with<T, picomlp::dropout>(chosen, on, watch, w, to,
                                                   {keep, chosen.seed, false});
    }
}

template <class T>
result run_in(model which, const data& on, const settings& chosen, const observer& watch) {
    const sets<T> samples{course::sample_set<T>(on.train), course::sample_set<T>(on.test)};
    typename network<T>::parameters w;
    picomlp::numpy_random_state bits(chosen.seed);
    picomlp::initialize(w, picomlp::numpy_normal_over_root{}, bits);

    result to;
    to.trained = which;
    train<T>(chosen, samples, watch, w, to);
    if (to.status != picomlp::status::ok) return to;

    T exported[network<T>::parameter_count];
    picomlp::export_parameters(w, picomlp::weight_order::outputs_by_inputs, exported);
    to.parameters.assign(std::begin(exported), std::end(exported));
    to.status = course::predict<network<T>>(w, samples.training, to.train);
    if (to.status == picomlp::status::ok) {
        to.status = course::predict<network<T>>(w, samples.test, to.test);
    }
    if (to.status == picomlp::status::ok) {
        to.status = course::predict_grid<network<T>>(w, on.train, to.boundary);
    }
    return to;
}

}  // namespace

const char* name_of(model which) {
    switch (which) {
        case model::none:
            return "none";
        case model::l2:
            return "l2";
        case model::dropout:
            return "dropout";
    }
    return "unknown";
}

result run(model which, const data& on, const settings& chosen, const observer& watch) {
    return chosen.number == precision::double_ ? run_in<double>(which, on, chosen, watch)
                                               : run_in<float>(which, on, chosen, watch);
}

}  // namespace regularization
