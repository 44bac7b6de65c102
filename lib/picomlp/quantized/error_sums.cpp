// SPDX-License-Identifier: MIT
#include "picomlp/quantized/error_sums.hpp"

#include "picomlp/quantized/detail/float_weights.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

void error_sums::take(memory_layout& memory, uint32_t layers) noexcept {
    sums_ = memory.take<layer_sums>(layers);
    of_sample_ = memory.take<layer_sums>(layers);
    layers_ = layers;
}

void error_sums::clear() noexcept {
    for (uint32_t l = 0; l < layers_; ++l) sums_[l] = {};
    samples_ = 0;
    labels_ = 0;
    worst_ = 0;
}

void error_sums::add(uint32_t number, float expected, float found, bool is_beyond) noexcept {
    layer_sums& sums = of_sample_[number];
    const float error = magnitude_of(expected - found);
    sums.errors += static_cast<double>(error);
    sums.largest = error > sums.largest ? error : sums.largest;
    ++sums.outputs;
    if (is_beyond) ++sums.saturated;
}

void error_sums::finish_sample(bool has_same_label) noexcept {
    const uint32_t last = layers_ - 1;
    if (samples_ == 0 || of_sample_[last].largest > sums_[last].largest) worst_ = samples_;
    for (uint32_t l = 0; l <= last; ++l) {
        layer_sums& sums = sums_[l];
        const layer_sums& more = of_sample_[l];
        sums.errors += more.errors;
        sums.outputs += more.outputs;
        sums.saturated += more.saturated;
        sums.largest = more.largest > sums.largest ? more.largest : sums.largest;
    }
    if (!has_same_label) ++labels_;
    ++samples_;
}

network_disagreement error_sums::result() const noexcept {
    if (samples_ == 0) return {};
    const layer_disagreement last = layer(layers_ - 1);
    return {samples_, labels_, last.largest_error, last.mean_error, worst_};
}

layer_disagreement error_sums::layer(uint32_t number) const noexcept {
    if (samples_ == 0) return {};
    const layer_sums& sums = sums_[number];
    const auto mean = static_cast<float>(sums.errors / static_cast<double>(sums.outputs));
    return {sums.largest, mean, sums.outputs, sums.saturated};
}

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
