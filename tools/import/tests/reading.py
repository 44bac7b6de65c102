# SPDX-License-Identifier: MIT
"""What the readers' tests have in common."""
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy

from computed import outputs_of
from refusal import Refused

RANDOM = numpy.random.default_rng(18)
# Rows of two features, as far out as functions are bent.
X = numpy.concatenate([RANDOM.normal(size=(40, 2)) * 4, [[0, 0], [9, -9], [-1, 3]]]).astype(numpy.float32).astype(float)
W = RANDOM.normal(size=(2, 3)).astype(numpy.float32)
B = RANDOM.normal(size=3).astype(numpy.float32)
W2 = RANDOM.normal(size=(3, 2)).astype(numpy.float32)
A = X @ W.astype(float) + B.astype(float)    # what the layer gives for X


class ReaderTest(unittest.TestCase):
    """source_of: the reader's, of a file's bytes."""
    source_of = None

    def read(self, data, **options):
        return type(self).source_of(data, **options)

    def gives(self, data, expected, x=X, tolerance=1e-12, **options):
        """The file is read, and its operations give these outputs; the Source."""
        source = self.read(data, **options)
        outputs = outputs_of(source, x)
        expected = numpy.asarray(expected, dtype=float)
        self.assertEqual(outputs.shape, expected.shape)
        numpy.testing.assert_allclose(outputs, expected, rtol=0, atol=tolerance * max(1, abs(expected).max()))
        return source

    def kinds(self, source):
        """The names of the operations' classes, and of functions."""
        return [getattr(operation, "function", type(operation).__name__) for operation in source.operations]

    def refuses(self, data, *words, **options):
        """One sentence that holds these words, and the name of what it is about."""
        with self.assertRaises(Refused) as caught:
            self.read(data, **options)
        sentence = str(caught.exception)
        for word in words:
            self.assertIn(word, sentence)
        self.assertTrue(sentence.endswith("."), sentence)
        self.assertNotIn("\n", sentence)
        return sentence

    def remarks(self, source, *words):
        text = "\n".join(source.remarks)
        for word in words:
            self.assertIn(word, text)
