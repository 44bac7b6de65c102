// SPDX-License-Identifier: MIT
// A sequence of numbers as a curve of characters.
#pragma once

#include <string>
#include <vector>

/// Draws values[k], finite, at k * step on an axis called `name`: "o" for each value, "." on the
/// way from one to the next. 13 lines, at most `width` characters wide, but no narrower than 10 and
/// the labels. The vertical axis is logarithmic, and the name says so, when all values are above 0
/// and the largest is 20 times the smallest or more. Nothing for no values.
std::string draw_curve(const std::vector<double>& values, long step, const std::string& name,
                       int width);
