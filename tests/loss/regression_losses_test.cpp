// SPDX-License-Identifier: MIT
#include "picomlp/loss/regression_losses.hpp"

#include "loss/golden/losses.hpp"
#include "loss/loss_checks.hpp"

using namespace testing;
using picomlp::huber;
using picomlp::mean_squared_error;

TEST_CASE_TEMPLATE("mean squared error is within its stated error of its golden values", T, float,
                   double) {
    const auto cost_bound = [](const golden::loss_case& row) {
        return row.cost * (row.outputs + 4);
    };
    const auto delta_bound = [](const golden::loss_case& row, int k) {
        return 4 * std::abs(row.delta[k]);
    };
    const auto worst = worst_errors<mean_squared_error, T>(golden::mean_squared_error_cases,
                                                           cost_bound, delta_bound);
    CHECK(worst.cost <= 1);
    CHECK(worst.delta <= 1);
}

TEST_CASE_TEMPLATE("mean squared error beyond the range is infinite", T, float, double) {
    const T top = std::numeric_limits<T>::max();
    CHECK(evaluated<mean_squared_error, T>({top}, {T(0)}).cost == positive_infinity<T>);
    CHECK(evaluated<mean_squared_error, T>({T(3)}, {T(1)}).cost == T(4));
    CHECK(evaluated<mean_squared_error, T>({T(3)}, {T(1)}, T(0.5)).delta[0] == T(2));
}

TEST_CASE("the delta of mean squared error agrees with central differences") {
    CHECK(worst_gradient_check<mean_squared_error>([](double u) { return 6 * u - 3; }) < 1e-7);
}

TEST_CASE_TEMPLATE("mean squared error takes every finite target and no other", T, float, double) {
    for (const T good : {T(0), T(-7), T(1e30), std::numeric_limits<T>::lowest()}) {
        CHECK(all_are(checks_with<mean_squared_error>(T(2), good), status::ok));
    }
    for (const T bad : {positive_infinity<T>, -positive_infinity<T>, not_a_number<T>}) {
        CHECK(all_are(checks_with<mean_squared_error>(T(2), bad), status::not_finite_input));
    }
}

TEST_CASE_TEMPLATE("Huber's loss is within its stated error of its golden values", T, float,
                   double) {
    const auto cost_bound = [](const golden::loss_case& row) {
        return row.cost * (row.outputs + 4);
    };
    const auto delta_bound = [](const golden::loss_case& row, int k) {
        return 4 * std::abs(row.delta[k]);
    };
    const auto worst = worst_errors<huber, T>(golden::huber_cases, cost_bound, delta_bound);
    CHECK(worst.cost <= 1);
    CHECK(worst.delta <= 1);
}

TEST_CASE_TEMPLATE("the loss of Huber is quadratic up to an error of 1 and linear beyond", T, float,
                   double) {
    CHECK(evaluated<huber, T>({T(1)}, {T(0)}).cost == T(0.5));
    CHECK(evaluated<huber, T>({T(0.5)}, {T(0)}).cost == T(0.125));
    CHECK(evaluated<huber, T>({T(0)}, {T(3)}).cost == T(2.5));
    CHECK(evaluated<huber, T>({T(0)}, {T(3)}).delta[0] == T(-1));
    CHECK(evaluated<huber, T>({T(0.5)}, {T(0)}).delta[0] == T(0.5));
    CHECK(evaluated<huber, T>({std::numeric_limits<T>::max()}, {T(0)}).cost ==
          std::numeric_limits<T>::max());
}

TEST_CASE("the delta of Huber's loss agrees with central differences") {
    CHECK(worst_gradient_check<huber>([](double u) { return 6 * u - 3; }) < 1e-7);
}

TEST_CASE_TEMPLATE("Huber's loss takes every finite target and no other", T, float, double) {
    for (const T good : {T(0), T(-7), T(1e30), std::numeric_limits<T>::lowest()}) {
        CHECK(all_are(checks_with<huber>(T(2), good), status::ok));
    }
    for (const T bad : {positive_infinity<T>, -positive_infinity<T>, not_a_number<T>}) {
        CHECK(all_are(checks_with<huber>(T(2), bad), status::not_finite_input));
    }
}
