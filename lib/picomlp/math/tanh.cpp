#include "picomlp/math/tanh.hpp"

#include "picomlp/math/array_table.hpp"
#include "picomlp/math/exp_core.hpp"
#include "picomlp/math/in_place.hpp"
#include "picomlp/math/integer/functions.hpp"
#include "picomlp/math/tanh_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

namespace {

// Compiled once, for an argument from memory, whose bits are looked at first.
[[maybe_unused, gnu::noinline]] float small_tanh(uint32_t bits) {
    return detail::tanh_element(detail::from_bits(bits));
}

inline float best_tanh(float x) {
    if constexpr (detail::floats_are_integers)
        return detail::integer_tanh(x);
    else if constexpr (detail::code_is_small)
        return small_tanh(detail::to_bits(x));
    else
        return detail::tanh_element(x);
}

}  // namespace

float tanh(float x) noexcept { return best_tanh(x); }
double tanh(double x) noexcept { return detail::tanh_element(x); }

void tanh(const float* x, float* y, size_t n) noexcept {
    if constexpr (detail::has_array_tables) {
        if (n >= detail::worth_a_vector) return detail::active_arrays<float>().tanh(x, y, n);
    }
    for (size_t i = 0; i < n; ++i) y[i] = best_tanh(x[i]);
}

void tanh(const double* x, double* y, size_t n) noexcept {
    if constexpr (detail::has_array_tables) {
        if (n >= detail::worth_a_vector) return detail::active_arrays<double>().tanh(x, y, n);
    }
    for (size_t i = 0; i < n; ++i) y[i] = detail::tanh_element(x[i]);
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
