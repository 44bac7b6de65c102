#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Golden images of networks of int8, by a writer that was made from lib/picomlp/image/SPEC.md alone, with test
vectors by the reference in Python integers (tests/quantized/reference).

    /usr/bin/python3 tests/image/golden/quantized_images.py    writes quantized_images.hpp, and ../fuzz/corpus

Needs Python alone. The numbers are those of tests/image/quantized_cases.hpp.
"""
import dataclasses
import pathlib
import struct
import sys
from fractions import Fraction

import images
from images import MUST_UNDERSTAND, code, numbers

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "quantized" / "reference"))
import numbers_of  # noqa: E402 pylint: disable=wrong-import-position
import requantization  # noqa: E402 pylint: disable=wrong-import-position

RANGE, LEAKY, TABLE = 0, 1, 2
ROUNDINGS = {"double_rounding": requantization.double_rounding, "single_rounding": requantization.single_rounding}


def int8s(count, start):
    return [(start + k) * 89 % 256 - 128 for k in range(count)]


def biases(count, start):
    return [(start + k) * 7919 % 4001 - 2000 for k in range(count)]


def multipliers(count, start):
    """Of 2^-10 to 2^-7: an odd shift is what the two roundings differ in."""
    return [(2**30 + (start + k) * 123456789 % 2**30, -7 - (start + k) % 3) for k in range(count)]


def float_of(text):
    """The nearest float to a decimal fraction."""
    return numbers_of.float32(Fraction(text))


@dataclasses.dataclass
class Layer:
    units: int
    activation: str
    form: int
    several: bool               # multipliers for each unit
    range: tuple
    sum_zero: int
    zero: int                   # of the outputs
    scale: Fraction
    parameter: float = 0
    leaky: tuple = ()           # two multipliers

    def fill(self, inputs, place):
        self.weights = int8s(inputs * self.units, 31 * place)
        self.biases = biases(self.units, 11 * place)
        self.multipliers = multipliers(self.units if self.several else 1, 5 * place)
        self.table = int8s(256, 100 + place) if self.form == TABLE else []

    def apply(self, x, x_zero, rounding):
        y = []
        for unit in range(self.units):
            row = self.weights[unit * len(x):(unit + 1) * len(x)]
            total = requantization.wrapped(sum((q - x_zero) * w for q, w in zip(x, row)) + self.biases[unit])
            by = self.multipliers[unit if self.several else 0]
            q = requantization.clamp(rounding(total, *by) + self.sum_zero, *self.range)
            if self.form == TABLE:
                q = self.table[q + 128]
            if self.form == LEAKY:
                d = q - self.sum_zero
                q = requantization.clamp(rounding(d, *self.leaky[0 if d >= 0 else 1]) + self.zero, -128, 127)
            y.append(q)
        return y


class QuantizedImage(images.Image):
    """Sections are added in their order; finish() adds the last ones."""

    def __init__(self, rounding, features, scale, zero, layers):  # pylint: disable=super-init-not-called
        self.begin("f", features, [(layer.units, layer.activation) + ((layer.parameter,) if layer.parameter else ())
                                   for layer in layers])
        self.rounding, self.scale, self.zero, self.layers = rounding, scale, zero, layers
        inputs = features
        for place, layer in enumerate(layers):
            layer.fill(inputs, place)
            inputs = layer.units

    def pack(self, values):
        return struct.pack(f"<{len(values)}f", *map(float, values))

    def outputs_of(self, x):
        """Of one sample, in int8."""
        zero = self.zero
        for layer in self.layers:
            x, zero = layer.apply(x, zero, ROUNDINGS[self.rounding]), layer.zero
        return x

    def test(self, samples):
        """With both scalings, whose numbers are those that scale_features() and scale_targets() write."""
        x = numbers(samples * self.features, 21)
        offsets, factors = numbers(self.features, 5), numbers(self.features, 9)
        target_offsets, target_scales = numbers(self.outputs, 13), numbers(self.outputs, 17)
        y = []
        for sample in range(samples):
            features = [Fraction((value - offset) * factor) for value, offset, factor in
                        zip(x[sample * self.features:], offsets, factors)]
            q = self.outputs_of([numbers_of.quantize(feature, self.scale, self.zero) for feature in features])
            for number, offset, scale in zip(q, target_offsets, target_scales):
                z = numbers_of.dequantize(number, self.layers[-1].scale, self.layers[-1].zero)
                y.append(numbers_of.float32(numbers_of.float32(z * Fraction(scale)) + Fraction(offset)))
        self.add(7, 0, samples, self.pack(x + y))

    def finish(self):
        records = struct.pack("<IifI", code(self.rounding), self.zero, float(self.scale), 0)
        integers, last = [], b""
        for layer in self.layers:
            records += struct.pack("<IIiiiifI", len(layer.multipliers), layer.form, *layer.range, layer.sum_zero,
                                   layer.zero, float(layer.scale), 0)
            integers += [number for by in layer.multipliers for number in by] + layer.biases
            if layer.form == LEAKY:
                integers += [*layer.leaky[0], *layer.leaky[1], layer.zero]
            numbers_of_layer = layer.weights + layer.table
            last += bytes(-len(last) % 16) + struct.pack(f"<{len(numbers_of_layer)}b", *numbers_of_layer)
        self.add(9, MUST_UNDERSTAND, len(self.layers), records)
        self.add(10, MUST_UNDERSTAND, len(integers), struct.pack(f"<{len(integers)}i", *integers))
        self.add(11, MUST_UNDERSTAND, len(last), last)
        return self


def int8_every_section(rounding="double_rounding"):
    """All forms, and all sections."""
    image = QuantizedImage(rounding, 3, float_of("0.03"), 11, [
        Layer(5, "leaky_relu_of", LEAKY, True, (-128, 127), -9, 4, float_of("0.05"), 0.25, ((2**30, 1), (2**30, -1))),
        Layer(4, "gelu", TABLE, False, (-120, 125), 3, -7, float_of("0.02")),
        Layer(2, "relu6", RANGE, True, (-20, 101), -20, -20, float_of("0.07"))])
    image.scale_features()
    image.scale_targets()
    image.name_features("Länge", "", "width in mm")
    image.name_outputs("left", "right")
    image.test(4)
    image.describe("Every section there is.")
    return image.finish()


def int8_single():
    return int8_every_section("single_rounding")


def int8_smallest():
    return QuantizedImage("single_rounding", 1, float_of("0.5"), -128,
                          [Layer(1, "identity", RANGE, False, (-128, 127), 0, 0, float_of("0.25"))]).finish()


def main():
    lines = ["// Written by tests/image/golden/quantized_images.py; regenerate with: "
             "/usr/bin/python3 tests/image/golden/quantized_images.py",
             "// Images of networks of int8 by a writer that was made from SPEC.md.",
             "#pragma once", "", "namespace golden {", "", "// clang-format off"]
    vectors = []
    for make in (int8_every_section, int8_single, int8_smallest):
        image = make().bytes(0, minor_version=1)
        vectors.append(dict((kind, contents) for kind, _, _, contents in make().sections).get(7))
        # The first byte is for the fuzzer: 1 to seal what has been changed, 4 for int8.
        (images.CORPUS / make.__name__).write_bytes(bytes([5]) + image)
        lines += [f"alignas(64) inline constexpr unsigned char {make.__name__}[{len(image)}] = {{",
                  images.rows(image) + "};"]
    assert vectors[0] != vectors[1], "the two roundings do not differ"
    lines += ["// clang-format on", "", "}  // namespace golden", ""]
    (HERE / "quantized_images.hpp").write_text("\n".join(lines))


if __name__ == "__main__":
    main()
