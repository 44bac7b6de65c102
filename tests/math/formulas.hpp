// SPDX-License-Identifier: MIT
// The functions and derivatives that have stated bounds, by their definitions. Real is mpfr_number,
// which gives the truth, or long double, which is faster and serves to search for large errors:
// with 64 bits it is right to a hundredth of an ulp of double.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>

#include "mpfr_number.hpp"

namespace testing::formulas {

#define PICOMLP_REAL_FUNCTION(NAME, MPFR_FUNCTION)                  \
    inline long double NAME(long double x) { return std::NAME(x); } \
    inline mpfr_number NAME(const mpfr_number& x) { return mpfr_number::apply(MPFR_FUNCTION, x); }
PICOMLP_REAL_FUNCTION(exp, mpfr_exp)
PICOMLP_REAL_FUNCTION(expm1, mpfr_expm1)
PICOMLP_REAL_FUNCTION(log, mpfr_log)
PICOMLP_REAL_FUNCTION(log1p, mpfr_log1p)
PICOMLP_REAL_FUNCTION(tanh, mpfr_tanh)
PICOMLP_REAL_FUNCTION(sin, mpfr_sin)
PICOMLP_REAL_FUNCTION(cos, mpfr_cos)
PICOMLP_REAL_FUNCTION(erf, mpfr_erf)
PICOMLP_REAL_FUNCTION(sqrt, mpfr_sqrt)
#undef PICOMLP_REAL_FUNCTION

/// exp(-x^2 / 2): the square of a double is more than a long double holds.
inline mpfr_number normal_kernel(const mpfr_number& x) { return exp(-(x * x) / 2); }
inline long double normal_kernel(long double x) {
    const long double upper = static_cast<float>(x);
    const long double lower = x - upper;
    const long double square = x * x;
    const long double rest = (upper * upper - square + 2 * upper * lower) + lower * lower;
    return std::exp(square / -2) * (1 - rest / 2);
}

inline mpfr_number normal_pdf(const mpfr_number& x) {
    return normal_kernel(x) / sqrt(2 * mpfr_number::pi());
}
inline long double normal_pdf(long double x) {
    return normal_kernel(x) * 0.398942280401432677939946059934381868L;
}

inline mpfr_number normal_cdf(const mpfr_number& x) {
    return mpfr_number::apply(mpfr_erfc, -x / sqrt(mpfr_number(2))) / 2;
}
/// The slope makes up for what the rounding of x / sqrt(2) does to the tail.
inline long double normal_cdf(long double x) {
    const long double upper = x * 0x1.6ap-1L;  // exact, as x is a double
    const long double lower = x * 7.553118654752440084436210484903928483e-5L;
    const long double argument = -(upper + lower);
    const long double rest = -lower - (argument + upper);
    return (std::erfc(argument) - 1.12837916709551257390L * normal_kernel(x) * rest) / 2;
}

inline mpfr_number half_pi(const mpfr_number&) { return mpfr_number::pi() / 2; }
inline long double half_pi(long double) { return 1.57079632679489661923132169163975144L; }

/// An integer that a double may not hold.
template <class Real>
Real integer(int64_t n) {
    return Real(static_cast<double>(n >> 32)) * 4294967296 +
           Real(static_cast<double>(n & 0xffffffff));
}

template <class Real>
Real sigmoid(const Real& x) {
    return 1 / (1 + exp(-x));
}
template <class Real>
Real larger(const Real& x, const Real& y) {
    return x < y ? y : x;
}

/// Constants of the paper, to the digits of a long double and more.
template <class Real>
Real selu_scale(const Real&) {
    return Real(0x1.0cfabd6a91132p+0) + Real(0x1.6fc7d272f2695p-55);
}
template <class Real>
Real selu_alpha(const Real&) {
    return Real(0x1.ac5afad782cf1p+0) + Real(0x1.eb7a46c21f1dfp-54);
}

/// n = w (w + 2) with w = exp(z): tanh(log(1 + w)) = n / (n + 2). Beyond 200 it is 1 in every digit
/// that counts.
template <class Real>
Real mish_numerator(const Real& z) {
    const Real w = exp(200 < z ? Real(200) : z);
    return w * (w + 2);
}
template <class Real>
Real mish(const Real& z) {
    const Real n = mish_numerator(z);
    return z * (n / (n + 2));
}

/// 2 u = sqrt(8 / pi) (z + 0.044715 z^3)
inline mpfr_number gelu_factor(const mpfr_number&) { return sqrt(8 / mpfr_number::pi()); }
inline long double gelu_factor(long double) { return 1.59576912160573071175978423973752L; }
template <class Real>
Real gelu_argument(const Real& z) {
    return gelu_factor(z) * z * (1 + z * z * 44715 / 1000000);
}

template <class Real>
struct formula {
    const char* name;
    Real (*value)(const Real& x);
};

template <class Real>
using formula_function = Real (*)(const Real& x);

/// The formula of a measure in measures.hpp, by its name; null when there is none. What is given as
/// a fraction of a turn comes as the angle in quarter turns.
template <class Real>
formula_function<Real> find_formula(const char* name) {
    static const formula<Real> all[] = {
        {"exp", [](const Real& x) { return exp(x); }},
        {"expm1", [](const Real& x) { return expm1(x); }},
        {"log", [](const Real& x) { return log(x); }},
        {"tanh", [](const Real& x) { return tanh(x); }},
        {"sigmoid", [](const Real& x) { return sigmoid(x); }},
        // Beyond 200 the logarithm's argument is 1 + x in no digit that counts.
        {"softplus", [](const Real& x) { return 200 < x ? x : Real(log1p(exp(x))); }},
        {"sin", [](const Real& x) { return sin(x); }},
        {"cos", [](const Real& x) { return cos(x); }},
        {"sin_of_large", [](const Real& x) { return sin(x); }},
        {"cos_of_large", [](const Real& x) { return cos(x); }},
        {"turn_sine", [](const Real& x) { return sin(x * half_pi(x)); }},
        {"turn_cosine", [](const Real& x) { return cos(x * half_pi(x)); }},
        {"erf", [](const Real& x) { return erf(x); }},
        {"normal_cdf", [](const Real& x) { return normal_cdf(x); }},
        {"normal_pdf", [](const Real& x) { return normal_pdf(x); }},
        {"sqrt", [](const Real& x) { return sqrt(x); }},
        {"elu_slope_in_z", [](const Real& z) { return 0 < z ? Real(1) : exp(z); }},
        {"sigmoid_slope_in_a", [](const Real& a) { return a * (1 - a); }},
        {"sigmoid_slope_in_z", [](const Real& z) { return sigmoid(z) * sigmoid(Real(-z)); }},
        {"hyperbolic_tangent_slope_in_a", [](const Real& a) { return (1 - a) * (1 + a); }},
        {"hyperbolic_tangent_slope_in_z",
         [](const Real& z) { return (1 - tanh(z)) * (1 + tanh(z)); }},
        {"softplus_slope_in_a", [](const Real& a) { return -expm1(-a); }},
        {"softplus_slope_in_z", [](const Real& z) { return sigmoid(z); }},
        {"silu", [](const Real& z) { return z * sigmoid(z); }},
        {"silu_tail", [](const Real& z) { return z * sigmoid(z); }},
        {"silu_slope", [](const Real& z) { return sigmoid(z) * (1 + z * sigmoid(Real(-z))); }},
        {"gelu", [](const Real& z) { return z * normal_cdf(z); }},
        {"gelu_tail", [](const Real& z) { return z * normal_cdf(z); }},
        {"gelu_slope", [](const Real& z) { return normal_cdf(z) + z * normal_pdf(z); }},
        {"hard_sigmoid",
         [](const Real& z) {
             const Real inside = larger<Real>((z + 3) / 6, 0);
             return inside < 1 ? inside : Real(1);
         }},
        {"leaky_relu", [](const Real& z) { return 0 < z ? z : Real(z / 100); }},
        {"leaky_relu_of", [](const Real& z) { return 0 < z ? z : Real(z * 3 / 10); }},
        {"elu_of", [](const Real& z) { return 0 < z ? z : Real(expm1(z) * 19 / 10); }},
        {"elu_of_slope_in_z",
         [](const Real& z) { return 0 < z ? Real(1) : Real(exp(z) * 19 / 10); }},
        {"selu",
         [](const Real& z) {
             return selu_scale(z) * (0 < z ? z : Real(selu_alpha(z) * expm1(z)));
         }},
        {"selu_slope_in_z",
         [](const Real& z) {
             return selu_scale(z) * (0 < z ? Real(1) : Real(selu_alpha(z) * exp(z)));
         }},
        {"softsign", [](const Real& z) { return z / (1 + z); }},
        {"softsign_slope_in_a", [](const Real& a) { return (1 - a) * (1 - a); }},
        {"softsign_slope_in_z", [](const Real& z) { return 1 / ((1 + z) * (1 + z)); }},
        {"mish", [](const Real& z) { return mish(z); }},
        {"mish_tail", [](const Real& z) { return mish(z); }},
        {"mish_slope",
         [](const Real& z) {
             const Real n = mish_numerator(z);
             return (n + 4 * z * sigmoid(z) * (n + 1) / (n + 2)) / (n + 2);
         }},
        {"hard_swish", [](const Real& z) { return z * (z + 3) / 6; }},
        {"hard_swish_slope", [](const Real& z) { return z / 3 + Real(0.5); }},
        {"gelu_tanh", [](const Real& z) { return z * sigmoid(gelu_argument(z)); }},
        {"gelu_tanh_tail", [](const Real& z) { return z * sigmoid(gelu_argument(z)); }},
        {"gelu_tanh_slope",
         [](const Real& z) {
             const Real y = gelu_argument(z);
             const Real steepness = gelu_factor(z) * (1 + z * z * 134145 / 1000000);
             return sigmoid(y) * (1 + z * steepness * sigmoid(Real(-y)));
         }},
        {"softmax_of_two", [](const Real& z) { return sigmoid(z); }},
    };
    for (const formula<Real>& entry : all)
        if (std::strcmp(entry.name, name) == 0) return entry.value;
    return nullptr;
}

}  // namespace testing::formulas
