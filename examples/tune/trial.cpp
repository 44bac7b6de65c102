#include "tune/trial.hpp"

#include <array>
#include <memory>
#include <utility>

#include "picomlp/picomlp.hpp"

namespace tune {

namespace {

template <uint32_t Inputs, uint32_t... Hidden>
using classifier =
    picomlp::network<picomlp::input<Inputs>, picomlp::dense<Hidden, picomlp::relu>...,
                     picomlp::dense<1, picomlp::sigmoid>>;

template <class Network>
fold_score train_and_judge_with(const point& at, const split& on, uint32_t fold, uint32_t epochs) {
    using trainer =
        picomlp::trainer<Network, picomlp::binary_cross_entropy, picomlp::gradient_descent,
                         picomlp::batch<batch_size>, picomlp::l2>;
    /// Everything that a training needs, so that one allocation holds it.
    struct workplace {
        explicit workplace(const point& at) : teacher({at.learning_rate}, {at.l2}) {}
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
    picomlp::random bits(at.seed);
    for (uint32_t i = 0; i < fold; ++i) bits.jump();
    picomlp::initialize(place->w, chosen_initializer{at.start}, bits);
    std::vector<uint32_t> order(on.training.size());
    picomlp::identity_order(order.data(), on.training.size());
    for (uint32_t epoch = 0; epoch < epochs; ++epoch) {
        picomlp::shuffle(order.data(), on.training.size(), bits);
        const auto trained = place->teacher.epoch(place->w, x(on.training), y(on.training),
                                                  order.data(), place->buffer);
        if (!trained.ok()) return {trained.outcome, 0, 0};
    }
    const auto judged = picomlp::evaluate<picomlp::binary_cross_entropy>(
        place->w, place->scratch, x(on.held_out), y(on.held_out));
    if (judged.outcome != picomlp::status::ok) return {judged.outcome, 0, 0};
    return {picomlp::status::ok, judged.cost, judged.accuracy};
}

using compiled = fold_score (*)(const point&, const split&, uint32_t, uint32_t);

/// The same hidden layers behind 1 to most_inputs inputs.
template <uint32_t... Hidden, uint32_t... Less>
constexpr auto for_all_inputs(std::integer_sequence<uint32_t, Less...>) {
    return std::array<compiled, sizeof...(Less)>{
        train_and_judge_with<classifier<Less + 1, Hidden...>>...};
}

using all_inputs = std::make_integer_sequence<uint32_t, most_inputs>;

/// In the order of hidden_layers.
constexpr std::array<compiled, most_inputs> networks[] = {
    for_all_inputs<8>(all_inputs{}),
    for_all_inputs<16, 8>(all_inputs{}),
    for_all_inputs<32, 16>(all_inputs{}),
};

}  // namespace

fold_score train_and_judge(const point& at, const split& on, uint32_t fold, uint32_t epochs) {
    const auto& network = networks[static_cast<size_t>(at.hidden)][on.training.features - 1];
    const fold_score score = network(at, on, fold, epochs);
    if (score.outcome != picomlp::status::ok && score.outcome != picomlp::status::diverged) {
        throw search_error(std::string("training was refused: ") + describe(score.outcome));
    }
    return score;
}

}  // namespace tune
