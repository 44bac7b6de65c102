// SPDX-License-Identifier: MIT
// The digits in eight bits: what a trained network loses, and what training for int8 wins back.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "digits/experiment.hpp"

namespace digits {

using numbers_of_int8 = picomlp::quantized_parameters<network>;

/// Outputs before the softmax for the held-out images, `classes` for each: of the networks that
/// were not trained for eight bits.
struct outputs_in_eight_bits {
    std::vector<uint8_t> labels;
    std::vector<float> in_float;
    std::vector<float> per_layer;
    std::vector<float> per_output;
    std::vector<float> in_16x8;
};

/// How many of the held-out images each network reads correctly.
struct eight_bits_result {
    picomlp::status status;
    uint32_t held_out_images;
    uint32_t in_float;        ///< after `settings.epochs`
    uint32_t per_layer;       ///< int8, a scale for each layer's weights
    uint32_t per_output;      ///< int8, a scale for each output's weights
    uint32_t in_16x8;         ///< int16 activations, int8 weights with a scale for each output's
    uint32_t float_longer;    ///< after the epochs more, in float
    uint32_t aware;           ///< int8, after as many quantization-aware epochs more
    numbers_of_int8 numbers;  ///< of the last one
    outputs_in_eight_bits outputs;
};

struct aware_settings {
    float learning_rate = 0.02F;
    float rate = 0.05F;  ///< of the moving ranges
    int epochs = 10;     ///< more
};

/// Called after every epoch of the first training ("float") and of the two that go on from it
/// ("float_longer", "int8_aware"), whose epochs count on: the mean cost of its training steps, and
/// that of the held-out images with the same parameters in float.
using curve_observer = std::function<void(const char* run, int epoch, float cost, float held_out)>;

/// Trains by run(), then goes on twice from there: in float, and with quantization_aware. Ranges
/// of the first three networks of integers are those of 200 training images, of the last one those
/// that its training has observed.
eight_bits_result compare_in_eight_bits(const image_set& images, const settings& chosen,
                                        const aware_settings& aware,
                                        const curve_observer& epoch_done);

/// A row for each output of each image in each form of integers, beside the output in float.
std::string outputs_csv(const outputs_in_eight_bits& outputs);

/// The text of digits_int8.hpp: the numbers as a constant for flash, the first image of each digit
/// as int8, and the outputs for it.
std::string eight_bits_header(const numbers_of_int8& numbers, const image_set& images);

}  // namespace digits
