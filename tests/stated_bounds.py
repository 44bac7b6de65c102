#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes stated_bounds.hpp: the error bounds that the library's headers state, for the tests.

    stated_bounds.py LIB OUTPUT DEPFILE     (the build runs it; LIB is the folder lib)

So a bound stands once, in the sentence that its reader sees. What is understood, in the comment
before a function or struct:

    float 1.0 ulp, double 1.1 ulp               a bound of each form; both at once: 1.5 ulp
    ... in a, ... in z                          of a derivative, after the words "The derivative"
    2 |z| times the smallest subnormal          a tail
    (max(z, 0) + 4) epsilon                     the number that is not z

A function below whose header states no bound is an error. The activations are those that
activation/activations.hpp includes. Each has a constant for every bound that it states, and a
summary `of_NAME`: there, "the bits of math::OTHER" have that function's bound, a value without a
bound is exact, and a slope without a bound is rounded once.
"""

import pathlib
import re
import sys

# header: the functions whose comments state an error
FUNCTIONS = {
    "math/exp.hpp": ["exp"],
    "math/expm1.hpp": ["expm1"],
    "math/log.hpp": ["log"],
    "math/tanh.hpp": ["tanh"],
    "math/sigmoid.hpp": ["sigmoid"],
    "math/softplus.hpp": ["softplus"],
    "math/sincos.hpp": ["sincos", "sincos_turn"],
    "math/erf.hpp": ["erf"],
    "math/normal_cdf.hpp": ["normal_cdf", "normal_pdf"],
    "math/sqrt.hpp": ["sqrt"],
}

KINDS_OF_ACTIVATIONS = ("value", "tail", "slope_in_a", "slope_in_z", "slope")

NUMBER = r"([0-9.]*[0-9])"
UNIT = r" (?:ulp|epsilon)"
# Of both forms: the second pattern leaves the first group empty.
PLAIN = (rf"float {NUMBER}{UNIT}(?: \([^)]*\))?, double {NUMBER}{UNIT}", rf"(){NUMBER}{UNIT}")
PATTERNS = {
    "value": PLAIN,
    "tail": (rf"(){NUMBER} \|z\| times the smallest subnormal",),
    "slope": (rf"\(max\(z, 0\) \+ (){NUMBER}\){UNIT}",) + PLAIN,
    "slope_in_a": tuple(p + " in a" for p in PLAIN),
    "slope_in_z": tuple(p + " in z" for p in PLAIN),
}


def comment_before(text, name):
    """The comment before the first declaration of that name, as one line."""
    found = re.search(rf"((?:^///.*\n)+)(?:template <.*>\n)?"
                      rf"(?:struct {name} |(?:float|double|void) {name}\()", text, re.M)
    return " ".join(line[3:].strip() for line in found[1].splitlines()) if found else ""


def bounds(comment, kind):
    """The bounds in float and double and their unit; None when the comment states none."""
    value, _, derivative = comment.partition("The derivative")
    part = derivative if kind.startswith("slope") else value
    for pattern in PATTERNS[kind]:
        found = re.search(pattern, part)
        if found:
            return found[1] or found[2], found[2], "epsilon" if "epsilon" in found[0] else "ulp"
    return None


def activation_headers(library):
    listed = (library / "activation/activations.hpp").read_text(encoding="utf-8")
    return re.findall(r'^#include "picomlp/(activation/\w+\.hpp)"', listed, re.M)


def bounds_of_activations(library, of_functions):
    """The lines for all activations; of_functions are the bounds of values by name."""
    for header in activation_headers(library):
        text = (library / header).read_text(encoding="utf-8")
        for name in re.findall(r"^struct (\w+) \{", text, re.M):
            comment = comment_before(text, name)
            found = {}
            for kind in KINDS_OF_ACTIVATIONS:
                if kind == "slope" and ("slope_in_a" in found or "slope_in_z" in found):
                    continue
                stated = bounds(comment, kind)
                if stated:
                    found[kind] = stated
                    label = name if kind == "value" else f"{name}_{kind}"
                    yield f"constexpr bound {label}{{{stated[0]}, {stated[1]}}};\n"
            same = re.search(r"the bits of math::(\w+)", comment)
            value = found.get("value") or (of_functions[same[1]] if same else (0, 0))
            slope = found.get("slope_in_z") or found.get("slope") or (0.5, 0.5, "ulp")
            grows = "(max(z, 0) +" in comment.partition("The derivative")[2]
            yield (f"constexpr activation_bounds of_{name}{{{{{value[0]}, {value[1]}}}, "
                   f"{{{slope[0]}, {slope[1]}}}, {str(slope[2] == 'ulp').lower()}, "
                   f"{str(grows).lower()}}};\n")


def main():
    library = pathlib.Path(sys.argv[1]) / "picomlp"
    lines = []
    of_functions = {}
    for header, names in FUNCTIONS.items():
        text = (library / header).read_text(encoding="utf-8")
        for name in names:
            found = bounds(comment_before(text, name), "value")
            if found is None:
                sys.exit(f"stated_bounds.py: {header} states no bound for {name}")
            of_functions[name] = found
            lines.append(f"constexpr bound {name}{{{found[0]}, {found[1]}}};\n")
    lines += bounds_of_activations(library, of_functions)
    pathlib.Path(sys.argv[2]).write_text(
        "// Written by stated_bounds.py from the comments in lib; do not edit.\n#pragma once\n\n"
        "namespace stated {\n\n"
        "/// What an error stays within, in the unit that the header states.\n"
        "struct bound {\n    double in_float;\n    double in_double;\n"
        "    template <class T>\n    constexpr double in() const {\n"
        "        return sizeof(T) == 4 ? in_float : in_double;\n    }\n};\n\n"
        "/// Of f(z) in ulp, and of f'(z) from z.\n"
        "struct activation_bounds {\n    bound value;\n    bound slope;\n"
        "    bool slope_in_ulp;        ///< otherwise in epsilon\n"
        "    bool slope_grows_with_z;  ///< by max(z, 0)\n};\n\n"
        + "".join(lines) + "\n}  // namespace stated\n", encoding="utf-8")

    read = [*FUNCTIONS, "activation/activations.hpp", *activation_headers(library)]
    headers = " ".join(str(library / header) for header in read)
    pathlib.Path(sys.argv[3]).write_text(f"{sys.argv[2]}: {headers}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
