# SPDX-License-Identifier: MIT
"""ONNX: layers, their weights' many forms, and what only moves numbers."""
import tempfile
import types
import unittest
from pathlib import Path

from reading import A, B, W, W2, X, ReaderTest

import numpy

import onnx_files as files
from onnx_files import node
from readers import onnx

GEMM = node("Gemm", "x w b", "a", "fc")
LAYER = {"w": W, "b": B}


class OnnxTest(ReaderTest):
    source_of = onnx.source_of


class Layers(OnnxTest):
    def test_gemm_in_ours_order(self):
        source = self.gives(files.model([node("Gemm", "x w b", "y", "fc")], LAYER), A)
        self.assertEqual((source.kind, source.inputs, source.number), ("ONNX", 2, "float32"))
        self.assertEqual([operation.name for operation in source.operations], ["fc"])
        self.assertEqual(source.remarks, [])

    def test_gemm_in_pytorchs_order(self):
        self.gives(files.model([node("Gemm", "x w b", "y", transB=1)], {"w": W.T.copy(), "b": B}), A)

    def test_gemm_with_alpha_and_beta(self):
        expected = 0.5 * (X @ W.astype(float)) + 2 * B.astype(float)
        self.gives(files.model([node("Gemm", "x w b", "y", alpha=0.5, beta=2.0)], LAYER), expected)

    def test_gemm_without_bias(self):
        source = self.gives(files.model([node("Gemm", "x w", "y")], {"w": W}), A - B.astype(float))
        self.assertIsNone(source.operations[0].bias)

    def test_gemm_with_a_bias_of_other_shapes(self):
        for bias in (B.reshape(1, 3), numpy.float32(0.25), numpy.full((1, 1), 0.25, numpy.float32)):
            with self.subTest(shape=bias.shape):
                self.gives(files.model([node("Gemm", "x w b", "y")], {"w": W, "b": bias}),
                           X @ W.astype(float) + bias.reshape(-1).astype(float))

    def test_matmul_and_add_are_a_layer(self):
        for bias in (B, B.reshape(1, 3)):
            for inputs in ("m b", "b m"):
                with self.subTest(shape=bias.shape, inputs=inputs):
                    data = files.model([node("MatMul", "x w", "m"), node("Add", inputs, "y")], {"w": W, "b": bias})
                    self.assertEqual(self.kinds(self.gives(data, A)), ["Dense"])

    def test_matmul_and_a_scalar(self):
        data = files.model([node("MatMul", "x w", "m"), node("Add", "m b", "y")], {"w": W, "b": numpy.float32(0.5)})
        self.gives(data, A - B.astype(float) + 0.5)

    def test_a_second_constant_after_the_bias_is_kept(self):
        data = files.model([GEMM, node("Add", "a b", "y")], LAYER)
        self.assertEqual(self.kinds(self.gives(data, A + B.astype(float))), ["Dense", "Affine"])

    def test_two_layers(self):
        data = files.model([GEMM, node("Relu", "a", "r"), node("MatMul", "r v", "y")], {**LAYER, "v": W2})
        source = self.gives(data, numpy.maximum(A, 0) @ W2.astype(float))
        self.assertEqual(self.kinds(source), ["Dense", "relu", "Dense"])

    def test_linear_regressor(self):
        data = files.model([node("LinearRegressor", "x", "y", domain="ai.onnx.ml", targets=3,
                                 coefficients=[float(one) for one in W.T.reshape(-1)],
                                 intercepts=[float(one) for one in B])])
        self.gives(data, A)


