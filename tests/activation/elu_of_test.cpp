// SPDX-License-Identifier: MIT
#include "picomlp/activation/elu_of.hpp"

#include "activation/activation_checks.hpp"
#include "activation/golden/activations.hpp"
#include "picomlp/activation/elu.hpp"
#include "picomlp/gradient_check/gradient_check.hpp"
#include "stated_bounds.hpp"

using picomlp::elu_of;
using namespace testing;

namespace {

/// The slope's bound is stated as a multiple of alpha.
template <class Activation, class T, class Row, std::size_t Count>
void check_against(const Row (&table)[Count], double alpha) {
    const auto bound = [=](double) {
        return stated::bound{stated::elu_of_slope_in_z.in_float * alpha,
                             stated::elu_of_slope_in_z.in_double * alpha};
    };
    CHECK(worst_value_ulps<Activation, T>(table) <= stated::elu_of.in<T>());
    CHECK(worst_slope_over_bound<Activation, T>(table, bound) <= 1);
}

}  // namespace

TEST_CASE("elu_of and its slope are within their bounds of the golden values") {
    check_against<elu_of<1, 2>, float>(golden::elu_of_1_2_float, 0.5);
    check_against<elu_of<1, 2>, double>(golden::elu_of_1_2_double, 0.5);
    check_against<elu_of<19, 10>, float>(golden::elu_of_19_10_float, 1.9);
    check_against<elu_of<19, 10>, double>(golden::elu_of_19_10_double, 1.9);
}

TEST_CASE_TEMPLATE("elu_of<1> has the bits of elu", T, float, double) {
    using picomlp::elu;
    CHECK(elu_of<1>::derivative_takes == elu::derivative_takes);
    int different = 0;
    const auto compare = [&](T z) {
        different += !same_bits(applied<elu_of<1>>(z), applied<elu>(z));
        different += !same_bits(slope_from<elu_of<1>>(z, T(0.7)), slope_from<elu>(z, T(0.7)));
    };
    for_each_number<T>(-100, 5, 5000, compare);
    for (int exponent = std::numeric_limits<T>::min_exponent - 30; exponent < 8; ++exponent) {
        compare(std::ldexp(T(0.9), exponent));
        compare(std::ldexp(T(-0.7), exponent));
    }
    CHECK(different == 0);
}

TEST_CASE_TEMPLATE("elu_of is within its bound of z or alpha expm1(z)", T, float, double) {
    const auto half = [](long double z) { return z > 0 ? z : std::expm1(z) / 2; };
    const auto large = [](long double z) { return z > 0 ? z : 19 * std::expm1(z) / 10; };
    const double allowed = stated::elu_of.in<T>() + 0.01;
    CHECK(worst_sampled_ulps<elu_of<1, 2>, T>(-20, 2, half) <= stated::expm1.in<T>() + 0.01);
    CHECK(worst_sampled_ulps<elu_of<19, 10>, T>(-20, 2, large) <= allowed);
    CHECK(worst_sampled_ulps<elu_of<19, 10>, T>(-0.7, 0, large) <= allowed);
}

TEST_CASE_TEMPLATE("elu_of leaves positive numbers as they are", T, float, double) {
    int changed = 0;
    for_each_number<T>(1e-3, 1e3, 1000,
                       [&](T z) { changed += !same_bits(applied<elu_of<19, 10>>(z), z); });
    CHECK(changed == 0);
}

TEST_CASE_TEMPLATE("elu_of keeps zeros, ends at -alpha, and NaN stays NaN", T, float, double) {
    using half = elu_of<1, 2>;
    using large = elu_of<19, 10>;
    CHECK(same_bits(applied<large>(T(0)), T(0)));
    CHECK(same_bits(applied<large>(-T(0)), -T(0)));
    CHECK(applied<large>(-positive_infinity<T>) == -(T(19) / T(10)));
    CHECK(applied<large>(T(-1e30)) == -(T(19) / T(10)));
    CHECK(applied<half>(-positive_infinity<T>) == T(-0.5));
    CHECK(applied<large>(positive_infinity<T>) == positive_infinity<T>);
    CHECK(std::isnan(applied<large>(not_a_number<T>)));
    int below = 0;
    for_each_number<T>(-50, 0, 5000,
                       [&](T z) { below += applied<large>(z) < -large::parameter<T>; });
    CHECK(below == 0);
}

TEST_CASE_TEMPLATE("the slope of elu_of is a + alpha or 1", T, float, double) {
    using half = elu_of<1, 2>;
    using large = elu_of<19, 10>;
    CHECK(worst_sampled_slope_ulps<half, T>(-0.5, 0, [](long double a) { return a + 0.5L; }) <=
          0.5);
    CHECK(worst_sampled_slope_ulps<large, T>(1e-3, 9, [](long double) { return 1.0L; }) == 0);
    CHECK(slope_from<half>(T(0)) == T(0.5));
    CHECK(slope_from<half>(-T(0)) == T(0.5));
    CHECK(slope_from<half>(std::numeric_limits<T>::denorm_min()) == T(1));
    CHECK(same_bits(slope_from<large>(applied<large>(-positive_infinity<T>)), T(0)));
    CHECK(std::isnan(slope_from<large>(not_a_number<T>)));
    CHECK(wrong_products<large, T>(-1.9, 2) == 0);
}

TEST_CASE("the slope of elu_of agrees with central differences") {
    CHECK(worst_central_difference<elu_of<1, 2>>(-8, -1e-3) <= central_difference_bound);
    CHECK(worst_central_difference<elu_of<19, 10>>(-8, -1e-3) <= central_difference_bound);
    CHECK(worst_central_difference<elu_of<19, 10>>(1e-3, 8) <= central_difference_bound);
}

TEST_CASE("the slope of elu_of jumps unless alpha is 1") {
    CHECK_FALSE(picomlp::has_kinks<elu_of<1>>);
    CHECK_FALSE(picomlp::has_kinks<elu_of<7, 7>>);
    CHECK(picomlp::has_kinks<elu_of<1, 2>>);
}
