# SPDX-License-Identifier: MIT
"""ONNX: what is no plain network is refused in a sentence that names the node."""
import unittest

from reading import B, W, ReaderTest

import numpy

import onnx_files as files
from onnx_files import node, value
from readers import onnx

GEMM = node("Gemm", "x w b", "a", "fc")
LAYER = {"w": W, "b": B}


class RefusalsTest(ReaderTest):
    source_of = onnx.source_of

    def refuses_node(self, nodes, *words, tensors=None, **rest):
        """`nodes` come behind a layer."""
        data = files.model([GEMM, *nodes], {**LAYER, **(tensors or {})}, **rest)
        return self.refuses(data, *words)


class Networks(RefusalsTest):
    def test_other_layers(self):
        for kind in ("Conv", "LSTM", "GRU", "RNN", "MaxPool", "GlobalAveragePool", "LayerNormalization", "If", "Loop",
                     "Scan", "ReduceMean", "TopK", "Attention", "ConvTranspose", "InstanceNormalization", "Pad"):
            with self.subTest(kind=kind):
                self.refuses_node([node(kind, "a", "y", "the one")], "'the one'", f"({kind})")

    def test_a_node_without_a_name_is_named_by_its_output(self):
        self.refuses_node([node("Conv", "a w", "y")], "'y'", "(Conv)")

    def test_a_domain_that_is_not_known(self):
        self.refuses_node([node("Relu", "a", "y", "mine", domain="my.domain")], "'mine'", "my.domain.Relu")

    def test_a_refused_node_is_named_and_not_those_behind_it(self):
        self.refuses_node([node("Conv", "a w", "c", "first"), node("Relu", "c", "y", "last")], "'first'")

    def test_the_second_output_of_another_node(self):
        self.refuses_node([node("LSTM", "a", "m c", "cell"), node("Relu", "c", "y")], "'cell'", "(LSTM)",
                          "a plain network does not have")
        self.refuses_node([node("Conv", "a w", "c", "first"), node("LSTM", "c", "m h"), node("Relu", "h", "y")],
                          "'first'")

    def test_nodes_that_no_output_needs_are_no_matter(self):
        self.read(files.model([GEMM, node("Conv", "a w", "c"), node("Relu", "a", "y")], LAYER))

    def test_two_branches(self):
        for kind in ("Add", "Mul", "Sub", "Max"):
            with self.subTest(kind=kind):
                nodes = [node("MatMul", "x w", "c"), node(kind, "a c", "y", "join")]
                self.refuses_node(nodes, "'join'", "two branches")

    def test_a_residual_connection(self):
        nodes = [node("MatMul", "a v", "c"), node("Add", "c a", "y", "skip")]
        self.refuses_node(nodes, "'skip'", "two branches", tensors={"v": numpy.eye(3, dtype="f4")})

    def test_concatenated_branches(self):
        nodes = [node("Relu", "a", "r"), node("Concat", "a r", "y", "cat", axis=1)]
        self.refuses_node(nodes, "'cat'", "branches")

    def test_attention(self):
        nodes = [node("Transpose", "a", "t", perm=[0, 1]), node("MatMul", "a t", "y", "scores")]
        self.refuses_node(nodes, "'scores'", "two branches")

    def test_a_normalization_of_samples(self):
        data = files.model([node("Normalizer", "x", "s", "norm", "ai.onnx.ml"), node("Gemm", "s w b", "y")], LAYER)
        self.refuses(data, "'norm'", "Normalizer")

    def test_no_dense_layer(self):
        self.refuses(files.model([node("Relu", "x", "y")]), "no dense layer")

    def test_no_graph_input_or_output(self):
        self.refuses(b"", "no graph")
        self.refuses(files.model([GEMM], LAYER, inputs=[]), "no input")
        self.refuses(files.model([GEMM], LAYER, outputs=[]), "no output")


