// SPDX-License-Identifier: MIT
#include "picomlp/optimizer/gradient_descent.hpp"

#include "optimizer/optimizer_checks.hpp"

using namespace testing;
using picomlp::momentum;
using picomlp::nesterov;

namespace {

static_assert(momentum::state_arrays == 1);

/// Those of the golden steps with changing rates.
template <class T>
momentum::settings<T> momentum_others() {
    return {T(0.02), T(0.8), T(0.7)};
}

static_assert(nesterov::state_arrays == 1);

/// Those of the golden steps with changing rates.
template <class T>
nesterov::settings<T> nesterov_others() {
    return {T(0.02), T(0.8)};
}

}  // namespace

TEST_CASE_TEMPLATE("momentum equals NumPy bit for bit over a hundred steps", T, float, double) {
    equals_numpy<momentum, T>({}, false, golden::momentum_plain<T>);
    equals_numpy<momentum, T>(momentum_others<T>(), true, golden::momentum_changing<T>);
}

TEST_CASE_TEMPLATE("momentum does not mind how its parameters are split into runs", T, float,
                   double) {
    does_not_mind_how_runs_are_split<momentum, T>(momentum_others<T>());
}

TEST_CASE_TEMPLATE("momentum leaves parameters and state alone when it would diverge", T, float,
                   double) {
    leaves_everything_when_diverging<momentum, T>({});
    leaves_everything_when_diverging<momentum, T>(momentum_others<T>());
}

TEST_CASE_TEMPLATE("momentum touches nothing beside its parameters and state", T, float, double) {
    touches_nothing_beside<momentum, T>({});
}

TEST_CASE_TEMPLATE("momentum keeps the parameters at a learning rate of 0", T, float, double) {
    keeps_parameters_at_rate_zero<momentum, T>(momentum_others<T>());
}

TEST_CASE_TEMPLATE("momentum says which settings it takes", T, float, double) {
    is_rate<momentum, T>(&momentum::settings<T>::learning_rate);
    is_decay<momentum, T>(&momentum::settings<T>::coefficient);
    is_decay<momentum, T>(&momentum::settings<T>::dampening);
}

TEST_CASE_TEMPLATE("momentum with dampening as large is the course's average", T, float, double) {
    // Of a constant gradient 1 the average is 1 - 0.5^t, exactly.
    trainee<momentum, T> t(1);
    t.parameters[0] = T(8);
    t.gradient[0] = T(1);
    T expected = T(8);
    T power = T(1);
    for (std::uint32_t step = 0; step < 10; ++step) {
        REQUIRE(t.update({T(1), T(0.5), T(0.5)}, step) == status::ok);
        power *= T(0.5);
        expected -= T(1) - power;
        CHECK(t.state[0] == T(1) - power);
        CHECK(t.parameters[0] == expected);
    }
}

TEST_CASE_TEMPLATE("momentum without momentum is gradient descent, every operation rounded", T,
                   float, double) {
    std::mt19937_64 random(20);
    trainee<momentum, T> t(33);
    fill(t.parameters, random);
    fill(t.gradient, random);
    std::vector<T> expected = t.parameters;
    for (std::size_t k = 0; k < expected.size(); ++k) expected[k] -= T(0.3) * t.gradient[k];
    REQUIRE(t.update({T(0.3), T(0), T(0)}, 0) == status::ok);
    CHECK(same_bits(t.parameters, expected));
}

TEST_CASE_TEMPLATE("momentum gets down a long valley", T, float, double) {
    // All modes oscillate and shrink by sqrt(0.9) a step: 0.9^100 = 2.7e-5 after 200, times less
    // than 20 for the oscillation. Plain descent leaves 0.99^200 = 0.13 of the flattest.
    CHECK(left_of_a_quadratic<momentum, T>({T(0.01), T(0.9), T(0)}, 200) < T(20 * 2.7e-5));
    CHECK(left_of_a_quadratic<momentum, T>({T(0.01), T(0), T(0)}, 200) > T(0.1));
}

TEST_CASE_TEMPLATE("nesterov equals NumPy bit for bit over a hundred steps", T, float, double) {
    equals_numpy<nesterov, T>({}, false, golden::nesterov_plain<T>);
    equals_numpy<nesterov, T>(nesterov_others<T>(), true, golden::nesterov_changing<T>);
}

TEST_CASE_TEMPLATE("nesterov does not mind how its parameters are split into runs", T, float,
                   double) {
    does_not_mind_how_runs_are_split<nesterov, T>(nesterov_others<T>());
}

TEST_CASE_TEMPLATE("nesterov leaves parameters and state alone when it would diverge", T, float,
                   double) {
    leaves_everything_when_diverging<nesterov, T>({});
    leaves_everything_when_diverging<nesterov, T>(nesterov_others<T>());
}

TEST_CASE_TEMPLATE("nesterov touches nothing beside its parameters and state", T, float, double) {
    touches_nothing_beside<nesterov, T>({});
}

TEST_CASE_TEMPLATE("nesterov keeps the parameters at a learning rate of 0", T, float, double) {
    keeps_parameters_at_rate_zero<nesterov, T>(nesterov_others<T>());
}

TEST_CASE_TEMPLATE("nesterov says which settings it takes", T, float, double) {
    is_rate<nesterov, T>(&nesterov::settings<T>::learning_rate);
    is_decay<nesterov, T>(&nesterov::settings<T>::coefficient);
}

TEST_CASE_TEMPLATE("nesterov goes down by the gradient and what momentum will add", T, float,
                   double) {
    trainee<nesterov, T> t(1);
    t.parameters[0] = T(8);
    t.gradient[0] = T(1);
    REQUIRE(t.update({T(1), T(0.5)}, 0) == status::ok);
    CHECK(t.state[0] == T(1));
    CHECK(t.parameters[0] == T(6.5));
    REQUIRE(t.update({T(1), T(0.5)}, 1) == status::ok);
    CHECK(t.state[0] == T(1.5));
    CHECK(t.parameters[0] == T(4.75));
}

TEST_CASE_TEMPLATE("nesterov gets down a long valley", T, float, double) {
    // The flattest mode shrinks by sqrt(0.9 * 0.99) = 0.944 a step, the others faster: 9.9e-6 after
    // 200, times less than 20 for the oscillation.
    CHECK(left_of_a_quadratic<nesterov, T>({T(0.01), T(0.9)}, 200) < T(20 * 9.9e-6));
}
