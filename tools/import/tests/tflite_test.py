# SPDX-License-Identifier: MIT
"""TFLite: layers, their weights' many forms, activations, and what only moves numbers."""
import io
import tempfile
import types
import unittest
import zipfile
from pathlib import Path

from reading import A, B, W, W2, X, ReaderTest

import numpy

import tflite_files as files
from computed import FUNCTIONS, each
from readers import tflite
from tflite_files import constant, operator, tensor

WEIGHTS = constant("w", W.T.copy())    # (out, in)
BIAS = constant("b", B)
LAYER = [WEIGHTS, BIAS]
NONE, RELU, RELU_N1_TO_1, RELU6, TANH = range(5)


def dense(outputs="a", inputs="x w b", activation=NONE, **fields):
    return operator("FULLY_CONNECTED", inputs, outputs, f0=("b", activation), **fields)


class TfliteTest(ReaderTest):
    source_of = tflite.source_of


class Layers(TfliteTest):
    def test_a_layer(self):
        source = self.gives(files.model([dense("y")], LAYER), A)
        self.assertEqual((source.kind, source.inputs, source.number, source.remarks), ("TFLite", 2, "float32", []))
        self.assertEqual([operation.name for operation in source.operations], ["y"])

    def test_fused_activations(self):
        for code, name in ((RELU, "relu"), (RELU6, "relu6"), (TANH, "hyperbolic_tangent")):
            source = self.gives(files.model([dense("y", activation=code)], LAYER), FUNCTIONS[name](A))
            self.assertEqual(self.kinds(source), ["Dense", name])

    def test_a_layer_without_bias(self):
        for inputs in ("x w", ["x", "w", ""]):
            source = self.gives(files.model([dense("y", inputs)], LAYER), A - B.astype(float))
            self.assertIsNone(source.operations[0].bias)

    def test_kept_dimensions(self):
        x = tensor("x", shape=[1, 1, 2], signature=[-1, 1, 2])
        self.gives(files.model([dense("y", f2=("b", 1))], [x, *LAYER]), A)

    def test_a_layer_flattens_what_it_is_given(self):
        w = numpy.arange(12, dtype="f4").reshape(3, 4)
        data = files.model([dense("y")], [tensor("x", shape=[1, 2, 2]), constant("w", w), BIAS])
        self.gives(data, X[:42].reshape(21, 4) @ w.T.astype(float) + B.astype(float), x=X[:42].reshape(21, 4))

    def test_batch_matmul(self):
        for w, adjoint in ((W, 0), (W.T.copy(), 1), (W.reshape(1, 2, 3), 0)):
            data = files.model([operator("BATCH_MATMUL", "x w", "m", f1=("b", adjoint)),
                                operator("ADD", "m b", "y", f0=("b", RELU))], [constant("w", w), BIAS])
            source = self.gives(data, FUNCTIONS["relu"](A))
            self.assertEqual(self.kinds(source), ["Dense", "relu"])

    def test_constants_become_affine(self):
        c = numpy.array([2, -4], dtype="f4")
        for kind, inputs, expected in (("ADD", "x c", X + c), ("SUB", "x c", X - c), ("SUB", "c x", c - X),
                                       ("MUL", "c x", X * c), ("DIV", "x c", X / c)):
            with self.subTest(kind=kind, inputs=inputs):
                data = files.model([operator(kind, inputs, "s"), dense("y", "s w b")], [*LAYER, constant("c", c)])
                self.assertEqual(self.kinds(self.gives(data, expected @ W + B.astype(float))), ["Affine", "Dense"])

    def test_two_layers(self):
        data = files.model([dense("a", activation=RELU), dense("y", "a v")], [*LAYER, constant("v", W2.T.copy())])
        self.gives(data, numpy.maximum(A, 0) @ W2.astype(float))

    def test_the_shape_without_a_signature(self):
        for shape in ([1, 2], [5, 2], None):
            self.assertEqual(self.gives(files.model([dense("y")], [tensor("x", shape=shape), *LAYER]), A).inputs, 2)


