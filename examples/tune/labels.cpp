// SPDX-License-Identifier: MIT
#include "tune/labels.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include "common/csv_rows.hpp"
#include "common/numbers.hpp"

namespace tune {

namespace {

constexpr size_t most_classes = 65535;
constexpr char if_regression[] = "; to predict numbers, --task regression";

[[noreturn]] void fail(const csv_table& table, uint32_t row, const std::string& why) {
    throw file_error(table.place(row, table.columns) + why);
}

/// Why a text stands above numbers, if it does: names of columns that are numbers make a header
/// look like a sample.
std::string if_header(const csv_table& table, uint32_t row) {
    return row == 0 && table.names.empty() ? "; a header has no number among its names" : "";
}

/// The samples' classes as indices into the sorted `values`, which `name` names.
template <class T, class Name>
labels numbered(const std::vector<T>& values, const Name& name) {
    std::map<T, float> number_of;
    for (const T& value : values) number_of.emplace(value, 0.0F);
    labels found;
    for (auto& [value, number] : number_of) {
        number = static_cast<float>(found.classes.size());
        found.classes.push_back(name(value));
    }
    for (const T& value : values) found.numbers.push_back(number_of.at(value));
    return found;
}

void require_integer(const csv_table& table, uint32_t row, double value) {
    if (!std::isfinite(value)) fail(table, row, shown(table.texts[row]) + " is not finite");
    if (value != std::floor(value) || std::fabs(value) > 9007199254740992.0) {
        fail(table, row, "the label is " + shortest(value) + ", no integer" + if_regression);
    }
}

/// The label of `row` is a number and those above are texts, or the other way round.
[[noreturn]] void fail_mixed(const csv_table& table, uint32_t row, bool is_number) {
    if (is_number && row == 1 && table.names.empty()) {
        fail(table, 0,
             "the label " + shown(table.texts[0]) + " is a text, the one below a number" +
                 if_header(table, 0));
    }
    fail(table, row,
         "the label " + shown(table.texts[row]) + " is a " + (is_number ? "number" : "text") +
             ", those above are " + (is_number ? "texts" : "numbers"));
}

/// Of labels that are all integers; none when they are all texts.
std::vector<double> integers_of(const csv_table& table) {
    std::vector<double> values;
    for (uint32_t row = 0; row < table.rows(); ++row) {
        const std::optional<double> value = csv_number(table.texts[row]);
        // -0 is 0.
        if (value) require_integer(table, row, *value);
        if (value) values.push_back(*value + 0.0);
        if (values.size() != (value ? row + 1 : 0)) fail_mixed(table, row, value.has_value());
    }
    return values;
}

}  // namespace

labels classes_of(const csv_table& table) {
    const std::vector<double> values = integers_of(table);
    const bool are_numbers = !values.empty();
    labels found = are_numbers
                       ? numbered(values, [](double value) { return shortest(value); })
                       : numbered(table.texts, [](const std::string& text) { return text; });
    const size_t count = found.classes.size();
    if (count == 1) {
        const std::string& only = found.classes[0];
        throw file_error(table.file + ": all labels are " + (are_numbers ? only : shown(only)));
    }
    if (count > 2 && count == table.rows()) {
        throw file_error(table.file + ": no two labels are the same" +
                         (are_numbers ? if_regression : ""));
    }
    if (count > most_classes) {
        throw file_error(table.file + " has " + std::to_string(count) +
                         " classes; a network takes up to " + std::to_string(most_classes));
    }
    return found;
}

std::vector<float> targets_of(const csv_table& table) {
    std::vector<float> targets;
    for (uint32_t row = 0; row < table.rows(); ++row) {
        const std::optional<double> value = csv_number(table.texts[row]);
        if (!value) {
            fail(table, row,
                 shown(table.texts[row]) +
                     " is not a number; without --task regression it is a class" +
                     if_header(table, row));
        }
        if (!std::isfinite(*value)) fail(table, row, shown(table.texts[row]) + " is not finite");
        if (std::fabs(*value) > std::numeric_limits<float>::max()) {
            fail(table, row, "the number is too large for a float");
        }
        targets.push_back(static_cast<float>(*value));
    }
    if (std::count(targets.begin(), targets.end(), targets[0]) ==
        static_cast<std::ptrdiff_t>(targets.size())) {
        throw file_error(table.file + ": all numbers to predict are " + shortest(targets[0]));
    }
    return targets;
}

}  // namespace tune
