// SPDX-License-Identifier: MIT
#include "picomlp/quantized/activation_table.hpp"

#include "picomlp/kernels/finite.hpp"
#include "picomlp/quantized/fixed_point.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

status detail::make_activation_table(sample_activation_routine<float> activate, float parameter,
                                     quantization from, quantization to, int8_t* table) noexcept {
    if (!is_usable(from) || !is_usable(to)) return status::bad_argument;
    // Twice: first the outputs are only checked.
    for (int pass = 0; pass < 2; ++pass) {
        for (int32_t q = -128; q < 128; ++q) {
            float z = dequantize(static_cast<int8_t>(q), from);
            if (activate) activate(1, &z, parameter);
            if (!is_finite(z)) return status::not_finite_output;
            if (pass == 1) table[q + 128] = quantize(z, to);
        }
    }
    return status::ok;
}

namespace {

constexpr int32_t bits_before_point = 4;

/// Rounded function(z) * 2^bits + zero for each z, -128 and 127 beyond what the fraction holds.
status make_fixed_point_table(int32_t (*function)(int32_t), int32_t bits, int32_t zero,
                              quantization from, int8_t* table) {
    if (!is_usable(from)) return status::bad_argument;
    const detail::fixed_point_scaling scaling =
        detail::fixed_point_scaling_of(from.scale, bits_before_point);
    for (int32_t q = -128; q < 128; ++q) {
        const int32_t difference = q - from.zero_point;
        int32_t y = difference <= -scaling.radius ? -128 : 127;
        if (difference > -scaling.radius && difference < scaling.radius) {
            const int32_t fraction = function(double_rounding::requantize(difference, scaling.by));
            y = detail::clamped(detail::fixed_quotient(fraction, 31 - bits) + int64_t{zero}, -128,
                                127);
        }
        table[q + 128] = static_cast<int8_t>(y);
    }
    return status::ok;
}

}  // namespace

status detail::make_sigmoid_table(quantization from, int8_t* table) noexcept {
    return make_fixed_point_table(fixed_sigmoid, 8, -128, from, table);
}

status detail::make_tanh_table(quantization from, int8_t* table) noexcept {
    return make_fixed_point_table(fixed_tanh, 7, 0, from, table);
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
