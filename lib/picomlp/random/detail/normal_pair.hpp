// SPDX-License-Identifier: MIT
// A lane's next two numbers, as normal.hpp describes them, in operations of their own type.
#pragma once

#include <stdint.h>

#include "picomlp/math/detail/log_core.hpp"
#include "picomlp/math/detail/sincos_core.hpp"
#include "picomlp/math/detail/sqrt_core.hpp"
#include "picomlp/random/detail/lane_by_lane.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// What normal_lane_by_lane takes.
template <class T>
struct normal_pair;

template <>
struct normal_pair<float> {
    using type = float;

    [[gnu::always_inline]] static void draw(normal_lane& lane, float factor, float* cosine,
                                            float* sine) {
        const uint32_t word = lane.next();
        numbers(word, lane.next(), factor, cosine, sine);
    }

    [[gnu::always_inline]] static void numbers(uint32_t word, uint32_t turn, float factor,
                                               float* cosine, float* sine) {
        const float square = radius_square(word);
        after(square, turn);
        float length = root(square);
        const math::detail::float_angle angle = math::detail::angle_of_turn(turn);
        float sine_of_rest;
        float cosine_of_rest;
        math::detail::sincos_of_rest(angle.high, angle.low, &sine_of_rest, &cosine_of_rest);
        // A sign changes no rounding, so the quadrant's signs go where they cost least.
        const uint32_t quadrant = turn + eighth;
        if ((quadrant & half) != 0) length = -length;
        const float x = length * cosine_of_rest;
        const float y = length * sine_of_rest;
        if ((quadrant & quarter) == 0) {
            *cosine = x * factor;
            *sine = y * factor;
        } else {
            *cosine = -y * factor;
            *sine = x * factor;
        }
    }

  private:
    static constexpr uint32_t eighth = uint32_t{1} << 29;
    static constexpr uint32_t quarter = uint32_t{1} << 30;
    static constexpr uint32_t half = uint32_t{1} << 31;

    /// -2 log u, as log_of_normal has it, in fewer instructions.
    [[gnu::always_inline]] static float radius_square(uint32_t word) {
        constexpr uint32_t root_of_half = 0x3f3504f3u;
        // From 2^-1 on the sum is rounded to even. The largest u is 1, of radius -0.
        const float u = fraction(word >> 8) + 0x1p-25f;
        const uint32_t bits = to_bits(u);
        const int32_t k = static_cast<int32_t>(bits - root_of_half) >> 23;
        const float m = from_bits(bits - static_cast<uint32_t>(k) * 0x00800000u);
        const math::detail::log_parts<float> log =
            math::detail::parts_of_log(static_cast<float>(k), m - 1.0f);
        return -2.0f * (log.leading + log.rest);
    }

    /// part / 2^24, for a part of 24 bits.
    [[gnu::always_inline]] static float fraction(uint32_t part) {
#if defined(__ARM_FP) && defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M'
        float value = from_bits(part);
        asm("vcvt.f32.s32 %0, %0, #24" : "+t"(value));
        return value;
#else
        return static_cast<float>(static_cast<int32_t>(part)) * 0x1p-24f;
#endif
    }

    /// A Cortex-M has registers for all constants if logarithm and angle are not computed together.
    [[gnu::always_inline]] static void after([[maybe_unused]] float first,
                                             [[maybe_unused]] uint32_t& then) {
#if defined(__ARM_FP) && defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M'
        asm("" : "+r"(then) : "t"(first));
#endif
    }

    /// Of no negative number and no NaN.
    [[gnu::always_inline]] static float root(float x) {
        if constexpr (math::detail::has_float_sqrt) return __builtin_sqrtf(x);
        return math::detail::integer_sqrt(x);
    }
};

template <>
struct normal_pair<double> {
    using type = double;

    static void draw(normal_lane& lane, double factor, double* cosine, double* sine) {
        // At most 53 significant bits: nothing is rounded.
        const auto high = static_cast<double>(static_cast<int32_t>(lane.next() >> 6));
        const auto low = static_cast<double>(static_cast<int32_t>(lane.next() >> 6));
        const double u = (high * 0x1p26 + (low + 0.5)) * 0x1p-52;
        const uint64_t upper = lane.next();
        const uint64_t turn = upper << 32 | lane.next();
        const double length = math::detail::sqrt_element(-2.0 * math::detail::log_of_normal(u));
        double sine_of_turn;
        double cosine_of_turn;
        math::detail::sincos_turn_element(turn, &sine_of_turn, &cosine_of_turn);
        *cosine = length * cosine_of_turn * factor;
        *sine = length * sine_of_turn * factor;
    }
};

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
