#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes elementary.hpp: values of the double functions from mpmath, as hexadecimal literals.

To regenerate (Debian: python3-mpmath):  python3 elementary.py > elementary.hpp
Every value is computed with 2400 bits, which covers the reduction of the largest angles, and given
as the nearest double and what it lacks, so that an error in ulp can be measured.
"""
import math
import random
import sys

import mpmath
from mpmath import mp, mpf

mp.prec = 2400
random.seed(20250101)


def nearest(value):
    """The double nearest to value, ties to even, subnormals included."""
    if value == 0:
        return 0.0
    exponent = max(int(mpmath.floor(mpmath.log(abs(value), 2))) - 52, -1074)
    scaled = mpmath.nint(mpmath.ldexp(value, -exponent))
    try:
        return math.ldexp(int(scaled), exponent)
    except OverflowError:
        return math.copysign(math.inf, value)


def literal(x):
    if math.isinf(x):
        return "-HUGE_VAL" if x < 0 else "HUGE_VAL"
    return x.hex()


def spread(low, high, count):
    return [random.uniform(low, high) for _ in range(count)]


def powers(low, high, count):
    return [random.choice((-1, 1)) * math.ldexp(random.uniform(1, 2), random.randint(low, high))
            for _ in range(count)]


TINY = [5e-324, 1.5e-323, 2.2250738585072009e-308, 2.2250738585072014e-308, 1e-300, 1e-160, 2.0**-60,
        2.0**-54, 2.0**-53, 2.0**-30, 1e-8, 1e-4]
TINY += [-x for x in TINY]
MULTIPLES = [k * math.pi / 2 for k in list(range(1, 40)) + [1000, 12345, 1048576]]
HARD_ANGLES = [float.fromhex("0x1.6ac5b262ca1ffp+849"), 6381956970095103 * 2.0**797, 1e22, 1e15,
               2.0**1000, 2.0**1023, 1.7976931348623157e308, 2.0**120, 2.0**31, 2.0**32, 2.0**53,
               2.0**64, 1e5, 1e10, 1e100, 1e300]
NEAR_ONE = [math.ldexp(2**53 + k, -53) for k in (-9, -5, -3, -2, -1, 0, 2, 4, 6, 10, 2**20, -2**20)]

INPUTS = {
    "exp": TINY + spread(-1, 1, 80) + spread(-709, 709.7, 120) + spread(-745.1, -708.4, 60)
    + [709.782712893384, -745.1332191019411, -745.13, -708.3964185322641, -744.4400719213812],
    "expm1": TINY + powers(-60, 5, 150) + spread(-1, 1, 100) + spread(-40, 60, 80)
    + [709.782712893384, -700.0, 36.7, 37.5],
    "log": [abs(x) for x in TINY] + NEAR_ONE + spread(0.5, 2, 150)
    + [abs(x) for x in powers(-1074, 1023, 100)]
    + [1 + x for x in powers(-50, -8, 60)] + [1.7976931348623157e308, 10.0, math.e],
    "tanh": TINY + powers(-40, 4, 150) + spread(-2, 2, 120) + spread(0.6, 0.65, 30)
    + [18.9, 19.1, 22.0],
    "sigmoid": TINY + spread(-40, 40, 150) + spread(-745, -700, 60) + spread(-2, 2, 80)
    + [-745.1332191019411, -36.7, 36.7],
    "softplus": TINY + spread(-40, 40, 150) + spread(-745, -700, 60) + spread(-2, 2, 80)
    + [-745.1332191019411, 700.0, 1e300],
    "sin": TINY + spread(-1, 1, 60) + spread(-30, 30, 80) + powers(2, 1023, 120) + MULTIPLES
    + HARD_ANGLES,
    "erf": TINY + spread(-1.1, 1.1, 120) + spread(-6, 6, 120) + [0.99999999999, 1.0, 5.9, 6.0],
    "normal_cdf": TINY + spread(-8, 8, 150) + spread(-38.4, -8, 120) + [-38.4674, -37.5193, -37.6],
    "normal_pdf": TINY + spread(-8, 8, 120) + spread(-38.5, 38.5, 100) + [38.56, -38.0],
}
INPUTS["cos"] = INPUTS["sin"]


def hardest_logarithms(samples, count):
    """Arguments whose logarithm lies nearest to the middle of two doubles, out of random ones."""
    found = []
    with mp.workprec(130):
        for _ in range(samples):
            x = random.uniform(0, 1) if random.random() < 0.7 else random.uniform(1, 8)
            value = mpmath.log(mpf(x))
            scaled = mpmath.ldexp(value, 53 - mpmath.frexp(value)[1])
            found.append((abs(abs(scaled - mpmath.floor(scaled)) - mpf(0.5)), x))
    return [x for _, x in sorted(found)[:count]]


INPUTS["log"] += hardest_logarithms(300000, 100)

# The test of the series needs no care about cancellation: 2400 bits leave plenty.
FUNCTIONS = {
    "exp": mpmath.exp,
    "expm1": lambda x: mpmath.exp(x) - 1,
    "log": mpmath.log,
    "tanh": mpmath.tanh,
    "sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)),
    "softplus": lambda x: x if x > 1e299 else mpmath.log(1 + mpmath.exp(x)),
    "sin": mpmath.sin,
    "cos": mpmath.cos,
    "erf": mpmath.erf,
    "normal_cdf": lambda x: mpmath.erfc(-x / mpmath.sqrt(2)) / 2,
    "normal_pdf": lambda x: mpmath.exp(-x * x / 2) / mpmath.sqrt(2 * mpmath.pi),
}

print("// Written by tests/math/golden/elementary.py; regenerate with: /usr/bin/python3 "
      "tests/math/golden/elementary.py > tests/math/golden/elementary.hpp")
print("#pragma once\n")
print("#include <cmath>\n")
print("namespace golden {\n")
print("/// nearest is the double nearest to the function at x; what it lacks is rest, in ulp of nearest.")
print("struct elementary_value {\n    double x;\n    double nearest;\n    double rest;\n};\n")
for name, function in FUNCTIONS.items():
    print(f"inline const elementary_value {name}_values[] = {{")
    for x in INPUTS[name]:
        value = function(mpf(x))
        rounded = nearest(value)
        rest = 0.0 if math.isinf(rounded) else float((value - mpf(rounded)) / mpf(math.ulp(rounded)))
        print(f"    {{{literal(x)}, {literal(rounded)}, {rest:.5f}}},")
    print("};\n")
    print(name, len(INPUTS[name]), file=sys.stderr)
print("}  // namespace golden")