class Layers(RefusalsTest):
    def test_a_transposed_input(self):
        self.refuses(files.model([node("Gemm", "x w b", "y", "fc", transA=1)], LAYER), "'fc'", "transA")

    def test_a_product_from_the_left(self):
        self.refuses(files.model([node("MatMul", "w x", "y", "left")], LAYER), "'left'", "from the left")

    def test_weights_that_depend_on_the_sample(self):
        self.refuses(files.model([node("Gemm", "x x b", "y", "fc")], LAYER), "'fc'", "depends on the sample")

    def test_weights_of_another_size(self):
        self.refuses_node([node("Gemm", "a v", "y", "fc2")], "'fc2'", "takes 2 numbers, and is given 3",
                          tensors={"v": W})
        self.refuses_node([node("MatMul", "a v", "y", "fc2")], "'fc2'", "two axes",
                          tensors={"v": numpy.ones((2, 3, 2), "f4")})

    def test_a_bias_of_another_size(self):
        self.refuses(files.model([node("Gemm", "x w b", "y", "fc")], {"w": W, "b": B[:2]}), "'fc'", "bias")
        self.refuses(files.model([node("Gemm", "x w b", "y", "fc")], {"w": W, "b": B.reshape(3, 1)}), "'fc'", "bias")

    def test_numbers_that_are_not_finite(self):
        for bad in (numpy.nan, numpy.inf):
            w = W.copy()
            w[1, 1] = bad
            self.refuses(files.model([node("Gemm", "x w b", "y", "fc")], {"w": w, "b": B}), "'fc'", "finite")
        self.refuses_node([node("Div", "a z", "y", "div")], "'div'", "finite", tensors={"z": numpy.float32(0)})

    def test_rows_of_a_sample(self):
        data = files.model([node("MatMul", "x w", "y", "fc")], LAYER, inputs=[value("x", ["n", 7, 2])])
        self.refuses(data, "'fc'", "several rows of each sample")

    def test_training_mode(self):
        ones = numpy.ones(3, "f4")
        self.refuses_node([node("BatchNormalization", "a o o o o", "y", "bn", training_mode=1)], "'bn'", "training",
                          tensors={"o": ones})
        self.refuses_node([node("Dropout", "a r t", "y", "drop")], "'drop'", "training",
                          tensors={"r": numpy.float32(0.5), "t": numpy.array(True)})

    def test_rounding_to_integers(self):
        self.refuses_node([node("Cast", "a", "y", "c", to=7)], "'c'", "integers")
        self.refuses_node([node("QuantizeLinear", "a s", "q", "quant"), node("DequantizeLinear", "q s", "y")],
                          "'quant'", "dequantise", tensors={"s": numpy.float32(0.1)})

    def test_rounding_to_integers_on_request(self):
        nodes = [GEMM, node("QuantizeLinear", "a s", "q"), node("DequantizeLinear", "q s", "y")]
        source = self.read(files.model(nodes, {**LAYER, "s": numpy.float32(0.1)}), dequantizes=True)
        self.remarks(source, "rounds numbers between its layers")

    def test_a_constant_that_differs_from_sample_to_sample(self):
        self.refuses_node([node("Add", "a c", "y", "plus")], "'plus'", tensors={"c": numpy.ones((4, 3), "f4")})

    def test_a_constant_of_another_size(self):
        self.refuses_node([node("Add", "a c", "y", "plus")], "'plus'", tensors={"c": numpy.ones(2, "f4")})

    def test_too_many_features(self):
        self.refuses(files.model([GEMM], LAYER, inputs=[value("x", ["n", 70000])]), "'x'", "70000 features")


class Shapes(RefusalsTest):
    def test_samples_that_are_mixed(self):
        i64 = numpy.int64
        for nodes, tensors in (([node("Reshape", "a t", "y", "one")], {"t": numpy.array([3, -1], i64)}),
                               ([node("Flatten", "a", "y", "one", axis=0)], {}),
                               ([node("Transpose", "a", "y", "one")], {}),
                               ([node("Squeeze", "a t", "y", "one")], {"t": numpy.array([0], i64)}),
                               ([node("Unsqueeze", "a t", "y", "one")], {"t": numpy.array([0], i64)}),
                               ([node("Gather", "a t", "y", "one", axis=1)], {"t": numpy.array([0], i64)}),
                               ([node("Expand", "a t", "y", "one")], {"t": numpy.array([2, 1, 3], i64)})):
            with self.subTest(kind=nodes[0][:30]):
                self.refuses_node(nodes, "'one'", tensors=tensors, outputs=[value("y", None)])

    def test_features_in_another_order(self):
        data = files.model([node("Transpose", "x", "t", "swap", perm=[0, 2, 1]), node("Flatten", "t", "s"),
                            node("MatMul", "s w", "y")], {"w": numpy.ones((6, 1), "f4")},
                           inputs=[value("x", ["n", 2, 3])])
        self.refuses(data, "'swap'", "order of features")

    def test_a_computation_with_the_number_of_samples(self):
        nodes = [node("Shape", "a", "s"), node("Mul", "s two", "t", "times"), node("Reshape", "a t", "y")]
        self.refuses_node(nodes, "'times'", "number of samples", tensors={"two": numpy.array(2)})


class Tensors(RefusalsTest):
    def refuses_tensor(self, one, *words):
        self.refuses(files.model([node("Gemm", "x w", "y")], [one]), *words)

    def test_tensors_that_are_elsewhere(self):
        self.refuses_tensor(files.external_tensor([2, 3], "w"), "'w'", "file of its own")

    def test_tensors_of_other_types(self):
        head = files.packed_integers(1, [1]) + files.block(8, "w")
        self.refuses_tensor(head + files.integer(2, 14) + files.block(9, b"12345678"), "'w'", "type 14")

    def test_tensors_that_lie_about_their_size(self):
        head = files.integer(2, 1) + files.block(8, "w")
        for sizes, raw in (([2, 3], b"1234"), ([1 << 40, 1 << 40], b""), ([-1, 3], b""), ([2], b"123")):
            with self.subTest(sizes=sizes):
                self.refuses_tensor(head + files.packed_integers(1, sizes) + files.block(9, raw), "'w'")

    def test_a_small_file_makes_no_large_constant(self):
        for sizes in ([1 << 40], [1 << 20, 1 << 20], [1 << 22]):
            data = files.model([node("ConstantOfShape", "s", "w", "big"), node("MatMul", "x w", "y")],
                               {"s": numpy.array(sizes)})
            self.refuses(data, "more numbers" if sizes == [1 << 22] else "'big'")
        repeated = [node("ConstantOfShape", "s", f"c{i}", f"big{i}") for i in range(100)]
        data = files.model([*repeated, node("MatMul", "x c99", "y")], {"s": numpy.array([2, 1 << 20])})
        self.refuses(data, "more numbers than the file")

    def test_damaged_files(self):
        data = files.model([GEMM], LAYER, outputs=[value("a", None)])
        self.refuses(data[:-1], "damaged")
        self.refuses(data + files.group_field(1), "damaged")


if __name__ == "__main__":
    unittest.main()
