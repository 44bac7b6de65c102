// SPDX-License-Identifier: MIT
// A table of numbers read from a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "common/files.hpp"

/// How the last cell of each row is read: as a number like the others, or left as the text it is.
enum class last_column { number, text };

/// Rows and columns of finite numbers, with what is needed to say where one of them stands.
struct csv_table {
    std::string file;                ///< the name for messages
    std::vector<std::string> names;  ///< of the columns; none when the file has no header
    uint32_t columns = 0;            ///< of numbers: without a last column of texts
    std::vector<double> values;      ///< row by row
    std::vector<std::string> texts;  ///< the last column's, for each row; none for numbers
    std::vector<size_t> lines;       ///< the file's line on which each row begins

    uint32_t rows() const { return static_cast<uint32_t>(values.size() / columns); }
    double at(uint32_t row, uint32_t column) const {
        return values[size_t{row} * columns + column];
    }
    /// "FILE, line 3, column 2: " for row and column counted from 0: what a message about that
    /// number begins with. Lines and columns of the file count from 1.
    std::string place(uint32_t row, uint32_t column) const;
};

/// Reads rows of numbers as csv_rows.hpp takes them apart, at least one, all with as many cells as
/// the first. Blank lines are passed over. The first row is a header when none of its
/// cells is a number. Throws file_error naming the file and, where there is one, line and column,
/// with what to do where that is known, for what cannot be read, holds no numbers, misses a cell,
/// has one too many, a cell that is not a finite number, or a column without a name in the header
/// (an index, in most cases). With a last column of texts, none of them empty, also for a file
/// without another column; "nan" and numbers are texts then.
csv_table read_csv(const std::filesystem::path& csv, last_column last = last_column::number);

/// The same for a text, which messages call `name`.
csv_table parse_csv(const std::string& text, const std::string& name,
                    last_column last = last_column::number);

/// The decimal that a cell is, infinite when it is too large for a double; NaN and infinity where
/// the cell says so; nothing for other texts.
std::optional<double> csv_number(const std::string& cell);

/// The class in `column` of each row, the last being the usual one. Throws file_error naming file,
/// line and column when one is not an integer from 0 to classes - 1; `classes` is at most 256.
std::vector<uint8_t> labels_of(const csv_table& table, uint32_t column, uint32_t classes);

/// The first `count` columns as floats, count x rows, rows innermost: what a network's x is. Throws
/// file_error naming file, line and column of a number too large for a float.
std::vector<float> features_of(const csv_table& table, uint32_t count);
