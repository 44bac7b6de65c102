// Sums of products of one sample with four rows of weights by AVX2, thirty-two numbers at a time,
// which stay bytes: PMADDUBSW multiplies magnitudes of x by weights that have taken x's signs.
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

template <class InstructionSet>
struct x86_bytes;

#ifdef __AVX2__
template <>
struct x86_bytes<simd::PICOMLP_INSTRUCTION_SET> {
    static constexpr uint32_t least = 32;

    /// finish(a, b, c, d) with vectors whose numbers add up to the rows' sums; w goes on to the
    /// next four rows. n is `least` or more; nothing outside of the rows is read.
    template <class Finish>
    [[gnu::always_inline]] static auto add_by_vectors(const int8_t*& w, const int8_t* x, uint32_t n,
                                                      const Finish& finish) {
        const int8_t* const a = w;
        const int8_t* const b = a + n;
        const int8_t* const c = b + n;
        const int8_t* const d = c + n;
        w = d + n;
        __m256i sum_a = _mm256_setzero_si256();
        __m256i sum_b = sum_a;
        __m256i sum_c = sum_a;
        __m256i sum_d = sum_a;
        const auto add_all = [&](__m256i factors, uint32_t i) __attribute__((always_inline)) {
            const __m256i magnitudes = _mm256_abs_epi8(factors);
            sum_a = added(sum_a, magnitudes, factors, a + i);
            sum_b = added(sum_b, magnitudes, factors, b + i);
            sum_c = added(sum_c, magnitudes, factors, c + i);
            sum_d = added(sum_d, magnitudes, factors, d + i);
        };
        uint32_t i = 0;
        for (; i + 32 <= n; i += 32) add_all(load(x + i), i);
        if (i < n) add_all(last_of(load(x + n - 32), n - i), n - 32);
        return finish(sum_a, sum_b, sum_c, sum_d);
    }

  private:
    [[gnu::always_inline]] static __m256i load(const int8_t* p) {
        return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
    }
    /// The last `count` of 32 numbers, zeros before them.
    [[gnu::always_inline]] static __m256i last_of(__m256i all, uint32_t count) {
        const __m256i places =
            _mm256_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
                             20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31);
        const __m256i first = _mm256_set1_epi8(static_cast<char>(31 - count));
        return _mm256_and_si256(all, _mm256_cmpgt_epi8(places, first));
    }
    [[gnu::always_inline]] static __m256i added(__m256i sums, __m256i magnitudes, __m256i signs,
                                                const int8_t* weights) {
        const __m256i pairs =
            _mm256_maddubs_epi16(magnitudes, _mm256_sign_epi8(load(weights), signs));
        return _mm256_add_epi32(sums, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
    }
};
#endif

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
