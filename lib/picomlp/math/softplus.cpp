#include "picomlp/math/softplus.hpp"

#include "picomlp/math/exp_core.hpp"
#include "picomlp/math/float_arithmetic.hpp"
#include "picomlp/math/integer_softplus.hpp"
#include "picomlp/math/log_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

namespace {

// log(1 + e) for 0 <= e <= 1: from about sqrt(2) on, 1 + e is halved.
template <typename T>
inline T softplus_element(T x) {
    const detail::exp_pair<T> e = detail::exp_pair_of_negative(x);
    const bool halve = e.high > T(0.4140625);
    const T less_one = e.high - T(1);
    const T less_one_error = (e.high - (less_one + T(1))) + e.low;
    const T f = detail::select(halve, T(0.5) * less_one, e.high);
    const T f_error = detail::select(halve, T(0.5) * less_one_error, e.low);
    const T k = detail::select(halve, T(1), T(0));
    const T ramp = detail::select(x > T(0), x, T(0));
    return detail::unless_nan(x, ramp + detail::log_of_sum(k, f, f_error));
}

inline float best_softplus(float x) {
    if constexpr (detail::floats_are_integers)
        return detail::integer_softplus(x);
    else
        return softplus_element(x);
}

}  // namespace

float softplus(float x) noexcept { return best_softplus(x); }
double softplus(double x) noexcept { return softplus_element(x); }

void softplus(const float* x, float* y, size_t n) noexcept {
    for (size_t i = 0; i < n; ++i) y[i] = best_softplus(x[i]);
}

void softplus(const double* x, double* y, size_t n) noexcept {
    for (size_t i = 0; i < n; ++i) y[i] = softplus_element(x[i]);
}

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