class Weights(TfliteTest):
    def test_half_numbers_that_an_operator_widens(self):
        w, b = W.T.astype("f2"), B.astype("f2")
        data = files.model([operator("DEQUANTIZE", "wh", "w"), operator("DEQUANTIZE", "bh", "b"), dense("y")],
                           [constant("wh", w), constant("bh", b)])
        source = self.gives(data, X @ w.T.astype(float) + b.astype(float))
        self.assertEqual((source.number, source.remarks), ("float32", []))

    def test_dynamic_range(self):
        q = numpy.array([[10, -128], [127, 3], [0, 5]], dtype="i1")
        scales = numpy.array([0.01, 0.02, 0.5], dtype="f4")
        for scale, expected in ((scales[:1], q * float(scales[0])), (scales, q * scales.astype(float)[:, None])):
            data = files.model([dense("y")], [constant("w", q, scale=scale), BIAS])
            source = self.gives(data, X @ expected.T + B.astype(float))
            self.remarks(source, "dynamic range")

    def test_bytes_of_early_dynamic_range_files_are_signed(self):
        """As LiteRT computes it; the zero point is not used there."""
        q = numpy.array([[10, 0], [127, 3], [0, 255]], dtype="u1")
        for zero in (0, 128):
            data = files.model([dense("y")], [constant("w", q, scale=[0.5], zero=[zero]), BIAS])
            self.gives(data, X @ [[5, 63.5, 0], [0, 1.5, -0.5]] + B.astype(float))

    def test_weights_with_a_zero_point_that_an_operator_widens(self):
        q = numpy.array([[10, 0], [127, 3], [0, 255]], dtype="u1")
        data = files.model([operator("DEQUANTIZE", "q", "w"), dense("y")],
                           [constant("q", q, scale=[0.5], zero=[128]), BIAS])
        self.gives(data, X @ ((q.astype(float) - 128) * 0.5).T + B.astype(float))

    def test_scales_along_another_axis(self):
        q = numpy.array([[1, -2, 3], [4, 5, -6]], dtype="i1")
        data = files.model([operator("BATCH_MATMUL", "x w", "y")], [constant("w", q, scale=[1, 2, 4], axis=1)])
        self.gives(data, X @ (q * [1.0, 2, 4]))

    def test_scales_that_do_not_fit_are_refused(self):
        q = numpy.array([[1, -2], [4, 5], [1, 1]], dtype="i1")
        for scale, axis in (([1, 2], 0), ([1, 2, 3], 1), ([1, 2, 3], 7), ([1, 2, 3], -3)):
            data = files.model([dense("y")], [constant("w", q, scale=scale, axis=axis), BIAS])
            self.refuses(data, "'w'", "scales")


def fully_int8():
    """A layer, and the float network that it stands for."""
    q = numpy.array([[10, -128], [127, 3], [0, 5]], dtype="i1")
    bias = numpy.array([100, -200, 3], dtype="i4")
    tensors = [tensor("xq", "int8", [1, 2], scale=[0.5], zero=[3]), constant("w", q, scale=[0.01, 0.02, 0.5]),
               constant("b", bias, scale=[0.005, 0.01, 0.25]), tensor("aq", "int8", scale=[0.1], zero=[0])]
    operators = [operator("QUANTIZE", "x", "xq"), dense("aq", "xq w b", RELU), operator("DEQUANTIZE", "aq", "y")]
    scales = numpy.float32([0.01, 0.02, 0.5]).astype(float)
    bias_scales = numpy.float32([0.005, 0.01, 0.25]).astype(float)
    return operators, tensors, numpy.maximum(X @ (q * scales[:, None]).T + bias * bias_scales, 0)


class FullyQuantised(TfliteTest):
    def test_it_is_refused(self):
        operators, tensors, _ = fully_int8()
        self.refuses(files.model(operators, tensors), "'xq'", "QUANTIZE", "int8", "dequantise")
        self.refuses(files.model(operators[1:2], tensors, inputs=["xq"], outputs=["aq"]), "'aq'", "int8")

    def test_on_request_it_is_the_float_network(self):
        operators, tensors, expected = fully_int8()
        source = self.gives(files.model(operators, tensors), expected, dequantizes=True)
        self.remarks(source, "fully quantised", "outputs differ", "cuts its inputs off at -65.5 and 62")

    def test_an_input_of_integers(self):
        operators, tensors, expected = fully_int8()
        data = files.model(operators[1:2], tensors, inputs=["xq"], outputs=["aq"])
        source = self.gives(data, expected, dequantizes=True)
        self.remarks(source, "input 'xq' is int8", "(q - 3) * 0.5")


