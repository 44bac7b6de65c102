# SPDX-License-Identifier: MIT
"""TFLite files that compute in int8, carried over as they are. Their outputs are those of the reference in
tests/quantized, which is written in Python's integers and reads the files' layers by itself."""
import os
import random
import sys
import unittest
from pathlib import Path

from of_import import REPOSITORY, Case
import numpy

import int8_files
import tflite_files as files
from quantized import activations, predict
from quantized.activations import Quantization
from quantized.requantization import ROUNDINGS
from readers import tflite
from tflite_files import constant, operator, tensor

sys.path.insert(0, str(REPOSITORY / "tests/quantized/reference"))
import models    # noqa: E402
from requantization import double_rounding, single_rounding    # noqa: E402

DEFINED = {"double": double_rounding, "single": single_rounding}
PUBLIC = os.environ.get("PICOMLP_INT8_MODELS")


def plain(draw, **options):
    """Two layers: operators and tensors."""
    return int8_files.chain(draw, [3, 4, 2], **options)


class Reads(Case):
    def setUp(self):
        self.draw = random.Random(8)

    def equals_the_reference(self, path, count=12):
        network = tflite.quantized(path)
        layers = models.layers_of(path)
        x = numpy.array(models.samples_for(network.inputs, count))
        for rounding, defined in DEFINED.items():
            expected = x.tolist()
            for layer in layers:
                expected = [layer.apply(row, defined) for row in expected]
            found = predict.outputs_by_layer(network, x, rounding)[-1]
            self.same(found, expected)
        return network

    def test_layers(self):
        path = self.folder() / "model.tflite"
        for number in range(40):
            with self.subTest(number):
                path.write_bytes(int8_files.random_model(self.draw))
                self.equals_the_reference(path)

    @unittest.skipUnless(PUBLIC, "PICOMLP_INT8_MODELS names no folder")
    def test_public_models(self):
        paths = [path for path in sorted(Path(PUBLIC).glob("*.tflite")) if "float" not in path.name]
        self.assertTrue(paths)
        for path in paths:
            with self.subTest(path.name):
                self.equals_the_reference(path, 40)

    def test_what_it_is(self):
        operators, tensors = plain(self.draw, activation=["relu", "identity"], channels=[True, False],
                                   bias=[True, False])
        network = tflite.quantized_of(int8_files.model(operators, tensors, "q2"))
        self.assertEqual((network.shape, network.remarks), ("3-4-2", []))
        self.assertEqual([layer.activation for layer in network.layers], ["relu", "identity"])
        self.assertEqual([len(layer.weight_scales) for layer in network.layers], [4, 1])
        self.assertIsNone(network.layers[1].biases)
        self.assertEqual(network.input, self.quantization(tensors, "q0"))
        self.assertEqual(network.output, self.quantization(tensors, "q2"))

    @staticmethod
    def quantization(tensors, name):
        one = next(one for one in tensors if one["name"] == name)
        return Quantization(one["scale"][0], one["zero"][0])

    def test_floats_at_the_ends(self):
        operators, tensors = plain(self.draw)
        expected = tflite.quantized_of(int8_files.model(operators, tensors, "q2"))
        x = tensor("x", shape=[1, 3], signature=[-1, 3])
        ends = [operator("QUANTIZE", "x", "q0"), *operators, operator("DEQUANTIZE", "q2", "y")]
        network = tflite.quantized_of(files.model(ends, [x, *tensors]))
        self.assertEqual((network.input, network.output), (expected.input, expected.output))
        q = self.draws(20, 3)
        self.same(predict.outputs_of(network, q, "double"), predict.outputs_of(expected, q, "double"))
        for kind in ("SOFTMAX", "LOG_SOFTMAX"):    # in float, behind the integers
            network = tflite.quantized_of(files.model([*ends[:-1], operator("DEQUANTIZE", "q2", "f"),
                                                       operator(kind, "f", "y")], [x, *tensors]))
            self.assertIn("logits", network.remarks[0])
            self.assertEqual(network.output, expected.output)

    def draws(self, samples, inputs):
        return numpy.array([[self.draw.randint(-128, 127) for _ in range(inputs)] for _ in range(samples)])

    def followed_by(self, kind, to, **fields):
        """The network with an operator between its layers, and what its first layer gives without it."""
        first, tensors, of = int8_files.dense(self.draw, 0, 3, 4, 0.05, name="z")
        second, more, _ = int8_files.dense(self.draw, 1, 4, 2, to.scale)
        start = tensor("q0", "int8", [1, 3], scale=[0.05], zero=[9])
        middle = tensor("q1", "int8", [1, 4], scale=[to.scale], zero=[to.zero_point])
        data = int8_files.model([first, operator(kind, "z", "q1", **fields), second],
                                [start, *tensors, middle, *more], "q2")
        network = tflite.quantized_of(data)
        alone = tflite.quantized_of(int8_files.model([first], [start, *tensors], "z"))
        return network, alone, next(self.quantization([one], "z") for one in tensors if one["name"] == "z")

    def test_operators_between_layers(self):
        wide, thirds = Quantization(0.25, -11), Quantization(float(numpy.float32(1 / 3)), 4)
        for kind, to, make, called, fields in (
                ("RELU", wide, lambda of: activations.relu(of, wide), "relu", {}),
                ("LEAKY_RELU", thirds, lambda of: activations.leaky_relu(of, 0.3, thirds), "leaky_relu",
                 {"f0": ("f", 0.3)}),
                ("LOGISTIC", activations.OF_LOGISTIC, activations.logistic, "sigmoid", {}),
                ("TANH", activations.OF_TANH, activations.hyperbolic_tangent, "hyperbolic_tangent", {}),
                ("QUANTIZE", wide, lambda of: activations.requantization(of, wide), "identity", {})):
            with self.subTest(kind):
                network, alone, of = self.followed_by(kind, to, **fields)
                self.assertEqual(network.layers[0].outputs, to)
                self.assertIn(network.layers[0].activation, (called, "requantised"))
                x = self.draws(50, 3)
                for rounding in ROUNDINGS:
                    z = predict.outputs_of(alone, x, rounding).astype(numpy.int64)
                    self.same(predict.outputs_by_layer(network, x, rounding)[0], make(of)(z, rounding))

    def test_relu6_stays_in_its_quantization(self):
        first, tensors, of = int8_files.dense(self.draw, 0, 3, 4, 0.05, name="z")
        how = next(self.quantization([one], "z") for one in tensors if one["name"] == "z")
        start = tensor("q0", "int8", [1, 3], scale=[0.05], zero=[9])
        for scale in (how.scale, 2 * how.scale):
            last = tensor("y", "int8", scale=[scale], zero=[how.zero_point])
            data = int8_files.model([first, operator("RELU6", "z", "y")], [start, *tensors, last], "y")
            if scale == how.scale:
                self.assertEqual(tflite.quantized_of(data).layers[0].clamp("double"),
                                 activations.fused_range("relu6", how))
            else:
                self.refused("another quantisation", tflite.quantized_of, data)

    def test_softmax(self):
        operators, tensors = plain(self.draw)
        last = tensor("y", "int8", scale=[1 / 256], zero=[-128])
        data = int8_files.model([*operators, operator("SOFTMAX", "q2", "y", f0=("f", 1.0))], [*tensors, last], "y")
        network = tflite.quantized_of(data)
        before = tflite.quantized_of(int8_files.model(operators, tensors, "q2"))
        self.assertEqual((network.beta, network.output), (1.0, activations.OF_SOFTMAX))
        x = self.draws(40, 3)
        for rounding in ROUNDINGS:
            z = predict.outputs_of(before, x, rounding).astype(numpy.int64)
            y = predict.outputs_of(network, x, rounding)
            self.same(y, network.softmax(rounding).outputs(z, rounding))
            sums = (y.astype(int) + 128).sum(axis=1)
            self.assertTrue((abs(sums - 256) <= 2).all(), sums)

    def test_float_models_are_none(self):
        w, b = numpy.ones((3, 2), "f4"), numpy.ones(3, "f4")
        data = files.model([operator("FULLY_CONNECTED", "x w b", "y")], [constant("w", w), constant("b", b)])
        self.assertIsNone(tflite.quantized_of(data))


