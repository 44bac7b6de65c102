#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Golden targets, scaled and brought back, by NumPy in float32 and float64.

    /usr/bin/python3 tests/scaling/golden/target_scaling.py    writes target_scaling.hpp

Needs Debian's python3-numpy, which rounds each operation of an array by itself.
"""

import pathlib

import numpy

HERE = pathlib.Path(__file__).resolve().parent
TARGETS, SAMPLES = 3, 40


def hexadecimal(numbers):
    return "{" + ", ".join(float(x).hex() for x in numpy.ravel(numbers)) + "}"


def case(name, kind):
    random = numpy.random.RandomState(11)
    offset = kind(random.standard_normal((TARGETS, 1)) * [[1], [1e5], [1e-4]])
    scale = kind(random.uniform(0.5, 2, (TARGETS, 1)) * [[1], [300], [1e-6]])
    y = kind(offset + scale * random.standard_normal((TARGETS, SAMPLES)))
    scaled = (y - offset) / scale
    outputs = kind(random.standard_normal((TARGETS, SAMPLES)))
    restored = outputs * scale + offset
    assert scaled.dtype == restored.dtype == kind
    return (f"inline constexpr target_case<{name}> target_case_{name} = {{\n"
            + ",\n".join("    " + hexadecimal(a)
                         for a in (offset, scale, y, scaled, outputs, restored)) + "};\n")


(HERE / "target_scaling.hpp").write_text(f"""// Written by tests/scaling/golden/target_scaling.py; regenerate with: /usr/bin/python3 tests/scaling/golden/target_scaling.py
// Targets scaled and brought back (NumPy).
#pragma once

namespace golden {{

// clang-format off
/// All but offset and scale are targets x samples.
template <class T>
struct target_case {{
    T offset[{TARGETS}], scale[{TARGETS}];
    T y[{TARGETS * SAMPLES}], scaled[{TARGETS * SAMPLES}];
    T outputs[{TARGETS * SAMPLES}], restored[{TARGETS * SAMPLES}];
}};
{case("float", numpy.float32)}{case("double", numpy.float64)}// clang-format on

}}  // namespace golden
""")
