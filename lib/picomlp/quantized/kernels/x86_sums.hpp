// Sums of products of one sample with four rows of weights, by the vectors of x86-64: numbers
// become 16 bits wide, two neighbouring products are added at once (PMADDWD). Nothing outside of
// the rows is read.
#pragma once

#include <immintrin.h>
#include <stdint.h>

#include "picomlp/quantized/kernels/dense_rows.hpp"
#include "picomlp/quantized/kernels/row_sums.hpp"
#include "picomlp/quantized/kernels/x86_outputs.hpp"
#include "picomlp/simd/dispatch/this_instruction_set.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace quantized_kernels {

/// The last `count` of sixteen numbers, zeros before them.
[[gnu::always_inline]] inline __m128i last_of_sixteen(const int8_t* p, uint32_t count) {
    const __m128i places = _mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    const __m128i first = _mm_set1_epi8(static_cast<char>(15 - count));
    const __m128i all = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    return _mm_and_si128(all, _mm_cmpgt_epi8(places, first));
}

/// Sixteen numbers of 16 bits, and their products as sums of 32.
template <class InstructionSet>
struct sixteen_numbers;

#ifdef __AVX2__
/// AVX2 and AVX-512F: the latter has no vectors of 16-bit numbers wider than these.
template <>
struct sixteen_numbers<simd::PICOMLP_INSTRUCTION_SET> {
    using vector = __m256i;
    [[gnu::always_inline]] static vector zero() { return _mm256_setzero_si256(); }
    [[gnu::always_inline]] static vector load(const int8_t* p) {
        return _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
    }
    [[gnu::always_inline]] static vector load_last(const int8_t* p, uint32_t count) {
        return _mm256_cvtepi8_epi16(last_of_sixteen(p, count));
    }
    [[gnu::always_inline]] static vector add_products(vector sums, vector a, vector b) {
        return _mm256_add_epi32(sums, _mm256_madd_epi16(a, b));
    }
    /// {sum of a, sum of b, sum of c, sum of d}
    [[gnu::always_inline]] static __m128i sums_of(vector a, vector b, vector c, vector d) {
        const vector ab = _mm256_hadd_epi32(a, b);
        const vector cd = _mm256_hadd_epi32(c, d);
        const vector both = _mm256_hadd_epi32(ab, cd);
        return _mm_add_epi32(_mm256_castsi256_si128(both), _mm256_extracti128_si256(both, 1));
    }
};
#else
template <>
struct sixteen_numbers<simd::PICOMLP_INSTRUCTION_SET> {
    struct vector {
        __m128i low;
        __m128i high;
    };
    [[gnu::always_inline]] static vector zero() {
        return {_mm_setzero_si128(), _mm_setzero_si128()};
    }
    [[gnu::always_inline]] static vector widened(__m128i all) {
        const __m128i zeros = _mm_setzero_si128();
        return {_mm_srai_epi16(_mm_unpacklo_epi8(zeros, all), 8),
                _mm_srai_epi16(_mm_unpackhi_epi8(zeros, all), 8)};
    }
    [[gnu::always_inline]] static vector load(const int8_t* p) {
        return widened(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
    }
    [[gnu::always_inline]] static vector load_last(const int8_t* p, uint32_t count) {
        return widened(last_of_sixteen(p, count));
    }
    [[gnu::always_inline]] static vector add_products(vector sums, vector a, vector b) {
        return {_mm_add_epi32(sums.low, _mm_madd_epi16(a.low, b.low)),
                _mm_add_epi32(sums.high, _mm_madd_epi16(a.high, b.high))};
    }
    /// {sum of a, sum of b, sum of c, sum of d}
    [[gnu::always_inline]] static __m128i sums_of(vector a, vector b, vector c, vector d) {
        const __m128i a4 = _mm_add_epi32(a.low, a.high);
        const __m128i b4 = _mm_add_epi32(b.low, b.high);
        const __m128i c4 = _mm_add_epi32(c.low, c.high);
        const __m128i d4 = _mm_add_epi32(d.low, d.high);
        // {a, b, a, b} and {c, d, c, d}, each the sum of two of four.
        const __m128i ab = _mm_add_epi32(_mm_unpacklo_epi32(a4, b4), _mm_unpackhi_epi32(a4, b4));
        const __m128i cd = _mm_add_epi32(_mm_unpacklo_epi32(c4, d4), _mm_unpackhi_epi32(c4, d4));
        return _mm_add_epi32(_mm_unpacklo_epi64(ab, cd), _mm_unpackhi_epi64(ab, cd));
    }
};
#endif

/// As plain_sums<4>.
template <class InstructionSet>
struct x86_sums {
    static constexpr uint32_t rows = 4;
    static constexpr bool store_outputs = true;
    static constexpr uint32_t alone = 0;

    /// The sums, from `biases` on, of the four rows at w, which goes on to the rows behind them.
    [[gnu::always_inline]] static __m128i of_rows(const int8_t*& w, const int8_t* x, uint32_t n,
                                                  const int32_t* biases) {
        using numbers = sixteen_numbers<InstructionSet>;
        const __m128i first = _mm_loadu_si128(reinterpret_cast<const __m128i*>(biases));
        if (n < 16) {
            row_sums sums{0, 0, 0, 0};
            plain_sums<4>::add(w, x, n, sums);
            return _mm_add_epi32(first, _mm_setr_epi32(sums.a, sums.b, sums.c, sums.d));
        }
        const int8_t* const a = w;
        const int8_t* const b = a + n;
        const int8_t* const c = b + n;
        const int8_t* const d = c + n;
        w = d + n;
        auto sum_a = numbers::zero();
        auto sum_b = sum_a;
        auto sum_c = sum_a;
        auto sum_d = sum_a;
        const auto add_all = [&](auto factors, uint32_t i) __attribute__((always_inline)) {
            sum_a = numbers::add_products(sum_a, factors, numbers::load(a + i));
            sum_b = numbers::add_products(sum_b, factors, numbers::load(b + i));
            sum_c = numbers::add_products(sum_c, factors, numbers::load(c + i));
            sum_d = numbers::add_products(sum_d, factors, numbers::load(d + i));
        };
        uint32_t i = 0;
        for (; i + 16 <= n; i += 16) add_all(numbers::load(x + i), i);
        if (i < n) add_all(numbers::load_last(x + n - 16, n - i), n - 16);
        return _mm_add_epi32(first, numbers::sums_of(sum_a, sum_b, sum_c, sum_d));
    }

    /// The next four outputs.
    template <class Rounding>
    [[gnu::always_inline]] static void outputs(dense_cursor& at, const int8_t* x, uint32_t n,
                                               int32_t step, const output_rule& rule) {
        const __m128i sums = of_rows(at.w, x, n, at.biases);
        at.biases += rows;
        x86_outputs<InstructionSet>::template store<Rounding>(sums, at, step, rule);
    }
};

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
