// SPDX-License-Identifier: MIT
// normal_cdf, normal_pdf and erf, which share exp(-x^2 / 2) and the tail of the normal
// distribution.
#include "picomlp/math/normal_cdf.hpp"

#include "picomlp/math/detail/exp_core.hpp"
#include "picomlp/math/detail/forms.hpp"
#include "picomlp/math/erf.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

namespace {

/// factor exp(-x^2 / 2) for 0 <= x <= 14.5 (float) or 39 (double) and 0 < factor < 2; a subnormal
/// result is rounded once. x^2 / 2 is the exact square of the upper half of x's bits and a rest.
inline float times_normal_kernel(float x, float factor) {
    const float upper = detail::from_bits(detail::to_bits(x) & 0xfffff000u);
    const float high = upper * upper * -0.5f;
    const float low = (x - upper) * (x + upper) * -0.5f;
    const detail::float_exp_reduction reduced = detail::reduce_exp(high, low);
    const float r = reduced.high + reduced.low;
    return detail::scale_by_power((1.0f + (r + r * r * detail::exp_polynomial(r))) * factor,
                                  reduced.biased);
}
inline double times_normal_kernel(double x, double factor) {
    const double upper = detail::from_bits(detail::to_bits(x) & 0xfffffffff8000000u);
    const double high = upper * upper * -0.5;
    const double low = (x - upper) * (x + upper) * -0.5;
    const detail::double_exp_reduction reduced = detail::reduce_exp(high, low);
    const double r = reduced.high + reduced.low;
    return detail::scale_by_power((1.0 + (r + r * r * detail::exp_polynomial(r))) * factor,
                                  reduced.biased);
}

/// exp(x^2 / 2) Phi(-x) for 0.65625 <= x <= 14.5 (tools/polynomials/normal_tail.sollya).
inline float normal_tail_ratio(float x) {
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
inline double normal_tail_ratio(double x) {
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

/// min(x, limit); from the limit on, Phi(-x) and the density are +0.
inline float clamp_normal(float x) { return detail::select(x < 14.5f, x, 14.5f); }
inline double clamp_normal(double x) { return detail::select(x < 39.0, x, 39.0); }

/// (Phi(x) - 1/2) / x as a polynomial in z = x^2 for |x| < 0.65625
/// (tools/polynomials/normal_tail.sollya).
inline float middle_polynomial(float z) {
    float p = 0x1.e1fcd4p-14f;
    p = p * z - 0x1.38a67p-10f;
    p = p * z + 0x1.46e40ap-7f;
    p = p * z - 0x1.10588ep-4f;
    p = p * z + 0x1.988454p-2f;
    return p;
}
inline double middle_polynomial(double z) {
    double p = 0x1.26c6248b52dafp-29;
    p = p * z - 0x1.61f7698d1bd0fp-25;
    p = p * z + 0x1.658f752de7c6fp-21;
    p = p * z - 0x1.3ce93446a9598p-17;
    p = p * z + 0x1.e42b0f5c5920ap-14;
    p = p * z - 0x1.37403f7068df2p-10;
    p = p * z + 0x1.46d0429774813p-7;
    p = p * z - 0x1.1058377e2cf9fp-4;
    p = p * z + 0x1.9884533d43651p-2;
    return p;
}

template <typename T>
inline T normal_cdf_element(T x) {
    const T a = clamp_normal(detail::absolute(x));
    const T tail = times_normal_kernel(a, normal_tail_ratio(a));
    const T outside = detail::select(x > T(0), T(1) - tail, tail);
    const T middle = T(0.5) + x * middle_polynomial(x * x);
    return detail::unless_nan(x, detail::select(a < T(0.65625), middle, outside));
}

template <typename T>
inline T normal_pdf_element(T x) {
    const T a = clamp_normal(detail::absolute(x));
    // 1 / sqrt(2 pi)
    return detail::unless_nan(x, times_normal_kernel(a, T(0x1.9884533d43651p-2)));
}

/// erf(x) / x - 1 as a polynomial in z = x^2 for |x| < 1 (tools/polynomials/erf.sollya).
inline float erf_polynomial(float z) {
    float p = 0x1.4c5cb4p-14f;
    p = p * z - 0x1.a5197ap-11f;
    p = p * z + 0x1.542fecp-8f;
    p = p * z - 0x1.b7fec4p-6f;
    p = p * z + 0x1.ce2d52p-4f;
    p = p * z - 0x1.81274p-2f;
    p = p * z + 0x1.06eba8p-3f;
    return p;
}
inline double erf_polynomial(double z) {
    double p = 0x1.2978304266ff7p-34;
    p = p * z - 0x1.46794feb16f44p-30;
    p = p * z + 0x1.fc78cbccf6129p-27;
    p = p * z - 0x1.5f9828c55da45p-23;
    p = p * z + 0x1.b9ee95850f6f5p-20;
    p = p * z - 0x1.f4d333884b5cap-17;
    p = p * z + 0x1.f9a335388d2f5p-14;
    p = p * z - 0x1.c02db49b09506p-11;
    p = p * z + 0x1.565bcd12991cp-8;
    p = p * z - 0x1.b82ce312abf08p-6;
    p = p * z + 0x1.ce2f21a04362dp-4;
    p = p * z - 0x1.812746b0379fdp-2;
    p = p * z + 0x1.06eba8214db69p-3;
    return p;
}

// For x > 1, erf(x) = 1 - 2 Phi(-x sqrt 2).
template <typename T>
PICOMLP_IN_ONE_PIECE inline T erf_element(T x) {
    const T a = detail::absolute(x);
    const T below_one = a + a * erf_polynomial(a * a);
    const T scaled = clamp_normal(a * T(0x1.6a09e667f3bcdp+0));
    const T tail = times_normal_kernel(scaled, normal_tail_ratio(scaled));
    const T above_one = T(1) - (tail + tail);
    const T magnitude = detail::select(a < T(1), below_one, above_one);
    return detail::unless_nan(x, detail::with_sign_of(x, magnitude));
}

}  // namespace

PICOMLP_DEFINE_FORMS(normal_cdf, normal_cdf_element)
PICOMLP_DEFINE_FORMS(normal_pdf, normal_pdf_element)
PICOMLP_DEFINE_FORMS(erf, erf_element)

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
