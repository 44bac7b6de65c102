# SPDX-License-Identifier: MIT
"""Source text for C++ and C: the headers that tools/export/model_files.cpp writes, to the letter.

Here they may have more at their end: the scalings of a model that has some."""
import zlib

import numpy

from network import fraction_of
from refusal import Refused

LINE_LENGTH = 100
AUTHOR = "tools/import"


def literal(value, is_double):
    """A hexadecimal literal holds every bit and is the same for every compiler: as C's %a."""
    mantissa, _, exponent = float(value).hex().partition("p")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}p{exponent}" + ("" if is_double else "F")


def lines_of(values, is_double, indent):
    """Literals separated by commas, in indented lines."""
    lines, line = [], indent
    literals = [literal(value, is_double) for value in numpy.asarray(values).reshape(-1).tolist()]
    for next_one in [text + "," for text in literals[:-1]] + literals[-1:]:
        if len(line) + 1 + len(next_one) > LINE_LENGTH:
            lines.append(line)
            line = indent
        line += ("" if line == indent else " ") + next_one
    return "\n".join(lines + [line])


def spelling(network, layer):
    """How C++ writes an activation."""
    if layer.parameter is None:
        return f"picomlp::{layer.activation}"
    fraction = fraction_of(layer.parameter, network.number)
    if fraction is None:
        raise Refused(f"layer '{layer.name}' has {layer.activation} with {layer.parameter!r}, which is no fraction of "
                      "numbers up to 2^24, as C++ wants it")
    return f"picomlp::{layer.activation}<{fraction[0]}, {fraction[1]}>"


def dense_of(network, prefix):
    return [f"{prefix}dense<{layer.units}, {spelling(network, layer)}>" for layer in network.layers]


MODEL = """\
// A trained network: its type, and its parameters as a constant for flash.
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
@SCALED@// clang-format on

}  // namespace @NAME@_model
"""

VECTORS = """\
// Samples x and what the network of @NAME@_model.hpp makes of them, y, bit for bit. For C and C++.
// Written by @AUTHOR@; do not edit.
#pragma once

// clang-format off
enum { @NAME@_vectors = @COUNT@ };

@X@
@Y@// clang-format on
"""

IMAGE = """\
// A trained model as an image, for C and C++: picomlp_model_open() opens it where it lies.
// Written by @AUTHOR@; do not edit.
#pragma once

#include <stdint.h>

// clang-format off
static const uint64_t @NAME@_image[@COUNT@] = {
@WORDS@};
// clang-format on
"""


def filled(text, **values):
    """What stands in a value is left as it is."""
    parts = text.split("@")
    parts[1::2] = [str(values[key]) for key in parts[1::2]]
    return "".join(parts)


def model_header(network, name, profile, author=AUTHOR):
    """NAME_model.hpp. Refused where an activation cannot be spelled in C++."""
    is_double = network.number == "double"
    parameters = network.parameters()
    checksum = zlib.crc32(parameters.astype(parameters.dtype.newbyteorder("<")).tobytes())
    layers = ",\n    ".join([f"{network.number}, picomlp::input<{network.inputs}>", *dense_of(network, "picomlp::")])
    return filled(MODEL, NAME=name, AUTHOR=author, PROFILE=profile, LAYERS=layers, COUNT=parameters.size,
                  CRC=f"0x{checksum:08x}U", PARAMETERS=lines_of(parameters, is_double, "    "),
                  SHAPE=", ".join([str(network.inputs), *dense_of(network, "")]), SCALED=scaled(network, is_double))


def scaled(network, is_double):
    """The model as a whole, where it is more than its network."""
    if network.scaling is None and network.targets is None:
        return ""

    def pair(first, second):
        return (f"{{\n        {{\n{lines_of(first, is_double, '            ')}}},\n"
                f"        {{\n{lines_of(second, is_double, '            ')}}}}}")

    features = "picomlp::input_scaling<network>::identity()"
    if network.scaling is not None:
        features = pair(*network.scaling)
    parts, kind = [features, "parameters"], "scaled_model"
    if network.targets is not None:
        parts.append(pair(*network.targets))
        kind = "scaled_regressor"
    whole = ",\n    ".join(parts)
    return (f"\n/// The network and its scalings, for predict() with a picomlp::scaled_scratch<network, 1>.\n"
            f"inline constexpr picomlp::{kind}<network> model = {{\n    {whole}}};\n")


def rows(network, name, which, values):
    is_double = network.number == "double"
    samples = ",\n".join(f"    {{\n{lines_of(row, is_double, '        ')}}}" for row in values)
    return (f"static const {network.number} {name}_vectors_{which}[{len(values)}][{values.shape[1]}] = {{\n"
            f"{samples}}};\n")


def vectors_header(network, name, author=AUTHOR):
    """NAME_vectors.h: x before the scaling of features, y after that of targets."""
    x, y = network.vectors
    return filled(VECTORS, NAME=name, AUTHOR=author, COUNT=len(x), X=rows(network, name, "x", x),
                  Y=rows(network, name, "y", y))


def image_header(image, name, author=AUTHOR):
    """NAME_image.h: eight bytes to a word, the lowest first, as a little-endian machine has them."""
    words = [f"0x{int.from_bytes(image[at:at + 8], 'little'):016x}U" for at in range(0, len(image), 8)]
    lines = ["    " + ", ".join(words[at:at + 4]) for at in range(0, len(words), 4)]
    return filled(IMAGE, NAME=name, AUTHOR=author, COUNT=len(words), WORDS=",\n".join(lines))
