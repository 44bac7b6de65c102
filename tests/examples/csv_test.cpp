// SPDX-License-Identifier: MIT
#include "common/csv.hpp"

#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <fstream>

#include "doctest_config.hpp"

namespace {

/// The message with which `call` throws a file_error; empty when it does not.
template <class Call>
std::string message_of(const Call& call) {
    try {
        call();
    } catch (const file_error& error) {
        return error.what();
    }
    return {};
}

std::string refusal(const std::string& text) {
    return message_of([&] { (void)parse_csv(text, "some.csv"); });
}

/// A file that goes away again.
struct temporary_file {
    explicit temporary_file(const std::string& contents)
        : path(std::filesystem::temp_directory_path() /
               ("picomlp_csv_test_" + std::to_string(getpid()) + ".csv")) {
        std::ofstream(path, std::ios::binary) << contents;
    }
    ~temporary_file() { std::remove(path.c_str()); }
    std::filesystem::path path;
};

}  // namespace

TEST_CASE("a file with a header gives names and numbers") {
    const temporary_file file("x1,x2,y\n0.5,-2,1\n1e-3,4,0\n");
    const csv_table table = read_csv(file.path);
    CHECK(table.names == std::vector<std::string>{"x1", "x2", "y"});
    CHECK(table.columns == 3);
    CHECK(table.rows() == 2);
    CHECK(table.values == std::vector<double>{0.5, -2, 1, 1e-3, 4, 0});
    CHECK(table.at(1, 1) == 4);
    CHECK(table.place(1, 2) == file.path.string() + ", line 3, column 3: ");
}

TEST_CASE("a file without a header gives its first line as numbers") {
    const csv_table table = parse_csv("1,2\n3,4", "some.csv");
    CHECK(table.names.empty());
    CHECK(table.values == std::vector<double>{1, 2, 3, 4});
    CHECK(table.place(1, 0) == "some.csv, line 2, column 1: ");
}

TEST_CASE("blanks, carriage returns, a byte order mark and blank lines are passed over") {
    const csv_table table =
        parse_csv("\xef\xbb\xbf a ,b\r\n 1 ,\t+2\r\n\r\n3,4\r\n\r\n\n", "some.csv");
    CHECK(table.names == std::vector<std::string>{"a", "b"});
    CHECK(table.values == std::vector<double>{1, 2, 3, 4});
    CHECK(table.place(1, 0) == "some.csv, line 4, column 1: ");
}

TEST_CASE("a header may be quoted and have commas and line ends in its names") {
    const csv_table table = parse_csv("\"x1, in cm\",\"x\n2\"\n1,\"2\"\n", "some.csv");
    CHECK(table.names == std::vector<std::string>{"x1, in cm", "x\n2"});
    CHECK(table.values == std::vector<double>{1, 2});
    CHECK(table.place(0, 1) == "some.csv, line 3, column 2: ");
}

TEST_CASE("a column without a name is refused, with what to do about an index") {
    CHECK(refusal(",x1,label\n0,1.5,0\n") ==
          "some.csv, line 1, column 1: the column has no name; if it is an index, write the file "
          "without it (pandas: to_csv(FILE, index=False), R: row.names = FALSE)");
    CHECK(refusal("\"\",\"x1\"\n\"1\",1.5\n").find("line 1, column 1: the column has no name") !=
          std::string::npos);
    CHECK(refusal("x1,label,\n1.5,0,\n") == "some.csv, line 1, column 3: the column has no name");
}

TEST_CASE("values that something else than a comma separates are refused with what to do") {
    const std::string semicolons = "found ';' between values; separate them by commas";
    CHECK(refusal("x1;x2;y\n1;2;0\n") == "some.csv, line 1, column 1: " + semicolons);
    CHECK(refusal("0,5;1,5;0\n") ==
          "some.csv, line 1, column 2: '5;1' is not a number; " + semicolons);
    CHECK(refusal("1,2,3\n1;2;3\n") ==
          "some.csv, line 2, column 1: '1;2;3' is not a number; " + semicolons);
    CHECK(refusal("1\t2\t0\n") ==
          "some.csv, line 1, column 1: found a tab between values; "
          "separate them by commas");
    CHECK(refusal("x1 x2\n1 2\n") ==
          "some.csv, line 2, column 1: '1 2' is not a number; found "
          "blanks between values; separate them by commas");
    CHECK(refusal("a,b\n\"0,5\",1\n") ==
          "some.csv, line 2, column 1: '0,5' is not a number; write a decimal point");
}

