#include "picomlp/math/sigmoid.hpp"

#include "picomlp/math/exp_core.hpp"
#include "picomlp/math/in_place.hpp"
#include "picomlp/math/integer_sigmoid.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

namespace {

// The errors of exp and of 1 + e are known to first order; the quotient is corrected by what they
// amount to, for which 1 / (1 + e) is needed only to a few per cent: a line does. For a NaN some
// number.
template <typename T>
inline T sigmoid_of_number(T x) {
    const detail::exp_pair<T> e = detail::exp_pair_of_negative(x);
    const T denominator = T(1) + e.high;
    const T denominator_error = (e.high - (denominator - T(1))) + e.low;
    const T reciprocal = T(1.4571068) - T(0.5) * denominator;
    const bool negative = detail::is_negative(x);
    const T numerator = detail::select(negative, e.high, T(1));
    const T quotient = numerator / denominator;
    const T excess = quotient * denominator_error;
    return quotient - reciprocal * detail::select(negative, excess - e.low, excess);
}

template <typename T>
inline T sigmoid_element(T x) {
    return detail::unless_nan(x, sigmoid_of_number(x));
}

// Compiled once, for an argument from memory, whose bits are looked at first.
[[maybe_unused, gnu::noinline]] float small_sigmoid(uint32_t bits) {
    const float x = detail::from_bits(bits);
    return detail::is_nan(x) ? detail::not_a_number(x) : sigmoid_of_number(x);
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
