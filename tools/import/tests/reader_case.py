"""What the tests of PyTorch's, safetensors' and Keras's readers share."""
import os
import random
import resource
import sys
import tempfile
import time
import types
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy    # noqa: E402

from operations import Affine, Dense    # noqa: E402
from refusal import Refused    # noqa: E402

SECONDS = float(os.environ.get("PICOMLP_FUZZ_SECONDS", "2"))
SEED = int(os.environ.get("PICOMLP_FUZZ_SEED", "18"))
SLOWEST = 20         # seconds for one file
MOST_MEMORY = 2 << 30


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
        """Reads files with mistakes for some seconds: only Refused may leave the reader. What the reader's last net
        has caught is checked too, because it could hide mistakes of ours."""
        draw = random.Random(SEED)
        limits = resource.getrlimit(resource.RLIMIT_AS)
        self.addCleanup(resource.setrlimit, resource.RLIMIT_AS, limits)
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, limits[1]))
        end, count, hidden = time.monotonic() + SECONDS, 0, set()
        while time.monotonic() < end or count < 20:
            count += 1
            data = wrap(mutated(draw.choice(files), draw, files))
            start = time.monotonic()
            try:
                source = self.READER.read(self.written(data), options(*(activations if draw.random() < 0.8 else ())))
                self.assertTrue(all(remark.isprintable() for remark in source.remarks))
            except Refused as refused:
                self.assertTrue(str(refused).isprintable(), repr(str(refused)))
                if isinstance(refused.__cause__, (NameError, UnboundLocalError, AssertionError)):
                    hidden.add(repr(refused.__cause__))
            self.assertLess(time.monotonic() - start, SLOWEST, f"file {count} of seed {SEED}")
        self.assertEqual(hidden, set())
        self.assertGreaterEqual(count, 20)


EDGES = [0, 1, 0x7F, 0x80, 0xFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, (1 << 63) - 1, (1 << 64) - 1]


def mutated(data, draw, others):
    """A copy with one to four changes."""
    data = bytearray(data)
    for _ in range(draw.choice([1, 1, 2, 4])):
        at = draw.randrange(len(data) or 1)
        kind = draw.randrange(7)
        if kind < 2 and data:
            data[at] ^= 1 << draw.randrange(8)
        elif kind == 2:
            number = draw.choice(EDGES).to_bytes(8, "little")[:draw.choice([1, 2, 4, 8])]
            data[at:at + len(number)] = number
        elif kind == 3:
            del data[at:at + draw.choice([1, 2, 8, 64])]
        elif kind == 4:
            data[at:at] = data[at:at + draw.choice([1, 4, 64])]
        elif kind == 5:
            other = draw.choice(others)
            start = draw.randrange(len(other))
            data[at:at + 16] = other[start:start + 16]
        elif draw.random() < 0.3:
            del data[at:]
    return bytes(data)