class Activations(TfliteTest):
    def is_function(self, name, *operators, parameter=None, expected=None, tensors=()):
        source = self.gives(files.model([dense(), *operators], [*LAYER, *tensors]),
                            FUNCTIONS[name](A) if expected is None else each(expected)(A), tolerance=1e-6)
        self.assertEqual(self.kinds(source), ["Dense", name])
        if parameter is not None:
            self.assertAlmostEqual(source.operations[1].parameter, parameter, places=6)

    def test_one_operator(self):
        for kind, name in (("LOGISTIC", "sigmoid"), ("RELU", "relu"), ("RELU6", "relu6"),
                           ("TANH", "hyperbolic_tangent"), ("LOG_SOFTMAX", "log_softmax"), ("ELU", "elu"),
                           ("HARD_SWISH", "hard_swish"), ("GELU", "gelu")):
            with self.subTest(kind=kind):
                self.is_function(name, operator(kind, "a", "y"))
        self.is_function("softmax", operator("SOFTMAX", "a", "y", f0=("f", 1.0)))
        self.is_function("gelu_tanh", operator("GELU", "a", "y", f0=("b", 1)))
        self.is_function("leaky_relu_of", operator("LEAKY_RELU", "a", "y", f0=("f", 0.2)), parameter=0.2,
                         expected=lambda z: z if z > 0 else 0.2 * z)
        self.is_function("leaky_relu", operator("LEAKY_RELU", "a", "y", f0=("f", 0.01)))

    def test_prelu(self):
        self.is_function("leaky_relu_of", operator("PRELU", "a p", "y"), parameter=0.3,
                         expected=lambda z: z if z > 0 else 0.3 * z,
                         tensors=[constant("p", numpy.full((1, 3), 0.3, "f4"))])
        data = files.model([dense(), operator("PRELU", "a p", "y")],
                           [*LAYER, constant("p", numpy.array([1, 2, 3], "f4"))])
        self.refuses(data, "'y'", "PRELU", "slope for each feature")

    def test_formulas(self):
        one, zero, six = (constant(name, numpy.float32(value)) for name, value in (("one", 1), ("zero", 0), ("six", 6)))
        self.is_function("silu", operator("LOGISTIC", "a", "s"), operator("MUL", "a s", "y"))
        self.is_function("softplus", operator("EXP", "a", "e"), operator("ADD", "e one", "f"),
                         operator("LOG", "f", "y"), tensors=[one])
        self.is_function("mish", operator("EXP", "a", "e"), operator("ADD", "e one", "f"), operator("LOG", "f", "p"),
                         operator("TANH", "p", "t"), operator("MUL", "a t", "y"), tensors=[one])
        self.is_function("relu6", operator("MAXIMUM", "a zero", "m"), operator("MINIMUM", "m six", "y"),
                         tensors=[zero, six])
        self.is_function("hard_sigmoid", operator("ADD", "a three", "s", f0=("b", RELU6)),
                         operator("MUL", "s sixth", "y"), tensors=[constant("three", numpy.float32(3)),
                                                                   constant("sixth", numpy.float32(1 / 6))])
        selu = [operator("ELU", "a", "e"), operator("MUL", "e k", "m"), operator("MUL", "a l", "n"),
                operator("GREATER", "a zero", "c"), operator("SELECT_V2", "c n m", "y")]
        self.is_function("selu", *selu, tensors=[
            zero, constant("k", numpy.float32(1.0507009873554805 * 1.6732632423543772)),
            constant("l", numpy.float32(1.0507009873554805))])

    def test_a_layer_that_is_there_twice(self):
        """As the converter writes formulas of relu: once with it fused, once without."""
        data = files.model([dense("r", activation=RELU), dense("a"), operator("MINIMUM", "a zero", "n"),
                            operator("MUL", "n k", "m"), operator("ADD", "r m", "y")],
                           [*LAYER, constant("zero", numpy.float32(0)), constant("k", numpy.float32(0.25))])
        source = self.gives(data, each(lambda z: z if z > 0 else 0.25 * z)(A))
        self.assertEqual(self.kinds(source), ["Dense", "leaky_relu_of"])

    def test_what_picomlp_does_not_have(self):
        for one in (operator("RELU_N1_TO_1", "a", "y"), operator("RELU_0_TO_1", "a", "y"),
                    operator("SQUARE", "a", "y")):
            self.refuses(files.model([dense(), one], LAYER), "'y'", one[0], "function")
        self.refuses(files.model([dense("y", activation=RELU_N1_TO_1)], LAYER), "'y'", "relu_n1_to_1")
        self.refuses(files.model([dense("y", activation=5)], LAYER), "'y'", "activation 5")
        self.refuses(files.model([dense(), operator("SOFTMAX", "a", "y", f0=("f", 2.0))], LAYER), "'y'", "beta 2")


