// SPDX-License-Identifier: MIT
// A tile's numbers out of samples, and out of a layer's outputs, by AVX2.
#pragma once

#include <immintrin.h>
#include <stdint.h>

#include "picomlp/quantized/sample_tile.hpp"
#include "picomlp/simd/dispatch/this_instruction_set.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace quantized_kernels {

template <class InstructionSet>
struct x86_tile_packing;

#ifdef __AVX2__
template <>
struct x86_tile_packing<simd::PICOMLP_INSTRUCTION_SET> {
    static void pack(const int8_t* x, size_t stride, uint32_t samples, uint32_t features,
                     const sample_tile& to) noexcept {
        const int8_t* rows[samples_of_tile];
        for (uint32_t s = 0; s < samples_of_tile; ++s) {
            rows[s] = x + (s < samples ? s : samples - 1) * stride;
        }
        packed into(to);
        uint32_t f = 0;
        for (; f + 32 <= features; f += 32) {
            __m256i all[8];
            for (uint32_t s = 0; s < 8; ++s) {
                all[s] = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(rows[s] + f));
            }
            transpose(all);
            for (uint32_t i = 0; i < 8; ++i) into.store(all[i]);
        }
        for (; f < features; f += 4) {
            alignas(32) int8_t each[samples_of_tile][4] = {};
            for (uint32_t s = 0; s < samples_of_tile; ++s) {
                for (uint32_t k = 0; k < 4 && f + k < features; ++k) each[s][k] = rows[s][f + k];
            }
            into.store(_mm256_load_si256(reinterpret_cast<const __m256i*>(each)));
        }
        into.finish();
    }

    static void pack_outputs(const int8_t* y, uint32_t outputs, const sample_tile& to) noexcept {
        packed into(to);
        for (uint32_t o = 0; o < outputs; o += 4) {
            __m128i rows[4];
            for (uint32_t i = 0; i < 4; ++i) {
                const size_t row = o + i < outputs ? o + i : outputs - 1;
                rows[i] =
                    _mm_loadl_epi64(reinterpret_cast<const __m128i*>(y + row * samples_of_tile));
            }
            const __m128i first = _mm_unpacklo_epi8(rows[0], rows[1]);
            const __m128i last = _mm_unpacklo_epi8(rows[2], rows[3]);
            into.store(
                _mm256_set_m128i(_mm_unpackhi_epi16(first, last), _mm_unpacklo_epi16(first, last)));
        }
        into.finish();
    }

  private:
    /// Where the next four features of a tile go.
    class packed {
      public:
        [[gnu::always_inline]] explicit packed(const sample_tile& tile)
            : to_(tile.numbers),
              negatives_to_(tile.negatives),
              negatives_(_mm256_setzero_si256()) {}

        [[gnu::always_inline]] void store(__m256i x) {
            const __m256i sizes = _mm256_abs_epi8(x);
            const __m256i signs = _mm256_cmpgt_epi8(_mm256_setzero_si256(), x);
            _mm256_store_si256(reinterpret_cast<__m256i*>(to_), sizes);
            _mm256_store_si256(reinterpret_cast<__m256i*>(to_ + 32), signs);
            to_ += 64;
            const __m256i pairs =
                _mm256_maddubs_epi16(_mm256_and_si256(sizes, signs), _mm256_set1_epi8(1));
            const __m256i sums = _mm256_madd_epi16(pairs, _mm256_set1_epi16(1));
            negatives_ = _mm256_add_epi32(negatives_, sums);
        }
        [[gnu::always_inline]] void finish() {
            _mm256_store_si256(reinterpret_cast<__m256i*>(negatives_to_), negatives_);
        }

      private:
        int8_t* to_;
        int32_t* negatives_to_;
        __m256i negatives_;
    };

    /// Eight vectors of eight numbers of 32 bits.
    [[gnu::always_inline]] static void transpose(__m256i (&a)[8]) {
        __m256i pairs[8];
        for (uint32_t i = 0; i < 8; i += 2) {
            pairs[i] = _mm256_unpacklo_epi32(a[i], a[i + 1]);
            pairs[i + 1] = _mm256_unpackhi_epi32(a[i], a[i + 1]);
        }
        __m256i fours[8];  // of columns j and j + 4, from rows 0 to 3, then from 4 to 7
        for (uint32_t i = 0; i < 8; i += 4) {
            for (uint32_t j = 0; j < 2; ++j) {
                fours[i + 2 * j] = _mm256_unpacklo_epi64(pairs[i + j], pairs[i + j + 2]);
                fours[i + 2 * j + 1] = _mm256_unpackhi_epi64(pairs[i + j], pairs[i + j + 2]);
            }
        }
        for (uint32_t j = 0; j < 4; ++j) {
            a[j] = _mm256_permute2x128_si256(fours[j], fours[j + 4], 0x20);
            a[j + 4] = _mm256_permute2x128_si256(fours[j], fours[j + 4], 0x31);
        }
    }
};
#endif

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
