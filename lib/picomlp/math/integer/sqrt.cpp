// SPDX-License-Identifier: MIT
#include "picomlp/math/integer/functions.hpp"

#include "picomlp/math/detail/float_operations.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

namespace {

// Bit by bit, with one bit more than the format holds. `remainder` is the number minus root^2,
// scaled like `bit`. The extra bit alone decides the rounding, as a tie cannot happen: the square
// of a number with one bit more than the format has too many bits for the format.
template <typename Bits>
Bits rounded_root(Bits remainder, Bits bit) {
    Bits root = 0;
    Bits twice_root = 0;
    for (; bit != 0; bit >>= 1) {
        const Bits trial = twice_root + bit;
        if (trial <= remainder) {
            twice_root = trial + bit;
            remainder -= trial;
            root += bit;
        }
        remainder += remainder;
    }
    return (root + (root & 1u)) >> 1;
}

}  // namespace

float integer_sqrt(float x) noexcept {
    const uint32_t bits = to_bits(x);
    if ((bits << 1) == 0) return x;
    if (bits > ieee_layout<float>::infinity) return not_a_number(x);
    if (bits == ieee_layout<float>::infinity) return x;

    uint32_t exponent = bits >> 23;
    uint32_t m = bits & 0x007fffffu;
    if (exponent == 0) {
        const uint32_t shift = static_cast<uint32_t>(__builtin_clz(m)) - 8u;
        m <<= shift;
        exponent = 1u - shift;
    }
    m |= 0x00800000u;
    // The bias is odd, so an even exponent field is an odd power, whose factor 2 goes into m.
    if ((exponent & 1u) == 0) m <<= 1;
    const uint32_t root = rounded_root(m << 1, uint32_t{1} << 24);
    // The leading bit of the root adds 1 to the exponent field.
    return from_bits((((exponent + 127u) >> 1) - 1u) * 0x00800000u + root);
}

double integer_sqrt(double x) noexcept {
    const uint64_t bits = to_bits(x);
    if ((bits << 1) == 0) return x;
    if (bits > ieee_layout<double>::infinity) return not_a_number(x);
    if (bits == ieee_layout<double>::infinity) return x;

    uint64_t exponent = bits >> 52;
    uint64_t m = bits & 0x000fffffffffffffu;
    if (exponent == 0) {
        const uint64_t shift = static_cast<uint64_t>(__builtin_clzll(m)) - 11u;
        m <<= shift;
        exponent = 1u - shift;
    }
    m |= 0x0010000000000000u;
    if ((exponent & 1u) == 0) m <<= 1;
    const uint64_t root = rounded_root(m << 1, uint64_t{1} << 53);
    return from_bits((((exponent + 1023u) >> 1) - 1u) * 0x0010000000000000u + root);
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
