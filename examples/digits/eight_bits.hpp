// SPDX-License-Identifier: MIT
// The digits in eight bits: what a trained network loses, and what training for int8 wins back.
#pragma once

#include <string>

#include "digits/experiment.hpp"

namespace digits {

using numbers_of_int8 = picomlp::quantized_parameters<network>;

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
};

struct aware_settings {
    float learning_rate = 0.02F;
    float rate = 0.05F;  ///< of the moving ranges
    int epochs = 10;     ///< more
};

/// Trains by run(), then goes on twice from there: in float, and with quantization_aware. Ranges
/// of the first three networks of integers are those of 200 training images, of the last one those
/// that its training has observed.
eight_bits_result compare_in_eight_bits(const image_set& images, const settings& chosen,
                                        const aware_settings& aware);

/// The text of digits_int8.hpp: the numbers as a constant for flash, the first image of each digit
/// as int8, and the outputs for it.
std::string eight_bits_header(const numbers_of_int8& numbers, const image_set& images);

}  // namespace digits
