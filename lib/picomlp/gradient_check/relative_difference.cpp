#include "picomlp/gradient_check/relative_difference.hpp"

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/math/sqrt.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

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
