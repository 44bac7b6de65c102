# SPDX-License-Identifier: MIT
"""ONNX files that compute in int8, carried over as they are: as ONNX Runtime's kernels compute them, in floats here."""
import random
import shutil
import unittest

from of_import import Case
import numpy

import int8_networks
import mutations
import onnx_files as files
from onnx_files import node
from onnx_int8_files import drawn, in_uint8, model, of_runtime, operators, pairs, quantization
from quantized import predict
from quantized.requantization import RUNTIME, requantized
from readers import onnx
from refusal import Refused


class Reads(Case):
    def setUp(self):
        self.draw = random.Random(81)

    def gives(self, made, layers):
        sizes = [layers[0]["w"].shape[0]] + [layer["w"].shape[1] for layer in layers]
        self.assertEqual((made.sizes, made.rounding), (sizes, RUNTIME))
        x = int8_networks.inputs_for(self.draw, made, 300)
        expected = of_runtime(x.astype(numpy.int8), layers)
        self.same(predict.outputs_of(made, x, RUNTIME), expected)
        return x, expected

    def test_operators_and_pairs(self):
        for number in range(24):
            relu = number % 3 == 0
            layers = drawn(self.draw, [self.draw.randint(1, 30) for _ in range(self.draw.randint(2, 4))],
                           number % 2 == 0, number % 4 != 1, relu)
            features, last = layers[0]["w"].shape[0], f"q{len(layers)}"
            for made in (operators(layers), operators(layers, True), pairs(layers, relu)):
                with self.subTest(number):
                    self.gives(onnx.quantized_of(model(*made, features, last)), layers)
                    nodes, tensors = made
                    unsigned = onnx.quantized_of(model(nodes, in_uint8(tensors), features, last, files.UINT8))
                    self.gives(unsigned, layers)
                    self.assertEqual(["uint8" in remark for remark in unsigned.remarks], [True, True])

    def test_a_zero_point_that_is_left_out_is_0_of_uint8(self):
        layers = drawn(self.draw, [3, 2])
        layers[0]["x"] = (layers[0]["x"][0], -128)
        nodes, tensors = pairs(layers)
        nodes = [node("DequantizeLinear", "q0 x0_s", "x0_f") if made == node("DequantizeLinear", "q0 x0_s x0_z", "x0_f")
                 else made for made in nodes]
        self.assertNotIn(node("DequantizeLinear", "q0 x0_s x0_z", "x0_f"), nodes)
        self.gives(onnx.quantized_of(model(nodes, in_uint8(tensors), 3, "q1", files.UINT8)), layers)

    @unittest.skipUnless(shutil.which("gcc"), "no compiler here")
    def test_the_c_file(self):
        for sizes in ([1, 9, 1], [33, 18, 6], [700, 4]):
            layers = drawn(self.draw, sizes)
            made = onnx.quantized_of(model(*operators(layers), sizes[0], f"q{len(layers)}"))
            x, expected = self.gives(made, layers)
            y = int8_networks.outputs_of_program(self.folder(), made, RUNTIME, x, ["gcc", "-std=c99", "-O2"])
            self.same(y, expected)

    @unittest.skipUnless(shutil.which("gcc"), "no compiler here")
    def test_the_c_file_where_floats_are_halves(self):
        """Factors and sums whose product is within a float's last bit of a half."""
        layers = drawn(self.draw, [1, 1], False)
        made = onnx.quantized_of(model(*operators(layers), 1, "q1"))
        significands = [self.draw.randint(2**23, 2**24 - 1) for _ in range(3000)]
        cases = []
        for significand in significands:
            shift = self.draw.randint(30, 44)
            half = self.draw.randint(0, 127) + 0.5
            near = round(half * 2.0**shift / significand)
            cases += [(sign * (near + off), significand, shift) for off in (-1, 0, 1) for sign in (1, -1)
                      if near + off < 2**24]
        cases = numpy.array(cases)
        out = int8_networks.scaled_by_program(self.folder(), made, RUNTIME, cases, 0, ["gcc", "-std=c99", "-O1"])
        expected = numpy.clip(requantized(*cases.T, RUNTIME), -512, 512).tolist()
        exact = cases[:, 0] * cases[:, 1] / 2.0**cases[:, 2]
        found = (numpy.rint(exact) != expected).sum()
        self.same(out, expected)
        self.assertGreater(found, 20)    # where the float is another half than the exact product

    def test_floats_at_the_ends(self):
        layers = drawn(self.draw, [3, 5, 2])
        nodes, tensors = pairs(layers)
        start, end = (quantization(tensors, name, how) for name, how in (("i", layers[0]["x"]), ("o", layers[1]["y"])))
        ends = [node("QuantizeLinear", f"x {start}", "q0"), *nodes, node("DequantizeLinear", f"q2 {end}", "y")]
        made = onnx.quantized_of(files.model(ends, tensors, features=3))
        self.gives(made, layers)
        self.assertIn("to the even one", made.remarks[0])
        unsigned = onnx.quantized_of(files.model(ends, in_uint8(tensors), features=3))
        self.gives(unsigned, layers)
        self.assertEqual(unsigned.remarks, made.remarks)
        made = onnx.quantized_of(files.model([*ends[:-1], node("DequantizeLinear", f"q2 {end}", "f"),
                                              node("Softmax", "f", "y")], tensors, features=3))
        self.assertIn("logits", made.remarks[1])

    def test_files_in_float_are_none(self):
        data = files.model([node("Gemm", "x w", "y")], {"w": numpy.ones((2, 3), "f4")})
        self.assertIsNone(onnx.quantized_of(data))


