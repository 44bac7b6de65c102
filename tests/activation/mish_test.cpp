// SPDX-License-Identifier: MIT
#include "picomlp/activation/mish.hpp"

#include "activation/activation_checks.hpp"
#include "stated_bounds.hpp"

using picomlp::mish;
using namespace testing;

namespace {

long double exact(long double z) { return z * std::tanh(std::log1p(std::exp(z))); }

}  // namespace

TEST_CASE_TEMPLATE("mish is within its bound of z tanh(log(1 + exp(z)))", T, float, double) {
    const double left = sizeof(T) == sizeof(float) ? -87 : -708;
    CHECK(worst_sampled_ulps<mish, T>(-5, 5, exact) <= stated::mish.in<T>() + 0.01);
    CHECK(worst_sampled_ulps<mish, T>(left, left / 2, exact) <= stated::mish.in<T>() + 0.01);
}

TEST_CASE_TEMPLATE("mish is within its bound where its exponential is subnormal", T, float,
                   double) {
    if (std::numeric_limits<long double>::max_exponent <= std::numeric_limits<T>::max_exponent)
        return;
    const double left = sizeof(T) == sizeof(float) ? -87 : -708;
    double worst = 0;
    for_each_number<T>(left * 1.25, left, 5000, [&](T z) {
        const long double error = std::abs(applied<mish>(z) - exact(z));
        worst =
            std::max(worst, static_cast<double>(error / -z / std::numeric_limits<T>::denorm_min()));
    });
    CHECK(worst <= stated::mish_tail.in<T>());
}

TEST_CASE_TEMPLATE("the slope of mish is multiplied by delta with one rounding", T, float, double) {
    CHECK(wrong_products<mish, T>(-8, 8) == 0);
}

TEST_CASE("the slope of mish agrees with central differences") {
    CHECK(worst_central_difference<mish>(-8, 8) <= central_difference_bound);
}

TEST_CASE_TEMPLATE("mish has its limits at infinity, and NaN stays NaN", T, float, double) {
    CHECK(same_bits(applied<mish>(T(0)), T(0)));
    CHECK(same_bits(applied<mish>(-T(0)), -T(0)));
    for (const T z : {T(-1e30), std::numeric_limits<T>::lowest(), -positive_infinity<T>}) {
        CHECK(same_bits(applied<mish>(z), -T(0)));
        CHECK(slope_from<mish>(z) == T(0));
    }
    for (const T z : {T(40), T(1e30), std::numeric_limits<T>::max(), positive_infinity<T>}) {
        CHECK(applied<mish>(z) == z);
        CHECK(slope_from<mish>(z) == T(1));
    }
    CHECK(std::isnan(applied<mish>(not_a_number<T>)));
    CHECK(std::isnan(slope_from<mish>(not_a_number<T>)));
}