class Shapes(TfliteTest):
    def through(self, *operators, tensors=(), shape=(1, 2, 1), signature=(-1, 2, 1)):
        x = tensor("x", shape=shape, signature=signature)
        data = files.model([*operators, dense("y", "s w b")], [x, *LAYER, *tensors])
        self.assertEqual(self.kinds(self.gives(data, A)), ["Dense"])

    def test_a_flatten_with_a_free_number_of_samples(self):
        i4 = numpy.int32
        tensors = [constant(name, numpy.array([value], i4)) for name, value in (("from", 0), ("to", 1), ("step", 1))]
        tensors.append(constant("rest", numpy.array(2, i4)))
        chain = (operator("SHAPE", "x", "dims", f0=("b", 2)),
                 operator("STRIDED_SLICE", "dims from to step", "n", f0=("i", 0), f1=("i", 0), f4=("i", 1)),
                 operator("PACK", "n rest", "target", f0=("i", 2), f1=("i", 0)),
                 operator("RESHAPE", "x target", "s"))
        self.through(*chain, tensors=tensors)
        self.through(*chain, tensors=tensors, shape=(1, 2, 1), signature=None)

    def test_reshapes(self):
        for target in ([-1, 2], [1, 2]):
            self.through(operator("RESHAPE", "x t", "s"), shape=(1, 2, 1), signature=None,
                         tensors=[constant("t", numpy.array(target, "i4"))])
        self.through(operator("RESHAPE", "x", "s", f0=numpy.array([-1, 2], "<i4")))
        self.through(operator("SQUEEZE", "x", "s", f0=numpy.array([2], "<i4")))
        self.through(operator("TRANSPOSE", "x t", "u"), operator("SQUEEZE", "u", "s", f0=numpy.array([1], "<i4")),
                     tensors=[constant("t", numpy.array([0, 2, 1], "i4"))])
        self.through(operator("EXPAND_DIMS", "x t", "u"), operator("RESHAPE", "u v", "s"),
                     tensors=[constant("t", numpy.array(1, "i4")), constant("v", numpy.array([-1, 2], "i4"))])

    def test_samples_that_are_mixed(self):
        for one, t in ((operator("RESHAPE", "x t", "y"), [2, -1]), (operator("TRANSPOSE", "x t", "y"), [1, 0]),
                       (operator("STRIDED_SLICE", "x t t t", "y"), [0])):
            self.refuses(files.model([one], [constant("t", numpy.array(t, "i4"))]), "'y'", one[0])


