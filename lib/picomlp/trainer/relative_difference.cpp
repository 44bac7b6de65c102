#include "picomlp/trainer/relative_difference.hpp"

#include <stdint.h>

#include "picomlp/math/sqrt.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

template <class T>
struct layout;
template <>
struct layout<float> {
    using bits = uint32_t;
    static constexpr int fraction = 23;
    static constexpr int bias = 127;
};
template <>
struct layout<double> {
    using bits = uint64_t;
    static constexpr int fraction = 52;
    static constexpr int bias = 1023;
};

/// The exponents of which both 2^p and 2^-p are normal numbers.
template <class T>
constexpr int limit = layout<T>::bias - 1;

template <class T>
int held(int power) {
    return power < -limit<T> ? -limit<T> : power > limit<T> ? limit<T> : power;
}

/// The exponent of x, held within the limits.
template <class T>
int power_of(T x) {
    using bits = typename layout<T>::bits;
    bits b;
    __builtin_memcpy(&b, &x, sizeof b);
    const int field = static_cast<int>(b >> layout<T>::fraction) & (2 * layout<T>::bias + 1);
    return held<T>(field - layout<T>::bias);
}

/// 2^power, power being within the limits.
template <class T>
T two_to(int power) {
    using bits = typename layout<T>::bits;
    const bits b = static_cast<bits>(layout<T>::bias + power) << layout<T>::fraction;
    T x;
    __builtin_memcpy(&x, &b, sizeof x);
    return x;
}

}  // namespace

template <class T>
difference_sums<T>::difference_sums() noexcept
    : power_(-limit<T>), analytic_(0), numeric_(0), difference_(0) {}

template <class T>
void difference_sums<T>::add(T analytic, T numeric) noexcept {
    const int of_analytic = power_of(analytic);
    const int of_numeric = power_of(numeric);
    const int power = of_analytic < of_numeric ? of_numeric : of_analytic;
    if (power > power_) {
        const T down = two_to<T>(held<T>(power_ - power));
        analytic_ = analytic_ * down * down;
        numeric_ = numeric_ * down * down;
        difference_ = difference_ * down * down;
        power_ = power;
    }
    const T down = two_to<T>(-power_);
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
    return (math::sqrt(analytic_) + math::sqrt(numeric_)) * two_to<T>(power_);
}

template class difference_sums<float>;
template class difference_sums<double>;

template <class T>
T relative_difference(size_t count, const T* analytic, const T* numeric) noexcept {
    difference_sums<T> sums;
    for (size_t k = 0; k < count; ++k) sums.add(analytic[k], numeric[k]);
    return sums.relative_difference();
}

template float relative_difference(size_t, const float*, const float*) noexcept;
template double relative_difference(size_t, const double*, const double*) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
