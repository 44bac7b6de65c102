# SPDX-License-Identifier: MIT
"""TFLite: what operators make of constants, rarer operators, and rarer forms of tensors."""
import io
import unittest
import zipfile

from reading import A, B, W, X, ReaderTest

import numpy

import tflite_files as files
from computed import FUNCTIONS
from readers import tflite
from tflite_files import constant, operator, tensor

I4 = numpy.int32
F4 = numpy.float32
WEIGHTS = constant("w", W.T.copy())
LAYER = [WEIGHTS, constant("b", B)]


class ConstantsTest(ReaderTest):
    source_of = tflite.source_of

    def bias(self, operators, expected, *tensors):
        """The operators make the bias c of a layer."""
        data = files.model([*operators, operator("FULLY_CONNECTED", "x w c", "y")], [WEIGHTS, *tensors])
        self.gives(data, X @ W.astype(float) + numpy.asarray(expected, dtype=float), tolerance=1e-6)

    def target(self, operators, *tensors, x=tensor("x", shape=[1, 2, 1], signature=[-1, 2, 1])):
        """The operators make the shape t that x is brought into before a layer."""
        data = files.model([*operators, operator("RESHAPE", "x t", "s"), operator("FULLY_CONNECTED", "s w b", "y")],
                           [x, *LAYER, *tensors])
        self.gives(data, A)


class Constants(ConstantsTest):
    def test_arithmetic(self):
        four, two, b = constant("four", F4([4, 4, 16])), constant("two", F4(2)), constant("b", B)
        for kind, inputs, expected in (("ADD", "b two", B + 2), ("SUB", "b two", B - 2), ("MUL", "b two", B * 2),
                                       ("DIV", "b two", B / 2), ("POW", "b two", B ** 2), ("SQUARE", "b", B ** 2),
                                       ("MAXIMUM", "b two", numpy.maximum(B, 2)), ("NEG", "b", -B),
                                       ("MINIMUM", "b two", numpy.minimum(B, 2)), ("EXP", "b", numpy.exp(B)),
                                       ("LOG", "four", numpy.log(F4([4, 4, 16])))):
            with self.subTest(kind=kind):
                self.bias([operator(kind, inputs, "c")], expected, four, two, b)

    def test_shapes(self):
        b = constant("b", B.reshape(3, 1, 1))
        self.bias([operator("SQUEEZE", "b", "c")], B, b)
        self.bias([operator("SQUEEZE", "b", "d", f0=numpy.array([2], "<i4")), operator("TRANSPOSE", "d p", "e"),
                   operator("RESHAPE", "e r", "f"), operator("EXPAND_DIMS", "f z", "c")], B, b,
                  constant("p", I4([1, 0])), constant("r", I4([-1])), constant("z", I4(0)))
        self.bias([operator("CONCATENATION", "u v", "c", f0=("i", 0))], B, constant("u", B[:1]), constant("v", B[1:]))
        self.bias([operator("PACK", "u v u", "d", f0=("i", 3), f1=("i", 0)), operator("SQUEEZE", "d", "c")],
                  B[[0, 1, 0]], constant("u", B[:1]), constant("v", B[1:2]))

    def test_parts(self):
        five = constant("five", numpy.arange(5, dtype=F4))
        numbers = [constant(name, I4([value])) for name, value in (("from", 1), ("to", 4), ("step", 1), ("two", 2))]
        for masks, step, expected in (({}, "step", [1, 2, 3]), ({"f0": ("i", 1)}, "two", [0, 2]),
                                      ({"f1": ("i", 1)}, "two", [1, 3]), ({"f0": ("i", 1), "f1": ("i", 1)}, "two",
                                                                          [0, 2, 4])):
            n = len(expected)
            w = constant("w", numpy.ascontiguousarray(W.T[:n]))
            data = files.model([operator("STRIDED_SLICE", f"five from to {step}", "c", **masks),
                                operator("FULLY_CONNECTED", "x w c", "y")], [w, five, *numbers])
            self.gives(data, X @ W[:, :n].astype(float) + numpy.array(expected))

    def test_a_prod_of_free_axes(self):
        """As a dense layer on tensors of more axes has it."""
        nodes = [operator("SHAPE", "x", "dims", f0=("b", 2)),
                 operator("STRIDED_SLICE", "dims from to step", "free"),
                 operator("REDUCE_PROD", "free zero", "n", f0=("b", 1)),
                 operator("CONCATENATION", "n two", "t", f0=("i", 0))]
        numbers = [constant(name, I4([value])) for name, value in (("from", 0), ("to", 2), ("step", 1), ("zero", 0),
                                                                   ("two", 2))]
        self.target(nodes, *numbers, x=tensor("x", shape=[1, 1, 2], signature=[-1, 1, 2]))
        self.refuses(files.model([*nodes, operator("RESHAPE", "x t", "s"), operator("FULLY_CONNECTED", "s w b", "y")],
                                 [tensor("x", shape=[1, 7, 2], signature=[-1, 7, 2]), *LAYER, *numbers]),
                     "'n'", "number of samples")
        self.target([operator("REDUCE_PROD", "sizes zero", "n", f0=("b", 1)),
                     operator("CONCATENATION", "n two", "t", f0=("i", 0))], constant("sizes", I4([1, 1])), *numbers,
                    x=tensor("x", shape=[1, 2]))

    def test_casts_of_shapes(self):
        self.target([operator("SHAPE", "x", "dims", f0=("b", 4)), operator("CAST", "dims", "small", f1=("b", 2)),
                     operator("STRIDED_SLICE", "small from to step", "t")],
                    *[constant(name, I4([value])) for name, value in (("from", 0), ("to", 2), ("step", 1))])

    def test_a_computation_with_the_number_of_samples(self):
        data = files.model([operator("SHAPE", "x", "dims", f0=("b", 2)), operator("MUL", "dims two", "t"),
                            operator("RESHAPE", "x t", "s"), operator("FULLY_CONNECTED", "s w b", "y")],
                           [*LAYER, constant("two", I4(2))])
        self.refuses(data, "'t'", "number of samples")


