// SPDX-License-Identifier: MIT
#include "export/model_files.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <map>
#include <stdexcept>

namespace model_export::detail {

namespace {

constexpr size_t line_length = 100;

/// The name becomes identifiers, and the command a comment, which a line break would end.
void check(const title& of) {
    const auto is_letter = [](unsigned char c) { return c == '_' || std::isalpha(c) != 0; };
    const auto fits = [&](unsigned char c) { return is_letter(c) || std::isdigit(c) != 0; };
    if (of.name.empty() || !is_letter(static_cast<unsigned char>(of.name[0])) ||
        !std::all_of(of.name.begin(), of.name.end(), fits)) {
        throw std::invalid_argument("'" + of.name + "' cannot be the name of a model");
    }
    const auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7f; };
    if (std::any_of(of.written_by.begin(), of.written_by.end(), is_control)) {
        throw std::invalid_argument("what has written '" + of.name +
                                    "' must be told in one line without control characters");
    }
}

/// A hexadecimal literal holds every bit and is the same for every compiler.
std::string literal(double value, bool is_double) {
    char text[40];
    std::snprintf(text, sizeof text, is_double ? "%a" : "%aF", value);
    return text;
}

/// Literals separated by commas, in indented lines.
std::string lines_of(const double* values, size_t count, bool is_double,
                     const std::string& indent) {
    std::string text;
    std::string line = indent;
    for (size_t k = 0; k < count; ++k) {
        const std::string next = literal(values[k], is_double) + (k + 1 == count ? "" : ",");
        if (line.size() + 1 + next.size() > line_length) {
            text += line + "\n";
            line = indent;
        }
        line += (line.size() == indent.size() ? "" : " ") + next;
    }
    return text + line;
}

/// "64, dense<32, picomlp::relu>, dense<10, picomlp::softmax>".
std::string shape_in_words(const plain_network& network) {
    std::string text = std::to_string(network.inputs);
    for (size_t l = 0; l < network.units.size(); ++l) {
        text += ", dense<" + std::to_string(network.units[l]) + ", " + network.activations[l] + ">";
    }
    return text;
}

std::string layers_in_cpp(const plain_network& network) {
    std::string text = network.is_double ? "double" : "float";
    text += ", picomlp::input<" + std::to_string(network.inputs) + ">";
    for (size_t l = 0; l < network.units.size(); ++l) {
        text += ",\n    picomlp::dense<" + std::to_string(network.units[l]) + ", " +
                network.activations[l] + ">";
    }
    return text;
}

std::string array(const title& of, const plain_samples& samples, const std::string& which,
                  uint32_t width, const std::vector<double>& values) {
    std::string text = "static const " + std::string(samples.is_double ? "double " : "float ") +
                       of.name + "_vectors_" + which + "[" + std::to_string(samples.count) + "][" +
                       std::to_string(width) + "] = {\n";
    for (uint32_t s = 0; s < samples.count; ++s) {
        text += "    {\n" +
                lines_of(values.data() + size_t{s} * width, width, samples.is_double, "        ") +
                (s + 1 == samples.count ? "}};\n" : "},\n");
    }
    return text;
}

/// `text` with every @KEY@ replaced by its value; what stands in a value is left as it is.
std::string filled(const std::string& text, const std::map<std::string, std::string>& values) {
    std::string whole;
    size_t done = 0;
    for (size_t at = text.find('@'); at != std::string::npos; at = text.find('@', done)) {
        const size_t end = text.find('@', at + 1);
        whole += text.substr(done, at - done) + values.at(text.substr(at + 1, end - at - 1));
        done = end + 1;
    }
    return whole + text.substr(done);
}

constexpr char model_text[] =
    R"(// A trained network: its type, and its parameters as a constant for flash.
// Written by @AUTHOR@; do not edit.
#pragma once

#include <picomlp/picomlp.hpp>

namespace @NAME@_model {

// clang-format off
static_assert(picomlp::profile == picomlp::rounding_profile::@PROFILE@,
    "picomlp: @NAME@_model.hpp was exported for the rounding profile @PROFILE@, not the library's");

using network = picomlp::basic_network<
    @LAYERS@>;

static_assert(network::parameter_count == @COUNT@,
    "picomlp: @NAME@_model.hpp does not hold as many parameters as its network");

/// picomlp::crc32_of_numbers of `parameters.values`, by which to tell damaged flash.
inline constexpr uint32_t parameters_crc = @CRC@;

inline constexpr network::parameters parameters = {{
@PARAMETERS@}};

template <class Network>
inline constexpr bool is_exported = false;
template <>
inline constexpr bool is_exported<network> = true;
template <class Network>
inline constexpr picomlp::parameters_of<Network> nothing = {};

/// `parameters`, for firmware that spells out its network: any other does not compile.
template <class Network>
constexpr const picomlp::parameters_of<Network>& parameters_for() {
    static_assert(is_exported<Network>,
        "picomlp: @NAME@_model.hpp holds the parameters of input @SHAPE@, not of this network");
    if constexpr (is_exported<Network>) {
        return parameters;
    } else {
        return nothing<Network>;  // keeps that message the only one
    }
}
// clang-format on

}  // namespace @NAME@_model
)";

