// SPDX-License-Identifier: MIT
#include "picomlp/activation/leaky_relu_of.hpp"

#include "activation/activation_checks.hpp"
#include "activation/golden/activations.hpp"
#include "picomlp/activation/relu.hpp"
#include "stated_bounds.hpp"

using picomlp::leaky_relu_of;
using namespace testing;

namespace {

template <class Activation, class T, class Row, std::size_t Count>
void check_against(const Row (&table)[Count]) {
    const auto half_an_epsilon = [](double) { return stated::bound{0.5, 0.5}; };
    CHECK(worst_value_ulps<Activation, T>(table) <= stated::leaky_relu_of.in<T>());
    CHECK(worst_slope_over_bound<Activation, T>(table, half_an_epsilon) <= 1);
}

/// Numbers of all sizes and both signs.
template <class T, class Body>
void for_each_size(Body body) {
    for_each_number<T>(-3, 3, 2000, body);
    for (int exponent = std::numeric_limits<T>::min_exponent - 30;
         exponent < std::numeric_limits<T>::max_exponent; ++exponent) {
        body(std::ldexp(T(0.9), exponent));
        body(std::ldexp(T(-0.7), exponent));
    }
}

}  // namespace

TEST_CASE("leaky_relu_of and its slope are within their bounds of the golden values") {
    using three_tenths = leaky_relu_of<3, 10>;
    using minus_a_quarter = leaky_relu_of<-1, 4>;
    check_against<three_tenths, float>(golden::leaky_relu_of_3_10_float);
    check_against<three_tenths, double>(golden::leaky_relu_of_3_10_double);
    check_against<minus_a_quarter, float>(golden::leaky_relu_of_minus_1_4_float);
    check_against<minus_a_quarter, double>(golden::leaky_relu_of_minus_1_4_double);
}

TEST_CASE_TEMPLATE("leaky_relu_of<1, 100> has the bits of leaky_relu", T, float, double) {
    using hundredth = leaky_relu_of<1, 100>;
    using picomlp::leaky_relu;
    CHECK(hundredth::derivative_takes == leaky_relu::derivative_takes);
    int different = 0;
    for_each_size<T>([&](T z) {
        different += !same_bits(applied<hundredth>(z), applied<leaky_relu>(z));
        different +=
            !same_bits(slope_from<hundredth>(z, T(0.7)), slope_from<leaky_relu>(z, T(0.7)));
    });
    CHECK(different == 0);
}

TEST_CASE_TEMPLATE("leaky_relu_of is z for z > 0 and within its bound of slope z elsewhere", T,
                   float, double) {
    const auto tenths = [](long double z) { return z > 0 ? z : 3 * z / 10; };
    const auto sevenths = [](long double z) { return z > 0 ? z : -16 * z / 7; };
    const double allowed = stated::leaky_relu_of.in<T>() + 0.01;
    CHECK(worst_sampled_ulps<leaky_relu_of<3, 10>, T>(-10, 10, tenths) <= allowed);
    CHECK(worst_sampled_ulps<leaky_relu_of<3, 10>, T>(-3 * double(std::numeric_limits<T>::min()), 0,
                                                      tenths) <= allowed);
    CHECK(worst_sampled_ulps<leaky_relu_of<-16, 7>, T>(-10, 10, sevenths) <= allowed);
    int changed = 0;
    for_each_number<T>(1e-6, 10, 1000, [&](T z) {
        changed += !same_bits(applied<leaky_relu_of<3, 10>>(z), z);
        changed += !same_bits(applied<leaky_relu_of<-16, 7>>(z), z);
    });
    CHECK(changed == 0);
}

TEST_CASE_TEMPLATE("leaky_relu_of keeps zeros, infinities and NaN, with the slope's sign", T, float,
                   double) {
    constexpr T infinite = positive_infinity<T>;
    for (const T z : {T(0), -T(0), infinite, -infinite}) {
        CHECK(same_bits(applied<leaky_relu_of<3, 10>>(z), z));
    }
    CHECK(same_bits(applied<leaky_relu_of<-1, 4>>(T(0)), -T(0)));
    CHECK(same_bits(applied<leaky_relu_of<-1, 4>>(-T(0)), T(0)));
    CHECK(applied<leaky_relu_of<-1, 4>>(infinite) == infinite);
    CHECK(applied<leaky_relu_of<-1, 4>>(-infinite) == infinite);
    CHECK(std::isnan(applied<leaky_relu_of<3, 10>>(not_a_number<T>)));
    CHECK(std::isnan(applied<leaky_relu_of<-1, 4>>(not_a_number<T>)));
    CHECK(applied<leaky_relu_of<16777216>>(-std::numeric_limits<T>::max()) == -infinite);
    CHECK(same_bits(applied<leaky_relu_of<3, 10>>(-std::numeric_limits<T>::denorm_min()), -T(0)));
}

TEST_CASE_TEMPLATE("the slope of leaky_relu_of is 1 where z > 0 and the slope elsewhere", T, float,
                   double) {
    CHECK(slope_from<leaky_relu_of<3, 10>>(std::numeric_limits<T>::denorm_min()) == T(1));
    for (const T argument : {T(0), -T(0), T(-5), not_a_number<T>}) {
        CHECK(slope_from<leaky_relu_of<3, 10>>(argument) == T(3) / T(10));
        CHECK(slope_from<leaky_relu_of<-1, 4>>(argument) == T(-0.25));
    }
    CHECK(wrong_products<leaky_relu_of<3, 10>, T>(-3, 3) == 0);
    CHECK(wrong_products<leaky_relu_of<-16, 7>, T>(-3, 3) == 0);
}

TEST_CASE("the slope of leaky_relu_of agrees with central differences") {
    CHECK(worst_central_difference<leaky_relu_of<3, 10>>(-8, -1e-3) <= central_difference_bound);
    CHECK(worst_central_difference<leaky_relu_of<3, 10>>(1e-3, 8) <= central_difference_bound);
    CHECK(worst_central_difference<leaky_relu_of<-1, 4>>(-8, -1e-3) <= central_difference_bound);
    CHECK(worst_central_difference<leaky_relu_of<-1, 4>>(1e-3, 8) <= central_difference_bound);
}

TEST_CASE("what the derivative of leaky_relu_of takes tells where z is above 0") {
    CHECK(leaky_relu_of<3, 10>::derivative_takes == activation_argument::output_sign);
    CHECK(leaky_relu_of<5>::derivative_takes == activation_argument::output_sign);
    CHECK(leaky_relu_of<-1, 4>::derivative_takes == activation_argument::preactivation);
}
