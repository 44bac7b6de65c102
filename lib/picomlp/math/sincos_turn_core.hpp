// Sine and cosine of a fraction of a turn, inline. For the library's own sources: not installed.
#pragma once

#include "picomlp/math/sincos_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

// The rest beyond the nearest quarter turn is a signed integer; converted, it may round, and what
// it loses goes to the low part together with the error of 2 pi / 2^32 (2^64) as one number.
static inline void sincos_turn_element(uint32_t fraction, float* sine, float* cosine) {
    const uint32_t quadrant = (fraction + 0x20000000u) >> 30;
    const int32_t rest = static_cast<int32_t>(fraction - (quadrant << 30));
    const float value = static_cast<float>(rest);
    const float lost = static_cast<float>(rest - static_cast<int32_t>(value));
    const float low = value * -0x1.777a5cp-55f + lost * 0x1.921fb6p-30f;
    sincos_of_angle({quadrant, value * 0x1.921fb6p-30f, low}, sine, cosine);
}

/// An integer as the double next to it, and what that loses.
struct rounded_integer {
    double value;
    double lost;
};

static inline rounded_integer double_of(int64_t integer) {
#if defined(__SSE2__)
    // Vectors here convert 32 bits at a time; their sum is rounded once, like the conversion.
    const double high = static_cast<double>(static_cast<int32_t>(integer >> 32)) * 0x1p32;
    const double low =
        from_bits((static_cast<uint64_t>(integer) & 0xffffffffu) | 0x4330000000000000u) - 0x1p52;
    const double value = high + low;
    return {value, low - (value - high)};
#else
    const auto value = static_cast<double>(integer);
    return {value, static_cast<double>(integer - static_cast<int64_t>(value))};
#endif
}

static inline void sincos_turn_element(uint64_t fraction, double* sine, double* cosine) {
    const uint64_t quadrant = (fraction + 0x2000000000000000u) >> 62;
    const int64_t rest = static_cast<int64_t>(fraction - (quadrant << 62));
    const rounded_integer parts = double_of(rest);
    const double low = parts.value * 0x1.1a62633145c07p-116 + parts.lost * 0x1.921fb54442d18p-62;
    sincos_of_angle({quadrant, parts.value * 0x1.921fb54442d18p-62, low}, sine, cosine);
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