class Refuses(Case):
    def setUp(self):
        self.draw = random.Random(9)

    def fails(self, words, operators, tensors, last="q2"):
        self.refused(words, tflite.quantized_of, int8_files.model(operators, tensors, last))

    def changed(self, tensors, name, **fields):
        return [{**one, **fields} if one["name"] == name else one for one in tensors]

    def test_what_does_not_fit(self):
        operators, tensors = plain(self.draw)
        q = numpy.zeros((2, 3), "i1")
        for words, name, fields in (
                ("is of int16", "q1", {"kind": "int16"}), ("is of uint8", "q0", {"kind": "uint8"}),
                ("2 scales; activations", "q1", {"scale": [0.1, 0.2], "zero": [0, 0]}),
                ("scale 0 and", "q2", {"scale": [0.0]}), ("zero point 200", "q1", {"zero": [200]}),
                ("with a zero point", "w0", {"zero": [3] * 4}), ("3 scales of weights", "w0", {"scale": [1, 2, 3]}),
                ("takes 3 numbers and is given 4", "w1", {"shape": q.shape, "data": q.tobytes()}),
                ("no constant", "w1", {"data": None}), ("another scale than its products", "b1", {"scale": [9.0, 9.0]}),
                ("scale of weights that is no", "w0", {"scale": [1, 1, 1, numpy.nan]}),
                ("biases of int8", "b1", {"kind": "int8", "data": b"12"})):
            with self.subTest(words):
                self.fails(words, operators, self.changed(tensors, name, **fields))

    def test_operators(self):
        operators, tensors = plain(self.draw)
        y = tensor("y", "int8", scale=[1 / 128], zero=[0])
        for words, one in (("is an operation that", operator("EXP", "q2", "y")),
                           ("which TFLite demands", operator("LOGISTIC", "q2", "y")),
                           ("1/256 and -128", operator("SOFTMAX", "q2", "y", f0=("f", 1.0))),
                           ("slope -1", operator("LEAKY_RELU", "q2", "y", f0=("f", -1.0))),
                           ("no straight line", operator("TANH", "q1", "y"))):
            self.fails(words, [*operators, one], [*tensors, y], "y")
        self.fails("is not what the last", operators, tensors, "q1")
        self.fails("fused activation 4", [operators[0], operator("FULLY_CONNECTED", "q1 w1 b1", "q2", f0=("b", 4))],
                   tensors)
        self.fails("before the first dense layer", [operator("TANH", "q0", "y"), *operators], [*tensors, y])
        twice = [*operators, operator("DEQUANTIZE", "q2", "f"), operator("LOGISTIC", "f", "y")]
        self.fails("goes on in float", twice, tensors, "y")


if __name__ == "__main__":
    unittest.main()
