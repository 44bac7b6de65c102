// SPDX-License-Identifier: MIT
// Thirty-two numbers by AVX2, which stay bytes: PMADDUBSW multiplies magnitudes of x by weights
// that have taken x's signs.
//
// That is exact when no weight is -128, whose negative is no int8: two products are at most
// 2 * 128 * 127 = 32512, and their sum is one of 16 bits.
#pragma once

#include <immintrin.h>
#include <stdint.h>

#include "picomlp/simd/dispatch/this_instruction_set.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace quantized_kernels {

/// For sums_by_sixteens, with a Count of 32.
template <class InstructionSet>
struct x86_bytes;

#ifdef __AVX2__
template <>
struct x86_bytes<simd::PICOMLP_INSTRUCTION_SET> {
    [[gnu::always_inline]] static __m256i zero() { return _mm256_setzero_si256(); }
    [[gnu::always_inline]] static __m256i load(const int8_t* p) {
        return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
    }
    [[gnu::always_inline]] static __m256i load_last(const int8_t* p, uint32_t count) {
        const __m256i places =
            _mm256_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
                             20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31);
        const __m256i first = _mm256_set1_epi8(static_cast<char>(31 - count));
        return _mm256_and_si256(load(p), _mm256_cmpgt_epi8(places, first));
    }
    [[gnu::always_inline]] static __m256i add_products(__m256i sums, __m256i x, __m256i weights) {
        const __m256i pairs =
            _mm256_maddubs_epi16(_mm256_abs_epi8(x), _mm256_sign_epi8(weights, x));
        return _mm256_add_epi32(sums, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
    }
};
#endif

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
