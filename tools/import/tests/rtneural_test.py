# SPDX-License-Identifier: MIT
"""RTNeural's JSON."""
import json
import math
import tempfile
import types
import unittest
from pathlib import Path

from reading import A, B, W, W2, ReaderTest

import numpy

import mutations
from computed import FUNCTIONS, each
from readers import rtneural


def dense(weights=W, bias=B, activation="", kind="dense", **fields):
    arrays = [weights.tolist()] + ([] if bias is None else [bias.tolist()])
    return {"type": kind, "activation": activation, "shape": [None, None, weights.shape[1]], "weights": arrays,
            **fields}


def model(*layers, shape=(None, None, 2)):
    return json.dumps({"in_shape": list(shape), "layers": list(layers)}, indent=4).encode()


def layer(kind, weights=(), **fields):
    return {"type": kind, "activation": "", "shape": [None, None, 3],
            "weights": [numpy.asarray(one).tolist() for one in weights], **fields}


class RtneuralTest(ReaderTest):
    source_of = rtneural.source_of

    def test_layers(self):
        source = self.gives(model(dense(activation="relu"), dense(W2, None)),
                            numpy.maximum(A, 0) @ W2.astype(float))
        self.assertEqual((source.kind, source.inputs, source.number), ("RTNeural", 2, "float32"))
        self.assertEqual(self.kinds(source), ["Dense", "relu", "Dense"])
        self.assertIsNone(source.operations[2].bias)
        self.remarks(source, "no activation where it does not know one")

    def test_a_layer_over_time(self):
        self.gives(model(dense(kind="time-distributed-dense", activation="tanh")), numpy.tanh(A))

    def test_activations_in_layers_and_as_layers(self):
        for kind, name in (("tanh", "hyperbolic_tangent"), ("relu", "relu"), ("sigmoid", "sigmoid"),
                           ("softmax", "softmax"), ("elu", "elu")):
            for data in (model(dense(activation=kind)), model(dense(), layer("activation", activation=kind)),
                         model(dense(), layer(kind))):
                source = self.gives(data, FUNCTIONS[name](A))
                self.assertEqual(self.kinds(source), ["Dense", name])

    def test_elu_of_another_alpha(self):
        source = self.gives(model(dense(), layer("activation", activation="elu", alpha=0.5)),
                            each(lambda z: z if z > 0 else 0.5 * math.expm1(z))(A))
        self.assertEqual(self.kinds(source), ["Dense", "elu_of"])

    def test_prelu(self):
        for slopes in ([0.25], [[0.25, 0.25, 0.25]]):
            self.gives(model(dense(), layer("prelu", [slopes])), each(lambda z: z if z > 0 else 0.25 * z)(A))
        self.refuses(model(dense(), layer("prelu", [[0.1, 0.2, 0.3]])), "Layer 1 (prelu)", "slope for each feature")

    def test_batch_normalization(self):
        gamma, beta, mean, variance = ([1.0, 2, -3], [0.5, 0, 1], [1.0, 1, 2], [1e-4, 1, 4])
        normal = (A - mean) / numpy.sqrt(numpy.array(variance) + 0.01)
        self.gives(model(dense(), layer("batchnorm", [gamma, beta, mean, variance], epsilon=0.01)),
                   normal * gamma + beta)
        self.gives(model(dense(), layer("batchnorm", [mean, variance], epsilon=0.01)), normal)

    def test_shapes_of_the_input(self):
        for shape in ((None, 2), (None, None, 2), (None, 1, 2), (1, 2)):
            self.assertEqual(self.gives(model(dense(), shape=shape), A).inputs, 2)

    def test_other_layers_are_refused(self):
        for kind, word in (("gru", "earlier samples"), ("lstm", "earlier samples"), ("conv1d", "convolution"),
                           ("conv2d", "convolution"), ("batchnorm2d", "convolution"), ("unknown", "did not know"),
                           ("mine", "plain network")):
            self.refuses(model(dense(), layer(kind)), f"Layer 1 ({kind})", word)

    def test_activations_that_are_none(self):
        self.refuses(model(dense(activation="swish")), "Layer 0 (dense)", "'swish'")
        self.refuses(model(dense(), layer("activation")), "Layer 1 (activation)", "did not know")

    def test_weights_that_do_not_fit(self):
        ragged = dense()
        ragged["weights"][0][1].pop()
        for one, words in ((dense(W2), ("given 2",)), (ragged, ("lengths",)), (dense(bias=B[:2]), ("bias",)),
                           (dense(W * numpy.nan), ("finite",)), (layer("dense"), ("0 arrays",)),
                           (dense(shape=[None, 4]), ("another shape",)), (layer("dense", [["a", "b"]]), ("numbers",))):
            self.refuses(model(one), "Layer 0 (dense)", *words)
        self.refuses(model(dense(), layer("batchnorm", [[1.0], [1.0]])), "Layer 1 (batchnorm)", "3 numbers")
        self.refuses(model(dense(), layer("batchnorm", [[1.0] * 3, [-1.0] * 3])), "Layer 1 (batchnorm)", "square root")

    def test_files_that_are_none(self):
        self.refuses(b"", "no JSON")
        self.refuses(b"[" * 100000, "no JSON")
        self.refuses(b"\xff\xfe{", "no JSON")
        self.refuses(b"{}", "in_shape")
        self.refuses(model(), "no dense layer")
        self.refuses(model(shape=(None, 0)), "in_shape")
        self.refuses(model(shape=(None, 1 << 40)), "in_shape")
        self.refuses(model(shape=(None, 28, 28)), "several axes")
        self.refuses(json.dumps({"in_shape": [2], "layers": [3]}).encode(), "Layer 0")

    def test_a_file_is_read_from_its_path(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "net.json"
            path.write_bytes(model(dense()))
            self.assertEqual(rtneural.read(path, types.SimpleNamespace(activations=None)).inputs, 2)
        self.assertTrue(rtneural.recognizes(Path("a.json"), b""))
        self.assertTrue(rtneural.recognizes(Path("a"), b' {\n"in_shape": [2]'))
        self.assertFalse(rtneural.recognizes(Path("a"), b"\x08\x08"))

    def test_files_with_mistakes(self):
        good = [model(dense(activation="relu"), dense(W2, None)), model(dense(), layer("prelu", [[0.25]])),
                model(dense(), layer("batchnorm", [[1.0] * 3] * 4, epsilon=0.01))]
        mutations.fuzz(self, self.read, mutations.drawn(good, mutations.source("rtneural")))


if __name__ == "__main__":
    unittest.main()
