// SPDX-License-Identifier: MIT
#include "picomlp/optimizer/rmsprop.hpp"

#include "optimizer/optimizer_checks.hpp"

using namespace testing;
using picomlp::rmsprop;

namespace {

static_assert(rmsprop::state_arrays == 1);

template <class T>
using settings = rmsprop::settings<T>;

/// Those of the golden steps with changing rates.
template <class T>
settings<T> others() {
    return {T(0.05), T(0.99), T(1e-6)};
}

}  // namespace

TEST_CASE_TEMPLATE("rmsprop equals NumPy bit for bit over a hundred steps", T, float, double) {
    equals_numpy<rmsprop, T>({}, false, golden::rmsprop_plain<T>);
    equals_numpy<rmsprop, T>(others<T>(), true, golden::rmsprop_changing<T>);
}

TEST_CASE_TEMPLATE("rmsprop does not mind how its parameters are split into runs", T, float,
                   double) {
    does_not_mind_how_runs_are_split<rmsprop, T>(others<T>());
}

TEST_CASE_TEMPLATE("rmsprop leaves parameters and state alone when it would diverge", T, float,
                   double) {
    leaves_everything_when_diverging<rmsprop, T>({});
    leaves_everything_when_diverging<rmsprop, T>(others<T>());
}

TEST_CASE_TEMPLATE("rmsprop touches nothing beside its parameters and state", T, float, double) {
    touches_nothing_beside<rmsprop, T>({});
}

TEST_CASE_TEMPLATE("rmsprop keeps the parameters at a learning rate of 0", T, float, double) {
    keeps_parameters_at_rate_zero<rmsprop, T>(others<T>());
}

TEST_CASE_TEMPLATE("rmsprop says which settings it takes", T, float, double) {
    is_rate<rmsprop, T>(&settings<T>::learning_rate);
    is_decay<rmsprop, T>(&settings<T>::decay);
    is_positive<rmsprop, T>(&settings<T>::epsilon);
}

TEST_CASE_TEMPLATE("rmsprop diverges when a square is too large, not only when a parameter is", T,
                   float, double) {
    // The mean square is infinite then, and the parameter would quietly stay where it is.
    leaves_everything_when_spoilt<rmsprop, T>({}, [](auto& t, std::size_t k) {
        t.gradient[k] = std::sqrt(std::numeric_limits<T>::max()) * T(8);
    });
}

TEST_CASE_TEMPLATE("rmsprop's first step is as long for a small gradient as for a large one", T,
                   float, double) {
    trainee<rmsprop, T> t(2);
    t.gradient = {T(-1024), T(0.125)};
    REQUIRE(t.update({T(0.5), T(0.75), std::numeric_limits<T>::min()}, 0) == status::ok);
    CHECK(t.parameters[0] == T(1));  // 0.5 / sqrt(1 - 0.75)
    CHECK(t.parameters[1] == T(-1));
}

TEST_CASE_TEMPLATE("rmsprop gets down a long valley", T, float, double) {
    // No step is longer than learning_rate / sqrt(1 - decay), so from the other side of the
    // minimum it comes back to within one such step.
    CHECK(left_of_a_quadratic<rmsprop, T>({T(0.01), T(0.9), T(1e-8)}, 400) <
          T(0.01) / std::sqrt(T(0.1)));
}
