# SPDX-License-Identifier: MIT
"""Stored parameters as machines of either byte order write them, by zlib's crc32 and struct.

    /usr/bin/python3 tests/scaling/golden/stored.py    writes stored.hpp beside itself

Of network<input<2>, dense<2, relu>, dense<1, sigmoid>, whose nine numbers are 0.5, -1, 1.5, -2, ...
These bytes are fixed for good: data stored by one version is read by the next.
"""

import pathlib
import struct
import zlib

PROFILES = ("separate", "fused")
NUMBERS = [(k + 1) * (0.5 if k % 2 == 0 else -0.5) for k in range(9)]


def crc(*parts):
    """A text counts with the zero that ends it, a number with its four bytes, the lowest first."""
    return zlib.crc32(b"".join(p.encode() + b"\0" if isinstance(p, str) else struct.pack("<I", p)
                               for p in parts))


def stored(order, profile):
    network = crc("network", PROFILES.index(profile), 4, 2, 2, 2, crc("relu"), 1, crc("sigmoid"))
    head = 0x6f636970, 1, crc("stored", crc("parameters"), network)
    checksum = zlib.crc32(struct.pack(f"<3I{len(NUMBERS)}f", *head, *NUMBERS))
    return struct.pack(f"{order}4I{len(NUMBERS)}f", *head, checksum, *NUMBERS)


def main():
    lines = ["// Written by tests/scaling/golden/stored.py; regenerate with: "
             "/usr/bin/python3 tests/scaling/golden/stored.py",
             "// Stored parameters as machines of either byte order write them (zlib, struct).",
             "#pragma once", "", "namespace golden {", "", "// clang-format off",
             "// By profile: separate, fused."]
    for name, order in (("little_endian", "<"), ("big_endian", ">")):
        rows = [", ".join(f"0x{byte:02x}" for byte in stored(order, p)) for p in PROFILES]
        lines.append(f"inline constexpr unsigned char stored_{name}[2][{16 + 4 * len(NUMBERS)}] = {{")
        lines += [f"    {{{row}}}," for row in rows] + ["};"]
    lines += ["// clang-format on", "", "}  // namespace golden", ""]
    pathlib.Path(__file__).with_suffix(".hpp").write_text("\n".join(lines))


if __name__ == "__main__":
    main()
