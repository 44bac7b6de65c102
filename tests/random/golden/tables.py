# SPDX-License-Identifier: MIT
"""What the golden scripts of this directory share: fingerprints and C++ tables."""

import struct


def fingerprint(values, form):
    """FNV-1a, 64 bits, over the little-endian bytes; form is 'I' (words), 'f' or 'd'."""
    result = 0xCBF29CE484222325
    for byte in struct.pack(f"<{len(values)}{form}", *values):
        result = (result ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return result


def bits_of(value, form):
    return struct.unpack({"f": "<I", "d": "<Q"}[form], struct.pack("<" + form, value))[0]


def table(kind, name, items, digits):
    """A C++ array of hexadecimal numbers."""
    words = [f"0x{item:0{digits}x}" for item in items]
    per_line = 96 // (digits + 4)
    lines = [", ".join(words[i : i + per_line]) for i in range(0, len(words), per_line)]
    return f"inline constexpr {kind} {name}[] = {{\n    " + ",\n    ".join(lines) + "};\n"


def write_header(path, script, packages, body):
    with open(path, "w") as file:
        file.write(
            f"// Written by {script}; regenerate with: /usr/bin/python3 {script}\n"
            f"// Needs {packages}.\n"
            "// clang-format off\n#pragma once\n\n#include <stdint.h>\n\nnamespace golden {\n\n"
            f"{body}\n}}  // namespace golden\n"
        )
