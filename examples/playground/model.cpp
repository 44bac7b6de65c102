#include "playground/model.hpp"

namespace playground {

namespace {

using picomlp::code_of;
using picomlp::status;
using picomlp::detail::strided;

constexpr picomlp::dynamic_training how{code_of<picomlp::binary_cross_entropy>(),
                                        code_of<picomlp::gradient_descent>(), most_samples};
constexpr auto last_layer = static_cast<uint32_t>(hidden::sigmoid);
static_assert(facts[last_layer].code == code_of<picomlp::sigmoid>());

/// A study's loss, which is the same behind every network that ends in the loss's activation.
constexpr picomlp::objective<float> studied_loss =
    picomlp::detail::study_tables<
        picomlp::network<picomlp::input<inputs>, picomlp::dense<1, picomlp::sigmoid>>,
        picomlp::binary_cross_entropy>::table()
        .training.loss;
constexpr bool none_trained[most::layers] = {};

}  // namespace

status model::check(const rates& chosen) {
    using descent = picomlp::gradient_descent;
    const bool fine =
        descent::check(descent::settings<float>{chosen.learning_rate}) == status::ok &&
        picomlp::detail::check_not_negative(1, &chosen.l2) == status::ok &&
        picomlp::detail::check_keep(1, &chosen.keep) == status::ok;
    return fine ? status::ok : status::bad_argument;
}

status model::begin(const hidden_layers& layers, hidden activation, start which, uint32_t seed,
                    const rates& chosen) {
    if (!exist(layers)) return status::unusable_shape;
    const uint32_t code = facts[static_cast<uint32_t>(activation)].code;
    for (uint32_t l = 0; l < layers.count; ++l) layers_[l] = {layers.units[l], code};
    layers_[layers.count] = {1, facts[last_layer].code};
    const picomlp::dynamic_shape shape(inputs, layers_, layers.count + 1);
    status opened = network_.open(shape, network_memory_, samples_at_a_time);
    if (opened != status::ok) return opened;
    seed_ = seed;
    opened = open_training(false, 0);
    if (opened != status::ok) return opened;
    initialize(which);
    fill_study_tables(activation);
    return choose(chosen);
}

void model::initialize(start which) {
    picomlp::numpy_random_state bits(seed_);
    const auto fill = [&](const auto& initializer) {
        // Cannot be refused: the network is open.
        (void)picomlp::initialize(shape(), w_, initializer, bits);
    };
    switch (which) {
        case start::zeros:
            return fill(picomlp::zeros{});
        case start::random:
            return fill(picomlp::numpy_normal_times{10});
        case start::he:
            return fill(picomlp::numpy_he{});
        case start::xavier:
            return fill(picomlp::numpy_xavier{});
    }
}

void model::fill_study_tables(hidden activation) {
    using entries = picomlp::detail::training_entries<float, activations>;
    for (uint32_t l = 0; l < shape().layer_count; ++l) {
        const bool last = l + 1 == shape().layer_count;
        const uint32_t number = last ? last_layer : static_cast<uint32_t>(activation);
        const auto& entry = entries::entry[number];
        studied_[l] = {
            entry.derivative, entry.takes == picomlp::activation_argument::preactivation,
            picomlp::detail::keeps_argument(entry.takes, false, last && studied_loss.takes_logits)};
        limits_[l] = last ? picomlp::activation_limits{0, 0} : facts[number].limits;
    }
}

status model::open_training(bool drops, uint32_t steps) {
    const status opened = drops ? dropping_.open(shape(), how, training_memory_)
                                : plain_.open(shape(), how, training_memory_);
    if (opened != status::ok) return opened;
    drops_ = drops;
    // Gradient descent has no state but this number.
    if (drops) {
        dropping_.restore(steps, dropping_.state());
    } else {
        plain_.restore(steps, plain_.state());
    }
    return status::ok;
}

status model::choose(const rates& chosen) {
    using picomlp::dropout;
    const bool drops = chosen.keep < 1 && shape().layer_count > 1;
    if (drops != drops_) {
        const status opened = open_training(drops, steps_done());
        if (opened != status::ok) return opened;
    }
    const auto rate = picomlp::gradient_descent::learning_rate(chosen.learning_rate);
    const auto lambda = picomlp::l2::lambda(chosen.l2);
    plain_.set(rate, lambda);
    dropping_.set(rate, lambda, dropout::keep(chosen.keep), dropout::seed(seed_));
    return status::ok;
}

picomlp::step_result<float> model::step(features x, targets y) {
    float* const w = w_;  // as many as the network has, which are not all
    return drops_ ? dropping_.step(w, x, y) : plain_.step(w, x, y);
}

picomlp::evaluation<float> model::evaluate(features x, targets y) {
    return picomlp::evaluate<picomlp::binary_cross_entropy>(parameters(), network_, evaluated_, x,
                                                            y);
}

status model::predict(features x, picomlp::sample_view<float, 1> y) const {
    return network_.predict(parameters(), x, y);
}

status model::study(features x, targets y, layer_picture* pictures) {
    picomlp::layer_statistics<float> of_inputs, of_activations[most::layers],
        of_gradients[most::layers];
    picomlp::layer_results<float> results[most::layers];
    for (uint32_t l = 0; l < shape().layer_count; ++l) {
        layer_picture& picture = pictures[l];
        results[l] = {
            &of_activations[l],        &of_gradients[l],           &picture.health,
            picture.activations.edges, picture.activations.counts, picture.gradients.edges,
            picture.gradients.counts};
    }
    return picomlp::study_samples<float>(
        {{network_.opened().table(), studied_, studied_loss}, limits_, none_trained}, w_,
        strided(x), strided(y),
        {{activations_, delta_, costs_, studied_at_a_time, studied_at_a_time, most_units},
         sums_,
         outputs_,
         statistics_,
         unit_means_,
         unit_alive_},
        {&of_inputs, results, bins});
}

}  // namespace playground
