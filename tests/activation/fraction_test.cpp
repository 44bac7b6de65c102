// SPDX-License-Identifier: MIT
// The parameters of activations: the number that a fraction stands for, and names in stored data.
#include "picomlp/activation/fraction.hpp"

#include <cmath>

#include "doctest_config.hpp"
#include "picomlp/activation/elu_of.hpp"
#include "picomlp/activation/leaky_relu_of.hpp"

using picomlp::code_of;
using picomlp::elu_of;
using picomlp::leaky_relu_of;

namespace {

/// Whether no float or double lies nearer to the quotient: |value - n / d| d, which is exact in
/// a fused operation, is at most half a spacing times d.
template <int32_t Numerator, int32_t Denominator>
int wrong_quotients() {
    using fraction = picomlp::detail::lowest_terms<Numerator, Denominator>;
    int wrong = 0;
    // Two floats' quotient rounded to double and then to float is the float nearest to it.
    volatile double numerator = Numerator;
    volatile double denominator = Denominator;
    wrong += fraction::template value<float> != static_cast<float>(numerator / denominator);
    const double value = fraction::template value<double>;
    const double rest = std::fma(value, double(denominator), -double(numerator));
    const double spacing = std::nextafter(std::fabs(value), HUGE_VAL) - std::fabs(value);
    wrong += !(std::fabs(rest) <= spacing / 2 * Denominator);
    return wrong;
}

}  // namespace

TEST_CASE("a parameter is the number nearest to its fraction") {
    CHECK(wrong_quotients<1, 100>() == 0);
    CHECK(wrong_quotients<3, 10>() == 0);
    CHECK(wrong_quotients<2, 10>() == 0);
    CHECK(wrong_quotients<-1, 3>() == 0);
    CHECK(wrong_quotients<-22, 7>() == 0);
    CHECK(wrong_quotients<16777216, 16777215>() == 0);
    CHECK(wrong_quotients<16777213, 16777216>() == 0);
    CHECK(wrong_quotients<1, 16777215>() == 0);
    CHECK(leaky_relu_of<3, 10>::parameter<float> == 0.3F);
    CHECK(leaky_relu_of<3, 10>::parameter<double> == 0.3);
    CHECK(elu_of<5>::parameter<float> == 5.0F);
}

TEST_CASE("equal functions have equal names in stored data, others have others") {
    CHECK(code_of<leaky_relu_of<2, 10>>() == code_of<leaky_relu_of<1, 5>>());
    CHECK(code_of<leaky_relu_of<-6, 4>>() == code_of<leaky_relu_of<-3, 2>>());
    CHECK(code_of<elu_of<10, 10>>() == code_of<elu_of<1>>());
    CHECK(code_of<leaky_relu_of<1, 5>>() != code_of<leaky_relu_of<1, 6>>());
    CHECK(code_of<leaky_relu_of<1, 5>>() != code_of<leaky_relu_of<-1, 5>>());
    CHECK(code_of<leaky_relu_of<1, 5>>() != code_of<leaky_relu_of<5, 1>>());
    CHECK(code_of<leaky_relu_of<1, 5>>() != code_of<elu_of<1, 5>>());
}
