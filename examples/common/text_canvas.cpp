// SPDX-License-Identifier: MIT
#include "common/text_canvas.hpp"

#include <algorithm>
#include <cmath>

namespace {

/// The place of `value` among `count` evenly spread over the interval; -1 when beyond all.
int place_of(double value, interval in, int count) {
    const double place = std::round((value - in.low) / (in.high - in.low) * (count - 1));
    return place >= 0 && place < count ? static_cast<int>(place) : -1;
}

double value_at(int place, interval in, int count) {
    return in.low + (in.high - in.low) * place / (count - 1);
}

std::string at_right_of(const std::string& text, size_t width) {
    return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

}  // namespace

text_canvas::text_canvas(int columns, int rows, interval x, interval y)
    : columns_(columns),
      x_(x),
      y_(y),
      rows_(static_cast<size_t>(rows), std::string(static_cast<size_t>(columns), ' ')) {}

void text_canvas::put(double x, double y, char mark) {
    const int column = place_of(x, x_, columns_);
    const int from_bottom = place_of(y, y_, rows());
    if (column < 0 || from_bottom < 0) return;
    rows_[static_cast<size_t>(rows() - 1 - from_bottom)][static_cast<size_t>(column)] = mark;
}

double text_canvas::x_of(int column) const { return value_at(column, x_, columns_); }
double text_canvas::y_of(int row) const { return value_at(rows() - 1 - row, y_, rows()); }

int frame_width(const frame_labels& labels) {
    return static_cast<int>(std::max(labels.top.size(), labels.bottom.size())) + 2;
}

std::string framed(const text_canvas& canvas, const frame_labels& labels) {
    const auto label_width = static_cast<size_t>(frame_width(labels)) - 2;
    const auto columns = static_cast<size_t>(canvas.columns());
    std::string text;
    for (int row = 0; row < canvas.rows(); ++row) {
        const std::string& label = row == 0                   ? labels.top
                                   : row == canvas.rows() - 1 ? labels.bottom
                                                              : std::string();
        std::string line = at_right_of(label, label_width) + " |" + canvas.row(row);
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    text += std::string(label_width + 1, ' ') + '+' + std::string(columns, '-') + '\n';

    std::string below = labels.left;
    // At least a blank on either side of the name.
    const size_t ends = labels.left.size() + labels.right.size();
    if (ends + labels.name.size() + 2 <= columns) {
        const size_t free = columns - ends - labels.name.size();
        below += std::string(free / 2, ' ') + labels.name;
    }
    if (ends < columns) below += at_right_of(labels.right, columns - below.size());
    return text + std::string(label_width + 2, ' ') + below + '\n';
}
