# SPDX-License-Identifier: MIT
"""The rules of MISRA C:2012 that cppcheck's addon finds broken in C99 files of int8 are those of c99/INT8.md."""
import random
import re
import subprocess
import unittest

from of_import import HERE, Case

import int8_networks
from c99_misra_test import VERSION, has_cppcheck
from quantized import predict

README = HERE.parent / "c99/INT8.md"
WAYS = (["-DNET_DSP=0", "-DNET_NARROW=1"], ["-DNET_DSP=0", "-DNET_NARROW=0"], ["-DNET_DSP=1", "-DNET_NARROW=0"])


@unittest.skipUnless(has_cppcheck(), f"no {VERSION} here")
class Misra(Case):
    def rules(self, made, rounding, way):
        folder = self.folder()
        x = int8_networks.inputs_for(random.Random(1), made, 3)
        int8_networks.write_files(folder, made, rounding, (x, predict.outputs_of(made, x, rounding)))
        done = subprocess.run(["cppcheck", "--addon=misra", "--enable=style", "--quiet", "--std=c99", "--template={id}",
                               *way, folder / "net.c"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              cwd=folder, check=True)
        return set(re.findall(r"^misra-c2012-([0-9.]+)$", done.stdout, re.M))

    def test_deviations(self):
        listed = set(re.findall(r"^\| (\d+\.\d+) \| (?:required|advisory) \|", README.read_text(), re.M))
        draw = random.Random(1)
        usual = int8_networks.network(draw, [20, 16, 5, 6, 4], ["relu", "leaky_relu", "sigmoid", "none"], 1.0)
        odd = int8_networks.network(draw, [20, 16, 3], ["leaky_relu", "none"], odd=True)
        found = set()
        for made, rounding, way in [(usual, "double", way) for way in WAYS] + [(usual, "single", WAYS[0]),
                                                                               (odd, "double", WAYS[0])]:
            rules = self.rules(made, rounding, way)
            self.assertLessEqual(rules, listed)
            found |= rules
        self.assertEqual(found, listed)


if __name__ == "__main__":
    unittest.main()
