# SPDX-License-Identifier: MIT
"""Without matplotlib there is one line that says what to install."""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[1]


def run_without(package, tool, *words):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, f"{package}.py").write_text(f"raise ModuleNotFoundError('no {package}')\n")
        environment = {**os.environ, "PYTHONPATH": folder}
        return subprocess.run([sys.executable, TOOLS / tool, *words], env=environment,
                              capture_output=True, text=True, timeout=60)


class Packages(unittest.TestCase):
    def test_a_missing_package_is_one_line_that_names_debians(self):
        for package in ("matplotlib", "numpy"):
            for words in (["plot", "cost", "cost.csv"], ["plot", "chip"], ["plot", "--help"],
                          ["report", "--jobs", "1"]):
                with self.subTest(package=package, words=words):
                    done = run_without(package, *words)
                    self.assertEqual((done.returncode, done.stdout), (1, ""))
                    self.assertEqual(done.stderr.count("\n"), 1)
                    self.assertTrue(done.stderr.startswith(words[0] + ": "))
                    self.assertIn("install Debian's python3-matplotlib", done.stderr)


if __name__ == "__main__":
    unittest.main()
