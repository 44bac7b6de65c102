// SPDX-License-Identifier: MIT
#include "digits/eight_bits.hpp"

#include <algorithm>
#include <memory>

namespace digits {

namespace {

using picomlp::status;
using rounding = picomlp::double_rounding;

/// An image's pixels, side by side.
std::vector<float> pixels_of(const image_set& images, uint32_t image) {
    std::vector<float> x(pixels);
    for (uint32_t f = 0; f < pixels; ++f) x[f] = images.x[f * images.size() + image];
    return x;
}

using predictor = std::function<status(const float* x, float* y)>;

status count_right(const image_set& images, uint32_t& right, const predictor& predict) {
    right = 0;
    for (uint32_t k = 0; k < images.size(); ++k) {
        float y[classes];
        const status done = predict(pixels_of(images, k).data(), y);
        if (done != status::ok) return done;
        right += picomlp::label_of(y) == images.labels[k] ? 1U : 0U;
    }
    return status::ok;
}

status count_right_of_floats(const image_set& images, const network::parameters& w,
                             uint32_t& right) {
    network::scratch scratch;
    return count_right(images, right, [&](const float* x, float* y) {
        return picomlp::predict(w, scratch, x, y);
    });
}

status count_right_of_int8(const image_set& images, const picomlp::quantized_shape& shape,
                           uint32_t& right) {
    picomlp::quantized_network<rounding> net;
    std::vector<uint64_t> memory(net.bytes(shape) / 8 + 1);
    const status opened = net.open(shape, {memory.data(), memory.size() * 8});
    if (opened != status::ok) return opened;
    std::vector<unsigned char> scratch(net.float_scratch_bytes());
    return count_right(images, right, [&](const float* x, float* y) {
        return net.predict(x, {scratch.data(), scratch.size()}, y);
    });
}

/// Makes the network of int8 and counts what it reads.
status quantize_and_count(const picomlp::calibration& ranges, picomlp::weight_scales scales,
                          const image_set& images, uint32_t& right) {
    picomlp::quantized_model model;
    std::vector<uint64_t> memory(model.bytes(ranges, scales) / 8 + 1);
    const status made = model.make(ranges, scales, {memory.data(), memory.size() * 8});
    return made == status::ok ? count_right_of_int8(images, model.shape(), right) : made;
}

status count_right_of_16x8(const picomlp::calibration& ranges, const image_set& images,
                           uint32_t& right) {
    constexpr auto scales = picomlp::weight_scales::per_output;
    picomlp::quantized_16x8_model model;
    alignas(model.alignment) unsigned char memory[model.bytes<network>(scales)];
    picomlp::quantized_16x8_network net;
    status done = model.make(ranges, scales, memory);
    if (done == status::ok) done = net.open(model.shape());
    if (done != status::ok) return done;
    std::vector<int16_t> scratch(net.float_scratch_bytes() / sizeof(int16_t));
    return count_right(images, right, [&](const float* x, float* y) {
        return net.predict(x, {scratch.data(), net.float_scratch_bytes()}, y);
    });
}

status quantize_all_ways(const network::parameters& w, const image_split& parts,
                         eight_bits_result& to) {
    constexpr uint32_t calibrated = 200;
    const picomlp::float_network of(w);
    picomlp::calibration ranges;
    std::vector<uint64_t> memory(ranges.bytes(of) / 8 + 1);
    status done = ranges.open(of, {memory.data(), memory.size() * 8});
    const uint32_t count = std::min(calibrated, parts.training.images.size());
    for (uint32_t k = 0; k < count && done == status::ok; ++k) {
        done = ranges.add(pixels_of(parts.training.images, k).data());
    }
    const image_set& held_out = parts.held_out.images;
    using picomlp::weight_scales;
    if (done == status::ok) {
        done = quantize_and_count(ranges, weight_scales::per_layer, held_out, to.per_layer);
    }
    if (done == status::ok) {
        done = quantize_and_count(ranges, weight_scales::per_output, held_out, to.per_output);
    }
    if (done == status::ok) done = count_right_of_16x8(ranges, held_out, to.in_16x8);
    return done;
}

template <class Trainer>
status train_longer(Trainer& trainer, const labelled& training, int epochs,
                    picomlp::xoshiro128pp bits, network::parameters& w) {
    const auto buffer = std::make_unique<picomlp::mini_batch<network, batch_size>>();
    std::vector<uint32_t> order(training.images.size());
    picomlp::identity_order(order.data(), training.images.size());
    for (int epoch = 0; epoch < epochs; ++epoch) {
        picomlp::shuffle(order.data(), training.images.size(), bits);
        const auto done = trainer.epoch(w, training.x(), training.y(), order.data(), *buffer);
        if (!done.ok()) return done.status;
    }
    return status::ok;
}

using aware_trainer =
    picomlp::trainer<network, picomlp::softmax_cross_entropy, picomlp::gradient_descent,
                     picomlp::batch<batch_size>, picomlp::quantization_aware>;

status train_for_eight_bits(const image_split& parts, const aware_settings& chosen,
                            const picomlp::xoshiro128pp& bits, const network::parameters& from,
                            eight_bits_result& to) {
    network::parameters w = from;
    const auto t = std::make_unique<aware_trainer>(
        picomlp::gradient_descent::learning_rate(chosen.learning_rate),
        picomlp::quantization_aware::rate(chosen.rate));
    status done = train_longer(*t, parts.training, chosen.epochs, bits, w);
    if (done != status::ok) return done;
    picomlp::calibration ranges;
    done = ranges.open(picomlp::float_network(w), t->state().observed);
    if (done == status::ok) done = picomlp::quantize(ranges, to.numbers);
    if (done != status::ok) return done;
    return quantize_and_count(ranges, picomlp::weight_scales::per_output, parts.held_out.images,
                              to.aware);
}

}  // namespace

eight_bits_result compare_in_eight_bits(const image_set& images, const settings& chosen,
                                        const aware_settings& aware) {
    const result learnt = run(images, chosen, [](int, float, const auto&) {});
    eight_bits_result to{
        learnt.status, learnt.held_out_images, learnt.held_out.correct, 0, 0, 0, 0, 0, {}};
    if (to.status != status::ok) return to;
    picomlp::xoshiro128pp bits(chosen.seed);
    const image_split parts = split(images, bits);
    to.status = quantize_all_ways(learnt.w, parts, to);
    if (to.status != status::ok) return to;

    network::parameters longer = learnt.w;
    const auto descent =
        std::make_unique<trainer>(trainer::optimizer_settings{aware.learning_rate});
    to.status = train_longer(*descent, parts.training, aware.epochs, bits, longer);
    if (to.status != status::ok) return to;
    to.status = count_right_of_floats(parts.held_out.images, longer, to.float_longer);
    if (to.status != status::ok) return to;
    to.status = train_for_eight_bits(parts, aware, bits, learnt.w, to);
    return to;
}

}  // namespace digits
