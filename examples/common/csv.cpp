#include "common/csv.hpp"

#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <limits>
#include <sstream>
#include <string_view>

namespace {

std::string place_of(const std::string& file, size_t line, size_t column) {
    return file + ", line " + std::to_string(line) + ", column " + std::to_string(column) + ": ";
}

std::string_view without_blanks(std::string_view text) {
    constexpr std::string_view blanks = " \t\r";
    const size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const size_t end = text.find(separator);
        parts.push_back(without_blanks(text.substr(0, end)));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

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

bool is_header(const std::vector<std::string_view>& cells) {
    double ignored = 0;
    for (const auto cell : cells) {
        if (cell.empty() || read_number(cell, &ignored) != reading::not_a_number) return false;
    }
    return true;
}

void append_line(csv_table& table, const std::vector<std::string_view>& cells, size_t line) {
    for (size_t c = 0; c < cells.size() && c < table.columns; ++c) {
        double value = 0;
        const auto found = cells[c].empty() ? reading::not_a_number : read_number(cells[c], &value);
        if (found != reading::number) {
            const std::string quoted = "'" + std::string(cells[c]) + "'";
            throw file_error(place_of(table.file, line, c + 1) +
                             (cells[c].empty()               ? "the cell is empty"
                              : found == reading::not_finite ? quoted + " is not finite"
                                                             : quoted + " is not a number"));
        }
        table.values.push_back(value);
    }
    if (cells.size() != table.columns) {
        const size_t first_wrong =
            cells.size() < table.columns ? cells.size() + 1 : table.columns + 1;
        throw file_error(place_of(table.file, line, first_wrong) + "the line has " +
                         std::to_string(cells.size()) + " cells, the first line " +
                         std::to_string(table.columns));
    }
}

}  // namespace

std::string csv_table::place(uint32_t row, uint32_t column) const {
    return place_of(file, size_t{row} + (names.empty() ? 1 : 2), size_t{column} + 1);
}

csv_table parse_csv(const std::string& text, const std::string& name) {
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    std::string_view rest = text;
    if (rest.substr(0, byte_order_mark.size()) == byte_order_mark) {
        rest.remove_prefix(byte_order_mark.size());
    }
    auto lines = split(rest, '\n');
    while (!lines.empty() && lines.back().empty()) lines.pop_back();

    csv_table table;
    table.file = name;
    for (size_t l = 0; l < lines.size(); ++l) {
        const auto cells = split(lines[l], ',');
        if (l == 0) {
            table.columns = static_cast<uint32_t>(cells.size());
            if (is_header(cells)) {
                table.names.assign(cells.begin(), cells.end());
                continue;
            }
        }
        append_line(table, cells, l + 1);
    }
    if (table.values.empty()) throw file_error(name + " holds no numbers");
    return table;
}

csv_table read_csv(const std::filesystem::path& csv) {
    errno = 0;
    std::ifstream in(csv, std::ios::binary);
    std::ostringstream text;
    if (in && in.peek() != std::ifstream::traits_type::eof()) text << in.rdbuf();
    if (!in.is_open() || in.bad() || errno == EISDIR) {
        throw file_error("cannot read " + csv.string() + ": " +
                         (errno != 0 ? std::strerror(errno) : "reading failed"));
    }
    return parse_csv(text.str(), csv.string());
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
