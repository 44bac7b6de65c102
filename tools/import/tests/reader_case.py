# SPDX-License-Identifier: MIT
"""What the tests of PyTorch's, safetensors' and Keras's readers share."""
import sys
import tempfile
import types
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy    # noqa: E402

import mutations    # noqa: E402
from operations import Affine, Dense    # noqa: E402
from refusal import Refused    # noqa: E402


def sigmoid(z):
    return 1 / (1 + numpy.exp(-z))


def elu(z, alpha=1.0):
    return numpy.where(z > 0, z, alpha * numpy.expm1(numpy.minimum(z, 0)))


def leaky(z, slope=0.01):
    return numpy.where(z > 0, z, slope * z)


def softmax(z):
    powers = numpy.exp(z - z.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)


def relu(z):
    return numpy.maximum(z, 0)


FUNCTIONS = {"relu": relu, "leaky_relu": leaky, "leaky_relu_of": leaky, "elu": elu, "elu_of": elu, "sigmoid": sigmoid,
             "hyperbolic_tangent": numpy.tanh, "softmax": softmax, "relu6": lambda z: numpy.clip(z, 0, 6),
             "log_softmax": lambda z: numpy.log(softmax(z)), "softplus": lambda z: numpy.logaddexp(0, z),
             "softsign": lambda z: z / (1 + abs(z)), "silu": lambda z: z * sigmoid(z),
             "hard_sigmoid": lambda z: numpy.clip(z / 6 + 0.5, 0, 1)}


def outputs_of(source, x):
    """What a Source's operations say, one after the other."""
    for operation in source.operations:
        if isinstance(operation, Dense):
            x = x @ operation.weights + (0 if operation.bias is None else operation.bias)
        elif isinstance(operation, Affine):
            x = x if operation.subtract is None else x - operation.subtract
            x = x if operation.multiply is None else x * operation.multiply
            x = x if operation.add is None else x + operation.add
        else:
            parameter = () if operation.parameter is None else (operation.parameter,)
            x = FUNCTIONS[operation.function](x, *parameter)
    return x


def told(source):
    """The operations in short: "Dense fc1", "relu act", "leaky_relu_of act 0.2"."""
    return [" ".join(str(part) for part in (getattr(operation, "function", type(operation).__name__), operation.name,
                                            getattr(operation, "parameter", None)) if part is not None)
            for operation in source.operations]


def options(*activations):
    """As the command line gives them; none: not given."""
    return types.SimpleNamespace(activations=list(activations) or None)


class ReaderCase(unittest.TestCase):
    """READER and ENDING are the tested module's."""
    READER = None
    ENDING = ""

    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)

    def written(self, data, ending=None):
        path = self.folder / ("model" + (ending or self.ENDING))
        path.write_bytes(data)
        return path

    def read(self, data, *activations):
        path = self.written(data)
        self.assertTrue(self.READER.recognizes(path, data[:64]))
        return self.READER.read(path, options(*activations))

    def gives(self, data, expected, x, *activations):
        """The file's operations compute what is expected; the Source."""
        source = self.read(data, *activations)
        outputs = outputs_of(source, x)
        self.assertEqual(outputs.shape, expected.shape)
        self.assertLess(abs(outputs - expected).max(), 1e-13 * max(1, abs(expected).max()))
        self.assertEqual(source.inputs, x.shape[1])
        return source

    def refuses(self, data, words, *activations):
        """In one sentence that holds the words."""
        with self.assertRaises(Refused) as caught:
            self.READER.read(self.written(data), options(*activations))
        sentence = str(caught.exception)
        self.assertIn(words, sentence)
        self.assertTrue(sentence.endswith(".") and sentence.isprintable(), sentence)

    def fuzz(self, files, *activations, wrap=lambda data: data):
        """Reads files with mistakes. What the reader's last net has caught is checked too, because it
        could hide mistakes of ours."""
        draw = mutations.source(self.id())

        def read(data):
            try:
                return self.READER.read(self.written(data), options(*(activations if draw.random() < 0.8 else ())))
            except Refused as refused:
                self.assertNotIsInstance(refused.__cause__, (NameError, AssertionError))
                raise
        mutations.fuzz(self, read, map(wrap, mutations.drawn(files, draw)))
