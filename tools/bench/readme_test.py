#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""README.md says what measured.json holds."""

import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import readme


class Readme(unittest.TestCase):
    def test_readme_says_what_measured_json_holds(self):
        measured = json.loads(readme.MEASURED.read_text())
        text = readme.README.read_text()
        self.assertEqual(text, readme.replaced(text, readme.written(measured)),
                         "tools/bench/compare.py --targets --update writes README.md anew")

    def test_only_the_part_between_the_markers_is_replaced(self):
        text = f"before\n{readme.BEGIN}old\n{readme.END}after\n"
        self.assertEqual(readme.replaced(text, "new\n"),
                         f"before\n{readme.BEGIN}new\n{readme.END}after\n")
        with self.assertRaises(ValueError):
            readme.replaced("no markers", "new\n")

    def test_a_job_and_its_peer_have_a_line_and_each_instruction_set_a_column(self):
        def row(job, name, ratio, fraction, version="1"):
            return {"job": job, "instruction_set": name, "seconds": 0.5, "fraction_of_peak": fraction,
                    "against": {"family": "Eigen", "version": version, "ratio": ratio}}
        text = readme.written({
            "processor": "some processor", "compiler": "gcc 0",
            "peers": ["libxsmm 1 hsw", "libxsmm 1 skx", "FANN"],
            "rows": [row("course", "avx2", 0.25, 0.5), row("course", "sse2", 2, 0.125),
                     row("course", "avx2", 3, 0.5, "picomlp"), row("normals", "avx512", 1 / 20, None)]})
        self.assertEqual(text, """\
| job     | against | SSE2             | AVX2                | AVX-512       |
|---------|---------|------------------|---------------------|---------------|
| course  | Eigen   | 2 (500 ms, 12 %) | 0.25 (500 ms, 50 %) |               |
| normals | Eigen   |                  |                     | 1/20 (500 ms) |

Measured on some processor with gcc 0: FANN, libxsmm 1.
""")


    def test_a_group_has_a_line_and_products_alone_are_called_so(self):
        row = {"job": "predict-W8-stride16", "group": "predict-W8-strideS", "instruction_set": "sse2",
               "seconds": 1, "fraction_of_peak": None,
               "against": {"family": "OpenBLAS", "version": "OpenBLAS 0.3", "ratio": 0.5,
                           "variant": "products alone"}}
        text = readme.written({"processor": "some", "compiler": "gcc 0", "peers": [], "rows": [row]})
        self.assertIn("| predict-W8-strideS | OpenBLAS, products alone | 0.5 (1 s) |", text)


if __name__ == "__main__":
    unittest.main()