TEST_CASE("a number too small for a double is read as zero or the nearest subnormal") {
    const csv_table table = parse_csv("1e-400,4.9e-324\n", "some.csv");
    CHECK(table.values == std::vector<double>{0, 4.9e-324});
}

TEST_CASE("what is not a number is refused with file, line and column") {
    CHECK(refusal("1,2\n3,x\n") == "some.csv, line 2, column 2: 'x' is not a number");
    CHECK(refusal("a,b\n1,2\n3x,5\n") == "some.csv, line 3, column 1: '3x' is not a number");
    CHECK(refusal("a,b\n1,2000 kg\n") == "some.csv, line 2, column 2: '2000 kg' is not a number");
    CHECK(refusal("1,2\n0x10,2\n") == "some.csv, line 2, column 1: '0x10' is not a number");
    CHECK(refusal("1,2\n1,+-2\n") == "some.csv, line 2, column 2: '+-2' is not a number");
    CHECK(refusal("1,2\n1,+\n") == "some.csv, line 2, column 2: '+' is not a number");
}

TEST_CASE("a first line of which only some cells are numbers is refused, being no header") {
    CHECK(refusal("1,two\n3,4\n") == "some.csv, line 1, column 2: 'two' is not a number");
}

TEST_CASE("a missing cell is refused with file, line and column") {
    CHECK(refusal("1,2,3\n4,,6\n") == "some.csv, line 2, column 2: the cell is empty");
    CHECK(refusal("1,2,3\n4,5,\n") == "some.csv, line 2, column 3: the cell is empty");
    CHECK(refusal("1,2\n3, \n") == "some.csv, line 2, column 2: the cell is empty");
    CHECK(refusal(",\n1,2\n") == "some.csv, line 1, column 1: the cell is empty");
}

TEST_CASE("NaN, infinity and what overflows are refused with file, line and column") {
    CHECK(refusal("1,2\n3,nan\n") == "some.csv, line 2, column 2: 'nan' is not finite");
    CHECK(refusal("1,2\n-inf,4\n") == "some.csv, line 2, column 1: '-inf' is not finite");
    CHECK(refusal("1,2\n1e999,4\n") == "some.csv, line 2, column 1: '1e999' is not finite");
    CHECK(refusal("NaN,2\n1,4\n") == "some.csv, line 1, column 1: 'NaN' is not finite");
}

TEST_CASE("a line with too few or too many cells is refused where the first cell is wrong") {
    CHECK(refusal("1,2,3\n4,5\n") ==
          "some.csv, line 2, column 3: the line has 2 cells, the first line 3");
    CHECK(refusal("a,b\n1,2\n1,2,3,4\n") ==
          "some.csv, line 3, column 3: the line has 4 cells, the first line 2");
}

TEST_CASE("a file without numbers is refused by name") {
    CHECK(refusal("") == "some.csv holds no numbers");
    CHECK(refusal("\n\n") == "some.csv holds no numbers");
    CHECK(refusal("x1,x2,y\n") == "some.csv holds no numbers");
    const temporary_file file("");
    CHECK(message_of([&] { (void)read_csv(file.path); }) ==
          file.path.string() + " holds no numbers");
}

TEST_CASE("what cannot be opened or read is named with the reason") {
    CHECK(message_of([] { (void)read_csv("/nowhere/some.csv"); }) ==
          "cannot read /nowhere/some.csv: No such file or directory");
    CHECK(message_of([] { (void)read_csv("/"); }) == "cannot read /: Is a directory");
}

