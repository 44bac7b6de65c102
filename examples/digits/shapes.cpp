// SPDX-License-Identifier: MIT
#include "digits/shapes.hpp"

#include "common/integer_networks.hpp"
#include "digits/reading.hpp"

namespace digits {

namespace {

using picomlp::status;
using activations = picomlp::activation_list<picomlp::relu, picomlp::softmax>;
using any_network = picomlp::dynamic_network<activations>;
using any_trainer =
    picomlp::dynamic_trainer<activations, picomlp::loss_list<picomlp::softmax_cross_entropy>,
                             picomlp::optimizer_list<picomlp::gradient_descent>>;

std::vector<picomlp::dynamic_layer> layers_of(const hidden_layers& hidden) {
    std::vector<picomlp::dynamic_layer> layers;
    for (const uint32_t units : hidden) {
        layers.push_back({units, picomlp::code_of<picomlp::relu>()});
    }
    layers.push_back({classes, picomlp::code_of<picomlp::softmax>()});
    return layers;
}

status train(const picomlp::dynamic_shape& shape, const labelled& training, const settings& chosen,
             picomlp::xoshiro128pp& bits, std::vector<float>& w) {
    status done = picomlp::initialize(shape, w.data(), picomlp::he_normal{}, bits);
    if (done != status::ok) return done;
    const picomlp::dynamic_training how{picomlp::code_of<picomlp::softmax_cross_entropy>(),
                                        picomlp::code_of<picomlp::gradient_descent>(), batch_size};
    std::vector<uint64_t> of_trainer;
    std::vector<uint64_t> of_batch;
    any_trainer descent{picomlp::gradient_descent::learning_rate(chosen.learning_rate)};
    picomlp::dynamic_batch buffer;
    done = descent.open(shape, how, common::room_in(of_trainer, any_trainer::bytes(shape, how)));
    if (done == status::ok) {
        const size_t bytes = picomlp::dynamic_batch::bytes(shape, batch_size);
        done = buffer.open(shape, common::room_in(of_batch, bytes), batch_size);
    }
    const uint32_t count = training.images.size();
    std::vector<uint32_t> order(count);
    picomlp::identity_order(order.data(), count);
    const auto x = picomlp::feature_major(training.images.x.data(), count);
    const auto y = picomlp::feature_major(training.targets.data(), count);
    for (int epoch = 0; epoch < chosen.epochs && done == status::ok; ++epoch) {
        picomlp::shuffle(order.data(), count, bits);
        done = descent.epoch(w, x, y, order.data(), count, buffer).status;
    }
    return done;
}

status count_all_forms(const any_network& net, const std::vector<float>& w,
                       const image_split& parts, shape_result& to) {
    const image_set& held_out = parts.held_out.images;
    uint32_t units = 0;
    for (uint32_t l = 0; l < net.shape().layer_count; ++l) units += net.shape().layers[l].outputs;
    const auto parameters = static_cast<uint32_t>(w.size());
    const uint32_t weights = parameters - units;
    constexpr auto of_unit = static_cast<uint32_t>(sizeof(picomlp::multiplier));
    to.forms = {{"float", 0, 4 * parameters},
                {"int8", 0, weights + units * (4 + of_unit)},
                {"16x8", 0, weights + units * (8 + of_unit)}};
    status done = count_right(held_out, to.forms[0].right, nullptr,
                              [&](const float* x, float* y) { return net.predict(w, x, y); });
    picomlp::calibration ranges;
    std::vector<uint64_t> memory;
    if (done == status::ok) {
        done =
            calibrate(picomlp::float_network(net, w.data()), parts.training.images, memory, ranges);
    }
    using picomlp::weight_scales;
    if (done == status::ok) {
        done = common::with_int8(ranges, weight_scales::per_output,
                                 counting(held_out, to.forms[1].right));
    }
    if (done == status::ok) {
        done = common::with_16x8(ranges, weight_scales::per_output,
                                 counting(held_out, to.forms[2].right));
    }
    return done;
}

}  // namespace

std::string name_of(const hidden_layers& hidden) {
    std::string name = std::to_string(pixels);
    for (const uint32_t units : hidden) name += '-' + std::to_string(units);
    return name + '-' + std::to_string(classes);
}

shape_result run_shape(const image_set& images, const hidden_layers& hidden,
                       const settings& chosen) {
    picomlp::xoshiro128pp bits(chosen.seed);
    const image_split parts = split(images, bits);
    shape_result to{parts.training.status, parts.held_out.images.size(), {}};
    const auto layers = layers_of(hidden);
    const picomlp::dynamic_shape shape(pixels, layers.data(), static_cast<uint32_t>(layers.size()));
    std::vector<float> w(picomlp::parameter_count_of(shape));
    if (to.status == status::ok) to.status = train(shape, parts.training, chosen, bits, w);
    any_network net;
    std::vector<uint64_t> memory;
    if (to.status == status::ok) {
        to.status = net.open(shape, common::room_in(memory, any_network::bytes(shape)));
    }
    if (to.status == status::ok) to.status = count_all_forms(net, w, parts, to);
    return to;
}

void shapes_csv::add(const hidden_layers& hidden, uint64_t seed, const shape_result& result) {
    for (const form_result& of : result.forms) {
        text_ += name_of(hidden) + ',' + of.form + ',' + std::to_string(seed) + ',' +
                 std::to_string(result.held_out_images) + ',' + std::to_string(of.right) + ',' +
                 std::to_string(of.flash) + '\n';
    }
}

}  // namespace digits
