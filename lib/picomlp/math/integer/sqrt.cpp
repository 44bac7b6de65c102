// SPDX-License-Identifier: MIT
#include "picomlp/math/integer/cores.hpp"
#include "picomlp/math/integer/functions.hpp"

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

/// sqrt(x 2^22) to the nearest integer, for an even number 2^24 <= x <= 2^26: by Newton's method
/// for the reciprocal of the root, then by exact remainders. No tie can happen, as above.
uint32_t rounded_root_by_products(uint32_t x) {
    // v = x / 2^26 with 16 places; the reciprocal of its root has 14, within 2.5 % at first.
    const uint32_t v = x >> 10;
    int32_t reciprocal = 43759 - static_cast<int32_t>((v * (53827 - (v * 26846 >> 16))) >> 16);
    for (int step = 0; step < 2; ++step) {
        const auto square = static_cast<uint32_t>(reciprocal * reciprocal);
        const auto less = static_cast<int32_t>((uint32_t{1} << 31) - (square >> 13) * v);
        reciprocal += (reciprocal * (less >> 16)) >> 16;
    }
    // 13 places of the root, then all of them, one too many or too few at most.
    const auto first =
        static_cast<int32_t>((v * static_cast<uint32_t>(reciprocal) + 0x10000) >> 17);
    const int32_t rest = static_cast<int32_t>(x) - first * first;
    auto root = static_cast<uint32_t>(first * 2048 + ((rest * reciprocal + 0x10000) >> 17));
    // Of x 2^22 - root^2 the lower 32 bits are enough.
    const auto remainder = static_cast<int32_t>((x << 22) - root * root);
    if (remainder > static_cast<int32_t>(root)) ++root;
    if (remainder <= -static_cast<int32_t>(root)) --root;
    return root;
}

uint32_t rounded_root_of_float(uint32_t x) {
    if constexpr (optimize_size) return rounded_root(x, uint32_t{1} << 24);
    return rounded_root_by_products(x);
}

}  // namespace

integer_float integer_root(const integer_float& x) noexcept {
    const bool even = (x.unit & 1) == 0;
    const uint32_t m = static_cast<uint32_t>(x.significand) << (even ? 2 : 1);
    const int32_t unit = even ? x.unit - 1 : x.unit;
    return {static_cast<int32_t>(rounded_root_of_float(m)), (unit - 23) >> 1};
}

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
    const uint32_t root = rounded_root_of_float(m << 1);
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
