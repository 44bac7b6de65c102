# SPDX-License-Identifier: MIT
"""ONNX files with mistakes in them, and graphs drawn at random: Refused is all that leaves the reader."""
import math
import unittest

from reading import B, W, W2

import numpy

import mutations
import onnx_files as files
from onnx_files import node, value
from onnx_file.call import OPERATORS
from readers import onnx

ML = "ai.onnx.ml"


def good_files():
    number = numpy.float32
    tail = [node("ArgMax", "p", "i", axis=1), node("ArrayFeatureExtractor", "classes i", "l", domain=ML),
            node("ZipMap", "p", "y", domain=ML, classlabels_strings=["a", "b", "c"])]
    return [
        files.model([node("Gemm", "x w b", "a", "fc", transB=1, alpha=0.5), node("Relu", "a", "y")],
                    {"w": W.T.copy(), "b": B}),
        files.model([node("MatMul", "x w", "m"), node("Add", "m b", "a"), node("Softmax", "a", "p"), *tail],
                    {"w": W, "b": B, "classes": numpy.array(["a", "b", "c"])},
                    outputs=[value("l", ["n"], files.STRING), value("y", None, None)]),
        files.model([node("Gemm", "x w b", "a"), node("Div", "a r", "d"), node("Erf", "d", "e"),
                     node("Add", "e one", "p"), node("Mul", "a p", "m"), node("Mul", "m half", "y")],
                    {"w": W, "b": B, "r": number(math.sqrt(2)), "one": number(1), "half": number(0.5)}),
        files.model([node("Shape", "x", "s"), node("Gather", "s zero", "n"), node("Unsqueeze", "n zero1", "n1"),
                     node("Concat", "n1 rest", "t", axis=0), node("Reshape", "x t", "f"), node("Gemm", "f w", "a"),
                     node("BatchNormalization", "a g g g v", "z", epsilon=0.1), node("Gemm", "z u", "y")],
                    {"zero": numpy.array(0), "zero1": numpy.array([0]), "rest": numpy.array([-1]), "w": W, "u": W2,
                     "g": B, "v": abs(B)}),
        files.model([node("net", "x w b", "y", domain="pkg")], {"w": W.astype("f2"), "b": B.astype("f8")}, functions=[
            files.function("pkg", "net", "x w b", "y", [node("Gemm", "x w b", "y", alpha=files.Reference("k"))],
                           [("k", 2.0)])])]


def constants(draw):
    arrays = {"w": W, "v": W2, "b": B, "s": numpy.float32(2), "z": numpy.array(0), "o": numpy.array([1]),
              "m": numpy.array([-1]), "mm": numpy.array([-1, 2]), "e": numpy.zeros((0, 3), "f4"),
              "q": numpy.array([[1, 2, 3], [4, 5, 6]], "i1"), "t": numpy.array(["a", "b"]),
              "big": numpy.array([1 << 40, 2]), "c": numpy.ones((3, 1, 2), "f4"), "nan": numpy.float32("nan"),
              "true": numpy.array(True), "least": numpy.array([-1 << 63, 0]), "half": numpy.ones(3, "f2")}
    return {name: arrays[name] for name in draw.sample(sorted(arrays), 12)}


def attributes(draw):
    choices = {"axis": [0, 1, -1, 7, -1 << 63], "alpha": [0.1, math.nan, 1e30, 1], "beta": [0.5, "x"],
               "epsilon": [1e-5, -1.0], "transA": [0, 1], "transB": [0, 1], "axes": [[0], [1], [-1, 1], [1 << 40]],
               "perm": [[1, 0], [0, 0], [0, 1, 2], [5]], "to": [1, 7, 8, 10, 11, 16, 99], "keepdims": [0, 1],
               "shape": [[0, -1], [-1, -1], [3]], "value": [files.tensor(W), files.tensor(numpy.array([1 << 30]))],
               "min": [0.0], "max": [6.0], "offset": [[1.0], [1.0, 2.0]], "scale": [[1.0], [1.0, 2.0]],
               "classlabels_strings": [["a"], ["a", "b", "c"]], "keys_int64s": [[0, 1], [5]],
               "values_strings": [["a", "b"], ["a"]], "start": [0, -1, 99], "end": [1, -1 << 40],
               "approximate": ["none", "tanh", "other"], "starts": [[0], [1]], "ends": [[1], [2]],
               "coefficients": [[1.0, 2.0]], "targets": [1, 2, 0, -5], "allowzero": [1], "training_mode": [0, 1]}
    return {name: draw.choice(choices[name]) for name in draw.sample(sorted(choices), draw.randrange(5))}


def drawn_graphs(draw):
    """Operators in a row, each with what was there before it, or with a constant."""
    operators = sorted(OPERATORS)
    while True:
        tensors = constants(draw)
        names, nodes, last = sorted(tensors) + ["x", ""], [], "x"
        for index in range(draw.randrange(1, 8)):
            domain, kind = draw.choice(operators)
            inputs = [draw.choice([last, last, draw.choice(names)])] + draw.choices(names, k=draw.randrange(5))
            nodes.append(node(kind, inputs, [f"n{index}", f"o{index}"][:draw.choice([1, 1, 2])],
                              domain=domain, **attributes(draw)))
            last = f"n{index}"
            names.append(last)
        shape = draw.choice([["n", 2], [1, 2], None, ["n", 1, 2], [2], ["n", "m"], [3, 2], ["n"], []])
        nodes.append(node(draw.choice(["MatMul", "Gemm"]), [last, draw.choice(["w", "v"])], "y"))
        tensors.update({"w": W, "v": W2})
        yield files.model(nodes, tensors, [value("x", shape)], [value(draw.choice(["y", "y", last]), None)],
                          opset=draw.choice([6, 9, 11, 13, 17, 21]))


class Fuzz(unittest.TestCase):
    def read(self, data):
        return onnx.source_of(data, dequantizes=True)

    def test_files_with_mistakes(self):
        good = good_files()
        for data in good:
            self.read(data)
        mutations.fuzz(self, self.read, mutations.drawn(good, mutations.source("onnx")))

    def test_graphs_drawn_at_random(self):
        count, read_well = mutations.fuzz(self, self.read, drawn_graphs(mutations.source("graphs")))
        self.assertGreaterEqual(read_well, count // 200)


if __name__ == "__main__":
    unittest.main()
