# SPDX-License-Identifier: MIT
"""The C99 file of a network of int8 gives what the integers of NumPy give, to the last bit."""
import random
import shutil
import unittest

from of_import import Case
import numpy

import int8_networks
from quantized import predict
from quantized.requantization import ROUNDINGS, requantized

GCC = ["gcc", "-std=c99", "-O2"]
NARROW = [*GCC, "-DNET_NARROW=1", "-fsanitize=undefined", "-fno-sanitize-recover"]
COMPILERS = {"gcc": GCC, "narrow": NARROW, "c++": ["g++", "-std=c++98", "-x", "c++", "-Os", "-Wno-long-long"],
             "clang": ["clang", "-std=c99", "-O3"]}


@unittest.skipUnless(shutil.which("gcc") and shutil.which("g++"), "no compilers here")
class SameBits(Case):
    def setUp(self):
        self.draw = random.Random(19)
        self.path = self.folder()

    def check(self, made, compiler=GCC, count=200):
        x = int8_networks.inputs_for(self.draw, made, count)
        for rounding in ROUNDINGS:
            y = int8_networks.outputs_of_program(self.path, made, rounding, x, compiler)
            self.same(y, predict.outputs_of(made, x, rounding), made.shape)

    def test_random_networks(self):
        for number in range(24):
            with self.subTest(number):
                self.check(int8_networks.random_network(self.draw), NARROW if number % 2 else GCC)

    def test_multipliers_of_any_size(self):
        for number in range(12):
            with self.subTest(number):
                self.check(int8_networks.random_network(self.draw, odd=True))

    def test_every_input_of_one(self):
        for steps in (["relu", "relu", "none"], ["sigmoid", "leaky_relu", "table"], ["relu6", "hyperbolic_tangent",
                                                                                 "requantised"]):
            self.check(int8_networks.network(self.draw, [1, 16, 16, 1], steps))

    def test_sums_at_halves(self):
        """Where the two roundings differ, and where one of them takes halves away from 0."""
        made = int8_networks.network(self.draw, [2, 1], ["none"], channels=False)
        for rounding, least in (("double", -1), ("single", -2)):
            cases = []
            for _ in range(4000):
                significand, shift = self.draw.choice((2**30, self.draw.randint(2**30, 2**31 - 1))), \
                    self.draw.randint(-20, -2)
                near = round((self.draw.randint(-200, 200) + 0.5) * 2.0**(31 - shift) / significand)
                cases += [(near + off, significand, shift) for off in (-1, 0, 1) if abs(near + off) < 2**30]
            cases = numpy.array(cases)
            expected = requantized(*cases.T, rounding)
            given = numpy.stack([cases[:, 0], cases[:, 1], least - cases[:, 2]], axis=1)
            for compiler in (GCC, NARROW):
                self.same(int8_networks.scaled_by_program(self.path, made, rounding, given, 1, compiler), expected)

    def test_compilers(self):
        made = int8_networks.network(self.draw, [7, 9, 12, 4], ["relu", "leaky_relu", "sigmoid"], 1.0)
        for name, words in COMPILERS.items():
            if shutil.which(words[0]):
                with self.subTest(name):
                    self.check(made, words)

    def test_softmax_of_many_outputs(self):
        self.check(int8_networks.network(self.draw, [3, 511], ["none"], 1.0))
        self.check(int8_networks.network(self.draw, [3, 1], ["none"], 1.0))


class Files(Case):
    def setUp(self):
        self.draw = random.Random(20)
        self.path = self.folder()

    def test_refusals(self):
        made = int8_networks.network(self.draw, [2, 3], ["none"])
        for name in ("1net", "while", "_net"):
            self.refused("cannot name functions in C", int8_networks.int8.write, made, name, "double")

    @unittest.skipUnless(shutil.which("gcc"), "no compiler here")
    def test_self_test(self):
        made = int8_networks.network(self.draw, [2, 3, 2], ["relu", "none"])
        x = int8_networks.inputs_for(self.draw, made, 8)
        y = predict.outputs_of(made, x, "double")
        for right in (True, False):
            vectors = x, y if right else y + numpy.eye(8, 2, dtype=int)
            int8_networks.write_files(self.path, made, "double", vectors)
            words = [*GCC, *int8_networks.WARNINGS, f"-I{self.path}", self.path / "net.c",
                     int8_networks.HERE / "int8/network.c", "-o", self.path / "network"]
            int8_networks.run(words)
            if right:
                int8_networks.run([self.path / "network"])
            else:
                with self.assertRaisesRegex(AssertionError, "network: 3"):
                    int8_networks.run([self.path / "network"])


if __name__ == "__main__":
    unittest.main()