constexpr char vectors_text[] =
    R"(// Samples x and what the network of @NAME@_model.hpp makes of them, y, bit for bit. For C and C++.
// Written by @AUTHOR@; do not edit.
#pragma once

// clang-format off
enum { @NAME@_vectors = @COUNT@ };

@X@
@Y@// clang-format on
)";

constexpr char image_text[] =
    R"(// A trained model as an image, for C and C++: picomlp_model_open() opens it where it lies.
// Written by @AUTHOR@; do not edit.
#pragma once

#include <stdint.h>

// clang-format off
static const uint64_t @NAME@_image[@COUNT@] = {
@WORDS@};
// clang-format on
)";

/// Eight bytes to a word, the lowest first, as a little-endian machine has them.
std::string words_of(const std::vector<unsigned char>& bytes) {
    constexpr size_t in_a_line = 4;
    std::string text;
    for (size_t at = 0; at < bytes.size(); at += 8) {
        uint64_t word = 0;
        for (size_t k = 0; k < 8 && at + k < bytes.size(); ++k) {
            word |= uint64_t{bytes[at + k]} << 8 * k;
        }
        char literal[32];
        std::snprintf(literal, sizeof literal, "0x%016llxU", static_cast<unsigned long long>(word));
        const bool first = at / 8 % in_a_line == 0;
        text += (at == 0 ? "    " : first ? ",\n    " : ", ") + std::string(literal);
    }
    return text;
}

}  // namespace

std::string model_header(const title& of, const plain_network& network) {
    check(of);
    for (const double parameter : network.parameters) {
        if (!std::isfinite(parameter)) refuse(of, picomlp::status::not_finite_input);
    }
    const size_t count = network.parameters.size();
    char checksum[16];
    std::snprintf(checksum, sizeof checksum, "0x%08xU", static_cast<unsigned>(network.checksum));
    const bool fused = picomlp::profile == picomlp::rounding_profile::fused;
    return filled(
        model_text,
        {{"NAME", of.name},
         {"AUTHOR", of.written_by},
         {"PROFILE", fused ? "fused" : "separate"},
         {"LAYERS", layers_in_cpp(network)},
         {"SHAPE", shape_in_words(network)},
         {"COUNT", std::to_string(count)},
         {"CRC", checksum},
         {"PARAMETERS", lines_of(network.parameters.data(), count, network.is_double, "    ")}});
}

std::string vectors_header(const title& of, const plain_samples& samples) {
    check(of);
    return filled(vectors_text, {{"NAME", of.name},
                                 {"AUTHOR", of.written_by},
                                 {"COUNT", std::to_string(samples.count)},
                                 {"X", array(of, samples, "x", samples.inputs, samples.x)},
                                 {"Y", array(of, samples, "y", samples.outputs, samples.y)}});
}

std::string image_header(const title& of, const std::vector<unsigned char>& image) {
    check(of);
    return filled(image_text, {{"NAME", of.name},
                               {"AUTHOR", of.written_by},
                               {"COUNT", std::to_string((image.size() + 7) / 8)},
                               {"WORDS", words_of(image)}});
}

void refuse(const title& of, picomlp::status because) {
    throw std::invalid_argument(of.name + " cannot be exported: " + picomlp::describe(because));
}

}  // namespace model_export::detail
