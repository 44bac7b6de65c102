// SPDX-License-Identifier: MIT
#include "picomlp/activation/gelu_tanh.hpp"

#include "activation/activation_checks.hpp"
#include "stated_bounds.hpp"

using picomlp::gelu_tanh;
using namespace testing;

namespace {

long double exact(long double z) {
    return z / (1 + std::exp(-1.59576912160573071175978423973752L * (z + 0.044715L * z * z * z)));
}

}  // namespace

TEST_CASE_TEMPLATE("gelu_tanh is within its bound of z sigmoid(2 u)", T, float, double) {
    const double left = sizeof(T) == sizeof(float) ? -10 : -21.14;
    CHECK(worst_sampled_ulps<gelu_tanh, T>(-5, 5, exact) <= stated::gelu_tanh.in<T>() + 0.01);
    CHECK(worst_sampled_ulps<gelu_tanh, T>(left, left / 2, exact) <=
          stated::gelu_tanh.in<T>() + 0.01);
}

TEST_CASE_TEMPLATE("gelu_tanh is within its bound where its exponential is subnormal", T, float,
                   double) {
    if (std::numeric_limits<long double>::max_exponent <= std::numeric_limits<T>::max_exponent)
        return;
    const double left = sizeof(T) == sizeof(float) ? -10 : -21.14;
    double worst = 0;
    for_each_number<T>(left * 1.25, left, 5000, [&](T z) {
        const long double error = std::abs(applied<gelu_tanh>(z) - exact(z));
        worst =
            std::max(worst, static_cast<double>(error / -z / std::numeric_limits<T>::denorm_min()));
    });
    CHECK(worst <= stated::gelu_tanh_tail.in<T>());
}

TEST_CASE_TEMPLATE("the slope of gelu_tanh is multiplied by delta with one rounding", T, float,
                   double) {
    CHECK(wrong_products<gelu_tanh, T>(-8, 8) == 0);
}

TEST_CASE("the slope of gelu_tanh agrees with central differences") {
    CHECK(worst_central_difference<gelu_tanh>(-8, 8) <= central_difference_bound);
}

TEST_CASE_TEMPLATE("gelu_tanh has its limits at infinity, and NaN stays NaN", T, float, double) {
    CHECK(same_bits(applied<gelu_tanh>(T(0)), T(0)));
    CHECK(same_bits(applied<gelu_tanh>(-T(0)), -T(0)));
    for (const T z : {T(-1e30), std::numeric_limits<T>::lowest(), -positive_infinity<T>}) {
        CHECK(same_bits(applied<gelu_tanh>(z), -T(0)));
        CHECK(slope_from<gelu_tanh>(z) == T(0));
    }
    for (const T z : {T(40), T(1e30), std::numeric_limits<T>::max(), positive_infinity<T>}) {
        CHECK(applied<gelu_tanh>(z) == z);
        CHECK(slope_from<gelu_tanh>(z) == T(1));
    }
    CHECK(std::isnan(applied<gelu_tanh>(not_a_number<T>)));
    CHECK(std::isnan(slope_from<gelu_tanh>(not_a_number<T>)));
}