class Files(TfliteTest):
    def test_labels_behind_the_model(self):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("labels.txt", "red\ngreen\n\nblue\n")
        data = files.model([dense("y")], LAYER) + packed.getvalue()
        self.assertEqual(self.gives(data, A).class_names, ["red", "green", "blue"])

    def test_labels_that_do_not_fit(self):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("labels.txt", "red\n")
        source = self.read(files.model([dense("y")], LAYER) + packed.getvalue())
        self.assertIsNone(source.class_names)
        self.remarks(source, "names 1 classes")

    def test_a_file_is_read_from_its_path(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "net.tflite"
            path.write_bytes(files.model([dense("y")], LAYER))
            self.assertEqual(tflite.read(path, types.SimpleNamespace(activations=None)).inputs, 2)

    def test_files_are_recognized(self):
        start = files.model([dense("y")], LAYER)[:16]
        self.assertTrue(tflite.recognizes(Path("net.bin"), start))
        self.assertTrue(tflite.recognizes(Path("net.tflite"), b""))
        for other in (b"", b"PK\x03\x04", b"\x80\x04\x95", b"\x08\x08\x12\x04test"):
            self.assertFalse(tflite.recognizes(Path("net.bin"), other))


class Refusals(TfliteTest):
    def test_other_operators(self):
        for kind in ("CONV_2D", "MEAN", "CONCATENATION"):
            self.refuses(files.model([dense(), operator(kind, "a", "y")], LAYER), "'y'", kind)
        self.refuses(files.model([dense(), operator("CUSTOM", "a", "y")], LAYER), "'y'", "custom operator Mine")
        self.refuses(files.model([dense(), operator("RELU", "a", "y")], LAYER,
                                 codes=[{0: files.Scalar("b", 9), 3: files.Scalar("i", 9)},
                                        {0: files.Scalar("b", 127), 3: files.Scalar("i", 199)}]), "operator 199")

    def test_the_second_output_of_another_operator(self):
        data = files.model([dense(), operator("MEAN", "a", "m c"), operator("RELU", "c", "y")], LAYER)
        self.refuses(data, "'m'", "(MEAN)", "a plain network does not have")

    def test_two_branches(self):
        data = files.model([dense(), dense("c", "x w"), operator("ADD", "a c", "y")], LAYER)
        self.refuses(data, "'y'", "two branches")
        data = files.model([dense("y"), dense("z", "x w")], LAYER, outputs=["y", "z"])
        self.refuses(data, "'y'", "'z'", "two branches")

    def test_several_inputs(self):
        self.refuses(files.model([dense("y")], LAYER, inputs=["x", "w"]), "2 inputs", "'w'")
        self.refuses(files.model([dense("y")], LAYER, inputs=[]), "0 inputs")

    def test_layers_that_do_not_fit(self):
        self.refuses(files.model([dense("y")], [constant("w", W), BIAS]), "'y'", "takes 3 numbers, and is given 2")
        self.refuses(files.model([dense("y")], [WEIGHTS, constant("b", B[:2])]), "'y'", "bias")
        self.refuses(files.model([dense("y", "x x")], LAYER), "'y'", "depends on the sample")
        self.refuses(files.model([dense("y", f1=("b", 1))], LAYER), "'y'", "shuffled")
        w = W.T.copy()
        w[0, 0] = numpy.nan
        self.refuses(files.model([dense("y")], [constant("w", w), BIAS]), "'y'", "finite")

    def test_rows_of_a_sample(self):
        x = tensor("x", shape=[1, 7, 2], signature=[-1, 7, 2])
        self.refuses(files.model([dense("y", f2=("b", 1))], [x, *LAYER]), "'y'", "several rows of each sample")

    def test_tensors_that_cannot_be_read(self):
        self.refuses(files.model([dense("y")], [tensor("w", shape=[3, 2], data=W.tobytes(), f6={}), BIAS]), "'w'",
                     "sparsely")
        self.refuses(files.model([dense("y")], [tensor("w", shape=[3, 2], f5=("b", 1)), BIAS]), "'w'", "remembers")
        self.refuses(files.model([dense("y")], [tensor("w", shape=[3, 2]), BIAS]), "'w'", "before it is computed")
        self.refuses(files.model([dense("y")], [tensor("w", shape=[9, 2], data=W.tobytes()), BIAS]), "'w'", "bytes")
        self.refuses(files.model([dense("y")], [tensor("w", shape=[1 << 30] * 4, data=b"1234"), BIAS]), "'w'")

    def test_files_that_are_none(self):
        self.refuses(b"", "TFL3")
        self.refuses(b"\x10\0\0\0TFL3", "damaged")
        self.refuses(files.model([dense("y")], LAYER, graphs=0), "no graph")
        self.refuses(files.model([], [], outputs=["x"]), "no dense layer")

    def test_the_first_of_several_graphs(self):
        self.remarks(self.read(files.model([dense("y")], LAYER, graphs=2)), "2 graphs")


if __name__ == "__main__":
    unittest.main()
