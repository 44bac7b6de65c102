// SPDX-License-Identifier: MIT
// What becomes of four sums at a time on x86-64. AVX2 requantizes them side by side; SSE2 has
// neither the product of signed numbers nor shifts by several counts that this takes.
#pragma once

#include <immintrin.h>
#include <stdint.h>

#include "picomlp/quantized/kernels/dense_rows.hpp"
#include "picomlp/simd/dispatch/this_instruction_set.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace quantized_kernels {

template <class InstructionSet>
struct x86_outputs;

template <>
struct x86_outputs<simd::PICOMLP_INSTRUCTION_SET> {
#ifdef __AVX2__
    /// Stores what Rounding makes of the sums, as output_of() does; `at` goes on to the next four.
    template <class Rounding>
    [[gnu::always_inline]] static void store(__m128i sums, dense_cursor& at, int32_t step,
                                             const output_rule& rule) {
        static_assert(sizeof(multiplier) == 8);
        // Each lane of 64 bits holds a significand and, above it, a shift.
        const __m256i by =
            step
                ? _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at.by))
                : _mm256_broadcastq_epi64(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(at.by)));
        const __m256i shifts = _mm256_srli_epi64(by, 32);
        const __m256i ones = _mm256_set1_epi32(-1);
        __m256i twice;
        if constexpr (rounds_twice<Rounding>) {
            const __m256i doubled = _mm256_cvtepi32_epi64(_mm_add_epi32(sums, sums));
            const __m256i half = _mm256_set1_epi64x(int64_t{1} << 31);
            const __m256i products = _mm256_add_epi64(_mm256_mul_epi32(doubled, by), half);
            const __m256i high = _mm256_srli_epi64(products, 32);
            const __m256i lower = _mm256_add_epi32(high, _mm256_srai_epi32(high, 31));
            twice = _mm256_srav_epi32(lower, _mm256_sub_epi32(ones, shifts));
        } else {
            const __m256i products = _mm256_mul_epi32(_mm256_cvtepi32_epi64(sums), by);
            const __m256i high = _mm256_srli_epi64(products, 32);
            twice = _mm256_srav_epi32(high, _mm256_sub_epi32(_mm256_set1_epi32(-2), shifts));
        }
        __m256i q = _mm256_add_epi32(twice, _mm256_set1_epi32(rule.offset));
        q = _mm256_max_epi32(_mm256_srai_epi32(q, 1), _mm256_set1_epi32(rule.lowest));
        q = _mm256_min_epi32(q, _mm256_set1_epi32(rule.highest));
        // The lowest byte of each lane of 64 bits.
        const __m256i places =
            _mm256_setr_epi8(0, 8, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
                             0, 8, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
        const __m256i bytes = _mm256_shuffle_epi8(q, places);
        const __m128i four =
            _mm_or_si128(_mm256_castsi256_si128(bytes), _mm256_extracti128_si256(bytes, 1));
        const int32_t packed = _mm_cvtsi128_si32(four);
        __builtin_memcpy(at.y, &packed, sizeof(packed));
        at.by = detail::next_multiplier(at.by, 4 * step);
        at.y += 4;
    }
#else
    template <class Rounding>
    [[gnu::always_inline]] static void store(__m128i sums, dense_cursor& at, int32_t step,
                                             const output_rule& rule) {
        int32_t each[4];
        _mm_storeu_si128(reinterpret_cast<__m128i*>(each), sums);
        for (const int32_t sum : each) store_output<Rounding>(sum, at, step, rule);
    }
#endif
};

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
