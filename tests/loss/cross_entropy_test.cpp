// SPDX-License-Identifier: MIT
#include "picomlp/loss/cross_entropy.hpp"

#include <cstring>

#include "golden/course_first_costs.hpp"
#include "loss/golden/course_logits.hpp"
#include "loss/golden/losses.hpp"
#include "loss/loss_checks.hpp"

using namespace testing;
using picomlp::binary_cross_entropy;
using picomlp::softmax_cross_entropy;

namespace {

double target_sum(const golden::loss_case& row) {
    double sum = 0;
    for (int k = 0; k < row.outputs; ++k) sum += row.target[k];
    return sum;
}

}  // namespace

TEST_CASE_TEMPLATE("binary cross-entropy is within its stated error, up to logits of 3e38", T,
                   float, double) {
    const auto cost_bound = [](const golden::loss_case& row) {
        const double n = row.outputs;
        double bound = (n + 6) * row.cost;
        for (int k = 0; k < row.outputs; ++k) {
            const bool hard = row.target[k] == 0 || row.target[k] == 1;
            if (!hard) bound += 2 * std::abs(row.prediction[k]) / n;
        }
        return bound;
    };
    const auto delta_bound = [](const golden::loss_case& row, int) { return 7.0 / row.outputs; };
    const auto worst = worst_errors<binary_cross_entropy, T>(golden::binary_cross_entropy_cases,
                                                             cost_bound, delta_bound);
    CHECK(worst.cost <= 1);
    CHECK(worst.delta <= 1);
}

TEST_CASE_TEMPLATE("binary cross-entropy is exact where a logit is huge", T, float, double) {
    for (const T z : {T(1e4), T(3e38), std::numeric_limits<T>::max()}) {
        CHECK(evaluated<binary_cross_entropy, T>({z}, {T(0)}).cost == z);
        CHECK(evaluated<binary_cross_entropy, T>({z}, {T(1)}).cost == T(0));
        CHECK(evaluated<binary_cross_entropy, T>({-z}, {T(0)}).cost == T(0));
        CHECK(evaluated<binary_cross_entropy, T>({-z}, {T(1)}).cost == z);
        CHECK(evaluated<binary_cross_entropy, T>({z}, {T(0)}).delta[0] == T(1));
        CHECK(evaluated<binary_cross_entropy, T>({z}, {T(1)}).delta[0] == T(0));
        CHECK(evaluated<binary_cross_entropy, T>({-z}, {T(0)}).delta[0] == T(0));
        CHECK(evaluated<binary_cross_entropy, T>({-z}, {T(1)}).delta[0] == T(-1));
    }
}

TEST_CASE_TEMPLATE("binary cross-entropy of many outputs is finite up to the end of the range", T,
                   float, double) {
    // (n + 6) epsilon / 2 is less than 2^-17 for 64 outputs in float.
    const T top = std::numeric_limits<T>::max() * (1 - T(0x1p-17));
    for (std::size_t outputs = 1; outputs <= 64; ++outputs) {
        const std::vector<T> z(outputs, top);
        CAPTURE(outputs);
        CHECK(
            std::isfinite(evaluated<binary_cross_entropy>(z, std::vector<T>(outputs, T(0))).cost));
    }
}

TEST_CASE(
    "the course's first costs come out of its exact logits, where its formula gave infinity") {
    for (const auto& course : golden::course_first_logits) {
        std::vector<double> y(300);
        for (std::size_t s = 0; s < 300; ++s) y[s] = course.labels[s] - '0';
        std::vector<double> cost(300, -1);
        binary_cross_entropy::evaluate<double>(1, 300, {course.logit, 300}, {y.data(), 300}, 1,
                                               {nullptr, 0}, cost.data());
        long double sum = 0;
        for (const double c : cost) sum += c;
        const double mean = static_cast<double>(sum / 300);
        bool found = false;
        for (const auto& expected : golden::course_first_costs) {
            if (std::strcmp(expected.dataset, course.dataset) == 0 &&
                std::strcmp(expected.init, course.init) == 0) {
                CHECK(std::abs(mean - expected.nearest) <= 1e-14 * expected.nearest);
                found = true;
            }
        }
        CHECK(found);
    }
}

TEST_CASE("the delta of binary cross-entropy agrees with central differences") {
    CHECK(worst_gradient_check<binary_cross_entropy>([](double u) { return u < 0.5 ? 0.0 : 1.0; }) <
          1e-7);
    CHECK(worst_gradient_check<binary_cross_entropy>([](double u) { return u; }) < 1e-7);
}

