// SPDX-License-Identifier: MIT
// The cells of a CSV file as text, row by row, each with its place.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "common/files.hpp"

/// "FILE, line 3, column 2: ": what a message about that cell begins with; both count from 1.
std::string place_in(const std::string& file, size_t line, size_t column);

/// The cell in quotation marks for a message: control characters escaped, a long one shortened.
std::string shown(std::string_view cell);

struct csv_row {
    size_t line = 0;  ///< where it begins
    std::vector<std::string> cells;

    bool is_blank() const { return cells.size() == 1 && cells[0].empty(); }
};

/// Takes a text apart as RFC 4180 has it: commas between cells, lines that end in LF, CRLF or CR,
/// cells with commas, line ends and doubled quotation marks within quotation marks. Blanks and tabs
/// around a cell are left out. A UTF-8 byte order mark and a first line "sep=," are passed over.
/// Throws file_error, which says what to do, for what is no such text: UTF-16, NUL bytes, archives,
/// cells that something else separates, quotation marks that are not closed.
class csv_rows {
  public:
    /// `text` must outlive this; messages call it `file`.
    csv_rows(std::string_view text, std::string file);

    /// Reads the next row; false when there is none left.
    bool next(csv_row& row);

  private:
    void pass_separator_line();
    std::string cell(size_t column);
    std::string quoted_cell(size_t column);
    void pass_blanks();
    bool pass_line_end();
    [[noreturn]] void fail(size_t line, size_t column, const std::string& why) const;

    std::string_view rest_;
    std::string file_;
    size_t line_ = 1;
};

/// What separates the values within `cell`, in words and with what to do, if something does that is
/// no comma; empty otherwise.
std::string other_separator(std::string_view cell);
