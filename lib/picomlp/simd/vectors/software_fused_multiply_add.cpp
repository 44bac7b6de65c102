// SPDX-License-Identifier: MIT
// a*b+c in integers, exactly, and rounded once: both significands side by side in a word twice as
// wide as the product needs, what falls off its right end remembered in the last bit ("sticky").
#include <stdint.h>

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/simd/vectors/fused_multiply_add.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

namespace {

// Two 64-bit limbs: the wide word for double. A uint64_t is the one for float.
struct uint128 {
    uint64_t high;
    uint64_t low;
};

uint64_t product(uint32_t a, uint32_t b) { return uint64_t{a} * b; }

uint128 product(uint64_t a, uint64_t b) {
    constexpr uint64_t half = 0xffffffffU;
    const uint64_t low = (a & half) * (b & half);
    const uint64_t cross = (a >> 32) * (b & half) + (low >> 32);
    const uint64_t other = (a & half) * (b >> 32) + (cross & half);
    return {(a >> 32) * (b >> 32) + (cross >> 32) + (other >> 32), other << 32 | (low & half)};
}

uint64_t add(uint64_t a, uint64_t b) { return a + b; }

uint128 add(uint128 a, uint128 b) {
    const uint64_t low = a.low + b.low;
    return {a.high + b.high + (low < a.low), low};
}

uint64_t subtract(uint64_t a, uint64_t b) { return a - b; }

uint128 subtract(uint128 a, uint128 b) {
    return {a.high - b.high - (a.low < b.low), a.low - b.low};
}

bool less(uint64_t a, uint64_t b) { return a < b; }

bool less(uint128 a, uint128 b) { return a.high < b.high || (a.high == b.high && a.low < b.low); }

bool is_zero(uint64_t a) { return a == 0; }

bool is_zero(uint128 a) { return (a.high | a.low) == 0; }

int leading_zeros(uint32_t a) { return __builtin_clz(a); }

int leading_zeros(uint64_t a) { return __builtin_clzll(a); }

int leading_zeros(uint128 a) {
    return a.high != 0 ? __builtin_clzll(a.high) : 64 + __builtin_clzll(a.low);
}

uint64_t shift_left(uint64_t a, int by) { return a << by; }

uint128 shift_left(uint128 a, int by) {
    if (by == 0) return a;
    if (by >= 64) return {a.low << (by - 64), 0};
    return {a.high << by | a.low >> (64 - by), a.low << by};
}

// The last bit of the result is 1 when a bit that fell off was.
uint64_t shift_right_sticky(uint64_t a, int by) {
    if (by == 0) return a;
    if (by >= 64) return a != 0;
    return a >> by | (a << (64 - by) != 0);
}

uint128 shift_right_sticky(uint128 a, int by) {
    if (by == 0) return a;
    if (by >= 128) return {0, !is_zero(a)};
    if (by == 64) return {0, a.high | (a.low != 0)};
    if (by > 64) return {0, a.high >> (by - 64) | (a.high << (128 - by) != 0 || a.low != 0)};
    return {a.high >> by, a.high << (64 - by) | a.low >> by | (a.low << (64 - by) != 0)};
}

uint64_t high_limb(uint64_t a) { return a; }

uint64_t high_limb(uint128 a) { return a.high | (a.low != 0); }

uint64_t widened(uint32_t a) { return a; }

uint128 widened(uint64_t a) { return {0, a}; }

template <class T>
struct fused {
    using layout = detail::ieee_layout<T>;
    using bits = typename layout::bits;
    using wide = decltype(product(bits{}, bits{}));
    static constexpr int precision = layout::fraction + 1;
    static constexpr int width = 8 * int{sizeof(T)};
    static constexpr int wide_width = 2 * width;
    static constexpr bits sign_bit = bits{1} << (width - 1);
    static constexpr bits infinity = layout::infinity;
    static constexpr bits hidden_bit = bits{1} << (precision - 1);
    static constexpr int smallest_exponent = 1 - layout::bias;

