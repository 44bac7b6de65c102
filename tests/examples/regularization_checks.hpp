// SPDX-License-Identifier: MIT
// Trainings of the regularization example beside NumPy's, for the tests with either data set.
#pragma once

#include <cmath>
#include <map>
#include <string>
#include <tuple>

#include "doctest_config.hpp"
#include "golden/regularization_run.hpp"
#include "regularization/experiment.hpp"

namespace testing {

using regularization::model;
using regularization::precision;
using regularization::result;

inline const regularization::observer silent{[](long, double) {}, [](long) {}};

/// Trained once, for all tests; a program has one data set.
inline const result& trained(const regularization::data& on, model which, precision number) {
    static std::map<std::pair<model, precision>, result> done;
    const auto key = std::make_pair(which, number);
    if (done.find(key) == done.end()) {
        regularization::settings chosen;
        chosen.number = number;
        done[key] = run(which, on, chosen, silent);
    }
    const result& found = done[key];
    REQUIRE(found.status == picomlp::status::ok);
    REQUIRE(found.costs.size() == golden::regularization_costs_recorded);
    return found;
}

inline model model_of(const golden::regularization_run& expected) {
    for (const model which : regularization::all_models) {
        if (std::string(name_of(which)) == expected.model) return which;
    }
    FAIL("the golden table names a model that the example does not have");
    return model::none;
}

/// The largest relative difference of a cost.
inline double worst_cost(const result& of, const golden::regularization_run& expected) {
    double worst = 0;
    for (size_t k = 0; k < of.costs.size(); ++k) {
        worst = std::fmax(worst, std::fabs(of.costs[k] - expected.cost[k]) / expected.cost[k]);
    }
    return worst;
}

inline std::string as_text(const regularization::predictions& predicted) {
    std::string text;
    for (const int label : predicted.label) text += static_cast<char>('0' + label);
    return text;
}

/// How many places of two texts of the same length are different.
inline int different(const std::string& one, const std::string& other) {
    REQUIRE(one.size() == other.size());
    int count = 0;
    for (size_t i = 0; i < one.size(); ++i) count += one[i] != other[i];
    return count;
}

inline void check_labels(const result& of, const golden::regularization_run& expected) {
    CHECK(of.train.accuracy ==
          static_cast<double>(expected.train_correct) / expected.train_samples);
    CHECK(of.test.accuracy == static_cast<double>(expected.test_correct) / expected.test_samples);
    CHECK(as_text(of.train) == expected.train);
    CHECK(as_text(of.test) == expected.test);
}

/// Rounding to float carries far in some of these trainings, to other labels too, so the measure is
/// what it does to NumPy: nine float32 runs of it that differ in the last bits of their initial
/// weights. Costs may be off by twice the largest deviation among them and twice as many labels
/// may be others as in the worst of them (twice, as nine are a sample); where none of the nine has
/// another label, none may here.
template <class Table, class FloatTable>
void check_float(const regularization::data& on, const Table& table, const FloatTable& of_numpy) {
    size_t row = 0;
    for (const auto& expected : table) {
        CAPTURE(std::string(expected.model));
        const auto& limits = of_numpy[row++];
        REQUIRE(std::string(limits.model) == expected.model);
        const auto& of = trained(on, model_of(expected), precision::float_);
        CHECK(worst_cost(of, expected) <= 2 * limits.deviation);
        CHECK(different(as_text(of.train), expected.train) +
                  different(as_text(of.test), expected.test) <=
              2 * limits.other_labels);
    }
}

}  // namespace testing
