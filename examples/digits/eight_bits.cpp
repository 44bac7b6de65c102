// SPDX-License-Identifier: MIT
#include "digits/eight_bits.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "common/integer_networks.hpp"
#include "common/numbers.hpp"
#include "digits/reading.hpp"

namespace digits {

namespace {

using picomlp::status;

status count_right_of_floats(const image_set& images, const network::parameters& w,
                             uint32_t& right) {
    network::scratch scratch;
    return count_right(images, right, nullptr, [&](const float* x, float* y) {
        return picomlp::predict(w, scratch, x, y);
    });
}

/// What the network says before its softmax, which networks of integers leave out.
status predict_logits(const image_set& images, const network::parameters& w,
                      std::vector<float>& logits) {
    using without_softmax =
        picomlp::network<picomlp::input<pixels>, picomlp::dense<32, picomlp::relu>,
                         picomlp::dense<classes, picomlp::identity>>;
    without_softmax::parameters same;
    std::copy(w.begin(), w.end(), same.begin());
    without_softmax::scratch scratch;
    uint32_t right = 0;
    return count_right(images, right, &logits, [&](const float* x, float* y) {
        return picomlp::predict(same, scratch, x, y);
    });
}

status quantize_all_ways(const network::parameters& w, const image_split& parts,
                         eight_bits_result& to) {
    const picomlp::float_network of(w);
    picomlp::calibration ranges;
    std::vector<uint64_t> memory;
    status done = calibrate(of, parts.training.images, memory, ranges);
    const image_set& held_out = parts.held_out.images;
    using picomlp::weight_scales;
    if (done == status::ok) {
        done = common::with_int8(ranges, weight_scales::per_layer,
                                 counting(held_out, to.per_layer, &to.outputs.per_layer));
    }
    if (done == status::ok) {
        done = common::with_int8(ranges, weight_scales::per_output,
                                 counting(held_out, to.per_output, &to.outputs.per_output));
    }
    if (done == status::ok) {
        done = common::with_16x8(ranges, weight_scales::per_output,
                                 counting(held_out, to.in_16x8, &to.outputs.in_16x8));
    }
    return done;
}

/// Epochs more, which count on from `first`.
struct longer {
    const char* run;
    int first;
    int epochs;
};

template <class Trainer>
status train_longer(Trainer& trainer, const image_split& parts, const longer& how,
                    picomlp::xoshiro128pp bits, network::parameters& w,
                    const curve_observer& epoch_done) {
    const labelled& training = parts.training;
    const auto scratch = std::make_unique<picomlp::evaluation_scratch<network, 64>>();
    const auto buffer = std::make_unique<picomlp::mini_batch<network, batch_size>>();
    std::vector<uint32_t> order(training.images.size());
    picomlp::identity_order(order.data(), training.images.size());
    for (int epoch = 0; epoch < how.epochs; ++epoch) {
        picomlp::shuffle(order.data(), training.images.size(), bits);
        const auto done = trainer.epoch(w, training.x(), training.y(), order.data(), *buffer);
        if (!done.ok()) return done.status;
        const auto held_out = picomlp::evaluate<picomlp::softmax_cross_entropy>(
            w, *scratch, parts.held_out.x(), parts.held_out.y());
        if (!held_out.ok()) return held_out.status;
        epoch_done(how.run, how.first + epoch, done.cost, held_out.cost);
    }
    return status::ok;
}

using aware_trainer =
    picomlp::trainer<network, picomlp::softmax_cross_entropy, picomlp::gradient_descent,
                     picomlp::batch<batch_size>, picomlp::quantization_aware>;

status train_for_eight_bits(const image_split& parts, const aware_settings& chosen, int first_epoch,
                            const picomlp::xoshiro128pp& bits, const network::parameters& from,
                            const curve_observer& epoch_done, eight_bits_result& to) {
    network::parameters w = from;
    const auto t = std::make_unique<aware_trainer>(
        picomlp::gradient_descent::learning_rate(chosen.learning_rate),
        picomlp::quantization_aware::rate(chosen.rate));
    status done =
        train_longer(*t, parts, {"int8_aware", first_epoch, chosen.epochs}, bits, w, epoch_done);
    if (done != status::ok) return done;
    picomlp::calibration ranges;
    done = ranges.open(picomlp::float_network(w), t->state().observed);
    if (done == status::ok) done = picomlp::quantize(ranges, to.numbers);
    if (done != status::ok) return done;
    return common::with_int8(ranges, picomlp::weight_scales::per_output,
                             counting(parts.held_out.images, to.aware));
}

}  // namespace

eight_bits_result compare_in_eight_bits(const image_set& images, const settings& chosen,
                                        const aware_settings& aware,
                                        const curve_observer& epoch_done) {
    const result learnt = run(images, chosen, [&](int epoch, float cost, const auto& held_out) {
        epoch_done("float", epoch, cost, held_out.cost);
    });
    eight_bits_result to{
        learnt.status, learnt.held_out_images, learnt.held_out.correct, 0, 0, 0, 0, 0, {}, {}};
    if (to.status != status::ok) return to;
    picomlp::xoshiro128pp bits(chosen.seed);
    const image_split parts = split(images, bits);
    to.outputs.labels = parts.held_out.images.labels;
    to.status = predict_logits(parts.held_out.images, learnt.w, to.outputs.in_float);
    if (to.status != status::ok) return to;
    to.status = quantize_all_ways(learnt.w, parts, to);
    if (to.status != status::ok) return to;

    network::parameters w = learnt.w;
    const auto descent =
        std::make_unique<trainer>(trainer::optimizer_settings{aware.learning_rate});
    const int next = chosen.epochs + 1;
    to.status =
        train_longer(*descent, parts, {"float_longer", next, aware.epochs}, bits, w, epoch_done);
    if (to.status != status::ok) return to;
    to.status = count_right_of_floats(parts.held_out.images, w, to.float_longer);
    if (to.status != status::ok) return to;
    to.status = train_for_eight_bits(parts, aware, next, bits, learnt.w, epoch_done, to);
    return to;
}

std::string outputs_csv(const outputs_in_eight_bits& outputs) {
    std::string csv = "form,image,label,output,float,integers\n";
    const std::pair<const char*, const std::vector<float>&> forms[] = {
        {"int8_per_layer", outputs.per_layer},
        {"int8_per_output", outputs.per_output},
        {"16x8_per_output", outputs.in_16x8}};
    for (const auto& [form, in_integers] : forms) {
        for (size_t k = 0; k < in_integers.size(); ++k) {
            csv += std::string(form) + ',' + std::to_string(k / classes) + ',' +
                   std::to_string(outputs.labels[k / classes]) + ',' + std::to_string(k % classes) +
                   ',' + seventeen_digits(double{outputs.in_float[k]}) + ',' +
                   seventeen_digits(double{in_integers[k]}) + '\n';
        }
    }
    return csv;
}

}  // namespace digits
