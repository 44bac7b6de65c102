// SPDX-License-Identifier: MIT
// a*b+c rounded once, computed in digits enough for the exact result: for C libraries whose fma
// rounds twice, newlib's for double among them.
#pragma once

#include <cmath>
#include <cstdint>

namespace reference {

/// A whole number of up to 256 bits.
class wide_number {
  public:
    void add(std::uint64_t value, int at) { each_digit(value, at, 0); }
    void subtract(std::uint64_t value, int at) { each_digit(value, at, 1); }

    bool bit(int at) const { return at >= 0 && (digits_[at / 32] >> (at % 32) & 1U) != 0; }
    bool negative() const { return bit(size - 1); }
    void negate() {
        std::uint64_t carry = 1;
        for (std::uint32_t& digit : digits_) {
            carry += static_cast<std::uint32_t>(~digit);
            digit = static_cast<std::uint32_t>(carry);
            carry >>= 32;
        }
    }
    int length() const {
        int n = size / 32;
        while (n > 0 && digits_[n - 1] == 0) --n;
        int bits = 32 * n;
        while (bits > 0 && !bit(bits - 1)) --bits;
        return bits;
    }
    bool any_bit_below(int end) const {
        for (int at = 0; at < end; ++at) {
            if (bit(at)) return true;
        }
        return false;
    }
    std::uint64_t bits_from(int begin, int end) const {
        std::uint64_t value = 0;
        for (int at = end - 1; at >= begin; --at) value = 2 * value + bit(at);
        return value;
    }

  private:
    static constexpr int size = 256;

    void each_digit(std::uint64_t value, int at, std::uint32_t minus) {
        // What is subtracted is added with all bits turned, and 1.
        const std::uint64_t low = value << (at % 32);
        const std::uint64_t high = at % 32 == 0 ? 0 : value >> (64 - at % 32);
        const std::uint32_t parts[] = {static_cast<std::uint32_t>(low),
                                       static_cast<std::uint32_t>(low >> 32),
                                       static_cast<std::uint32_t>(high)};
        std::uint64_t carry = minus;
        for (int d = 0; d < size / 32; ++d) {
            const int k = d - at / 32;
            const std::uint32_t part = k >= 0 && k < 3 ? parts[k] : 0;
            carry += std::uint64_t{digits_[d]} + (minus != 0 ? ~part : part);
            digits_[d] = static_cast<std::uint32_t>(carry);
            carry >>= 32;
        }
    }

    std::uint32_t digits_[size / 32] = {};
};

inline double exact_fused_multiply_add(double a, double b, double c) {
    if (a == 0 || b == 0 || !std::isfinite(a) || !std::isfinite(b)) return a * b + c;
    if (!std::isfinite(c)) return c;
    if (c == 0) return a * b;

    // Each one a whole number below 2^53, times a power of two.
    int of_a, of_b, of_c;
    const auto whole_a =
        static_cast<std::uint64_t>(std::ldexp(std::frexp(std::fabs(a), &of_a), 53));
    const auto whole_b =
        static_cast<std::uint64_t>(std::ldexp(std::frexp(std::fabs(b), &of_b), 53));
    auto whole_c = static_cast<std::uint64_t>(std::ldexp(std::frexp(std::fabs(c), &of_c), 53));
    const int of_product = of_a + of_b - 106;
    of_c -= 53;
    // Farther than this from the other, the smaller one only tells on which side the sum lies.
    constexpr int far = 120;
    if (of_c - of_product > far) return c;
    if (of_product - of_c > far) {
        whole_c = 1;
        of_c = of_product - far;
    }

    wide_number sum;
    const int unit = of_c < of_product ? of_c : of_product;
    const int at = of_product - unit;
    constexpr std::uint64_t half = 0xffffffffU;
    sum.add((whole_a & half) * (whole_b & half), at);
    sum.add((whole_a >> 32) * (whole_b & half), at + 32);
    sum.add((whole_a & half) * (whole_b >> 32), at + 32);
    sum.add((whole_a >> 32) * (whole_b >> 32), at + 64);
    bool negative = std::signbit(a) != std::signbit(b);
    if (std::signbit(c) == negative) {
        sum.add(whole_c, of_c - unit);
    } else {
        sum.subtract(whole_c, of_c - unit);
    }
    if (sum.negative()) {
        sum.negate();
        negative = !negative;
    }
    const int length = sum.length();
    if (length == 0) return 0;

    // 53 digits stay, or those that are no smaller than the smallest subnormal.
    constexpr int smallest = -1074;
    int cut = length - 53;
    if (cut + unit < smallest) cut = smallest - unit;
    if (cut < 0) cut = 0;
    std::uint64_t kept = cut < length ? sum.bits_from(cut, length) : 0;
    if (cut <= length && sum.bit(cut - 1) && (kept % 2 == 1 || sum.any_bit_below(cut - 1))) ++kept;
    const double result = std::ldexp(static_cast<double>(kept), cut + unit);
    return negative ? -result : result;
}

}  // namespace reference
