#include "picomlp/option/weight_regularization.hpp"

#include "option/golden/penalties.hpp"
#include "option/option_checks.hpp"

using namespace option_checks;  // NOLINT(google-build-using-namespace): what this file is about
using picomlp::l2;

TEST_CASE_TEMPLATE("l2 adds what the plain program adds, whatever the instruction set", T, float,
                   double) {
    check_penalty_against_plain_program<l2, T>(reference::penalty::l2);
}

TEST_CASE("l2's gradient is the slope of its cost") {
    // A quadratic's central difference has no error of its own. Costs stay below 8, rounded a few
    // times: 8 * 2^-53 * 20 over 2h = 2^-9 is below 1e-11.
    CHECK(worst_difference<l2>(any_parameters<double>(), 0x1p-10) < 1e-11);
}

TEST_CASE_TEMPLATE("l2's cost is the course's within its rounding", T, float, double) {
    // Of 119 weights 8 fall into a lane: with the squares' rounding, four halvings, the rate, its
    // product and the sum over three layers no term meets more than 20 roundings. None is negative.
    const double bound = 20 * std::numeric_limits<T>::epsilon() / 2;
    for (const auto& row : golden::penalties) {
        const l2::settings<net<T>> chosen{{T(row.lambda[0]), T(row.lambda[1]), T(row.lambda[2])}};
        const std::vector<T> w(golden::penalty_weights, std::end(golden::penalty_weights));
        T cost = 0;
        l2::penalize(chosen, layers_of<T>(trained_patterns[0]), row.samples, w.data(), &cost,
                     static_cast<T*>(nullptr));
        CHECK(std::fabs(static_cast<double>(cost) - row.l2) <= bound * row.l2);
    }
}

TEST_CASE_TEMPLATE("l2 leaves the gradient of biases alone", T, float, double) {
    const std::vector<T> w(net<T>::parameter_count, T(1));
    std::vector<T> gradient(w.size(), T(0));
    T cost = 0;
    l2::penalize(l2::settings<net<T>>{T(6)}, layers_of<T>(trained_patterns[0]), 3, w.data(), &cost,
                 gradient.data());
    for (std::uint32_t number = 1; number <= 3; ++number) {
        const auto shape = net<T>::shape_of(number);
        const T* layer = gradient.data() + net<T>::layer_offset(number);
        for (std::size_t k = 0; k < picomlp::parameter_count_of(shape); ++k) {
            CHECK(layer[k] == (k < std::size_t{shape.inputs} * shape.outputs ? T(2) : T(0)));
        }
    }
    CHECK(cost == T(157));  // 21 + 119 + 17 weights of 1
}

TEST_CASE_TEMPLATE("l2 takes lambdas that are finite and not negative, layer by layer", T, float,
                   double) {
    check_range_of_number<l2, T>();
}

TEST_CASE_TEMPLATE("l2 makes the cost infinite when a square overflows", T, float, double) {
    using limits = std::numeric_limits<T>;
    std::vector<T> w(net<T>::parameter_count, T(1));
    w[5] = std::sqrt(limits::max()) * T(4);
    std::vector<T> gradient(w.size(), T(1));
    T cost = 0;
    l2::penalize(l2::settings<net<T>>{T(1)}, layers_of<T>(trained_patterns[0]), 1, w.data(), &cost,
                 gradient.data());
    CHECK(cost == limits::infinity());
    CHECK(gradient[5] == T(1) + w[5]);
}

TEST_CASE_TEMPLATE("l2 makes a layer's gradient infinite when one of its numbers would be", T,
                   float, double) {
    using limits = std::numeric_limits<T>;
    const std::vector<T> w(net<T>::parameter_count, T(1));
    std::vector<T> gradient(w.size(), T(1));
    const std::size_t second = net<T>::layer_offset(2);
    gradient[second + 5] = limits::max();
    std::vector<T> expected = gradient;
    expected[second] = limits::infinity();
    T cost = 0;
    const l2::settings<net<T>> chosen{{T(0), limits::max() / 256, T(0)}};
    l2::penalize(chosen, layers_of<T>(trained_patterns[0]), 1, w.data(), &cost, gradient.data());
    CHECK(reference::same_bits(gradient, expected));
    CHECK(cost < limits::infinity());
    T cost_alone = 0;
    l2::penalize(chosen, layers_of<T>(trained_patterns[0]), 1, w.data(), &cost_alone,
                 static_cast<T*>(nullptr));
    CHECK(cost == cost_alone);
}
