#include "picomlp/math/tanh.hpp"

#include "picomlp/math/exp_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

namespace {

/// (tanh(x) - x) / x^3 as a polynomial in z = x^2 for |x| < 0.625 (tools/polynomials/tanh.sollya).
inline float tanh_polynomial(float z) {
    float p = -0x1.758facp-8f;
    p = p * z + 0x1.5211c4p-6f;
    p = p * z - 0x1.b838ap-5f;
    p = p * z + 0x1.110704p-3f;
    p = p * z - 0x1.555532p-2f;
    return p;
}
inline double tanh_polynomial(double z) {
    double p = -0x1.0da4a0f0c3115p-16;
    p = p * z + 0x1.438fb8f5539e3p-14;
    p = p * z - 0x1.df54cb712d866p-13;
    p = p * z + 0x1.3365faf2548adp-11;
    p = p * z - 0x1.7d689f11f3e13p-10;
    p = p * z + 0x1.d6cf279954ce5p-9;
    p = p * z - 0x1.226e1627b6e15p-7;
    p = p * z + 0x1.664f477aa8e77p-6;
    p = p * z - 0x1.ba1ba1b504efap-5;
    p = p * z + 0x1.111111110aca6p-3;
    p = p * z - 0x1.55555555554ffp-2;
    return p;
}

template <typename T>
inline T tanh_element(T x) {
    const T a = detail::absolute(x);
    const T z = a * a;
    const T near = a + a * (z * tanh_polynomial(z));
    const T far = T(1) - T(2) / (detail::exp_of_number(a + a) + T(1));
    const T magnitude = detail::select(a < T(0.625), near, far);
    return detail::unless_nan(x, detail::with_sign_of(x, magnitude));
}

}  // namespace

float tanh(float x) noexcept { return tanh_element(x); }
double tanh(double x) noexcept { return tanh_element(x); }

void tanh(const float* x, float* y, size_t n) noexcept {
    for (size_t i = 0; i < n; ++i) y[i] = tanh_element(x[i]);
}

void tanh(const double* x, double* y, size_t n) noexcept {
    for (size_t i = 0; i < n; ++i) y[i] = tanh_element(x[i]);
}

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
