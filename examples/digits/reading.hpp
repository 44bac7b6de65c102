// SPDX-License-Identifier: MIT
// How many images a network reads correctly, of floats or of integers.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "digits/images.hpp"
#include "picomlp/picomlp.hpp"

namespace digits {

/// y = the outputs for one image's pixels.
using predictor = std::function<picomlp::status(const float* x, float* y)>;

/// An image's pixels, side by side.
std::vector<float> pixels_of(const image_set& images, uint32_t image);

/// Adds the outputs to `outputs` where there are some.
picomlp::status count_right(const image_set& images, uint32_t& right, std::vector<float>* outputs,
                            const predictor& predict);

/// What reads the images, for with_int8() and with_16x8().
inline auto counting(const image_set& images, uint32_t& right,
                     std::vector<float>* outputs = nullptr) {
    return [&images, &right, outputs](const predictor& predict) {
        return count_right(images, right, outputs, predict);
    };
}

/// Opens `ranges` for the network, with the ranges that the first 200 images of a training have.
picomlp::status calibrate(const picomlp::float_network& of, const image_set& training,
                          std::vector<uint64_t>& memory, picomlp::calibration& ranges);

}  // namespace digits
