# SPDX-License-Identifier: MIT
"""PyTorch: containers, numbers, state_dicts and modules."""
import io
import struct
import unittest
import zipfile

from reader_case import elu, leaky, relu, sigmoid, softmax, told
from torch_case import (B1, B2, BETA, GAMMA, H, LAYERS, RANDOM, W1, W2, X, PyTorch, activation, linear, norm,
                        normalized, normed, second)

import numpy

from readers import pytorch
from torch_files import Global, Object, Persistent, Raw, Writer, instructions, module, ordered, sequential

class Containers(PyTorch):
    def test_zip(self):
        source = self.gives(self.state(LAYERS), second(relu(H)), X, "relu")
        self.assertEqual((source.kind, source.number, source.remarks), ("PyTorch", "float32", []))
        self.assertEqual(told(source), ["Dense 0", "relu activation of 0", "Dense 2"])

    def test_before_1_6(self):
        writer = Writer()
        state = ordered({key: writer.tensor(array) for key, array in LAYERS.items()})
        self.gives(writer.legacy(state), second(relu(H)), X, "relu", "identity")

    def test_before_1_6_wraps_classes(self):
        writer = Writer()
        net = sequential(linear(writer, W1, B1), linear(writer, W2, B2))
        net.kind = Persistent(("module", net.kind, "container.py", "class Sequential: pass"))
        self.gives(writer.legacy(net), second(H), X)

    def test_legacy_cut_off(self):
        writer = Writer()
        data = writer.legacy(ordered({key: writer.tensor(array) for key, array in LAYERS.items()}))
        self.refuses(data[:-1], "ends before its storages do", "relu")

    def test_big_endian(self):
        writer = Writer()
        state = ordered({key: writer.tensor(array, order=">") for key, array in LAYERS.items()})
        self.gives(writer.zip(state, order="big"), second(relu(H)), X, "relu")
        self.refuses(writer.zip(state, order="middle"), "byte order", "relu")

    def test_compressed_by_hand(self):
        writer = Writer()
        state = ordered({key: writer.tensor(array) for key, array in LAYERS.items()})
        self.gives(writer.zip(state, compression=zipfile.ZIP_DEFLATED), second(relu(H)), X, "relu")

    def test_zip_bomb(self):
        """A member that claims more than deflate can hold."""
        data = bytearray(self.state(LAYERS))
        at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"model/data/0"))
        data[at + 24:at + 28] = struct.pack("<I", 1 << 27)
        self.refuses(bytes(data), "too much", "relu")

    def test_storage_too_short(self):
        writer = Writer()
        state = ordered({key: writer.tensor(array) for key, array in LAYERS.items()})
        writer.storages[0] = writer.storages[0][0], writer.storages[0][1], b"1234"
        self.refuses(writer.zip(state), "has 4 bytes instead of 80", "relu")

    def test_not_a_torch_zip(self):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("hello.txt", "hello")
        self.assertFalse(pytorch.recognizes(self.written(file.getvalue(), ".zip"), file.getvalue()[:64]))
        self.refuses(file.getvalue(), "no data.pkl")

    def test_not_a_zip(self):
        self.refuses(b"PK\x03\x04 and nothing behind it", "zip file is damaged")


