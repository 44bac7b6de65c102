#include "picomlp/option/weight_regularization.hpp"

#include "option/golden/penalties.hpp"
#include "option/option_checks.hpp"

using namespace option_checks;  // NOLINT(google-build-using-namespace): what this file is about
using picomlp::l1;

TEST_CASE_TEMPLATE("l1 adds what the plain program adds, whatever the instruction set", T, float,
                   double) {
    check_penalty_against_plain_program<l1, T>(reference::penalty::l1);
}

TEST_CASE("l1's gradient is the slope of its cost") {
    std::vector<double> w = any_parameters<double>();
    for (double& weight : w) {
        if (std::fabs(weight) < 0.01) weight = 0.01;  // away from the corner at 0
    }
    // Between corners a straight line's central difference has no error of its own. Costs stay
    // below 32, rounded a few times: 32 * 2^-53 * 20 over 2h = 2^-9 is below 4e-11.
    CHECK(worst_difference<l1>(w, 0x1p-10) < 4e-11);
}

TEST_CASE_TEMPLATE("l1's cost is the exact sum within its rounding", T, float, double) {
    // As for l2, with no squares to round.
    const double bound = 20 * std::numeric_limits<T>::epsilon() / 2;
    for (const auto& row : golden::penalties) {
        const l1::settings<net<T>> chosen{{T(row.lambda[0]), T(row.lambda[1]), T(row.lambda[2])}};
        const std::vector<T> w(golden::penalty_weights, std::end(golden::penalty_weights));
        T cost = 0;
        l1::penalize(chosen, layers_of<T>(trained_patterns[0]), row.samples, w.data(), &cost,
                     static_cast<T*>(nullptr));
        CHECK(std::fabs(static_cast<double>(cost) - row.l1) <= bound * row.l1);
    }
}

TEST_CASE_TEMPLATE("l1 leaves the gradient of biases and of weights of 0 alone", T, float, double) {
    std::vector<T> w(net<T>::parameter_count, T(-2));
    w[0] = T(0);
    w[1] = -T(0);
    std::vector<T> gradient(w.size(), -T(0));
    T cost = 0;
    l1::penalize(l1::settings<net<T>>{T(6)}, layers_of<T>(trained_patterns[0]), 3, w.data(), &cost,
                 gradient.data());
    CHECK(cost == T(2 * 2 * 155));  // 21 + 119 + 17 weights of 2, but for two
    std::vector<T> expected(w.size(), -T(0));
    for (std::uint32_t number = 1; number <= 3; ++number) {
        const auto shape = net<T>::shape_of(number);
        T* layer = expected.data() + net<T>::layer_offset(number);
        std::fill_n(layer, std::size_t{shape.inputs} * shape.outputs, T(-2));
    }
    expected[0] = expected[1] = -T(0);
    CHECK(reference::same_bits(gradient, expected));
}

TEST_CASE_TEMPLATE("l1 takes lambdas that are finite and not negative, layer by layer", T, float,
                   double) {
    check_range_of_number<l1, T>();
}
