#include "picomlp/math/erf.hpp"

#include "picomlp/math/forms.hpp"
#include "picomlp/math/normal_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

namespace {

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

// Beyond 1, erf(x) = 1 - 2 Phi(-x sqrt 2).
template <typename T>
inline T erf_element(T x) {
    const T a = detail::absolute(x);
    const T below_one = a + a * erf_polynomial(a * a);
    const T scaled = detail::clamp_normal(a * T(0x1.6a09e667f3bcdp+0));
    const T tail = detail::times_normal_kernel(scaled, detail::normal_tail_ratio(scaled));
    const T above_one = T(1) - (tail + tail);
    const T magnitude = detail::select(a < T(1), below_one, above_one);
    return detail::unless_nan(x, detail::with_sign_of(x, magnitude));
}

}  // namespace

PICOMLP_DEFINE_FORMS(erf, erf_element)

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
