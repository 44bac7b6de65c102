# SPDX-License-Identifier: MIT
"""The evaluator computes what the definitions say: held to the golden tables of the library's activations, which mpmath
has made."""
import math
import re
import unittest

from of_import import REPOSITORY, Case
import numpy

import evaluate
from network import ACTIVATIONS_OF, PLAIN_ACTIVATIONS
from operations import Activation, Affine, Dense, Source

GOLDEN = REPOSITORY / "tests" / "activation" / "golden" / "activations.hpp"
PARAMETERS = {"3_10": 0.3, "minus_1_4": -0.25, "1_2": 0.5, "19_10": 1.9}


def golden():
    """{name: (z, value)} of the tables in double."""
    text = GOLDEN.read_text()
    for name, rows in re.findall(r"activation_row (\w+)_double\[\] = \{\n(.*?)\};", text, re.DOTALL):
        numbers = numpy.array([[float.fromhex(word) for word in row.split(", ")]
                               for row in re.findall(r"\{([^}]*)\}", rows)])
        yield name, numbers[:, 0], numbers[:, 1]


class Functions(Case):
    def test_golden_tables(self):
        seen = set()
        for name, z, expected in golden():
            if name in ("softmax", "log_softmax"):    # of a whole sample
                continue
            function, _, suffix = name.partition("_of_")
            parameter = PARAMETERS[suffix] if suffix else None
            function = f"{function}_of" if suffix else function
            seen.add(function)
            found = evaluate.apply(Activation("", function, parameter), z[None, :])[0]
            error = numpy.abs(found - expected) / numpy.maximum(numpy.abs(expected), 1e-300)
            # An exponent's rounding error is that of its logarithm times as large as this is.
            exponent = numpy.minimum(numpy.abs(numpy.log(numpy.maximum(numpy.abs(expected), 1e-300))), 700)
            with self.subTest(name):
                self.assertLess((error / (1 + exponent)).max(), 5e-15)
        self.assertEqual(seen | {"softmax", "log_softmax"}, set(PLAIN_ACTIVATIONS) | set(ACTIVATIONS_OF))

    def test_of_a_whole_sample(self):
        z = numpy.log([[1.0, 3.0], [5.0, 5.0]]) + 700
        numpy.testing.assert_allclose(evaluate.softmax(z), [[0.25, 0.75], [0.5, 0.5]], rtol=1e-13)
        numpy.testing.assert_allclose(evaluate.log_softmax(z), numpy.log([[0.25, 0.75], [0.5, 0.5]]), rtol=1e-13)
        numpy.testing.assert_allclose(evaluate.log_softmax(numpy.array([[0.0, -1000.0]])), [[0, -1000]])

    def test_far_from_zero_nothing_overflows(self):
        z = numpy.array([[-1e300, -1e4, 1e4, 1e300]])
        for name, function in evaluate.FUNCTIONS.items():
            with numpy.errstate(over="ignore"):
                found = function(z, 0.5) if name in ACTIVATIONS_OF else function(z)
            self.assertFalse(numpy.isnan(found).any(), name)


class Operations(Case):
    def test_each_kind(self):
        x = numpy.array([[1.0, 2.0]])
        weights = numpy.array([[1.0, 10.0, 100.0], [2.0, 20.0, 200.0]])
        numpy.testing.assert_array_equal(evaluate.apply(Dense("", weights, None), x), [[5, 50, 500]])
        numpy.testing.assert_array_equal(evaluate.apply(Dense("", weights, numpy.array([1.0, 2, 3])), x),
                                         [[6, 52, 503]])
        one, two, three = numpy.array([1.0, -1]), numpy.array([2.0, 4]), numpy.array([3.0, 5])
        numpy.testing.assert_array_equal(evaluate.apply(Affine("", one, two, three), x), [[3, 17]])
        numpy.testing.assert_array_equal(evaluate.apply(Affine("", None, None, three), x), [[4, 7]])

    def test_in_their_order(self):
        operations = [Affine("", numpy.array([1.0])), Dense("", numpy.array([[2.0]]), None), Activation("", "relu"),
                      Affine("", None, None, numpy.array([0.5]))]
        source = Source("test", 1, operations, "float64")
        numpy.testing.assert_array_equal(evaluate.outputs_of(source, [[3], [0]]), [[4.5], [0.5]])

    def test_an_unknown_activation(self):
        source = Source("test", 1, [Activation("odd one", "sine")], "float64")
        self.refused("'odd one' has the activation 'sine'", evaluate.outputs_of, source, [[1.0]])

    def test_gelu_is_the_exact_one(self):
        self.assertAlmostEqual(float(evaluate.gelu(numpy.array(1.0))), (1 + math.erf(math.sqrt(0.5))) / 2, 15)


if __name__ == "__main__":
    unittest.main()
