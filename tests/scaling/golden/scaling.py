#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Golden scalings and folded layers, in exact fractions of the numbers that the tests use.

    /usr/bin/python3 tests/scaling/golden/scaling.py    writes scaling.hpp

Needs Debian's python3-mpmath and python3-numpy. The formulas are those of scikit-learn's
StandardScaler (population variance) and MinMaxScaler.
"""

import pathlib
from fractions import Fraction

import mpmath
import numpy

HERE = pathlib.Path(__file__).resolve().parent
mpmath.mp.prec = 300
SAMPLES = 64


def exact(fraction):
    return mpmath.mpf(fraction.numerator) / fraction.denominator


def moments(numbers):
    numbers = [Fraction(float(x)) for x in numbers]
    mean = sum(numbers) / len(numbers)
    variance = sum((x - mean) ** 2 for x in numbers) / len(numbers)
    return mean, variance


def condition(numbers):
    """Of Welford's sum of squares, distances taken from the first number."""
    mean, variance = moments(numbers)
    if variance == 0:
        return 1.0
    return float(mpmath.sqrt(1 + exact((Fraction(float(numbers[0])) - mean) ** 2 / variance)))


def hexadecimal(numbers):
    return "{" + ", ".join(float(x).hex() for x in numbers) + "}"


def pair(value):
    value = exact(value) if isinstance(value, Fraction) else value
    high = float(value)
    return high.hex() + ", " + float(value - mpmath.mpf(high)).hex()


def feature(name, numbers):
    mean, variance = moments(numbers)
    width = Fraction(float(max(numbers))) - Fraction(float(min(numbers)))
    deviation = mpmath.sqrt(exact(variance))
    factor = 1 / deviation if variance > 0 else mpmath.mpf(1)
    range_factor = 1 / exact(width) if width > 0 else mpmath.mpf(1)
    return (f'    {{"{name}", {pair(mean)}, {pair(factor)}, {condition(numbers)!r},\n'
            f"     {float(min(numbers)).hex()}, {float(range_factor).hex()},\n"
            f"     {hexadecimal(numbers)}}},\n")


def features():
    """(name, numbers): all of them float32 numbers unless the name starts with "double"."""
    random = numpy.random.RandomState(3)
    normal = random.standard_normal((8, SAMPLES))
    yield "normal", numpy.float32(normal[0])
    yield "mean 4096, deviation 1/8", numpy.float32(4096 + normal[1] / 8)
    yield "of one value", numpy.full(SAMPLES, numpy.float32(0.1))
    yield "of size 1e-12", numpy.float32(normal[2] * 1e-12 + 3e-12)
    yield "first sample far off", numpy.float32(numpy.concatenate([[1e6], normal[3, 1:]]))
    yield "zeros and ones", numpy.float32(normal[4] > 1)
    yield "double: mean 1e6, deviation 1e-3", 1e6 + 1e-3 * normal[5]
    yield "double: mean -1e9, deviation 1e-5", -1e9 + 1e-5 * normal[6]


def long_numbers(mean, bits, scale):
    """What the test makes up itself, by the same generator: exact in the type it is for."""
    state = 7
    for _ in range(20000):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        yield mean + Fraction(state >> (64 - bits)) * Fraction(2) ** scale


def long_case(name, mean, bits, scale):
    numbers = list(long_numbers(mean, bits, scale))
    average, variance = moments(numbers)
    return (f'    {{"{name}", {mean}, {bits}, {scale}, {pair(average)}, '
            f"{pair(1 / mpmath.sqrt(exact(variance)))}, {condition(numbers)!r}}},\n")


INPUTS, OUTPUTS = 5, 3


def fold_case(name, weight, bias, offset, factor):
    """weight is outputs x inputs."""
    weight = numpy.float32(weight)
    bias, offset, factor = numpy.float32(bias), numpy.float32(offset), numpy.float32(factor)
    folded_weight, folded_bias, size = [], [], []
    for o in range(OUTPUTS):
        products = [Fraction(float(weight[o, i])) * Fraction(float(factor[i]))
                    for i in range(INPUTS)]
        shifts = [p * Fraction(float(t)) for p, t in zip(products, offset)]
        folded_weight += products
        folded_bias.append(Fraction(float(bias[o])) - sum(shifts))
        size.append(abs(Fraction(float(bias[o]))) + sum(abs(s) for s in shifts))
    return (f'    {{"{name}",\n     {hexadecimal(weight.ravel())},\n     {hexadecimal(bias)},\n'
            f"     {hexadecimal(offset)},\n     {hexadecimal(factor)},\n"
            f"     {{{', '.join(pair(w) for w in folded_weight)}}},\n"
            f"     {{{', '.join(pair(b) for b in folded_bias)}}},\n"
            f"     {hexadecimal(size)}}},\n")


def fold_cases():
    random = numpy.random.RandomState(5)
    weight = random.standard_normal((OUTPUTS, INPUTS))
    bias = random.standard_normal(OUTPUTS)
    yield "ordinary", weight, bias, random.standard_normal(INPUTS), random.uniform(0.3, 3, INPUTS)
    yield ("far from zero", weight, bias, 1e6 * random.standard_normal(INPUTS),
           random.uniform(300, 3000, INPUTS))
    yield ("of many sizes", weight, bias, [1e-8, 1e5, 0, -3, 1e3], [1e8, 1e-5, 2, -0.25, 1e-3])


TEXT = f"""// Written by tests/scaling/golden/scaling.py; regenerate with: /usr/bin/python3 tests/scaling/golden/scaling.py
// Scalings and folded layers (exact fractions).
#pragma once

namespace golden {{

// clang-format off
/// Sums of two doubles: value, value_low.
struct feature_case {{
    const char* name;  ///< those that only double can hold start with "double"
    double mean, mean_low, factor, factor_low;
    double condition;  ///< sqrt(1 + (first - mean)^2 / variance)
    double smallest, range_factor;
    double x[{SAMPLES}];
}};
inline constexpr feature_case feature_cases[] = {{
{''.join(feature(*f) for f in features())}}};

/// Sample k is mean + (bits highest of word k) * 2^scale.
struct long_case {{
    const char* name;
    double mean;
    int bits, scale;
    double average, average_low, factor, factor_low, condition;
}};
inline constexpr int long_samples = 20000;
inline constexpr long_case long_float = {{
{long_case("float: mean 1000, 4096 steps of 2^-13", 1000, 12, -13).strip()[1:-2]}}};
inline constexpr long_case long_double_precision = {{
{long_case("double: mean 1e6, 2^24 steps of 2^-33", 1000000, 24, -33).strip()[1:-2]}}};

struct fold_case {{
    const char* name;
    double weight[{OUTPUTS * INPUTS}];  ///< {OUTPUTS} outputs x {INPUTS} inputs
    double bias[{OUTPUTS}], offset[{INPUTS}], factor[{INPUTS}];
    double folded_weight[{2 * OUTPUTS * INPUTS}], folded_bias[{2 * OUTPUTS}];  ///< value, low, ...
    double size[{OUTPUTS}];  ///< |bias| + sum of |weight factor offset|
}};
inline constexpr fold_case fold_cases[] = {{
{''.join(fold_case(*f) for f in fold_cases())}}};
// clang-format on

}}  // namespace golden
"""
(HERE / "scaling.hpp").write_text(TEXT)
