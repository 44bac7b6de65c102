# SPDX-License-Identifier: MIT
"""Keras: both kinds of files, both versions, each layer's traps."""
import json
import unittest
import zipfile

from reader_case import ReaderCase, elu, leaky, relu, sigmoid, softmax, told

import numpy

import keras_files as files
from hdf5_files import Dataset, Group, file_of
from keras_files import called_2, called_3, dense, functional, h5, keras, layer, model
from readers import keras as reader

RANDOM = numpy.random.default_rng(18)
X = RANDOM.normal(size=(30, 4)) * 3


def drawn(*shape):
    return RANDOM.normal(size=shape).astype("f4")


W1, B1, W2, B2 = drawn(4, 5), drawn(5), drawn(5, 3), drawn(3)
MEAN, VARIANCE, GAMMA, BETA = drawn(5), abs(drawn(5)) + numpy.float32(0.1), drawn(5), drawn(5)
H = X @ W1.astype(float) + B1.astype(float)
INPUT = layer("InputLayer", "in", batch_shape=[None, 4])


def second(hidden):
    return hidden @ W2.astype(float) + B2.astype(float)


def normalized(hidden, epsilon=1e-3, gamma=GAMMA, beta=BETA):
    scaled = (hidden - MEAN.astype(float)) / numpy.sqrt(VARIANCE.astype(float) + epsilon)
    return scaled * gamma.astype(float) + beta.astype(float)


class Keras(ReaderCase):
    READER = reader
    ENDING = ".keras"

    def both(self, middle, expected, *, version_2=True, **config):
        """A network with layers between two dense ones gives what is expected, in a .h5 and in a .keras file."""
        layers = [INPUT, dense("fc1", W1, B1, **config), *middle, dense("fc2", W2, B2)]
        if version_2:
            self.gives(h5(model(layers)), second(expected), X)
        self.gives(keras(model(layers), names=True), second(expected), X)
        return self.gives(keras(model(layers)), second(expected), X)

    def refuses_both(self, middle, words, **config):
        layers = [INPUT, dense("fc1", W1, B1, **config), *middle, dense("fc2", W2, B2)]
        self.refuses(h5(model(layers)), words)
        self.refuses(keras(model(layers)), words)


