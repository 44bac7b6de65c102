// exp(-x^2 / 2) and the tail of the normal distribution, shared by normal_cdf and erf. For the
// sources of this floor alone: not installed.
#pragma once

#include "picomlp/math/exp_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

/// factor exp(-x^2 / 2) for 0 <= x <= 14.5 (float) or 39 (double) and 0 < factor < 2; a subnormal
/// result is rounded once. x^2 / 2 is the exact square of the upper half of x's bits and a rest.
static inline float times_normal_kernel(float x, float factor) {
    const float upper = from_bits(to_bits(x) & 0xfffff000u);
    const float high = upper * upper * -0.5f;
    const float low = (x - upper) * (x + upper) * -0.5f;
    const float_exp_reduction reduced = reduce_exp(high, low);
    const float r = reduced.high + reduced.low;
    return scale_by_power((1.0f + (r + r * r * exp_polynomial(r))) * factor, reduced.biased);
}
static inline double times_normal_kernel(double x, double factor) {
    const double upper = from_bits(to_bits(x) & 0xfffffffff8000000u);
    const double high = upper * upper * -0.5;
    const double low = (x - upper) * (x + upper) * -0.5;
    const double_exp_reduction reduced = reduce_exp(high, low);
    const double r = reduced.high + reduced.low;
    return scale_by_power((1.0 + (r + r * r * exp_polynomial(r))) * factor, reduced.biased);
}

/// exp(x^2 / 2) Phi(-x) for 0.65625 <= x <= 14.5 (tools/polynomials/normal_tail.sollya).
static inline float normal_tail_ratio(float x) {
    const float q = (x - 4.0f) / (x + 4.0f);
    float p = 0x1.6fef42p-10f;
    p = p * q - 0x1.54e7fep-10f;
    p = p * q - 0x1.564b92p-7f;
    p = p * q + 0x1.6b9b7cp-5f;
    p = p * q - 0x1.863d7cp-4f;
    p = p * q + 0x1.07fffp-3f;
    p = p * q - 0x1.8ac48ap-4f;
    p = p * q - 0x1.78fb7ep-6f;
    p = p * q + 0x1.b30b52p-1f;
    return p / (1.0f + 2.0f * x);
}
/// exp(x^2 / 2) Phi(-x) for 0.65625 <= x <= 39.
static inline double normal_tail_ratio(double x) {
    const double q = (x - 4.0) / (x + 4.0);
    double p = 0x1.1f6991f65658cp-29;
    p = p * q + 0x1.053b3befa703p-25;
    p = p * q - 0x1.b522c228a02bep-26;
    p = p * q - 0x1.ef421454635bbp-23;
    p = p * q + 0x1.e1c730bac2c0ap-26;
    p = p * q + 0x1.42a12786561e7p-20;
    p = p * q + 0x1.4ce39f9e25b8ep-21;
    p = p * q - 0x1.8b59abe2becc1p-18;
    p = p * q - 0x1.95714a73f8c13p-18;
    p = p * q + 0x1.08bcc57dd161ep-15;
    p = p * q + 0x1.3dad86da27899p-15;
    p = p * q - 0x1.ac90607ba70fap-13;
    p = p * q - 0x1.2c88bf71f4fadp-13;
    p = p * q + 0x1.9d653d6c886fdp-10;
    p = p * q - 0x1.3d35c0ef9e5dap-10;
    p = p * q - 0x1.5877b9b97de4bp-7;
    p = p * q + 0x1.6b6ea911a5fe3p-5;
    p = p * q - 0x1.862fda1be5192p-4;
    p = p * q + 0x1.0800fd0f64682p-3;
    p = p * q - 0x1.8ac5bd76367d3p-4;
    p = p * q - 0x1.78fbb7ec2d94p-6;
    p = p * q + 0x1.b30b52fe27788p-1;
    return p / (1.0 + 2.0 * x);
}

/// Where Phi(-x) and the density have certainly reached +0.
static inline float clamp_normal(float x) { return select(x < 14.5f, x, 14.5f); }
static inline double clamp_normal(double x) { return select(x < 39.0, x, 39.0); }

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
