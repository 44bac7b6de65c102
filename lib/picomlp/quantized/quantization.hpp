// SPDX-License-Identifier: MIT
// Numbers of 8 bits that stand for real ones.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/status.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// How the numbers q of an array stand for real ones: scale * (q - zero_point). The scale is a
/// normal float above 0, the zero point -128 to 127.
struct quantization {
    float scale;         ///< the distance of neighbouring q
    int32_t zero_point;  ///< the q of 0
};

/// Whether scale and zero point are allowed.
bool is_usable(quantization how) noexcept;

/// q = the nearest to x / scale, halves away from 0, plus the zero point, within -128 to 127: the
/// quotient is rounded to float first, as in TensorFlow Lite's QUANTIZE. `how` must be usable. A
/// NaN gives -128.
int8_t quantize(float x, quantization how) noexcept;

/// scale * (q - zero_point), rounded once; TensorFlow Lite's DEQUANTIZE. `how` must be usable.
float dequantize(int8_t q, quantization how) noexcept;

/// The same of 16 bits, within -32768 to 32767 and without a zero point. The scale is above 0.
int16_t quantize_to_16(float x, float scale) noexcept;
float dequantize_16(int16_t q, float scale) noexcept;

/// Both of 8 bits for `count` numbers side by side, which must not overlap. Unless ok, nothing is
/// written: bad_argument when `how` is not usable, not_finite_input for a NaN or infinity.
status quantize(const float* x, size_t count, quantization how, int8_t* q) noexcept;
status dequantize(const int8_t* q, size_t count, quantization how, float* x) noexcept;

/// The quantization of -128 to 127 that reaches from `lowest` to `highest`, and to 0, which it has
/// exactly: its scale is the range over 255, its zero point the nearest to -128 - lowest / scale.
/// bad_argument unless both are finite and lowest <= highest; beyond_range when the range is too
/// large, or so small that its scale is no normal float. A range of 0 counts as 1.
status quantization_of(float lowest, float highest, quantization& how) noexcept;

/// The scale of 16 bits for the same range: its largest magnitude over 32767. The same statuses.
status scale_of_16(float lowest, float highest, float& scale) noexcept;

/// How many scales the weights of a layer have. One for each output costs 8 bytes for each and
/// loses much less where outputs differ in size.
enum class weight_scales : uint8_t { per_output, per_layer };

namespace detail {

/// quantize() before the number is cut off to int8; |q| < 2^17.
int32_t number_of(float x, quantization how) noexcept;

}  // namespace detail

/// The smallest and the largest q that a fused activation leaves.
struct quantized_range {
    int8_t lowest;   ///< -128 to highest
    int8_t highest;  ///< lowest to 127
};
/// identity leaves all, relu what stands for 0 and more, relu6 what stands for 0 to 6. `how` must
/// be usable.
constexpr quantized_range identity_range() { return {-128, 127}; }
quantized_range relu_range(quantization how) noexcept;
quantized_range relu6_range(quantization how) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
