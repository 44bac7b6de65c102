#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Golden gradients clipped by value, from NumPy.

    /usr/bin/python3 tests/option/golden/clipping.py    writes clipping.hpp beside itself

Needs Debian's python3-numpy.
"""

import pathlib

import numpy

here = pathlib.Path(__file__).resolve().parent


def table(name, values):
    kind = "float" if values.dtype == numpy.float32 else "double"
    suffix = "F" if kind == "float" else ""
    body = "".join(f"    {float(v).hex()}{suffix},\n" for v in values)
    return f"inline constexpr {kind} {name}_{kind}[] = {{\n{body}}};\n\n"


def main():
    text = ("// Written by tests/option/golden/clipping.py; regenerate with: /usr/bin/python3 tests/option/golden/clipping.py\n"
            "// Gradients clipped by value at 0.3 (NumPy).\n"
            "#pragma once\n\nnamespace golden {\n\n// clang-format off\n")
    for form in (numpy.float32, numpy.float64):
        gradient = numpy.random.RandomState(1).standard_normal(37).astype(form) / form(2)
        gradient[5:8] = form(0.3), -form(0.3), form(0)
        text += table("gradient", gradient)
        text += table("by_value", numpy.clip(gradient, -form(0.3), form(0.3)))
    (here / "clipping.hpp").write_text(text + "// clang-format on\n\n}  // namespace golden\n")


if __name__ == "__main__":
    main()
