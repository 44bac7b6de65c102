// Square root by the instructions of SSE2. Included by sqrt.cpp alone.
#pragma once

#include <emmintrin.h>

#include "picomlp/math/bits.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

// The instruction makes a negative NaN of a negative number and keeps the payload of a NaN.
static inline float best_sqrt(float x) {
    const float root = _mm_cvtss_f32(_mm_sqrt_ss(_mm_set_ss(x)));
    return unless_nan(root, root);
}
static inline double best_sqrt(double x) {
    const __m128d value = _mm_set_sd(x);
    const double root = _mm_cvtsd_f64(_mm_sqrt_sd(value, value));
    return unless_nan(root, root);
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
