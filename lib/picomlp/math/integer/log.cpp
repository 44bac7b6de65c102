#include "picomlp/math/integer/functions.hpp"

#include "picomlp/math/integer/cores.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

float integer_log(float x) noexcept {
    const uint32_t bits = to_bits(x);
    if ((bits & ~float_sign) == 0) return -infinity(x);
    if (bits > ieee_layout<float>::infinity) return not_a_number(x);
    if (bits == ieee_layout<float>::infinity) return x;
    if (bits == 0x3f800000u) return 0.0f;

    uint32_t scaled = bits;
    int32_t bias = 127;
    if (bits < 0x00800000u) {
        // A subnormal number, times 2^23.
        const int32_t shift = spare_bits(static_cast<int32_t>(bits)) - 7;
        scaled = (static_cast<uint32_t>(24 - shift) << 23) + ((bits << shift) & 0x007fffffu);
        bias = 150;
    }
    // x = 2^k m with m in [sqrt(1/2), sqrt(2)); the offset carries into the exponent at sqrt(2).
    const uint32_t carried = scaled + (0x3f800000u - 0x3f3504f3u);
    const int32_t k = static_cast<int32_t>(carried >> 23) - bias;
    const integer_float m = taken_apart((carried & 0x007fffffu) + 0x3f3504f3u);
    const int32_t one = m.unit == -23 ? significand_lowest : significand_beyond;
    const integer_float f = exactly(m.significand - one, m.unit);

    const integer_float result = integer_log_of_sum(k, f, {0, lowest_unit});
    const bool negative = result.significand < 0;
    return with_sign_of(negative ? -1.0f : 1.0f, put_together(negative ? negated(result) : result));
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
