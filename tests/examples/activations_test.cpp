// SPDX-License-Identifier: MIT
// The course's section 6, reproduced. Golden values: tests/study/golden/section6.py (NumPy).
#include <algorithm>
#include <sstream>
#include <string>

#include "activations/report.hpp"
#include "doctest_config.hpp"
#include "study/golden/section6.hpp"

namespace {

using activations::activation;
using activations::precision;
using activations::result;
using picomlp::verdict;

/// A run made up of nothing but verdicts.
result with_verdicts(const std::vector<verdict>& all) {
    result made;
    for (const verdict one : all) {
        made.layers.emplace_back();
        made.layers.back().health = one;
    }
    return made;
}

/// The golden rows of a run, layer by layer.
std::vector<golden::section6_layer> rows_of(uint32_t seed, const std::string& function,
                                            const std::string& initializer) {
    std::vector<golden::section6_layer> rows;
    for (const auto& row : golden::section6) {
        if (row.seed == seed && row.activation == function && row.initializer == initializer) {
            rows.push_back(row);
        }
    }
    return rows;
}

bool same(const std::vector<uint32_t>& counts, const golden::statistics& expected) {
    return std::equal(counts.begin(), counts.end(), std::begin(expected.counts),
                      std::end(expected.counts));
}

result run_named(const std::string& initializer, precision number = precision::double_) {
    activations::settings chosen;
    chosen.samples = 100;
    chosen.number = number;
    return run(activation::relu, activations::initializer_named(initializer), chosen);
}

int lines_in(const std::string& text) {
    return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("all runs of section 6 give NumPy's histograms, for activations and gradients") {
    const char* golden_names[] = {"large", "small", "xavier", "he"};
    const auto initializers = activations::section6_initializers();
    REQUIRE(initializers.size() == 4);
    for (const uint32_t seed : {0U, 1U}) {
        activations::settings chosen;
        chosen.seed = seed;
        for (const activation function : activations::all_activations) {
            for (size_t i = 0; i < 4; ++i) {
                CAPTURE(seed);
                CAPTURE(std::string(name_of(function)));
                CAPTURE(initializers[i].name);
                const auto rows = rows_of(seed, name_of(function), golden_names[i]);
                const auto found = run(function, initializers[i], chosen);
                REQUIRE(rows.size() == activations::layer_count);
                REQUIRE(found.layers.size() == activations::layer_count);
                for (size_t l = 0; l < rows.size(); ++l) {
                    CAPTURE(l);
                    CHECK(same(found.layers[l].activations.counts, rows[l].activations));
                    CHECK(same(found.layers[l].gradients.counts, rows[l].gradients));
                }
            }
        }
    }
}

TEST_CASE("the course's zeros leave layers symmetric, its large values explode") {
    for (const auto& layer : run_named("zeros").layers) CHECK(layer.health == verdict::symmetric);
    for (const auto& layer : run_named("random").layers) CHECK(layer.health == verdict::exploding);
}

TEST_CASE("with sigmoid the targets tell the last layer's units apart, zeros or not") {
    activations::settings chosen;
    chosen.samples = 100;
    const auto zeros = run(activation::sigmoid, activations::initializer_named("zeros"), chosen);
    CHECK(summary_of(zeros) == "symmetric (4/5)");
    CHECK(zeros.layers[4].health == verdict::vanishing);
}

TEST_CASE("float sees what double sees") {
    const auto narrow = run_named("he", precision::float_);
    const auto wide = run_named("he");
    CHECK(narrow.layers[4].activations.mean != wide.layers[4].activations.mean);
    // float's epsilon times the 1000 of a sum of 100 products with tenfold cancellation, 5 layers.
    CHECK(narrow.layers[4].activations.mean ==
          doctest::Approx(wide.layers[4].activations.mean).epsilon(1e-3));
    CHECK(narrow.layers[4].health == wide.layers[4].health);
}

TEST_CASE("a standard deviation's name is its number") {
    CHECK(activations::with_deviation(0.05).name == "0.05");
    CHECK(activations::with_deviation(0.05).standard_deviation == 0.05);
}

TEST_CASE("a drawing has a character for each bin, higher for fuller ones, blank for none") {
    CHECK(activations::drawing_of({0, 1, 100, 400, 10000, 2500, 0}) == " .:-@+ ");
    CHECK(activations::drawing_of({0, 0}) == "  ");
    CHECK(activations::drawing_of({7}) == "@");
}

TEST_CASE("a summary names what most unhealthy layers have") {
    const auto h = verdict::healthy;
    const auto v = verdict::vanishing;
    const auto e = verdict::exploding;
    CHECK(summary_of(with_verdicts({h, h, h})) == "healthy");
    CHECK(summary_of(with_verdicts({v, v, v})) == "vanishing");
    CHECK(summary_of(with_verdicts({h, v, h})) == "vanishing (1/3)");
    CHECK(summary_of(with_verdicts({v, e, e})) == "exploding (2/3)");
    CHECK(summary_of(with_verdicts({e, v, h})) == "exploding (1/3)");
}

TEST_CASE("a table has a column for each layer, drawings a row") {
    const auto of = run_named("he");
    CHECK(lines_in(table_of(of)) == 3 + 9);
    CHECK(lines_in(drawings_of(of)) == 2 * (1 + 5));
    CHECK(table_of(of).find("relu, weights normal x sqrt(2/100) (He)\n") == 0);
    CHECK(table_of(of).find("|   healthy\n") != std::string::npos);
}

TEST_CASE("the closing table sets initializers against activations") {
    auto one = with_verdicts({verdict::vanishing});
    one.weights = activations::initializer_named("zeros");
    auto other = with_verdicts({verdict::healthy});
    other.function = activation::relu;
    other.weights = one.weights;
    std::istringstream table(activations::closing_table({one, other}));
    std::string head, rule, row;
    std::getline(table, head);
    std::getline(table, rule);
    std::getline(table, row);
    CHECK(head.find("sigmoid") < head.find("relu"));
    CHECK(rule.size() > head.find("relu"));
    CHECK(row.find("| zeros") == 0);
    CHECK(row.find("vanishing") == head.find("sigmoid"));
    CHECK(row.find("healthy") == head.find("relu"));
}
