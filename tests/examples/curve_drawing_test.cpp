// SPDX-License-Identifier: MIT
#include "common/curve_drawing.hpp"

#include <algorithm>

#include "doctest_config.hpp"
#include "lines.hpp"

using namespace testing;

TEST_CASE("a curve has a mark for each value and dots on the way") {
    CHECK(draw_curve({0, 5, 10, 10, 0}, 7, "step", 16) ==
          "10 |      o.o\n"
          "   |     .\n"
          "   |\n"
          "   |    .    .\n"
          "   |\n"
          "   |   o\n"
          "   |  .       .\n"
          "   |\n"
          "   | .\n"
          "   |\n"
          " 0 |o          o\n"
          "   +------------\n"
          "    0  step   28\n");
}

TEST_CASE("values from 20 times another on are drawn by their logarithms") {
    const auto lines = lines_of(draw_curve({1000, 10, 0.1}, 1, "epoch", 40));
    REQUIRE(lines.size() == 13);
    CHECK(lines[0] == "1e+03 |o.");
    CHECK(lines[5].find('o') == 7 + 16);
    CHECK(lines[10] == "  0.1 |" + std::string(31, ' ') + ".o");
    CHECK(lines[12].find("epoch, logarithmic") != std::string::npos);

    const auto linear = lines_of(draw_curve({19, 10, 1}, 1, "epoch", 40));
    CHECK(linear[5].find('o') != std::string::npos);
    CHECK(linear[12].find("logarithmic") == std::string::npos);
    const auto zero = lines_of(draw_curve({20, 10, 0}, 1, "epoch", 40));
    CHECK(zero[12].find("logarithmic") == std::string::npos);
}

TEST_CASE("what only rounding changes is a level line in the middle") {
    for (const double value : {0.0, 0.6931471805599453, -3.0}) {
        const auto lines = lines_of(draw_curve({value, value * (1 + 4e-16), value}, 1, "x", 40));
        REQUIRE(lines.size() == 13);
        for (size_t row = 0; row < 11; ++row) {
            CHECK((lines[row].find('o') != std::string::npos) == (row == 5));
        }
    }
}

TEST_CASE("no line is wider than asked for, however long the numbers") {
    for (const int width : {30, 40, 80, 200}) {
        size_t widest = 0;
        for (const auto& line : lines_of(draw_curve({-1.234e-100, 3, -5}, 1000, "it", width))) {
            widest = std::max(widest, line.size());
        }
        CHECK(widest == static_cast<size_t>(width));
    }
}

TEST_CASE("one value is a point and none nothing") {
    CHECK(draw_curve({}, 1, "x", 40).empty());
    const auto lines = lines_of(draw_curve({3}, 1000, "x", 40));
    CHECK(lines[5] == "    |o");
    CHECK(lines[12].substr(lines[12].size() - 5) == " 1000");
}
