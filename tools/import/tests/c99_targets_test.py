# SPDX-License-Identifier: MIT
"""C99 files give the library's bits whatever compiles and runs them. Slow: for releases and on request."""
import shutil
import tempfile
import unittest
from itertools import product
from pathlib import Path

from c99_programs import LIBRARY, fusing, library_profile
from c99_suite import Board, build_and_run, write_suite

# The last one of each, which contracts where it may, computes every network. The others change the language and not what
# is made of it: they compute the ten shapes, and every network at -O0.
STANDARDS = {"gcc": ["c99", "gnu99", "c2x", "gnu17"], "clang": ["c99", "gnu99", "c2x", "gnu17"],
             "g++": ["c++98", "gnu++11", "c++2b", "gnu++20"], "clang++": ["c++98", "gnu++11", "c++2b", "gnu++20"]}
LEVELS = ["-O0", "-O1", "-O2", "-O3", "-Os"]
WARNINGS = ["-Wall", "-Wextra", "-Werror", "-pedantic"]
# With an emulator of their programs; all fuse, and ARM loads several weights at once.
SYSTEMS = {"aarch64": (["aarch64-linux-gnu-gcc"], "qemu-aarch64"), "s390x": (["s390x-linux-gnu-gcc"], "qemu-s390x"),
           "armv7": (["arm-linux-gnueabihf-gcc", "-mfpu=vfpv4"], "qemu-arm")}
# Routines of libgcc for double on Thumb-2 round wrongly (base/arithmetic_environment.hpp).
BOARDS = {"cortex-m0plus": ["float", "double"], "cortex-m3": ["float"], "cortex-m4f": ["float"],
          "cortex-m7": ["float"], "rv32imc": ["float", "double"], "rv32imfc": ["float", "double"]}
THAT_FUSE = {"cortex-m4f", "cortex-m7", "rv32imfc"}


def combinations(profile):
    """(a compiler's words, whether it computes every network)"""
    for compiler, standards in STANDARDS.items():
        language = ["-x", "c++"] if "+" in compiler else []
        for standard, level, native in product(standards, LEVELS, ([], ["-march=native"])):
            if native or profile == "separate":
                every = standard == standards[-1] or level == "-O0" and (not native or profile == "fused")
                yield [compiler, *language, f"-std={standard}", level, *native, *WARNINGS], every


@unittest.skipUnless(LIBRARY, "PICOMLP_LIBRARY_OUTPUTS names no program")
class Everywhere(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = Path(self.folder.name)

    def check(self, printed):
        self.assertRegex(printed, r"^\d\d networks, 0 failed\n$")

    def test_compilers(self):
        sources = {True: write_suite(self.path / "all"), False: write_suite(self.path / "shapes", activations=())}
        for words, every in combinations(library_profile()):
            with self.subTest(compiler=" ".join(words)):
                self.check(build_and_run(sources[every], words))

    def test_link_time_optimization(self):
        source = write_suite(self.path)
        for compiler in ("gcc", "clang"):
            with self.subTest(compiler=compiler):
                self.check(build_and_run(source, fusing([compiler, "-O3", "-flto", "-march=native"])))

    def test_systems(self):
        source = write_suite(self.path)
        for name, (compiler, emulator) in SYSTEMS.items():
            for standard, level in (("gnu17", "-O0"), ("gnu99", "-Os"), ("gnu17", "-O3")):
                with self.subTest(system=name, standard=standard, level=level):
                    self.assertTrue(shutil.which(compiler[0]) and shutil.which(emulator), f"no {compiler[0]} here")
                    self.check(build_and_run(source, [*compiler, "-static", f"-std={standard}", level, *WARNINGS],
                                             [emulator]))

    def test_boards(self):
        for name, numbers in BOARDS.items():
            if library_profile() == "fused" and name not in THAT_FUSE:
                continue
            if library_profile() == "fused":
                numbers = ["float"]
            source = write_suite(self.path, numbers, count=12)
            board = Board(name, self.path)
            for standard, level in (("c99", "-Os"), ("gnu17", "-O3")):
                with self.subTest(board=name, standard=standard, level=level):
                    self.check(board.build_and_run(source, [f"-std={standard}", level]))


if __name__ == "__main__":
    unittest.main()
