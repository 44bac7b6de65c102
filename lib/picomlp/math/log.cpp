#include "picomlp/math/log.hpp"

#include "picomlp/math/array_table.hpp"
#include "picomlp/math/float_arithmetic.hpp"
#include "picomlp/math/integer/functions.hpp"
#include "picomlp/math/log_element.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

namespace {

inline float best_log(float x) {
    if constexpr (detail::floats_are_integers)
        return detail::integer_log(x);
    else
        return detail::log_element(x);
}

}  // namespace

float log(float x) noexcept { return best_log(x); }
double log(double x) noexcept { return detail::log_element(x); }

void log(const float* x, float* y, size_t n) noexcept {
    if constexpr (detail::has_array_tables) {
        if (n >= detail::worth_a_vector) return detail::active_arrays<float>().log(x, y, n);
    }
    for (size_t i = 0; i < n; ++i) y[i] = best_log(x[i]);
}

void log(const double* x, double* y, size_t n) noexcept {
    if constexpr (detail::has_array_tables) {
        if (n >= detail::worth_a_vector) return detail::active_arrays<double>().log(x, y, n);
    }
    for (size_t i = 0; i < n; ++i) y[i] = detail::log_element(x[i]);
}

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
