# SPDX-License-Identifier: MIT
"""What leaves in other formats: it comes back the same, bit for bit, and has the bytes that the formats ask for."""
import json
import types
import unittest

from of_import import Case
import numpy

import evaluate
import export_metadata
import folding
from image import Model, image_of
from network import ACTIVATIONS_OF, PLAIN_ACTIVATIONS, TYPES, Layer, Network
from protobuf import Message
from readers import onnx as read_onnx, picomlp_image, safetensors as read_safetensors
from writers import npz, onnx, safetensors

RANDOM = numpy.random.default_rng(18)
PARAMETERS = {"leaky_relu_of": (0.3, -0.1, 2.0), "elu_of": (0.3, 2.5)}


def numbers(number, *shape):
    return RANDOM.standard_normal(shape).astype(TYPES[number]).astype(float)


def network_with(number, activation, parameter=None, scaled="xy"):
    parameter = None if parameter is None else float(TYPES[number](parameter))

    def layer(inputs, units):
        return Layer("", numbers(number, inputs, units), numbers(number, units), activation, parameter)

    def pair(size):
        return numbers(number, size), numbers(number, size)

    return Network(number, 4, [layer(4, 5), layer(5, 3)], pair(4) if "x" in scaled else None,
                   pair(3) if "y" in scaled else None, ["a", "b", "ü", ""], ["red", "green", "blue, dark"])


def networks():
    """One of each number type and activation."""
    for number in TYPES:
        for activation in PLAIN_ACTIVATIONS + ACTIVATIONS_OF:
            for parameter in PARAMETERS.get(activation, (None,)):
                yield network_with(number, activation, parameter)
    yield network_with("double", "identity", scaled="")
    yield network_with("float", "softmax", scaled="x")
    yield network_with("float", "identity", scaled="y")


class ComesBack(Case):
    def is_same(self, found, network):
        self.assertEqual(len(found.layers), len(network.layers))
        for mine, theirs in zip(found.layers, network.layers):
            numpy.testing.assert_array_equal(mine.weights, theirs.weights)
            numpy.testing.assert_array_equal(mine.bias, theirs.bias)
            self.assertEqual((mine.activation, mine.parameter), (theirs.activation, theirs.parameter))
        numpy.testing.assert_equal(found.scaling, network.scaling)
        numpy.testing.assert_equal(found.targets, network.targets)
        self.assertEqual((found.feature_names, found.class_names), (network.feature_names, network.class_names))

    def test_from_onnx(self):
        x = RANDOM.standard_normal((50, 4)) * 3
        for network in networks():
            with self.subTest(network.layers[0].activation, number=network.number):
                source = read_onnx.source_of(onnx.write(Model(network, "separate")))
                self.is_same(folding.folded(source, network.number), network)
                self.assertEqual(source.remarks, [])
                direct = picomlp_image.source_of(image_of(Model(network, "separate")))
                numpy.testing.assert_array_equal(evaluate.outputs_of(source, x), evaluate.outputs_of(direct, x))

    def test_from_safetensors(self):
        for network in networks():
            with self.subTest(network.layers[0].activation, number=network.number):
                source = self.read_safetensors(safetensors.write(Model(network, "separate")))
                self.is_same(folding.folded(source, network.number), network)

    def read_safetensors(self, data, activations=None):
        path = self.folder() / "model.safetensors"
        path.write_bytes(data)
        return read_safetensors.read(path, types.SimpleNamespace(activations=activations))

    def test_activations_that_are_given_count(self):
        data = safetensors.write(Model(network_with("float", "relu"), "separate"))
        found = folding.folded(self.read_safetensors(data, ["mish", "identity"]))
        self.assertEqual([layer.activation for layer in found.layers], ["mish", "identity"])

    def test_half_a_scaling(self):
        data = safetensors.write(Model(network_with("float", "relu"), "separate"))
        self.refused("'scaling.offset' and 'scaling.factor' are no two vectors", self.read_safetensors,
                     data.replace(b'"scaling.offset"', b'"targets.factor"'))

    def test_from_npz(self):
        """By the names that the README gives."""
        network = network_with("float", "elu_of", 0.3)
        path = self.folder() / "model.npz"
        path.write_bytes(npz.write(Model(network, "fused")))
        with numpy.load(path, allow_pickle=False) as arrays:
            self.assertEqual({*arrays}, {"weights_1", "bias_1", "weights_2", "bias_2", "activations",
                                         "activation_parameters", "scaling_offset", "scaling_factor", "target_offset",
                                         "target_scale", "feature_names", "class_names", "profile"})
            for at, layer in enumerate(network.layers, 1):
                self.assertEqual(arrays[f"weights_{at}"].dtype, numpy.float32)
                numpy.testing.assert_array_equal(arrays[f"weights_{at}"], layer.weights)
                numpy.testing.assert_array_equal(arrays[f"bias_{at}"], layer.bias)
            self.assertEqual(arrays["activations"].tolist(), ["elu_of"] * 2)
            numpy.testing.assert_array_equal(arrays["activation_parameters"], numpy.float32([0.3, 0.3]))
            numpy.testing.assert_array_equal(arrays["scaling_offset"], network.scaling[0])
            numpy.testing.assert_array_equal(arrays["scaling_factor"], network.scaling[1])
            numpy.testing.assert_array_equal(arrays["target_offset"], network.targets[0])
            numpy.testing.assert_array_equal(arrays["target_scale"], network.targets[1])
            self.assertEqual(arrays["feature_names"].tolist(), network.feature_names)
            self.assertEqual(arrays["class_names"].tolist(), network.class_names)
            self.assertEqual(str(arrays["profile"]), "fused")


