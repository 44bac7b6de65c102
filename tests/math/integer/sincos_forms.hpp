// SPDX-License-Identifier: MIT
// Sine and cosine of a fraction of a turn: the form in integers against the one in floats.
#pragma once

#include <cmath>
#include <cstdint>

#include "picomlp/math/detail/sincos_core.hpp"
#include "picomlp/math/integer/cores.hpp"

namespace testing {

/// In units of 2^-32 turns.
inline constexpr int32_t eighth_of_turn = int32_t{1} << 29;

inline float float_of_parts(picomlp::math::detail::integer_float x) {
    return static_cast<float>(std::ldexp(x.significand, x.unit));
}

/// For an angle from one eighth of a turn to another; what lies beyond counts as its distance to
/// the nearest quarter of a turn.
inline bool same_sincos(int32_t rest) {
    namespace detail = picomlp::math::detail;
    const auto fraction = static_cast<uint32_t>(rest);
    const detail::float_angle angle = detail::angle_of_turn(fraction);
    float sine;
    float cosine;
    detail::sincos_of_rest(angle.high, angle.low, &sine, &cosine);
    const detail::integer_sincos in_integers = detail::integer_sincos_of_rest(fraction);
    return float_of_parts(in_integers.sine) == sine && float_of_parts(in_integers.cosine) == cosine;
}

}  // namespace testing
