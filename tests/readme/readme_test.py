# SPDX-License-Identifier: MIT
"""The README's programs: compile as printed, print what the README says. The first one is short, and so is the README.

Arguments: README.md, then the compiler command with everything needed to link.
"""
import pathlib
import sys
import tempfile

import pages

MOST_LINES, MOST_LINES_OF_A_PROGRAM = 250, 26


def main(page, compiler):
    text = pathlib.Path(page).read_text()
    lines = text.count("\n")
    if lines > MOST_LINES:
        raise pages.Broken(f"the README has {lines} lines; {MOST_LINES} were promised: long tables have pages of their own")
    first = pages.programs_of(text)[0][0].count("\n")
    if first > MOST_LINES_OF_A_PROGRAM:
        raise pages.Broken(f"the first program has {first} lines; {MOST_LINES_OF_A_PROGRAM} were promised")
    with tempfile.TemporaryDirectory() as folder:
        programs = pages.run(text, compiler, folder)
    print(f"{lines} lines; {len(programs)} programs, compiled and printed as promised; the first has {first} lines")


if __name__ == "__main__":
    try:
        main(sys.argv[1], sys.argv[2:])
    except pages.Broken as broken:
        sys.exit(str(broken))
