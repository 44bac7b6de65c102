// SPDX-License-Identifier: MIT
#include "picomlp/activation/selu.hpp"

#include "activation/activation_checks.hpp"
#include "stated_bounds.hpp"

using picomlp::selu;
using namespace testing;

TEST_CASE_TEMPLATE("selu is within its bound of the paper's formula", T, float, double) {
    constexpr long double scale = 1.0507009873554804934193349852946L;
    constexpr long double alpha = 1.6732632423543772848170429916717L;
    const auto exact = [](long double z) { return scale * (z > 0 ? z : alpha * std::expm1(z)); };
    CHECK(worst_sampled_ulps<selu, T>(-20, 20, exact) <= stated::selu.in<T>() + 0.01);
    CHECK(worst_sampled_ulps<selu, T>(-1, 1, exact) <= stated::selu.in<T>() + 0.01);
}

TEST_CASE("selu keeps the mean and the variance of normal numbers") {
    // Sums over the normal density, from -12 to 12 in steps of 2^-10.
    double mean = 0;
    double square = 0;
    for (int k = -12 * 1024; k <= 12 * 1024; ++k) {
        const double z = k * 0x1p-10;
        const double mass = std::exp(-z * z / 2) / std::sqrt(2 * 3.14159265358979323846) * 0x1p-10;
        mean += applied<selu>(z) * mass;
        square += applied<selu>(z) * applied<selu>(z) * mass;
    }
    CHECK(std::abs(mean) < 1e-6);
    CHECK(std::abs(square - 1) < 1e-6);
}

TEST_CASE_TEMPLATE("selu has its limits at infinity, and NaN stays NaN", T, float, double) {
    CHECK(same_bits(applied<selu>(-T(0)), -T(0)));
    CHECK(applied<selu>(positive_infinity<T>) == positive_infinity<T>);
    CHECK(applied<selu>(-positive_infinity<T>) == applied<selu>(T(-100)));
    CHECK(ulps(applied<selu>(-positive_infinity<T>), -1.7580993408473768599) <= 0.51);
    CHECK(std::isnan(applied<selu>(not_a_number<T>)));
    CHECK(slope_from<selu>(applied<selu>(-positive_infinity<T>)) == T(0));
}

TEST_CASE_TEMPLATE("the slope of selu is multiplied by delta with one rounding", T, float, double) {
    CHECK(wrong_products<selu, T>(-1.7, 8) == 0);
}

TEST_CASE("the slope of selu agrees with central differences") {
    CHECK(worst_central_difference<selu>(-8, -0.01) <= central_difference_bound);
    CHECK(worst_central_difference<selu>(0.01, 8) <= central_difference_bound);
}
