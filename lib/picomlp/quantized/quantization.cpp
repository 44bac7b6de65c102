// SPDX-License-Identifier: MIT
#include "picomlp/quantized/quantization.hpp"

#include "picomlp/kernels/finite.hpp"
#include "picomlp/quantized/requantization.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace {

constexpr float smallest_normal = 0x1p-126F;

/// The integer nearest to x, halves away from 0; clamped far beyond int8.
int32_t nearest(float x) {
    constexpr float limit = 65536.0F;
    if (!(x > -limit)) return -65536;
    if (x > limit) return 65536;
    const auto whole = static_cast<int32_t>(x);  // towards 0
    const float rest = x - static_cast<float>(whole);
    return whole + (rest >= 0.5F ? 1 : 0) - (rest <= -0.5F ? 1 : 0);
}

int8_t in_range(int32_t q) { return static_cast<int8_t>(detail::clamped(q, -128, 127)); }

}  // namespace

bool is_usable(quantization how) noexcept {
    return is_finite(how.scale) && how.scale >= smallest_normal && how.zero_point >= -128 &&
           how.zero_point <= 127;
}

int32_t detail::number_of(float x, quantization how) noexcept {
    return nearest(x / how.scale) + how.zero_point;
}

int8_t quantize(float x, quantization how) noexcept { return in_range(detail::number_of(x, how)); }

float dequantize(int8_t q, quantization how) noexcept {
    return how.scale * static_cast<float>(q - how.zero_point);
}

int16_t quantize_to_16(float x, float scale) noexcept {
    return static_cast<int16_t>(detail::clamped(nearest(x / scale), -32768, 32767));
}

float dequantize_16(int16_t q, float scale) noexcept { return scale * static_cast<float>(q); }

status quantize(const float* x, size_t count, quantization how, int8_t* q) noexcept {
    if (!is_usable(how)) return status::bad_argument;
    if (!all_finite(x, count)) return status::not_finite_input;
    for (size_t k = 0; k < count; ++k) q[k] = quantize(x[k], how);
    return status::ok;
}

status dequantize(const int8_t* q, size_t count, quantization how, float* x) noexcept {
    if (!is_usable(how)) return status::bad_argument;
    for (size_t k = 0; k < count; ++k) x[k] = dequantize(q[k], how);
    return status::ok;
}

status quantization_of(float lowest, float highest, quantization& how) noexcept {
    if (!is_finite(lowest) || !is_finite(highest) || !(lowest <= highest)) {
        return status::bad_argument;
    }
    const float low = lowest < 0.0F ? lowest : 0.0F;
    const float high = highest > 0.0F ? highest : 0.0F;
    const float range = high - low;
    if (!is_finite(range)) return status::beyond_range;
    quantization found{(range > 0.0F ? range : 1.0F) / 255.0F, 0};
    if (found.scale < smallest_normal) return status::beyond_range;
    found.zero_point = detail::clamped(-128 - nearest(low / found.scale), -128, 127);
    how = found;
    return status::ok;
}

status scale_of_16(float lowest, float highest, float& scale) noexcept {
    if (!is_finite(lowest) || !is_finite(highest) || !(lowest <= highest)) {
        return status::bad_argument;
    }
    const float size = -lowest > highest ? -lowest : highest;
    const float found = (size == 0.0F ? 1.0F : size) / 32767.0F;
    if (found < smallest_normal) return status::beyond_range;
    scale = found;
    return status::ok;
}

quantized_range relu_range(quantization how) noexcept {
    return {static_cast<int8_t>(how.zero_point), 127};
}

quantized_range relu6_range(quantization how) noexcept {
    return {static_cast<int8_t>(how.zero_point),
            in_range(nearest(6.0F / how.scale) + how.zero_point)};
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
