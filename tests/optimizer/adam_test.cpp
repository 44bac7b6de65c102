// SPDX-License-Identifier: MIT
#include "picomlp/optimizer/adam.hpp"

#include "optimizer/optimizer_checks.hpp"

using namespace testing;
using picomlp::adam;
using picomlp::adamw;

namespace {

static_assert(adam::state_arrays == 2);

/// Those of the golden steps with changing rates.
template <class T>
adam::settings<T> adam_others() {
    return {T(0.05), T(0.8), T(0.95), T(1e-6)};
}

static_assert(adamw::state_arrays == 2);

/// Those of the golden steps with changing rates.
template <class T>
adamw::settings<T> adamw_others() {
    return {T(0.05), T(0.8), T(0.95), T(1e-6), T(0.125)};
}

}  // namespace

TEST_CASE_TEMPLATE("adam equals NumPy bit for bit over a hundred steps", T, float, double) {
    equals_numpy<adam, T>({}, false, golden::adam_plain<T>);
    equals_numpy<adam, T>(adam_others<T>(), true, golden::adam_changing<T>);
}

TEST_CASE_TEMPLATE("adam does not mind how its parameters are split into runs", T, float, double) {
    does_not_mind_how_runs_are_split<adam, T>(adam_others<T>());
}

TEST_CASE_TEMPLATE("adam leaves parameters and state alone when it would diverge", T, float,
                   double) {
    leaves_everything_when_diverging<adam, T>({});
    leaves_everything_when_diverging<adam, T>(adam_others<T>());
}

TEST_CASE_TEMPLATE("adam touches nothing beside its parameters and state", T, float, double) {
    touches_nothing_beside<adam, T>({});
}

TEST_CASE_TEMPLATE("adam keeps the parameters at a learning rate of 0", T, float, double) {
    keeps_parameters_at_rate_zero<adam, T>(adam_others<T>());
}

TEST_CASE_TEMPLATE("adam diverges when a square is too large, not only when a parameter is", T,
                   float, double) {
    // The mean square is infinite then, and the parameter would quietly stay where it is.
    leaves_everything_when_spoilt<adam, T>({}, [](auto& t, std::size_t k) {
        t.gradient[k] = std::sqrt(std::numeric_limits<T>::max()) * T(64);
    });
}

TEST_CASE_TEMPLATE("adam says which settings it takes", T, float, double) {
    is_rate<adam, T>(&adam::settings<T>::learning_rate);
    is_decay<adam, T>(&adam::settings<T>::beta1);
    is_decay<adam, T>(&adam::settings<T>::beta2);
    is_positive<adam, T>(&adam::settings<T>::epsilon);
}

TEST_CASE_TEMPLATE("adam's first step is the learning rate, whatever the gradient's size", T, float,
                   double) {
    trainee<adam, T> t(3);
    t.gradient = {T(-1000), T(0.01), T(0)};
    const T epsilon = std::numeric_limits<T>::min();
    REQUIRE(t.update({T(0.125), T(0.9), T(0.999), epsilon}, 0) == status::ok);
    // Twelve roundings on the way, each of half a unit.
    const T tolerance = T(0.125) * 6 * std::numeric_limits<T>::epsilon();
    CHECK(std::fabs(t.parameters[0] - T(0.125)) <= tolerance);
    CHECK(std::fabs(t.parameters[1] + T(0.125)) <= tolerance);
    CHECK(t.parameters[2] == T(0));
}

TEST_CASE_TEMPLATE("adam corrects nothing any more after very many steps", T, float, double) {
    // c may be one unit below 1, and eight roundings of half a unit follow.
    const T tolerance = 6 * std::numeric_limits<T>::epsilon();
    for (const std::uint32_t step : {2000U, 0x80000000U, 0xffffffffU}) {
        CAPTURE(step);
        trainee<adam, T> t(1);
        t.state.assign(t.state.size(), T(0));
        t.gradient[0] = T(4);
        REQUIRE(t.update({T(1), T(0.5), T(0.75), T(1)}, step) == status::ok);
        CHECK(t.state_of(0, 0) == T(2));
        CHECK(t.state_of(1, 0) == T(4));
        CHECK(std::fabs(t.parameters[0] / (T(2) / T(3)) + T(1)) <= tolerance);
    }
}

