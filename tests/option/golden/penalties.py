#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Golden costs of the L2 and L1 penalties, summed exactly in mpmath.

    /usr/bin/python3 tests/option/golden/penalties.py    writes penalties.hpp beside itself

A network of 3-7-17-1. Weights and lambdas are floats, so that float and double are asked the same
question. Needs Debian's python3-mpmath.
"""

import pathlib
import random

import mpmath

mpmath.mp.prec = 400
here = pathlib.Path(__file__).resolve().parent
LAYERS = ((3, 7), (7, 17), (17, 1))
CASES = ((1, (0.5, 0.5, 0.5)), (300, (0.6875, 0.125, 2.0)), (211, (0.75, 0.0, 3.0)))


def main():
    stream = random.Random(5)
    layers = [[stream.randint(-2**20, 2**20) / 2**19 for _ in range((i + 1) * o)]
              for i, o in LAYERS]
    text = ("// Written by tests/option/golden/penalties.py; regenerate with: /usr/bin/python3 tests/option/golden/penalties.py\n"
            "// Penalties of a network of 3-7-17-1 (mpmath).\n"
            "#pragma once\n\nnamespace golden {\n\n// clang-format off\n"
            "struct penalty_row {\n    unsigned samples;\n    double lambda[3];\n"
            "    double l2;\n    double l1;\n};\n\n")
    text += "inline constexpr double penalty_weights[] = {\n"
    for layer in layers:
        text += "".join(f"    {w.hex()},\n" for w in layer)
    text += "};\n\ninline constexpr penalty_row penalties[] = {\n"
    for samples, lambdas in CASES:
        l2 = l1 = mpmath.mpf(0)
        for (inputs, outputs), layer, lam in zip(LAYERS, layers, lambdas):
            weights = [mpmath.mpf(w) for w in layer[:inputs * outputs]]
            l2 += mpmath.mpf(lam) / (2 * samples) * sum(w * w for w in weights)
            l1 += mpmath.mpf(lam) / samples * sum(abs(w) for w in weights)
        text += (f"    {{{samples}, {{{', '.join(map(str, lambdas))}}}, {float(l2).hex()}, "
                 f"{float(l1).hex()}}},\n")
    text += "};\n// clang-format on\n\n}  // namespace golden\n"
    (here / "penalties.hpp").write_text(text)


if __name__ == "__main__":
    main()
