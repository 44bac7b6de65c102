# SPDX-License-Identifier: MIT
"""What C99 files cost on a Cortex-M4F, fused, with relu and a linear output: instructions and flash."""
import re
import shutil
import tempfile
import unittest
from pathlib import Path

from c99_programs import HERE, random_network, run, write_files
from c99_suite import SOURCE, Board

ACTIVATIONS = ["relu", "relu", "identity"]


@unittest.skipUnless(shutil.which("arm-none-eabi-g++") and shutil.which("qemu-system-arm"), "no Cortex-M4F here")
class Costs(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name)
        self.board = Board("cortex-m4f", self.path)

    def compiled(self, sizes, level):
        write_files(self.path, random_network("float", sizes, ACTIVATIONS), "net", "fused")
        self.board.compile(self.path / "net.c", ["-std=c99", level], self.path / "net.o")
        return self.path / "net.o"

    def instructions(self, sizes):
        compiled = self.compiled(sizes, "-O3")
        program = self.path / "cost.elf"
        run(["arm-none-eabi-g++", *self.board.arguments, "-std=c++17", "-Os", "-fno-exceptions", "-fno-rtti",
             f"-I{SOURCE / 'tests/targets'}", f"-I{self.path}", '-DHEADER="net.h"', f"-DINPUTS={sizes[0]}",
             f"-DOUTPUTS={sizes[-1]}", "-DPREDICT=net_predict", HERE / "c99/cost.cpp", compiled, *self.board.linked,
             "-o", program])
        return int(self.board.output_of(program).split()[0])

    def test_instructions(self):
        for sizes, most in (([2, 10, 5, 1], 270), ([16, 32, 32, 4], 3600), ([64, 64, 64, 10], 14700)):
            with self.subTest(sizes=sizes):
                self.assertLessEqual(self.instructions(sizes), most)

    def test_flash_besides_weights(self):
        printed = run(["arm-none-eabi-size", "-A", self.compiled([2, 10, 5, 1], "-Os")]).decode()
        sections = {name: int(size) for name, size in re.findall(r"^(\.\S+) +(\d+) +\d+$", printed, re.M)}
        self.assertEqual(sections.get(".data", 0) + sections.get(".bss", 0), 0)
        flash = sum(size for name, size in sections.items()
                    if name.startswith((".text", ".rodata")) and "self_test" not in name)
        self.assertEqual(sections[".rodata.net_parameters"], 4 * 91)
        self.assertLessEqual(flash - 4 * 91, 300)


if __name__ == "__main__":
    unittest.main()