class Bytes(Case):
    def test_the_same_again(self):
        model = Model(network_with("float", "gelu"), "separate", "A text.")
        for writer in (npz, onnx, safetensors):
            self.assertEqual(writer.write(model), writer.write(model))

    def test_onnx(self):
        message = Message(memoryview(onnx.write(Model(network_with("float", "hard_swish"), "fused", "Tests."))))
        opset = Message(message.block(8))
        self.assertEqual((message.integer(1), message.text(2), message.text(6)), (7, "picomlp", "Tests."))
        self.assertEqual((opset.text(1), opset.integer(2)), ("", 14))
        told = {pair.text(1): pair.text(2) for pair in map(Message, message.blocks(14))}
        self.assertEqual(json.loads(told["picomlp.classes"]), ["red", "green", "blue, dark"])
        self.assertEqual(told["picomlp.activations"], "hard_swish,hard_swish")
        graph = Message(message.block(7))
        operators = [Message(block).text(4) for block in graph.blocks(1)]
        self.assertEqual(operators, ["Sub", "Mul", "Gemm", "HardSwish", "Gemm", "HardSwish", "Mul", "Add"])
        names = [Message(block).text(3) for block in graph.blocks(1)]
        self.assertEqual(len(set(names)), len(names))

    def test_any_number_of_samples(self):
        graph = Message(Message(memoryview(onnx.write(Model(network_with("float", "relu"), "fused")))).block(7))
        for field, name, size in ((11, "x", 4), (12, "y", 3)):
            value = Message(graph.block(field))
            tensor = Message(Message(value.block(2)).block(1))
            samples, features = map(Message, Message(tensor.block(2)).blocks(1))
            self.assertEqual((value.text(1), samples.text(2), features.integer(1)), (name, "samples", size))

    def test_onnx_operators_of_early_opsets_alone(self):
        """Gelu, Mish, Swish and their kind came later than opset 14."""
        known = {"Sub", "Mul", "Gemm", "Add", "Relu", "LeakyRelu", "Sigmoid", "Tanh", "Elu", "Softplus", "HardSigmoid",
                 "Erf", "Softmax", "Clip", "Selu", "Softsign", "HardSwish", "LogSoftmax", "Abs", "Neg", "Exp", "Log",
                 "Min", "Div"}
        for network in networks():
            graph = Message(Message(memoryview(onnx.write(Model(network, "fused")))).block(7))
            self.assertLessEqual({Message(block).text(4) for block in graph.blocks(1)}, known)

    def test_safetensors(self):
        network = network_with("float", "gelu_tanh")
        network.layers[0] = Layer("", network.layers[0].weights, network.layers[0].bias, "identity")
        data = safetensors.write(Model(network, "fused"))
        length = int.from_bytes(data[:8], "little")
        header = json.loads(data[8:8 + length])
        self.assertEqual(length % 8, 0)
        told = header.pop("__metadata__")
        self.assertEqual(told["torch"], "torch.nn.Sequential(torch.nn.Linear(4, 5), torch.nn.Linear(5, 3), "
                                        "torch.nn.GELU(approximate='tanh'))")
        self.assertEqual({name: entry["shape"] for name, entry in header.items()},
                         {"0.weight": [5, 4], "0.bias": [5], "1.weight": [3, 5], "1.bias": [3],
                          "scaling.offset": [4], "scaling.factor": [4], "targets.offset": [3], "targets.scale": [3]})
        begin, end = header["0.weight"]["data_offsets"]
        found = numpy.frombuffer(data[8 + length + begin:8 + length + end], "<f4").reshape(5, 4)
        numpy.testing.assert_array_equal(found, network.layers[0].weights.T)


class Metadata(Case):
    def test_what_is_no_list_of_names_is_none(self):
        for text in ("", "[1]", "{}", "null", "[" * 100000, '"a"'):
            self.assertIsNone(export_metadata.names_in({"k": text}, "k"))
        self.assertIsNone(export_metadata.names_in({"k": 3}, "k"))
        self.assertIsNone(export_metadata.names_in({}, "k"))
        self.assertEqual(export_metadata.names_in({"k": '["a", ""]'}, "k"), ["a", ""])


if __name__ == "__main__":
    unittest.main()
