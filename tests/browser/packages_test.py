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
TESTS = ["report_page_test.py", "playground_page_test.py"]


def run_without(package, test):
    """As on a machine that has the other packages, real or not: nothing is to be started."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "selenium.py").write_text("")
        for program in PROGRAMS.values():
            (here / program).symlink_to(shutil.which("false"))
        if package in PROGRAMS:
            (here / PROGRAMS[package]).unlink()
        words = [sys.executable, HERE / test]
        environment = {**os.environ, "PATH": folder, "PYTHONPATH": folder}
        if package == "python3-selenium":
            # Python without the folder of Debian's packages.
            (here / "selenium.py").unlink()
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


if __name__ == "__main__":
    unittest.main()
