# SPDX-License-Identifier: MIT
"""Without a browser the tests are skipped, with one line that says what to install."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROGRAMS = {"chromium": "chromium", "chromium-driver": "chromedriver"}
COMPILERS = {"clang": "clang++", "llvm": "llvm-ar", "lld": "wasm-ld", "meson": "meson",
             "ninja-build": "ninja"}
TESTS = ["report_page_test.py", "playground_page_test.py"]


def run_without(package, test):
    """As on a machine that has the other packages, real or not: nothing is to be started."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        selenium = here / "selenium/webdriver/common"
        selenium.mkdir(parents=True)
        (selenium / "keys.py").write_text("Keys = None\n")
        for name, program in {**PROGRAMS, **COMPILERS}.items():
            if name != package:
                (here / program).symlink_to(shutil.which("false"))
        words = [sys.executable, HERE / test]
        environment = {**os.environ, "PATH": folder, "PYTHONPATH": folder,
                       "PLAYGROUND_HOST": "", "PLAYGROUND_WORK": folder,
                       "PLAYGROUND_ROUNDING": "separate"}
        if package == "python3-selenium":
            # Python without the folder of Debian's packages.
            shutil.rmtree(here / "selenium")
            words[1:1] = ["-S"]
        return subprocess.run(words, env=environment, capture_output=True, text=True, timeout=60)


class Packages(unittest.TestCase):
    def test_a_missing_package_is_one_line_that_names_debians(self):
        for package in (*PROGRAMS, "python3-selenium"):
            for test in TESTS:
                with self.subTest(package=package, test=test):
                    done = run_without(package, test)
                    self.assertEqual((done.returncode, done.stderr), (77, ""))
                    self.assertEqual(done.stdout, "skipped: no browser to test with; install "
                                                  f"Debian's {package}\n")

    def test_without_a_compiler_the_playground_is_not_tried(self):
        for package, program in COMPILERS.items():
            with self.subTest(package=package):
                done = run_without(package, "playground_page_test.py")
                self.assertEqual(done.returncode, 77)
                self.assertEqual(done.stdout, f"skipped: playground: no {program} here "
                                              f"(Debian: {package})\n")


if __name__ == "__main__":
    unittest.main()
