// SPDX-License-Identifier: MIT
#include "common/csv_rows.hpp"

#include "doctest_config.hpp"
#include "golden/csv_rows.hpp"

namespace {

using cells = std::vector<std::string>;

/// All rows but blank ones, as golden/csv_rows.py writes them.
std::string rows_of(const std::string& text) {
    try {
        csv_rows rows(text, "some.csv");
        csv_row row;
        std::string found;
        while (rows.next(row)) {
            if (row.is_blank()) continue;
            found += std::to_string(row.line);
            char separator = ':';
            for (const auto& cell : row.cells) {
                found += separator + cell;
                separator = '|';
            }
            found += ';';
        }
        return found;
    } catch (const file_error&) {
        return "refused";
    }
}

std::string refusal(const std::string& text) {
    try {
        csv_rows rows(text, "some.csv");
        csv_row row;
        while (rows.next(row)) {
        }
    } catch (const file_error& error) {
        return error.what();
    }
    return {};
}

std::string utf16(const std::string& text, bool low_first) {
    std::string encoded;
    for (const char c : text) encoded += low_first ? std::string{c, '\0'} : std::string{'\0', c};
    return encoded;
}

}  // namespace

TEST_CASE("texts are taken apart as Python's csv module does, on the same lines") {
    for (const auto& expected : golden::csv_rows_cases) {
        CAPTURE(expected.text);
        CHECK(rows_of(expected.text) == expected.rows);
    }
}

TEST_CASE("cells in quotation marks hold commas, line ends and doubled quotation marks") {
    CHECK(rows_of("\"x1, in cm\", \"x\"\"2\" ,\"a\r\nb\"\r\n1,2,3\r\n") ==
          "1:x1, in cm|x\"2|a\r\nb;3:1|2|3;");
}

TEST_CASE("blanks and tabs around cells, a byte order mark and sep=, are passed over") {
    CHECK(rows_of("\xef\xbb\xbfsep=,\r\n a ,\tb\r\n") == "2:a|b;");
    CHECK(rows_of("sep=,") == "");
    CHECK(rows_of("sep=x,y\n") == "1:sep=x|y;");
}

TEST_CASE("lines may end in CR alone") { CHECK(rows_of("a,b\r1,2\r3,4") == "1:a|b;2:1|2;3:3|4;"); }

TEST_CASE("what is no text in UTF-8 is refused with what to do") {
    const std::string numbers = "x1,x2,label\n0.5,1.5,0\n";
    CHECK(refusal("\xff\xfe" + utf16(numbers, true)) == "some.csv is UTF-16; save it as UTF-8");
    CHECK(refusal("\xfe\xff" + utf16(numbers, false)) == "some.csv is UTF-16; save it as UTF-8");
    CHECK(refusal(utf16(numbers, true)) == "some.csv is UTF-16; save it as UTF-8");
    CHECK(refusal(utf16(numbers, false)) == "some.csv is UTF-16; save it as UTF-8");
    CHECK(refusal(std::string("\xff\xfe\0\0x\0\0\0", 8)) == "some.csv is UTF-32; save it as UTF-8");
    CHECK(refusal("PK\x03\x04 and so on") ==
          "some.csv is a spreadsheet or another ZIP archive; export it as CSV");
    CHECK(refusal("\x1f\x8b\x08 and so on") == "some.csv is compressed; unpack it first");
}

TEST_CASE("a NUL byte is refused where it stands, within quotation marks as well") {
    CHECK(refusal(std::string("1,2\n3,4\0,5\n", 11)) ==
          "some.csv, line 2, column 2: there is a NUL byte; this is no text");
    CHECK(refusal(std::string("1,\"\0\"\n", 6)) ==
          "some.csv, line 1, column 2: there is a NUL byte; this is no text");
}

TEST_CASE("other separators are named") {
    CHECK(refusal("sep=;\n1;2\n") ==
          "some.csv, line 1, column 1: 'sep=;' names another separator; separate values by commas");
    CHECK(refusal("\"x1\";\"x2\"\n") ==
          "some.csv, line 1, column 1: found ';' between values; separate them by commas");
    CHECK(refusal("\"x1\"\t\"x2\"\n") ==
          "some.csv, line 1, column 1: found a tab between values; separate them by commas");
}

TEST_CASE("quotation marks that do not fit are refused where they stand") {
    CHECK(refusal("a,b\n1,\"2\n3,4\n") ==
          "some.csv, line 2, column 2: the cell begins with a quotation mark, and none ends it");
    CHECK(refusal("a,b\n\"1\"2,3\n") ==
          "some.csv, line 2, column 1: text follows the quotation mark that ends the cell; double "
          "a mark that belongs to the cell");
}

TEST_CASE("a cell is shown in one short line that no control character cuts off") {
    CHECK(shown("x") == "'x'");
    CHECK(shown(std::string("a\0b\n\x1b[2J", 8)) == "'a\\x00b\\x0a\\x1b[2J'");
    CHECK(shown(std::string(100, 'x')) == '\'' + std::string(40, 'x') + "...'");
}
