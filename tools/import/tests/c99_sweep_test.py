# SPDX-License-Identifier: MIT
"""Every activation of C99 files over a million inputs, in floats and in integers. Slow: for releases and on request."""
import unittest

from c99_programs import ACTIVATIONS, LIBRARY, OF_LAYER
from c99_test import COMPILERS, BitsCase

COUNT = 1000000


@unittest.skipUnless(LIBRARY, "PICOMLP_LIBRARY_OUTPUTS names no program")
class Sweep(BitsCase):
    def test_activations(self):
        for compiler in (COMPILERS["gcc c99"], ["clang", "-O2", "-march=native"]):
            for number in ("float", "double"):
                for activation in ACTIVATIONS:
                    with self.subTest(compiler=compiler[0], number=number, activation=activation):
                        self.check_activation(number, activation, compiler, COUNT, 5 if activation in OF_LAYER else 1)

    def test_activations_in_integers(self):
        for activation in ACTIVATIONS:
            with self.subTest(activation=activation):
                self.check_activation("float", activation, [*COMPILERS["gcc c99"], "-DNET_SOFT_FLOAT=1"], COUNT,
                                      5 if activation in OF_LAYER else 1)


if __name__ == "__main__":
    unittest.main()
