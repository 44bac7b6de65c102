// SPDX-License-Identifier: MIT
#include "common/curve_drawing.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "common/text_canvas.hpp"

namespace {

// Odd, so that what does not change lies in the middle of a row.
constexpr int drawing_rows = 11;
constexpr int least_columns = 10;
constexpr double enough_for_logarithms = 20;

std::string three_digits(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", value);
    return text;
}

/// From the lowest to the highest; a tenth more and less when they are the same but for rounding.
interval around(double low, double high) {
    if (high - low > 1e-9 * std::fabs(high)) return {low, high};
    const double margin = high == 0 ? 1 : std::fabs(high) / 10;
    return {low - margin, high + margin};
}

}  // namespace

std::string draw_curve(const std::vector<double>& values, long step, const std::string& name,
                       int width) {
    if (values.empty()) return {};
    const auto [lowest, highest] = std::minmax_element(values.begin(), values.end());
    const bool logarithmic = *lowest > 0 && *highest / *lowest >= enough_for_logarithms;
    const auto height_of = [&](double value) { return logarithmic ? std::log(value) : value; };
    const interval y = around(height_of(*lowest), height_of(*highest));
    const double last = std::max<double>(1, static_cast<double>(values.size()) - 1);
    const auto label = [&](double height) {
        return three_digits(logarithmic ? std::exp(height) : height);
    };
    const frame_labels labels{label(y.high), label(y.low), "0",
                              std::to_string(static_cast<long>(last) * step),
                              name + (logarithmic ? ", logarithmic" : "")};
    text_canvas canvas(std::max(width - frame_width(labels), least_columns), drawing_rows,
                       {0, last}, y);

    for (int column = 0; column < canvas.columns(); ++column) {
        const double x = canvas.x_of(column);
        const auto before = static_cast<size_t>(x);
        if (before + 1 >= values.size()) break;
        const double share = x - static_cast<double>(before);
        canvas.put(x,
                   (1 - share) * height_of(values[before]) + share * height_of(values[before + 1]),
                   '.');
    }
    for (size_t k = 0; k < values.size(); ++k) {
        canvas.put(static_cast<double>(k), height_of(values[k]), 'o');
    }
    return framed(canvas, labels);
}
