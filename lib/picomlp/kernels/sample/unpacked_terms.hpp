// SPDX-License-Identifier: MIT
// Sums of products of float by integers: numbers are taken apart, and a sum stays so from term to
// term. For processors that multiply to 64 bits and have no instruction for float. Every product
// and every sum is rounded as IEEE 754 says. A layer is one call: a sum's beginning and end cost as
// much as a product.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/kernels/order.hpp"
#include "picomlp/kernels/sample/thumb2_products.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// A normal number taken apart, or a zero, which has exponent and significand 0. Subnormals,
/// infinities and NaN are left to plain arithmetic. So are results where only bits that a shift has
/// dropped can tell how to round, and where rounding makes a power of two: then a function returns
/// false.
struct unpacked_float {
    uint32_t sign;         ///< the highest bit; the others do not matter
    uint32_t exponent;     ///< 0 is that of the smallest normal number
    uint32_t significand;  ///< from the highest bit down: the lowest eight are zero

    static constexpr uint32_t top = uint32_t{1} << 31;
    static constexpr uint32_t last_exponent = 253;

    [[gnu::always_inline]] static uint32_t exponent_field(uint32_t bits) {
        return bits >> 23 & 255U;
    }
    [[gnu::always_inline]] static bool is_normal(uint32_t field) {
        return field - 1 <= last_exponent;
    }
    [[gnu::always_inline]] static uint32_t significand_of(uint32_t bits) { return bits << 8 | top; }

    [[gnu::always_inline]] bool take_apart(uint32_t bits) {
        sign = bits;
        exponent = 0;
        significand = 0;
        if ((bits & ~top) == 0) return true;
        exponent = exponent_field(bits) - 1;
        significand = significand_of(bits);
        return exponent <= last_exponent;
    }

    /// The significand's highest bit makes up for the exponent that is one too small.
    [[gnu::always_inline]] uint32_t put_together() const {
        return (sign & top) | ((exponent << 23) + (significand >> 8));
    }

    /// The product of normal numbers with these bits and exponent fields.
    [[gnu::always_inline]] bool multiply(uint32_t a, uint32_t field_a, uint32_t b,
                                         uint32_t field_b) {
        sign = a ^ b;
        exponent = field_a + field_b - 128;
        const uint64_t product = uint64_t{significand_of(a)} * significand_of(b);
        const uint32_t rest = static_cast<uint32_t>(product);
        uint32_t high = static_cast<uint32_t>(product >> 32);
        if (high >= top) {
            exponent += 1;
            if (__builtin_add_overflow(high, 128U, &high)) return false;
            if (__builtin_expect((high & 255) == 0, 0) && rest == 0) return false;
            significand = high >> 8 << 8;
        } else {
            high += 64;
            if (high >= top) return false;
            if (__builtin_expect((high & 127) == 0, 0) && rest == 0) return false;
            significand = high >> 7 << 8;
        }
        return exponent <= last_exponent;
    }

    /// Adds another one, which is not -0.
    [[gnu::always_inline]] bool add(const unpacked_float& other) {
        if (((sign ^ other.sign) & top) == 0) {
            if (exponent >= other.exponent) {
                const uint32_t shift = exponent - other.exponent;
                return round_sum(significand, moved_down(other.significand, shift), shift,
                                 exponent);
            }
            const uint32_t shift = other.exponent - exponent;
            return round_sum(other.significand, moved_down(significand, shift), shift,
                             other.exponent);
        }
        if (exponent > other.exponent) {
            const uint32_t shift = exponent - other.exponent;
            return round_difference(significand - moved_down(other.significand, shift), shift,
                                    exponent, sign);
        }
        if (exponent < other.exponent || significand < other.significand) {
            const uint32_t shift = other.exponent - exponent;
            return round_difference(other.significand - moved_down(significand, shift), shift,
                                    other.exponent, other.sign);
        }
        if (significand == other.significand) {
            *this = {0, 0, 0};
            return true;
        }
        return round_difference(significand - other.significand, 0, exponent, sign);
    }

