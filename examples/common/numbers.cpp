// SPDX-License-Identifier: MIT
#include "common/numbers.hpp"

#include <charconv>
#include <cstdio>

namespace {

template <class T>
std::string shortest_of(T value) {
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    return {text, end};
}

}  // namespace

std::string shortest(double value) { return shortest_of(value); }
std::string shortest(float value) { return shortest_of(value); }

std::string seventeen_digits(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.17g", value);
    return text;
}