class Files(Keras):
    LAYERS = [INPUT, dense("fc1", W1, B1, activation="relu"), dense("fc2", W2, B2, activation="softmax")]
    Y = softmax(second(relu(H)))

    def test_keras_2(self):
        source = self.gives(h5(model(self.LAYERS)), self.Y, X)
        self.assertEqual((source.kind, source.number, source.remarks), ("Keras", "float32", []))
        self.assertEqual(told(source), ["Dense fc1", "relu fc1", "Dense fc2", "softmax fc2"])

    def test_keras_2_forms(self):
        """The configuration split in two; names without ":0"; the model's name in front; a list instead of a dict."""
        self.gives(h5(model(self.LAYERS), split=True), self.Y, X)
        self.gives(h5(model(self.LAYERS), "3.0.0", suffix="", prefix="model/"), self.Y, X)
        whole = model(self.LAYERS)
        old = json.dumps({"class_name": "Sequential", "config": files.without_weights(whole)["config"]["layers"]})
        self.gives(h5(whole, model_config=old), self.Y, X)

    def test_keras_3(self):
        for names in (False, True):
            for compression in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                self.gives(keras(model(self.LAYERS), names=names, compression=compression), self.Y, X)

    def test_older_keras_files(self):
        self.gives(keras(model(self.LAYERS), "2.12.0", sideways="_layer_checkpoint_dependencies"), self.Y, X)

    def test_windows_once_wrote_backslashes(self):
        values = [Group({str(index): Dataset(array) for index, array in enumerate(arrays)})
                  for arrays in ((W1, B1), (W2, B2))]
        root = file_of(Group({"layers\\dense\\vars": values[0], "layers\\dense_1\\vars": values[1]}))
        data = self.with_weights(keras(model(self.LAYERS), leave_out=("model.weights.h5",)), root)
        self.gives(data, self.Y, X)

    def with_weights(self, data, root):
        path = self.written(data, ".zip")
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("model.weights.h5", root)
        return path.read_bytes()

    def test_layers_are_numbered_by_class(self):
        """Whatever they are called: "dense_7" may be the first one."""
        layers = [INPUT, dense("dense_1", W1, B1), dense("dense", W2, B2)]
        self.gives(keras(model(layers)), second(H), X)
        self.gives(keras(model(layers), names=True), second(H), X)

    def test_input_tells_its_shape_in_many_ways(self):
        for first in (layer("InputLayer", "in", batch_input_shape=[None, 4]), layer("Dropout", "drop", rate=0.1,
                                                                                 batch_input_shape=[None, 4])):
            self.gives(h5(model([first, *self.LAYERS[1:]])), self.Y, X)
        self.gives(h5(model(self.LAYERS[1:])), self.Y, X)

    def test_first_layer_tells_what_it_was_built_for(self):
        """Without an InputLayer, a Rescaling by one number does not say how many features there are."""
        first = layer("Rescaling", "scale", scale=0.5, offset=0)
        self.refuses(keras(model([first, dense("fc", W1)])), "Layer 'scale': nothing says how many features it takes")
        first["build_config"] = {"input_shape": [None, 4]}
        self.gives(keras(model([first, dense("fc", W1)])), X * 0.5 @ W1.astype(float), X)

    def test_weights_alone(self):
        self.refuses(file_of(Group({"fc1": Group()}, {"layer_names": ["fc1"]})), "weights alone")
        self.refuses(file_of(Group({"layers": Group()})), "weights alone")

    def test_other_files(self):
        self.refuses(file_of(Group({"images": Dataset(W1)})), "no attribute model_config")
        self.refuses(keras(model(self.LAYERS), leave_out=("model.weights.h5",)), "no model.weights.h5")
        self.refuses(h5(model(self.LAYERS), model_config="{hello"), "no JSON")
        self.refuses(h5(model(self.LAYERS), model_config="[1]"), "no JSON object")

    def test_own_model(self):
        whole = {**model([]), "class_name": "MyModel", "registered_name": "My>MyModel"}
        self.refuses(keras(whole), "'model' is of the class MyModel, whose code the file does not hold")

    def test_activations_are_not_asked_for(self):
        self.refuses(keras(model(self.LAYERS)), "leave out --activations", "relu", "softmax")

    def test_numbers(self):
        for kind, number in (("f8", "float64"), ("f2", "float16")):
            whole = model([INPUT, dense("fc1", W1.astype(kind), B1.astype(kind))])
            self.assertEqual(self.read(keras(whole)).number, number)
        for policy, number in (("mixed_float16", "float16"), ("mixed_bfloat16", "float32")):
            dtype = {"class_name": "DTypePolicy", "config": {"name": policy}}
            whole = model([INPUT, dense("fc1", W1, B1, dtype=dtype)])
            self.assertEqual(self.read(keras(whole)).number, number)
        dtype = {"class_name": "QuantizedDTypePolicy", "config": {"name": "int8"}}
        whole = model([INPUT, dense("fc1", W1, B1, dtype=dtype)])
        self.refuses(keras(whole), "Layer 'fc1' is quantized")
        whole = model([INPUT, dense("fc1", W1.astype("i1"))])
        self.refuses(keras(whole), "Layer 'fc1': its weights are stored as int8")