  private:
    /// significand >> shift, for shifts below 256.
    [[gnu::always_inline]] static uint32_t moved_down(uint32_t significand, uint32_t shift) {
#if defined(__thumb2__)
        // What the instruction does, but C++ does not say.
        asm("lsr %0, %0, %1" : "+r"(significand) : "r"(shift));
        return significand;
#else
        return shift > 31 ? 0 : significand >> shift;
#endif
    }

    /// The result is `sum`, of which one part had been shifted.
    [[gnu::always_inline]] bool round(uint32_t sum, uint32_t shift, uint32_t sum_exponent,
                                      uint32_t sum_sign) {
        if (__builtin_add_overflow(sum, 128U, &sum)) return false;
        if (__builtin_expect((sum & 255) == 0, 0)) {
            if (shift > 8) return false;
            sum &= ~uint32_t{511};
        }
        sign = sum_sign;
        exponent = sum_exponent;
        significand = sum >> 8 << 8;
        return true;
    }

    /// The result is the sum of these, with this sign.
    [[gnu::always_inline]] bool round_sum(uint32_t larger, uint32_t smaller, uint32_t shift,
                                          uint32_t sum_exponent) {
        uint32_t sum;
        if (__builtin_add_overflow(larger, smaller, &sum)) {
            sum = sum >> 1 | top;
            shift += 1;
            sum_exponent += 1;
            if (sum_exponent > last_exponent) return false;
        }
        return round(sum, shift, sum_exponent, sign);
    }

    /// The same for a number that is not zero, and whose highest bit may be.
    [[gnu::always_inline]] bool round_difference(uint32_t sum, uint32_t shift,
                                                 uint32_t sum_exponent, uint32_t sum_sign) {
        if (sum < top) {
            const uint32_t zeros = leading_zeros(sum);
            if (zeros > sum_exponent) return false;
            sum <<= zeros;
            sum_exponent -= zeros;
        }
        return round(sum, shift, sum_exponent, sum_sign);
    }

    /// Of a number that is not zero.
    [[gnu::always_inline]] static uint32_t leading_zeros(uint32_t x) {
#if defined(__riscv) && !defined(__riscv_zbb)
        uint32_t count = 0;
        do {
            x <<= 1;
            ++count;
        } while (x < top);
        return count;
#else
        return static_cast<uint32_t>(__builtin_clz(x));
#endif
    }
};

/// Loops of software_floats (kernels/sample/software_floats.hpp), and its layers.
struct unpacked_terms {
    static constexpr bool has_layers = true;

    [[gnu::always_inline]] static void add_products(const float*& a, const float* end,
                                                    size_t stride_a, const float*& b,
                                                    size_t stride_b, float& sum) {
        unpacked_float total;
        if (!starts(detail::to_bits(sum), total)) return;
#ifdef PICOMLP_THUMB2_PRODUCTS
        thumb2_products::add(a, end, stride_a * sizeof(float), b, stride_b * sizeof(float),
                             total.sign, total.exponent, total.significand);
#else
        add_terms(a, end, stride_a, b, stride_b, total);
#endif
        sum = detail::from_bits(total.put_together());
    }

    [[gnu::always_inline]] static void add_multiples(const float*& a, const float* end,
                                                     float factor, float*& sum) {
        const uint32_t factor_bits = detail::to_bits(factor);
        do {
            unpacked_float product;
            const kind of = multiply(factor_bits, detail::to_bits(*a), product);
            if (of == kind::special) break;
            const uint32_t before = detail::to_bits(*sum);
            if (of == kind::normal) {
                unpacked_float total;
                if (!total.take_apart(before) || !total.add(product)) break;
                *sum = detail::from_bits(total.put_together());
            } else if (before == negative_zero) {
                *sum = detail::from_bits(negative_zero & (factor_bits ^ detail::to_bits(*a)));
            }
            ++sum;
        } while (++a != end);
    }

