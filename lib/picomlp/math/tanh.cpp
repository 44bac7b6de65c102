#include "picomlp/math/tanh.hpp"

#include "picomlp/math/exp_core.hpp"
#include "picomlp/math/float_arithmetic.hpp"
#include "picomlp/math/integer_tanh.hpp"
#include "picomlp/math/tanh_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

namespace {

template <typename T>
inline T tanh_element(T x) {
    const T a = detail::absolute(x);
    const T z = a * a;
    const T near = a + a * (z * detail::tanh_polynomial(z));
    const T far = T(1) - T(2) / (detail::exp_of_number(a + a) + T(1));
    const T magnitude = detail::select(a < T(0.625), near, far);
    return detail::unless_nan(x, detail::with_sign_of(x, magnitude));
}

inline float best_tanh(float x) {
    if constexpr (detail::floats_are_integers)
        return detail::integer_tanh(x);
    else
        return tanh_element(x);
}

}  // namespace

float tanh(float x) noexcept { return best_tanh(x); }
double tanh(double x) noexcept { return tanh_element(x); }

void tanh(const float* x, float* y, size_t n) noexcept {
    for (size_t i = 0; i < n; ++i) y[i] = best_tanh(x[i]);
}

void tanh(const double* x, double* y, size_t n) noexcept {
    for (size_t i = 0; i < n; ++i) y[i] = tanh_element(x[i]);
}

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
