// SPDX-License-Identifier: MIT
#include "tune/results.hpp"

#include <algorithm>
#include <cmath>

#include "common/numbers.hpp"

namespace tune {

namespace {

mean_and_deviation over_folds(const trial& of, float fold_score::*value) {
    const auto count = static_cast<double>(of.folds.size());
    double sum = 0;
    for (const auto& fold : of.folds) sum += double{fold.*value};
    const double mean = sum / count;
    double squares = 0;
    for (const auto& fold : of.folds) {
        const double difference = double{fold.*value} - mean;
        squares += difference * difference;
    }
    return {mean, std::sqrt(squares / (count - 1))};
}

constexpr measure measures[] = {measure::cost, measure::quality};

}  // namespace

mean_and_deviation cost_of(const trial& of) { return over_folds(of, &fold_score::cost); }
mean_and_deviation quality_of(const trial& of) { return over_folds(of, &fold_score::quality); }

uint32_t diverged_folds(const trial& of) {
    return static_cast<uint32_t>(
        std::count_if(of.folds.begin(), of.folds.end(),
                      [](const fold_score& fold) { return fold.status != picomlp::status::ok; }));
}

const char* name_of(measure which, task of) {
    if (of == task::regression) return which == measure::cost ? "rmse" : "r2";
    return which == measure::cost ? "cost" : "accuracy";
}

void sort_best_first(std::vector<trial>& trials, measure by) {
    std::sort(trials.begin(), trials.end(), [by](const trial& a, const trial& b) {
        const bool a_diverged = diverged_folds(a) != 0;
        const bool b_diverged = diverged_folds(b) != 0;
        if (a_diverged != b_diverged) return b_diverged;
        if (!a_diverged) {
            const double a_value = by == measure::cost ? cost_of(a).mean : -quality_of(a).mean;
            const double b_value = by == measure::cost ? cost_of(b).mean : -quality_of(b).mean;
            if (a_value != b_value) return a_value < b_value;
        }
        return a.number < b.number;
    });
}

std::string csv_of(const std::vector<trial>& sorted, task of) {
    const bool has_activation = std::any_of(sorted.begin(), sorted.end(), [](const trial& one) {
        return one.at.in_hidden != activation::relu;
    });
    std::string csv = "place,trial,learning_rate,l2,optimizer,initializer,hidden,seed";
    if (has_activation) csv += ",activation";
    csv += ",diverged_folds";
    for (const measure which : measures) {
        const std::string name = name_of(which, of);
        csv += ',' + name + "_mean," + name + "_deviation";
    }
    const size_t folds = sorted.empty() ? 0 : sorted.front().folds.size();
    for (const measure which : measures) {
        for (size_t fold = 1; fold <= folds; ++fold) {
            csv += std::string(",") + name_of(which, of) + "_" + std::to_string(fold);
        }
    }
    csv += '\n';
    for (size_t i = 0; i < sorted.size(); ++i) {
        const trial& row = sorted[i];
        csv += std::to_string(i + 1) + ',' + std::to_string(row.number) + ',' +
               shortest(row.at.learning_rate) + ',' + shortest(row.at.l2) + ',' +
               name_of(row.at.by) + ',' + name_of(row.at.start) + ',' + name_of(row.at.hidden) +
               ',' + std::to_string(row.at.seed);
        if (has_activation) csv += std::string(",") + name_of(row.at.in_hidden);
        csv += ',' + std::to_string(diverged_folds(row));
        if (diverged_folds(row) == 0) {
            for (const auto& both : {cost_of(row), quality_of(row)}) {
                csv += ',' + shortest(both.mean) + ',' + shortest(both.deviation);
            }
        } else {
            csv += ",,,,";
        }
        for (const auto value : {&fold_score::cost, &fold_score::quality}) {
            for (const auto& fold : row.folds) {
                csv += ',';
                if (fold.status == picomlp::status::ok) csv += shortest(fold.*value);
            }
        }
        csv += '\n';
    }
    return csv;
}

}  // namespace tune
