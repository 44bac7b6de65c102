# SPDX-License-Identifier: MIT
"""Images are those of lib/picomlp/image/SPEC.md: held to the bytes of tests/image/golden/images.py, a writer that was
made from that page alone."""
import importlib.util
import re
import struct
import unittest
import zlib
from dataclasses import replace

from of_import import REPOSITORY, Case
import numpy

import image_format
from image import Model, image_of
from image_reader import model_of
from network import Layer, Network

PAGE = REPOSITORY / "lib" / "picomlp" / "image" / "SPEC.md"


def golden_writer():
    path = REPOSITORY / "tests" / "image" / "golden" / "images.py"
    specification = importlib.util.spec_from_file_location("golden_images", path)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


GOLDEN = golden_writer()
MADE = {"every_section": GOLDEN.every_section, "smallest": GOLDEN.smallest, "some_sections": GOLDEN.some_sections,
        "wide": GOLDEN.wide, "parameters": GOLDEN.parameters}


def model_by_numbers(number, inputs, layers, profile, scaled, names, classes, samples, text):
    """What tests/image/golden/images.py puts into its images, by its own numbers."""
    sizes = [inputs] + [units for units, _ in layers]
    total = sum((a + 1) * b for a, b in zip(sizes, sizes[1:]))
    values, made = numpy.array(GOLDEN.numbers(total, 1)), []
    for (units, activation), before in zip(layers, sizes):
        weights, bias, values = values[:before * units], values[before * units:][:units], values[(before + 1) * units:]
        made.append(Layer("", weights.reshape(before, units), bias, activation))
    outputs = sizes[-1]

    def pair(size, first, second):
        return numpy.array(GOLDEN.numbers(size, first)), numpy.array(GOLDEN.numbers(size, second))

    vectors = None
    if samples:
        vectors = (numpy.array(GOLDEN.numbers(samples * inputs, 21)).reshape(samples, inputs),
                   numpy.array(GOLDEN.numbers(samples * outputs, 25)).reshape(samples, outputs))
    network = Network(number, inputs, made, pair(inputs, 5, 9) if "x" in scaled else None,
                      pair(outputs, 13, 17) if "y" in scaled else None, names, classes, vectors)
    return Model(network, profile, text)


def known(profile):
    tanh = "hyperbolic_tangent"
    return {
        "every_section": model_by_numbers("float", 3, [(4, "relu"), (1, "sigmoid")], profile, "xy",
                                          ["Länge", "", "width in mm"], ["no", "yes"], 3, "Every section there is."),
        "smallest": model_by_numbers("double", 1, [(1, "identity")], profile, "", None, None, 0, None),
        "some_sections": model_by_numbers("double", 2, [(5, tanh), (4, "leaky_relu"), (3, "softmax")], profile, "x",
                                          None,
                                          ["a", "b", "c"], 1, None),
        "wide": model_by_numbers("float", 40, [(40, "relu"), (2, "sigmoid")], profile, "", None, ["left", "right"], 0,
                                 None),
        "parameters": with_golden_parameters(profile),
    }


def with_golden_parameters(profile):
    """As golden_images.parameters()."""
    layers = [(4, "leaky_relu"), (3, "elu"), (1, "leaky_relu")]
    plain = model_by_numbers("double", 2, layers, profile, "", None, None, 0, None)
    changed = [replace(layer, activation=f"{layer.activation}_of", parameter=parameter)
               for layer, parameter in zip(plain.network.layers, (-0.25, 1 / 3, 0.3))]
    return replace(plain, network=replace(plain.network, layers=changed))


def with_parameter(number="float"):
    layers = [Layer("", numpy.ones((2, 3)), numpy.zeros(3), "leaky_relu_of", float(numpy.float32(0.2))),
              Layer("", numpy.ones((3, 2)), numpy.zeros(2), "elu_of", 1.5)]
    return Model(Network(number, 2, layers), "separate")


class Writes(Case):
    def test_golden_bytes(self):
        for at, profile in enumerate(("separate", "fused")):
            for name, model in known(profile).items():
                with self.subTest(name, profile=profile):
                    self.assertEqual(image_of(model), MADE[name]().bytes(at))

    def test_parameters_of_activations(self):
        """A record of 16 bytes: units, code, and the parameter in the low bytes."""
        for number, packed in (("float", struct.pack("<f", numpy.float32(0.2)) + bytes(4)),
                               ("double", struct.pack("<d", numpy.float32(0.2)))):
            image = image_of(with_parameter(number))
            offset = struct.unpack_from("<I", image, 36)[0]
            code = zlib.crc32(b"leaky_relu_of\0")
            self.assertEqual(image[offset:offset + 16], struct.pack("<II", 3, code) + packed)

    def test_codes_are_those_of_the_page(self):
        table = dict(re.findall(r"^\| `(\w+)` \| `(0x[0-9a-f]{8})` \|$", PAGE.read_text(), re.MULTILINE))
        self.assertGreaterEqual(len(table), 18)
        for name, code in table.items():
            self.assertEqual(image_format.CODES[int(code, 16)], name)

    def test_a_zero_byte_in_a_name(self):
        network = Network("float", 1, [Layer("", numpy.ones((1, 1)), numpy.zeros(1), "relu")], feature_names=["a\0b"])
        self.refused("zero byte", image_of, Model(network, "fused"))


