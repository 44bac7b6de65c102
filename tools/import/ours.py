# SPDX-License-Identifier: MIT
"""Our outputs: those of the generated C99 file, which has the bits of the library, compiled and run on this machine."""
import os
import shlex
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy

import forward

SECONDS = 300
DRIVER = """\
#include <stdio.h>
#include "@NAME@.h"

int main(void) {
    static @NUMBER@ x[@INPUTS@];
    static @NUMBER@ y[@OUTPUTS@];
    volatile @NUMBER@ zero = 0;
    while (fread(x, sizeof x, 1, stdin) == 1) {
        if (@NAME@_predict(x, y) != 0) {
            unsigned long i;
            for (i = 0; i < @OUTPUTS@; ++i) y[i] = zero / zero;
        }
        if (fwrite(y, sizeof y, 1, stdout) != 1) return 1;
    }
    return 0;
}
"""


@dataclass(frozen=True)
class Outputs:
    y: numpy.ndarray      # [samples][outputs] in the network's type
    are_exact: bool       # whether they are the library's, bit for bit
    by: str               # what has computed them, for people


def compiler():
    """The words of the command of a C compiler, or None."""
    if os.environ.get("CC"):
        words = shlex.split(os.environ["CC"])
        return words if words and shutil.which(words[0]) else None
    for name in ("cc", "gcc", "clang"):
        if shutil.which(name):
            return [name]
    return None


def by_numpy(network, x, why):
    return Outputs(forward.outputs_of(network, x), False, f"NumPy in {network.number}, {why}")


def outputs_of(network, name, files, x):
    """For x[samples][inputs]. `files`: {name: text} of the C99 file and its header, or None where there are none."""
    if files is None:
        return by_numpy(network, x, "because there is no C file")
    words = compiler()
    if words is None:
        return by_numpy(network, x, "because there is no C compiler")
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        driver = DRIVER
        for key, value in (("NAME", name), ("NUMBER", network.number), ("INPUTS", network.inputs),
                           ("OUTPUTS", network.outputs)):
            driver = driver.replace(f"@{key}@", str(value))
        for file, text in {**files, "driver_of_import.c": driver}.items():
            (folder / file).write_text(text)
        program = folder / "program"
        try:
            for option in ((), ("-mfma",)):    # x86 is asked for fma where the profile wants it
                built = subprocess.run([*words, *option, "-std=c99", "-O1", "-o", program, folder / f"{name}.c",
                                        folder / "driver_of_import.c", "-lm"], capture_output=True, timeout=SECONDS)
                if built.returncode == 0:
                    break
            if built.returncode != 0:
                return by_numpy(network, x, f"because {words[0]} does not compile the C file")
            given = numpy.ascontiguousarray(x, network.type)
            ran = subprocess.run([program], input=given.tobytes(), capture_output=True, timeout=SECONDS)
        except (OSError, subprocess.TimeoutExpired):
            return by_numpy(network, x, f"because {words[0]} or its program cannot be run")
    if ran.returncode != 0 or len(ran.stdout) != len(x) * network.outputs * given.itemsize:
        return by_numpy(network, x, "because the program made of the C file does not work")
    y = numpy.frombuffer(ran.stdout, network.type).reshape(len(x), network.outputs)
    return Outputs(y, True, f"the C file, compiled by {words[0]}")
