// SPDX-License-Identifier: MIT
#include "common/text_canvas.hpp"

#include <limits>

#include "doctest_config.hpp"

TEST_CASE("marks fall into the character whose middle is nearest, y growing upwards") {
    text_canvas canvas(5, 3, {0, 4}, {-1, 1});
    canvas.put(0, -1, 'a');
    canvas.put(4, 1, 'b');
    canvas.put(1.4, 0.4, 'c');
    canvas.put(1.6, 0.4, 'd');
    CHECK(canvas.row(0) == "    b");
    CHECK(canvas.row(1) == " cd  ");
    CHECK(canvas.row(2) == "a    ");
}

TEST_CASE("outer characters reach half a character beyond the edges, and no further") {
    text_canvas canvas(5, 3, {0, 4}, {-1, 1});
    canvas.put(-0.4, 0, 'a');
    canvas.put(4.4, 0, 'b');
    canvas.put(2, 1.4, 'c');
    canvas.put(-0.6, 0, 'z');
    canvas.put(4.6, 0, 'z');
    canvas.put(2, -1.6, 'z');
    canvas.put(2, 1.6, 'z');
    canvas.put(2, 1e300, 'z');
    canvas.put(std::numeric_limits<double>::quiet_NaN(), 0, 'z');
    canvas.put(0, std::numeric_limits<double>::infinity(), 'z');
    CHECK(canvas.row(0) == "  c  ");
    CHECK(canvas.row(1) == "a   b");
    CHECK(canvas.row(2) == "     ");
}

TEST_CASE("columns and rows stand for the coordinates that fall into them") {
    text_canvas canvas(11, 5, {-1, 1}, {0, 2});
    CHECK(canvas.x_of(0) == -1);
    CHECK(canvas.x_of(10) == 1);
    CHECK(canvas.y_of(0) == 2);
    CHECK(canvas.y_of(4) == 0);
    for (int row = 0; row < canvas.rows(); ++row) {
        for (int column = 0; column < canvas.columns(); ++column) {
            canvas.put(canvas.x_of(column), canvas.y_of(row), '#');
        }
    }
    for (int row = 0; row < canvas.rows(); ++row) CHECK(canvas.row(row) == "###########");
}

TEST_CASE("a frame has labels at the ends and no blanks at the ends of its lines") {
    text_canvas canvas(12, 3, {0, 1}, {0, 1});
    canvas.put(0, 0, 'o');
    canvas.put(1, 1, 'o');
    const frame_labels labels{"1.5", "-2", "0", "99", "name"};
    CHECK(frame_width(labels) == 5);
    CHECK(framed(canvas, labels) ==
          "1.5 |           o\n"
          "    |\n"
          " -2 |o\n"
          "    +------------\n"
          "     0  name   99\n");
}

TEST_CASE("what does not fit below a frame is left out") {
    const text_canvas canvas(6, 2, {0, 1}, {0, 1});
    CHECK(framed(canvas, {"1", "0", "0", "99", "x1"}) == "1 |\n0 |\n  +------\n   0   99\n");
    CHECK(framed(canvas, {"1", "0", "0", "123456", "x"}) == "1 |\n0 |\n  +------\n   0\n");
}
