// SPDX-License-Identifier: MIT
#include "picomlp/option/weight_regularization.hpp"

#include "option/golden/penalties.hpp"
#include "option/option_checks.hpp"

using namespace testing;  // NOLINT(google-build-using-namespace): what this file is about
using picomlp::l1;
using picomlp::l2;
using picomlp::weight_decay;

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
    CHECK(testing::same_bits(gradient, expected));
    CHECK(cost < limits::infinity());
    T cost_alone = 0;
    l2::penalize(chosen, layers_of<T>(trained_patterns[0]), 1, w.data(), &cost_alone,
                 static_cast<T*>(nullptr));
    CHECK(cost == cost_alone);
}

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
    CHECK(testing::same_bits(gradient, expected));
}

TEST_CASE_TEMPLATE("l1 takes lambdas that are finite and not negative, layer by layer", T, float,
                   double) {
    check_range_of_number<l1, T>();
}

TEST_CASE_TEMPLATE("weight decay keeps 1 - rate * decay of each layer's share", T, float, double) {
    std::mt19937 random(6);
    int wrong = 0;
    for (int i = 0; i < 1000; ++i) {
        const weight_decay::settings<net<T>> chosen{
            {reference::between<T>(random, 0, 2), T(0.01), T(0)}};
        const T rate = reference::between<T>(random, 0, 0.5);
        const T factor = reference::between<T>(random, 0, 1);
        for (std::uint32_t l = 0; l < 3; ++l) {
            const T lost = rate * chosen.decay.value[l];
            const T kept = T(1) - lost;
            wrong += weight_decay::decay_factor(chosen, l, rate, factor) != factor * kept;
        }
        wrong += weight_decay::decay_factor(chosen, 2, rate, factor) != factor;
    }
    CHECK(wrong == 0);
    CHECK(weight_decay::decays);
}

TEST_CASE_TEMPLATE("weight decay that takes more than everything leaves nothing", T, float,
                   double) {
    const weight_decay::settings<net<T>> chosen{{T(10), T(1e30), T(1)}};
    CHECK(weight_decay::decay_factor(chosen, 0, T(0.2), T(1)) == T(0));
    CHECK(weight_decay::decay_factor(chosen, 1, std::numeric_limits<T>::max(), T(0.5)) == T(0));
    CHECK(weight_decay::decay_factor(chosen, 2, T(1), T(1)) == T(0));
}

TEST_CASE_TEMPLATE("weight decay is 0.01 unless the user says otherwise", T, float, double) {
    for (const T decay : weight_decay::settings<net<T>>{}.decay.value) CHECK(decay == T(0.01));
}

TEST_CASE_TEMPLATE("weight decay takes numbers that are finite and not negative, layer by layer", T,
                   float, double) {
    check_range_of_number<weight_decay, T>();
}