class Signals(ConstantsTest):
    def layer_then(self, *operators):
        return [operator("FULLY_CONNECTED", "x w b", "a"), *operators]

    def test_labels(self):
        data = files.model(self.layer_then(operator("SOFTMAX", "a", "p", f0=("f", 1.0)),
                                           operator("ARG_MAX", "p axis", "label")), [*LAYER, constant("axis", I4(1))],
                           outputs=["label", "p"])
        self.remarks(self.gives(data, FUNCTIONS["softmax"](A)), "'p' is carried over", "'label' left out")

    def test_log_of_softmax(self):
        data = files.model(self.layer_then(operator("SOFTMAX", "a", "p", f0=("f", 1.0)), operator("LOG", "p", "y")),
                           LAYER)
        self.assertEqual(self.kinds(self.gives(data, FUNCTIONS["log_softmax"](A))), ["Dense", "log_softmax"])

    def test_negative_and_less(self):
        data = files.model(self.layer_then(operator("NEG", "a", "n"), operator("RELU", "n", "y")), LAYER)
        self.gives(data, numpy.maximum(-A, 0))

    def test_casts(self):
        data = files.model([operator("CAST", "x", "s", f0=("b", 2), f1=("b", 0)),
                            operator("FULLY_CONNECTED", "s w b", "y")], [tensor("x", "int32", [1, 2]), *LAYER])
        self.gives(data, A)
        data = files.model(self.layer_then(operator("CAST", "a", "y", f1=("b", 2))), LAYER)
        self.refuses(data, "'y'", "CAST", "integers")

    def test_an_input_of_truths(self):
        self.refuses(files.model(self.layer_then(), [tensor("x", "bool", [1, 2]), *LAYER], outputs=["a"]), "'x'")

    def test_products_that_are_none_of_a_layer(self):
        for one in (operator("BATCH_MATMUL", "x x", "y"), operator("BATCH_MATMUL", "w x", "y"),
                    operator("BATCH_MATMUL", "x w", "y", f0=("b", 1))):
            self.refuses(files.model([one], LAYER), "'y'", "BATCH_MATMUL")

    def test_wrong_numbers_of_inputs(self):
        for one in (operator("EXP", "x x", "y"), operator("ADD", "x", "y"), operator("MAXIMUM", ["x", ""], "y")):
            self.refuses(files.model([one]), "'y'", "inputs")

    def test_weights_without_two_axes(self):
        self.refuses(files.model([operator("FULLY_CONNECTED", "x w", "y")], [constant("w", B)]), "'y'", "two axes")


class Tensors(ConstantsTest):
    def test_four_bits(self):
        q = [[1, -2], [7, -8], [0, -1]]
        data = files.model([operator("FULLY_CONNECTED", "x w b", "y")], [
            tensor("w", "int4", [3, 2], bytes([0xE1, 0x87, 0xF0]), scale=[0.5]), constant("b", B)])
        self.remarks(self.gives(data, X @ numpy.array(q).T * 0.5 + B.astype(float)), "dynamic range")
        self.refuses(files.model([operator("FULLY_CONNECTED", "x w", "y")], [
            tensor("w", "int4", [3, 2], b"12", scale=[0.5])]), "'w'", "fewer numbers")

    def test_bfloat16(self):
        bits = (W.T.copy().view(numpy.uint32) >> 16).astype(numpy.uint16)
        data = files.model([operator("FULLY_CONNECTED", "x w b", "y")],
                           [tensor("w", "bfloat16", [3, 2], bits.tobytes()), constant("b", B)])
        self.gives(data, X @ (bits.astype(numpy.uint32) << 16).view(F4).astype(float).T + B.astype(float))

    def test_double_numbers(self):
        data = files.model([operator("FULLY_CONNECTED", "x w b", "y")],
                           [constant("w", W.T.astype(float)), constant("b", B.astype(float))])
        self.gives(data, A)

    def test_types_that_are_not_read(self):
        self.refuses(files.model([operator("FULLY_CONNECTED", "x w", "y")],
                                 [tensor("w", "string", [1], b"1234")]), "'w'", "type 5")

    def test_labels_of_one_output(self):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("labels.txt", "no\nyes\n")
        data = files.model([operator("FULLY_CONNECTED", "x w b", "y")],
                           [constant("w", W.T[:1].copy()), constant("b", B[:1])])
        self.assertEqual(self.gives(data + packed.getvalue(), A[:, :1]).class_names, ["no", "yes"])


if __name__ == "__main__":
    unittest.main()
