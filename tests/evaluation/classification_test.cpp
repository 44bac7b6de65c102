// SPDX-License-Identifier: MIT
#include "picomlp/evaluation/classification.hpp"

#include <cmath>
#include <limits>

#include "doctest_config.hpp"
#include "golden/metrics.hpp"
#include "picomlp/activation/identity.hpp"
#include "picomlp/loss/regression_losses.hpp"

using picomlp::basic_network;
using picomlp::confusion_counts;
using picomlp::dense;
using picomlp::identity;
using picomlp::input;
using picomlp::metrics_of;
using picomlp::status;

namespace {

template <class T>
constexpr double rounding = static_cast<double>(std::numeric_limits<T>::epsilon()) / 2;

template <class T>
void check_figure(T found, double expected, double roundings) {
    CHECK(std::fabs(static_cast<double>(found) - expected) <=
          roundings * rounding<T> * std::fabs(expected) + rounding<double> * std::fabs(expected));
}

/// Counts and sums round to T once, as do the quotients: 3 roundings; F1 has 4 (one more sum); a
/// mean of up to 4 classes adds 4 (3 sums of positive numbers, a division).
template <class T, class Network>
void check_case(const golden::classification_case& c) {
    INFO(c.name);
    constexpr uint32_t classes = picomlp::class_count(Network::outputs);
    REQUIRE(c.classes == static_cast<int>(classes));
    confusion_counts<Network> confusion;
    uint32_t samples = 0;
    for (uint32_t t = 0; t < classes; ++t) {
        for (uint32_t p = 0; p < classes; ++p) {
            confusion.count[t][p] = c.counts[4 * t + p];
            samples += c.counts[4 * t + p];
        }
    }
    const auto found = metrics_of(confusion);
    CHECK(found.status == status::ok);
    CHECK(found.samples == samples);
    for (uint32_t k = 0; k < classes; ++k) {
        INFO("class ", k);
        check_figure(found.of_class[k].precision, c.each[k][0], 3.01);
        check_figure(found.of_class[k].recall, c.each[k][1], 3.01);
        check_figure(found.of_class[k].f1, c.each[k][2], 4.01);
    }
    check_figure(found.macro_average.precision, c.macro[0], 7.01);
    check_figure(found.macro_average.recall, c.macro[1], 7.01);
    check_figure(found.macro_average.f1, c.macro[2], 8.01);
    check_figure(found.accuracy, c.accuracy, 3.01);
    // Twice covariance, each divided by a rounded number: 7 with the product, half after the root.
    check_figure(found.matthews_correlation, c.matthews, 4.51);
    CHECK(std::fabs(found.matthews_correlation) <= 1);
}

template <class T, uint32_t Outputs>
using with_outputs = basic_network<T, input<1>, dense<Outputs, identity>>;

}  // namespace

TEST_CASE_TEMPLATE("figures follow scikit-learn's definitions", T, float, double) {
    int checked = 0;
    for (const auto& c : golden::classification_cases) {
        if (c.classes == 2) {
            check_case<T, with_outputs<T, 1>>(c);
            check_case<T, with_outputs<T, 2>>(c);
        } else if (c.classes == 3) {
            check_case<T, with_outputs<T, 3>>(c);
        } else {
            check_case<T, with_outputs<T, 4>>(c);
        }
        ++checked;
    }
    CHECK(checked == 16);
}

TEST_CASE_TEMPLATE("of two classes, class 1 is the positive one", T, float, double) {
    const confusion_counts<with_outputs<T, 1>> confusion{{{5, 3}, {2, 6}}};
    const auto found = metrics_of(confusion);
    CHECK(found.positive().precision == T(6) / T(9));
    CHECK(found.positive().recall == T(6) / T(8));
    CHECK(found.positive().f1 == T(12) / T(17));
    CHECK(found.accuracy == T(11) / T(16));
}

TEST_CASE_TEMPLATE("nothing to divide by gives 0", T, float, double) {
    const confusion_counts<with_outputs<T, 3>> confusion{{{0, 4, 0}, {0, 6, 0}, {0, 0, 0}}};
    const auto found = metrics_of(confusion);
    CHECK(found.status == status::ok);
    CHECK(found.of_class[0].precision == 0);  // never predicted
    CHECK(found.of_class[0].recall == 0);
    CHECK(found.of_class[0].f1 == 0);
    CHECK(found.of_class[1].precision == T(6) / T(10));
    CHECK(found.of_class[1].recall == 1);
    CHECK(found.of_class[2].precision == 0);  // never there
    CHECK(found.of_class[2].recall == 0);
    CHECK(found.of_class[2].f1 == 0);
    CHECK(found.matthews_correlation == 0);  // predictions all alike
}

TEST_CASE_TEMPLATE("without counts there are no figures", T, float, double) {
    const confusion_counts<with_outputs<T, 2>> confusion{};
    const auto found = metrics_of(confusion);
    CHECK(found.status == status::no_samples);
    CHECK(found.samples == 0);
    CHECK(found.accuracy == 0);
    CHECK(found.matthews_correlation == 0);
    CHECK(found.macro_average.f1 == 0);
    CHECK(found.of_class[1].precision == 0);
}

TEST_CASE_TEMPLATE("Matthews's correlation is exact for all right and all wrong", T, float,
                   double) {
    // As many samples as fit: products of counts take all 64 bits.
    const confusion_counts<with_outputs<T, 1>> right{{{4294967290U, 0}, {0, 5}}};
    CHECK(metrics_of(right).matthews_correlation == 1);
    CHECK(metrics_of(right).accuracy == 1);
    const confusion_counts<with_outputs<T, 1>> wrong{{{0, 2147483648U}, {2147483647U, 0}}};
    CHECK(metrics_of(wrong).matthews_correlation == -1);
    CHECK(metrics_of(wrong).accuracy == 0);
}

TEST_CASE_TEMPLATE("counts come straight from evaluate", T, float, double) {
    using net = with_outputs<T, 1>;
    typename net::parameters w{};
    w.template layer<1>().weight(0, 0) = 1;
    picomlp::evaluation_scratch<net, 4> scratch;
    const T x[1][5] = {{0, 1, 1, 0, 1}};
    const T y[1][5] = {{0, 1, 0, 1, 1}};
    confusion_counts<net> confusion;
    const auto result =
        picomlp::evaluate<picomlp::mean_squared_error>(w, scratch, x, y, &confusion);
    CHECK(result.status == status::ok);
    const auto found = metrics_of(confusion);
    CHECK(found.samples == 5);
    CHECK(found.accuracy == result.accuracy);
    CHECK(found.positive().precision == T(2) / T(3));
    CHECK(found.positive().recall == T(2) / T(3));
}
