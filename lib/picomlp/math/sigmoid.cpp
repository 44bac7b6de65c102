#include "picomlp/math/sigmoid.hpp"

#include "picomlp/math/exp_core.hpp"
#include "picomlp/math/in_place.hpp"
#include "picomlp/math/integer_sigmoid.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

namespace {

// The errors of exp and of 1 + e are known to first order; the quotient is corrected by what they
// amount to, for which 1 / (1 + e) is needed only to a few per cent: a line does.
template <typename T>
inline T sigmoid_element(T x) {
    const detail::exp_pair<T> e = detail::exp_pair_of_negative(x);
    const bool negative = detail::is_negative(x);
    const T zero = detail::code_is_small ? e.low - e.low : T(0);
    const T numerator_error = detail::select(negative, e.low, zero);
    const T numerator = detail::select(negative, e.high, T(1));
    const T denominator = T(1) + e.high;
    const T denominator_error = (e.high - (denominator - T(1))) + e.low;
    const T quotient = numerator / denominator;
    const T reciprocal = T(1.4571068) - T(0.5) * denominator;
    const T correction = reciprocal * (numerator_error - quotient * denominator_error);
    return detail::unless_nan(x, quotient + correction);
}

// Compiled once, for an argument from memory, whose bits are looked at first.
[[maybe_unused, gnu::noinline]] float small_sigmoid(uint32_t bits) {
    return sigmoid_element(detail::from_bits(bits));
}

inline float best_sigmoid(float x) {
    if constexpr (detail::floats_are_integers)
        return detail::integer_sigmoid(x);
    else if constexpr (detail::code_is_small)
        return small_sigmoid(detail::to_bits(x));
    else
        return sigmoid_element(x);
}

}  // namespace

float sigmoid(float x) noexcept { return best_sigmoid(x); }
double sigmoid(double x) noexcept { return sigmoid_element(x); }

void sigmoid(const float* x, float* y, size_t n) noexcept {
    for (size_t i = 0; i < n; ++i) y[i] = best_sigmoid(x[i]);
}

void sigmoid(const double* x, double* y, size_t n) noexcept {
    for (size_t i = 0; i < n; ++i) y[i] = sigmoid_element(x[i]);
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
