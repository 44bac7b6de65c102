#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Golden metrics, from scikit-learn's definitions written out.

    /usr/bin/python3 tests/evaluation/golden/metrics.py    writes metrics.hpp

Needs Debian's python3-mpmath and python3-numpy. Regression figures are exact fractions of the
numbers that the tests use and rounded at the end; so are the figures of classes.
"""

import pathlib
from fractions import Fraction

import mpmath
import numpy

HERE = pathlib.Path(__file__).resolve().parent
mpmath.mp.prec = 300
SAMPLES = 48


def exact(fraction):
    return mpmath.mpf(fraction.numerator) / fraction.denominator


def hexadecimal(numbers):
    return "{" + ", ".join(float(x).hex() for x in numbers) + "}"


def ratio(part, whole):
    return Fraction(int(part), int(whole)) if whole else Fraction(0)


def classification(name, counts):
    """precision, recall, f1 of each class; their means; accuracy; matthews_corrcoef."""
    counts = numpy.array(counts, dtype=object)
    classes = len(counts)
    hits, target, predicted = counts.diagonal(), counts.sum(axis=1), counts.sum(axis=0)
    total = counts.sum()
    each = [(ratio(h, p), ratio(h, t), ratio(2 * h, t + p))
            for h, t, p in zip(hits, target, predicted)]
    macro = [sum(column) / classes for column in zip(*each)]
    covariance = hits.sum() * total - (target * predicted).sum()
    of_targets = total ** 2 - (target ** 2).sum()
    of_predictions = total ** 2 - (predicted ** 2).sum()
    root = mpmath.sqrt(mpmath.mpf(int(of_targets * of_predictions)))
    matthews = mpmath.mpf(int(covariance)) / root if root else mpmath.mpf(0)
    each += [(0, 0, 0)] * (4 - classes)
    padded = numpy.zeros((4, 4), dtype=object)
    padded[:classes, :classes] = counts
    return (f'    {{"{name}", {classes}, {{{", ".join(str(c) for c in padded.ravel())}}},\n'
            f"     {{{', '.join(hexadecimal(e) for e in each)}}},\n     {hexadecimal(macro)},\n"
            f"     {float(ratio(hits.sum(), total)).hex()}, {float(matthews).hex()}}},\n")


CLASSIFICATION = [
    ("two classes", [[50, 7], [12, 31]]),
    ("all right", [[20, 0], [0, 22]]),
    ("all wrong", [[0, 13], [9, 0]]),
    ("never predicted", [[30, 0], [5, 0]]),
    ("never there", [[0, 0], [4, 6]]),
    ("one sample", [[0, 0], [0, 1]]),
    ("guessing", [[25, 25], [25, 25]]),
    ("worse than guessing", [[3, 17], [15, 2]]),
    ("rare", [[999000, 500], [300, 200]]),
    ("billions", [[2000000001, 300000007], [400000009, 1500000011]]),
    ("rare among billions", [[4000000000, 100], [50, 20]]),
    ("wrong among billions", [[4000000000, 90000000], [70000, 0]]),
    ("three classes", [[11, 2, 3], [0, 17, 5], [4, 1, 9]]),
    ("three, one absent", [[11, 0, 3], [0, 0, 0], [4, 0, 9]]),
    ("three, one never predicted", [[11, 0, 3], [2, 0, 5], [4, 0, 9]]),
    ("four classes", [[100, 0, 1, 2], [3, 200, 0, 4], [50, 6, 20, 0], [1, 1, 1, 7]]),
]


def figures(predicted, target):
    predicted = [Fraction(float(p)) for p in predicted]
    target = [Fraction(float(t)) for t in target]
    n = len(target)
    errors = [p - t for p, t in zip(predicted, target)]
    mean = sum(target) / n
    squared, spread = sum(e * e for e in errors), sum((t - mean) ** 2 for t in target)
    r2 = 1 - squared / spread if spread else Fraction(1 if squared == 0 else 0)
    first = (target[0] - mean) ** 2 * n / spread if spread else Fraction(0)
    return (sum(abs(e) for e in errors) / n, squared / n, r2,
            float(mpmath.sqrt(1 + exact(first))))


def regression(name, outputs):
    """outputs: three (predicted, target)."""
    all_figures = [figures(p, t) for p, t in outputs]
    rows = [(mae, mpmath.sqrt(exact(mse)), r2) for mae, mse, r2, _ in all_figures]
    n = len(rows)
    rows.append((sum(r[0] for r in rows) / n,
                 mpmath.sqrt(exact(sum(f[1] for f in all_figures) / n)),
                 sum(r[2] for r in rows) / n))
    text = [hexadecimal(float(exact(v)) if isinstance(v, Fraction) else float(v) for v in row)
            for row in rows]
    return (f'    {{"{name}",\n     {{{", ".join(hexadecimal(p) for p, _ in outputs)}}},\n'
            f"     {{{', '.join(hexadecimal(t) for _, t in outputs)}}},\n"
            f"     {{{', '.join(text)}}},\n"
            f"     {{{', '.join(repr(f[3]) for f in all_figures)}}}}},\n")


def regression_cases():
    random = numpy.random.RandomState(3)
    normal = random.standard_normal((12, SAMPLES))
    single = numpy.float32
    yield "of ordinary size", [(single(normal[0] + 0.1 * normal[1]), single(normal[0])),
                               (single(normal[2]), single(normal[3])),
                               (single(5 * normal[4] + 40), single(3 * normal[5] + 20))]
    same = numpy.full(SAMPLES, single(0.3))
    yield "targets of one value", [(same, same), (single(same + normal[6]), same),
                                   (single(normal[7]), single(normal[7]))]
    yield "far from zero", [(single(4096 + normal[8] / 8), single(4096 + normal[9] / 8)),
                            (single(1e-12 * normal[1]), single(1e-12 * normal[2])),
                            (single(1e6 * normal[3]), single(1e6 * normal[3] + 10))]
    target = 1e6 + 1e-3 * normal[10]
    yield "double: mean 1e6, deviation 1e-3", [(target + 1e-4 * normal[11], target),
                                               (target - 1e-9, target),
                                               (numpy.full(SAMPLES, 1e6), target)]


TEXT = f"""// Written by tests/evaluation/golden/metrics.py; regenerate with: /usr/bin/python3 tests/evaluation/golden/metrics.py
// Metrics by scikit-learn's definitions (exact fractions, rounded at the end).
#pragma once

namespace golden {{

// clang-format off
struct classification_case {{
    const char* name;
    int classes;
    unsigned counts[16];  ///< 4 x 4, [target][predicted]
    double each[4][3];    ///< precision, recall, F1
    double macro[3];
    double accuracy, matthews;
}};
inline constexpr classification_case classification_cases[] = {{
{''.join(classification(*c) for c in CLASSIFICATION)}}};

struct regression_case {{
    const char* name;  ///< those that only double can hold start with "double"
    double predicted[3][{SAMPLES}], target[3][{SAMPLES}];
    double figures[4][3];  ///< mean absolute error, root mean squared error, R2; pooled last
    double condition[3];   ///< sqrt(1 + (first target - mean)^2 / variance)
}};
inline constexpr regression_case regression_cases[] = {{
{''.join(regression(*c) for c in regression_cases())}}};
// clang-format on

}}  // namespace golden
"""
(HERE / "metrics.hpp").write_text(TEXT)
