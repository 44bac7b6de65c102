// SPDX-License-Identifier: MIT
#include "playground/model.hpp"

namespace playground {

namespace {

using picomlp::code_of;
using picomlp::status;

constexpr picomlp::dynamic_training how{code_of<picomlp::binary_cross_entropy>(),
                                        code_of<picomlp::gradient_descent>(), most_samples};
constexpr auto last_layer = static_cast<uint32_t>(hidden::sigmoid);
static_assert(codes[last_layer] == code_of<picomlp::sigmoid>());

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
    const uint32_t code = codes[static_cast<uint32_t>(activation)];
    for (uint32_t l = 0; l < layers.count; ++l) layers_[l] = {layers.units[l], code};
    layers_[layers.count] = {1, codes[last_layer]};
    const picomlp::dynamic_shape shape(inputs, layers_, layers.count + 1);
    status opened = network_.open(shape, network_memory_, samples_at_a_time);
    if (opened != status::ok) return opened;
    seed_ = seed;
    opened = open_training(false, 0);
    if (opened != status::ok) return opened;
    initialize(which);
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
    picomlp::layer_statistics<float> of_inputs;
    const auto study = [&](const auto& trainer) {
        return picomlp::study(trainer, parameters(), study_memory_, x, y, of_inputs, pictures);
    };
    return drops_ ? study(dropping_) : study(plain_);
}

}  // namespace playground