class Reads(Case):
    def test_what_was_written(self):
        models = [*known("separate").values(), *known("fused").values(), with_parameter(), with_parameter("double")]
        for model in models:
            found = model_of(image_of(model))
            self.assertEqual(image_of(found), image_of(model))
            self.assertEqual((found.profile, found.text), (model.profile, model.text))
            for field in ("number", "inputs", "feature_names", "class_names"):
                self.assertEqual(getattr(found.network, field), getattr(model.network, field))
            for mine, theirs in zip(found.network.layers, model.network.layers):
                numpy.testing.assert_array_equal(mine.weights, theirs.weights)
                numpy.testing.assert_array_equal(mine.bias, theirs.bias)
                self.assertEqual((mine.activation, mine.parameter), (theirs.activation, theirs.parameter))
            for part in ("scaling", "targets", "vectors"):
                numpy.testing.assert_equal(getattr(found.network, part), getattr(model.network, part))

    def test_more_bytes_behind_it(self):
        image = image_of(with_parameter())
        self.assertEqual(image_of(model_of(image + b"\xff" * 100)), image)

    def sealed(self, image, at, new):
        changed = bytearray(image)
        changed[at:at + len(new)] = new
        changed[-4:] = struct.pack("<I", zlib.crc32(bytes(changed[:-4])))
        return bytes(changed)

    def test_every_bit_counts(self):
        image = image_of(known("separate")["every_section"])
        for at in range(len(image)):
            self.assertRaises(Exception, model_of, image[:at] + bytes([image[at] ^ 1]) + image[at + 1:])
        for end in range(len(image)):
            with self.assertRaises(Exception) as caught:
                model_of(image[:end])
            self.assertEqual(type(caught.exception).__name__, "Refused")

    def test_changes_under_a_right_checksum(self):
        """Read, or refused, and nothing else; and what is read is written as it was."""
        for name, model in known("separate").items():
            image = image_of(model)
            if name == "wide":
                continue
            for at in range(0, len(image) - 4):
                if at in (14, 15):    # a newer minor version may be read, and is written as this one
                    continue
                for change in (1, 0x80, 0xff):
                    try:
                        found = model_of(self.sealed(image, at, bytes([image[at] ^ change])))
                    except Exception as error:
                        self.assertEqual(type(error).__name__, "Refused", error)
                    else:
                        self.assertNotEqual(image_of(found), image)

    def test_what_the_page_does_not_allow(self):
        image = image_of(known("separate")["every_section"])
        nan, zero = struct.pack("<f", numpy.nan), bytes(4)
        offsets = {kind: offset for kind, _, offset, _, _ in
                   (struct.unpack_from("<HHIII", image, 32 + 16 * at) for at in range(8))}
        for words, at, new in (("version 2.0", 12, b"\2\0"), ("number type 3", 16, b"\3"), ("profile 2", 17, b"\2"),
                               ("version 1.0", 24, b"\1"), ("0 features", 20, zero),
                               ("longer than the image", 18, b"\xff\0"),
                               ("0 layers", 44, zero), ("layer of 0 units", offsets[1], zero),
                               ("activation 0x00000000", offsets[1] + 4, zero),
                               ("parameter that it cannot", offsets[1] + 8, b"\1"),
                               ("no finite number", offsets[2], nan), ("no finite number", offsets[3], nan),
                               ("a target by 0", offsets[4] + 4, zero), ("texts", offsets[5], b"\0"),
                               ("out of order", 48, b"\1\0"), ("misses its flag", 50, zero[:2]),
                               ("has to be understood", 32 + 16 * 7 + 2, b"\1\0"), ("where none may lie", 36, b"\xff"),
                               ("not as large", 60, b"\1"), ("behind its last section", len(image) - 5, b"\1")):
            with self.subTest(words):
                self.refused(words, model_of, self.sealed(image, at, new))
        self.refused("no image", model_of, b"picomlp\1" + image[8:])
        self.refused("no image", model_of, b"")
        elu = image_of(with_parameter())    # whose alpha has no sign
        offset = struct.unpack_from("<I", elu, 36)[0]
        self.refused("parameter that it cannot", model_of, self.sealed(elu, offset + 24, struct.pack("<f", -1.5)))
        self.refused("parameter that it cannot", model_of, self.sealed(elu, offset + 24, struct.pack("<f", -0.0)))
        self.refused("parameter that it cannot", model_of, self.sealed(elu, offset + 8, struct.pack("<f", numpy.inf)))
        self.refused("checksum", model_of, image[:-1] + bytes([image[-1] ^ 1]))

    def test_unknown_sections_without_a_flag_are_ignored(self):
        image = image_of(known("separate")["every_section"])
        found = model_of(self.sealed(image, 32 + 16 * 7, struct.pack("<H", 0x8001)))
        self.assertIsNone(found.text)


if __name__ == "__main__":
    unittest.main()
