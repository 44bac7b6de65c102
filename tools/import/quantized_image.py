#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Reads images of networks of int8 (lib/picomlp/image/SPEC.md), and shows what they hold.

    /usr/bin/python3 tools/import/quantized_image.py IMAGE
"""
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy

import image_format as of
from image_reader import Reading
from network import LARGEST_SIZE, MOST_LAYERS
from refusal import Refused

RANGE, LEAKY, TABLE = of.FORMS
INT8 = range(-128, 128)
SHIFTS = range(-31, 31)


@dataclass(frozen=True)
class QuantizedLayer:
    """q = within the range: rounded(sum of (x - zero point of x) * weights + biases, multiplier) + sum_zero_point;
    then what leaky or the table makes of it."""
    activation: str             # its name or, of an unknown one, its code; "" where none is stated
    stated: tuple               # its code and parameter
    weights: numpy.ndarray      # int8[units][inputs]
    biases: numpy.ndarray       # int32[units]
    multipliers: numpy.ndarray  # int32[units or 1][2]: significand, shift
    leaky: numpy.ndarray | None     # int32[2][2]: the multipliers from the zero point of sums on, and below it
    table: numpy.ndarray | None     # int8[256]
    range: tuple
    sum_zero_point: int
    zero_point: int             # of the outputs, as is the scale
    scale: float


@dataclass(frozen=True)
class QuantizedModel:
    rounding: str
    inputs: int
    input_scale: float
    input_zero_point: int
    layers: list
    scaling: tuple | None       # this and the next four: as a Network has them
    targets: tuple | None
    feature_names: list | None
    class_names: list | None
    vectors: tuple | None
    text: str | None


def quantized_model_of(image):
    """The QuantizedModel in an image's bytes; more may follow them."""
    return QuantizedReading(bytes(image)).model()


def is_scale(value):
    return numpy.isfinite(value) and value >= numpy.finfo(numpy.float32).tiny


class Row:
    """The numbers of a section, taken layer by layer."""

    def __init__(self, kind, section, number_type):
        count, contents = section
        self.kind, self.next = kind, 0
        if len(contents) != count * numpy.dtype(number_type).itemsize:
            raise Refused(f"the image's section of kind {kind} has another size than its count says")
        self.values = numpy.frombuffer(contents, number_type)

    def take(self, *shape):
        size = int(numpy.prod(shape))
        if size > len(self.values) - self.next:
            raise Refused(f"the image's section of kind {self.kind} is too small for its layers")
        self.next += size
        return self.values[self.next - size:self.next].reshape(shape)

    def skip_zeros(self, multiple):
        if numpy.any(self.take(-self.next % multiple)):
            raise Refused(f"the image's section of kind {self.kind} has numbers between those of its layers")

    def require_end(self):
        if self.next != len(self.values):
            raise Refused(f"the image's section of kind {self.kind} is larger than its layers are")