class Numbers(PyTorch):
    def weights(self, first, kind=None):
        writer = Writer()
        state = ordered({"0.weight": writer.tensor(first, kind), "0.bias": writer.tensor(B1, kind),
                         "2.weight": writer.tensor(W2, kind), "2.bias": writer.tensor(B2, kind)})
        return writer.zip(state)

    def test_float64(self):
        exact = W1 + 1e-12 * RANDOM.normal(size=W1.shape)
        writer = Writer()
        data = writer.zip(ordered({"weight": writer.tensor(exact)}))
        self.assertEqual(self.gives(data, X @ exact.T, X, "identity").number, "float64")

    def test_float16(self):
        source = self.read(self.weights(W1, "f2"), "relu")
        self.assertEqual(source.number, "float16")
        self.assertTrue((source.operations[0].weights == W1.astype("f2").T).all())

    def test_bfloat16(self):
        source = self.read(self.weights(W1, "bfloat16"), "relu")
        upper = (W1.view("u4") & 0xFFFF0000).view("f4")
        self.assertTrue((source.operations[0].weights == upper.T).all())
        self.assertEqual(source.number, "float32")
        self.assertIn("bfloat16", source.remarks[0])

    def test_views_with_offsets_and_strides(self):
        writer = Writer()
        flat = RANDOM.normal(size=40).astype("f4")
        storage = writer.storage(flat)
        view = writer.view(storage, 3, (5, 4), (2, 6))
        data = writer.zip(ordered({"weight": view}))
        weights = flat[3 + 2 * numpy.arange(5)[:, None] + 6 * numpy.arange(4)[None, :]].astype(float)
        self.gives(data, X @ weights.T, X, "identity")

    def test_one_number_for_all(self):
        """A bias that is an expanded number."""
        writer = Writer()
        storage = writer.storage(numpy.full(5, 2.5, "f4"))
        data = writer.zip(ordered({"weight": writer.tensor(W1), "bias": writer.view(storage, 4, (5,), (0,))}))
        self.gives(data, X @ W1.T.astype(float) + 2.5, X, "identity")

    def test_view_beyond_its_storage(self):
        writer = Writer()
        storage = writer.storage(numpy.zeros(20, "f4"))
        self.refuses(writer.zip(ordered({"weight": writer.view(storage, 1, (5, 4), (4, 1))})), "too small", "identity")
        self.refuses(writer.zip(ordered({"weight": writer.view(storage, 0, (1 << 30, 4), (0, 1))})), "too small",
                     "identity")
        self.refuses(writer.zip(ordered({"weight": writer.view(storage, 0, (-5, 4), (4, 1))})), "impossible",
                     "identity")

    def test_infinite_weight(self):
        broken = W1.copy()
        broken[1, 2] = numpy.inf
        self.refuses(self.weights(broken), "Layer '0': it holds a weight that is infinite", "relu")


