// SPDX-License-Identifier: MIT
// The course's histograms, reproduced. Golden values: golden/section6.py (NumPy).
#include <cmath>
#include <map>
#include <string>

#include "doctest_config.hpp"
#include "fewer_types.hpp"
#include "golden/section6.hpp"
#include "study_cases.hpp"

namespace {

using picomlp::verdict;

template <class T>
using any_layer = picomlp::layer_study<T, 30>;

template <class T>
using layers = std::vector<any_layer<T>>;

template <class T, class Activation>
layers<T> studied_with(uint32_t seed, const std::string& initializer) {
    const auto job = std::make_unique<testing::section6<T, Activation>>(seed, initializer);
    const auto report = job->template study<64>();
    REQUIRE(report);
    return {std::begin(report->layers), std::end(report->layers)};
}

/// Studied once, for all tests.
template <class T>
const layers<T>& studied(uint32_t seed, const std::string& activation,
                         const std::string& initializer) {
    static std::map<std::string, layers<T>> done;
    layers<T>& found = done[std::to_string(seed) + activation + initializer];
    if (!found.empty()) return found;
    if (activation == "sigmoid") found = studied_with<T, picomlp::sigmoid>(seed, initializer);
    if (activation == "tanh")
        found = studied_with<T, picomlp::hyperbolic_tangent>(seed, initializer);
    if (activation == "relu") found = studied_with<T, picomlp::relu>(seed, initializer);
    return found;
}

/// Of the two seeds, where a build has fewer of everything.
constexpr uint32_t seeds = testing::fewer_types ? 1 : 2;

/// check(golden row, what the library finds) for every layer of every run.
template <class T, class Check>
void for_each_layer(Check check) {
    for (const auto& row : golden::section6) {
        if (row.seed >= seeds) continue;
        CAPTURE(row.seed);
        CAPTURE(std::string(row.activation));
        CAPTURE(std::string(row.initializer));
        CAPTURE(row.layer);
        check(row, studied<T>(row.seed, row.activation, row.initializer)[row.layer - 1]);
    }
}

int differing_counts(const golden::statistics& expected, const picomlp::histogram<double, 30>& h) {
    int differing = 0;
    for (int k = 0; k < 30; ++k) differing += h.counts[k] != expected.counts[k];
    return differing;
}

template <class T>
void check_numbers(const golden::statistics& expected, const picomlp::layer_statistics<T>& found,
                   double tolerance) {
    const double scale = expected.standard_deviation + std::fabs(expected.mean);
    const double extreme = std::fmax(std::fabs(expected.minimum), std::fabs(expected.maximum));
    CHECK(std::fabs(found.mean - expected.mean) <= tolerance * scale);
    CHECK(std::fabs(found.standard_deviation - expected.standard_deviation) <= tolerance * scale);
    CHECK(std::fabs(found.signal_deviation - expected.signal_deviation) <= tolerance * scale);
    CHECK(std::fabs(found.minimum - expected.minimum) <= tolerance * extreme);
    CHECK(std::fabs(found.maximum - expected.maximum) <= tolerance * extreme);
}

/// The verdicts of a run's layers in order, if they are all alike only one.
std::string verdicts(uint32_t seed, const std::string& activation, const std::string& initializer) {
    std::string text;
    std::string last;
    for (const auto& layer : studied<double>(seed, activation, initializer)) {
        if (name_of(layer.health) == last) continue;
        last = name_of(layer.health);
        text += (text.empty() ? "" : " ") + last;
    }
    return text;
}

}  // namespace

TEST_CASE("histograms of activations are NumPy's, count by count, in double") {
    for_each_layer<double>([](const golden::section6_layer& row, const any_layer<double>& found) {
        CHECK(differing_counts(row.activations, found.activation_histogram) == 0);
    });
}

TEST_CASE("histograms of gradients are NumPy's, count by count, in double") {
    for_each_layer<double>([](const golden::section6_layer& row, const any_layer<double>& found) {
        CHECK(differing_counts(row.gradients, found.gradient_histogram) == 0);
    });
}

