#include "picomlp/math/sigmoid.hpp"

#include "picomlp/math/array_table.hpp"
#include "picomlp/math/in_place.hpp"
#include "picomlp/math/integer/functions.hpp"
#include "picomlp/math/sigmoid_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

namespace {

// Compiled once, for an argument from memory, whose bits are looked at first.
[[maybe_unused, gnu::noinline]] float small_sigmoid(uint32_t bits) {
    const float x = detail::from_bits(bits);
    return detail::is_nan(x) ? detail::not_a_number(x) : detail::sigmoid_of_number(x);
}

inline float best_sigmoid(float x) {
    if constexpr (detail::floats_are_integers)
        return detail::integer_sigmoid(x);
    else if constexpr (detail::code_is_small)
        return small_sigmoid(detail::to_bits(x));
    else
        return detail::sigmoid_element(x);
}

}  // namespace

float sigmoid(float x) noexcept { return best_sigmoid(x); }
double sigmoid(double x) noexcept { return detail::sigmoid_element(x); }

void sigmoid(const float* x, float* y, size_t n) noexcept {
    if constexpr (detail::has_array_tables) {
        if (n >= detail::worth_a_vector) return detail::active_arrays<float>().sigmoid(x, y, n);
    }
    for (size_t i = 0; i < n; ++i) y[i] = best_sigmoid(x[i]);
}

void sigmoid(const double* x, double* y, size_t n) noexcept {
    if constexpr (detail::has_array_tables) {
        if (n >= detail::worth_a_vector) return detail::active_arrays<double>().sigmoid(x, y, n);
    }
    for (size_t i = 0; i < n; ++i) y[i] = detail::sigmoid_element(x[i]);
}

namespace detail {

void sigmoid_in_place(size_t n, float* z) noexcept {
    if constexpr (code_is_small)
        for (; n > 0; --n, ++z) *z = best_sigmoid(*z);
    else
        sigmoid(z, z, n);
}

void sigmoid_in_place(size_t n, double* z) noexcept { sigmoid(z, z, n); }

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