class StateDicts(PyTorch):
    def test_without_activations(self):
        self.refuses(self.state(LAYERS), "each of its 2 dense layers (0, 2), e.g. --activations relu,identity")

    def test_all_activations(self):
        self.gives(self.state(LAYERS), softmax(second(elu(H, 0.5))), X, "elu_of:0.5", "softmax")

    def test_wrong_number_of_activations(self):
        self.refuses(self.state(LAYERS), "3 activations are given for 2 dense layers (0, 2)", "relu", "relu", "relu")

    def test_unknown_activation(self):
        self.refuses(self.state(LAYERS), "'swish2' is no activation of picomlp", "swish2")
        self.refuses(self.state(LAYERS), "leaky_relu_of needs its number", "leaky_relu_of")
        self.refuses(self.state(LAYERS), "'relu:3' is no activation", "relu:3")

    def test_training_dict(self):
        data = self.state(LAYERS, lambda state: {"epoch": 3, "model": state, "optimizer": {
            "state": {0: {"step": 3}}, "param_groups": [{"lr": 0.1, "betas": (0.9, 0.999)}]}})
        source = self.gives(data, second(relu(H)), X, "relu")
        self.assertIn("entry 'model'", source.remarks[0])

    def test_two_networks(self):
        writer = Writer()
        states = [ordered({key: writer.tensor(array) for key, array in LAYERS.items()}) for _ in range(2)]
        data = writer.zip({"generator": states[0], "discriminator": states[1]})
        self.refuses(data, "several networks (generator, discriminator)", "relu")

    def test_wrappers(self):
        for prefix in ("module.", "_orig_mod.", "module._orig_mod."):
            source = self.gives(self.state({prefix + key: array for key, array in LAYERS.items()}), second(relu(H)), X,
                                "relu")
            self.assertEqual(told(source)[0], "Dense 0")

    def test_normalization_before_the_activation(self):
        source = self.gives(self.state(normed(0, 1, 3)), second(relu(normalized(H))), X, "relu")
        self.assertIn("epsilon", source.remarks[0])

    def test_normalization_behind_the_activation(self):
        self.gives(self.state(normed(0, 2, 3)), second(normalized(relu(H))), X, "relu")

    def test_normalization_where_numbers_do_not_tell(self):
        self.refuses(self.state(normed(0, 2, 4)), "Layers '0' and '2'", "relu")
        named = {key.replace("0.", "fc1.").replace("1.", "bn1.").replace("3.", "fc2."): array
                 for key, array in normed(0, 1, 3).items()}
        named = {key.replace("fcbn1.", "fc1."): array for key, array in named.items()}
        source = self.gives(self.state(named), second(relu(normalized(H))), X, "relu")
        self.assertIn("'fc1' was taken to follow the normalization 'bn1'", " ".join(source.remarks))

    def test_prelu(self):
        pairs = {"0.weight": W1, "0.bias": B1, "1.weight": numpy.array([0.25], "f4"), "2.weight": W2, "2.bias": B2}
        source = self.gives(self.state(pairs), second(leaky(H, 0.25)), X, "leaky_relu_of")
        self.assertEqual(told(source)[1], "leaky_relu_of activation of 0 0.25")
        self.refuses(self.state(pairs), "PReLU's slope behind layer '0'", "relu")

    def test_layers_do_not_fit(self):
        self.refuses(self.state({"a.weight": W1, "b.weight": W1}), "Layer 'b' takes 4 features where ", "relu")

    def test_bias_does_not_fit(self):
        self.refuses(self.state({"a.weight": W1, "a.bias": B2}), "Layer 'a': its bias has the shape (3,)", "relu")

    def test_other_layers(self):
        for pairs, words in (
                ({"conv.weight": numpy.zeros((2, 1, 3, 3), "f4")}, "Layer 'conv' is no dense layer: its weight has 4"),
                ({"ln.weight": GAMMA, "ln.bias": BETA}, "Layer 'ln' looks like a LayerNorm"),
                ({"rnn.weight_ih_l0": W1}, "Array 'rnn.weight_ih_l0' is none"),
                ({"fc.weight_g": numpy.zeros((5, 1), "f4"), "fc.weight_v": W1}, "remove weight_norm"),
                ({"fc.bias": B1}, "Layer 'fc' has no weight, only bias")):
            self.refuses(self.state({**LAYERS, **pairs}), words, "relu", "relu", "relu")

    def test_nothing_in_it(self):
        self.refuses(self.state({}), "holds no network")
        self.refuses(Writer().zip([1, 2, 3]), "holds no network")


