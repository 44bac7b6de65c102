// SPDX-License-Identifier: MIT
#include "common/csv.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <limits>
#include <sstream>
#include <string_view>

#include "common/csv_rows.hpp"

namespace {

enum class reading { number, not_finite, not_a_number };

/// Reads a decimal; one too large for a double counts as not finite, one too small as 0.
reading read_number(std::string_view cell, double* value) {
    if (cell.size() > 1 && cell.front() == '+' && cell[1] != '-') cell.remove_prefix(1);
    const auto parsed = std::from_chars(cell.data(), cell.data() + cell.size(), *value);
    if (parsed.ec == std::errc::invalid_argument || parsed.ptr != cell.data() + cell.size()) {
        return reading::not_a_number;
    }
    if (parsed.ec == std::errc::result_out_of_range) *value = std::strtod(cell.data(), nullptr);
    return std::isfinite(*value) ? reading::number : reading::not_finite;
}

bool is_number(std::string_view cell) {
    double ignored = 0;
    return read_number(cell, &ignored) != reading::not_a_number;
}

bool is_header(const std::vector<std::string>& cells) {
    return std::none_of(cells.begin(), cells.end(), is_number) &&
           std::any_of(cells.begin(), cells.end(), [](const auto& cell) { return !cell.empty(); });
}

bool are_numbers_between_blanks(const std::string& cell) {
    std::istringstream words(cell);
    std::string word;
    int count = 0;
    for (; words >> word; ++count) {
        if (!is_number(word)) return false;
    }
    return count > 1;
}

/// What is wrong with a cell that is not a number, and what to do: where that is known, else
/// `advice`.
std::string complaint_about(const std::string& cell, const std::string& advice) {
    if (cell.empty()) return "the cell is empty";
    const std::string quoted = shown(cell) + " is not a number";
    if (const std::string other = other_separator(cell); !other.empty()) {
        return quoted + "; " + other;
    }
    if (are_numbers_between_blanks(cell)) {
        return quoted + "; found blanks between values; separate them by commas";
    }
    std::string with_point = cell;
    std::replace(with_point.begin(), with_point.end(), ',', '.');
    if (with_point != cell && is_number(with_point)) return quoted + "; write a decimal point";
    return quoted + advice;
}

/// Of a table whose last column is a label, and whose other columns are features.
std::string advice_for(const csv_table& table, last_column last) {
    if (last == last_column::number) return {};
    constexpr char words[] = "a feature of words becomes a column of 0 and 1 for each word";
    return (table.lines.empty() && table.names.empty()
                ? "; a header has no number among its names; "
                : "; ") +
           std::string(words);
}

void append_row(csv_table& table, const csv_row& row, last_column last) {
    for (size_t c = 0; c < row.cells.size() && c < table.columns; ++c) {
        double value = 0;
        const auto found = read_number(row.cells[c], &value);
        if (found != reading::number) {
            throw file_error(place_in(table.file, row.line, c + 1) +
                             (found == reading::not_finite
                                  ? shown(row.cells[c]) + " is not finite"
                                  : complaint_about(row.cells[c], advice_for(table, last))));
        }
        table.values.push_back(value);
    }
    const size_t count = row.cells.size();
    const size_t wanted = table.columns + (last == last_column::text ? 1 : 0);
    if (count != wanted) {
        throw file_error(place_in(table.file, row.line, std::min(count, wanted) + 1) +
                         "the line has " + std::to_string(count) + " cells, the first line " +
                         std::to_string(wanted));
    }
    if (last == last_column::text) {
        const std::string& text = row.cells.back();
        if (text.empty()) {
            throw file_error(place_in(table.file, row.line, count) + complaint_about(text, {}));
        }
        table.texts.push_back(text);
    }
    table.lines.push_back(row.line);
}

void require_names(const csv_table& table, const csv_row& header) {
    const auto& names = header.cells;
    const auto unnamed = std::find(names.begin(), names.end(), "");
    if (unnamed == names.end()) return;
    const auto column = static_cast<size_t>(unnamed - names.begin()) + 1;
    throw file_error(place_in(table.file, header.line, column) + "the column has no name" +
                     (column == 1 ? "; if it is an index, write the file without it (pandas: "
                                    "to_csv(FILE, index=False), R: row.names = FALSE)"
                                  : ""));
}

/// A first row that something else separates is one cell.
void require_commas(const csv_table& table, const csv_row& first) {
    if (first.cells.size() != 1) return;
    const std::string other = other_separator(first.cells[0]);
    if (!other.empty()) throw file_error(place_in(table.file, first.line, 1) + other);
}

}  // namespace

std::string csv_table::place(uint32_t row, uint32_t column) const {
    return place_in(file, lines[row], size_t{column} + 1);
}

std::optional<double> csv_number(const std::string& cell) {
    double value = 0;
    if (read_number(cell, &value) == reading::not_a_number) return {};
    return value;
}

csv_table parse_csv(const std::string& text, const std::string& name, last_column last) {
    csv_table table;
    table.file = name;
    csv_rows rows(text, name);
    csv_row row;
    while (rows.next(row)) {
        if (row.is_blank()) continue;
        if (table.columns == 0) {
            require_commas(table, row);
            table.columns = static_cast<uint32_t>(row.cells.size());
            if (last == last_column::text && --table.columns == 0) {
                throw file_error(name + " has no column besides the label");
            }
            if (is_header(row.cells)) {
                require_names(table, row);
                table.names = row.cells;
                continue;
            }
        }
        append_row(table, row, last);
    }
    if (table.values.empty()) throw file_error(name + " holds no numbers");
    return table;
}

csv_table read_csv(const std::filesystem::path& csv, last_column last) {
    errno = 0;
    std::ifstream in(csv, std::ios::binary);
    std::ostringstream text;
    if (in && in.peek() != std::ifstream::traits_type::eof()) text << in.rdbuf();
    if (!in.is_open() || in.bad() || errno == EISDIR) {
        throw file_error("cannot read " + csv.string() + ": " +
                         (errno != 0 ? std::strerror(errno) : "reading failed"));
    }
    return parse_csv(text.str(), csv.string(), last);
}

std::vector<uint8_t> labels_of(const csv_table& table, uint32_t column, uint32_t classes) {
    std::vector<uint8_t> labels;
    for (uint32_t row = 0; row < table.rows(); ++row) {
        const double label = table.at(row, column);
        if (!(label >= 0 && label < classes && label == std::floor(label))) {
            std::ostringstream shown;
            shown << label;
            throw file_error(table.place(row, column) + "the label is " + shown.str() +
                             ", not an integer from 0 to " + std::to_string(classes - 1));
        }
        labels.push_back(static_cast<uint8_t>(label));
    }
    return labels;
}

std::vector<float> features_of(const csv_table& table, uint32_t count) {
    std::vector<float> x;
    x.reserve(size_t{count} * table.rows());
    for (uint32_t column = 0; column < count; ++column) {
        for (uint32_t row = 0; row < table.rows(); ++row) {
            const double value = table.at(row, column);
            if (std::fabs(value) > std::numeric_limits<float>::max()) {
                throw file_error(table.place(row, column) + "the number is too large for a float");
            }
            x.push_back(static_cast<float>(value));
        }
    }
    return x;
}
