// SPDX-License-Identifier: MIT
// A lane's next two numbers as normal_pair.hpp computes them, for processors that have no
// instruction for float: numbers are taken apart from the words to the products.
#pragma once

#include <stdint.h>

#include "picomlp/math/integer/cores.hpp"
#include "picomlp/random/detail/lane_by_lane.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// What normal_lane_by_lane takes.
struct integer_normal_pair {
    using type = float;

    static void draw(normal_lane& lane, float factor, float* cosine, float* sine) {
        const uint32_t word = lane.next();
        numbers(word, lane.next(), factor, cosine, sine);
    }

    static void numbers(uint32_t word, uint32_t turn, float factor, float* cosine, float* sine) {
        const math::detail::integer_sincos rest = math::detail::integer_sincos_of_rest(turn);
        const uint32_t quadrant = turn + eighth;
        const uint32_t sign = quadrant & half;
        float x;
        float y;
        if (word >> 8 == 0xffffff) {
            // u is 1 and the radius -0.
            x = from_bits(sign ^ half) * factor;
            y = rest.sine.significand < 0 ? -x : x;
        } else {
            const math::detail::integer_float length = radius(word >> 8);
            x = product(multiply(length, rest.cosine), sign, factor);
            y = product(multiply(length, rest.sine), sign, factor);
        }
        if ((quadrant & quarter) == 0) {
            *cosine = x;
            *sine = y;
        } else {
            *cosine = -y;
            *sine = x;
        }
    }

  private:
    using number = math::detail::integer_float;

    static constexpr uint32_t eighth = uint32_t{1} << 29;
    static constexpr uint32_t quarter = uint32_t{1} << 30;
    static constexpr uint32_t half = uint32_t{1} << 31;

    /// sqrt(-2 log u) for u = (part + 0.5) / 2^24, rounded, which is less than 1.
    static number radius(uint32_t part) {
        // u in units of 2^-25, then 2^k m.
        uint32_t u = part < 0x800000 ? 2 * part + 1 : 2 * (part + (part & 1));
        int32_t k = 7;
        for (; u < half; u <<= 1) --k;
        const int32_t m = static_cast<int32_t>(u >> 8);
        int32_t f = m - math::detail::significand_beyond;
        if (m < 0xb504f3) {
            --k;
            f = 2 * (m - math::detail::significand_lowest);
        }
        number square = math::detail::integer_log_of_sum(k, math::detail::normalized(f, -24),
                                                         {0, math::detail::lowest_unit});
        square.significand = -square.significand;
        ++square.unit;
        return math::detail::integer_root(square);
    }

    /// x * factor with this sign.
    static float product(number x, uint32_t sign, float factor) {
        if (x.significand == 0) return from_bits(sign) * factor;
        const uint32_t bits = to_bits(factor);
        const uint32_t field = bits >> 23 & 255;
        // Neither x nor the product is less than 2^-126 or more than 2^127 then.
        if (field - 64 < 128)
            return packed(multiply(x, math::detail::unpack_float(bits)), sign ^ (bits & half));
        return packed(x, sign) * factor;
    }

    static float packed(number x, uint32_t sign) {
        if (x.significand < 0) {
            x.significand = -x.significand;
            sign ^= half;
        }
        return from_bits(to_bits(math::detail::pack_float(x)) | sign);
    }
};

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
