// SPDX-License-Identifier: MIT
// Sixteen numbers by the vectors of WebAssembly: they become 16 bits wide, and two neighbouring
// products are added at once.
#pragma once

#include <stdint.h>
#include <wasm_simd128.h>

#include "picomlp/quantized/kernels/row_sums.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace quantized_kernels {

/// For sums_by_sixteens.
struct simd128_sixteen {
    struct vector {
        v128_t low;
        v128_t high;
    };
    [[gnu::always_inline]] static v128_t zero() { return wasm_i32x4_splat(0); }
    [[gnu::always_inline]] static vector load(const int8_t* p) {
        return widened(wasm_v128_load(p));
    }
    [[gnu::always_inline]] static vector load_last(const int8_t* p, uint32_t count) {
        const v128_t places =
            wasm_i8x16_const(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        const v128_t first = wasm_i8x16_splat(static_cast<int8_t>(15 - count));
        return widened(wasm_v128_and(wasm_v128_load(p), wasm_i8x16_gt(places, first)));
    }
    [[gnu::always_inline]] static v128_t add_products(v128_t sums, vector a, vector b) {
        sums = wasm_i32x4_add(sums, wasm_i32x4_dot_i16x8(a.low, b.low));
        return wasm_i32x4_add(sums, wasm_i32x4_dot_i16x8(a.high, b.high));
    }
    [[gnu::always_inline]] static void add_to(row_sums& sums, v128_t a, v128_t b, v128_t c,
                                              v128_t d) {
        const v128_t ab = pairs_added(a, b);
        const v128_t cd = pairs_added(c, d);
        const v128_t four = wasm_i32x4_add(wasm_i32x4_shuffle(ab, cd, 0, 1, 4, 5),
                                           wasm_i32x4_shuffle(ab, cd, 2, 3, 6, 7));
        sums.a += wasm_i32x4_extract_lane(four, 0);
        sums.b += wasm_i32x4_extract_lane(four, 1);
        sums.c += wasm_i32x4_extract_lane(four, 2);
        sums.d += wasm_i32x4_extract_lane(four, 3);
    }

  private:
    [[gnu::always_inline]] static vector widened(v128_t all) {
        return {wasm_i16x8_extend_low_i8x16(all), wasm_i16x8_extend_high_i8x16(all)};
    }
    /// {a, b, a, b}, each the sum of two of four.
    [[gnu::always_inline]] static v128_t pairs_added(v128_t a, v128_t b) {
        return wasm_i32x4_add(wasm_i32x4_shuffle(a, b, 0, 4, 2, 6),
                              wasm_i32x4_shuffle(a, b, 1, 5, 3, 7));
    }
};

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
