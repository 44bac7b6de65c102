# SPDX-License-Identifier: MIT
"""Writes an image as a constant for flash: embed.py IMAGE NAME OUTPUT.hpp"""

import pathlib
import sys


def main(image, name, output):
    contents = pathlib.Path(image).read_bytes()
    rows = [contents[k:k + 16] for k in range(0, len(contents), 16)]
    lines = ["    " + " ".join(f"0x{byte:02x}," for byte in row) for row in rows]
    pathlib.Path(output).write_text("\n".join([
        f"// Made of {pathlib.Path(image).name} by embed.py.", "#pragma once", "",
        f"alignas(64) constexpr unsigned char {name}[{len(contents)}] = {{", *lines, "};", ""]))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
