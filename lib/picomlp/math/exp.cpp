#include "picomlp/math/exp.hpp"

#include "picomlp/math/array_table.hpp"
#include "picomlp/math/exp_core.hpp"
#include "picomlp/math/float_arithmetic.hpp"
#include "picomlp/math/integer/functions.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

namespace {

inline float best_exp(float x) {
    if constexpr (detail::floats_are_integers)
        return detail::integer_exp(x);
    else
        return detail::exp_element(x);
}

}  // namespace

float exp(float x) noexcept { return best_exp(x); }
double exp(double x) noexcept { return detail::exp_element(x); }

void exp(const float* x, float* y, size_t n) noexcept {
    if constexpr (detail::has_array_tables) {
        if (n >= detail::worth_a_vector) return detail::active_arrays<float>().exp(x, y, n);
    }
    for (size_t i = 0; i < n; ++i) y[i] = best_exp(x[i]);
}

void exp(const double* x, double* y, size_t n) noexcept {
    if constexpr (detail::has_array_tables) {
        if (n >= detail::worth_a_vector) return detail::active_arrays<double>().exp(x, y, n);
    }
    for (size_t i = 0; i < n; ++i) y[i] = detail::exp_element(x[i]);
}

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
