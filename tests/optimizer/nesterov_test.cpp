#include "picomlp/optimizer/gradient_descent.hpp"

#include "optimizer/optimizer_checks.hpp"

using namespace optimizer_checks;
using picomlp::nesterov;

namespace {

static_assert(nesterov::state_arrays == 1);

template <class T>
using settings = nesterov::settings<T>;

/// Those of the golden steps with changing rates.
template <class T>
settings<T> others() {
    return {T(0.02), T(0.8)};
}

}  // namespace

TEST_CASE_TEMPLATE("nesterov equals NumPy bit for bit over a hundred steps", T, float, double) {
    equals_numpy<nesterov, T>({}, false, golden::nesterov_plain<T>);
    equals_numpy<nesterov, T>(others<T>(), true, golden::nesterov_changing<T>);
}

TEST_CASE_TEMPLATE("nesterov does not mind how its parameters are split into runs", T, float,
                   double) {
    does_not_mind_how_runs_are_split<nesterov, T>(others<T>());
}

TEST_CASE_TEMPLATE("nesterov leaves parameters and state alone when it would diverge", T, float,
                   double) {
    leaves_everything_when_diverging<nesterov, T>({});
    leaves_everything_when_diverging<nesterov, T>(others<T>());
}

TEST_CASE_TEMPLATE("nesterov touches nothing beside its parameters and state", T, float, double) {
    touches_nothing_beside<nesterov, T>({});
}

TEST_CASE_TEMPLATE("nesterov keeps the parameters at a learning rate of 0", T, float, double) {
    keeps_parameters_at_rate_zero<nesterov, T>(others<T>());
}

TEST_CASE_TEMPLATE("nesterov says which settings it takes", T, float, double) {
    is_rate<nesterov, T>(&settings<T>::learning_rate);
    is_decay<nesterov, T>(&settings<T>::coefficient);
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
