# SPDX-License-Identifier: MIT
"""The peers present on this machine, and a line for each one that is not."""

import os
import pathlib
import subprocess
import sys

from contender import Contender

HERE = pathlib.Path(__file__).resolve().parent

# What Eigen is compiled for, and OpenBLAS is told to take this processor for.
EIGEN_FOR = {"sse2": "sse2", "avx2": "avx2", "avx512": "native"}
OPENBLAS_CORES = {"sse2": "Nehalem", "avx2": "Haswell", "avx512": "SkylakeX"}


class Search:
    """Collects peers for one precision from the first build directory."""

    def __init__(self, build, precision):
        self.build = build
        self.folder = build / "tools" / "bench"
        self.precision = precision
        self.peers = []
        self.missing = []

    def program(self, name, title, package):
        """A peer's program, once found; or says which package of Debian's it wants."""
        program = self.folder / name
        if program.exists():
            return program
        wants = f"Debian's {package}, then " if package else ""
        self.missing.append(f"{title}: not built; {wants}meson compile -C {self.build} bench_all")
        return None

    def add(self, name, command, **traits):
        self.peers.append(Contender(name, [*command, "--precision", self.precision],
                                    precision=self.precision, **traits))

    def add_for_set(self, family, program, instruction_set, name, words=(), environment=None):
        """A peer that is made for one instruction set; this processor may lack that."""
        asked = subprocess.run([program, "--list"], capture_output=True, text=True,
                               env={**os.environ, **(environment or {})}).stdout
        sets = asked.rpartition("instruction sets:")[2].split()
        if not sets or (words and words[-1] not in sets):
            self.missing.append(f"{name}: this processor lacks what it is made for")
        else:
            self.add(name, [program, *words], family=family, instruction_set=instruction_set,
                     environment=environment)

    def find_compiled(self, instruction_sets):
        for wanted in instruction_sets:
            eigen = EIGEN_FOR[wanted]
            program = self.program(f"bench_eigen_{eigen}", f"Eigen {eigen}", "libeigen3-dev")
            if program:
                self.add_for_set("Eigen", program, wanted, f"Eigen {eigen}")
        openblas = self.program("bench_openblas", "OpenBLAS", "libopenblas-dev")
        libxsmm = self.program("bench_libxsmm", "libxsmm", "libxsmm-dev")
        for wanted in instruction_sets:
            words = ["--isa", wanted]
            if openblas:
                self.add_for_set("OpenBLAS", openblas, wanted, f"OpenBLAS {wanted}", words,
                                 {"OPENBLAS_CORETYPE": OPENBLAS_CORES[wanted]})
            if libxsmm:
                self.add_for_set("libxsmm", libxsmm, wanted, f"libxsmm {wanted}", words)
        fann = self.program("bench_fann", "FANN", "libfann-dev")
        if fann:
            self.add("FANN", [fann])
        plain = self.program("bench_plain", "plain loops", None)
        if plain:
            self.add("plain loops", [plain])
        standard = self.program("bench_standard", "C++ standard library", None)
        if standard:
            self.add("std", [standard])

    def python_with(self, module, title, package):
        for python in dict.fromkeys((sys.executable, "/usr/bin/python3")):
            if os.path.exists(python) and subprocess.run(
                    [python, "-c", f"import numpy, {module}"], capture_output=True).returncode == 0:
                return python
        self.missing.append(f"{title}: not installed; Debian's {package}")
        return None

    def find_python(self):
        python = self.python_with("numpy", "NumPy", "python3-numpy")
        if python:
            # A course done in NumPy is done in double, whatever picomlp takes.
            for name, precision in (("NumPy float64", "double"), ("NumPy float32", "float")):
                self.peers.append(Contender(
                    name, [python, HERE / "numpy_jobs.py", "--precision", precision],
                    precision=precision))
        python = self.python_with("torch", "PyTorch", "python3-torch")
        if python:
            self.add("PyTorch", [python, HERE / "torch_jobs.py"])


def find(build, precision, instruction_sets):
    """(peers, lines about those missing)"""
    search = Search(build, precision)
    search.find_compiled([name for name in instruction_sets if name in EIGEN_FOR])
    search.find_python()
    return search.peers, search.missing
