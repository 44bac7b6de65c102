// SPDX-License-Identifier: MIT
#include "picomlp/optimizer/rprop.hpp"

#include <utility>

#include "optimizer/optimizer_checks.hpp"

using namespace testing;
using picomlp::rprop;

namespace {

static_assert(rprop::state_arrays == 2);

template <class T>
using settings = rprop::settings<T>;

/// Those of the golden steps with changing rates.
template <class T>
settings<T> others() {
    return {T(0.1), T(0.4), T(1.3), T(0.001), T(0.25)};
}

}  // namespace

TEST_CASE_TEMPLATE("rprop equals NumPy bit for bit over a hundred steps", T, float, double) {
    equals_numpy<rprop, T>({}, false, golden::rprop_plain<T>);
    equals_numpy<rprop, T>(others<T>(), true, golden::rprop_changing<T>);
}

TEST_CASE_TEMPLATE("rprop does not mind how its parameters are split into runs", T, float, double) {
    does_not_mind_how_runs_are_split<rprop, T>(others<T>());
}

TEST_CASE_TEMPLATE("rprop leaves parameters and state alone when it would diverge", T, float,
                   double) {
    leaves_everything_when_diverging<rprop, T>({});
    leaves_everything_when_diverging<rprop, T>(others<T>());
}

TEST_CASE_TEMPLATE("rprop touches nothing beside its parameters and state", T, float, double) {
    touches_nothing_beside<rprop, T>({});
}

TEST_CASE_TEMPLATE("rprop says which settings it takes", T, float, double) {
    is_rate<rprop, T>(&settings<T>::learning_rate);
    has_range<rprop, T>(&settings<T>::decrease, {T(0.001), T(0.5), T(0.999)},
                        {T(0), T(-0.5), T(1), T(1.5)});
    has_range<rprop, T>(&settings<T>::increase, {T(1.001), T(1.5), T(10)},
                        {T(0), T(-1.2), T(1), T(0.5)});
    has_range<rprop, T>(&settings<T>::minimum_step, {T(1e-30), T(1), T(50)},
                        {T(0), T(-1e-6), T(51)});
    has_range<rprop, T>(&settings<T>::maximum_step, {T(1e-6), T(1), T(1e30)},
                        {T(0), T(-50), T(1e-7)});
}

TEST_CASE_TEMPLATE("rprop follows signs: longer, shorter, waiting, and within its limits", T, float,
                   double) {
    const settings<T> chosen{T(1), T(0.5), T(1.5), T(0.375), T(2)};
    trainee<rprop, T> t(1);
    // gradient, the size after it, the parameter after it
    const T rows[][3] = {
        {T(1e-30), T(1), T(-1)},         // the first: learning_rate
        {T(1e-30), T(1.5), T(-2.5)},     // same sign, though the product underflows in float
        {T(1e30), T(2), T(-4.5)},        // longer, up to maximum_step
        {T(-1), T(1), T(-4.5)},          // turned: shorter, and waits
        {T(-1), T(1), T(-3.5)},          // after waiting: as long
        {T(0), T(1), T(-3.5)},           // nothing to follow
        {T(1), T(1), T(-4.5)},           // nothing remembered to compare with
        {T(-1e-30), T(0.5), T(-4.5)},    // turned again
        {T(1), T(0.5), T(-5)},           //
        {T(-1), T(0.375), T(-5)},        // not below minimum_step
        {T(-1), T(0.375), T(-4.625)},    //
        {T(-1), T(0.5625), T(-4.0625)},  //
    };
    std::uint32_t step = 0;
    for (const auto& row : rows) {
        CAPTURE(step);
        t.gradient[0] = row[0];
        REQUIRE(t.update(chosen, step++) == status::ok);
        CHECK(t.state_of(1, 0) == row[1]);
        CHECK(t.parameters[0] == row[2]);
    }
}

TEST_CASE_TEMPLATE("rprop holds its first step within the limits", T, float, double) {
    for (const auto& [rate, size] :
         {std::pair{T(0), T(0.25)}, std::pair{T(0.125), T(0.25)}, std::pair{T(5), T(2)}}) {
        trainee<rprop, T> t(1);
        t.gradient[0] = T(1);
        REQUIRE(t.update({rate, T(0.5), T(1.5), T(0.25), T(2)}, 0) == status::ok);
        CHECK(t.parameters[0] == -size);
    }
}

TEST_CASE_TEMPLATE("rprop looks at the learning rate in its first step alone", T, float, double) {
    std::mt19937_64 random(23);
    trainee<rprop, T> t(9);
    fill(t.parameters, random);
    trainee<rprop, T> other = t;
    for (std::uint32_t step = 0; step < 4; ++step) {
        fill(t.gradient, random);
        other.gradient = t.gradient;
        REQUIRE(t.update({T(0.125)}, step) == status::ok);
        REQUIRE(other.update({step == 0 ? T(0.125) : T(7)}, step) == status::ok);
    }
    CHECK(same_bits(t.parameters, other.parameters));
}

TEST_CASE_TEMPLATE("rprop gets down a long valley", T, float, double) {
    // Sizes halve whenever a minimum is passed, down to minimum_step.
    CHECK(left_of_a_quadratic<rprop, T>({}, 200) < T(1e-4));
}
