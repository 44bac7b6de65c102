# SPDX-License-Identifier: MIT
"""A constant must lie in flash, and nowhere else.

    in_flash.py PROGRAM SYMBOL                  exit status 0 when it does
    in_flash.py --self-test COMPILER [ARG ...]  shows that other places are noticed

That is: its section is not writable, and the segment that holds it stays where it is loaded, instead
of being copied to RAM by the start-up.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile


def readelf(option, program):
    return subprocess.run(["readelf", "--wide", option, program], check=True, text=True,
                          stdout=subprocess.PIPE, env={**os.environ, "LC_ALL": "C"}).stdout


def complaints(program, symbol):
    found = re.findall(rf"^ *\d+: ([0-9a-f]+) +(\d+) OBJECT +\S+ +\S+ +(\d+) {re.escape(symbol)}$",
                       readelf("--symbols", program), re.MULTILINE)
    if len(set(found)) != 1:
        return [f"not one {symbol}: {found}"]
    address, size, section = int(found[0][0], 16), int(found[0][1]), found[0][2]
    row = re.search(rf"^ *\[ *{section}\] (\S+) +(\S+) +\S+ \S+ \S+ \S+ +([A-Z]*) ",
                    readelf("--sections", program), re.MULTILINE)
    name, kind, flags = row.groups()
    offences = []
    if kind != "PROGBITS" or "W" in flags or "A" not in flags:
        offences.append(f"{symbol} is in {name}, {kind} with flags {flags}")
    for virtual, physical, length in re.findall(
            r"^ +LOAD +\S+ (0x\S+) (0x\S+) \S+ (0x\S+)", readelf("--segments", program),
            re.MULTILINE):
        begin = int(virtual, 16)
        if begin <= address < begin + int(length, 16):
            if int(physical, 16) != begin:
                offences.append(f"{symbol} is loaded at {physical} and moved to {virtual}")
            break
    else:
        offences.append(f"{symbol} is not loaded at all")
    print(f"{symbol}: {size} bytes at {address:#x} in {name}")
    return offences


SAMPLES = {
    "constant": ("extern const int x[64] = {1};", True),
    "variable": ("int x[64] = {1};", False),
    "zeros": ("int x[64];", False),
    "computed at start-up": ("volatile int y; extern const int x = y;", False),
    "nothing of that name": ("int y;", False),
}


def self_test(compiler):
    missed = []
    for what, (text, good) in SAMPLES.items():
        with tempfile.TemporaryDirectory() as folder:
            source, program = pathlib.Path(folder, "sample.cpp"), pathlib.Path(folder, "sample")
            source.write_text(text + "\n")
            subprocess.run([*compiler, "-nostdlib", "-nostartfiles", "-Wl,-e,0", "-O1", str(source),
                            "-o", str(program)], check=True, stderr=subprocess.DEVNULL)
            if (not complaints(program, "x")) != good:
                missed.append(what)
    print(f"{len(SAMPLES)} samples, missed: {missed}")
    return 1 if missed else 0


def main(first, *rest):
    if first == "--self-test":
        return self_test(rest)
    found = complaints(first, *rest)
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
