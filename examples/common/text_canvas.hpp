// SPDX-License-Identifier: MIT
// Drawing with characters: marks at places of the plane, and a frame around them.
#pragma once

#include <string>
#include <vector>

struct interval {
    double low;
    double high;  ///< above low
};

/// Rows of characters that stand for a rectangle of the plane, its edges in the middle of the outer
/// characters.
class text_canvas {
  public:
    /// At least 2 columns and 2 rows.
    text_canvas(int columns, int rows, interval x, interval y);

    int columns() const { return columns_; }
    int rows() const { return static_cast<int>(rows_.size()); }

    /// The row, counted from the top.
    const std::string& row(int number) const { return rows_[static_cast<size_t>(number)]; }

    /// Puts `mark` where (x, y) falls; outside the rectangle, and for NaN, nowhere.
    void put(double x, double y, char mark);

    /// The coordinates that a column and a row, counted from the top, stand for.
    double x_of(int column) const;
    double y_of(int row) const;

  private:
    int columns_;
    interval x_;
    interval y_;
    std::vector<std::string> rows_;
};

/// What stands at the ends of the axes and below the horizontal one.
struct frame_labels {
    std::string top;
    std::string bottom;
    std::string left;
    std::string right;
    std::string name;  ///< of the horizontal axis, or of the whole drawing
};

/// Characters that a frame with these labels adds to the left of a canvas.
int frame_width(const frame_labels& labels);

/// The canvas with an axis at the left and below it, as lines of frame_width + columns characters
/// at most; a name or right end that does not fit is left out, the left end must.
std::string framed(const text_canvas& canvas, const frame_labels& labels);
