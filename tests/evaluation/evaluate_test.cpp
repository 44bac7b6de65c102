// SPDX-License-Identifier: MIT
#include "picomlp/evaluation/evaluate.hpp"

#include <limits>
#include <random>
#include <type_traits>
#include <utility>
#include <vector>

#include "doctest_config.hpp"
#include "instruction_sets.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/trainer/trainer.hpp"
#include "reference/network_cases.hpp"

using picomlp::basic_network;
using picomlp::batch;
using picomlp::confusion_counts;
using picomlp::dense;
using picomlp::evaluate;
using picomlp::evaluation_scratch;
using picomlp::input;
using picomlp::label_of;
using picomlp::status;
using sigmoid = struct picomlp::sigmoid;
using picomlp::hyperbolic_tangent;

namespace {

// Networks that hand their inputs on, so that a test writes down the predictions themselves.
template <class T>
using pass_one = basic_network<T, input<1>, dense<1, picomlp::identity>>;
template <class T>
using pass_three = basic_network<T, input<3>, dense<3, picomlp::identity>>;

template <class Network>
typename Network::parameters identity_matrix() {
    typename Network::parameters w{};
    for (uint32_t k = 0; k < Network::inputs; ++k) w.template layer<1>().weight(k, k) = 1;
    return w;
}

/// The cost that evaluate() reports for all capacities is the one of a training step.
template <class Network, class Loss>
void check_cost(uint32_t samples) {
    using T = typename Network::value_type;
    std::mt19937 random(samples + 2);
    static typename Network::parameters w;
    reference::fill_parameters(w, random);
    const auto x = reference::any_matrix<T>(Network::inputs, samples, random, -2, 2);
    const auto y = reference::any_matrix<T>(Network::outputs, samples, random, 0, 1);
    const auto x_view = reference::view_of<Network::inputs>(x);
    const auto y_view = reference::view_of<Network::outputs>(y);
    const T expected =
        reference::cost_and_gradient<Network, Loss>(reference::values_of(w), x, y).cost;
    uint32_t correct = 0;
    const auto predicted = reference::predict<Network>(reference::values_of(w), x);
    for (uint32_t s = 0; s < samples; ++s) {
        correct += label_of<T>(Network::outputs, predicted.column(s).data(), 1) ==
                   label_of<T>(Network::outputs, y.column(s).data(), 1);
    }
    constexpr bool classifies =
        std::is_same_v<Loss, picomlp::binary_cross_entropy> ||
        std::is_same_v<Loss, picomlp::softmax_cross_entropy> ||
        std::is_same_v<typename Network::output_activation, picomlp::sigmoid> ||
        std::is_same_v<typename Network::output_activation, picomlp::softmax>;
    if (!classifies) correct = 0;
    INFO("samples ", samples);
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        INFO(picomlp::name_of(set));
        static picomlp::trainer<Network, Loss, picomlp::gradient_descent, batch<1030>> t;
        CHECK(t.compute_gradient(w, x_view, y_view).cost == expected);
        const auto check = [&](auto& scratch) {
            const auto result = evaluate<Loss>(w, scratch, x_view, y_view);
            CHECK(result.status == status::ok);
            CHECK(result.cost == expected);
            CHECK(result.samples == samples);
            CHECK(result.classifies == classifies);
            CHECK(result.correct == correct);
            CHECK(result.accuracy == static_cast<T>(correct) / static_cast<T>(samples));
        };
        static evaluation_scratch<Network, 1> one;
        check(one);
        static evaluation_scratch<Network, 5> five;
        check(five);
        static evaluation_scratch<Network, 16> sixteen;
        check(sixteen);
        static evaluation_scratch<Network, 700> many;
        check(many);
    });
}

