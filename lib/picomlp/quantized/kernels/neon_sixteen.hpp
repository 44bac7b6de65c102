// SPDX-License-Identifier: MIT
// Sixteen numbers by NEON: SDOT adds four neighbouring products at once where there is one,
// otherwise products of 16 bits are added in pairs.
#pragma once

#include <arm_neon.h>
#include <stdint.h>

#include "picomlp/quantized/kernels/row_sums.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace quantized_kernels {

/// For sums_by_sixteens.
struct neon_sixteen {
    [[gnu::always_inline]] static int32x4_t zero() { return vdupq_n_s32(0); }
    [[gnu::always_inline]] static int8x16_t load(const int8_t* p) { return vld1q_s8(p); }
    [[gnu::always_inline]] static int8x16_t load_last(const int8_t* p, uint32_t count) {
        alignas(16) static constexpr int8_t places[16] = {0, 1, 2,  3,  4,  5,  6,  7,
                                                          8, 9, 10, 11, 12, 13, 14, 15};
        const int8x16_t first = vdupq_n_s8(static_cast<int8_t>(15 - count));
        const uint8x16_t wanted = vcgtq_s8(vld1q_s8(places), first);
        return vandq_s8(vld1q_s8(p), vreinterpretq_s8_u8(wanted));
    }
    [[gnu::always_inline]] static int32x4_t add_products(int32x4_t sums, int8x16_t a, int8x16_t b) {
#ifdef __ARM_FEATURE_DOTPROD
        return vdotq_s32(sums, a, b);
#else
        sums = vpadalq_s16(sums, vmull_s8(vget_low_s8(a), vget_low_s8(b)));
        return vpadalq_s16(sums, vmull_s8(vget_high_s8(a), vget_high_s8(b)));
#endif
    }
    [[gnu::always_inline]] static void add_to(row_sums& sums, int32x4_t a, int32x4_t b, int32x4_t c,
                                              int32x4_t d) {
        const int32x2_t ab = vpadd_s32(halves_added(a), halves_added(b));
        const int32x2_t cd = vpadd_s32(halves_added(c), halves_added(d));
        sums.a += vget_lane_s32(ab, 0);
        sums.b += vget_lane_s32(ab, 1);
        sums.c += vget_lane_s32(cd, 0);
        sums.d += vget_lane_s32(cd, 1);
    }

  private:
    [[gnu::always_inline]] static int32x2_t halves_added(int32x4_t four) {
        return vadd_s32(vget_low_s32(four), vget_high_s32(four));
    }
};

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
