#include "picomlp/math/exp.hpp"

#include "picomlp/math/exp_core.hpp"
#include "picomlp/math/float_arithmetic.hpp"
#include "picomlp/math/integer_exp.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

namespace {

template <typename T>
inline T exp_element(T x) {
    return detail::unless_nan(x, detail::exp_of_number(x));
}

inline float best_exp(float x) {
    if constexpr (detail::floats_are_integers)
        return detail::integer_exp(x);
    else
        return exp_element(x);
}

}  // namespace

float exp(float x) noexcept { return best_exp(x); }
double exp(double x) noexcept { return exp_element(x); }

void exp(const float* x, float* y, size_t n) noexcept {
    for (size_t i = 0; i < n; ++i) y[i] = best_exp(x[i]);
}

void exp(const double* x, double* y, size_t n) noexcept {
    for (size_t i = 0; i < n; ++i) y[i] = exp_element(x[i]);
}

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
