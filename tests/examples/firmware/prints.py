# SPDX-License-Identifier: MIT
"""A program must print just what a file holds, and succeed.

Usage: prints.py FILE COMMAND [ARGUMENT...]
"""

import difflib
import os
import pathlib
import shlex
import subprocess
import sys


def main(expected_file, *command):
    expected = pathlib.Path(expected_file).read_text()
    # Meson names what runs a program for another system than this one.
    wrapper = shlex.split(os.environ.get("MESON_EXE_WRAPPER", ""))
    # A debugger's output may come by either stream.
    done = subprocess.run([*wrapper, *command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    difference = list(difflib.unified_diff(expected.splitlines(), done.stdout.splitlines(),
                                           "expected", "printed", lineterm=""))
    if expected != done.stdout or not expected:
        print("\n".join(difference) or "other line ends, or nothing expected")
        return 1
    print(f"exit status {done.returncode}, {len(expected.splitlines())} lines as expected")
    return 1 if done.returncode else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
