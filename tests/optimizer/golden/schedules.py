#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Golden factors of the schedules: NumPy in the order of operations that schedules.hpp states, and
their true values by mpmath.

    /usr/bin/python3 tests/optimizer/golden/schedules.py    writes schedules.hpp beside itself

Needs Debian's python3-numpy and python3-mpmath.
"""

import pathlib

import mpmath
import numpy

mpmath.mp.prec = 400
here = pathlib.Path(__file__).resolve().parent
LAST = 2**32 - 1


def power(x, n):
    result = type(x)(1)
    bits = bin(n)[:1:-1] if n else ""
    for place, bit in enumerate(bits):
        if bit == "1":
            result = result * x
        if place + 1 < len(bits):
            x = x * x
    return result


def exact_power(x, n):
    return mpmath.mpf(float(x)) ** n


def step_decay(form, tick):
    return power(form(0.3), tick // 7), exact_power(form(0.3), tick // 7)


def exponential_decay(form, tick):
    return power(form(0.95), tick), exact_power(form(0.95), tick)


def inverse_time(decay, interval):
    def factor(form, tick):
        count = tick // interval
        rounded = form(1) / (form(1) + form(decay) * form(count))
        return rounded, 1 / (1 + mpmath.mpf(float(form(decay))) * count)
    return factor


def warm_up(form, tick):
    if tick >= 5:
        return exponential_decay(form, tick - 5)
    return (form(1) * ((form(tick) + form(1)) / (form(5) + form(1))), mpmath.mpf(tick + 1) / 6)


def cosine(form, ticks, lowest, tick):
    low = mpmath.mpf(float(form(lowest)))
    return low + (1 - low) * (1 + mpmath.cos(mpmath.pi * min(tick, ticks) / ticks)) / 2


EXACT = {
    "step_decay": (step_decay, (0, 1, 6, 7, 13, 14, 100, 350)),
    "exponential_decay": (exponential_decay, (0, 1, 2, 3, 7, 10, 31, 100, 255, 256, 1000, 1500)),
    "inverse_time_decay": (inverse_time(0.3, 1), (0, 1, 2, 10, 999, 2**24 + 1, LAST)),
    "scheduled_decay": (inverse_time(1, 1000), (0, 999, 1000, 1999, 2500, 70000, LAST)),
    "warm_up": (warm_up, (0, 1, 2, 3, 4, 5, 6, 7, 30)),
}

COSINES = [(ticks, lowest, tick)
           for ticks, lowest in ((100, 0.0), (7, 0.1), (3, 1.0), (1, 0.0), (1000003, 0.7),
                                 (LAST, 0.25))
           for tick in sorted({0, 1, 2, ticks // 7, ticks // 2, ticks - ticks // 9, ticks - 1,
                               ticks, min(ticks + 5, LAST)})]


def main():
    text = ("// Written by tests/optimizer/golden/schedules.py; regenerate with: /usr/bin/python3 tests/optimizer/golden/schedules.py\n"
            "// Factors of the schedules (NumPy, mpmath).\n"
            "#pragma once\n\n#include <cstdint>\n\nnamespace golden {\n\n// clang-format off\n"
            "struct factor_row {\n    std::uint32_t tick;\n    double rounded;\n    double truth;\n"
            "};\nstruct cosine_row {\n    std::uint32_t ticks;\n    double lowest;\n"
            "    std::uint32_t tick;\n    double truth;\n};\n\n")
    for form, kind in ((numpy.float32, "float"), (numpy.float64, "double")):
        for name, (factor, ticks) in EXACT.items():
            text += f"inline constexpr factor_row {name}_{kind}[] = {{\n"
            for tick in ticks:
                rounded, truth = factor(form, tick)
                assert isinstance(rounded, form)
                text += f"    {{{tick}u, {float(rounded).hex()}, {float(truth).hex()}}},\n"
            text += "};\n"
        text += f"inline constexpr cosine_row cosine_decay_{kind}[] = {{\n"
        for ticks, lowest, tick in COSINES:
            truth = float(cosine(form, ticks, lowest, tick))
            text += f"    {{{ticks}u, {float(form(lowest)).hex()}, {tick}u, {truth.hex()}}},\n"
        text += "};\n\n"
    (here / "schedules.hpp").write_text(text + "// clang-format on\n\n}  // namespace golden\n")


if __name__ == "__main__":
    main()
