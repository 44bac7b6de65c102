# SPDX-License-Identifier: MIT
"""The C99 file of a network has the library's bits, whoever compiles it."""
import tempfile
import unittest
from pathlib import Path

import numpy

from c99_programs import (ACTIVATIONS, LIBRARY, OF_LAYER, activation_program, as_bits, fusing, library_activation,
                          library_outputs, network_program, outcomes_of, run, test_numbers, with_vectors, write,
                          write_files)
from c99_suite import SHAPES, network_called
from refusal import Refused

COMPILERS = {
    "gcc c99": ["gcc", "-std=c99", "-O2"],
    # Contracts where it may: the processor fuses.
    "gcc gnu17 fused processor": ["gcc", "-std=gnu17", "-O3", "-march=native"],
}
WARNINGS = ["-Wall", "-Wextra", "-Werror", "-pedantic"]

def samples_for(network, count, seed=11):
    """Usual ones, huge ones that overflow on the way, and some that are not finite."""
    random = numpy.random.default_rng(seed)
    x = random.normal(size=(count, network.inputs)) * random.choice([1e-3, 1.0, 30.0], size=(count, 1))
    x[::17] = numpy.sign(x[::17]) * (3e38 if network.number == "float" else 1.7e308)
    x[5::23] = 0.0
    x[6::29, 0] = numpy.nan
    x[7::31, -1] = -numpy.inf
    with numpy.errstate(over="ignore"):
        return x.astype("<f4" if network.number == "float" else "<f8")


class BitsCase(unittest.TestCase):
    """Compares programs with the library."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = Path(self.folder.name)

    def check_activation(self, number, activation, compiler, count=20000, features=1):
        z = test_numbers(number, count)
        z = z[:len(z) // features * features]
        program = activation_program(self.path, number, activation, [*compiler, *WARNINGS], features)
        given = numpy.frombuffer(run([program], z.tobytes()), z.dtype)
        expected = library_activation(number, activation, features, z)
        different = numpy.flatnonzero(as_bits(given) != as_bits(expected))
        self.assertEqual(len(given), len(z))
        self.assertEqual(different.size, 0, f"{activation}: {z[different[:3]]} gives {given[different[:3]]} instead of "
                                            f"{expected[different[:3]]}")

    def check_network(self, network, compiler, count=300):
        x = samples_for(network, count)
        program = network_program(self.path, with_vectors(network), [*fusing(compiler), *WARNINGS])
        outcomes, y = outcomes_of(run([program], x.tobytes()), network)
        expected_outcomes, expected = library_outputs(network, x)
        self.assertEqual(outcomes.tolist(), expected_outcomes.tolist())
        self.assertEqual(as_bits(y).tolist(), as_bits(expected).tolist())


@unittest.skipUnless(LIBRARY, "PICOMLP_LIBRARY_OUTPUTS names no program")
class SameBits(BitsCase):
    def test_activations(self):
        for number in ("float", "double"):
            for activation in ACTIVATIONS:
                with self.subTest(number=number, activation=activation):
                    self.check_activation(number, activation, COMPILERS["gcc c99"],
                                          features=5 if activation in OF_LAYER else 1)

    def test_activations_in_integers(self):
        for activation in ("sigmoid", "hyperbolic_tangent", "softplus", "softmax", "log_softmax", "elu", "silu"):
            with self.subTest(activation=activation):
                self.check_activation("float", activation, [*COMPILERS["gcc c99"], "-DNET_SOFT_FLOAT=1"],
                                      features=5 if activation in OF_LAYER else 1)

    def test_networks(self):
        for compiler, words in COMPILERS.items():
            for name in SHAPES:
                with self.subTest(compiler=compiler, network=name):
                    self.check_network(network_called(name), words)

    def test_networks_of_loops(self):
        for name in SHAPES:
            with self.subTest(network=name):
                self.check_network(network_called(name), ["gcc", "-Os"])


class Refusals(unittest.TestCase):
    """Nothing is written that does not compile, or would not compute the same."""

    def refusal(self, network, name="net", profile="separate"):
        with self.assertRaises(Refused) as caught:
            write(network, name, profile)
        return str(caught.exception)

    def test_names_that_c_does_not_take(self):
        for name in ("", "1net", "a-b", "while", "class", "main", "_net", 'x"y'):
            with self.subTest(name=name):
                self.assertIn("cannot name functions in C", self.refusal(network_called("one"), name))

    def test_numbers_that_are_not_finite(self):
        network = network_called("small")
        network.layers[1].weights[2, 3] = numpy.nan
        self.assertIn("parameters of layer 2", self.refusal(network))
        network.layers[1].weights[2, 3] = 1e39  # no float
        self.assertIn("parameters of layer 2", self.refusal(network))

    def test_networks_that_are_none(self):
        network = network_called("small")
        network.layers[1].activation = "swish"
        self.assertIn("'swish'", self.refusal(network))
        network.layers[1].activation = "elu_of"
        self.assertIn("lacks its parameter", self.refusal(network))
        network = network_called("small")
        del network.layers[1]
        self.assertIn("Layer 2 takes 5 numbers", self.refusal(network))
        network.layers[0].bias = network.layers[0].bias[:-1]
        self.assertIn("one bias for each of its 10 outputs", self.refusal(network))
        network.layers.clear()
        self.assertIn("without layers", self.refusal(network))
        self.assertIn("no rounding profile", self.refusal(network_called("one"), profile="fast"))

    def test_arithmetic_that_compilers_change(self):
        with tempfile.TemporaryDirectory() as folder:
            write_files(Path(folder), network_called("small"), "net", "separate")
            for compiler, flag in (("gcc", "-ffast-math"), ("gcc", "-Ofast"), ("clang", "-ffast-math"),
                                   ("gcc", "-mfpmath=387")):
                with self.subTest(compiler=compiler, flag=flag), self.assertRaisesRegex(AssertionError, "#error"):
                    run([compiler, flag, "-std=c99", "-c", f"{folder}/net.c", "-o", f"{folder}/net.o"])

    def test_fused_files_want_processors_that_fuse(self):
        with tempfile.TemporaryDirectory() as folder:
            write_files(Path(folder), network_called("small"), "net", "fused")
            with self.assertRaisesRegex(AssertionError, "#error"):
                run(["gcc", "-mno-fma", "-c", f"{folder}/net.c", "-o", f"{folder}/net.o"])
            run(["gcc", "-mfma", "-c", f"{folder}/net.c", "-o", f"{folder}/net.o"])

    def test_names_of_features_stay_in_their_comment(self):
        network = network_called("small")
        network.feature_names = ["*/ #error a", "b\\\n??/"]
        with tempfile.TemporaryDirectory() as folder:
            write_files(Path(folder), network, "net", "separate")
            run(["gcc", "-std=c99", "-Wall", "-Wextra", "-Werror", "-c", f"{folder}/net.c", "-o", f"{folder}/net.o"])
            self.assertIn("0 * / #error a", Path(f"{folder}/net.h").read_text())


if __name__ == "__main__":
    unittest.main()
