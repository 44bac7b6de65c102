// SPDX-License-Identifier: MIT
#include "common/csv_rows.hpp"

#include <algorithm>
#include <utility>

namespace {

constexpr std::string_view blanks = " \t";
constexpr char nul_byte[] = "there is a NUL byte; this is no text";

bool begins_with(std::string_view text, std::string_view beginning) {
    return text.substr(0, beginning.size()) == beginning;
}

std::string_view without_blanks(std::string_view text) {
    const size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// Whether every other byte is NUL in the beginning, as in UTF-16 of plain numbers.
bool is_unmarked_utf16(std::string_view text) {
    const std::string_view beginning = text.substr(0, 64);
    size_t zeros[2] = {0, 0};
    for (size_t k = 0; k < beginning.size(); ++k) zeros[k % 2] += beginning[k] == '\0';
    return beginning.size() >= 4 && std::max(zeros[0], zeros[1]) >= beginning.size() * 2 / 5;
}

/// What kind of file this is when it is no text in UTF-8, and what to do; empty otherwise.
std::string other_encoding(std::string_view text) {
    using namespace std::string_view_literals;
    if (begins_with(text, "\xff\xfe\0\0"sv) || begins_with(text, "\0\0\xfe\xff"sv)) {
        return "is UTF-32; save it as UTF-8";
    }
    if (begins_with(text, "\xff\xfe"sv) || begins_with(text, "\xfe\xff"sv) ||
        is_unmarked_utf16(text)) {
        return "is UTF-16; save it as UTF-8";
    }
    if (begins_with(text, "PK\x03\x04"sv)) {
        return "is a spreadsheet or another ZIP archive; export it as CSV";
    }
    if (begins_with(text, "\x1f\x8b"sv)) return "is compressed; unpack it first";
    return {};
}

}  // namespace

std::string place_in(const std::string& file, size_t line, size_t column) {
    return file + ", line " + std::to_string(line) + ", column " + std::to_string(column) + ": ";
}

std::string shown(std::string_view cell) {
    constexpr size_t longest = 40;
    constexpr char digits[] = "0123456789abcdef";
    std::string text = "'";
    for (const char c : cell.substr(0, longest)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7f) {
            text += {'\\', 'x', digits[byte / 16], digits[byte % 16]};
        } else {
            text += c;
        }
    }
    return text + (cell.size() > longest ? "...'" : "'");
}

std::string other_separator(std::string_view cell) {
    for (const auto& [separator, name] :
         {std::pair{';', "';'"}, std::pair{'\t', "a tab"}, std::pair{'|', "'|'"}}) {
        if (cell.find(separator) != std::string_view::npos) {
            return std::string("found ") + name + " between values; separate them by commas";
        }
    }
    return {};
}

csv_rows::csv_rows(std::string_view text, std::string file) : rest_(text), file_(std::move(file)) {
    if (const std::string other = other_encoding(text); !other.empty()) {
        throw file_error(file_ + ' ' + other);
    }
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    if (begins_with(rest_, byte_order_mark)) rest_.remove_prefix(byte_order_mark.size());
    pass_separator_line();
}

/// Spreadsheets take a first line "sep=," to mean themselves.
void csv_rows::pass_separator_line() {
    const std::string_view first = rest_.substr(0, rest_.find_first_of("\r\n"));
    if (!begins_with(first, "sep=") || first.size() != 5) return;
    if (first.back() != ',') {
        fail(1, 1, shown(first) + " names another separator; separate values by commas");
    }
    rest_.remove_prefix(first.size());
    pass_line_end();
}

bool csv_rows::next(csv_row& row) {
    row.cells.clear();
    row.line = line_;
    if (rest_.empty()) return false;
    while (true) {
        row.cells.push_back(cell(row.cells.size() + 1));
        if (!begins_with(rest_, ",")) break;
        rest_.remove_prefix(1);
    }
    pass_line_end();
    return true;
}

std::string csv_rows::cell(size_t column) {
    pass_blanks();
    if (begins_with(rest_, "\"")) return quoted_cell(column);
    const std::string_view found = rest_.substr(0, rest_.find_first_of(",\r\n"));
    if (found.find('\0') != std::string_view::npos) fail(line_, column, nul_byte);
    rest_.remove_prefix(found.size());
    return std::string(without_blanks(found));
}

std::string csv_rows::quoted_cell(size_t column) {
    const size_t begins = line_;
    std::string text;
    rest_.remove_prefix(1);
    while (!rest_.empty()) {
        const std::string_view before = rest_;
        if (pass_line_end()) {
            text += before.substr(0, before.size() - rest_.size());
        } else if (begins_with(rest_, "\"\"")) {
            text += '"';
            rest_.remove_prefix(2);
        } else if (rest_.front() == '"') {
            rest_.remove_prefix(1);
            const std::string_view after = rest_;
            pass_blanks();
            if (rest_.empty() || rest_.find_first_of(",\r\n") == 0) return text;
            const std::string other =
                other_separator(after.substr(0, after.size() - rest_.size() + 1));
            fail(line_, column,
                 !other.empty() ? other
                                : "text follows the quotation mark that ends the cell; double a "
                                  "mark that belongs to the cell");
        } else {
            if (rest_.front() == '\0') fail(line_, column, nul_byte);
            text += rest_.front();
            rest_.remove_prefix(1);
        }
    }
    fail(begins, column, "the cell begins with a quotation mark, and none ends it");
}

void csv_rows::pass_blanks() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(blanks), rest_.size()));
}

bool csv_rows::pass_line_end() {
    if (rest_.empty() || (rest_.front() != '\n' && rest_.front() != '\r')) return false;
    rest_.remove_prefix(begins_with(rest_, "\r\n") ? 2 : 1);
    ++line_;
    return true;
}

void csv_rows::fail(size_t line, size_t column, const std::string& why) const {
    throw file_error(place_in(file_, line, column) + why);
}
