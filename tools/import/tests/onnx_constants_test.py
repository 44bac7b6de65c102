# SPDX-License-Identifier: MIT
"""ONNX: constants in every form, and what nodes compute of constants alone."""
import math
import unittest

from reading import A, B, W, X, ReaderTest

import numpy

import onnx_files as files
from computed import FUNCTIONS
from onnx_files import node, value
from readers import onnx

F = numpy.float32


class ConstantsTest(ReaderTest):
    source_of = onnx.source_of

    def bias(self, nodes, expected, **tensors):
        """The nodes make the bias c of a layer."""
        data = files.model([*nodes, node("Gemm", "x w c", "y")], {"w": W, **tensors})
        self.gives(data, X @ W.astype(float) + numpy.asarray(expected, dtype=float), tolerance=1e-6)

    def target(self, nodes, **tensors):
        """The nodes make the shape t that x, of the shape (n, 2, 1), is brought into before a layer."""
        data = files.model([*nodes, node("Reshape", "x t", "s"), node("Gemm", "s w b", "y")],
                           {"w": W, "b": B, **tensors}, inputs=[value("x", ["n", 2, 1])])
        self.gives(data, A)


class Nodes(ConstantsTest):
    def test_constant_nodes(self):
        self.bias([node("Constant", "", "c", value_float=0.5)], [0.5] * 3)
        self.target([node("Constant", "", "t", value_ints=[-1, 2])])
        self.target([node("Constant", "", "two", value_int=2), node("Unsqueeze", "two zero", "u"),
                     node("Concat", "minus u", "t", axis=0)], zero=numpy.array([0]), minus=numpy.array([-1]))

    def test_names_in_constant_nodes(self):
        for names in ({"value_strings": ["p", "q", "r"]}, {"value": files.tensor(numpy.array(["p", "q", "r"]))}):
            nodes = [node("Gemm", "x w b", "y"), node("ArgMax", "y", "i", axis=1),
                     node("Constant", "", "names", **names),
                     node("ArrayFeatureExtractor", "names i", "label", domain="ai.onnx.ml")]
            source = self.read(files.model(nodes, {"w": W, "b": B},
                                           outputs=[value("y", None), value("label", None, files.STRING)]))
            self.assertEqual(source.class_names, ["p", "q", "r"])

    def test_a_constant_node_of_another_form(self):
        self.refuses(files.model([node("Constant", "", "c", "odd", sparse=1), node("Gemm", "x w c", "y")], {"w": W}),
                     "'odd'", "form")

    def test_arithmetic(self):
        four = F([4, 4, 16])
        for kind, inputs, expected in (("Sub", "b four", B - four), ("Div", "four two", four / 2),
                                       ("Pow", "four two", four ** 2), ("Min", "four five", F([4, 4, 5])),
                                       ("Max", "four five", F([5, 5, 16])), ("Neg", "b", -B),
                                       ("Sqrt", "four", F([2, 2, 4])), ("Exp", "b", numpy.exp(B)),
                                       ("Log", "four", numpy.log(four)), ("Abs", "b", abs(B)),
                                       ("Reciprocal", "four", 1 / four), ("Sum", "b b four", B + B + four),
                                       ("Sign", "b", numpy.sign(B))):
            with self.subTest(kind=kind):
                self.bias([node(kind, inputs, "c")], expected, b=B, four=four, two=F(2), five=F(5))

    def test_where(self):
        self.bias([node("Greater", "b zero", "p"), node("Where", "p b zero", "c")], numpy.maximum(B, 0), b=B,
                  zero=F(0))
        self.bias([node("Less", "b zero", "p"), node("Not", "p", "q"), node("Where", "q b zero", "c")],
                  numpy.maximum(B, 0), b=B, zero=F(0))
        for kind in ("GreaterOrEqual", "LessOrEqual"):
            self.bias([node(kind, "b b", "p"), node("Where", "p b zero", "c")], B, b=B, zero=F(0))

    def test_quotients_of_integers_are_rounded_down(self):
        self.target([node("Div", "five two", "t2"), node("Concat", "minus t2", "t", axis=0)],
                    five=numpy.array([5]), two=numpy.array([2]), minus=numpy.array([-1]))

    def test_shapes_of_constants(self):
        bias = B.reshape(1, 3, 1)
        self.bias([node("Squeeze", "b", "c")], B, b=bias)
        self.bias([node("Squeeze", "b axes", "d"), node("Transpose", "d", "e"), node("Flatten", "e", "f", axis=0),
                   node("Identity", "f", "c")], B, b=bias, axes=numpy.array([2]))
        self.bias([node("Flatten", "b", "d", axis=1), node("Unsqueeze", "d axes", "e"), node("Reshape", "e t", "c")], B,
                  b=bias, axes=numpy.array([0]), t=numpy.array([0, -1]))
        self.bias([node("Reshape", "b t", "c", allowzero=1)], B, b=bias, t=numpy.array([3]))

    def test_constants_of_a_shape(self):
        self.bias([node("ConstantOfShape", "s", "c")], [0, 0, 0], s=numpy.array([3]))
        self.bias([node("ConstantOfShape", "s", "c", value=files.tensor(F([7])))], [7, 7, 7], s=numpy.array([3]))
        self.bias([node("Expand", "k s", "c")], [7, 7, 7], s=numpy.array([3]), k=F([7]))

    def test_parts_of_constants(self):
        five = numpy.arange(5, dtype=F)
        self.bias([node("Slice", "five from to", "c")], [1, 2, 3], five=five, to=numpy.array([4]),
                  **{"from": numpy.array([1])})
        self.bias([node("Slice", "five from to axis step", "c")], [0, 2, 4], five=five, to=numpy.array([1 << 40]),
                  axis=numpy.array([0]), step=numpy.array([2]), **{"from": numpy.array([0])})
        self.bias([node("Slice", "five from to axis step", "c")], [4, 3, 2], five=five, to=numpy.array([1]),
                  axis=numpy.array([-1]), step=numpy.array([-1]), **{"from": numpy.array([4])})
        self.bias([node("Slice", "five from to axis step", "c")], [2, 1, 0], five=five, to=numpy.array([-1 << 40]),
                  axis=numpy.array([0]), step=numpy.array([-1]), **{"from": numpy.array([2])})
        self.bias([node("Gather", "five i", "c")], [3, 0, 4], five=five, i=numpy.array([3, 0, -1]))
        self.bias([node("Gather", "rows i", "c", axis=1)], [1, 3, 5], rows=numpy.arange(6, dtype=F).reshape(3, 2),
                  i=numpy.array(1))

    def test_a_part_of_a_shape(self):
        self.target([node("Shape", "x", "n", start=0, end=1), node("Concat", "n rest", "t", axis=0)],
                    rest=numpy.array([-1]))
        self.target([node("Shape", "w", "two", end=1), node("Concat", "rest two", "t", axis=0)],
                    rest=numpy.array([-1]))

    def test_casts(self):
        self.bias([node("Cast", "k", "c", to=1)], [2, 3, 4], k=numpy.array([2, 3, 4]))
        self.target([node("Cast", "k", "t", to=7)], k=F([-1, 2]))
        data = files.model([node("Cast", "names", "c", "bad", to=1), node("Gemm", "x w c", "y")],
                           {"w": W, "names": numpy.array(["1", "2", "3"])})
        self.refuses(data, "'bad'", "casts")