/// Everything that evaluate() may refuse, with counts that must not change.
template <class T>
struct refusal {
    typename pass_three<T>::parameters w = identity_matrix<pass_three<T>>();
    evaluation_scratch<pass_three<T>, 2> scratch;
    confusion_counts<pass_three<T>> confusion{{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}};
    T x[3][3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    T y[3][3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

    template <class Loss, class X, class Y>
    void check(const X& features, const Y& targets, status expected) {
        const auto result = evaluate<Loss>(w, scratch, features, targets, &confusion);
        CHECK(result.status == expected);
        CHECK(result.cost == 0);
        CHECK(result.accuracy == 0);
        CHECK(result.correct == 0);
        CHECK(result.samples == 0);
        uint32_t next = 1;
        for (const auto& row : confusion.count) {
            for (const uint32_t count : row) CHECK(count == next++);
        }
    }
};

}  // namespace

TEST_CASE("with one output, labels are 0 and 1, and one half is 0") {
    const float outputs[] = {0, 0.5F, 0.50000006F, 1, -3};
    const uint32_t labels[] = {0, 0, 1, 1, 0};
    for (int k = 0; k < 5; ++k) CHECK(label_of(1, outputs + k, 1) == labels[k]);
    const double one[1] = {0.75};
    CHECK(label_of(one) == 1);
    CHECK(picomlp::class_count(1) == 2);
}

TEST_CASE("with several outputs, the label is the number of the largest, the first of equals") {
    const float rising[] = {1, 2, 3};
    const float falling[] = {3, 2, 1};
    const float tied[] = {1, 4, 4};
    const float all_tied[] = {7, 7, 7};
    const float negative[] = {-5, -1, -3};
    const float zeros[] = {-0.0F, 0.0F};
    CHECK(label_of(rising) == 2);
    CHECK(label_of(falling) == 0);
    CHECK(label_of(tied) == 1);
    CHECK(label_of(all_tied) == 0);
    CHECK(label_of(negative) == 1);
    CHECK(label_of(zeros) == 0);
    CHECK(picomlp::class_count(3) == 3);
    const double columns[] = {1, 9, 0, 2, 8, 0, 3, 7, 0};  // three samples side by side
    CHECK(label_of(3, columns, 3) == 2);
    CHECK(label_of(3, columns + 1, 3) == 0);
}

TEST_CASE_TEMPLATE("the cost has the bits that a training step reports", T, float, double) {
    for (uint32_t samples : {1, 2, 7, 16, 63, 300, 512, 513, 1030}) {
        check_cost<basic_network<T, input<2>, dense<10, picomlp::relu>, dense<5, picomlp::relu>,
                                 dense<1, sigmoid>>,
                   picomlp::binary_cross_entropy>(samples);
        check_cost<
            basic_network<T, input<2>, dense<7, hyperbolic_tangent>, dense<4, picomlp::softmax>>,
            picomlp::softmax_cross_entropy>(samples);
    }
    check_cost<basic_network<T, input<2>, dense<7, hyperbolic_tangent>, dense<4, picomlp::gelu>>,
               picomlp::mean_squared_error>(600);
    check_cost<basic_network<T, input<2>, dense<4, picomlp::softmax>>, picomlp::huber>(600);
}

TEST_CASE_TEMPLATE("binary labels are counted by target and prediction", T, float, double) {
    const auto w = identity_matrix<pass_one<T>>();
    evaluation_scratch<pass_one<T>, 4> scratch;
    // target 0 predicted 0 three times, 1 once; target 1 predicted 0 twice (0.5 is 0), 1 four times
    const T x[1][10] = {{0, T(0.25), T(-1), 1, T(0.5), 0, T(0.75), 1, 2, T(0.625)}};
    const T y[1][10] = {{0, 0, T(0.5), 0, 1, 1, 1, 1, T(0.75), 1}};
    confusion_counts<pass_one<T>> confusion{{{77, 77}, {77, 77}}};
    const auto result = evaluate<picomlp::mean_squared_error>(w, scratch, x, y, &confusion);
    CHECK(result.status == status::ok);
    CHECK(confusion.count[0][0] == 3);
    CHECK(confusion.count[0][1] == 1);
    CHECK(confusion.count[1][0] == 2);
    CHECK(confusion.count[1][1] == 4);
    CHECK(result.correct == 7);
    CHECK(result.samples == 10);
    CHECK(result.accuracy == T(7) / T(10));
    const double squares = 0.0625 + 2.25 + 1 + 0.25 + 1 + 0.0625 + 1.5625 + 0.140625;
    CHECK(result.cost == doctest::Approx(squares / 10));
}

TEST_CASE_TEMPLATE("several classes are counted by target and prediction, ties by the first", T,
                   float, double) {
    const auto w = identity_matrix<pass_three<T>>();
    evaluation_scratch<pass_three<T>, 4> scratch;
    //                 right  1 as 0  tie 0,2  right  right  all tied  2 as 1
    const T x[3][7] = {{3, 5, 4, 0, 1, 6, 0}, {1, 2, 1, 9, 0, 6, 8}, {0, 1, 4, 2, 2, 6, 7}};
    const T y[3][7] = {{1, 0, 0, 0, 0, 0, 0}, {0, 1, 0, 1, 0, 1, 0}, {0, 0, 1, 0, 1, 0, 1}};
    confusion_counts<pass_three<T>> confusion;
    const auto result = evaluate<picomlp::mean_squared_error>(w, scratch, x, y, &confusion);
    CHECK(result.status == status::ok);
    const uint32_t expected[3][3] = {{1, 0, 0}, {2, 1, 0}, {1, 1, 1}};
    for (int target = 0; target < 3; ++target) {
        for (int predicted = 0; predicted < 3; ++predicted) {
            INFO(target, " as ", predicted);
            CHECK(confusion.count[target][predicted] == expected[target][predicted]);
        }
    }
    CHECK(result.correct == 3);
    CHECK(result.accuracy == T(3) / T(7));
}

TEST_CASE_TEMPLATE("one sample as plain arrays is evaluated like any other", T, float, double) {
    const auto w = identity_matrix<pass_three<T>>();
    evaluation_scratch<pass_three<T>, 1> scratch;
    const T x[3] = {0, 0, 4};
    const T y[3] = {0, 0, 1};
    picomlp::confusion_counts<pass_three<T>> confusion;
    const auto result = evaluate<picomlp::mean_squared_error>(w, scratch, x, y, &confusion);
    CHECK(result.status == status::ok);
    CHECK(result.classifies);
    CHECK(result.correct == 1);
    CHECK(result.samples == 1);
    CHECK(result.accuracy == 1);
    CHECK(result.cost == doctest::Approx(3));
    const auto regression = evaluate<picomlp::mean_squared_error>(w, scratch, x, y);
    CHECK(!regression.classifies);
    CHECK(regression.accuracy == 0);
    CHECK(regression.cost == result.cost);
}

TEST_CASE_TEMPLATE("what is refused leaves the counts untouched", T, float, double) {
    using squared = picomlp::mean_squared_error;
    refusal<T> r;
    const auto x = picomlp::feature_major(r.x);
    const auto y = picomlp::feature_major(r.y);
    r.template check<squared>(x.slice(0, 0), y.slice(0, 0), status::no_samples);
    r.template check<squared>(x.slice(0, 2), y, status::mismatched_samples);
    r.template check<squared>(x, y.slice(0, 2), status::mismatched_samples);
    for (const T bad : {std::numeric_limits<T>::quiet_NaN(), std::numeric_limits<T>::infinity(),
                        -std::numeric_limits<T>::infinity()}) {
        for (int f = 0; f < 3; ++f) {
            for (int s = 0; s < 3; ++s) {
                const T feature = std::exchange(r.x[f][s], bad);
                r.template check<squared>(x, y, status::not_finite_input);
                r.x[f][s] = feature;
                const T target = std::exchange(r.y[f][s], bad);
                r.template check<squared>(x, y, status::not_finite_input);
                r.y[f][s] = target;
            }
        }
    }
}

TEST_CASE("a label out of range leaves the counts untouched") {
    using net = basic_network<float, input<1>, dense<1, sigmoid>>;
    const net::parameters w{};
    evaluation_scratch<net, 2> scratch;
    confusion_counts<net> confusion{{{1, 2}, {3, 4}}};
    const float x[1][2] = {{1, 2}};
    const float y[1][2] = {{1, 1.5F}};
    const auto result = evaluate<picomlp::binary_cross_entropy>(w, scratch, x, y, &confusion);
    CHECK(result.status == status::label_out_of_range);
    CHECK(result.samples == 0);
    CHECK(confusion.count[0][0] == 1);
    CHECK(confusion.count[1][1] == 4);
}

TEST_CASE_TEMPLATE("an infinite cost is a divergence, and the counts stand", T, float, double) {
    const auto w = identity_matrix<pass_one<T>>();
    evaluation_scratch<pass_one<T>, 4> scratch;
    const T x[1][2] = {{std::numeric_limits<T>::max(), 0}};
    const T y[1][2] = {{1, 0}};
    confusion_counts<pass_one<T>> confusion{};
    const auto result = evaluate<picomlp::mean_squared_error>(w, scratch, x, y, &confusion);
    CHECK(result.status == status::diverged);
    CHECK_FALSE(picomlp::is_finite(result.cost));
    CHECK(result.correct == 2);
    CHECK(confusion.count[1][1] == 1);
}
