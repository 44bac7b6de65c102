# SPDX-License-Identifier: MIT
"""TFLite files with mistakes in them, and graphs drawn at random: Refused is all that leaves the reader."""
import unittest

from reading import B, W, W2

import numpy

import int8_files
import mutations
import tflite_files as files
from quantized import predict
from quantized.requantization import ROUNDINGS
from readers import tflite
from refusal import Refused
from tflite_files import constant, operator, tensor
from tflite_test import fully_int8


def good_files():
    i4 = numpy.int32
    layer = [constant("w", W.T.copy()), constant("b", B)]
    shape = [constant(name, numpy.array([value], i4)) for name, value in (("from", 0), ("to", 1), ("step", 1))]
    q = numpy.array([[10, -128], [127, 3], [0, 5]], dtype="i1")
    operators, tensors, _ = fully_int8()
    return [
        files.model([operator("FULLY_CONNECTED", "x w b", "a", f0=("b", 1)),
                     operator("FULLY_CONNECTED", ["a", "v", ""], "c"),
                     operator("SOFTMAX", "c", "y", f0=("f", 1.0))], [*layer, constant("v", W2.T.copy())]),
        files.model([operator("SHAPE", "x", "dims"), operator("STRIDED_SLICE", "dims from to step", "n", f4=("i", 1)),
                     operator("PACK", "n rest", "target", f0=("i", 2)), operator("RESHAPE", "x target", "s"),
                     operator("FULLY_CONNECTED", "s w b", "y")],
                    [tensor("x", shape=[1, 2, 1], signature=[-1, 2, 1]), *layer, *shape,
                     constant("rest", numpy.array(2, i4))]),
        files.model([operator("FULLY_CONNECTED", "x w b", "a"), operator("LOGISTIC", "a", "l"),
                     operator("MUL", "a l", "m"), operator("ADD", "m b", "y")],
                    [constant("w", q, scale=[0.1, 0.2, 0.3]), constant("b", B)]),
        files.model(operators, tensors)]


def constants(draw):
    arrays = {"w": W.T.copy(), "m": W, "v": W2, "b": B, "s": numpy.float32(2), "one": numpy.array([1], "i4"),
              "least": numpy.array([-1, -1 << 31], "i4"), "zero": numpy.array(0, "i4"),
              "deep": numpy.ones((1, 1, 2, 3), "f4"), "none": numpy.zeros((1, 0), "f4"),
              "nan": numpy.array(numpy.nan, "f4"), "half": numpy.ones(3, "f2"), "q": numpy.ones((3, 2), "i1"),
              "flag": numpy.array([True]), "rest": numpy.array([-1, 2], "i4")}
    scale = draw.choice([None, [0.5], [1, 2, 3], []])
    return [constant(name, array, scale=scale if name == "q" else None, axis=draw.choice([0, 1, -9, 1 << 30]))
            for name, array in arrays.items()]


def options(draw):
    fields = {}
    for number in draw.sample(range(5), draw.randrange(4)):
        fields[f"f{number}"] = draw.choice([
            ("b", draw.choice([0, 1, 3, 4, -1])), ("i", draw.choice([0, 1, -1, 1 << 30])),
            ("f", draw.choice([0.1, 1.0, 1e30])), numpy.array([-1, 2], "<i4")])
    return fields


def drawn_graphs(draw):
    """Operators in a row, each with what was there before it, or with a constant."""
    kinds = sorted(set(files.CODES) - {"CONV_2D", "CUSTOM", "MEAN"})
    while True:
        tensors = constants(draw)
        names, operators, last = [one["name"] for one in tensors] + ["x", ""], [], "x"
        for index in range(draw.randrange(1, 7)):
            inputs = [draw.choice([last, last, draw.choice(names)])] + draw.choices(names, k=draw.randrange(4))
            operators.append(operator(draw.choice(kinds), inputs, f"n{index}", **options(draw)))
            last = f"n{index}"
            names.append(last)
        operators.append(operator("FULLY_CONNECTED", [last, draw.choice(["w", "v", "q"])], "y", f2=("b", 1)))
        shape, signature = draw.choice([([1, 2], [-1, 2]), ([1, 2], None), (None, None), ([3, 1, 2], None),
                                        ([2], None), ([], None), ([1, 1, 2], [-1, -1, 2])])
        tensors.append(tensor("x", shape=shape, signature=signature))
        yield files.model(operators, tensors, outputs=[draw.choice(["y", "y", last])])


class Fuzz(unittest.TestCase):
    def read(self, data):
        return tflite.source_of(data, dequantizes=True)

    def test_files_with_mistakes(self):
        good = good_files()
        for data in good:
            self.read(data)
        mutations.fuzz(self, self.read, mutations.drawn(good, mutations.source("tflite")))

    def test_graphs_drawn_at_random(self):
        count, read_well = mutations.fuzz(self, self.read, drawn_graphs(mutations.source("tflite graphs")))
        self.assertGreaterEqual(read_well, count // 200)

    def test_files_of_int8_with_mistakes(self):
        draw = mutations.source("tflite int8")
        good = [int8_files.random_model(draw) for _ in range(8)] + good_files()[-1:]
        count, read_well = mutations.fuzz(self, self.predicted, mutations.drawn(good, draw))
        self.assertGreaterEqual(read_well, count // 100)

    def predicted(self, data):
        """What is read can be computed."""
        network = tflite.quantized_of(data)
        if network is None:
            raise Refused("The file is in float.")
        x = numpy.full((2, network.inputs), [[-128], [127]])
        for rounding in ROUNDINGS:
            predict.outputs_of(network, x, rounding)


if __name__ == "__main__":
    unittest.main()
