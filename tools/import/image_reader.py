# SPDX-License-Identifier: MIT
"""Reads images (lib/picomlp/image/SPEC.md), and refuses whatever that page does not allow."""
import struct
import zlib

import numpy

import image_format as of
from image import Model
from network import ACTIVATIONS_OF, LARGEST_SIZE, MOST_LAYERS, TYPES, Layer, Network
from refusal import Refused


def model_of(image):
    """The Model in an image's bytes; more may follow them."""
    return Reading(bytes(image)).model()


class Reading:
    required = of.REQUIRED      # kinds of sections that have to be understood, and are

    def __init__(self, image):
        if len(image) < of.HEADER_BYTES or not image.startswith(of.MAGIC):
            raise Refused("the file is no image")
        (_, length, major, minor, number, profile, self.section_count, self.inputs,
         rest) = struct.unpack_from(of.HEADER, image)
        if length % 16 or length < 48 or length > len(image):
            raise Refused("the image is cut off, or its length is none that an image has")
        self.image = image[:length]
        if zlib.crc32(self.image[:-of.CHECKSUM_BYTES]) != struct.unpack("<I", self.image[-of.CHECKSUM_BYTES:])[0]:
            raise Refused("the image is damaged: its checksum is another")
        if major != 1 or any(rest) or number not in (1, 2) or profile > 1:
            raise Refused(f"the image is of version {major}.{minor}, number type {number} and profile {profile}, of "
                          "which one is unknown")
        if not 1 <= self.inputs <= LARGEST_SIZE:
            raise Refused(f"the image's samples have {self.inputs} features")
        self.number = of.NUMBERS[number - 1]
        self.type = numpy.dtype(TYPES[self.number]).newbyteorder("<")
        self.profile = of.PROFILES[profile]
        self.sections = dict(self.table())

    def table(self):
        """(kind, (count, contents)) of all sections, checked."""
        end = of.HEADER_BYTES + of.RECORD_BYTES * self.section_count
        limit = len(self.image) - of.CHECKSUM_BYTES
        if end > limit:
            raise Refused("the image's table of sections is longer than the image")
        last = 0
        for at in range(of.HEADER_BYTES, end, of.RECORD_BYTES):
            kind, flags, offset, size, count = struct.unpack_from(of.RECORD, self.image, at)
            if kind in of.QUANTIZED and kind not in self.required:
                raise Refused("the image holds a network of int8, of which no network of floats is made")
            if flags > of.MUST_UNDERSTAND or (flags and kind not in self.required):
                raise Refused(f"the image has a section of kind {kind} that has to be understood and is not")
            if kind <= last or (kind in self.required and not flags):
                raise Refused(f"the image's section of kind {kind} is out of order, or misses its flag")
            if offset % 16 or offset < end or offset + size > limit or any(self.image[end:offset]):
                raise Refused(f"the image's section of kind {kind} lies where none may lie")
            last, end = kind, offset + size
            yield kind, (count, self.image[offset:end])
        if any(self.image[end:limit]):
            raise Refused("the image has something behind its last section")

    def numbers(self, kind, count, rows):
        """`count` times `rows` numbers: float64[rows][count]"""
        stated, contents = self.sections[kind]
        if stated != count or len(contents) != count * rows * self.type.itemsize:
            raise Refused(f"the image's section of kind {kind} is not as large as its network asks for")
        values = numpy.frombuffer(contents, self.type).reshape(rows, count)
        if not numpy.all(numpy.isfinite(values)):
            raise Refused(f"the image's section of kind {kind} holds what is no finite number")
        return values.astype(numpy.float64)

    def names(self, kind, counts):
        if kind not in self.sections:
            return None
        count, contents = self.sections[kind]
        parts = contents.split(b"\0")
        if count not in counts or len(parts) != count + 1 or parts[-1]:
            raise Refused(f"the image's section of kind {kind} holds another number of texts than it should")
        return [part.decode("utf-8", "replace") for part in parts[:-1]]

    def shape(self):
        """(units, activation, parameter) of each layer."""
        count, contents = self.sections.get(of.LAYERS, (0, b""))
        if not 1 <= count <= MOST_LAYERS or len(contents) != count * of.RECORD_BYTES:
            raise Refused(f"the image has {count} layers, or a table of them that does not fit")
        for units, code, parameter in struct.iter_unpack(of.LAYER, contents):
            if not 1 <= units <= LARGEST_SIZE:
                raise Refused(f"the image has a layer of {units} units")
            if code not in of.CODES:
                raise Refused(f"the image has an activation 0x{code:08x}, which is none of picomlp's")
            activation = of.CODES[code]
            size = self.type.itemsize if activation in ACTIVATIONS_OF else 0
            value = float(numpy.frombuffer(parameter[:size], self.type)[0]) if size else None
            is_possible = not size or (numpy.isfinite(value) and not (activation == "elu_of" and numpy.signbit(value)))
            if any(parameter[size:]) or not is_possible:
                raise Refused(f"the image's layer with {activation} has a parameter that it cannot have")
            yield units, activation, value

    def layers(self):
        shape = list(self.shape())
        sizes = [self.inputs] + [units for units, *_ in shape]
        total = sum((inputs + 1) * units for inputs, units in zip(sizes, sizes[1:]))
        if of.PARAMETERS not in self.sections:
            raise Refused("the image has no parameters")
        values = self.numbers(of.PARAMETERS, total, 1)[0]
        done = 0
        for at, (units, activation, parameter) in enumerate(shape):
            weights, done = values[done:done + sizes[at] * units].reshape(sizes[at], units), done + sizes[at] * units
            yield Layer(f"layer {at + 1}", weights, values[done:done + units], activation, parameter)
            done += units

    def description(self, outputs):
        """(scaling, targets, names of features, names of outputs, vectors), as a Network has them, and the text."""
        scaling = targets = vectors = None
        if of.FEATURE_SCALING in self.sections:
            scaling = tuple(self.numbers(of.FEATURE_SCALING, self.inputs, 2))
        if of.TARGET_SCALING in self.sections:
            targets = tuple(self.numbers(of.TARGET_SCALING, outputs, 2))
            if not numpy.all(targets[1]):
                raise Refused("the image scales a target by 0")
        if of.VECTORS in self.sections:
            count = self.sections[of.VECTORS][0]
            if count == 0:
                raise Refused("the image has a section of test vectors without any")
            values = self.numbers(of.VECTORS, count, self.inputs + outputs).reshape(-1).astype(TYPES[self.number])
            vectors = (values[:count * self.inputs].reshape(count, -1), values[count * self.inputs:].reshape(count, -1))
        text = self.names(of.TEXT, (1,))
        return (scaling, targets, self.names(of.FEATURE_NAMES, (self.inputs,)),
                self.names(of.OUTPUT_NAMES, (outputs, 2) if outputs == 1 else (outputs,)), vectors), text and text[0]

    def model(self):
        layers = list(self.layers())
        described, text = self.description(layers[-1].units)
        return Model(Network(self.number, self.inputs, layers, *described), self.profile, text)
