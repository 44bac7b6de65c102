// Makes one of compiled_trainings' tables; for the files that define them.
#pragma once

#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "picomlp/picomlp.hpp"
#include "tune/compiled_trainings.hpp"

namespace tune {

template <uint32_t Inputs, uint32_t... Hidden>
using classifier =
    picomlp::network<picomlp::input<Inputs>, picomlp::dense<Hidden, picomlp::relu>...,
                     picomlp::dense<1, picomlp::sigmoid>>;

template <class Network, class Optimizer>
fold_score train_and_judge_with(const point& at, const split& on, uint32_t fold, uint32_t epochs) {
    using trainer = picomlp::trainer<Network, picomlp::binary_cross_entropy, Optimizer,
                                     picomlp::batch<batch_size>, picomlp::l2>;
    /// Everything that a training needs, so that one allocation holds it.
    struct workplace {
        explicit workplace(const point& at)
            : teacher(settings_at(at), picomlp::l2::lambda(at.l2)) {}
        static typename trainer::optimizer_settings settings_at(const point& at) {
            typename trainer::optimizer_settings chosen;
            chosen.learning_rate = at.learning_rate;
            return chosen;
        }
        typename Network::parameters w;
        trainer teacher;
        picomlp::mini_batch<Network, batch_size> buffer;
        picomlp::evaluation_scratch<Network, 64> scratch;
    };
    using x_view = picomlp::sample_view<const float, Network::inputs>;
    using y_view = picomlp::sample_view<const float, 1>;
    const auto x = [](const samples& s) { return x_view(s.x.data(), s.size()); };
    const auto y = [](const samples& s) { return y_view(s.labels.data(), s.size()); };

    const auto place = std::make_unique<workplace>(at);
    picomlp::xoshiro128pp bits(at.seed);
    for (uint32_t i = 0; i < fold; ++i) bits.jump();
    picomlp::initialize(place->w, chosen_initializer{at.start}, bits);
    std::vector<uint32_t> order(on.training.size());
    picomlp::identity_order(order.data(), on.training.size());
    for (uint32_t epoch = 0; epoch < epochs; ++epoch) {
        picomlp::shuffle(order.data(), on.training.size(), bits);
        const auto trained = place->teacher.epoch(place->w, x(on.training), y(on.training),
                                                  order.data(), place->buffer);
        if (!trained.ok()) return {trained.status, 0, 0};
    }
    const auto judged = picomlp::evaluate<picomlp::binary_cross_entropy>(
        place->w, place->scratch, x(on.held_out), y(on.held_out));
    if (judged.status != picomlp::status::ok) return {judged.status, 0, 0};
    return {picomlp::status::ok, judged.cost, judged.accuracy};
}

/// The same hidden layers behind 1 to most_inputs inputs.
template <class Optimizer, uint32_t... Hidden, uint32_t... Less>
constexpr auto for_all_inputs(std::integer_sequence<uint32_t, Less...>) {
    return std::array<training, sizeof...(Less)>{
        train_and_judge_with<classifier<Less + 1, Hidden...>, Optimizer>...};
}

/// All networks with one optimizer.
template <class Optimizer>
constexpr compiled_trainings compiled_with() {
    using all_inputs = std::make_integer_sequence<uint32_t, most_inputs>;
    return {{for_all_inputs<Optimizer, 8>(all_inputs{}),
             for_all_inputs<Optimizer, 16, 8>(all_inputs{}),
             for_all_inputs<Optimizer, 32, 16>(all_inputs{})}};
}

}  // namespace tune
