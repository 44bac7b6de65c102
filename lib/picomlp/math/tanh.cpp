#include "picomlp/math/tanh.hpp"

#include "picomlp/math/exp_core.hpp"
#include "picomlp/math/in_place.hpp"
#include "picomlp/math/integer_tanh.hpp"
#include "picomlp/math/tanh_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

namespace {

template <typename T>
inline T tanh_element(T x) {
    const T a = detail::clamp_to_positive(x);
    const T z = a * a;
    const T near = a + a * (z * detail::tanh_polynomial(z));
    const T far = T(1) - T(2) / (detail::exp_of_moderate(a + a) + T(1));
    const T magnitude = detail::select(a < T(0.625), near, far);
    return detail::unless_nan(x, detail::with_sign_of(x, magnitude));
}

// Compiled once, for an argument from memory, whose bits are looked at first.
[[maybe_unused, gnu::noinline]] float small_tanh(uint32_t bits) {
    return tanh_element(detail::from_bits(bits));
}

inline float best_tanh(float x) {
    if constexpr (detail::floats_are_integers)
        return detail::integer_tanh(x);
    else if constexpr (detail::code_is_small)
        return small_tanh(detail::to_bits(x));
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

namespace detail {

void tanh_in_place(size_t n, float* z) noexcept {
    if constexpr (code_is_small)
        for (; n > 0; --n, ++z) *z = best_tanh(*z);
    else
        tanh(z, z, n);
}

void tanh_in_place(size_t n, double* z) noexcept { tanh(z, z, n); }

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
