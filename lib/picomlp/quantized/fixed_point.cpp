// SPDX-License-Identifier: MIT
#include "picomlp/quantized/fixed_point.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

detail::fixed_point_scaling detail::fixed_point_scaling_of(float scale,
                                                           int32_t bits_before_point) noexcept {
    // From here on a single step is beyond.
    if (scale >= static_cast<float>(int32_t{1} << (bits_before_point - 1))) return {{0, 0}, 0};
    const int32_t bits = 31 - bits_before_point;
    multiplier by = multiplier_of(static_cast<double>(scale));
    if (by.significand == 0) return {by, 256};  // and would be anyway
    by.shift += bits;
    const int64_t beyond = ((int64_t{1} << bits_before_point) - 1) << bits;
    return {by, clamped(by.shift > 0 ? beyond >> by.shift : beyond, 0, 256)};
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
