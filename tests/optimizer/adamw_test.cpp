#include "picomlp/optimizer/adam.hpp"

#include "optimizer/optimizer_checks.hpp"

using namespace optimizer_checks;
using picomlp::adamw;

namespace {

static_assert(adamw::state_arrays == 2);

template <class T>
using settings = adamw::settings<T>;

/// Those of the golden steps with changing rates.
template <class T>
settings<T> others() {
    return {T(0.05), T(0.8), T(0.95), T(1e-6), T(0.125)};
}

}  // namespace

TEST_CASE_TEMPLATE("adamw equals NumPy bit for bit over a hundred steps", T, float, double) {
    equals_numpy<adamw, T>({}, false, golden::adamw_plain<T>);
    equals_numpy<adamw, T>(others<T>(), true, golden::adamw_changing<T>);
}

TEST_CASE_TEMPLATE("adamw does not mind how its parameters are split into runs", T, float, double) {
    does_not_mind_how_runs_are_split<adamw, T>(others<T>());
}

TEST_CASE_TEMPLATE("adamw leaves parameters and state alone when it would diverge", T, float,
                   double) {
    leaves_everything_when_diverging<adamw, T>({});
    leaves_everything_when_diverging<adamw, T>(others<T>());
}

TEST_CASE_TEMPLATE("adamw touches nothing beside its parameters and state", T, float, double) {
    touches_nothing_beside<adamw, T>({});
}

TEST_CASE_TEMPLATE("adamw keeps the parameters at a learning rate of 0", T, float, double) {
    keeps_parameters_at_rate_zero<adamw, T>(others<T>());
}

TEST_CASE_TEMPLATE("adamw diverges when a square is too large, not only when a parameter is", T,
                   float, double) {
    // The mean square is infinite then, and the parameter would quietly stay where it is.
    leaves_everything_when_spoilt<adamw, T>({}, [](auto& t, std::size_t k) {
        t.gradient[k] = std::sqrt(std::numeric_limits<T>::max()) * T(64);
    });
}

TEST_CASE_TEMPLATE("adamw says which settings it takes", T, float, double) {
    is_rate<adamw, T>(&settings<T>::learning_rate);
    is_decay<adamw, T>(&settings<T>::beta1);
    is_decay<adamw, T>(&settings<T>::beta2);
    is_positive<adamw, T>(&settings<T>::epsilon);
    is_rate<adamw, T>(&settings<T>::weight_decay);
}

TEST_CASE_TEMPLATE("adamw decays no more than all there is", T, float, double) {
    settings<T> chosen;
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
