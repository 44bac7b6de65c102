#include "tune/results.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

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

std::string formatted(const char* format, double value) {
    char text[64];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

/// Four decimals for a cost of the usual size, two digits for one far from it: 18 characters.
std::string cost_text(const mean_and_deviation& cost) {
    const char* const format = cost.mean < 100 && cost.deviation < 100 ? "%.4f" : "%.1e";
    return formatted(format, cost.mean) + " +- " + formatted(format, cost.deviation);
}

std::string accuracy_text(const mean_and_deviation& accuracy) {
    return formatted("%5.1f", 100 * accuracy.mean) + " +- " +
           formatted("%.1f", 100 * accuracy.deviation);
}

/// The line of one trial. Settings are rounded to four digits; the CSV has them all.
std::string score_row(uint32_t place, const trial& row) {
    char line[96];
    std::snprintf(line, sizeof line, "| %5u | %5u | %13.4g | %9.4g | ", place, row.number,
                  double{row.at.learning_rate}, double{row.at.l2});
    if (const uint32_t diverged = diverged_folds(row); diverged != 0) {
        return line + ("diverged on " + std::to_string(diverged) + " of ") +
               std::to_string(row.folds.size()) + " folds\n";
    }
    std::string cost = cost_text(cost_of(row));
    cost.resize(std::max<size_t>(cost.size(), 18), ' ');
    return line + cost + " | " + accuracy_text(accuracy_of(row)) + '\n';
}

std::string settings_row(uint32_t place, const point& at) {
    char line[96];
    std::snprintf(line, sizeof line, "| %5u | %-16s | %-14s | %6s | %10u\n", place, name_of(at.by),
                  name_of(at.start), name_of(at.hidden), at.seed);
    return line;
}

}  // namespace

mean_and_deviation cost_of(const trial& of) { return over_folds(of, &fold_score::cost); }
mean_and_deviation accuracy_of(const trial& of) { return over_folds(of, &fold_score::accuracy); }

uint32_t diverged_folds(const trial& of) {
    return static_cast<uint32_t>(
        std::count_if(of.folds.begin(), of.folds.end(),
                      [](const fold_score& fold) { return fold.status != picomlp::status::ok; }));
}

void sort_best_first(std::vector<trial>& trials, measure by) {
    std::sort(trials.begin(), trials.end(), [by](const trial& a, const trial& b) {
        const bool a_diverged = diverged_folds(a) != 0;
        const bool b_diverged = diverged_folds(b) != 0;
        if (a_diverged != b_diverged) return b_diverged;
        if (!a_diverged) {
            const double a_value = by == measure::cost ? cost_of(a).mean : -accuracy_of(a).mean;
            const double b_value = by == measure::cost ? cost_of(b).mean : -accuracy_of(b).mean;
            if (a_value != b_value) return a_value < b_value;
        }
        return a.number < b.number;
    });
}

std::string table_of(const std::vector<trial>& sorted, uint32_t rows) {
    const auto total = static_cast<uint32_t>(sorted.size());
    const uint32_t shown = rows == 0 ? total : std::min(rows, total);
    // In two tables, for one is wider than a terminal.
    std::string table =
        "| Place | Trial | Learning rate |        L2 | Validation cost    | Accuracy (%)\n"
        "|-------|-------|---------------|-----------|--------------------|--------------\n";
    for (uint32_t i = 0; i < shown; ++i) table += score_row(i + 1, sorted[i]);
    table +=
        "\n| Place | Optimizer        | Initializer    | Hidden |       Seed\n"
        "|-------|------------------|----------------|--------|------------\n";
    for (uint32_t i = 0; i < shown; ++i) table += settings_row(i + 1, sorted[i].at);
    const auto diverged = std::count_if(sorted.begin(), sorted.end(),
                                        [](const trial& one) { return diverged_folds(one) != 0; });
    if (shown < total || diverged != 0) {
        table += std::to_string(total) + " trials, " + std::to_string(shown) + " shown; " +
                 std::to_string(diverged) + " diverged\n";
    }
    return table;
}

std::string csv_of(const std::vector<trial>& sorted) {
    std::string csv =
        "place,trial,learning_rate,l2,optimizer,initializer,hidden,seed,diverged_folds,cost_mean,"
        "cost_deviation,accuracy_mean,accuracy_deviation";
    const size_t folds = sorted.empty() ? 0 : sorted.front().folds.size();
    for (const char* const value : {"cost", "accuracy"}) {
        for (size_t fold = 1; fold <= folds; ++fold) {
            csv += std::string(",") + value + "_" + std::to_string(fold);
        }
    }
    csv += '\n';
    for (size_t i = 0; i < sorted.size(); ++i) {
        const trial& row = sorted[i];
        csv += std::to_string(i + 1) + ',' + std::to_string(row.number) + ',' +
               shortest(row.at.learning_rate) + ',' + shortest(row.at.l2) + ',' +
               name_of(row.at.by) + ',' + name_of(row.at.start) + ',' + name_of(row.at.hidden) +
               ',' + std::to_string(row.at.seed) + ',' + std::to_string(diverged_folds(row));
        if (diverged_folds(row) == 0) {
            for (const auto& both : {cost_of(row), accuracy_of(row)}) {
                csv += ',' + shortest(both.mean) + ',' + shortest(both.deviation);
            }
        } else {
            csv += ",,,,";
        }
        for (const auto value : {&fold_score::cost, &fold_score::accuracy}) {
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
