# SPDX-License-Identifier: MIT
"""Runs a program for a board on QEMU's model of it: output and exit status come back by semihosting.

Usage: emulate.py [--serial DEVICE] MACHINE[,CPU] PROGRAM [ARGUMENT...]

MACHINE is one that qemu-system-arm or, when it is "virt", qemu-system-riscv32 knows; the cross files
in this folder name it, and are Meson's exe_wrapper: what a test runs goes through here. DEVICE is what
QEMU connects the board's first serial line with, such as "stdio" or "tcp:localhost:5555,server=on,wait=off";
without it there is none.
"""

import os
import shutil
import sys

PACKAGES = {"qemu-system-arm": "qemu-system-arm", "qemu-system-riscv32": "qemu-system-misc"}


def command_for(board, program, arguments, serial="none"):
    machine, _, cpu = board.partition(",")
    emulator = "qemu-system-riscv32" if machine == "virt" else "qemu-system-arm"
    if not shutil.which(emulator):
        sys.exit(f"emulate.py: no {emulator} here (Debian: {PACKAGES[emulator]})")
    # A comma ends an argument of semihosting; it is written twice.
    words = [program, *arguments]
    semihosting = ["enable=on", "target=native", *("arg=" + w.replace(",", ",,") for w in words)]
    return [emulator, "-machine", machine, *(["-cpu", cpu] if cpu else []),
            *(["-bios", "none"] if machine == "virt" else []),
            "-display", "none", "-monitor", "none", "-serial", serial,
            "-icount", "shift=0" if machine == "virt" else "shift=7",
            "-semihosting-config", ",".join(semihosting), "-kernel", program]


def main(words):
    serial = "none"
    if words[:1] == ["--serial"] and len(words) > 1:
        serial, words = words[1], words[2:]
    if len(words) < 2:
        sys.exit(__doc__)
    command = command_for(words[0], words[1], words[2:], serial)
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
