// SPDX-License-Identifier: MIT
#include "digits/reading.hpp"

#include <algorithm>

#include "common/integer_networks.hpp"

namespace digits {

using picomlp::status;

std::vector<float> pixels_of(const image_set& images, uint32_t image) {
    std::vector<float> x(pixels);
    for (uint32_t f = 0; f < pixels; ++f) x[f] = images.x[f * images.size() + image];
    return x;
}

status count_right(const image_set& images, uint32_t& right, std::vector<float>* outputs,
                   const predictor& predict) {
    right = 0;
    for (uint32_t k = 0; k < images.size(); ++k) {
        float y[classes];
        const status done = predict(pixels_of(images, k).data(), y);
        if (done != status::ok) return done;
        right += picomlp::label_of(y) == images.labels[k] ? 1U : 0U;
        if (outputs != nullptr) outputs->insert(outputs->end(), y, y + classes);
    }
    return status::ok;
}

status calibrate(const picomlp::float_network& of, const image_set& training,
                 std::vector<uint64_t>& memory, picomlp::calibration& ranges) {
    constexpr uint32_t calibrated = 200;
    status done = common::open_calibration(of, memory, ranges);
    const uint32_t count = std::min(calibrated, training.size());
    for (uint32_t k = 0; k < count && done == status::ok; ++k) {
        done = ranges.add(pixels_of(training, k).data());
    }
    return done;
}

}  // namespace digits
