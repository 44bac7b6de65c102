#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Golden tables of the activations and their derivatives, from their definitions in mpmath, and the
fingerprints of their names, from zlib.

    /usr/bin/python3 tests/activation/golden/activations.py    writes activations.hpp beside itself

Needs Debian's python3-mpmath and python3-numpy. A value is the sum of two doubles, so that an error
in units of the last place can be measured, not guessed. Every activation of the library has to
stand in ACTIVATIONS: every_activation_test.cpp uses a table of each. Those with a parameter stand
in WITH_PARAMETER, for some of its values. Fingerprints are fixed for good:
data stored by one version is read by the next.
"""

import pathlib
import random
import zlib

import mpmath
import numpy

mpmath.mp.prec = 2000  # sigmoid(-700) and 1 - sigmoid(700) alike need their digits

HERE = pathlib.Path(__file__).resolve().parent


def sigmoid(z):
    return 1 / (1 + mpmath.exp(-z))


def pdf(z):
    return mpmath.exp(-z * z / 2) / mpmath.sqrt(2 * mpmath.pi)


def cdf(z):
    return mpmath.erfc(-z / mpmath.sqrt(2)) / 2


def one(_):
    return mpmath.mpf(1)


def zero(_):
    return mpmath.mpf(0)


def mish_slope(z):
    t = mpmath.tanh(mpmath.log1p(mpmath.exp(z)))
    return t + z * (1 - t * t) * sigmoid(z)


ROOT = mpmath.sqrt(2 / mpmath.pi)
SELU_SCALE = mpmath.mpf("1.0507009873554804934193349852946")
SELU_ALPHA = mpmath.mpf("1.6732632423543772848170429916717")


def gelu_tanh_slope(z):
    t = mpmath.tanh(ROOT * (z + mpmath.mpf("0.044715") * z ** 3))
    return (1 + t) / 2 + z * (1 - t * t) * ROOT * (1 + 3 * mpmath.mpf("0.044715") * z ** 2) / 2


# name: function, derivative, how far left the values are normal numbers (float, double)
ACTIVATIONS = {
    "identity": (lambda z: z, one, 1e30, 1e30),
    "relu": (lambda z: max(z, mpmath.mpf(0)), lambda z: one(z) if z > 0 else zero(z), 1e30, 1e30),
    "leaky_relu": (lambda z: z if z > 0 else z / 100,
                   lambda z: one(z) if z > 0 else one(z) / 100, 1e30, 1e30),
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z)), 87.0, 708.0),
    "hyperbolic_tangent": (mpmath.tanh, lambda z: mpmath.sech(z) ** 2, 12.0, 25.0),
    "elu": (lambda z: z if z > 0 else mpmath.expm1(z),
            lambda z: mpmath.mpf(1) if z > 0 else mpmath.exp(z), 20.0, 45.0),
    "softplus": (lambda z: mpmath.log1p(mpmath.exp(z)), sigmoid, 87.0, 708.0),
    "hard_sigmoid": (lambda z: min(max(z / 6 + one(z) / 2, zero(z)), one(z)),
                     lambda z: one(z) / 6 if abs(z) < 3 else zero(z), 12.0, 12.0),
    "silu": (lambda z: z * sigmoid(z),
             lambda z: sigmoid(z) * (1 + z * (1 - sigmoid(z))), 87.0, 708.0),
    "gelu": (lambda z: z * cdf(z), lambda z: cdf(z) + z * pdf(z), 12.75, 37.25),
    "relu6": (lambda z: min(max(z, zero(z)), 6 * one(z)),
              lambda z: one(z) if 0 < z < 6 else zero(z), 1e30, 1e30),
    "selu": (lambda z: SELU_SCALE * (z if z > 0 else SELU_ALPHA * mpmath.expm1(z)),
             lambda z: SELU_SCALE * (one(z) if z > 0 else SELU_ALPHA * mpmath.exp(z)), 20.0, 45.0),
    "softsign": (lambda z: z / (1 + abs(z)), lambda z: (1 + abs(z)) ** -2, 1e6, 1e12),
    "mish": (lambda z: z * mpmath.tanh(mpmath.log1p(mpmath.exp(z))), mish_slope, 87.0, 708.0),
    "hard_swish": (lambda z: z * min(max(z + 3, zero(z)), 6 * one(z)) / 6,
                   lambda z: zero(z) if z <= -3 else one(z) if z >= 3 else z / 3 + one(z) / 2,
                   12.0, 12.0),
    "gelu_tanh": (lambda z: z * (1 + mpmath.tanh(ROOT * (z + mpmath.mpf("0.044715") * z ** 3))) / 2,
                  gelu_tanh_slope, 10.0, 21.0),
    "log_softmax": (zero, zero, 40.0, 40.0),  # of one feature, like softmax
    "softmax": (one, zero, 40.0, 40.0),  # of one feature; of several see SOFTMAX
}



def leaky_relu_of(slope):
    return lambda z: z if z > 0 else slope * z, lambda z: one(z) if z > 0 else slope, 1e30, 1e30


def elu_of(alpha):
    return (lambda z: z if z > 0 else alpha * mpmath.expm1(z),
            lambda z: one(z) if z > 0 else alpha * mpmath.exp(z), 20.0, 45.0)


# name: activation, numerator and denominator in lowest terms
WITH_PARAMETER = {
    "leaky_relu_of_3_10": (leaky_relu_of, 3, 10),
    "leaky_relu_of_minus_1_4": (leaky_relu_of, -1, 4),
    "elu_of_1_2": (elu_of, 1, 2),
    "elu_of_19_10": (elu_of, 19, 10),
}

SOFTMAX = [
    [0.0],
    [1.0, 1.0],
    [0.25, -1.5],
    [3.0, 2.0, -7.0, 0.5, 2.75],
    [1e30, -1e30, 1e30],
    [3e38, -3e38, 0.0],
    [100.0, 101.0, 60.0, 102.5],
    [-1000.0, -1001.0, -1000.5],
]


def inputs(form, reach):
    """Tiny, moderate, far out; `form` rounds to the number type of the test."""
    stream = random.Random(20)
    chosen = [-1.2784645427610738, -0.7517915246935645]  # where silu' and gelu' change their sign
    chosen += [sign * 2.0 ** -power for power in (1, 3, 8, 24, 40, 100) for sign in (1, -1)]
    chosen += [stream.uniform(-1, 1) for _ in range(4)]
    chosen += [stream.uniform(-8, 8) for _ in range(10)]
    chosen += [stream.uniform(-reach, -reach / 4) for _ in range(4)]
    chosen += [stream.uniform(8, 40) for _ in range(4)]
    chosen += [-reach, 1e30]
    return sorted(float(form(x)) for x in chosen)


def fingerprint(name, *numbers):
    """Of a name and the numbers that belong to it, each with four bytes, the lowest first."""
    return zlib.crc32(name.encode() + bytes(1) +
                      b"".join((n % 2 ** 32).to_bytes(4, "little") for n in numbers))


def pair(value):
    """A value as two doubles' hexadecimal literals."""
    high = float(value)
    return f"{high.hex()}, {float(value - mpmath.mpf(high)).hex()}"


