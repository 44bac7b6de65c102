#!/usr/bin/env python3
"""Writes stated_bounds.hpp: the error bounds that the library's headers state, for the tests.

    stated_bounds.py LIB OUTPUT DEPFILE     (the build runs it; LIB is the folder lib)

So a bound stands once, in the sentence that its reader sees. What is understood, in the comment
before a function or struct:

    float 1.0 ulp, double 1.1 ulp               a bound of each form; both at once: 1.5 ulp
    ... in a, ... in z                          of a derivative, after the words "The derivative"
    2 |z| times the smallest subnormal          a tail
    (max(z, 0) + 4) epsilon                     the number that is not z

A header that stops stating one of the bounds below is an error.
"""

import pathlib
import re
import sys

# header: function or struct, then what its comment states besides or instead of the value's error
EXPECTED = {
    "math/exp.hpp": {"exp": ["value"]},
    "math/expm1.hpp": {"expm1": ["value"]},
    "math/log.hpp": {"log": ["value"]},
    "math/tanh.hpp": {"tanh": ["value"]},
    "math/sigmoid.hpp": {"sigmoid": ["value"]},
    "math/softplus.hpp": {"softplus": ["value"]},
    "math/sincos.hpp": {"sincos": ["value"]},
    "math/sincos_turn.hpp": {"sincos_turn": ["value"]},
    "math/erf.hpp": {"erf": ["value"]},
    "math/normal_cdf.hpp": {"normal_cdf": ["value"], "normal_pdf": ["value"]},
    "math/sqrt.hpp": {"sqrt": ["value"]},
    "activation/silu.hpp": {"silu": ["value", "tail", "slope"]},
    "activation/gelu.hpp": {"gelu": ["value", "tail", "slope"]},
    "activation/hard_sigmoid.hpp": {"hard_sigmoid": ["value"]},
    "activation/relu.hpp": {"leaky_relu": ["value"]},
    "activation/sigmoid.hpp": {"sigmoid": ["slope_in_a", "slope_in_z"]},
    "activation/hyperbolic_tangent.hpp": {"hyperbolic_tangent": ["slope_in_a", "slope_in_z"]},
    "activation/softplus.hpp": {"softplus": ["slope_in_a", "slope_in_z"]},
    "activation/elu.hpp": {"elu": ["slope_in_z"]},
}

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
    found = re.search(rf"((?:^///.*\n)+)(?:struct {name} |(?:float|double|void) {name}\()", text, re.M)
    return " ".join(line[3:].strip() for line in found[1].splitlines()) if found else ""


def bounds(comment, kind):
    """The bounds in float and double; None when the comment states none."""
    value, _, derivative = comment.partition("The derivative")
    part = derivative if kind.startswith("slope") else value
    for pattern in PATTERNS[kind]:
        found = re.search(pattern, part)
        if found:
            return found[1] or found[2], found[2]
    return None


def main():
    library = pathlib.Path(sys.argv[1]) / "picomlp"
    lines = []
    for header, names in EXPECTED.items():
        text = (library / header).read_text(encoding="utf-8")
        for name, kinds in names.items():
            for kind in kinds:
                found = bounds(comment_before(text, name), kind)
                if found is None:
                    sys.exit(f"stated_bounds.py: {header} states no bound ({kind}) for {name}")
                label = name if kind == "value" else f"{name}_{kind}"
                lines.append(f"constexpr bound {label}{{{found[0]}, {found[1]}}};\n")
    pathlib.Path(sys.argv[2]).write_text(
        "// Written by stated_bounds.py from the comments in lib; do not edit.\n#pragma once\n\n"
        "namespace stated {\n\n"
        "/// What an error stays within, in the unit that the header states.\n"
        "struct bound {\n    double in_float;\n    double in_double;\n"
        "    template <class T>\n    constexpr double in() const {\n"
        "        return sizeof(T) == 4 ? in_float : in_double;\n    }\n};\n\n"
        + "".join(lines) + "\n}  // namespace stated\n", encoding="utf-8")


    headers = " ".join(str(library / header) for header in EXPECTED)
    pathlib.Path(sys.argv[3]).write_text(f"{sys.argv[2]}: {headers}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
