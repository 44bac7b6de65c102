// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdio>
#include <stdexcept>

#include "digits/eight_bits.hpp"

namespace digits {

namespace {

/// "{1, 2, 3}" in indented lines of at most 100 characters.
std::string braced(const std::vector<std::string>& all) {
    const std::string indent = "    ";
    std::string text = "{\n";
    std::string line = indent;
    for (size_t k = 0; k < all.size(); ++k) {
        const std::string next = all[k] + (k + 1 == all.size() ? "}" : ",");
        if (line.size() + 1 + next.size() > 100) {
            text += line + "\n";
            line = indent;
        }
        line += (line.size() == indent.size() ? "" : " ") + next;
    }
    return text + line;
}

std::string word(int32_t number) { return std::to_string(number); }
std::string word(float number) {
    char text[40];
    std::snprintf(text, sizeof text, "%aF", static_cast<double>(number));
    return text;
}
std::string word(picomlp::multiplier by) {
    return "{" + word(by.significand) + ", " + word(by.shift) + "}";
}
std::string word(picomlp::quantized_range range) {
    return "{" + word(int32_t{range.lowest}) + ", " + word(int32_t{range.highest}) + "}";
}
template <class Number>
std::string words(const Number* numbers, size_t count) {
    std::vector<std::string> all;
    for (size_t k = 0; k < count; ++k) {
        if constexpr (sizeof(Number) == 1) {
            all.push_back(word(int32_t{numbers[k]}));
        } else {
            all.push_back(word(numbers[k]));
        }
    }
    return braced(all);
}

std::string members(const numbers_of_int8& numbers) {
    using sizes = numbers_of_int8::sizes;
    constexpr uint32_t layers = network::layer_count;
    static_assert(sizes::tables == 0, "no tables are written");
    std::string text =
        "{\n    " + word(numbers.input_scale) + ", " + word(numbers.input_zero_point) + ",\n";
    text += "    " + words(numbers.scales, layers) + ",\n";
    text += "    " + words(numbers.zero_points, layers) + ",\n";
    text += "    " + words(numbers.ranges, layers) + ",\n";
    text += "    {}, {},  // no tables, no leaky relu\n";
    text += "    " + words(numbers.biases, sizes::units) + ",\n";
    text += "    " + words(numbers.multipliers, sizes::units) + ",\n";
    text += "    " + words(numbers.weights, sizes::weights) + ",\n";
    return text + "    {}};\n";
}

template <size_t Count>
std::string row(const int8_t (&numbers)[Count]) {
    return "    " + words(numbers, Count);
}

}  // namespace

std::string eight_bits_header(const numbers_of_int8& numbers, const image_set& images) {
    picomlp::quantized<network, picomlp::double_rounding> net;
    if (net.open(numbers) != picomlp::status::ok) {
        throw std::invalid_argument("these are no numbers of a network of int8");
    }
    decltype(net)::scratch scratch;
    std::string x_rows;
    std::string y_rows;
    uint32_t count = 0;
    for (uint8_t digit = 0; digit < classes; ++digit) {
        const auto found = std::find(images.labels.begin(), images.labels.end(), digit);
        if (found == images.labels.end()) continue;
        const auto image = static_cast<uint32_t>(found - images.labels.begin());
        int8_t x[pixels];
        int8_t y[classes];
        for (uint32_t f = 0; f < pixels; ++f) {
            x[f] = picomlp::quantize(images.x[f * images.size() + image], net.input_quantization());
        }
        if (net.predict(x, scratch, y) != picomlp::status::ok) {
            throw std::invalid_argument("an image cannot be predicted");
        }
        x_rows += (count == 0 ? "" : ",\n") + row(x);
        y_rows += (count == 0 ? "" : ",\n") + row(y);
        ++count;
    }
    return "// A trained network of int8 as a constant for flash, the first image of each digit, "
           "and "
           "the\n// outputs for it in double_rounding, byte for byte.\n"
           "// Written by `digits_int8 --export DIR`; do not edit.\n"
           "#pragma once\n\n#include <picomlp/picomlp.hpp>\n\nnamespace digits_int8 {\n\n"
           "// clang-format off\n"
           "using network = picomlp::network<picomlp::input<64>, picomlp::dense<32, "
           "picomlp::relu>,\n"
           "                                 picomlp::dense<10, picomlp::softmax>>;\n\n"
           "inline constexpr picomlp::quantized_parameters<network> numbers = " +
           members(numbers) + "\ninline constexpr uint32_t images = " + std::to_string(count) +
           ";\ninline constexpr int8_t x[images][64] = {\n" + x_rows +
           "};\ninline constexpr int8_t y[images][10] = {\n" + y_rows +
           "};\n// clang-format on\n\n}  // namespace digits_int8\n";
}

}  // namespace digits
