// SPDX-License-Identifier: MIT
// Every function of one argument with its stated error bounds and what it is compared with.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstring>

#include "golden/elementary.hpp"
#include "picomlp/math/math.hpp"
#include "stated_bounds.hpp"

namespace reference {

// In double, for comparison with float results: the C library's functions are good to an ulp of
// double, and the forms below lose no more than a few.
inline double sigmoid(double x) {
    return x < 0 ? std::exp(x) / (1 + std::exp(x)) : 1 / (1 + std::exp(-x));
}
inline double softplus(double x) { return (x > 0 ? x : 0) + std::log1p(std::exp(-std::fabs(x))); }
inline double normal_cdf(double x) { return 0.5 * std::erfc(x * -0.70710678118654752440); }
inline double normal_pdf(double x) { return 0.39894228040143267794 * std::exp(-0.5 * x * x); }

}  // namespace reference

namespace testing {

struct elementary_function {
    const char* name;
    float (*float_form)(float) noexcept;
    double (*double_form)(double) noexcept;
    void (*float_array)(const float*, float*, size_t) noexcept;
    void (*double_array)(const double*, double*, size_t) noexcept;
    double (*truth)(double);                 ///< for the float form
    const golden::elementary_value* golden;  ///< for the double form; null where there is none
    size_t golden_count;
    double float_bound;  ///< in ulp, as the header states it
    double double_bound;
};

#define PICOMLP_FUNCTION(NAME, TRUTH, GOLDEN, BOUND)                                               \
    {                                                                                              \
#NAME, picomlp::math::NAME, picomlp::math::NAME, picomlp::math::NAME, picomlp::math::NAME, \
            TRUTH, GOLDEN, sizeof(GOLDEN) / sizeof(GOLDEN[0]), stated::BOUND.in_float,             \
            stated::BOUND.in_double                                                                \
    }

inline const elementary_function elementary_functions[] = {
    PICOMLP_FUNCTION(exp, std::exp, golden::exp_values, exp),
    PICOMLP_FUNCTION(expm1, std::expm1, golden::expm1_values, expm1),
    PICOMLP_FUNCTION(log, std::log, golden::log_values, log),
    PICOMLP_FUNCTION(tanh, std::tanh, golden::tanh_values, tanh),
    PICOMLP_FUNCTION(sigmoid, reference::sigmoid, golden::sigmoid_values, sigmoid),
    PICOMLP_FUNCTION(softplus, reference::softplus, golden::softplus_values, softplus),
    PICOMLP_FUNCTION(sin, std::sin, golden::sin_values, sincos),
    PICOMLP_FUNCTION(cos, std::cos, golden::cos_values, sincos),
    PICOMLP_FUNCTION(erf, std::erf, golden::erf_values, erf),
    PICOMLP_FUNCTION(normal_cdf, reference::normal_cdf, golden::normal_cdf_values, normal_cdf),
    PICOMLP_FUNCTION(normal_pdf, reference::normal_pdf, golden::normal_pdf_values, normal_pdf),
    {"sqrt", picomlp::math::sqrt, picomlp::math::sqrt, picomlp::math::sqrt, picomlp::math::sqrt,
     std::sqrt, nullptr, 0, stated::sqrt.in_float, stated::sqrt.in_double},
};

#undef PICOMLP_FUNCTION

/// The entry of that name; null when there is none.
inline const elementary_function* find_function(const char* name) {
    for (const elementary_function& function : elementary_functions)
        if (std::strcmp(function.name, name) == 0) return &function;
    return nullptr;
}

}  // namespace testing