class Activations(Keras):
    def test_names(self):
        for name, expected in (("linear", H), ("relu", relu(H)), ("relu6", numpy.clip(H, 0, 6)), ("elu", elu(H)),
                               ("sigmoid", sigmoid(H)), ("tanh", numpy.tanh(H)), ("softmax", softmax(H)),
                               ("log_softmax", numpy.log(softmax(H))), ("softplus", numpy.logaddexp(0, H)),
                               ("softsign", H / (1 + abs(H))), ("silu", H * sigmoid(H)), ("swish", H * sigmoid(H)),
                               ("leaky_relu", leaky(H, 0.2)), (None, H)):
            with self.subTest(name):
                self.both([], expected, activation=name)
                self.both([layer("Activation", "act", activation=name)], expected)
                if name:
                    self.both([], expected, activation={"module": "keras.activations", "class_name": "function",
                                                        "config": name, "registered_name": name})

    def test_other_names(self):
        for name, function in (("selu", "selu"), ("mish", "mish"), ("gelu", "gelu"), ("hard_silu", "hard_swish"),
                               ("hard_swish", "hard_swish"), ("celu", "elu")):
            self.assertEqual(told(self.read(keras(model([dense("fc", W1, B1, activation=name)]))))[1], f"{function} fc")

    def test_hard_sigmoid_differs_between_versions(self):
        self.both([], numpy.clip(H / 6 + 0.5, 0, 1), version_2=False, activation="hard_sigmoid")
        whole = model([dense("fc1", W1, B1, activation="hard_sigmoid")])
        self.refuses(h5(whole), "Layer 'fc1': the hard_sigmoid of Keras 2")
        self.refuses(keras(whole, "2.15.0"), "Layer 'fc1': the hard_sigmoid of Keras 2")
        self.refuses(h5(whole, version=None), "Layer 'fc1': the hard_sigmoid of Keras 2")

    def test_unknown_names(self):
        for name in ("exponential", "hard_tanh", "glu", "my_function"):
            self.refuses_both([], f"Layer 'fc1': '{name}' is no activation of picomlp", activation=name)

    def test_own_functions(self):
        for value in ({"module": "my", "class_name": "function", "config": "relu"},
                      {"module": "builtins", "class_name": "function", "config": "relu", "registered_name": "My>relu"},
                      {"class_name": "__lambda__", "config": {"value": "4wEAAAA="}}, 7):
            self.refuses_both([], "Layer 'fc1': its activation '", activation=value)

    def test_layers(self):
        for kind, config, expected in (
                ("ReLU", {}, relu(H)), ("ReLU", {"max_value": 6.0}, numpy.clip(H, 0, 6)),
                ("ReLU", {"negative_slope": 0.2, "max_value": None, "threshold": 0.0}, leaky(H, 0.2)),
                ("LeakyReLU", {}, leaky(H, 0.3)), ("LeakyReLU", {"alpha": 0.1}, leaky(H, 0.1)),
                ("LeakyReLU", {"negative_slope": 0.4}, leaky(H, 0.4)), ("ELU", {"alpha": 0.5}, elu(H, 0.5)),
                ("ELU", {}, elu(H)), ("Softmax", {"axis": -1}, softmax(H))):
            with self.subTest(kind + str(config)):
                self.both([layer(kind, "act", **config)], expected)
                serialized = {"module": "keras.layers", "class_name": kind, "config": {"name": "act", **config}}
                self.both([], expected, activation=serialized)

    def test_layers_that_are_refused(self):
        for kind, config, words in (
                ("ReLU", {"max_value": 5.0}, "Layer 'act': a ReLU that is cut off at 5.0"),
                ("ReLU", {"max_value": 6.0, "negative_slope": 0.1}, "Layer 'act': a ReLU that is cut off"),
                ("ReLU", {"threshold": 0.5}, "Layer 'act': a ReLU with a threshold"),
                ("ELU", {"alpha": -1}, "Layer 'act': an ELU with an alpha below zero"),
                ("ELU", {"alpha": "x"}, "Layer 'act': its alpha is no usable number"),
                ("Softmax", {"axis": 0}, "Layer 'act': a Softmax over axis 0"),
                ("ThresholdedReLU", {}, "Layer 'act' is a ThresholdedReLU")):
            self.refuses_both([layer(kind, "act", **config)], words)

    def test_prelu(self):
        shared = layer("PReLU", "act", {"alpha": numpy.array([0.25], "f4")}, shared_axes=[1])
        self.both([shared], leaky(H, 0.25))
        self.both([layer("PReLU", "act", {"alpha": numpy.full(5, 0.25, "f4")})], leaky(H, 0.25))
        self.refuses_both([layer("PReLU", "act", {"alpha": B1})], "Layer 'act': a PReLU with several slopes")

    def test_prelu_inside_a_dense_layer(self):
        first = dense("fc1", W1, B1, activation={"class_name": "PReLU", "config": {"name": "act"}})
        first["group"] = {"activation": Group({"vars": Group({"0": Dataset(numpy.array([0.25], "f4"))})})}
        self.gives(keras(model([INPUT, first])), leaky(H, 0.25), X)
        del first["group"]
        self.refuses(keras(model([INPUT, first])), "Layer 'fc1': a PReLU")


