# SPDX-License-Identifier: MIT
"""Numbers as C text: decimal, because C++ has hexadecimal ones only since C++17."""
import re

import numpy

TYPES = {"float": numpy.float32, "double": numpy.float64}
DIGITS = {"float": 9, "double": 17}  # enough for every number to come back with the same bits

HEXADECIMAL = re.compile(r"0x[0-9a-f]+(?:\.[0-9a-f]*)?p[+-]?[0-9]+(f?)")
ROUNDED = re.compile(r"NAME_REAL\((-?[0-9.e]+)\)")


def literal(value, number):
    """A constant expression of this very value, which is finite."""
    exact = TYPES[number](value)
    assert numpy.isfinite(exact)
    text = f"{exact:.{DIGITS[number]}g}"
    for digits in range(1, DIGITS[number]):  # a shorter one of the same bits
        shorter = f"{exact:.{digits}g}"
        if TYPES[number](shorter) == exact:
            text = shorter
            break
    if not re.search(r"[.e]", text):
        text += ".0"
    return text + ("f" if number == "float" else "")


def in_decimal(code, number):
    """C code with its hexadecimal numbers and NAME_REAL(...) as decimal ones of the type."""
    def decimal(found):
        word = found.group(0)
        return literal(float.fromhex(word.removesuffix("f")), "float" if found.group(1) else "double")
    return ROUNDED.sub(lambda found: literal(float(found.group(1)), number), HEXADECIMAL.sub(decimal, code))