    /// FORWARD of kernels/order.hpp. Results whose bits are more than `largest` become +0.
    [[gnu::noinline]] static void forward(dense_shape shape, const float* w, const float* x,
                                          float* z, uint32_t largest) {
        const summation_order::input_split split = summation_order::split_inputs(shape);
        const size_t outputs = shape.outputs;
        const float* const bias = w + weight_count_of(shape);
        const float* const bias_end = bias + outputs;
        const float* const first_end = x + split.length + (split.extra > 0);
        for (const float* start = bias; start != bias_end; ++w) {
            const float* input = x;
            const float* weight = w;
            const float* end = first_end;
            float total = 0.0F;
            float part = *start++;
            for (size_t segment = 0;;) {
                unpacked_float sum;
                const bool is_apart = sum_up(input, end, weight, outputs, part, sum);
                unpacked_float all;
                if (segment > 0 && is_apart && starts(detail::to_bits(total), all) &&
                    all.add(sum)) {
                    total = detail::from_bits(all.put_together());
                } else {
                    if (is_apart) part = detail::from_bits(sum.put_together());
                    total = segment == 0 ? part : total + part;
                }
                if (++segment == split.segments) break;
                end = input + split.length + (segment < split.extra);
                part = 0.0F;
            }
            const uint32_t bits = detail::to_bits(total);
            *z++ = detail::from_bits(bits > largest ? 0 : bits);
        }
    }

  private:
    [[gnu::always_inline]] static bool starts(uint32_t bits, unpacked_float& total) {
        return bits != negative_zero && total.take_apart(bits);
    }

    /// Adds the products to `sum` or, if it returns true, leaves the whole sum in `total`.
    [[gnu::always_inline]] static bool sum_up(const float*& a, const float* end, const float*& b,
                                              size_t stride_b, float& sum, unpacked_float& total) {
        for (;;) {
            if (starts(detail::to_bits(sum), total)) {
#ifdef PICOMLP_THUMB2_PRODUCTS
                thumb2_products::add(a, end, b, stride_b * sizeof(float), total.sign,
                                     total.exponent, total.significand);
#else
                add_terms(a, end, 1, b, stride_b, total);
#endif
                if (a == end) return true;
                sum = detail::from_bits(total.put_together());
            }
            // Loads them again: the loop has no registers to keep numbers that it has taken apart.
            asm volatile("" : "+r"(a), "+r"(b) : : "memory");
            sum = *a++ * *b + sum;
            b += stride_b;
            if (a == end) return false;
        }
    }

    [[gnu::always_inline]] static void add_terms(const float*& a, const float* end, size_t stride_a,
                                                 const float*& b, size_t stride_b,
                                                 unpacked_float& total) {
        do {
            unpacked_float product;
            const kind of = multiply(detail::to_bits(*a), detail::to_bits(*b), product);
            if (of == kind::special) return;
            if (of == kind::normal && !total.add(product)) return;
            a += stride_a;
            b += stride_b;
        } while (a != end);
    }

    enum class kind : uint8_t { normal, zero, special };

    /// The only number that a zero may change.
    static constexpr uint32_t negative_zero = unpacked_float::top;

    [[gnu::always_inline]] static kind multiply(uint32_t a, uint32_t b, unpacked_float& product) {
        const uint32_t field_a = unpacked_float::exponent_field(a);
        const uint32_t field_b = unpacked_float::exponent_field(b);
        if (!unpacked_float::is_normal(field_a)) {
            return (a & ~unpacked_float::top) == 0 && field_b < 255 ? kind::zero : kind::special;
        }
        if (!unpacked_float::is_normal(field_b))
            return (b & ~unpacked_float::top) == 0 ? kind::zero : kind::special;
        return product.multiply(a, field_a, b, field_b) ? kind::normal : kind::special;
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