    // significand * 2^exponent, the significand's highest bit at precision - 1.
    struct number {
        bits significand;
        int exponent;
    };
    static number unpack(bits magnitude) {
        const int field = static_cast<int>(magnitude >> (precision - 1));
        if (field == 0) {
            const int shift = leading_zeros(magnitude) - (width - precision);
            return {static_cast<bits>(magnitude << shift),
                    smallest_exponent - (precision - 1) - shift};
        }
        return {(magnitude & (hidden_bit - 1)) | hidden_bit,
                field - layout::bias - (precision - 1)};
    }

    // The same number in a wide word, highest bit at wide_width - 2: a carry has room above.
    struct wide_number {
        wide significand;
        int exponent;
    };
    static wide_number aligned(wide significand, int exponent) {
        const int shift = leading_zeros(significand) - 1;
        return {shift_left(significand, shift), exponent - shift};
    }

    static bits rounded(wide significand, int exponent) {
        const int shift = leading_zeros(significand);
        const int leading = exponent - shift + wide_width - 1;
        if (leading > layout::bias) return infinity;
        wide normal = shift_left(significand, shift);
        if (leading < smallest_exponent) {
            normal = shift_right_sticky(normal, smallest_exponent - leading);
        }
        const uint64_t top = high_limb(normal);
        constexpr int dropped = 64 - precision;
        constexpr uint64_t halfway = uint64_t{1} << (dropped - 1);
        const bits kept = static_cast<bits>(top >> dropped);
        const uint64_t rest = top & (2 * halfway - 1);
        const bits up = rest > halfway || (rest == halfway && (kept & 1) != 0);
        // A significand that rounds up to the next power of two carries into the exponent, which
        // is what it should do, up to infinity and from the subnormals into the normals alike.
        const bits field =
            leading < smallest_exponent ? 0 : static_cast<bits>(leading + layout::bias - 1);
        return static_cast<bits>((field << (precision - 1)) + kept + up);
    }

    static T multiply_add(T a, T b, T c) {
        const bits a_bits = detail::to_bits(a);
        const bits b_bits = detail::to_bits(b);
        const bits c_bits = detail::to_bits(c);
        const bits a_magnitude = a_bits & ~sign_bit;
        const bits b_magnitude = b_bits & ~sign_bit;
        const bits c_magnitude = c_bits & ~sign_bit;
        // Whatever is exact, infinite or not a number needs no help; with c = 0 the product alone
        // is rounded, and adding c could lose the sign of one that underflows.
        if (a_magnitude >= infinity || b_magnitude >= infinity) return a * b + c;
        if (c_magnitude >= infinity) return c + c;
        if (a_magnitude == 0 || b_magnitude == 0) return a * b + c;
        if (c_magnitude == 0) return a * b;

        const number x = unpack(a_magnitude);
        const number y = unpack(b_magnitude);
        const number z = unpack(c_magnitude);
        wide_number large = aligned(product(x.significand, y.significand), x.exponent + y.exponent);
        wide_number smaller = aligned(widened(z.significand), z.exponent);
        bits sign = (a_bits ^ b_bits) & sign_bit;
        const bool same_sign = sign == (c_bits & sign_bit);
        if (large.exponent < smaller.exponent ||
            (large.exponent == smaller.exponent && less(large.significand, smaller.significand))) {
            const wide_number product = large;
            large = smaller;
            smaller = product;
            sign = c_bits & sign_bit;
        }
        // A difference cancels more than one bit only where the exponents differ by at most one;
        // then nothing has fallen off, so the sticky bit is always far below the rounding.
        const wide shifted =
            shift_right_sticky(smaller.significand, large.exponent - smaller.exponent);
        const wide sum =
            same_sign ? add(large.significand, shifted) : subtract(large.significand, shifted);
        if (is_zero(sum)) return T(0);
        return detail::from_bits(sign | rounded(sum, large.exponent));
    }
};

}  // namespace

float software_fused_multiply_add(float a, float b, float c) noexcept {
    return fused<float>::multiply_add(a, b, c);
}

double software_fused_multiply_add(double a, double b, double c) noexcept {
    return fused<double>::multiply_add(a, b, c);
}

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
