# SPDX-License-Identifier: MIT
"""Floats made into int8 have the very numbers of the library's quantize(), and are as far from the floats."""
import os
import random
import unittest

from of_import import Case
import numpy

import ours
from int8_networks import run
from network import Layer, Network
from quantized import calibration, from_floats
from quantized.disagreement import disagreement
from quantized.float_layers import FloatLayers
from quantized.requantization import ROUNDINGS

LIBRARY = os.environ.get("PICOMLP_LIBRARY_INT8")    # the program made of int8/library.cpp
PROFILE = os.environ.get("PROFILE", "separate")
ACTIVATIONS = ("identity", "relu", "relu6", "leaky_relu", "leaky_relu_of", "sigmoid", "hyperbolic_tangent", "elu",
               "softplus", "gelu", "mish")


def float_network(draw, sizes, activations):
    rng = numpy.random.default_rng(draw.randint(0, 2**31))
    layers = []
    for inputs, units, activation in zip(sizes, sizes[1:], activations):
        weights = rng.normal(size=(inputs, units)) / inputs**0.5 * rng.choice([0.01, 1, 3], size=units)
        layers.append(Layer("", weights.astype(numpy.float32).astype(float),
                            rng.normal(size=units).astype(numpy.float32).astype(float), activation,
                            float(numpy.float32(0.3)) if activation == "leaky_relu_of" else None))
    return Network("float", sizes[0], layers)


def bits(number):
    return int(numpy.float32(number).view(numpy.uint32))


def told(made, found):
    """As the library's program prints it."""
    lines = [[bits(made.input.scale), made.input.zero_point]]
    for layer in made.layers:
        line = [bits(layer.outputs.scale), layer.outputs.zero_point, layer.sums.zero_point, *layer.range,
                *layer.multipliers.reshape(-1).tolist(), *layer.biases.tolist(), *layer.weights.reshape(-1).tolist()]
        leaky = layer.only_leaky()
        if leaky:
            line += [*leaky.above, *leaky.below]
        elif layer.steps:
            line += layer.table("double").tolist()
        lines.append(line)
    for one in found:
        line = [len(one.labels), one.worst_sample]
        for layer in one.layers:
            line += [bits(layer.largest), bits(layer.mean), layer.saturated]
        lines.append(line)
    return lines


@unittest.skipUnless(LIBRARY and ours.compiler(), "PICOMLP_LIBRARY_INT8 names no program, or no C compiler")
class SameNumbers(Case):
    def check(self, network, x, how="min_max", part=0.98, scales="per_output"):
        floats = FloatLayers(network, PROFILE)
        walked = floats.walk(x)
        self.assertTrue(floats.are_exact)
        made = from_floats.quantize(floats, calibration.calibrated(x, walked, how, part), scales)
        found = [disagreement(made, x, walked, rounding) for rounding in ROUNDINGS]
        layers = [f"{layer.units}:{layer.activation}" for layer in network.layers]
        given = network.parameters().tobytes() + x.tobytes()
        out = run([LIBRARY, len(x), how, part, scales, network.inputs, *layers], given).decode()
        expected = [[int(word) for word in line.split()] for line in out.splitlines()]
        for ours_, theirs in zip(told(made, found), expected):
            self.same(ours_, theirs)
        self.assertEqual(len(expected), 1 + len(network.layers) + len(found))
        return found

    def samples(self, draw, network, count=60):
        rng = numpy.random.default_rng(draw.randint(0, 2**31))
        x = rng.normal(size=(count, network.inputs)) * rng.choice([0.2, 1, 1, 6], size=(count, 1))
        return x.astype(numpy.float32)

    def test_activations(self):
        draw = random.Random(51)
        for activation in ACTIVATIONS:
            with self.subTest(activation):
                network = float_network(draw, [4, 7, 3], [activation, "softmax"])
                self.check(network, self.samples(draw, network))

    def test_ranges_and_scales(self):
        draw = random.Random(52)
        for how in ("min_max", "percentile", "least_squares"):
            for scales in from_floats.WEIGHT_SCALES:
                with self.subTest(how, scales=scales):
                    network = float_network(draw, [5, 9, 6, 2], ["relu", "hyperbolic_tangent", "identity"])
                    self.check(network, self.samples(draw, network, 150), how, scales=scales)

    def test_one_output(self):
        draw = random.Random(53)
        differing = 0
        for _ in range(3):
            network = float_network(draw, [2, 10, 5, 1], ["relu", "relu", "sigmoid"])
            found = self.check(network, self.samples(draw, network, 1500))
            differing += sum(len(one.labels) for one in found)
        self.assertGreater(differing, 0)    # so that they are counted

    def test_layers_of_zeros(self):
        network = Network("float", 2, [Layer("", numpy.zeros((2, 3)), numpy.array([0, 1.5, -2]), "relu"),
                                       Layer("", numpy.zeros((3, 1)), numpy.zeros(1), "identity")])
        self.check(network, numpy.zeros((4, 2), numpy.float32))


if __name__ == "__main__":
    unittest.main()