def main():
    body = ("// Values are high + low.\n"
            "struct activation_row {\n    double z;\n    double value, value_low;\n"
            "    double slope, slope_low;\n};\n")
    activations = {name: (fingerprint(name), *rest) for name, rest in ACTIVATIONS.items()}
    for name, (family, numerator, denominator) in WITH_PARAMETER.items():
        activations[name] = (fingerprint(family.__name__, numerator, denominator),
                             *family(mpmath.mpf(numerator) / denominator))
    for name, (crc, function, derivative, float_reach, double_reach) in activations.items():
        body += f"\ninline constexpr unsigned {name}_fingerprint = 0x{crc:08x};\n"
        for form, kind, reach in ((numpy.float32, "float", float_reach),
                                  (numpy.float64, "double", double_reach)):
            body += f"\ninline constexpr activation_row {name}_{kind}[] = {{\n"
            for x in inputs(form, reach):
                z = mpmath.mpf(x)
                body += f"    {{{x.hex()}, {pair(function(z))}, {pair(derivative(z))}}},\n"
            body += "};\n"
    body += ("\nstruct softmax_case {\n    int features;\n    double z[5];\n"
             "    double value[5], value_low[5];\n"
             "    double logarithm[5], logarithm_low[5];\n};\n"
             "\ninline constexpr softmax_case softmax_cases[] = {\n")
    for case in SOFTMAX:
        z = [float(numpy.float32(x)) for x in case]
        terms = [mpmath.exp(mpmath.mpf(x) - max(z)) for x in z]
        values = [t / mpmath.fsum(terms) for t in terms]
        high = [float(v) for v in values]
        low = [float(v - mpmath.mpf(h)) for v, h in zip(values, high)]
        logarithms = [mpmath.mpf(x) - max(z) - mpmath.log(mpmath.fsum(terms)) for x in z]
        high_logarithms = [float(v) for v in logarithms]
        low_logarithms = [float(v - mpmath.mpf(h)) for v, h in zip(logarithms, high_logarithms)]
        columns = [", ".join(x.hex() for x in column)
                   for column in (z, high, low, high_logarithms, low_logarithms)]
        body += (f"    {{{len(z)}, {{{columns[0]}}},\n     {{{columns[1]}}}, {{{columns[2]}}},\n"
                 f"     {{{columns[3]}}}, {{{columns[4]}}}}},\n")
    body += "};\n"
    (HERE / "activations.hpp").write_text(
        "// Written by tests/activation/golden/activations.py; regenerate with: /usr/bin/python3 tests/activation/golden/activations.py\n"
        "// Activations and their derivatives (mpmath).\n"
        "#pragma once\n\nnamespace golden {\n\n// clang-format off\n" + body +
        "// clang-format on\n\n}  // namespace golden\n")


if __name__ == "__main__":
    main()
