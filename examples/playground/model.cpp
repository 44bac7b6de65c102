// SPDX-License-Identifier: MIT
#include "playground/model.hpp"

namespace playground {

namespace {

using picomlp::code_of;
using picomlp::status;

constexpr uint32_t loss_codes[] = {code_of<picomlp::binary_cross_entropy>(),
                                   code_of<picomlp::mean_squared_error>()};
constexpr hidden last_layer[] = {hidden::sigmoid, hidden::identity};
static_assert(codes[static_cast<uint32_t>(hidden::sigmoid)] == code_of<picomlp::sigmoid>());
static_assert(codes[static_cast<uint32_t>(hidden::identity)] == code_of<picomlp::identity>());

/// The root of the sum of squares, summed from the first to the last.
float length_of(const float* numbers, size_t count) {
    double sum = 0;
    for (size_t k = 0; k < count; ++k) {
        const double number = numbers[k];
        const double square = number * number;
        sum += square;
    }
    return static_cast<float>(picomlp::math::sqrt(sum));
}

}  // namespace

status model::check(const rates& chosen) {
    using descent = picomlp::gradient_descent;
    const bool fine =
        descent::check(descent::settings<float>{chosen.learning_rate}) == status::ok &&
        picomlp::detail::check_not_negative(1, &chosen.l1) == status::ok &&
        picomlp::detail::check_not_negative(1, &chosen.l2) == status::ok &&
        picomlp::detail::check_keep(1, &chosen.keep) == status::ok;
    return fine ? status::ok : status::bad_argument;
}

status model::begin(const settings& chosen, playground::task task, uint32_t samples) {
    const hidden_layers& layers = chosen.layers;
    if (!exist(layers)) return status::unusable_shape;
    const uint32_t code = codes[static_cast<uint32_t>(chosen.activation)];
    for (uint32_t l = 0; l < layers.count; ++l) layers_[l] = {layers.units[l], code};
    const auto kind = static_cast<uint32_t>(task);
    layers_[layers.count] = {1, codes[static_cast<uint32_t>(last_layer[kind])]};
    const picomlp::dynamic_shape shape(inputs, layers_, layers.count + 1);
    status opened = network_.open(shape, network_memory_, samples_at_a_time);
    if (opened != status::ok) return opened;
    seed_ = chosen.seed;
    task_ = task;
    how_ = {loss_codes[kind], optimizer_codes[static_cast<uint32_t>(chosen.optimizer)], samples};
    opened = open_training(false);
    if (opened != status::ok) return opened;
    plain_.restart();
    initialize(chosen.initializer);
    return choose(chosen.chosen);
}

void model::initialize(start which) {
    picomlp::numpy_random_state bits(seed_);
    picomlp::xoshiro128pp own_bits(seed_);
    const auto fill_from = [&](auto& source, const auto& initializer) {
        // Cannot be refused: the network is open.
        (void)picomlp::initialize(shape(), w_, initializer, source);
    };
    const auto fill = [&](const auto& initializer) { fill_from(bits, initializer); };
    const auto fill_own = [&](const auto& initializer) { fill_from(own_bits, initializer); };
    switch (which) {
        case start::zeros:
            return fill(picomlp::zeros{});
        case start::random:
            return fill(picomlp::numpy_normal_times{10});
        case start::he:
            return fill(picomlp::numpy_he{});
        case start::xavier:
            return fill(picomlp::numpy_xavier{});
        case start::he_normal:
            return fill_own(picomlp::he_normal{});
        case start::he_uniform:
            return fill_own(picomlp::he_uniform{});
        case start::xavier_normal:
            return fill_own(picomlp::xavier_normal{});
        case start::xavier_uniform:
            return fill_own(picomlp::xavier_uniform{});
        case start::lecun_normal:
            return fill_own(picomlp::lecun_normal{});
        case start::lecun_uniform:
            return fill_own(picomlp::lecun_uniform{});
        case start::orthogonal:
            return fill_own(picomlp::orthogonal<float>{});
    }
}

status model::open_training(bool drops) {
    const status opened = drops ? dropping_.open(shape(), how_, training_memory_)
                                : plain_.open(shape(), how_, training_memory_);
    if (opened == status::ok) drops_ = drops;
    return opened;
}

/// The other trainer, which goes on where this one was.
status model::exchange_training() {
    const uint32_t steps = steps_done();
    const size_t count = drops_ ? dropping_.state_count() : plain_.state_count();
    const float* const state = drops_ ? dropping_.state() : plain_.state();
    for (size_t k = 0; k < count; ++k) kept_state_[k] = state[k];
    const status opened = open_training(!drops_);
    if (opened != status::ok) return opened;
    if (drops_) {
        dropping_.restore(steps, kept_state_);
    } else {
        plain_.restore(steps, kept_state_);
    }
    return status::ok;
}

status model::choose(const rates& chosen) {
    using picomlp::dropout;
    const bool drops = chosen.keep < 1 && shape().layer_count > 1;
    if (drops != drops_) {
        const status opened = exchange_training();
        if (opened != status::ok) return opened;
    }
    const float rate = chosen.learning_rate;
    const auto l1 = picomlp::l1::lambda(chosen.l1);
    const auto l2 = picomlp::l2::lambda(chosen.l2);
    const auto set = [&](auto& trainer) {
        trainer.set(picomlp::gradient_descent::learning_rate(rate),
                    picomlp::momentum::learning_rate(rate), picomlp::nesterov::learning_rate(rate),
                    picomlp::rmsprop::learning_rate(rate), picomlp::adam::learning_rate(rate),
                    picomlp::adamw::learning_rate(rate), l1, l2);
    };
    set(plain_);
    set(dropping_);
    dropping_.set(dropout::keep(chosen.keep), dropout::seed(seed_));
    return status::ok;
}

picomlp::step_result<float> model::step(features x, targets y) {
    float* const w = w_;  // as many as the network has, which are not all
    return drops_ ? dropping_.step(w, x, y) : plain_.step(w, x, y);
}

picomlp::evaluation<float> model::evaluate(features x, targets y) {
    if (task_ == task::numbers) {
        return picomlp::evaluate<picomlp::mean_squared_error>(parameters(), network_, evaluated_, x,
                                                              y);
    }
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

status model::measure(features x, targets y, float* gradients, float* weights) {
    const auto result = drops_ ? dropping_.compute_gradient(parameters(), x, y)
                               : plain_.compute_gradient(parameters(), x, y);
    if (!result.ok()) return result.status;
    const float* g = drops_ ? dropping_.gradient() : plain_.gradient();
    const float* w = w_;
    uint32_t before = inputs;
    for (uint32_t l = 0; l < shape().layer_count; ++l) {
        const size_t count = size_t{before + 1} * shape().layers[l].outputs;
        gradients[l] = length_of(g, count);
        weights[l] = length_of(w, count);
        g += count;
        w += count;
        before = shape().layers[l].outputs;
    }
    return status::ok;
}

}  // namespace playground
