// Numerical derivatives by central differences.
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

namespace differences {

/// The two points of a central difference, rounded.
template <class T>
struct two_points {
    T above;
    T below;
};

/// theta + epsilon and theta - epsilon. not_finite_input: theta is not finite. bad_argument:
/// epsilon is not finite and positive, so large that a point is infinite, or so small beside theta
/// that both points are the same.
template <class T>
status points_around(T theta, T epsilon, two_points<T>* points) noexcept;

/// (value_above - value_below) / (above - below). The divisor is the actual distance of the rounded
/// points, not 2 epsilon. Three operations, each rounded by itself.
template <class T>
T slope(two_points<T> points, T value_above, T value_below) noexcept;

/// A function of an array without its type; `asked` is the argument that it was passed with.
template <class T>
using evaluation = T (*)(const void* asked);

/// The compiled part of central_differences().
template <class T>
status compute(size_t count, T* theta, T epsilon, evaluation<T> f, const void* asked, T* slopes);

}  // namespace differences

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
    struct request {
        const Function* f;
        const T* theta;
    };
    const request asked{&f, theta};
    if constexpr (detail::is_real<T>) {
        return differences::compute<T>(
            count, theta, epsilon,
            [](const void* of) -> T {
                const request& it = *static_cast<const request*>(of);
                return (*it.f)(it.theta);
            },
            &asked, slopes);
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
    const auto of_one = [&f](const T* at) -> T { return f(*at); };
    const status outcome = central_differences(of_one, 1, &theta, epsilon, &slope);
    return {slope, outcome};
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