TEST_CASE("labels are integers from 0 to classes - 1; others are refused where they stand") {
    const auto table = parse_csv("a,y\n7,1\n8,0\n9,2\n", "some.csv");
    CHECK(labels_of(table, 1, 3) == std::vector<uint8_t>{1, 0, 2});
    CHECK(message_of([&] { (void)labels_of(table, 1, 2); }) ==
          "some.csv, line 4, column 2: the label is 2, not an integer from 0 to 1");
    for (const std::string wrong : {"-1", "0.5"}) {
        const auto other = parse_csv("1,0\n1," + wrong + "\n", "some.csv");
        CHECK(message_of([&] { (void)labels_of(other, 1, 2); }) ==
              "some.csv, line 2, column 2: the label is " + wrong + ", not an integer from 0 to 1");
    }
}

TEST_CASE("features are floats with the rows innermost; too large ones are refused") {
    const auto table = parse_csv("1,2,0\n3,4,1\n", "some.csv");
    CHECK(features_of(table, 2) == std::vector<float>{1, 3, 2, 4});
    const auto large = parse_csv("1,2\n1,-1e39\n", "some.csv");
    CHECK(message_of([&] { (void)features_of(large, 2); }) ==
          "some.csv, line 2, column 2: the number is too large for a float");
}

TEST_CASE("a last column of texts stays as it is written; the others are numbers") {
    const auto table = parse_csv("a,b,kind\n1,2, oak \n\n3,4,\"ash, red\"\n5,6,nan\n7,8,0x\n",
                                 "some.csv", last_column::text);
    CHECK(table.names == std::vector<std::string>{"a", "b", "kind"});
    CHECK(table.columns == 2);
    CHECK(table.rows() == 4);
    CHECK(table.values == std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8});
    CHECK(table.texts == std::vector<std::string>{"oak", "ash, red", "nan", "0x"});
    CHECK(table.place(2, 2) == "some.csv, line 5, column 3: ");
    const auto bare = parse_csv("1,oak\n2,elm\n", "some.csv", last_column::text);
    CHECK(bare.names.empty());
    CHECK(bare.texts == std::vector<std::string>{"oak", "elm"});
    CHECK(parse_csv("1,2\n", "some.csv").texts.empty());
}

TEST_CASE("before a last column of texts, what is no number is refused with what to do") {
    const auto refused = [](const std::string& text) {
        return message_of([&] { (void)parse_csv(text, "some.csv", last_column::text); });
    };
    const std::string words = "a feature of words becomes a column of 0 and 1 for each word";
    CHECK(refused("a,b,y\n1,red,0\n") ==
          "some.csv, line 2, column 2: 'red' is not a number; " + words);
    CHECK(refused("1,red,0\n") ==
          "some.csv, line 1, column 2: 'red' is not a number; a header has no number among its "
          "names; " +
              words);
    CHECK(refused("1,2,0\n1,red,0\n") ==
          "some.csv, line 2, column 2: 'red' is not a number; " + words);
    CHECK(refused("a,b,y\n1,,0\n") == "some.csv, line 2, column 2: the cell is empty");
    CHECK(refused("a,b,y\n1,2,\n") == "some.csv, line 2, column 3: the cell is empty");
    CHECK(refused("a,b,y\n1,2\n") ==
          "some.csv, line 2, column 3: the line has 2 cells, the first line 3");
    CHECK(refused("a,b,y\n1,2,x,4\n") ==
          "some.csv, line 2, column 4: the line has 4 cells, the first line 3");
    CHECK(refused("1;2;x\n") ==
          "some.csv, line 1, column 1: found ';' between values; separate "
          "them by commas");
    CHECK(refused("y\noak\n") == "some.csv has no column besides the label");
    CHECK(refused("a,y\n") == "some.csv holds no numbers");
}

TEST_CASE("a cell by itself is read as those of a table") {
    CHECK(csv_number("-2.5e3") == -2500.0);
    CHECK(csv_number("+1") == 1.0);
    CHECK(std::isinf(*csv_number("1e999")));
    CHECK(std::isnan(*csv_number("nan")));
    for (const std::string text : {"", "x", "1x", "0x1", "1 2", "--1"}) {
        CHECK_FALSE(csv_number(text).has_value());
    }
}