class QuantizedReading(Reading):
    required = (*of.REQUIRED, *of.QUANTIZED)

    def stated_layers(self):
        """(units, activation, its code and parameter) of each."""
        count, contents = self.sections.get(of.LAYERS, (0, b""))
        if not 1 <= count <= MOST_LAYERS or len(contents) != count * of.RECORD_BYTES:
            raise Refused(f"the image has {count} layers, or a table of them that does not fit")
        for units, code, parameter in struct.iter_unpack(of.LAYER, contents):
            value = struct.unpack("<f", parameter[:4])[0]
            if not 1 <= units <= LARGEST_SIZE or any(parameter[4:]) or not numpy.isfinite(value):
                raise Refused(f"the image has a layer of {units} units, or one whose parameter is none")
            name = of.CODES.get(code, f"activation 0x{code:08x}" if code else "")
            yield units, name + (f"({value:g})" if any(parameter) else ""), (code, value)

    def layer(self, at, inputs, stated, record):  # pylint: disable=too-many-locals
        units, activation, code = stated
        multipliers, form, low, high, sum_zero, zero, scale, unused = record
        wrong = [low not in INT8, high not in INT8, low > high, sum_zero not in INT8, zero not in INT8,
                 not is_scale(scale), unused, multipliers not in (1, units), form > TABLE,
                 form == RANGE and zero != sum_zero]
        if any(wrong):
            raise Refused(f"layer {at + 1} of the image has a number that no layer has")
        by = self.integers.take(multipliers, 2)
        biases = self.integers.take(units)
        leaky = self.integers.take(5) if form == LEAKY else None
        pairs = by if leaky is None else numpy.concatenate([by, leaky[:4].reshape(2, 2)])
        if numpy.any(by[:, 0] < 0) or any(shift not in SHIFTS for shift in pairs[:, 1]):
            raise Refused(f"layer {at + 1} of the image has a multiplier that no layer has")
        if leaky is not None and leaky[4] != zero:
            raise Refused(f"layer {at + 1} of the image has two zero points of its outputs")
        self.bytes.skip_zeros(16)
        weights = self.bytes.take(units, inputs)
        table = self.bytes.take(of.TABLE_SIZE) if form == TABLE else None
        return QuantizedLayer(activation, code, weights, biases, by,
                              None if leaky is None else leaky[:4].reshape(2, 2), table, (low, high), sum_zero, zero,
                              scale)

    def model(self):
        if of.PARAMETERS in self.sections or of.QUANTIZED_LAYERS not in self.sections:
            raise Refused("the image holds a network of floats")
        if (self.number, self.profile) != ("float", "separate"):
            raise Refused("the image of a network of int8 is of another number type or profile than it may be")
        stated = list(self.stated_layers())
        count, contents = self.sections[of.QUANTIZED_LAYERS]
        head, record = struct.calcsize(of.QUANTIZED_HEAD), struct.calcsize(of.QUANTIZED_LAYER)
        if count != len(stated) or len(contents) != head + record * count:
            raise Refused("the image's quantized layers are not as many as its layers")
        rounding, zero, scale, unused = struct.unpack_from(of.QUANTIZED_HEAD, contents)
        if rounding not in of.ROUNDINGS:
            raise Refused(f"the image has a rounding 0x{rounding:08x}, which is none of picomlp's")
        if zero not in INT8 or not is_scale(scale) or unused:
            raise Refused("the image's inputs have a scale or zero point that none have")
        self.integers = Row(of.INTEGERS, self.sections.get(of.INTEGERS, (0, b"")), "<i4")
        self.bytes = Row(of.BYTES, self.sections.get(of.BYTES, (0, b"")), "i1")
        layers, inputs = [], self.inputs
        for at, fields in enumerate(struct.iter_unpack(of.QUANTIZED_LAYER, contents[head:])):
            layers.append(self.layer(at, inputs, stated[at], fields))
            inputs = stated[at][0]
        self.integers.require_end()
        self.bytes.require_end()
        described, text = self.description(inputs)
        return QuantizedModel(of.ROUNDINGS[rounding], self.inputs, scale, zero, layers, *described, text)


def lines_of(model):
    """What people want to see."""
    def step(scale, zero_point):
        return f"{scale:.7g} * (q - {zero_point})" if zero_point >= 0 else f"{scale:.7g} * (q + {-zero_point})"

    yield "network", ", ".join([f"{model.inputs} features"] +
                               [f"{len(layer.biases)} {layer.activation or 'of no name'}" for layer in model.layers])
    yield "rounding", model.rounding
    yield "features", step(model.input_scale, model.input_zero_point)
    for at, layer in enumerate(model.layers):
        behind = "a table" if layer.table is not None else "leaky relu" if layer.leaky is not None else ""
        yield f"layer {at + 1}", ", ".join(filter(None, [
            step(layer.scale, layer.zero_point), f"{layer.weights.size} weights",
            f"{len(layer.multipliers)} multiplier{'s' if len(layer.multipliers) > 1 else ''}",
            f"{layer.range[0]} to {layer.range[1]}", behind]))
    for name, value in (("scaling", model.scaling), ("targets", model.targets)):
        if value is not None:
            yield name, f"{len(value[0])} scaled"
    for name, value in (("names", model.feature_names), ("classes", model.class_names)):
        if value is not None:
            yield name, ", ".join(value)
    if model.vectors is not None:
        yield "vectors", f"{len(model.vectors[0])} samples"
    if model.text is not None:
        yield "text", model.text


def main(words):
    if len(words) != 1:
        sys.exit(__doc__)
    try:
        model = quantized_model_of(Path(words[0]).read_bytes())
    except (OSError, Refused) as wrong:
        sys.exit(f"quantized_image: {wrong}")
    for name, value in lines_of(model):
        print(f"{name:<14}{value}")


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")    # names in files have letters that terminals lack
    main(sys.argv[1:])
