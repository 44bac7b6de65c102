// SPDX-License-Identifier: MIT
#include "picomlp/activation/gelu_tanh.hpp"

#include "picomlp/activation/detail/elementwise.hpp"
#include "picomlp/math/sigmoid.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

/// high + low, with twice the digits of T. To the left sigmoid's argument is large, and so is what
/// its rounding would do to the result.
template <class T>
struct two_numbers {
    T high;
    T low;
};

/// a as the sum of two numbers of half its digits.
template <class T>
two_numbers<T> halves_of(T a) {
    constexpr T splitter = sizeof(T) == sizeof(float) ? T(4097) : T(134217729);
    const T scaled = a * splitter;
    const T high = scaled - (scaled - a);
    return {high, a - high};
}

/// The exact product. Dekker 1971, "A floating-point technique for extending the available
/// precision".
template <class T>
two_numbers<T> product(T a, T b) {
    const two_numbers<T> x = halves_of(a);
    const two_numbers<T> y = halves_of(b);
    const T high = a * b;
    const T error = ((x.high * y.high - high) + x.high * y.low) + x.low * y.high;
    return {high, error + x.low * y.low};
}

/// sqrt(8 / pi), and that times 0.044715; what is missing of each in T.
template <class T>
constexpr T linear = T(0x1.9884533d43651p+0);
template <class T>
constexpr T cubic = T(0x1.2444f2a4d8b4bp-4);
template <class T>
constexpr T linear_rest = T(-0x1.cbc0d30ebfd15p-54);
template <>
constexpr float linear_rest<float> = -0x1.857936p-25F;
template <class T>
constexpr T cubic_rest = T(-0x1.6c843a29d1c7p-61);
template <>
constexpr float cubic_rest<float> = 0x1.49b16ap-29F;

/// 2 u = z (linear + cubic z^2), for |z| <= 1000.
template <class T>
two_numbers<T> argument_of(T z) {
    const two_numbers<T> square = product(z, z);
    two_numbers<T> term = product(cubic<T>, square.high);
    term.low += cubic<T> * square.low + cubic_rest<T> * square.high;
    const T sum = linear<T> + term.high;
    const T part = sum - linear<T>;
    const T rest = (linear<T> - (sum - part)) + (term.high - part);
    two_numbers<T> argument = product(z, sum);
    argument.low += z * (rest + (linear_rest<T> + term.low));
    return argument;
}

}  // namespace

template <class T>
void gelu_tanh::apply(uint32_t features, uint32_t samples,
                      strided_rows<T> z) noexcept(detail::needs_real<T>()) {
    detail::for_each_run(features, samples, z, [](T* run, size_t n) {
        for (size_t k = 0; k < n; ++k) {
            const two_numbers<T> argument = argument_of(detail::limited(run[k]));
            const T s = math::sigmoid(argument.high);
            run[k] = detail::limited_below(run[k]) * (s + s * (T(1) - s) * argument.low);
        }
    });
}

template <class T>
void gelu_tanh::derivative(uint32_t features, uint32_t samples, strided_rows<const T> z,
                           strided_rows<T> delta) noexcept(detail::needs_real<T>()) {
    detail::scale_each(features, samples, z, delta, [](T any) {
        const T v = detail::limited(any);
        // The smaller one of s and 1 - s has all its digits; far out it is multiplied by large
        // numbers.
        const T argument = argument_of(v).high;
        const T smaller = math::sigmoid(argument > T(0) ? -argument : argument);
        const T s = argument > T(0) ? T(1) - smaller : smaller;
        const T steepness = linear<T> + T(3) * cubic<T> * (v * v);
        return s + v * steepness * (smaller * (T(1) - smaller));
    });
}

PICOMLP_INSTANTIATE_ACTIVATION(gelu_tanh)

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
