#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The course's gradient check, 4-5-3-1 on 3 samples, by NumPy in float64 and mpmath.

Regenerate with `/usr/bin/python3 tests/gradient_check/golden/gradient_check.py` (NumPy, mpmath). The
features, then W1 b1 W2 b2 W3 b3, are normal numbers of NumPy's stream with seed 1. The planted
errors are the course's: dW2 doubled, db1 times four. With its textbook cost, -y log A - (1-y)
log(1-A), the numeric gradient inherits the rounding of 1 - A, and the course prints PRINTED. The last
bits may differ from one BLAS to the next.
"""
import os

import mpmath
import numpy as np

SIZES = [4, 5, 3, 1]
SAMPLES = 3
EPSILON = 1e-7
PRINTED = "0.285093156781"

mpmath.mp.prec = 200


def draw():
    stream = np.random.RandomState(1)
    x = stream.randn(SIZES[0], SAMPLES)
    parameters = [
        array for m, n in zip(SIZES, SIZES[1:]) for array in (stream.randn(n, m), stream.randn(n, 1))
    ]
    return x, np.array([[1.0, 1.0, 0.0]]), parameters


def logits(parameters, x):
    w1, b1, w2, b2, w3, b3 = parameters
    a1 = np.maximum(w1 @ x + b1, 0)
    a2 = np.maximum(w2 @ a1 + b2, 0)
    return a1, a2, w3 @ a2 + b3


def gradient(parameters, x, y):
    a1, a2, z3 = logits(parameters, x)
    d3 = (1 / (1 + np.exp(-z3)) - y) / SAMPLES
    d2 = parameters[4].T @ d3 * (a2 > 0)
    d1 = parameters[2].T @ d2 * (a1 > 0)
    pairs = ((d1, x), (d2, a1), (d3, a2))
    return [array for d, a in pairs for array in (d @ a.T, d.sum(axis=1, keepdims=True))]


def cost(parameters, x, y):
    """By logits, as a number of 60 digits of float64 logits."""
    z = logits(parameters, x)[2]
    terms = [
        mpmath.log1p(mpmath.exp(mpmath.mpf(float(v)))) - mpmath.mpf(float(v)) * int(t)
        for v, t in zip(z[0], y[0])
    ]
    return mpmath.fsum(terms) / SAMPLES


def textbook_cost(parameters, x, y):
    a = 1 / (1 + np.exp(-logits(parameters, x)[2]))
    return np.sum(-np.log(a) * y - np.log(1 - a) * (1 - y)) / SAMPLES


def numeric(of, parameters, x, y):
    slopes = []
    for number, array in enumerate(parameters):
        slopes.append(np.zeros_like(array))
        for at in np.ndindex(array.shape):
            sides = []
            for step in (EPSILON, -EPSILON):
                moved = [p.copy() for p in parameters]
                moved[number][at] += step
                sides.append(of(moved, x, y))
            slopes[number][at] = float((sides[0] - sides[1]) / (2 * EPSILON))
    return slopes


def flat(arrays):
    """The course's order: W by rows, then b, layer by layer."""
    return np.concatenate([np.ravel(a) for a in arrays])


def relative_difference(a, n):
    norm = lambda v: mpmath.sqrt(mpmath.fsum(mpmath.mpf(float(e)) ** 2 for e in v))
    return float(norm(a - n) / (norm(a) + norm(n)))


def array_text(name, values):
    items = [float(v).hex() for v in np.ravel(values)]
    rows = [", ".join(items[i : i + 3]) for i in range(0, len(items), 3)]
    return f"inline constexpr double {name}[] = {{\n    " + ",\n    ".join(rows) + "};\n"


def main():
    x, y, parameters = draw()
    right = gradient(parameters, x, y)
    planted = [g.copy() for g in right]
    planted[2] *= 2
    planted[1] *= 4
    # What this program's own numeric gradients say of its own formulas.
    assert relative_difference(flat(right), flat(numeric(cost, parameters, x, y))) < 2e-9
    textbook = relative_difference(flat(planted), flat(numeric(textbook_cost, parameters, x, y)))
    assert abs(textbook - float(PRINTED)) < 5e-10, textbook
    numbers = {
        "epsilon": EPSILON,
        "cost": float(cost(parameters, x, y)),
        "planted_ratio": relative_difference(flat(planted), flat(right)),
        "printed_planted_ratio": float(PRINTED),
    }
    body = array_text("features", x) + array_text("targets", y)
    body += array_text("parameters", flat(parameters)) + array_text("gradient", flat(right))
    for name, value in numbers.items():
        body += f"inline constexpr double {name} = {value!r};\n"
    script = "tests/gradient_check/golden/gradient_check.py"
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "gradient_check.hpp"), "w") as file:
        file.write(
            f"// Written by {script}; regenerate with: /usr/bin/python3 {script}\n"
            "// clang-format off\n#pragma once\n\nnamespace golden {\n"
            f"{body}}}  // namespace golden\n"
        )


if __name__ == "__main__":
    main()
