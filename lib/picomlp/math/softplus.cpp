#include "picomlp/math/softplus.hpp"

#include "picomlp/math/exp_core.hpp"
#include "picomlp/math/log_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

namespace {

// log(1 + e) for 0 <= e <= 1: beyond sqrt(2) the sum is halved, exactly or nearly so.
template <typename T>
inline T softplus_element(T x) {
    const T e = detail::exp_of_number(-detail::absolute(x));
    const bool halve = e > T(0.4140625);
    const T f = detail::select(halve, T(0.5) * (e - T(1)), e);
    const T k = detail::select(halve, T(1), T(0));
    const T ramp = detail::select(x > T(0), x, T(0));
    return detail::unless_nan(x, ramp + detail::log_of_sum(k, f));
}

}  // namespace

float softplus(float x) noexcept { return softplus_element(x); }
double softplus(double x) noexcept { return softplus_element(x); }

void softplus(const float* x, float* y, size_t n) noexcept {
    for (size_t i = 0; i < n; ++i) y[i] = softplus_element(x[i]);
}

void softplus(const double* x, double* y, size_t n) noexcept {
    for (size_t i = 0; i < n; ++i) y[i] = softplus_element(x[i]);
}

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