class Modules(PyTorch):
    def test_activations(self):
        for part, expected in (
                (activation("ReLU", inplace=True), "relu"), (activation("ReLU6", min_val=0.0, max_val=6.0), "relu6"),
                (activation("LeakyReLU", negative_slope=0.2), "leaky_relu_of 1 0.2"),
                (activation("LeakyReLU", negative_slope=0.01), "leaky_relu"),
                (activation("LeakyReLU", negative_slope=0), "relu"),
                (activation("ELU", alpha=1.0), "elu"), (activation("ELU", alpha=0.7), "elu_of 1 0.7"),
                (activation("CELU", alpha=1.0), "elu"), (activation("SELU"), "selu"),
                (activation("GELU"), "gelu"), (activation("GELU", approximate="none"), "gelu"),
                (activation("GELU", approximate="tanh"), "gelu_tanh"),
                (activation("Softmax", dim=1), "softmax"), (activation("Softmax", dim=None), "softmax"),
                (activation("LogSoftmax", dim=-1), "log_softmax"), (activation("Sigmoid"), "sigmoid"),
                (activation("Tanh"), "hyperbolic_tangent"), (activation("SiLU"), "silu"), (activation("Mish"), "mish"),
                (activation("Softplus", beta=1, threshold=20), "softplus"), (activation("Softsign"), "softsign"),
                (activation("Hardswish"), "hard_swish"), (activation("Hardsigmoid"), "hard_sigmoid"),
                (activation("Hardtanh", min_val=0, max_val=6), "relu6"),
                (activation("RReLU", lower=0.1, upper=0.3), "leaky_relu_of 1 0.2")):
            with self.subTest(expected):
                words = expected.split()
                self.assertEqual(told(self.read(self.whole(part)))[1].split(), [words[0], "1", *words[2:]])

    def test_prelu(self):
        source = self.gives(self.whole(lambda writer: module("activation.PReLU", {
            "weight": writer.parameter(numpy.array([0.25], "f4"))})), second(leaky(H, 0.25)), X)
        self.assertEqual(told(source)[1], "leaky_relu_of 1 0.25")
        self.refuses(self.whole(lambda writer: module("activation.PReLU", {"weight": writer.parameter(B1)})),
                     "Layer '1': a PReLU with 5 slopes")

    def test_vanishing(self):
        source = self.gives(self.whole(module("dropout.Dropout", p=0.5), module("dropout.AlphaDropout", p=0.1),
                                       module("linear.Identity"), module("flatten.Flatten", start_dim=1, end_dim=-1)),
                            second(H), X)
        self.assertEqual(source.remarks, ["Dropout '1' does nothing after training and was left out.",
                                          "AlphaDropout '2' does nothing after training and was left out.",
                                          "Flatten '4' was left out: samples come as rows of features."])

    def test_normalization(self):
        rectify = activation("ReLU")
        self.gives(self.whole(norm, rectify), second(relu(normalized(H))), X)
        self.gives(self.whole(rectify, norm), second(normalized(relu(H))), X)
        one, zero = numpy.ones(5), numpy.zeros(5)
        self.gives(self.whole(lambda writer: norm(writer, affine=False, eps=0.1)),
                   second(normalized(H, 0.1, one, zero)), X)
        self.refuses(self.whole(lambda writer: norm(writer, statistics=False)), "Layer '1': it normalizes by each")

    def test_without_bias(self):
        writer = Writer()
        self.gives(writer.zip(sequential(linear(writer, W1, None))), X @ W1.T.astype(float), X)

    def test_nested(self):
        writer = Writer()
        inner = sequential(linear(writer, W1, B1), activation("Tanh"))
        source = self.gives(writer.zip(sequential(inner, linear(writer, W2, B2))), second(numpy.tanh(H)), X)
        self.assertEqual(told(source), ["Dense 0.0", "hyperbolic_tangent 0.1", "Dense 1"])

    def test_data_parallel(self):
        writer = Writer()
        inner = sequential(linear(writer, W1, B1), activation("Sigmoid"))
        whole = module("torch.nn.parallel.data_parallel.DataParallel", modules={"module": inner}, library=False)
        self.gives(writer.zip(whole), sigmoid(H), X)

    def test_inside_a_dict(self):
        writer = Writer()
        data = writer.zip({"net": sequential(linear(writer, W1, B1), activation("Sigmoid")), "epoch": 3})
        self.assertIn("entry 'net'", self.gives(data, sigmoid(H), X).remarks[0])

    def test_refusals(self):
        for part, words in (
                (module("conv.Conv1d"), "Layer '1' is a Conv1d"), (module("normalization.LayerNorm"), "is a LayerNorm"),
                (activation("LogSigmoid"), "Layer '1' is a LogSigmoid"),
                (activation("Softmax", dim=0), "Layer '1': a softmax over dimension 0"),
                (activation("Softplus", beta=2, threshold=20), "Layer '1': picomlp's softplus"),
                (activation("Hardtanh", min_val=-1.0, max_val=1.0), "Layer '1': a Hardtanh from -1.0 to 1.0"),
                (activation("CELU", alpha=2.0), "Layer '1': a CELU"),
                (activation("ELU", alpha=-1.0), "Layer '1': an ELU with an alpha below zero"),
                (activation("GELU", approximate="half"), "Layer '1': a GELU with an unknown approximation"),
                (activation("LeakyReLU", negative_slope="x"), "Layer '1': its slope is no usable number"),
                (module("flatten.Flatten", start_dim=0, end_dim=-1), "Layer '1': it flattens dimensions 0 to -1"),
                (module("flatten.Unflatten"), "Layer '1' is a Unflatten"),
                (module("rnn.LSTM"), "Layer '1' is a LSTM")):
            with self.subTest(words):
                self.refuses(self.whole(part), words)

    def test_hooks(self):
        hooked = activation("ReLU", _forward_hooks=ordered({1: Global("__main__", "hook")}))
        self.refuses(self.whole(hooked), "Layer '1' has a hook")
        normed_weight = activation("ReLU", _forward_pre_hooks=ordered({1: Object(Global(
            "torch.nn.utils.weight_norm", "WeightNorm"), {"name": "weight"})}))
        self.refuses(self.whole(normed_weight), "weight_norm")

    def test_activations_given_twice(self):
        self.refuses(self.whole(activation("ReLU")), "leave out --activations", "relu")


