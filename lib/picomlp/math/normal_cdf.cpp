#include "picomlp/math/normal_cdf.hpp"

#include "picomlp/math/forms.hpp"
#include "picomlp/math/normal_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

namespace {

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
    const T a = detail::clamp_normal(detail::absolute(x));
    const T tail = detail::times_normal_kernel(a, detail::normal_tail_ratio(a));
    const T outside = detail::select(x > T(0), T(1) - tail, tail);
    const T middle = T(0.5) + x * middle_polynomial(x * x);
    return detail::unless_nan(x, detail::select(a < T(0.65625), middle, outside));
}

template <typename T>
inline T normal_pdf_element(T x) {
    const T a = detail::clamp_normal(detail::absolute(x));
    // 1 / sqrt(2 pi)
    return detail::unless_nan(x, detail::times_normal_kernel(a, T(0x1.9884533d43651p-2)));
}

}  // namespace

PICOMLP_DEFINE_FORMS(normal_cdf, normal_cdf_element)
PICOMLP_DEFINE_FORMS(normal_pdf, normal_pdf_element)

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
