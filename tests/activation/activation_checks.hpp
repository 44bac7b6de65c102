// SPDX-License-Identifier: MIT
// What the tests of single activations share. Every check returns a number or counts misses, so
// that a test states its bound itself.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>
#include <random>

#include "bits.hpp"
#include "doctest_config.hpp"
#include "picomlp/activation/activation.hpp"

namespace testing {

using picomlp::activation_argument;

template <class T>
inline constexpr T positive_infinity = std::numeric_limits<T>::infinity();
template <class T>
inline constexpr T not_a_number = std::numeric_limits<T>::quiet_NaN();
template <class T>
inline constexpr double epsilon = double(std::numeric_limits<T>::epsilon());

/// Distance of neighbouring numbers of type T at x.
template <class T>
double ulp_at(double x) {
    int exponent = 0;
    std::frexp(x, &exponent);
    const int lowest = std::numeric_limits<T>::min_exponent;
    return std::ldexp(1.0, std::max(exponent, lowest) - std::numeric_limits<T>::digits);
}

/// got - (high + low); infinite when got is no finite number.
template <class T>
double difference(T got, double high, double low) {
    if (!std::isfinite(got)) return positive_infinity<double>;
    return (static_cast<double>(got) - high) - low;
}

/// The same in units of the last place of T.
template <class T>
double ulps(T got, double high, double low = 0) {
    return std::abs(difference(got, high, low)) / ulp_at<T>(high);
}

/// f(z) of a single number.
template <class Activation, class T>
T applied(T z) {
    Activation::template apply<T>(1, 1, {&z, 1});
    return z;
}

/// f' as the derivative routine has it, from its own argument, for delta = 1.
template <class Activation, class T>
T slope_from(T argument, T delta = T(1)) {
    Activation::template derivative<T>(1, 1, {&argument, 1}, {&delta, 1});
    return delta;
}

/// f'(z). An activation whose derivative takes f(z) gets f(z).
template <class Activation, class T>
T slope_at(T z) {
    const bool from_output = Activation::derivative_takes != activation_argument::preactivation;
    return slope_from<Activation>(from_output ? applied<Activation>(z) : z);
}

/// Largest error of f(z) over a golden table, in ulp.
template <class Activation, class T, class Row, std::size_t Count>
double worst_value_ulps(const Row (&table)[Count]) {
    double worst = 0;
    for (const Row& row : table) {
        const T got = applied<Activation>(static_cast<T>(row.z));
        worst = std::max(worst, ulps(got, row.value, row.value_low));
    }
    return worst;
}

/// Largest error of f'(z) over a golden table, as a multiple of the stated bound(z),
/// which is in epsilons.
template <class Activation, class T, class Row, std::size_t Count, class Bound>
double worst_slope_over_bound(const Row (&table)[Count], Bound bound) {
    double worst = 0;
    for (const Row& row : table) {
        const T got = slope_at<Activation>(static_cast<T>(row.z));
        const double error = std::abs(difference(got, row.slope, row.slope_low)) / epsilon<T>;
        worst = std::max(worst, error / bound(row.z).template in<T>());
    }
    return worst;
}

/// Numbers of type T between low and high, the same in every run.
template <class T, class Body>
void for_each_number(double low, double high, int count, Body body) {
    std::mt19937_64 random(20);
    for (int k = 0; k < count; ++k) {
        const double fraction = static_cast<double>(random() >> 11) * 0x1p-53;
        body(static_cast<T>(low + (high - low) * fraction));
    }
}

/// Largest error of f(z) against `exact` in long double, in ulp. A long double without further bits
/// (not on x86) adds half an ulp of its own, so double is then left to the golden tables.
template <class Activation, class T, class Exact>
double worst_sampled_ulps(double low, double high, Exact exact) {
    double worst = 0;
    if (sizeof(T) == sizeof(double) && std::numeric_limits<long double>::digits < 64) return worst;
    for_each_number<T>(low, high, 20000, [&](T z) {
        const T got = applied<Activation>(z);
        const long double value = exact(static_cast<long double>(z));
        const auto error = std::abs(static_cast<long double>(got) - value);
        worst = std::max(worst, static_cast<double>(error) / ulp_at<T>(static_cast<double>(value)));
    });
    return worst;
}

/// Largest error of slope_from(a) against `exact` in long double, in ulp, under the same condition.
template <class Activation, class T, class Exact>
double worst_sampled_slope_ulps(double low, double high, Exact exact) {
    double worst = 0;
    if (sizeof(T) == sizeof(double) && std::numeric_limits<long double>::digits < 64) return worst;
    for_each_number<T>(low, high, 20000, [&](T a) {
        const T got = slope_from<Activation>(a);
        const long double value = exact(static_cast<long double>(a));
        const auto error = std::abs(static_cast<long double>(got) - value);
        worst = std::max(worst, static_cast<double>(error) / ulp_at<T>(static_cast<double>(value)));
    });
    return worst;
}

/// Largest |f'(z) - (f(z + h) - f(z - h)) / 2h| in double over `low` to `high`, but for z where
/// `kink(z)`. With h = 2^-17 the quotient is off by h^2 / 6 max |f'''| < 4e-11 (|f'''| < 4 for
/// every activation here) and by 2 ulp of f over 2h, below 6e-11 for |f| < 2, ten times that for
/// |f| < 20.
template <class Activation>
double worst_central_difference(double low, double high) {
    const double h = 0x1p-17;
    double worst = 0;
    for_each_number<double>(low, high, 2000, [&](double z) {
        const double up = applied<Activation>(z + h);
        const double down = applied<Activation>(z - h);
        const double quotient = (up - down) / ((z + h) - (z - h));
        worst = std::max(worst, std::abs(quotient - slope_at<Activation>(z)));
    });
    return worst;
}
inline constexpr double central_difference_bound = 1e-9;

/// delta comes back as the slope times itself, rounded once.
template <class Activation, class T>
int wrong_products(double low, double high) {
    int wrong = 0;
    for_each_number<T>(low, high, 500, [&](T argument) {
        const T slope = slope_from<Activation>(argument);
        for (const T delta : {T(-3.7), T(0.3), T(1e-6)}) {
            wrong += !same_bits(slope_from<Activation>(argument, delta), T(slope * delta));
        }
    });
    return wrong;
}

}  // namespace testing