TEST_CASE_TEMPLATE("adam treats weights and biases alike", T, float, double) {
    std::mt19937_64 random(21);
    trainee<adam, T> t(9);
    fill(t.parameters, random);
    fill(t.gradient, random);
    trainee<adam, T> other = t;
    REQUIRE(t.update({}, 0, {{9, T(1), true}}) == status::ok);
    REQUIRE(other.update({}, 0, {{9, T(1), false}}) == status::ok);
    CHECK(same_bits(t.parameters, other.parameters));
}

TEST_CASE_TEMPLATE("adam gets down a long valley", T, float, double) {
    // Five steps' length from the minimum at most: it still swings a little.
    CHECK(left_of_a_quadratic<adam, T>({T(0.01), T(0.9), T(0.999), T(1e-8)}, 1000) < T(0.05));
}

TEST_CASE_TEMPLATE("adamw equals NumPy bit for bit over a hundred steps", T, float, double) {
    equals_numpy<adamw, T>({}, false, golden::adamw_plain<T>);
    equals_numpy<adamw, T>(adamw_others<T>(), true, golden::adamw_changing<T>);
}

TEST_CASE_TEMPLATE("adamw does not mind how its parameters are split into runs", T, float, double) {
    does_not_mind_how_runs_are_split<adamw, T>(adamw_others<T>());
}

TEST_CASE_TEMPLATE("adamw leaves parameters and state alone when it would diverge", T, float,
                   double) {
    leaves_everything_when_diverging<adamw, T>({});
    leaves_everything_when_diverging<adamw, T>(adamw_others<T>());
}

TEST_CASE_TEMPLATE("adamw touches nothing beside its parameters and state", T, float, double) {
    touches_nothing_beside<adamw, T>({});
}

TEST_CASE_TEMPLATE("adamw keeps the parameters at a learning rate of 0", T, float, double) {
    keeps_parameters_at_rate_zero<adamw, T>(adamw_others<T>());
}

TEST_CASE_TEMPLATE("adamw diverges when a square is too large, not only when a parameter is", T,
                   float, double) {
    // The mean square is infinite then, and the parameter would quietly stay where it is.
    leaves_everything_when_spoilt<adamw, T>({}, [](auto& t, std::size_t k) {
        t.gradient[k] = std::sqrt(std::numeric_limits<T>::max()) * T(64);
    });
}

TEST_CASE_TEMPLATE("adamw says which settings it takes", T, float, double) {
    is_rate<adamw, T>(&adamw::settings<T>::learning_rate);
    is_decay<adamw, T>(&adamw::settings<T>::beta1);
    is_decay<adamw, T>(&adamw::settings<T>::beta2);
    is_positive<adamw, T>(&adamw::settings<T>::epsilon);
    is_rate<adamw, T>(&adamw::settings<T>::weight_decay);
}

TEST_CASE_TEMPLATE("adamw decays no more than all there is", T, float, double) {
    adamw::settings<T> chosen;
    chosen.learning_rate = T(0.5);
    chosen.weight_decay = T(2);
    CHECK(adamw::check(chosen) == status::ok);
    chosen.weight_decay = T(2.0625);
    CHECK(adamw::check(chosen) == status::bad_argument);
}

TEST_CASE_TEMPLATE("adamw decays weights and leaves biases to adam", T, float, double) {
    CHECK(adamw::decays);
    std::mt19937_64 random(22);
    trainee<adamw, T> decayed(20);
    fill(decayed.parameters, random);
    fill(decayed.gradient, random);
    trainee<picomlp::adam, T> plain(20);
    plain.gradient = decayed.gradient;
    plain.parameters = decayed.parameters;
    REQUIRE(decayed.update({T(0.5), T(0.9), T(0.999), T(1e-8), T(0.25)}, 0,
                           {{11, T(1), true}, {9, T(1), false}}) == status::ok);
    REQUIRE(plain.update({T(0.5), T(0.9), T(0.999), T(1e-8)}, 0,
                         {{11, T(0.875), true}, {9, T(1), true}}) == status::ok);
    CHECK(same_bits(decayed.parameters, plain.parameters));
    CHECK(same_bits(decayed.state, plain.state));
}

TEST_CASE_TEMPLATE("adamw gets down a long valley", T, float, double) {
    // Five steps' length from the minimum at most: it still swings a little.
    CHECK(left_of_a_quadratic<adamw, T>({T(0.01), T(0.9), T(0.999), T(1e-8), T(0.01)}, 1000) <
          T(0.05));
}