TEST_CASE("a histogram's outer edges are the extremes") {
    for_each_layer<double>([](const golden::section6_layer&, const any_layer<double>& found) {
        CHECK(found.activation_histogram.edges[0] == found.activations.minimum);
        CHECK(found.activation_histogram.edges[30] == found.activations.maximum);
        CHECK(found.gradient_histogram.edges[0] == found.gradients.minimum);
        CHECK(found.gradient_histogram.edges[30] == found.gradients.maximum);
    });
}

TEST_CASE("zeros, saturated elements and dead units are counted as NumPy finds them in double") {
    for_each_layer<double>([](const golden::section6_layer& row, const any_layer<double>& found) {
        CHECK(found.activations.zeros == row.activations.zeros);
        CHECK(found.activations.saturated == row.activations.saturated);
        CHECK(found.activations.dead_units == row.activations.dead_units);
        CHECK(found.gradients.dead_units == row.gradients.dead_units);
        // A sigmoid's or tanh's slope is 0 where the last bit of `a` has come to the limit, which
        // is a matter of how exp and tanh are rounded.
        if (std::string(row.activation) == "relu") {
            CHECK(found.gradients.zeros == row.gradients.zeros);
        }
    });
}

// An element is a sum of 100 products whose terms are about ten times as large as their sum: it may
// be off by 10 * 100 * epsilon / 2, which is 1.1e-13 in double, and so much again for each layer.
TEST_CASE("means, deviations and extremes are NumPy's within 1e-12 in double") {
    for_each_layer<double>([](const golden::section6_layer& row, const any_layer<double>& found) {
        check_numbers(row.activations, found.activations, 1e-12);
        check_numbers(row.gradients, found.gradients, 1e-12);
    });
}

TEST_CASE("the verdicts tell which initializer suits which activation") {
    for (uint32_t seed = 0; seed < seeds; ++seed) {
        CAPTURE(seed);
        CHECK(verdicts(seed, "sigmoid", "large") == "saturated");
        CHECK(verdicts(seed, "sigmoid", "small") == "vanishing");
        CHECK(verdicts(seed, "sigmoid", "xavier") == "vanishing");
        CHECK(verdicts(seed, "sigmoid", "he") == "vanishing");
        CHECK(verdicts(seed, "tanh", "large") == "saturated");
        CHECK(verdicts(seed, "tanh", "small") == "vanishing");
        CHECK(verdicts(seed, "tanh", "xavier") == "healthy");
        CHECK(verdicts(seed, "tanh", "he") == "healthy");
        CHECK(verdicts(seed, "relu", "large") == "exploding");
        CHECK(verdicts(seed, "relu", "small") == "vanishing");
        // Half of the variance is lost in each layer, so that the fifth is near the tenth.
        CHECK(verdicts(seed, "relu", "xavier") == (seed == 0 ? "healthy vanishing" : "healthy"));
        CHECK(verdicts(seed, "relu", "he") == "healthy");
    }
}

// As above with float's epsilon: 6e-5 for each of five layers forward and five back.
TEST_CASE("float gives the statistics of double within 1e-3") {
    for (const char* activation : {"sigmoid", "tanh", "relu"}) {
        for (const char* initializer : {"large", "small", "xavier", "he"}) {
            CAPTURE(std::string(activation));
            CAPTURE(std::string(initializer));
            const auto& found = studied<float>(1, activation, initializer);
            for (const auto& row : golden::section6) {
                if (row.seed != 1 || row.activation != std::string(activation) ||
                    row.initializer != std::string(initializer)) {
                    continue;
                }
                CAPTURE(row.layer);
                check_numbers(row.activations, found[row.layer - 1].activations, 1e-3);
                check_numbers(row.gradients, found[row.layer - 1].gradients, 1e-3);
            }
        }
    }
}