class Weights(OnnxTest):
    def test_every_field_of_numbers(self):
        for dtype, field in (("float32", "raw"), ("float32", "typed"), ("float64", "raw"), ("float64", "typed"),
                             ("float16", "raw"), ("float16", "typed"), ("float16", "one by one")):
            with self.subTest(dtype=dtype, field=field):
                w, b = W.astype(dtype), B.astype(dtype)
                stored = w.view(numpy.uint16) if field == "one by one" else w
                first = files.tensor(w, "w", "typed") if field != "one by one" else \
                    files.packed_integers(1, w.shape) + files.integer(2, 10) + files.block(8, "w") + \
                    b"".join(files.integer(5, int(one)) for one in stored.reshape(-1))
                data = files.model([node("Gemm", "x w b", "y")], [first, files.tensor(b, "b", "raw")],
                                   inputs=[files.value("x", ["n", 2], files.TYPES[dtype])],
                                   outputs=[files.value("y", ["n", 3], files.TYPES[dtype])])
                source = self.gives(data, X @ w.astype(float) + b.astype(float))
                self.assertEqual(source.number, dtype)

    def test_bfloat16(self):
        w = (W.view(numpy.uint32) & 0xFFFF0000).view(numpy.float32)
        data = files.model([node("Gemm", "x w", "y")], [files.bfloat16_tensor(W, "w")],
                           inputs=[files.value("x", ["n", 2], files.BFLOAT16)])
        source = self.gives(data, X @ w.astype(float))
        self.remarks(source, "bfloat16")

    def test_constant_nodes(self):
        data = files.model([node("Constant", "", "w", value=files.tensor(W)),
                            node("Constant", "", "b", value_floats=[float(one) for one in B]),
                            node("Gemm", "x w b", "y")])
        self.gives(data, A)

    def test_initializers_among_the_inputs(self):
        inputs = [files.value("x", ["n", 2]), files.value("w", [2, 3]), files.value("b", [3])]
        self.gives(files.model([node("Gemm", "x w b", "y")], LAYER, inputs=inputs), A)

    def test_constants_that_nodes_compute(self):
        data = files.model([node("Transpose", "t", "w", perm=[1, 0]), node("Identity", "b", "c"),
                            node("Cast", "c", "d", to=1), node("Mul", "d two", "e"), node("Gemm", "x w e", "y")],
                           {"t": W.T.copy(), "b": B, "two": numpy.float32(2)})
        self.gives(data, A + B.astype(float), tolerance=1e-7)

    def test_weights_stored_as_integers(self):
        q = numpy.array([[1, -2, 3], [4, 5, -6]], dtype=numpy.int8)
        scale, zero = numpy.array([0.5, 0.25, 2], dtype=numpy.float32), numpy.array([1, 0, -1], dtype=numpy.int8)
        data = files.model([node("DequantizeLinear", "q s z", "w", axis=1), node("MatMul", "x w", "y")],
                           {"q": q, "s": scale, "z": zero})
        source = self.gives(data, X @ ((q.astype(float) - zero) * scale))
        self.remarks(source, "stored as integers")


class Scaling(OnnxTest):
    def test_constants_become_affine(self):
        c = numpy.array([2, -4], dtype=numpy.float32)
        for kind, inputs, expected in (("Add", "x c", X + c), ("Add", "c x", X + c), ("Sub", "x c", X - c),
                                       ("Sub", "c x", c - X), ("Mul", "x c", X * c), ("Mul", "c x", X * c),
                                       ("Div", "x c", X / c)):
            with self.subTest(kind=kind, inputs=inputs):
                data = files.model([node(kind, inputs, "s"), node("Gemm", "s w b", "y")],
                                   {**LAYER, "c": c.reshape(1, 2)})
                source = self.gives(data, expected @ W.astype(float) + B.astype(float))
                self.assertEqual(self.kinds(source), ["Affine", "Dense"])

    def test_one_number_is_for_all_features(self):
        data = files.model([node("Div", "x c", "s"), node("Gemm", "s w b", "y")], {**LAYER, "c": numpy.float32(255)})
        source = self.gives(data, X / 255.0 @ W.astype(float) + B.astype(float))
        self.assertEqual(source.operations[0].multiply.shape, (2,))

    def test_scaler_of_sklearn_onnx(self):
        data = files.model([node("Scaler", "x", "s", domain="ai.onnx.ml", offset=[1.0, 2.0], scale=[0.5, 4.0]),
                            node("Gemm", "s w b", "y")], LAYER)
        self.gives(data, (X - [1.0, 2.0]) * [0.5, 4.0] @ W.astype(float) + B.astype(float))

    def test_batch_normalization(self):
        gamma, beta, mean = (numpy.array(one, dtype=numpy.float32) for one in ([1, 2, -3], [0.5, 0, 1], [1, 1, 2]))
        variance = numpy.array([1e-6, 1, 4], dtype=numpy.float32)    # where the epsilon shows
        tensors = {**LAYER, "g": gamma, "e": beta, "m": mean, "v": variance}
        for attributes, epsilon in (({}, 1e-5), ({"epsilon": 0.5}, 0.5)):
            data = files.model([GEMM, node("BatchNormalization", "a g e m v", "y", "bn", **attributes)], tensors)
            self.gives(data, (A - mean) / numpy.sqrt(variance.astype(float) + epsilon) * gamma + beta, tolerance=1e-7)