class Signals(ConstantsTest):
    def test_batch_normalization_before_a_flatten(self):
        g = F([2, -1])
        data = files.model([node("BatchNormalization", "x g g g v", "n"), node("Flatten", "n", "s"),
                            node("Gemm", "s w b", "y")], {"w": W, "b": B, "g": g, "v": F([1, 4])},
                           inputs=[value("x", ["n", 2, 1])])
        expected = (X - g) * g / numpy.sqrt([1 + 1e-5, 4 + 1e-5]) + g
        self.gives(data, expected @ W + B, tolerance=1e-6)

    def test_softmax_of_early_versions_takes_all_axes(self):
        nodes = [node("Gemm", "x w b", "a"), node("Reshape", "a t", "r"), node("Softmax", "r", "p"),
                 node("Flatten", "p", "y")]
        data = files.model(nodes, {"w": W, "b": B, "t": numpy.array([-1, 1, 3])}, opset=11)
        self.gives(data, FUNCTIONS["softmax"](A))

    def test_clips_bounds_are_attributes_up_to_version_10(self):
        layer = node("Gemm", "x w b", "a")
        for opset, clip in ((10, node("Clip", "a", "y", min=0.0, max=6.0)), (11, node("Clip", "a lo hi", "y"))):
            data = files.model([layer, clip], {"w": W, "b": B, "lo": F(0), "hi": F(6)}, opset=opset)
            self.assertEqual(self.kinds(self.gives(data, FUNCTIONS["relu6"](A))), ["Dense", "relu6"])

    def test_casts_of_early_versions_have_a_text(self):
        data = files.model([node("Cast", "x", "s", to="FLOAT"), node("Gemm", "s w b", "y")], {"w": W, "b": B}, opset=5)
        self.gives(data, A)

    def test_a_cast_to_half_numbers_is_told(self):
        data = files.model([node("Gemm", "x w b", "a"), node("Cast", "a", "y", "narrow", to=10)], {"w": W, "b": B})
        self.remarks(self.read(data), "float16", "'narrow'")

    def test_a_table_of_unknown_width(self):
        data = files.model([node("Sub", "x c", "s"), node("Div", "s c", "t"), node("Gemm", "t w b", "y")],
                           {"w": W, "b": B, "c": F([2, 4])}, inputs=[value("x", ["n", "m"])])
        self.gives(data, (X - [2, 4]) / [2, 4] @ W + B, tolerance=1e-6)

    def test_a_table_whose_constants_do_not_fit(self):
        data = files.model([node("Mul", "x c", "s", "scale"), node("Gemm", "s w b", "y", "fc")],
                           {"w": W, "b": B, "c": F([2, 4, 5])}, inputs=[value("x", ["n", "m"])])
        self.refuses(data, "'fc'", "takes 2 numbers, and is given 3")

    def test_wrong_numbers_of_inputs(self):
        for kind, inputs in (("Pow", "x"), ("Erf", "x x"), ("Where", "x x"), ("Add", "x"), ("Mul", "x x x")):
            data = files.model([node(kind, inputs, "s", "odd"), node("Gemm", "s w b", "y")], {"w": W, "b": B})
            self.refuses(data, "'odd'", "inputs")

    def test_columns_of_two_branches(self):
        nodes = [node("Gemm", "x w b", "p"), node("Gemm", "x w", "q"), node("Slice", "p s e a", "c0"),
                 node("Slice", "q s e a", "c1")]
        data = files.model(nodes, {"w": W, "b": B, "s": numpy.array([0]), "e": numpy.array([1]), "a": numpy.array([1])},
                           outputs=[value("c0", None), value("c1", None)])
        self.refuses(data, "several branches")

    def test_a_layers_constant_by_a_wide_reach(self):
        """Not finite in between, but no matter."""
        data = files.model([node("Gemm", "x w b", "a"), node("Clip", "a lo hi", "y")],
                           {"w": W, "b": B, "lo": F(-math.inf), "hi": F(math.inf)})
        self.assertEqual(self.kinds(self.gives(data, A)), ["Dense"])


if __name__ == "__main__":
    unittest.main()
