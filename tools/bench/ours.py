# SPDX-License-Identifier: MIT
"""picomlp's own contenders, out of build directories."""

import itertools
import json
import pathlib
import re
import subprocess
import sys
import tempfile

from contender import Contender

# Those of x86-64 with vectors, in the library's own list.
HEADER = pathlib.Path(__file__).resolve().parents[2] / "lib/picomlp/simd/instruction_set.hpp"
KNOWN_SETS = tuple(re.findall(r"ITEM\((\w+)\)", re.search(
    r"#define PICOMLP_X86_INSTRUCTION_SETS\(ITEM\)((?:.*\\\n)*.*)",
    HEADER.read_text(encoding="utf-8")).group(1)))
INSTRUCTION_SETS = tuple(name for name in KNOWN_SETS if name != "scalar")


def listed(bench):
    """The jobs and instruction sets that `bench --list` names; of families only that they exist."""
    lines = subprocess.run([bench, "--list"], capture_output=True, text=True,
                           check=True).stdout.splitlines()
    named = itertools.takewhile(lambda line: line.startswith("  "), lines[1:])
    jobs = [line.split()[0] for line in named]
    sets = next(line for line in lines if line.startswith("instruction sets:"))
    return jobs, sets.split(":")[1].split()


def rounding_of(bench):
    """The rounding profile, from a run that does not count."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "measured.json"
        subprocess.run([bench, "--jobs", "predict-2-10-5-1", "--seconds", "1e-6", "--repeat", "1",
                        "--json", file], capture_output=True, check=True)
        return json.loads(file.read_text())["rounding"]


class Build:
    """A build directory, and the picomlp in it."""

    def __init__(self, folder):
        self.folder = folder
        self.program = folder / "tools" / "bench" / "bench"
        if not self.program.exists():
            sys.exit(f"there is no {self.program}; set up with -Dtools=enabled, then "
                     f"meson compile -C {folder} bench_all")
        self.jobs, self.instruction_sets = listed(self.program)
        self.rounding = rounding_of(self.program)
        # Plain scalar code is always there when there is a choice.
        self.alone = self.instruction_sets[:1] != ["scalar"]

    def knows(self, job):
        """Of families' jobs, too."""
        return job in self.jobs or subprocess.run([self.program, "--list", "--jobs", job],
                                                  capture_output=True).returncode == 0

    def contender(self, instruction_set, precision):
        name = f"{instruction_set}, {self.rounding}" + (", alone" if self.alone else "")
        if precision == "double":
            name += ", double"
        return Contender(name, [self.program, "--precision", precision, "--isa", instruction_set],
                         family="picomlp", instruction_set=instruction_set, precision=precision,
                         rounding=self.rounding, alone=self.alone)


def choose(builds, instruction_sets, profiles, precisions):
    """picomlp's contenders, and a line for each one left out."""
    chosen, missing = [], []
    for build in builds:
        if profiles and build.rounding not in profiles:
            continue
        for name in instruction_sets or INSTRUCTION_SETS:
            if name not in build.instruction_sets:
                if not build.alone:
                    missing.append(f"picomlp, {name}: this processor or the build in "
                                   f"{build.folder} lacks it")
            elif not instruction_sets and name == "sse2" and build.rounding == "fused":
                missing.append("picomlp, sse2, fused: has no such instruction and computes it in "
                               "software; --isa sse2 waits for it")
            else:
                chosen += [build.contender(name, precision) for precision in precisions]
    return chosen, missing