class Shapes(OnnxTest):
    def through(self, nodes, expected=A, inputs=None, x=X, **tensors):
        """The nodes lead from x to s, which goes into the layer."""
        data = files.model([*nodes, node("Gemm", "s w b", "y")], {**LAYER, **tensors}, inputs=inputs)
        source = self.gives(data, expected, x=x)
        self.assertEqual(self.kinds(source), ["Dense"])
        return source

    def test_what_changes_nothing(self):
        i64 = numpy.int64
        for nodes, tensors in (
                ([node("Identity", "x", "s")], {}),
                ([node("Flatten", "x", "s")], {}),
                ([node("Flatten", "x", "s", axis=-1)], {}),
                ([node("Cast", "x", "s", to=1)], {}),
                ([node("Reshape", "x t", "s")], {"t": numpy.array([-1, 2], i64)}),
                ([node("Reshape", "x t", "s")], {"t": numpy.array([0, -1], i64)}),
                ([node("Reshape", "x t", "s")], {"t": numpy.array([0, 0], i64)}),
                ([node("Unsqueeze", "x t", "u"), node("Squeeze", "u t", "s")], {"t": numpy.array([1], i64)}),
                ([node("Unsqueeze", "x t", "u"), node("Transpose", "u", "v", perm=[0, 2, 1]),
                  node("Flatten", "v", "s")], {"t": numpy.array([1], i64)})):
            with self.subTest(kind=nodes[0][-40:]):
                self.through(nodes, **tensors)

    def test_dropout_is_left_out_and_told(self):
        source = self.through([node("Dropout", "x ratio", "s mask", "drop")], ratio=numpy.float32(0.5))
        self.remarks(source, "Dropout 'drop'")

    def test_an_image_is_flattened(self):
        x = X[:42].reshape(21, 1, 2, 2)
        w = numpy.arange(12, dtype=numpy.float32).reshape(4, 3)
        data = files.model([node("Flatten", "x", "s"), node("Gemm", "s w b", "y")], {"w": w, "b": B},
                           inputs=[files.value("x", ["n", 1, 2, 2])])
        source = self.gives(data, x.reshape(21, 4).astype(float) @ w.astype(float) + B.astype(float), x=x)
        self.assertEqual(source.inputs, 4)

    def test_a_target_computed_from_the_shape(self):
        nodes = [node("Shape", "x", "dims"), node("Gather", "dims zero", "n"), node("Unsqueeze", "n axes", "n1"),
                 node("Concat", "n1 rest", "target", axis=0), node("Reshape", "x target", "s")]
        self.through(nodes, inputs=[files.value("x", ["n", 2, 1])], zero=numpy.array(0), axes=numpy.array([0]),
                     rest=numpy.array([-1]))

    def test_a_sliced_shape(self):
        nodes = [node("Shape", "x", "dims"), node("Slice", "dims from to", "n"),
                 node("Concat", "n rest", "target", axis=0), node("Reshape", "x target", "s")]
        self.through(nodes, rest=numpy.array([2]), **{"from": numpy.array([0]), "to": numpy.array([1])})

    def test_open_and_fixed_batches(self):
        for shape in (None, ["n", "features"], [1, 2], [5, 2], ["n", 2]):
            with self.subTest(shape=shape):
                self.assertEqual(self.through([node("Identity", "x", "s")],
                                              inputs=[files.value("x", shape)]).inputs, 2)

    def test_a_single_sample_without_a_batch(self):
        data = files.model([node("MatMul", "x w", "m"), node("Add", "m b", "y")], LAYER,
                           inputs=[files.value("x", [2])])
        self.gives(data, A)

    def test_an_axis_of_one_row(self):
        data = files.model([node("MatMul", "x w", "m"), node("Add", "m b", "y")], LAYER,
                           inputs=[files.value("x", ["n", 1, 2])])
        self.gives(data, A)


