// SPDX-License-Identifier: MIT
// Sixteen numbers by the vectors of x86-64: they become 16 bits wide, and two neighbouring products
// are added at once (PMADDWD).
#pragma once

#include <immintrin.h>
#include <stdint.h>

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

/// For sums_by_sixteens.
template <class InstructionSet>
struct x86_sixteen;

#ifdef __AVX2__
/// AVX2 and AVX-512F: the latter has no vectors of 16-bit numbers wider than these.
template <>
struct x86_sixteen<simd::PICOMLP_INSTRUCTION_SET> {
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
struct x86_sixteen<simd::PICOMLP_INSTRUCTION_SET> {
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

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
