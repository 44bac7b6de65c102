// SPDX-License-Identifier: MIT
// How far a result lies from the true value, in units in the last place of the true value.
#pragma once

#include <cmath>
#include <cstdint>

#include "../bits.hpp"

namespace testing {

/// The distance of neighbouring floats (precision 24, lowest exponent -149) or doubles (53, -1074)
/// around `value`.
inline double spacing(double value, int precision, int lowest) {
    if (value == 0) return std::ldexp(1.0, lowest);
    const int exponent = std::ilogb(value) - (precision - 1);
    return std::ldexp(1.0, exponent < lowest ? lowest : exponent);
}

/// |got - truth| in ulp of float; beyond the range of float, infinity counts as 2^128.
inline double float_error(float got, double truth) {
    const double limit = std::ldexp(1.0, 128);
    const double value = std::fabs(truth) < limit ? truth : std::copysign(limit, truth);
    const double result = std::isinf(got) ? std::copysign(limit, static_cast<double>(got)) : got;
    const double unit = std::fabs(value) < limit ? value : value / 2;
    return std::fabs(result - value) / spacing(unit, 24, -149);
}

/// Error in ulp of double against the true value nearest + rest, rest being given in ulp of
/// nearest: beside a subnormal number it could not be given otherwise.
inline double double_error(double got, double nearest, double rest) {
    if (std::isinf(nearest) || std::isinf(got)) return got == nearest ? 0.0 : HUGE_VAL;
    return std::fabs((got - nearest) / spacing(nearest, 53, -1074) - rest);
}

constexpr uint32_t float_nan_bits = 0x7fc00000u;
constexpr uint64_t double_nan_bits = 0x7ff8000000000000u;

}  // namespace testing
