# SPDX-License-Identifier: MIT
"""C99 files on an AVR, simulated: the library's bits, and no RAM besides the stack. Slow."""
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from c99_programs import ACTIVATIONS, HERE, LIBRARY, library_profile, random_network, run, write_files
from c99_suite import vectors_for

COMPILER = ["avr-gcc", "-mmcu=atmega328p", "-Wall", "-Wextra", "-Werror"]


@unittest.skipUnless(LIBRARY and shutil.which("avr-gcc") and shutil.which("simavr") and
                     library_profile() == "separate", "no library that rounds separately, or no AVR here")
class Avr(unittest.TestCase):
    def outcome(self, network, arguments):
        """What the self-test returns on the chip; its file may have no variables."""
        with tempfile.TemporaryDirectory() as folder:
            network.vectors = vectors_for(network, 30)
            write_files(Path(folder), network, "net", "separate")
            run([*COMPILER, *arguments, "-c", f"{folder}/net.c", "-o", f"{folder}/net.o"])
            symbols = run(["avr-nm", f"{folder}/net.o"]).decode()
            self.assertNotRegex(symbols, r"(?m) [bBdDcC] \w*net_")
            program = f"{folder}/avr.elf"
            run([*COMPILER, "-std=gnu99", "-Os", f"-I{folder}", HERE / "c99/avr.c", f"{folder}/net.o", "-lm",
                 "-o", program])
            size = run(["avr-size", program]).decode().split("\n")[1].split()
            self.assertEqual(size[1:3], ["0", "0"])
            self.assertLessEqual(int(size[0]), 32768)
            done = subprocess.run(["simavr", "-m", "atmega328p", "-f", "16000000", program], stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, timeout=120, check=False)
            return int(done.stdout.decode(errors="replace").split("=")[1][:2])

    def test_small_network(self):
        for arguments in (["-std=c99", "-Os"], ["-std=gnu99", "-O3"], ["-x", "c++", "-std=gnu++11", "-Os"]):
            with self.subTest(arguments=arguments):
                network = random_network("float", [2, 10, 5, 1], ["relu", "relu", "identity"])
                self.assertEqual(self.outcome(network, arguments), 0)

    def test_activations(self):
        for activation in ACTIVATIONS:
            with self.subTest(activation=activation):
                network = random_network("float", [3, 8, 2], [activation, "identity"], seed=3, spread=2.0)
                self.assertEqual(self.outcome(network, ["-std=c99", "-Os"]), 0)


if __name__ == "__main__":
    unittest.main()
