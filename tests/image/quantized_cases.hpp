// SPDX-License-Identifier: MIT
// The contents of the golden images of networks of int8.
#pragma once

#include <cstdint>
#include <vector>

#include "image/golden/quantized_images.hpp"
#include "image/image_cases.hpp"
#include "picomlp/image/predict_quantized.hpp"
#include "picomlp/image/quantized_image.hpp"
#include "picomlp/image/write_quantized_image.hpp"

namespace testing {

// The numbers of golden/quantized_images.py.

inline std::vector<std::int8_t> int8s(std::size_t count, unsigned start) {
    std::vector<std::int8_t> values;
    for (unsigned k = 0; k < count; ++k) {
        values.push_back(static_cast<std::int8_t>(static_cast<int>((start + k) * 89 % 256) - 128));
    }
    return values;
}
inline std::vector<std::int32_t> biases(std::size_t count, unsigned start) {
    std::vector<std::int32_t> values;
    for (unsigned k = 0; k < count; ++k) {
        values.push_back(static_cast<std::int32_t>((start + k) * 7919 % 4001) - 2000);
    }
    return values;
}
inline std::vector<picomlp::multiplier> multipliers(std::size_t count, unsigned start) {
    std::vector<picomlp::multiplier> values;
    for (std::uint64_t k = start; k < start + count; ++k) {
        const auto more = static_cast<std::int32_t>(k * 123456789 % (1U << 30));
        values.push_back({(1 << 30) + more, -7 - static_cast<std::int32_t>(k % 3)});
    }
    return values;
}

/// Contents and the memory that they refer to.
struct quantized_case {
    struct numbers_of_layer {
        std::vector<std::int8_t> weights, table;
        std::vector<std::int32_t> biases;
        std::vector<picomlp::multiplier> multipliers;
        picomlp::quantized_leaky_relu leaky;
    };
    std::vector<numbers_of_layer> owned;
    std::vector<picomlp::quantized_layer> layers;
    std::vector<float> offset, factor, target_offset, target_scale, x, y;
    std::vector<const char*> feature_names, class_names;
    picomlp::quantized_contents contents;

    quantized_case() { owned.reserve(8); }
    quantized_case(const quantized_case&) = delete;
    quantized_case& operator=(const quantized_case&) = delete;

