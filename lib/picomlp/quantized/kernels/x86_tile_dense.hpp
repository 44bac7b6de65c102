// SPDX-License-Identifier: MIT
// A layer of int8 for a tile of samples by AVX2: a sample in each lane of 32 bits, so that nothing
// is added across lanes, and an output's bias and multiplier are those of all lanes.
//
// PMADDUBSW multiplies magnitudes of x by weights that have taken x's signs. Where x is negative,
// a weight's bits are all turned over, which is its negative less 1: for every int8, also -128. The
// magnitude that is missing for each such product depends on x alone; sample_tile::negatives makes
// up for it. Two products are at least 2 * 128 * -128 and at most 2 * 128 * 127: 16 bits hold
// their sum.
#pragma once

#include <immintrin.h>
#include <stdint.h>

#include "picomlp/quantized/kernels/dense_rows.hpp"
#include "picomlp/quantized/sample_tile.hpp"
#include "picomlp/simd/dispatch/this_instruction_set.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace quantized_kernels {

template <class InstructionSet>
struct x86_tile_dense;

#ifdef __AVX2__
template <>
struct x86_tile_dense<simd::PICOMLP_INSTRUCTION_SET> {
    /// A tile_dense_routine. The last `most` outputs may overlap those before them, which are then
    /// computed twice.
    template <class Rounding>
    static void dense(const detail::quantized_dense& layer, const sample_tile& x,
                      int8_t* y) noexcept {  // NOLINT(readability-non-const-parameter): at.y
        // Eight sums stay in registers beside what they are made of. gcc needs to be told so, and
        // to unroll the loops over them.
        constexpr uint32_t most = 8;
        const output_rule rule{layer.twice_zero_point, layer.lowest, layer.highest};
        const int32_t step = layer.multiplier_step;
        dense_cursor at{layer.weights, layer.biases, layer.multipliers, y};
        uint32_t left = layer.outputs;
        if (left < most) {
            for (; left > 0; --left) outputs<Rounding, 1>(at, x, layer.inputs, step, rule);
            return;
        }
        for (;; left -= most) {
            outputs<Rounding, most>(at, x, layer.inputs, step, rule);
            if (left == most) return;
            if (left < 2 * most) {
                const uint32_t again = 2 * most - left;
                left = 2 * most;
                at.w -= size_t{again} * layer.inputs;
                at.biases -= again;
                at.by = detail::next_multiplier(at.by, -static_cast<int32_t>(again) * step);
                at.y -= size_t{again} * samples_of_tile;
            }
        }
    }

  private:
    /// The next Rows outputs.
    template <class Rounding, uint32_t Rows>
    [[gnu::always_inline]] static void outputs(dense_cursor& at, const sample_tile& x, size_t n,
                                               int32_t step, const output_rule& rule) {
        __m256i sums[Rows];
#pragma GCC unroll 8
        for (uint32_t r = 0; r < Rows; ++r) {
            sums[r] = _mm256_add_epi32(_mm256_set1_epi32(at.biases[r]), load(x.negatives));
        }
        add_products(sums, at.w, x.numbers, n);
        at.w += Rows * n;
        at.biases += Rows;
#pragma GCC unroll 8
        for (uint32_t r = 0; r < Rows; ++r) {
            store(requantized<Rounding>(sums[r], *at.by, rule), at.y);
            at.by = detail::next_multiplier(at.by, step);
            at.y += samples_of_tile;
        }
    }

    /// first: Rows rows of n weights.
    template <uint32_t Rows>
    [[gnu::always_inline]] static void add_products(__m256i (&sums)[Rows], const int8_t* first,
                                                    const int8_t* x, size_t n) {
        const int8_t* w[Rows];
#pragma GCC unroll 8
        for (uint32_t r = 0; r < Rows; ++r) w[r] = first + r * n;
        const __m256i ones = _mm256_set1_epi16(1);
        // Of four features: four_of(r) has row r's weights.
        const auto add_four = [&](auto four_of) __attribute__((always_inline)) {
            const __m256i sizes = load(x);
            const __m256i signs = load(x + 32);
#pragma GCC unroll 8
            for (uint32_t r = 0; r < Rows; ++r) {
                const __m256i with_signs = _mm256_xor_si256(_mm256_set1_epi32(four_of(r)), signs);
                const __m256i pairs = _mm256_maddubs_epi16(sizes, with_signs);
                sums[r] = _mm256_add_epi32(sums[r], _mm256_madd_epi16(pairs, ones));
                keep_in_register(sums[r]);
            }
        };
        size_t i = 0;
        for (; i + 4 <= n; i += 4) {
            add_four([&](uint32_t r) __attribute__((always_inline)) {
                int32_t four;
                __builtin_memcpy(&four, w[r] + i, sizeof four);
                return four;
            });
            x += 64;
        }
        if (i == n) return;
        add_four([&](uint32_t r) __attribute__((always_inline)) {
            uint32_t four = 0;
            for (size_t k = n; k > i; --k) four = four << 8 | static_cast<uint8_t>(w[r][k - 1]);
            return static_cast<int32_t>(four);
        });
    }

    /// Changes no bit.
    [[gnu::always_inline]] static void keep_in_register(__m256i& x) { __asm__("" : "+x"(x)); }

    /// As output_of(), of eight samples.
    template <class Rounding>
    [[gnu::always_inline]] static __m256i requantized(__m256i sums, multiplier by,
                                                      const output_rule& rule) {
        constexpr bool twice = rounds_twice<Rounding>;
        const __m256i factors = twice ? _mm256_add_epi32(sums, sums) : sums;
        const __m256i significand = _mm256_set1_epi32(by.significand);
        __m256i even = _mm256_mul_epi32(factors, significand);
        __m256i odd = _mm256_mul_epi32(_mm256_srli_epi64(factors, 32), significand);
        if constexpr (twice) {
            const __m256i half = _mm256_set1_epi64x(int64_t{1} << 31);
            even = _mm256_add_epi64(even, half);
            odd = _mm256_add_epi64(odd, half);
        }
        __m256i high = _mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, 0xaa);
        if constexpr (twice) high = _mm256_add_epi32(high, _mm256_srai_epi32(high, 31));
        const __m128i shift = _mm_cvtsi32_si128(-by.shift - (twice ? 1 : 2));
        __m256i q = _mm256_sra_epi32(high, shift);
        q = _mm256_srai_epi32(_mm256_add_epi32(q, _mm256_set1_epi32(rule.offset)), 1);
        q = _mm256_max_epi32(q, _mm256_set1_epi32(rule.lowest));
        return _mm256_min_epi32(q, _mm256_set1_epi32(rule.highest));
    }

    [[gnu::always_inline]] static void store(__m256i q, int8_t* y) {
        const __m128i words =
            _mm_packs_epi32(_mm256_castsi256_si128(q), _mm256_extracti128_si256(q, 1));
        _mm_storel_epi64(reinterpret_cast<__m128i*>(y), _mm_packs_epi16(words, words));
    }

    /// Of memory at a multiple of 32 bytes.
    template <class T>
    [[gnu::always_inline]] static __m256i load(const T* p) {
        return _mm256_load_si256(reinterpret_cast<const __m256i*>(p));
    }
};
#endif

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
