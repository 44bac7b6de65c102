#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Golden costs and deltas of the losses, from their definitions in mpmath.

    /usr/bin/python3 tests/loss/golden/losses.py    writes losses.hpp and course_logits.hpp

Needs Debian's python3-mpmath and python3-numpy. Predictions and targets are float32 numbers, so that
float and double share a table; values are sums of two doubles.
"""

import pathlib
import sys

import mpmath
import numpy

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "golden"))
import course  # noqa: E402  the course's experiment

mpmath.mp.prec = 3000  # exp(-1e4) beside 1


def bce(z, y):
    cost = [max(a, 0) - t * a + mpmath.log1p(mpmath.exp(-abs(a))) if abs(a) < 2000
            else max(a, 0) - t * a for a, t in zip(z, y)]
    delta = [(1 / (1 + mpmath.exp(-a)) if abs(a) < 2000 else mpmath.mpf(a > 0)) - t
             for a, t in zip(z, y)]
    return mpmath.fsum(cost) / len(z), [d / len(z) for d in delta]


def softmax_ce(z, y):
    largest = max(z)
    terms = [mpmath.exp(a - largest) if largest - a < 2000 else mpmath.mpf(0) for a in z]
    total = mpmath.fsum(terms)
    cost = mpmath.fsum(t * (mpmath.log(total) - (a - largest)) for a, t in zip(z, y))
    return cost, [mpmath.fsum(y) * e / total - t for e, t in zip(terms, y)]


def mse(a, y):
    error = [p - t for p, t in zip(a, y)]
    return mpmath.fsum(e * e for e in error) / len(a), [2 * e / len(a) for e in error]


def huber(a, y):
    error = [p - t for p, t in zip(a, y)]
    cost = [e * e / 2 if abs(e) <= 1 else abs(e) - mpmath.mpf(1) / 2 for e in error]
    return mpmath.fsum(cost) / len(a), [max(min(e, 1), -1) / len(a) for e in error]


EXTREME = 3e38
BINARY = [([z], [y]) for z in (0, 0.5, -0.5, 3, -3, 17, -17, 40, -40, 80, -80, 1e4, -1e4, EXTREME,
                               -EXTREME) for y in (0, 1)]
BINARY += [([z], [y]) for z in (0.25, -2, 9, -1e4, EXTREME) for y in (0.5, 0.1, 0.999)]
BINARY += [([0.5, -2, 7], [1, 0, 0.25]), ([1e4, -1e4], [0, 1]), ([EXTREME, -EXTREME, 3], [0, 1, 1])]

CLASSES = [([0, 0], [1, 0]), ([1, -2], [0, 1]), ([3, 1, -4, 0.5, 2], [0, 1, 0, 0, 0]),
           ([3, 1, -4, 0.5, 2], [1, 0, 0, 0, 0]), ([30, 0, -30], [1, 0, 0]),
           ([30, 0, -30], [0, 0, 1]), ([1e4, -1e4, 0], [0, 1, 0]), ([1e4, -1e4, 0], [1, 0, 0]),
           ([EXTREME, 0, 7], [0, 1, 0]), ([EXTREME, -EXTREME], [1, 0]), ([-EXTREME, 0], [1, 0]),
           ([EXTREME, EXTREME], [0, 1]), ([0.5, 1.5, -1], [0.25, 0.5, 0.25]),
           ([1e4, 0, 9999], [0.5, 0.25, 0.25]), ([2, -1, 0.25], [0, 0, 0]),
           ([2, -1, 0.25], [1, 1, 0]), ([5], [1])]

NUMBERS = [([1.5], [0.25]), ([0.3], [0.3]), ([0.1, -2, 7], [0.2, 3, 7.25]), ([1e10], [-1e10]),
           ([1e-10, 3], [0, 2.5]), ([-4, 4, 0.5, 2], [0, 0, 0, 0]), ([1.25], [0.25]),
           ([1e-20], [0])]

LOSSES = {"binary_cross_entropy": (bce, BINARY), "softmax_cross_entropy": (softmax_ce, CLASSES),
          "mean_squared_error": (mse, NUMBERS), "huber": (huber, NUMBERS)}


def pair(value):
    high = float(value)
    return high, float(value - mpmath.mpf(high))


def write(name, comment, body):
    (HERE / name).write_text(
        "// Written by tests/loss/golden/losses.py; regenerate with: /usr/bin/python3 tests/loss/golden/losses.py\n"
        f"// {comment}\n"
        "#pragma once\n\nnamespace golden {\n\n// clang-format off\n" + body +
        "// clang-format on\n\n}  // namespace golden\n")


def write_losses():
    body = ("struct loss_case {\n    int outputs;\n    double prediction[5], target[5];\n"
            "    double cost, cost_low;\n    double delta[5], delta_low[5];  ///< for scale 1\n};\n")
    for name, (loss, cases) in LOSSES.items():
        body += f"\ninline constexpr loss_case {name}_cases[] = {{\n"
        for case in cases:
            rounded = [[float(numpy.float32(x)) for x in column] for column in case]
            cost, delta = loss(*[[mpmath.mpf(x) for x in column] for column in rounded])
            pairs = [pair(d) for d in delta]
            columns = ["{" + ", ".join(x.hex() for x in c) + "}"
                       for c in (*rounded, [p[0] for p in pairs], [p[1] for p in pairs])]
            high, low = pair(cost)
            body += (f"    {{{len(delta)}, {columns[0]}, {columns[1]}, {high.hex()}, {low.hex()},\n"
                     f"     {columns[2]}, {columns[3]}}},\n")
        body += "};\n"
    write("losses.hpp", "Costs and deltas of the losses (mpmath).", body)


def write_logits():
    """Exact logits of the course's untrained networks, rounded once."""
    mpmath.mp.prec = 300
    body = ("struct course_logits {\n    const char* dataset;\n    const char* init;\n"
            "    double logit[300];\n    const char* labels;  ///< 300 characters '0' or '1'\n};\n\n"
            "inline constexpr course_logits course_first_logits[] = {\n")
    for name, init in (("circles", "random"), ("circles", "he")):
        points, labels = course.dataset(name, *course.TRAIN)
        weights = [[[mpmath.mpf(float(v)) for v in row] for row in weight]
                   for weight in course.initial_weights(init, course.LAYERS)]
        logits = []
        for point in points:
            values = [mpmath.mpf(float(v)) for v in point]
            for weight in weights[:-1]:
                values = [max(mpmath.fdot(row, values), 0) for row in weight]
            logits.append(float(mpmath.fdot(weights[-1][0], values)))
        body += (f'    {{"{name}", "{init}",\n     {{{course.numbers(logits)}}},\n'
                 f"      {course.quoted(labels)}}},\n")
    write("course_logits.hpp",
          "Logits of the course's networks before the first update (mpmath, 300 bits, rounded).",
          body + "};\n")


if __name__ == "__main__":
    write_losses()
    write_logits()
