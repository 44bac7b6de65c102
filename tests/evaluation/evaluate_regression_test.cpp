// SPDX-License-Identifier: MIT
#include "picomlp/evaluation/evaluate_regression.hpp"

#include <cstring>
#include <limits>
#include <random>

#include "doctest_config.hpp"
#include "instruction_sets.hpp"
#include "picomlp/activation/hyperbolic_tangent.hpp"
#include "picomlp/activation/identity.hpp"
#include "reference/network_cases.hpp"

using picomlp::basic_network;
using picomlp::dense;
using picomlp::evaluate_regression;
using picomlp::hyperbolic_tangent;
using picomlp::identity;
using picomlp::input;
using picomlp::regression_scratch;
using picomlp::status;

namespace {

template <class T>
using three_to_two = basic_network<T, input<3>, dense<9, hyperbolic_tangent>,
                                   dense<8, hyperbolic_tangent>, dense<2, identity>>;

template <class Metrics>
bool same_metrics(const Metrics& a, const Metrics& b) {
    return a.status == b.status && a.samples == b.samples &&
           std::memcmp(&a.pooled, &b.pooled, sizeof a.pooled) == 0 &&
           std::memcmp(a.of_output, b.of_output, sizeof a.of_output) == 0;
}

}  // namespace

TEST_CASE_TEMPLATE("figures are those of the network's predictions, whatever the scratch", T, float,
                   double) {
    using net = three_to_two<T>;
    std::mt19937 random(6);
    typename net::parameters w;
    reference::fill_parameters(w, random);
    const auto x = reference::any_matrix<T>(3, 71, random, -2, 2);
    const auto y = reference::any_matrix<T>(2, 71, random, -1, 1);
    const auto x_view = reference::view_of<3>(x);
    const auto y_view = reference::view_of<2>(y);
    reference::matrix<T> predicted(2, 71);
    picomlp::batch_scratch<net, 71> plain;
    CHECK(predict(w, plain, x_view, reference::view_of<2>(predicted)) == status::ok);
    picomlp::regression_sums<T, 2> sums;
    CHECK(sums.add(reference::view_of<2>(predicted), y_view) == status::ok);
    const auto expected = sums.result();
    CHECK(expected.status == status::ok);
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        INFO(picomlp::name_of(set));
        regression_scratch<net, 1> one;
        CHECK(same_metrics(evaluate_regression(w, one, x_view, y_view), expected));
        regression_scratch<net, 13> some;
        CHECK(same_metrics(evaluate_regression(w, some, x_view, y_view), expected));
        // Nothing is left from the time before.
        CHECK(same_metrics(evaluate_regression(w, some, x_view, y_view), expected));
        regression_scratch<net, 100> many;
        CHECK(same_metrics(evaluate_regression(w, many, x_view, y_view), expected));
    });
}

TEST_CASE_TEMPLATE("one sample as plain arrays is evaluated like any other", T, float, double) {
    using net = basic_network<T, input<1>, dense<1, identity>>;
    typename net::parameters w{{2, 1}};
    regression_scratch<net, 2> scratch;
    const T x[1] = {3};
    const T y[1] = {5};
    const auto found = evaluate_regression(w, scratch, x, y);
    CHECK(found.status == status::ok);
    CHECK(found.samples == 1);
    CHECK(found.pooled.mean_absolute_error == 2);
    CHECK(found.of_output[0].root_mean_squared_error == 2);
    CHECK(found.pooled.r2 == 0);
}

TEST_CASE_TEMPLATE("what cannot be evaluated says why, and all figures are 0", T, float, double) {
    using net = basic_network<T, input<1>, dense<1, identity>>;
    const typename net::parameters w{{2, 1}};
    regression_scratch<net, 2> scratch;
    const T x[1][3] = {{1, 2, 3}};
    const T y[1][3] = {{3, 5, 8}};
    const auto check = [&](const auto& features, const auto& targets, status expected) {
        const auto found = evaluate_regression(w, scratch, features, targets);
        CHECK(found.status == expected);
        CHECK(found.samples == 0);
        CHECK(found.pooled.mean_absolute_error == 0);
        CHECK(found.pooled.root_mean_squared_error == 0);
        CHECK(found.pooled.r2 == 0);
        CHECK(found.of_output[0].mean_absolute_error == 0);
        CHECK(found.of_output[0].r2 == 0);
    };
    const auto all_x = picomlp::feature_major(x);
    const auto all_y = picomlp::feature_major(y);
    check(all_x.slice(0, 0), all_y.slice(0, 0), status::no_samples);
    check(all_x.slice(0, 2), y, status::mismatched_samples);
    for (const T bad : {std::numeric_limits<T>::infinity(), -std::numeric_limits<T>::infinity(),
                        std::numeric_limits<T>::quiet_NaN()}) {
        const T wrong[1][3] = {{1, 2, bad}};
        check(wrong, y, status::not_finite_input);
        check(x, wrong, status::not_finite_input);
    }
    const T large = std::numeric_limits<T>::max();
    const T far[1][3] = {{1, 2, large}};
    check(far, y, status::not_finite_output);
    const T apart[1][3] = {{-large, 2, large}};
    check(x, apart, status::beyond_range);
}