class Functions(OnnxTest):
    """What the first versions of PyTorch's second exporter make of each module."""

    def test_functions_of_the_file(self):
        linear = files.function("pkg", "linear", "i w b", "o", [
            node("Gemm", "i w b", "o", alpha=files.Reference("scale"))], [("scale", 1.0)])
        outer = files.function("pkg", "net", "i w b", "o", [
            node("linear", "i w b", "m", domain="pkg", scale=2.0), node("Relu", "m", "o")])
        data = files.model([node("net", "x w b", "y", domain="pkg")], LAYER, functions=[linear, outer],
                           opsets=[("pkg", 1)])
        self.gives(data, numpy.maximum(2 * A - B.astype(float), 0))

    def test_a_default_of_an_attribute(self):
        linear = files.function("pkg", "linear", "i w b", "o", [
            node("Gemm", "i w b", "o", alpha=files.Reference("scale"))], [("scale", 3.0)])
        data = files.model([node("linear", "x w b", "y", domain="pkg")], LAYER, functions=[linear],
                           opsets=[("pkg", 1)])
        self.gives(data, 3 * A - 2 * B.astype(float))

    def test_a_function_of_itself_is_refused(self):
        itself = files.function("pkg", "loop", "i", "o", [node("loop", "i", "o", "again", domain="pkg")])
        self.refuses(files.model([node("loop", "x", "y", domain="pkg")], functions=[itself]), "'again'", "deep")

    def test_functions_that_multiply_are_refused(self):
        functions = [files.function("pkg", f"f{level}", "i", "o", [
            node(f"f{level + 1}", "i", "o", domain="pkg") for _ in range(8)]) for level in range(8)]
        functions.append(files.function("pkg", "f8", "i", "o", [node("Relu", "i", "o")]))
        self.refuses(files.model([node("f0", "x", "y", domain="pkg")], functions=functions), "5000 nodes")


class Files(OnnxTest):
    def test_a_file_is_read_from_its_path(self):
        data = files.model([node("Gemm", "x w b", "y", "fc")], LAYER)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "net.onnx"
            path.write_bytes(data)
            source = onnx.read(path, types.SimpleNamespace(activations=None))
        self.assertEqual(source.inputs, 2)

    def test_files_are_recognized(self):
        data = files.model([node("Gemm", "x w b", "y", "fc")], LAYER)
        self.assertTrue(onnx.recognizes(Path("net.bin"), data[:16]))
        self.assertTrue(onnx.recognizes(Path("net.ONNX"), b""))
        for start in (b"", b"PK\x03\x04", b"\x80\x04\x95", b"\x89HDF\r\n\x1a\n", b"\x1c\0\0\0TFL3", b'{"in_shape"'):
            self.assertFalse(onnx.recognizes(Path("net.bin"), start), start)


if __name__ == "__main__":
    unittest.main()
