#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""wasm-ld with Meson's arguments: it knows no groups, since it resolves symbols as in a group anyway.

Usage: wasm_ld.py ARGUMENT...
"""

import os
import shutil
import sys

UNKNOWN = {"--start-group", "--end-group", "--as-needed", "--no-undefined", "--allow-shlib-undefined"}


def main(words):
    if not shutil.which("wasm-ld"):
        sys.exit("wasm_ld.py: no wasm-ld here (Debian: lld)")
    os.execvp("wasm-ld", ["wasm-ld", *(word for word in words if word not in UNKNOWN)])


if __name__ == "__main__":
    main(sys.argv[1:])