class Refuses(Case):
    def test_what_does_not_fit(self):
        draw = random.Random(82)
        layers = drawn(draw, [3, 4, 2])
        nodes, tensors = operators(layers)
        plain, floats = pairs(layers)
        two = (numpy.float32(2), 3)
        for words, some, given, last in (
                ("zero point of int32", nodes, {**tensors, "x0_z": numpy.int32(3)}, "q2"),
                ("takes its input for uint8", nodes, {**tensors, "x0_z": numpy.uint8(3)}, "q2"),
                ("another quantisation", nodes, {**tensors, "y0_z": numpy.uint8(int(tensors["y0_z"]) + 128)}, "q2"),
                ("another quantisation", nodes, {**tensors, "x1_s": numpy.float32(9)}, "q2"),
                ("no matrix of int8", nodes, {**tensors, "w1": tensors["w1"].astype(numpy.uint8)}, "q2"),
                ("is given 4", nodes, {**tensors, "w1": tensors["w1"][:3]}, "q2"),
                ("3 scales", nodes, {**tensors, "w0_s": numpy.ones(3, "f4")}, "q2"),
                ("between 2^-36 and 1", nodes, {**tensors, "y1_s": numpy.float32(1e-9)}, "q2"),
                ("more than 24 bits", nodes, {**tensors, "b1": numpy.array([2**25, 0], "i4")}, "q2"),
                ("no straight line", nodes[::-1], tensors, "q2"),
                ("not what the last node", nodes, tensors, "q1"),
                ("outputs in float", plain[:-1], floats, "a1"),
                ("of another scale", plain, {**floats, "b1_s": numpy.float32(7) * floats["b1_s"]}, "q2"),
                ("which ONNX Runtime computes in float", *pairs(drawn(draw, [3, 4, 2]), True), "q2"),
                ("a network of int8 does not have", [*nodes, node("Elu", "q2", "y")], tensors, "y"),
                ("changes the quantisation", [*nodes, node("QuantizeLinear", f"q2 {quantization(tensors, 'n', two)}",
                                                           "y")], tensors, "y")):
            with self.subTest(words):
                self.refused(words, onnx.quantized_of, model(some, given, 3, last))

    def test_files_with_mistakes(self):
        draw = mutations.source("onnx int8")
        layers = drawn(draw, [3, 4, 2])
        good = [model(*made, 3, "q2") for made in (operators(layers), pairs(layers))]

        def predicted(data):
            network = onnx.quantized_of(data)
            if network is None:
                raise Refused("The file is in float.")
            predict.outputs_of(network, numpy.full((2, network.inputs), [[-128], [127]]), RUNTIME)
        count, read_well = mutations.fuzz(self, predicted, mutations.drawn(good, draw))
        self.assertGreaterEqual(read_well, count // 100)


if __name__ == "__main__":
    unittest.main()
