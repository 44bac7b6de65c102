#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Writes circles.hpp beside this file: the course's two circles as constants for a chip's flash.

    /usr/bin/python3 circles.py

Needs Debian's python3-numpy and python3-mpmath. The points are those of tests/golden/course.py,
rounded to float; tests/examples/firmware_test.cpp compares them with examples/course/datasets.cpp.
"""

import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tests" / "golden"))

import numpy as np  # noqa: E402
from course import TEST, TRAIN, dataset  # noqa: E402

HEAD = """\
// The course's two circles: points of the plane, class 0 on the outer circle, 1 on the inner one.
// Written by circles.py beside this file, which says how to run it; do not edit.
#pragma once

namespace circles {

// clang-format off
"""


def literal(value):
    """A C++ float literal of exactly this value, without the zeros that float.hex() appends."""
    mantissa, exponent = float(np.float32(value)).hex().split("p")
    return f"{mantissa.rstrip('0').rstrip('.')}p{exponent}F"


def row(values):
    lines, line = [], "    "
    for value in values:
        if len(line) + len(value) + 2 > 100:
            lines.append(line.rstrip())
            line = "    "
        line += value + ", "
    return "{\n" + "\n".join([*lines, line.rstrip(", ")]) + "}"


def constants(name, samples, seed):
    points, labels = dataset("circles", samples, seed)
    x = ",\n   ".join(row([literal(value) for value in points[:, axis]]) for axis in (0, 1))
    y = row([str(label) for label in labels])
    return (f"inline constexpr float {name}_x[2][{samples}] = {{\n   {x}}};\n"
            f"inline constexpr float {name}_y[1][{samples}] = {{{y}}};\n")


def main():
    text = HEAD + constants("training", *TRAIN) + "\n" + constants("test", *TEST)
    text += "// clang-format on\n\n}  // namespace circles\n"
    (HERE / "circles.hpp").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
