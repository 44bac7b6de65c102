// SPDX-License-Identifier: MIT
#include "tune/table.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace tune {

namespace {

/// Of a column of hidden layers: at least its heading; beside the other settings, and in a table of
/// its own, as many as 80 characters leave.
constexpr size_t least_hidden_width = 6;
constexpr size_t most_beside_settings = 20;
constexpr size_t most_hidden_width = 48;

template <class... Values>
std::string formatted(const char* format, Values... values) {
    char text[128];
    std::snprintf(text, sizeof text, format, values...);
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

/// R2 is at most 1; far below 0 only its magnitude is shown: 13 characters.
std::string r2_text(const mean_and_deviation& r2) {
    if (r2.mean <= -9.995 || r2.deviation >= 9.995) return formatted("%.1e", r2.mean);
    return formatted("%5.2f +- %.2f", r2.mean, r2.deviation);
}

/// The line of one trial. Settings are rounded to four digits; the CSV has them all.
std::string score_row(uint32_t place, const trial& row, task of) {
    const std::string line = formatted("| %5u | %5u | %13.4g | %9.4g | ", place, row.number,
                                       double{row.at.learning_rate}, double{row.at.l2});
    if (const uint32_t diverged = diverged_folds(row); diverged != 0) {
        return line + "diverged on " + std::to_string(diverged) + " of " +
               std::to_string(row.folds.size()) + " folds\n";
    }
    const bool regression = of == task::regression;
    std::string cost = regression ? in_any_unit(cost_of(row)) : cost_text(cost_of(row));
    cost.resize(std::max<size_t>(cost.size(), 18), ' ');
    return line + cost + " | " +
           (regression ? r2_text(quality_of(row)) : accuracy_text(quality_of(row))) + '\n';
}

std::string ruled(size_t width) { return std::string(width + 2, '-'); }

/// `text` in the middle column of a table: on the right.
std::string right(std::string text, size_t width) {
    if (text.size() > width) text = text.substr(0, width - 3) + "...";
    return std::string(width - text.size(), ' ') + text;
}

std::string settings_table(const std::vector<trial>& sorted, uint32_t shown, size_t hidden_width) {
    const bool has_hidden = hidden_width != 0;
    std::string table = "\n| Place | Optimizer        | Initializer    |";
    if (has_hidden) table += ' ' + right("Hidden", hidden_width) + " |";
    table += "       Seed\n|-------|------------------|----------------|";
    if (has_hidden) table += ruled(hidden_width) + '|';
    table += "------------\n";
    for (uint32_t i = 0; i < shown; ++i) {
        const point& at = sorted[i].at;
        table += formatted("| %5u | %-16s | %-14s | ", i + 1, name_of(at.by), name_of(at.start));
        if (has_hidden) table += right(name_of(at.hidden), hidden_width) + " | ";
        table += formatted("%10u\n", at.seed);
    }
    return table;
}

std::string layers_table(const std::vector<trial>& sorted, uint32_t shown, size_t hidden_width) {
    std::string table = "\n| Place | Activation         | " + right("Hidden", hidden_width) +
                        "\n|-------|--------------------|" + ruled(hidden_width).substr(1) + "-\n";
    for (uint32_t i = 0; i < shown; ++i) {
        const point& at = sorted[i].at;
        table +=
            formatted("| %5u | %-18s | ", i + 1, at.hidden.empty() ? "-" : name_of(at.in_hidden)) +
            right(name_of(at.hidden), hidden_width) + '\n';
    }
    return table;
}

}  // namespace

std::string in_any_unit(const mean_and_deviation& numbers) {
    const double larger = std::max(std::fabs(numbers.mean), numbers.deviation);
    if (!(larger >= 0.01 && larger < 999999)) {
        return formatted("%.1e +- %.1e", numbers.mean, numbers.deviation);
    }
    const int decimals = std::max(0, 3 - static_cast<int>(std::floor(std::log10(larger))));
    return formatted("%.*f +- %.*f", decimals, numbers.mean, decimals, numbers.deviation);
}

std::string table_of(const std::vector<trial>& sorted, uint32_t rows, task of) {
    const auto total = static_cast<uint32_t>(sorted.size());
    const uint32_t shown = rows == 0 ? total : std::min(rows, total);
    // In several tables, for one is wider than a terminal.
    std::string table =
        of == task::regression
            ? "| Place | Trial | Learning rate |        L2 | Validation RMSE    | R2\n"
            : "| Place | Trial | Learning rate |        L2 | Validation cost    | Accuracy (%)\n";
    table += "|-------|-------|---------------|-----------|--------------------|--------------\n";
    size_t hidden_width = least_hidden_width;
    bool all_relu = true;
    for (uint32_t i = 0; i < shown; ++i) {
        table += score_row(i + 1, sorted[i], of);
        hidden_width = std::max(hidden_width, name_of(sorted[i].at.hidden).size());
        all_relu = all_relu && sorted[i].at.in_hidden == activation::relu;
    }
    if (all_relu && hidden_width <= most_beside_settings) {
        table += settings_table(sorted, shown, hidden_width);
    } else {
        table += settings_table(sorted, shown, 0) +
                 layers_table(sorted, shown, std::min(hidden_width, most_hidden_width));
    }
    const auto diverged = std::count_if(sorted.begin(), sorted.end(),
                                        [](const trial& one) { return diverged_folds(one) != 0; });
    if (shown < total || diverged != 0) {
        table += std::to_string(total) + " trials, " + std::to_string(shown) + " shown; " +
                 std::to_string(diverged) + " diverged\n";
    }
    return table;
}

}  // namespace tune