class Layers(Keras):
    def test_dense_without_bias(self):
        self.gives(h5(model([dense("fc", W1)])), X @ W1.astype(float), X)
        self.gives(keras(model([dense("fc", W1)])), X @ W1.astype(float), X)

    def test_dense_that_does_not_fit(self):
        self.refuses_both([dense("other", drawn(6, 5), B1)], "Layer 'other' takes 6 features where 'fc1' gives 5")
        self.refuses_both([dense("other", drawn(5, 5), B2)], "Layer 'other': its bias has the shape (3,)")
        self.refuses_both([dense("other", drawn(5, 5), B1, units=7)], "Layer 'other' has 7 units but weights for 5")
        lacking = {**dense("other", drawn(5, 5)), "config": {"name": "other", "units": 5}}
        self.refuses_both([lacking], "Layer 'other' has no bias in the file")
        self.refuses_both([dense("other", drawn(5, 5), lora_rank=4)], "Layer 'other' is quantized or has a LoRA")

    def norm(self, without=(), **config):
        pairs = {"gamma": GAMMA, "beta": BETA, "moving_mean": MEAN, "moving_variance": VARIANCE}
        return layer("BatchNormalization", "bn", {role: pairs[role] for role in pairs if role not in without}, **config)

    def test_batch_normalization(self):
        one, zero = numpy.ones(5), numpy.zeros(5)
        self.both([self.norm(axis=[1])], normalized(H))
        self.both([self.norm(epsilon=0.1), layer("ReLU", "act")], relu(normalized(H, 0.1)))
        self.both([layer("ReLU", "act"), self.norm(axis=-1)], normalized(relu(H)))
        self.both([self.norm(("gamma",), scale=False)], normalized(H, gamma=one))
        self.both([self.norm(("beta",), center=False)], normalized(H, beta=zero))
        self.both([self.norm(("gamma", "beta"), scale=False, center=False)], normalized(H, gamma=one, beta=zero))
        self.refuses_both([self.norm(axis=0)], "Layer 'bn' normalizes along axis 0")
        self.refuses_both([self.norm(("moving_variance",))], "Layer 'bn' has no moving_variance in the file")
        self.refuses_both([self.norm(epsilon=None)], "Layer 'bn': its epsilon is no usable number")

    def test_normalization(self):
        variance = numpy.array([4, 0, 1e-20, 2, 9], "f4")
        pairs = {"mean": MEAN, "variance": variance, "count": numpy.array(100)}
        deviation = numpy.maximum(numpy.sqrt(variance.astype(float)), 1e-7)
        self.both([layer("Normalization", "norm", pairs, axis=[-1])], (H - MEAN) / deviation)
        self.both([layer("Normalization", "norm", pairs, invert=True)], H * deviation + MEAN)

    def test_normalization_in_the_configuration(self):
        self.both([layer("Normalization", "norm", mean=[1, 2, 3, 4, 5], variance=[[4] * 5])],
                  (H - numpy.arange(1, 6)) / 2)
        self.both([layer("Normalization", "norm", mean=2.0, variance=0.25, axis=None)], (H - 2) / 0.5)
        self.refuses_both([layer("Normalization", "norm")], "Layer 'norm' has no mean in the file")
        self.refuses_both([layer("Normalization", "norm", mean="x", variance=1)], "Layer 'norm': its mean holds")

    def test_rescaling(self):
        self.both([layer("Rescaling", "scale", scale=0.25, offset=-1.0)], H * 0.25 - 1)
        self.both([layer("Rescaling", "scale", scale=[1, 2, 3, 4, 5], offset=0)], H * numpy.arange(1, 6))

    def test_vanishing(self):
        for kind in ("Dropout", "GaussianNoise", "GaussianDropout", "AlphaDropout", "SpatialDropout1D",
                     "ActivityRegularization"):
            source = self.both([layer(kind, "gone", rate=0.5)], H)
            self.assertEqual(source.remarks, [f"{kind} 'gone' does nothing after training and was left out."])

    def test_other_layers(self):
        for kind in ("Conv2D", "LSTM", "LayerNormalization", "Lambda", "Embedding", "Masking", "UnitNormalization",
                     "TimeDistributed", "Permute", "RepeatVector", "MultiHeadAttention", "EinsumDense"):
            self.refuses_both([layer(kind, "odd")], f"Layer 'odd' is a {kind}, which is no layer of picomlp")
        own = {**layer("Dense", "odd"), "registered_name": "My>Dense"}
        self.refuses_both([own], "Layer 'odd' is of the class Dense, which is not Keras's own")

    def test_image(self):
        """BatchNormalization over channels, then Flatten: the last dimension runs fastest."""
        norm = layer("BatchNormalization", "bn", {"gamma": GAMMA[:2], "beta": BETA[:2], "moving_mean": MEAN[:2],
                                                  "moving_variance": VARIANCE[:2]}, axis=[3])
        weights = drawn(12, 3)
        layers = [layer("InputLayer", "in", batch_shape=[None, 2, 3, 2]), norm, layer("Flatten", "flat"),
                  dense("fc", weights)]
        x = RANDOM.normal(size=(30, 2, 3, 2))
        scaled = (x - MEAN[:2].astype(float)) / numpy.sqrt(VARIANCE[:2].astype(float) + 1e-3)
        scaled = scaled * GAMMA[:2].astype(float) + BETA[:2].astype(float)
        source = self.gives(keras(model(layers)), scaled.reshape(30, 12) @ weights.astype(float), x.reshape(30, 12))
        self.assertIn("shape (2, 3, 2) is given as a row of 12 features", source.remarks[0])
        first = layer("Flatten", "flat", data_format="channels_first")
        self.refuses(keras(model([layers[0], first, dense("fc", weights)])), "Layer 'flat' flattens with channels")

    def test_reshape(self):
        self.both([layer("Reshape", "shape", target_shape=[5, 1]), layer("Reshape", "back", target_shape=[-1])], H)
        self.refuses_both([layer("Reshape", "shape", target_shape=[2, 3])], "Layer 'shape' reshapes (5,) to (2, 3)")

    def test_rows_instead_of_samples(self):
        """A dense layer over the last dimension alone is no plain layer."""
        layers = [layer("InputLayer", "in", batch_shape=[None, 3, 4]), dense("fc", W1), layer("Flatten", "flat")]
        self.refuses(keras(model(layers)), "Layer 'fc' is applied to each row of a sample of shape (3, 4)")
        self.refuses(keras(model([layers[0], layer("Softmax", "soft")])), "Layer 'soft': its softmax does not go over")


