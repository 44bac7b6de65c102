// SPDX-License-Identifier: MIT
#include "course/drawing.hpp"

#include <algorithm>

#include "doctest_config.hpp"
#include "lines.hpp"

using namespace testing;

namespace {

/// Class 1 where x1 > 0.2 in a plane from -1 to 1 and -0.5 to 0.5.
course::boundary_grid half_plane() {
    course::boundary_grid grid;
    constexpr int side = course::boundary_grid::side;
    for (int row = 0; row < side; ++row) {
        for (int column = 0; column < side; ++column) {
            grid.x1.push_back(-1 + 0.02 * column);
            grid.x2.push_back(-0.5 + 0.01 * row);
            grid.probability.push_back(grid.x1.back() > 0.2 ? 0.9 : 0.5);
        }
    }
    return grid;
}

}  // namespace

TEST_CASE("a boundary is drawn to scale, samples on top, wrong ones in capitals") {
    const course::point_set points{{-1, -1, 1, 1}, {0.5, -0.5, 0.5, -0.5}, {0, 1, 1, 0}};
    const course::predictions predicted{0.5, {0.1, 0.1, 0.9, 0.9}, {0, 0, 1, 1}};
    const auto lines = lines_of(course::draw_boundary(half_plane(), points, predicted, 27));
    const std::vector<std::string> expected = {"x2",
                                               " 0.5 |o            :::::::x",
                                               "     |             ::::::::",
                                               "     |             ::::::::",
                                               "     |             ::::::::",
                                               "-0.5 |X            :::::::O",
                                               "     +---------------------",
                                               "      -1.0      x1      1.0"};
    REQUIRE(lines.size() == expected.size());
    for (size_t k = 0; k < lines.size(); ++k) CHECK(lines[k] == expected[k]);
}

TEST_CASE("a boundary is as wide as asked for, from 20 characters to 60") {
    const auto width_for = [](int width) {
        size_t widest = 0;
        for (const auto& line : lines_of(course::draw_boundary(half_plane(), {}, {}, width))) {
            widest = std::max(widest, line.size());
        }
        return widest;
    };
    CHECK(width_for(5) == 20);
    CHECK(width_for(33) == 33);
    CHECK(width_for(60) == 60);
    CHECK(width_for(200) == 60);
}

TEST_CASE("costs are drawn over thousands of iterations") {
    const auto lines = lines_of(course::draw_costs({0.9, 0.5, 0.4}, 50));
    CHECK(lines.front() == "cost");
    CHECK(lines.back().find("iteration") != std::string::npos);
    CHECK(lines.back().substr(lines.back().size() - 5) == " 2000");
}
