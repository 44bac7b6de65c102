# SPDX-License-Identifier: MIT
"""Headers are those of tools/export, letter by letter.

HEADERS: the program of headers.cpp, which has tools/export write a few."""
import os
import subprocess
import unittest

from of_import import Case
import numpy

import cpp_header
from image import Model, image_of
from network import Layer, Network


def numbers(count, type):
    """Those of headers.cpp."""
    k = numpy.arange(count)
    return ((k * 37 % 64 - 32).astype(type) / type(7) + numpy.where(k % 11 == 0, 0, 1e-4).astype(type)).astype(type)


def network(number, inputs, layers, values):
    made = []
    for units, activation, parameter in layers:
        weights, bias, values = values[:inputs * units], values[inputs * units:][:units], values[(inputs + 1) * units:]
        made.append(Layer("", weights.reshape(inputs, units).astype(numpy.float64), bias.astype(numpy.float64),
                          activation,
                          parameter))
        inputs = units
    return made


NETWORKS = {
    "small": ("float", 2, [(3, "relu", None), (1, "sigmoid", None)]),
    "with_fractions": ("double", 5, [(16, "leaky_relu_of", 0.3), (7, "elu_of", 0.5)]),
    "wide": ("float", 64, [(32, "gelu_tanh", None), (10, "softmax", None)]),
}


class Export(Case):
    @classmethod
    def setUpClass(cls):
        if "HEADERS" not in os.environ:
            raise unittest.SkipTest("HEADERS does not name the program of headers.cpp")

    def written(self):
        folder = self.folder()
        subprocess.run([os.environ["HEADERS"], folder], check=True)
        return {path.name: path.read_text() for path in folder.iterdir()}

    def test_same_text(self):
        theirs = self.written()
        self.assertEqual(len(theirs), 3 * len(NETWORKS))
        for name, (number, inputs, layers) in NETWORKS.items():
            type = {"float": numpy.float32, "double": numpy.float64}[number]
            sizes = [inputs] + [units for units, *_ in layers]
            count = sum((a + 1) * b for a, b in zip(sizes, sizes[1:]))
            values = numbers(count, type)
            limits = numpy.finfo(type)
            values[:4] = 0, -0.0, limits.smallest_subnormal, limits.max
            profile = "fused" if "rounding_profile::fused" in theirs["small_model.hpp"] else "separate"
            made = Network(number, inputs, network(number, inputs, layers, values))
            self.assertEqual(cpp_header.model_header(made, name, profile), theirs[f"{name}_model.hpp"])

            x = numbers(3 * inputs, type).reshape(3, inputs)
            outputs = {"sigmoid": 0.5, "elu_of": 0.0, "softmax": 0.1}[layers[-1][1]]
            zeros = Network(number, inputs, network(number, inputs, layers, numpy.zeros(count)),
                            vectors=(x, numpy.full((3, sizes[-1]), outputs, type)))
            self.assertEqual(cpp_header.vectors_header(zeros, name), theirs[f"{name}_vectors.h"])
            image = image_of(Model(Network(number, inputs, zeros.layers), profile))
            self.assertEqual(cpp_header.image_header(image, name), theirs[f"{name}_image.h"])


class Texts(Case):
    def test_literals(self):
        for value, expected in ((0.0, "0x0p+0F"), (-0.0, "-0x0p+0F"), (1.5, "0x1.8p+0F"),
                                (0.1, "0x1.999999999999ap-4F"),
                                (2.0 ** -149, "0x1p-149F"), (-5e-324, "-0x0.0000000000001p-1022F")):
            self.assertEqual(cpp_header.literal(value, False), expected)
        self.assertEqual(cpp_header.literal(1.0, True), "0x1p+0")

    def test_scalings_follow_the_network(self):
        made = Network("float", 2, [Layer("", numpy.ones((2, 1)), numpy.zeros(1), "identity")],
                       (numpy.array([1.0, 2.0]), numpy.array([0.5, 4.0])))
        text = cpp_header.model_header(made, "scaled", "separate")
        self.assertIn("inline constexpr picomlp::scaled_model<network> model = {\n", text)
        self.assertIn("{\n            0x1p+0F, 0x1p+1F}", text)
        plain = cpp_header.model_header(Network("float", 2, made.layers), "scaled", "separate")
        self.assertNotIn("picomlp::scaled_model", plain)
        self.assertTrue(text.startswith(plain[:plain.rindex("// clang-format on")]))
        targets = Network("float", 2, made.layers, None, (numpy.array([3.0]), numpy.array([8.0])))
        self.assertIn("scaled_regressor<network> model = {\n    picomlp::input_scaling<network>::identity(),\n"
                      "    parameters,", cpp_header.model_header(targets, "scaled", "separate"))

    def test_a_parameter_that_is_no_fraction(self):
        made = Network("double", 1, [Layer("act", numpy.ones((1, 1)), numpy.zeros(1), "elu_of", numpy.pi)])
        self.refused("layer 'act' has elu_of with 3.14", cpp_header.model_header, made, "x", "fused")


if __name__ == "__main__":
    unittest.main()
