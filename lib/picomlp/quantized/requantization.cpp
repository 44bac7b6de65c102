// SPDX-License-Identifier: MIT
#include "picomlp/quantized/requantization.hpp"

#include "picomlp/base/detail/ieee.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

multiplier multiplier_of(double factor) noexcept {
    using layout = detail::ieee_layout<double>;
    const uint64_t bits = detail::to_bits(factor);
    const uint64_t fraction = bits & ((uint64_t{1} << layout::fraction) - 1);
    const auto field = static_cast<int32_t>(bits >> layout::fraction & 0x7ff);
    if (field == 0 || field == 0x7ff) return {0, 0};  // subnormals lie far below 2^-32
    const bool negative = bits >> 63 != 0;

    // |factor| = f 2^shift with 1/2 <= f < 1, and f = size 2^-53.
    int32_t shift = field - (layout::bias - 1);
    const uint64_t size = fraction | uint64_t{1} << layout::fraction;
    auto significand = static_cast<int64_t>((size + (uint64_t{1} << 21)) >> 22);
    if (significand == int64_t{1} << 31 && !negative) {
        significand >>= 1;
        ++shift;
    }
    if (shift < -31) return {0, 0};
    if (shift > 30) return {negative ? INT32_MIN : INT32_MAX, 30};
    return {static_cast<int32_t>(negative ? -significand : significand), shift};
}

multiplier product_multiplier(float input_scale, float weight_scale, float output_scale,
                              bool per_output) noexcept {
    const double product =
        per_output ? static_cast<double>(input_scale) * static_cast<double>(weight_scale)
                   : static_cast<double>(input_scale * weight_scale);
    return multiplier_of(product / static_cast<double>(output_scale));
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