TEST_CASE_TEMPLATE("binary cross-entropy takes targets from 0 to 1 and no others", T, float,
                   double) {
    for (const T good : {T(0), -T(0), T(1), T(0.5), std::numeric_limits<T>::denorm_min()}) {
        CHECK(all_are(checks_with<binary_cross_entropy>(T(0.25), good), status::ok));
    }
    for (const T bad : {std::nextafter(T(1), T(2)), -std::numeric_limits<T>::denorm_min(), T(-1),
                        T(1e30), positive_infinity<T>, -positive_infinity<T>, not_a_number<T>}) {
        CHECK(all_are(checks_with<binary_cross_entropy>(T(0.25), bad), status::label_out_of_range));
    }
}

TEST_CASE_TEMPLATE("softmax cross-entropy is within its stated error, up to logits of 3e38", T,
                   float, double) {
    const auto cost_bound = [](const golden::loss_case& row) {
        return target_sum(row) * (2 * row.outputs + 8) + row.cost * (row.outputs + 4);
    };
    const auto delta_bound = [](const golden::loss_case& row, int) {
        return target_sum(row) * (1.5 * row.outputs + 13);
    };
    const auto worst = worst_errors<softmax_cross_entropy, T>(golden::softmax_cross_entropy_cases,
                                                              cost_bound, delta_bound);
    CHECK(worst.cost <= 1);
    CHECK(worst.delta <= 1);
}

TEST_CASE_TEMPLATE("softmax cross-entropy is exact where logits are huge", T, float, double) {
    for (const T z : {T(1e4), T(3e38), std::numeric_limits<T>::max()}) {
        const auto wrong = evaluated<softmax_cross_entropy, T>({z, T(0)}, {T(0), T(1)});
        CHECK(wrong.cost == z);
        CHECK(wrong.delta == std::vector<T>{T(1), T(-1)});
        const auto right = evaluated<softmax_cross_entropy, T>({z, -z}, {T(1), T(0)});
        CHECK(right.cost == T(0));
        CHECK(right.delta == std::vector<T>{T(0), T(0)});
    }
}

TEST_CASE_TEMPLATE("softmax cross-entropy is infinite only where the true cost is out of range", T,
                   float, double) {
    const T top = std::numeric_limits<T>::max();
    CHECK(evaluated<softmax_cross_entropy, T>({top / 2, -top / 2}, {T(0), T(1)}).cost == top);
    CHECK(evaluated<softmax_cross_entropy, T>({top, -top}, {T(0), T(1)}).cost ==
          positive_infinity<T>);
    CHECK(evaluated<softmax_cross_entropy, T>({top, -top}, {T(0), T(1)}).delta ==
          std::vector<T>{T(1), T(-1)});
}

TEST_CASE("the delta of softmax cross-entropy agrees with central differences") {
    std::mt19937_64 random(9);
    double worst = 0;
    for (const std::size_t outputs : {2u, 3u, 10u}) {
        for (std::size_t label = 0; label < outputs; ++label) {
            std::vector<double> z(outputs);
            std::vector<double> y(outputs);
            for (double& v : z) v = static_cast<double>(random() >> 11) * 0x1p-50 - 4;
            y[label] = 1;
            worst = std::max(worst, gradient_check<softmax_cross_entropy>(z, y, 1.0 / 16));
        }
    }
    CHECK(worst < 1e-7);
    // One output has cost 0 and delta 0 whatever its logit: nothing to compare there.
    const auto single = evaluated<softmax_cross_entropy, double>({3.5}, {1.0});
    CHECK(single.cost == 0);
    CHECK(single.delta[0] == 0);
}

TEST_CASE("the delta of softmax cross-entropy is the derivative whatever the targets add up to") {
    CHECK(gradient_check<softmax_cross_entropy>({2, -1, 0.25}, {0.5, 0.25, 0.25}, 1) < 1e-7);
    CHECK(gradient_check<softmax_cross_entropy>({2, -1, 0.25}, {1, 1, 0}, 1) < 1e-7);
    CHECK(gradient_check<softmax_cross_entropy>({2, -1, 0.25}, {0.125, 0, 0}, 0.5) < 1e-7);
}

TEST_CASE_TEMPLATE("a sample without targets costs nothing and moves nothing", T, float, double) {
    const auto none = evaluated<softmax_cross_entropy, T>({T(3), T(1e4)}, {T(0), T(0)});
    CHECK(none.cost == T(0));
    CHECK(none.delta == std::vector<T>{T(0), T(0)});
}

TEST_CASE_TEMPLATE("softmax cross-entropy takes targets from 0 to 1 and no others", T, float,
                   double) {
    for (const T good : {T(0), -T(0), T(1), T(0.5), std::numeric_limits<T>::denorm_min()}) {
        CHECK(all_are(checks_with<softmax_cross_entropy>(T(0.25), good), status::ok));
    }
    for (const T bad : {std::nextafter(T(1), T(2)), -std::numeric_limits<T>::denorm_min(), T(-1),
                        T(1e30), positive_infinity<T>, -positive_infinity<T>, not_a_number<T>}) {
        CHECK(
            all_are(checks_with<softmax_cross_entropy>(T(0.25), bad), status::label_out_of_range));
    }
}
