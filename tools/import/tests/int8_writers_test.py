# SPDX-License-Identifier: MIT
"""An int8 network written as TFLite is the same network when it is read: by our reader, and by the reference's."""
import random
import sys
import unittest
from dataclasses import replace

from of_import import REPOSITORY, Case

import int8_networks
from quantized import predict
from quantized.requantization import ROUNDINGS
from readers import tflite
from writers import tflite as writer

sys.path.insert(0, str(REPOSITORY / "tests/quantized/reference"))
import models    # noqa: E402
from requantization import double_rounding, single_rounding    # noqa: E402

STEPS = ("none", "relu", "relu6", "leaky_relu", "sigmoid", "hyperbolic_tangent", "requantised")


class Tflite(Case):
    def setUp(self):
        self.draw = random.Random(61)

    def test_round_trip(self):
        for number in range(30):
            with self.subTest(number):
                sizes = [self.draw.randint(1, 9) for _ in range(self.draw.randint(2, 4))]
                made = int8_networks.network(self.draw, sizes, [self.draw.choice(STEPS) for _ in sizes[1:]],
                                             self.draw.choice((None, 1.0)))
                data = writer.write(made, "double")
                again = tflite.quantized_of(data)
                self.assertEqual(data, writer.write(again, "double"))
                self.assertEqual((again.input, again.output, again.beta), (made.input, made.output, made.beta))
                for one, other in zip(again.layers, made.layers):
                    self.assertEqual((one.sums, one.weight_scales, one.outputs), (other.sums, other.weight_scales,
                                                                                  other.outputs))
                x = int8_networks.inputs_for(self.draw, made, 30)
                for rounding in ROUNDINGS:
                    self.same(predict.outputs_of(again, x, rounding), predict.outputs_of(made, x, rounding))

    def test_as_the_reference_reads_it(self):
        path = self.folder() / "net.tflite"
        for steps in (["relu", "relu6", "none"], ["leaky_relu", "none", "relu"]):
            made = int8_networks.network(self.draw, [4, 6, 5, 3], steps)
            path.write_bytes(writer.write(made, "double"))
            layers = models.layers_of(path)
            x = int8_networks.inputs_for(self.draw, made, 25)
            for rounding, defined in zip(ROUNDINGS, (double_rounding, single_rounding)):
                y = x.tolist()
                for layer in layers:
                    y = [layer.apply(row, defined) for row in y]
                self.same(predict.outputs_of(made, x, rounding), y)

    def test_data_are_aligned(self):
        made = int8_networks.network(self.draw, [5, 7, 3], ["relu", "none"])
        data = writer.write(made, "double")
        for layer in made.layers:
            self.assertEqual(data.index(layer.weights.tobytes()) % 16, 0)

    def test_what_tflite_has_no_operator_for(self):
        made = int8_networks.network(self.draw, [2, 3], ["table"])
        self.refused("Layer 1: its table is a table of 256 numbers", writer.write, made, "double")
        layer = int8_networks.network(self.draw, [2, 3], ["none"]).layers[0]
        cut = int8_networks.QuantizedNetwork(layer.input, [replace(layer, range=(-5, 6))])
        self.refused("which no fused activation", writer.write, cut, "double")


if __name__ == "__main__":
    unittest.main()
