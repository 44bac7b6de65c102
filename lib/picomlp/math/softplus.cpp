#include "picomlp/math/softplus.hpp"

#include "picomlp/math/array_table.hpp"
#include "picomlp/math/float_arithmetic.hpp"
#include "picomlp/math/integer/functions.hpp"
#include "picomlp/math/softplus_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

namespace {

inline float best_softplus(float x) {
    if constexpr (detail::floats_are_integers)
        return detail::integer_softplus(x);
    else
        return detail::softplus_element(x);
}

}  // namespace

float softplus(float x) noexcept { return best_softplus(x); }
double softplus(double x) noexcept { return detail::softplus_element(x); }

void softplus(const float* x, float* y, size_t n) noexcept {
    if constexpr (detail::has_array_tables) {
        if (n >= detail::worth_a_vector) return detail::active_arrays<float>().softplus(x, y, n);
    }
    for (size_t i = 0; i < n; ++i) y[i] = best_softplus(x[i]);
}

void softplus(const double* x, double* y, size_t n) noexcept {
    if constexpr (detail::has_array_tables) {
        if (n >= detail::worth_a_vector) return detail::active_arrays<double>().softplus(x, y, n);
    }
    for (size_t i = 0; i < n; ++i) y[i] = detail::softplus_element(x[i]);
}

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
