// SPDX-License-Identifier: MIT
#include "course/drawing.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "common/curve_drawing.hpp"
#include "common/text_canvas.hpp"

namespace course {

namespace {

constexpr int least_width = 20;
constexpr int most_width = 60;
// A character is about twice as high as wide.
constexpr double rows_per_column = 0.5;

interval range_of(const std::vector<double>& values) {
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    return {*low, *high};
}

std::string one_decimal(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", value);
    return text;
}

/// The grid's probability next to (x1, x2), which lies in the rectangle that it covers.
double probability_at(const boundary_grid& grid, interval x1, interval x2, double x, double y) {
    constexpr int last = boundary_grid::side - 1;
    const auto column = std::lround((x - x1.low) / (x1.high - x1.low) * last);
    const auto row = std::lround((y - x2.low) / (x2.high - x2.low) * last);
    return grid.probability[static_cast<size_t>(row * boundary_grid::side + column)];
}

}  // namespace

std::string draw_costs(const std::vector<double>& costs, int width) {
    return "cost\n" + draw_curve(costs, record_every, "iteration", width);
}

std::string draw_boundary(const boundary_grid& grid, const point_set& points,
                          const predictions& predicted, int width) {
    const interval x1 = range_of(grid.x1);
    const interval x2 = range_of(grid.x2);
    const frame_labels labels{one_decimal(x2.high), one_decimal(x2.low), one_decimal(x1.low),
                              one_decimal(x1.high), "x1"};
    const int columns = std::clamp(width, least_width, most_width) - frame_width(labels);
    const double rows = (x2.high - x2.low) / (x1.high - x1.low) * rows_per_column * columns;
    text_canvas canvas(columns, std::clamp(static_cast<int>(std::lround(rows)), 5, columns), x1,
                       x2);
    for (int row = 0; row < canvas.rows(); ++row) {
        for (int column = 0; column < canvas.columns(); ++column) {
            const double x = canvas.x_of(column);
            const double y = canvas.y_of(row);
            if (probability_at(grid, x1, x2, x, y) > 0.5) canvas.put(x, y, ':');
        }
    }
    for (size_t i = 0; i < points.size(); ++i) {
        const bool right = predicted.label[i] == points.labels[i];
        const char* const marks = right ? "ox" : "OX";
        canvas.put(points.x1[i], points.x2[i], marks[points.labels[i]]);
    }
    return "x2\n" + framed(canvas, labels);
}

}  // namespace course
