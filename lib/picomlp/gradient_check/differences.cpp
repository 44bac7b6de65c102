// SPDX-License-Identifier: MIT
#include "picomlp/gradient_check/differences.hpp"

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/math/sqrt.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

template <class T>
status points_around(T theta, T epsilon, difference_points<T>* points) noexcept {
    if (!is_finite(epsilon) || !(epsilon > T(0))) return status::bad_argument;
    if (!is_finite(theta)) return status::not_finite_input;
    const difference_points<T> found{theta + epsilon, theta - epsilon};
    if (!is_finite(found.above) || !is_finite(found.below) || found.above == found.below) {
        return status::bad_argument;
    }
    *points = found;
    return status::ok;
}

template <class T>
T difference_quotient(difference_points<T> points, T value_above, T value_below) noexcept {
    return (value_above - value_below) / (points.above - points.below);
}

template <class T>
status compute_central_differences(size_t count, T* theta, T epsilon, T (*f)(const void* context),
                                   const void* context, T* slopes) {
    difference_points<T> points{};
    for (size_t k = 0; k < count; ++k) {
        const status checked = points_around(theta[k], epsilon, &points);
        if (checked != status::ok) return checked;
    }
    for (size_t k = 0; k < count; ++k) {
        const T before = theta[k];
        (void)points_around(before, epsilon, &points);
        theta[k] = points.above;
        const T above = f(context);
        theta[k] = points.below;
        const T below = f(context);
        theta[k] = before;
        const T found = difference_quotient(points, above, below);
        if (!is_finite(found)) return status::diverged;
        slopes[k] = found;
    }
    return status::ok;
}

#define PICOMLP_INSTANTIATE(T)                                           \
    template status points_around(T, T, difference_points<T>*) noexcept; \
    template T difference_quotient(difference_points<T>, T, T) noexcept; \
    template status compute_central_differences(size_t, T*, T, T (*)(const void*), const void*, T*);
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace detail

template <class T>
difference_sums<T>::difference_sums() noexcept
    : power_(-detail::exponent_limit<T>), analytic_(0), numeric_(0), difference_(0) {}

template <class T>
void difference_sums<T>::add(T analytic, T numeric) noexcept {
    const int of_analytic = detail::exponent_of(analytic);
    const int of_numeric = detail::exponent_of(numeric);
    const int power = of_analytic < of_numeric ? of_numeric : of_analytic;
    if (power > power_) {
        const T down = detail::power_of_two<T>(detail::held_exponent<T>(power_ - power));
        analytic_ = analytic_ * down * down;
        numeric_ = numeric_ * down * down;
        difference_ = difference_ * down * down;
        power_ = power;
    }
    const T down = detail::power_of_two<T>(-power_);
    const T a = analytic * down;
    const T n = numeric * down;
    const T d = a - n;
    analytic_ += a * a;
    numeric_ += n * n;
    difference_ += d * d;
}

template <class T>
T difference_sums<T>::relative_difference() const noexcept {
    const T size = math::sqrt(analytic_) + math::sqrt(numeric_);
    return size == T(0) ? T(0) : math::sqrt(difference_) / size;
}

template <class T>
T difference_sums<T>::size() const noexcept {
    return (math::sqrt(analytic_) + math::sqrt(numeric_)) * detail::power_of_two<T>(power_);
}

template <class T>
T difference_sums<T>::smaller_norm() const noexcept {
    return math::sqrt(analytic_ < numeric_ ? analytic_ : numeric_) *
           detail::power_of_two<T>(power_);
}

template class difference_sums<float>;
template class difference_sums<double>;

template <class T>
T relative_difference(size_t count, const T* analytic,
                      const T* numeric) noexcept(detail::needs_real<T>()) {
    difference_sums<T> sums;
    for (size_t k = 0; k < count; ++k) sums.add(analytic[k], numeric[k]);
    return sums.relative_difference();
}

template float relative_difference(size_t, const float*, const float*) noexcept;
template double relative_difference(size_t, const double*, const double*) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