class Nested(Keras):
    def test_models_in_models(self):
        w3 = drawn(3, 3)
        deep = model([dense("fc1", W2, B2)], "deep")
        layers = [INPUT, dense("first", W1, B1), model([deep, layer("LeakyReLU", "act", alpha=0.1), dense("fc2", w3)],
                                                       "inner")]
        expected = leaky(second(H), 0.1) @ w3.astype(float)
        self.gives(h5(model(layers)), expected, X)
        self.gives(keras(model(layers)), expected, X)
        self.gives(keras(model(layers), names=True), expected, X)

    def test_too_deep(self):
        whole = model([dense("fc", W1)])
        for index in range(40):
            whole = model([whole], f"m{index}")
        self.refuses(keras(whole), "nested too deeply")


class Functional(Keras):
    def two(self, called):
        return [called(INPUT), called(dense("fc2", W2, B2), ("act", 0)), called(layer("ReLU", "act"), ("fc1", 0)),
                called(dense("fc1", W1, B1), ("in", 0))]

    def test_order_by_calls(self):
        """Not by the list."""
        for called in (called_2, called_3):
            for ends in ((["in", 0, 0], ["fc2", 0, 0]), ([["in", 0, 0]], [["fc2", 0, 0]])):
                whole = functional(self.two(called), *ends)
                self.gives(keras(whole), second(relu(H)), X)
                self.gives(h5({**whole, "class_name": "Model"}), second(relu(H)), X)

    def test_layer_that_is_called_twice(self):
        for called in (called_2, called_3):
            act = called(called(layer("ReLU", "act"), ("fc1", 0)), ("fc2", 0))
            layers = [called(INPUT), called(dense("fc1", W1, B1), ("in", 0)), act,
                      called(dense("fc2", W2, B2), ("act", 0))]
            self.gives(keras(functional(layers, ["in", 0, 0], ["act", 1, 0])), relu(second(relu(H))), X)

    def test_nested(self):
        inner = functional([called_3(layer("InputLayer", "in2", batch_shape=[None, 5])),
                            called_3(dense("fc2", W2, B2), ("in2", 0))], ["in2", 0, 0], ["fc2", 0, 0], "inner")
        layers = [called_3(INPUT), called_3(dense("fc1", W1, B1), ("in", 0)), called_3(inner, ("fc1", 0))]
        whole = functional(layers, ["in", 0, 0], ["inner", 0, 0])
        for data in (keras(whole), keras(whole, names=True), h5(whole)):
            self.gives(data, second(H), X)

    def test_nested_as_keras_2_counts_calls(self):
        """The first call of a model within a model is its own, and is not in the file."""
        inner = functional([called_2(layer("InputLayer", "in2", batch_shape=[None, 5])),
                            called_2(dense("fc2", W2, B2), ("in2", 0))], ["in2", 0, 0], ["fc2", 0, 0], "inner")
        layers = [called_2(INPUT), called_2(dense("fc1", W1, B1), ("in", 0)), called_2(inner, ("fc1", 0))]
        self.gives(h5(functional(layers, ["in", 0, 0], ["inner", 1, 0])), second(H), X)
        self.refuses(h5(functional(layers, ["in", 0, 0], ["inner", 2, 0])), "called fewer times")
        self.refuses(h5(functional(layers[:2], ["in", 0, 0], ["fc1", 1, 0])), "called fewer times")

    def test_branches(self):
        for called in (called_2, called_3):
            layers = [called(INPUT), called(dense("a", W1, B1), ("in", 0)), called(dense("b", W1, B1), ("in", 0)),
                      called(layer("Add", "sum"), ("a", 0), ("b", 0))]
            self.refuses(keras(functional(layers, ["in", 0, 0], ["sum", 0, 0])), "Layer 'sum' (Add) takes 2 inputs")

    def test_side_branch(self):
        layers = self.two(called_3) + [called_3(dense("aside", W1), ("in", 0))]
        source = self.gives(keras(functional(layers, ["in", 0, 0], ["fc2", 0, 0])), second(relu(H)), X)
        self.assertEqual(source.remarks, ["Layer 'aside' is not on the way to the output and was left out."])

    def test_ends(self):
        layers = self.two(called_3)
        self.refuses(keras(functional(layers, [["in", 0, 0], ["in2", 0, 0]], ["fc2", 0, 0])), "has 2 inputs (in, in2)")
        self.refuses(keras(functional(layers, ["in", 0, 0], {"a": ["fc2", 0, 0], "b": ["fc1", 0, 0]})),
                     "has 2 outputs (fc2, fc1)")
        self.refuses(keras(functional(layers, ["in", 0, 0], ["nothing", 0, 0])), "a layer 'nothing' that is not there")
        self.refuses(keras(functional(layers, ["in", 0, 0], None)), "does not say the output layers")

    def test_circle(self):
        layers = [called_3(INPUT), called_3(dense("a", W1), ("b", 0)), called_3(dense("b", W1), ("a", 0))]
        self.refuses(keras(functional(layers, ["in", 0, 0], ["a", 0, 0])), "in a circle")

    def test_dropout_in_use(self):
        for called in (called_2, called_3):
            drop = called(layer("Dropout", "drop"), ("fc1", 0), training=True)
            layers = [called(INPUT), called(dense("fc1", W1), ("in", 0)), drop]
            self.refuses(keras(functional(layers, ["in", 0, 0], ["drop", 0, 0])),
                         "Layer 'drop' is called with training=True")


class Mutations(Keras):
    NORM = layer("BatchNormalization", "bn", {"gamma": GAMMA, "beta": BETA, "moving_mean": MEAN,
                                              "moving_variance": VARIANCE})
    WHOLE = model([INPUT, dense("fc1", W1, B1, activation="relu"), NORM, layer("Dropout", "d"), dense("fc2", W2, B2)])

    def test_files(self):
        straight = functional(Functional.two(self, called_3), ["in", 0, 0], ["fc2", 0, 0])
        self.fuzz([h5(self.WHOLE), h5(self.WHOLE, split=True), keras(self.WHOLE), h5(straight)])

    def test_configurations(self):
        """JSON that is right, with other values in it."""
        straight = functional(Functional.two(self, called_2), ["in", 0, 0], ["fc2", 0, 0])
        texts = [json.dumps(files.without_weights(whole)).encode() for whole in (self.WHOLE, straight)]
        self.fuzz(texts + [b'"config": null, "name": [], "activation": {}, "axis": {}, 1e999, true, [[[]]], ""'],
                  wrap=lambda data: h5(self.WHOLE, model_config=data.decode("utf-8", "replace")))


if __name__ == "__main__":
    unittest.main()