class OwnClasses(PyTorch):
    def net(self, **parts):
        """A module of the user's class, with parts by name."""
        writer = Writer()
        made = {name: part(writer) if callable(part) else part for name, part in parts.items()}
        return writer.zip(module("__main__.Net", modules=made, library=False))

    first = staticmethod(lambda writer: linear(writer, W1, B1))
    last = staticmethod(lambda writer: linear(writer, W2, B2))

    def test_order_of_registration(self):
        source = self.gives(self.net(fc1=self.first, act=activation("Tanh"), fc2=self.last), second(numpy.tanh(H)), X)
        self.assertIn("code of __main__.Net", source.remarks[0])
        self.assertIn("order in which it registers", source.remarks[0])

    def test_functions_in_the_code(self):
        data = self.net(fc1=self.first, fc2=self.last, drop=module("dropout.Dropout"))
        self.refuses(data, "Nothing lies between layers 'fc1' and 'fc2'")
        self.gives(data, softmax(second(relu(H))), X, "relu", "softmax")

    def test_one_activation_for_all(self):
        self.refuses(self.net(act=activation("ReLU"), fc1=self.first, fc2=self.last), "'act' comes before any dense")

    def test_no_activation_at_all(self):
        self.refuses(self.net(fc1=self.first), "None of the parts is an activation")

    def test_normalization_with_its_epsilon(self):
        data = self.net(fc1=self.first, bn=lambda writer: norm(writer, eps=0.25), fc2=self.last)
        source = self.gives(data, second(relu(normalized(H, 0.25))), X, "relu")
        self.assertIn("'fc1' was taken to follow the normalization 'bn'", " ".join(source.remarks))

    def test_parameters_of_its_own(self):
        writer = Writer()
        net = module("__main__.Net", {"scale": writer.parameter(B1)}, modules={"fc": linear(writer, W1, B1)},
                     library=False)
        self.refuses(writer.zip(net), "class __main__.Net with parameters of its own")

    def test_module_that_holds_itself(self):
        """By a reference of the pickle to what it is still filling."""
        start = instructions(Global("torch.nn.modules.container", "Sequential")) + b")\x81q\x00"
        loop = Raw(start + b"}(" + instructions("_modules") + b"}(" + instructions("0") + b"h\x00uub")
        self.refuses(Writer().zip(loop), "parts within parts without end")


class Mutations(PyTorch):
    def test_files(self):
        writer = Writer()
        legacy = writer.legacy(ordered({key: writer.tensor(array) for key, array in LAYERS.items()}))
        self.fuzz([self.state(LAYERS), self.state(normed(0, 1, 3)), legacy, b"PK\x03\x04"], "relu")


if __name__ == "__main__":
    unittest.main()
