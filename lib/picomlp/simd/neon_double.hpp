// NEON's two doubles, which AArch64 has.
#pragma once

#include "picomlp/simd/neon_float.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

template <>
struct neon_vector<double> {
    using value_type = double;
    static constexpr size_t lanes = 2;

    float64x2_t value;

    [[gnu::always_inline]] static neon_vector zero() { return splat(0.0); }
    [[gnu::always_inline]] static neon_vector splat(double x) { return {vdupq_n_f64(x)}; }
    [[gnu::always_inline]] static neon_vector load(const double* p) { return {vld1q_f64(p)}; }
    [[gnu::always_inline]] static neon_vector load_partial(const double* p, size_t n, double rest) {
        return {vsetq_lane_f64(n > 0 ? *p : rest, vdupq_n_f64(rest), 0)};
    }
    [[gnu::always_inline]] void store(double* p) const { vst1q_f64(p, value); }

    /// Where it is not greater than +0, and for NaN, +0.
    [[gnu::always_inline]] static neon_vector positive_part(neon_vector a) {
        return where_positive(a, a);
    }
    [[gnu::always_inline]] static neon_vector where_positive(neon_vector a, neon_vector x) {
        const uint64x2_t mask = vcgtzq_f64(a.value);
        return {vreinterpretq_f64_u64(vandq_u64(mask, vreinterpretq_u64_f64(x.value)))};
    }

    [[gnu::always_inline]] static neon_vector add(neon_vector a, neon_vector b) {
        return {vaddq_f64(a.value, b.value)};
    }
    [[gnu::always_inline]] static neon_vector multiply(neon_vector a, neon_vector b) {
        return {vmulq_f64(a.value, b.value)};
    }
    [[gnu::always_inline]] static neon_vector multiply_add(neon_vector a, neon_vector b,
                                                           neon_vector c) {
        if constexpr (profile == rounding_profile::fused) {
            return {vfmaq_f64(c.value, a.value, b.value)};
        } else {
            return add(multiply(a, b), c);
        }
    }
};

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
