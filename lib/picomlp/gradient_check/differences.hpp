// SPDX-License-Identifier: MIT
// Central differences of a function, and the relative difference of two gradients.
#pragma once

#include <stddef.h>

#include "picomlp/base/numbers.hpp"
#include "picomlp/base/status.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The default distance of the points on either side. The error of a central difference is about
/// epsilon^2 / 6 times the third derivative, plus the rounding of the function's values (in float
/// at least 2^-24 of them) over epsilon. In float the sum is smallest near the cube root of
/// 3 * 2^-24, which is 0.0056; 2^-7 is the power of two next to it, and moves most parameters
/// exactly. In double the default is 1e-7. Larger values, up to 1e-5, are more accurate but meet
/// more kinks (see check_gradient).
template <class T>
inline constexpr T default_epsilon = T(1e-7);
template <>
inline constexpr float default_epsilon<float> = 0.0078125F;

/// The result of central_difference().
template <class T>
struct [[nodiscard]] slope_result {
    T value;                 ///< 0 when not ok
    picomlp::status status;  ///< as of central_differences()

    bool ok() const { return status == picomlp::status::ok; }
};

namespace detail {

/// The two points of a central difference, rounded.
template <class T>
struct difference_points {
    T above;
    T below;
};

/// theta + epsilon and theta - epsilon. not_finite_input: theta is not finite. bad_argument:
/// epsilon is not finite and positive, so large that a point is infinite, or so small beside theta
/// that both points are the same.
template <class T>
status points_around(T theta, T epsilon, difference_points<T>* points) noexcept;

/// (value_above - value_below) / (above - below). The divisor is the actual distance of the rounded
/// points, not 2 epsilon. Three operations, each rounded by itself.
template <class T>
T difference_quotient(difference_points<T> points, T value_above, T value_below) noexcept;

/// The compiled part of central_differences(); f(context) is the function's value for theta as it
/// is at the time of the call.
template <class T>
status compute_central_differences(size_t count, T* theta, T epsilon, T (*f)(const void* context),
                                   const void* context, T* slopes);

}  // namespace detail

/// slopes[i] = (f(theta with theta[i] + epsilon) - f(theta with theta[i] - epsilon)) / (2 epsilon),
/// for `count` numbers theta. f is any callable that takes a const T* and returns a T; it must not
/// throw and must not change theta. theta is changed one number at a time and has its original bits
/// when the call returns; slopes must not overlap it.
///
/// bad_argument or not_finite_input as in points_around(), before f is called for the first time.
/// status::diverged when a slope is not finite: slopes holds those before it.
template <class Function, class T>
status central_differences(const Function& f, size_t count, T* theta, T epsilon, T* slopes) {
    static_assert(detail::is_real<T>, "picomlp: central differences are for float or double");
    struct bound_function {
        const Function* f;
        const T* theta;
    };
    const bound_function bound{&f, theta};
    if constexpr (detail::is_real<T>) {
        return detail::compute_central_differences<T>(
            count, theta, epsilon,
            [](const void* context) -> T {
                const auto& call = *static_cast<const bound_function*>(context);
                return (*call.f)(call.theta);
            },
            &bound, slopes);
    } else {
        return status::bad_argument;
    }
}
template <class Function, class T, size_t Count>
status central_differences(const Function& f, T (&theta)[Count], T epsilon, T (&slopes)[Count]) {
    return central_differences<Function, T>(f, Count, theta, epsilon, slopes);
}

/// (f(theta + epsilon) - f(theta - epsilon)) / (2 epsilon) for a callable that takes a T and
/// returns one. Everything else as in central_differences().
template <class Function, class T>
slope_result<T> central_difference(const Function& f, T theta, T epsilon = default_epsilon<T>) {
    T slope = T(0);
    const auto of_array = [&f](const T* number) -> T { return f(*number); };
    const status computed = central_differences(of_array, 1, &theta, epsilon, &slope);
    return {slope, computed};
}

/// The sums of relative_difference(), fed one pair of numbers at a time, so that neither array is
/// needed.
///
/// Order and rounding: each pair is multiplied by 2^-p, p being the exponent of the largest
/// magnitude of either array so far (held within -126 and 126 for float, -1022 and 1022 for
/// double). Then, for the products a and n in the pairs' order, the squares of a, of n and of a - n
/// are added to their three sums. When p grows, the sums so far are first multiplied by 4^(old
/// p - new p). Every operation is rounded by itself, in both rounding profiles.
template <class T>
class difference_sums {
    static_assert(detail::is_real<T>, "picomlp: gradients are float or double");

  public:
    difference_sums() noexcept;
    /// Takes in a component of both gradients, in the order of the parameters.
    void add(T analytic, T numeric) noexcept;

    /// ||a - n|| / (||a|| + ||n||), from 0 to 1 up to rounding; 0 when both norms are 0.
    T relative_difference() const noexcept;

    /// ||a|| + ||n||; infinite only when that is beyond the range of T.
    T size() const noexcept;

    /// The smaller of ||a|| and ||n||; infinite as size() is.
    T smaller_norm() const noexcept;

  private:
    int power_;
    T analytic_, numeric_, difference_;
};

/// ||analytic - numeric|| / (||analytic|| + ||numeric||) of two arrays of `count` numbers, with
/// Euclidean norms: 0 for equal arrays, 1 for opposite ones or when one of them is all 0. (Ng,
/// "Improving Deep Neural Networks", week 1, gradient checking.) 0 when both are 0 or count is 0;
/// NaN when a number is not finite. Norms do not overflow, and underflow does not matter:
/// differences are found down to 1e-19 (float) and 1e-154 (double) of the larger norm.
template <class T>
[[nodiscard]] T relative_difference(size_t count, const T* analytic,
                                    const T* numeric) noexcept(detail::needs_real<T>());

/// The same for arrays of constant size, such as the values of two gradients.
template <class T, size_t Count>
[[nodiscard]] T relative_difference(const T (&analytic)[Count], const T (&numeric)[Count]) {
    return relative_difference<T>(Count, analytic, numeric);
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
