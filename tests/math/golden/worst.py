#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes worst.hpp: where worst_search found the largest errors, and the true values there.

To regenerate, with math_worst_search built by meson and Debian's python3-mpmath:

    (math_worst_search double 180; math_worst_search float 20) | /usr/bin/python3 worst.py

The search starts from the points that are in worst.hpp when it is built, so that a shorter one loses
nothing. Lines of several searches may come together. They have form, measure, argument in bits and the error
that it found with MPFR; the values here are mpmath's.
"""

import math
import pathlib
import struct
import sys

import mpmath
from mpmath import mpf

mpmath.mp.prec = 2400  # the reduction of the largest angles


def sigmoid(x):
    return 1 / (1 + mpmath.exp(-x))


def normal_cdf(x):
    return mpmath.erfc(-x / mpmath.sqrt(2)) / 2


def normal_pdf(x):
    return mpmath.exp(-x * x / 2) / mpmath.sqrt(2 * mpmath.pi)


def mish_slope(z):
    t = mpmath.tanh(mpmath.log(1 + mpmath.exp(z)))
    return t + z * (1 - t * t) * sigmoid(z)


def gelu_tanh(z):
    return z * (1 + mpmath.tanh(mpmath.sqrt(2 / mpmath.pi) * (z + mpf("0.044715") * z ** 3))) / 2


def gelu_tanh_slope(z):
    root = mpmath.sqrt(2 / mpmath.pi)
    t = mpmath.tanh(root * (z + mpf("0.044715") * z ** 3))
    return (1 + t) / 2 + z * (1 - t * t) * root * (1 + 3 * mpf("0.044715") * z ** 2) / 2


SELU_SCALE = mpf("1.0507009873554804934193349852946")
SELU_ALPHA = mpf("1.6732632423543772848170429916717")

FORMULAS = {
    "exp": mpmath.exp,
    "expm1": lambda x: mpmath.exp(x) - 1,
    "log": mpmath.log,
    "tanh": mpmath.tanh,
    "sigmoid": sigmoid,
    "softplus": lambda x: mpmath.log(1 + mpmath.exp(x)),
    "sin": mpmath.sin,
    "cos": mpmath.cos,
    "sin_of_large": mpmath.sin,
    "cos_of_large": mpmath.cos,
    "turn_sine": lambda x: mpmath.sin(2 * mpmath.pi * x),
    "turn_cosine": lambda x: mpmath.cos(2 * mpmath.pi * x),
    "erf": mpmath.erf,
    "normal_cdf": normal_cdf,
    "normal_pdf": normal_pdf,
    "sqrt": mpmath.sqrt,
    "elu_slope_in_z": mpmath.exp,
    "sigmoid_slope_in_a": lambda a: a * (1 - a),
    "sigmoid_slope_in_z": lambda z: sigmoid(z) * (1 - sigmoid(z)),
    "hyperbolic_tangent_slope_in_a": lambda a: 1 - a * a,
    "hyperbolic_tangent_slope_in_z": lambda z: mpmath.sech(z) ** 2,
    "softplus_slope_in_a": lambda a: 1 - mpmath.exp(-a),
    "softplus_slope_in_z": sigmoid,
    "silu": lambda z: z * sigmoid(z),
    "silu_tail": lambda z: z * sigmoid(z),
    "silu_slope": lambda z: sigmoid(z) * (1 + z * (1 - sigmoid(z))),
    "gelu": lambda z: z * normal_cdf(z),
    "gelu_tail": lambda z: z * normal_cdf(z),
    "gelu_slope": lambda z: normal_cdf(z) + z * normal_pdf(z),
    "hard_sigmoid": lambda z: min(max(z / 6 + mpf(1) / 2, mpf(0)), mpf(1)),
    "leaky_relu": lambda z: z if z > 0 else z / 100,
    "leaky_relu_of": lambda z: z if z > 0 else 3 * z / 10,
    "elu_of": lambda z: z if z > 0 else 19 * (mpmath.exp(z) - 1) / 10,
    "elu_of_slope_in_z": lambda z: mpf(1) if z > 0 else 19 * mpmath.exp(z) / 10,
    "selu": lambda z: SELU_SCALE * (z if z > 0 else SELU_ALPHA * (mpmath.exp(z) - 1)),
    "selu_slope_in_z": lambda z: SELU_SCALE * (mpf(1) if z > 0 else SELU_ALPHA * mpmath.exp(z)),
    "softsign": lambda z: z / (1 + abs(z)),
    "softsign_slope_in_a": lambda a: (1 - abs(a)) ** 2,
    "softsign_slope_in_z": lambda z: (1 + abs(z)) ** -2,
    "mish": lambda z: z * mpmath.tanh(mpmath.log(1 + mpmath.exp(z))),
    "mish_tail": lambda z: z * mpmath.tanh(mpmath.log(1 + mpmath.exp(z))),
    "mish_slope": mish_slope,
    "hard_swish": lambda z: z * min(max(z + 3, mpf(0)), mpf(6)) / 6,
    "hard_swish_slope": lambda z: z / 3 + mpf(1) / 2,
    "gelu_tanh": gelu_tanh,
    "gelu_tanh_tail": gelu_tanh,
    "gelu_tanh_slope": gelu_tanh_slope,
    "softmax_of_two": lambda z: mpmath.exp(z) / (mpmath.exp(z) + 1),
}
KEPT = 3  # of a measure, when the output of several searches comes
FORMS = {"float": (4, "<I", "<f"), "double": (8, "<Q", "<d")}

HEADER = """\
// Written by tests/math/golden/worst.py; regenerate with: (math_worst_search double 180; math_worst_search float 20) | /usr/bin/python3 tests/math/golden/worst.py
#pragma once

#include <cstdint>

namespace golden {

/// Where a measure of measures.hpp has one of the largest errors that were found. The truth, from
/// mpmath, is nearest + rest, rest being given in spacings of double at nearest; error is what the
/// search counted with MPFR, in the measure's unit.
struct worst_point {
    const char* form;
    const char* measure;
    uint64_t argument;  ///< in bits
    double nearest;
    double rest;
    double error;
};

inline constexpr worst_point worst_points[] = {
"""


def argument(form, measure, bits):
    """The number that the bits stand for."""
    size, integer, number = FORMS[form]
    if measure.startswith("turn_"):
        return mpf(bits - 2 ** (8 * size) if bits >> (8 * size - 1) else bits) / 2 ** (8 * size)
    return mpf(struct.unpack(number, struct.pack(integer, bits))[0])


def main():
    found = {}
    for line in sys.stdin:
        form, measure, bits, error = line.split()
        found.setdefault((form, measure), {})[bits] = error
    rows = []
    for (form, measure), points in sorted(found.items()):
        largest = sorted(points.items(), key=lambda point: -float(point[1]))[:KEPT]
        for bits, error in largest:
            value = FORMULAS[measure](argument(form, measure, int(bits, 16)))
            nearest = float(value)
            rest = float((value - mpf(nearest)) / mpf(math.ulp(nearest)))
            rows.append(f'    {{"{form}", "{measure}", {bits}u, {nearest.hex()}, {rest:.6f}, '
                        f"{error}}},\n")
    if not rows:
        sys.exit("worst.py: nothing comes from worst_search")
    (pathlib.Path(__file__).resolve().parent / "worst.hpp").write_text(
        HEADER + "".join(rows) + "};\n\n}  // namespace golden\n", encoding="utf-8")


if __name__ == "__main__":
    main()
