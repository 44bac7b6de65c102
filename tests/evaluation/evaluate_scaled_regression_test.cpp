// SPDX-License-Identifier: MIT
#include "picomlp/evaluation/evaluate_regression.hpp"

#include <cstring>
#include <limits>
#include <random>
#include <vector>

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
using picomlp::scaled_model;
using picomlp::scaled_regression_scratch;
using picomlp::scaled_regressor;
using picomlp::status;

namespace {

constexpr uint32_t samples = 71;

template <class T>
using nine_to_two = basic_network<T, input<9>, dense<7, hyperbolic_tangent>, dense<8, identity>,
                                  dense<2, identity>>;

template <class T>
scaled_regressor<nine_to_two<T>> made_up_model() {
    std::mt19937 random(6);
    scaled_regressor<nine_to_two<T>> model;
    reference::fill_parameters(model.parameters, random);
    for (T& offset : model.scaling.offset) offset = reference::between<T>(random, -1, 1);
    for (T& factor : model.scaling.factor) factor = reference::between<T>(random, -2, 2);
    for (T& offset : model.targets.offset) offset = reference::between<T>(random, -30, 30);
    for (T& scale : model.targets.scale) scale = reference::between<T>(random, -9, 9);
    return model;
}

template <class Metrics>
bool same_metrics(const Metrics& a, const Metrics& b) {
    return a.status == b.status && a.samples == b.samples &&
           std::memcmp(&a.pooled, &b.pooled, sizeof a.pooled) == 0 &&
           std::memcmp(a.of_output, b.of_output, sizeof a.of_output) == 0;
}

template <class T>
std::vector<T> turned(const reference::matrix<T>& all) {
    std::vector<T> sample_by_sample;
    for (size_t s = 0; s < all.samples; ++s) {
        for (size_t f = 0; f < all.features; ++f) sample_by_sample.push_back(all(f, s));
    }
    return sample_by_sample;
}

/// The figures have the bits of predicting all and adding that up, whatever scratch and order.
template <class Model, class T>
void check_model(const Model& model, const reference::matrix<T>& x, const reference::matrix<T>& y) {
    using net = nine_to_two<T>;
    const auto x_view = reference::view_of<9>(x);
    const auto y_view = reference::view_of<2>(y);
    reference::matrix<T> predicted(2, samples);
    picomlp::scaled_scratch<net, samples> plain;
    CHECK(predict(model, plain, x_view, reference::view_of<2>(predicted)) == status::ok);
    picomlp::regression_sums<T, 2> sums;
    CHECK(sums.add(reference::view_of<2>(predicted), y_view) == status::ok);
    const auto expected = sums.result();
    CHECK(expected.status == status::ok);
    const auto turned_x = turned(x);
    const auto turned_y = turned(y);
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        INFO(picomlp::name_of(set));
        scaled_regression_scratch<net, 1> one;
        CHECK(same_metrics(evaluate_regression(model, one, x_view, y_view), expected));
        scaled_regression_scratch<net, 13> some;
        CHECK(same_metrics(evaluate_regression(model, some, x_view, y_view), expected));
        // Nothing is left from the time before.
        CHECK(same_metrics(evaluate_regression(model, some, picomlp::sample_major(turned_x),
                                               picomlp::sample_major(turned_y)),
                           expected));
        scaled_regression_scratch<net, 100> many;
        CHECK(same_metrics(
            evaluate_regression(model, many, x_view, picomlp::sample_major(turned_y)), expected));
    });
}

}  // namespace

TEST_CASE_TEMPLATE("figures of models with scalings are those of their predictions", T, float,
                   double) {
    std::mt19937 random(16);
    const auto model = made_up_model<T>();
    const auto x = reference::any_matrix<T>(9, samples, random, -2, 2);
    const auto y = reference::any_matrix<T>(2, samples, random, -30, 30);
    check_model(model, x, y);
    check_model(scaled_model<nine_to_two<T>>{model.scaling, model.parameters}, x, y);
}

TEST_CASE_TEMPLATE("errors are in the targets' unit", T, float, double) {
    using net = basic_network<T, input<1>, dense<1, identity>>;
    // y' = (x - 2) * 3 * 2 + 1; y = y' * 10 + 100.
    const scaled_regressor<net> model = {{{2}, {3}}, {{2, 1}}, {{100}, {10}}};
    scaled_regression_scratch<net, 2> scratch;
    const T x[1] = {4};  // y' = 13, y = 230
    const T y[1] = {235};
    const auto found = evaluate_regression(model, scratch, x, y);
    CHECK(found.status == status::ok);
    CHECK(found.pooled.mean_absolute_error == 5);
}

TEST_CASE_TEMPLATE("a model that cannot be evaluated says why, and all figures are 0", T, float,
                   double) {
    using net = basic_network<T, input<1>, dense<1, identity>>;
    const T large = std::numeric_limits<T>::max();
    const scaled_regressor<net> good = {{{0}, {1}}, {{2, 1}}, {{0}, {1}}};
    scaled_regression_scratch<net, 2> scratch;
    const T x[1][3] = {{1, 2, 3}};
    const T y[1][3] = {{3, 5, 8}};
    const auto check = [&](const auto& model, const auto& features, const auto& targets,
                           status expected) {
        const auto found = evaluate_regression(model, scratch, features, targets);
        CHECK(found.status == expected);
        CHECK(found.samples == 0);
        CHECK(found.pooled.root_mean_squared_error == 0);
        CHECK(found.of_output[0].r2 == 0);
    };
    const auto all_x = picomlp::feature_major(x);
    const auto all_y = picomlp::feature_major(y);
    CHECK(evaluate_regression(good, scratch, x, y).ok());
    check(good, all_x.slice(0, 0), all_y.slice(0, 0), status::no_samples);
    check(good, all_x.slice(0, 2), y, status::mismatched_samples);
    for (const T bad : {std::numeric_limits<T>::infinity(), std::numeric_limits<T>::quiet_NaN()}) {
        const T wrong[1][3] = {{1, 2, bad}};
        check(good, wrong, y, status::not_finite_input);
        check(good, x, wrong, status::not_finite_input);
        auto model = good;
        model.scaling.factor[0] = bad;
        check(model, x, y, status::not_finite_output);
        model = good;
        model.targets.scale[0] = bad;
        check(model, x, y, status::not_finite_output);
        model = good;
        model.parameters.values[1] = bad;
        check(model, x, y, status::not_finite_output);
    }
    auto model = good;
    model.scaling.factor[0] = 4;
    const T far[1][3] = {{1, 2, large}};
    check(model, far, y, status::not_finite_input);
    model = good;
    model.targets.scale[0] = large;
    check(model, x, y, status::not_finite_output);
}
