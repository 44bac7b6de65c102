# SPDX-License-Identifier: MIT
"""The rules of MISRA C:2012 that cppcheck's addon finds broken in C99 files are those that c99/README.md lists."""
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from c99_programs import ACTIVATIONS, HERE, as_number, numpy, random_network, write_files

VERSION = "Cppcheck 2.10"    # others know other rules, or know them better
README = HERE.parent / "c99/README.md"
# Name of a file, its numbers, whether functions are in integers, whether layers are loops.
FILES = [("integers", "float", 1, 1), ("loops", "float", 0, 1), ("floats", "float", 0, 0), ("doubles", "double", 0, 0)]


def has_cppcheck():
    return shutil.which("cppcheck") and VERSION == subprocess.run(["cppcheck", "--version"], stdout=subprocess.PIPE,
                                                                  text=True, check=False).stdout.strip()


def broken_rules(folder, name, number, in_integers, has_loops):
    """Of a network with every activation, both scalings and test vectors."""
    network = random_network(number, [3] + [4] * len(ACTIVATIONS), ACTIVATIONS, scaling=True, targets=True)
    network.vectors = as_number(numpy.ones((2, 3)), number), numpy.ones((2, 4))
    write_files(folder, network, name, "separate")
    done = subprocess.run(["cppcheck", "--addon=misra", "--enable=style", "--quiet", "--std=c99", "--template={id}",
                           f"-D{name.upper()}_SOFT_FLOAT={in_integers}", f"-D{name.upper()}_LOOPS={has_loops}",
                           folder / f"{name}.c"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          check=True)
    return set(re.findall(r"^misra-c2012-([0-9.]+)$", done.stdout, re.M))


@unittest.skipUnless(has_cppcheck(), f"no {VERSION} here")
class Misra(unittest.TestCase):
    def test_deviations(self):
        listed = re.findall(r"^\| (\d+\.\d+) \| (?:required|advisory) \|", README.read_text(), re.M)
        with tempfile.TemporaryDirectory() as folder:
            found = {name: broken_rules(Path(folder), name, *how) for name, *how in FILES}
        for name, rules in found.items():
            self.assertLessEqual(rules, set(listed), name)
        self.assertEqual(set().union(*found.values()), set(listed))


if __name__ == "__main__":
    unittest.main()
