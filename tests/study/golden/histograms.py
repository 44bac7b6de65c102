#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Data on which counting goes wrong easily, and numpy.histogram's edges and counts for them.

Regenerate with `/usr/bin/python3 tests/study/golden/histograms.py` (NumPy). For double the edges
and counts are those of numpy.histogram. For float NumPy computes the edges in double, the library
in float: they are spelled out here in np.float32 operations, after numpy's source.
"""
import os

import numpy as np


def spelled_out(values, bins):
    """numpy.histogram with every operation in the values' own type."""
    of = values.dtype.type
    low, high = values.min(), values.max()
    if low == high:
        low, high = of(low - of(0.5)), of(high + of(0.5))
    span = of(high - low)
    step = of(span / of(bins))
    edges = [of(of(of(k) * step) + low) for k in range(bins)] + [high]
    scale = of(of(bins) / span)
    counts = [0] * bins
    for value in values:
        k = int(of(of(value - low) * scale))
        k -= k == bins
        k -= bool(value < edges[k])
        k += bool(value >= edges[k + 1]) and k != bins - 1
        counts[k] += 1
    return counts, edges


def data(of):
    """name, bins, values; `of` is np.float64 or np.float32."""
    random = np.random.RandomState(5)
    around = lambda v: [np.nextafter(v, of(-np.inf)), v, np.nextafter(v, of(np.inf))]
    yield "one value", 30, [0.25]
    yield "equal values", 7, [3.5] * 4
    yield "zeros of both signs", 30, [0.0, -0.0, 0.0]
    yield "two values", 30, [-1.0, 2.0]
    yield "one bin", 1, [1.0, 2.0, 2.0, 3.0]
    yield "integers on every edge", 30, list(range(31)) * 2
    yield "tenths on every edge", 10, [k / 10 for k in range(11)]
    yield "thirtieths of 0.7", 30, [k * 0.7 / 30 for k in range(31)]
    for bins, low, high in ((30, 0.1, 0.7), (30, -1.3, 2.9), (13, 1e-3, 1e3), (50, 5, 6)):
        edges = np.linspace(low, high, bins + 1).astype(of)
        near = [of(v) for edge in edges[1:-1] for v in around(edge)]
        yield "around every edge", bins, [edges[0], edges[-1], *near]
    yield "a range of few ulps", 30, [1 + k * np.finfo(of).eps for k in (0, 1, 2, 3, 5, 5, 6)]
    yield "a range of 31 ulps", 30, [1 + k * np.finfo(of).eps for k in range(32)]
    yield "far from zero", 30, 1e6 + random.randint(0, 50, 40) / 8
    yield "large", 30, random.randn(40) * 1e30
    yield "tiny", 30, random.randn(40) * 1e-30
    yield "normal numbers", 30, random.randn(100)
    yield "mostly zeros", 30, np.maximum(0, random.randn(60))
    yield "an outlier", 30, [*random.rand(40), 1e6]


def array(kind, name, numbers):
    return f"inline constexpr {kind} {name}[] = {{{', '.join(numbers)}}};\n"


def tables(of, suffix, kind):
    text = ""
    rows = ""
    write = lambda v: float(v).hex() + suffix
    for number, (name, bins, values) in enumerate(data(of)):
        values = np.array(values, dtype=of)
        counts, edges = spelled_out(values, bins)
        if of is np.float64:
            numpy_counts, numpy_edges = np.histogram(values, bins)
            assert list(numpy_counts) == counts and list(numpy_edges) == edges, name
        name_of = lambda part: f"{kind}_{part}_{number}"
        text += array(kind, name_of("values"), map(write, values))
        text += array(kind, name_of("edges"), map(write, edges))
        text += array("uint32_t", name_of("counts"), map(str, counts))
        rows += (f'    {{"{name}", {bins}, {len(values)}, {name_of("values")}, '
                 f'{name_of("edges")}, {name_of("counts")}}},\n')
    return text + (f"template <>\ninline constexpr auto histograms<{kind}> = std::array{{\n"
                   + rows.replace("    {", f"    histogram_case<{kind}>{{") + "};\n")


def main():
    script = "tests/study/golden/histograms.py"
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "histograms.hpp")
    with open(path, "w") as file:
        file.write(
            f"// Written by {script}; regenerate with: /usr/bin/python3 {script}\n"
            f"// Written with NumPy {np.__version__}.\n"
            "// clang-format off\n#pragma once\n\n#include <stdint.h>\n\n#include <array>\n\n"
            "namespace golden {\n\n"
            "template <class T>\nstruct histogram_case {\n"
            "    const char* name;\n"
            "    uint32_t bins, count;\n"
            "    const T *values, *edges;\n"
            "    const uint32_t* counts;\n"
            "};\n"
            "template <class T>\ninline constexpr int histograms = 0;\n"
            + tables(np.float64, "", "double") + tables(np.float32, "F", "float") +
            "\n}  // namespace golden\n")


if __name__ == "__main__":
    main()