    /// A layer with numbers; its form, range and names are for the caller to set.
    picomlp::quantized_layer& add(std::uint32_t inputs, std::uint32_t units, bool several) {
        const auto place = static_cast<unsigned>(layers.size());
        owned.push_back({int8s(std::size_t{inputs} * units, 31 * place),
                         int8s(256, 100 + place),
                         biases(units, 11 * place),
                         multipliers(several ? units : 1, 5 * place),
                         {}});
        picomlp::quantized_layer& layer = layers.emplace_back();
        layer.outputs = units;
        layer.multiplier_count = several ? units : 1;
        return layer;
    }
    /// After all layers have been added.
    void refer(std::uint32_t rounding, std::uint32_t features, float scale, std::int32_t zero) {
        for (std::size_t l = 0; l < layers.size(); ++l) {
            layers[l].weights = owned[l].weights.data();
            layers[l].biases = owned[l].biases.data();
            layers[l].multipliers = owned[l].multipliers.data();
        }
        contents.network.inputs = features;
        contents.network.input_scale = scale;
        contents.network.input_zero_point = zero;
        contents.network.layers = layers.data();
        contents.network.layer_count = static_cast<std::uint32_t>(layers.size());
        contents.rounding = rounding;
    }
};

inline bytes golden_int8() {
    return bytes(golden::int8_every_section,
                 golden::int8_every_section + sizeof golden::int8_every_section);
}
inline bytes golden_int8_single() {
    return bytes(golden::int8_single, golden::int8_single + sizeof golden::int8_single);
}
inline bytes golden_int8_smallest() {
    return bytes(golden::int8_smallest, golden::int8_smallest + sizeof golden::int8_smallest);
}

/// Test vectors have the outputs that the reference in Python computed.
struct int8_every_section : quantized_case {
    explicit int8_every_section(bool single = false) {
        add(3, 5, true).activation = picomlp::code_of<picomlp::any_leaky_relu>();
        layers[0].activation_parameter = 0.25F;
        layers[0].zero_point = -9;
        layers[0].scale = 0.05F;
        layers[0].leaky = &owned[0].leaky;
        owned[0].leaky = {{1 << 30, 1}, {1 << 30, -1}, 4};
        add(5, 4, false).activation = picomlp::code_of<picomlp::gelu>();
        layers[1].table = owned[1].table.data();
        layers[1].zero_point = 3;
        layers[1].table_zero_point = -7;
        layers[1].range = {-120, 125};
        layers[1].scale = 0.02F;
        add(4, 2, true).activation = picomlp::code_of<picomlp::relu6>();
        layers[2].zero_point = -20;
        layers[2].range = {-20, 101};
        layers[2].scale = 0.07F;
        refer(single ? picomlp::code_of<picomlp::single_rounding>()
                     : picomlp::code_of<picomlp::double_rounding>(),
              3, 0.03F, 11);

        offset = numbers<float>(3, 5);
        factor = numbers<float>(3, 9);
        target_offset = numbers<float>(2, 13);
        target_scale = numbers<float>(2, 17);
        contents.scaling = {offset.data(), factor.data(), 3};
        contents.targets = {target_offset.data(), target_scale.data(), 2};
        feature_names = {"L\xc3\xa4nge", "", "width in mm"};
        class_names = {"left", "right"};
        contents.feature_names = feature_names.data();
        contents.class_names = class_names.data();
        contents.class_name_count = 2;
        contents.text = "Every section there is.";
        x = numbers<float>(12, 21);
        const bytes golden = single ? golden_int8_single() : golden_int8();
        const bytes vectors = loose_image(golden)[7].contents;
        y.resize(8);
        for (std::size_t k = 0; k < y.size(); ++k) {
            const std::uint32_t bits = get32(vectors, 4 * (x.size() + k));
            std::memcpy(&y[k], &bits, sizeof bits);
        }
        contents.test_x = x.data();
        contents.test_y = y.data();
        contents.test_samples = 4;
    }
};

struct int8_smallest : quantized_case {
    int8_smallest() {
        add(1, 1, false).activation = picomlp::code_of<picomlp::identity>();
        layers[0].scale = 0.25F;
        refer(picomlp::code_of<picomlp::single_rounding>(), 1, 0.5F, -128);
    }
};

/// In place where a machine can, otherwise as a copy.
inline picomlp::status open(picomlp::quantized_image& model, const aligned_bytes& file) {
    return is_little_endian ? model.open(file.data(), file.size())
                            : model.open(file.data(), file.size(), file.copy(), file.size());
}

inline bytes written(const picomlp::quantized_contents& contents) {
    bytes to(picomlp::image_bytes(contents));
    if (!ok(picomlp::write_image(contents, to.data(), to.size()))) to.clear();
    return to;
}

/// Contents that refer to all of an image that is open, whose layers are written to `layers`.
inline picomlp::quantized_contents contents_of_image(const picomlp::quantized_image& file,
                                                     std::vector<picomlp::quantized_layer>& layers,
                                                     std::vector<const char*>& feature_names,
                                                     std::vector<const char*>& class_names) {
    layers.resize(file.shape().layer_count);
    picomlp::quantized_contents contents;
    contents.network = file.network(layers.data());
    contents.rounding = file.rounding();
    contents.scaling = file.scaling();
    contents.targets = file.targets();
    for (std::uint32_t k = 0; k < file.feature_name_count(); ++k) {
        feature_names.push_back(file.feature_name(k).first);
    }
    for (std::uint32_t k = 0; k < file.class_name_count(); ++k) {
        class_names.push_back(file.class_name(k).first);
    }
    if (!feature_names.empty()) contents.feature_names = feature_names.data();
    if (!class_names.empty()) contents.class_names = class_names.data();
    contents.class_name_count = file.class_name_count();
    contents.text = file.text().first;
    contents.test_x = file.vectors().x;
    contents.test_y = file.vectors().y;
    contents.test_samples = file.vectors().samples;
    return contents;
}

}  // namespace testing
