// SPDX-License-Identifier: MIT
#include "picomlp/quantized/softmax.hpp"

#include "picomlp/quantized/fixed_point.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace {

constexpr int32_t bits_before_point = 5;
constexpr int32_t bits_of_sum = 12;

int32_t exp_of(int32_t difference, const quantized_softmax& how) {
    return detail::fixed_exp<bits_before_point>(double_rounding::requantize(difference, how.by));
}

}  // namespace

quantized_softmax softmax_of(float scale) noexcept {
    const detail::fixed_point_scaling found =
        detail::fixed_point_scaling_of(scale, bits_before_point);
    return {found.by, -found.radius};
}

void apply_softmax(const quantized_softmax& how, uint32_t count, int8_t* q) noexcept {
    int32_t largest = -128;
    for (uint32_t k = 0; k < count; ++k) largest = q[k] > largest ? int32_t{q[k]} : largest;

    // The largest adds 2^19, so the sum is not 0; from 2^28 on all outputs are.
    uint32_t sum = 0;
    for (uint32_t k = 0; k < count; ++k) {
        const int32_t difference = q[k] - largest;
        if (difference < how.least_difference) continue;
        const int32_t more = detail::fixed_quotient(exp_of(difference, how), bits_of_sum);
        if (sum < uint32_t{1} << 31) sum += static_cast<uint32_t>(more);
    }
    int32_t shift = 0;  // to a first bit that is 1
    while (sum << shift >> 31 == 0) ++shift;
    const auto fraction = static_cast<int32_t>((sum << shift) - (uint32_t{1} << 31));
    const int32_t reciprocal = detail::reciprocal_of_one_plus(fraction);
    const int32_t bits = bits_of_sum - shift + 23;

    for (uint32_t k = 0; k < count; ++k) {
        const int32_t difference = q[k] - largest;
        int32_t y = 0;
        if (difference >= how.least_difference) {
            const int32_t part = detail::fixed_product(reciprocal, exp_of(difference, how));
            y = detail::fixed_quotient(part, bits);
        }
        q[k] = static_cast<int8_t>(detail::clamped(int64_t{y} - 128, -128, 127));
    }
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
