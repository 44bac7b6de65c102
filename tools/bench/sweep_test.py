#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""sweep.py makes the right curves of what contenders say; README.md's picture is that of sweep.json.

The contenders here are made up, so nothing is timed.
"""

import contextlib
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import contender
import readme
import sweep

CURVE = sweep.Curve("predict", "width", 32)


def made_up(name, rounds, work=2, **traits):
    """A contender that has run W8 and W16 already: rounds is [{variant: seconds}, ...]."""
    one = contender.Contender(name, ["nothing"], **traits)
    for job in list(CURVE.jobs().values())[:2]:
        one.rounds[job] = rounds
        one.facts[job] = {"multiply_adds": 5e8} | ({"work": work} if work else {})
        one.checks[job] = dict.fromkeys(rounds[0], 1.0)
    return one


class Curves(unittest.TestCase):
    def test_a_curve_over_batches_has_jobs_of_every_size(self):
        jobs = sweep.Curve("train", "batch", 256).jobs()
        self.assertEqual((jobs[1], jobs[64]), ("train-W256-batch1", "train-W256-batch64"))

    def test_a_curve_over_widths_takes_one_sample_by_itself(self):
        self.assertEqual(sweep.Curve("train", "width", 1).jobs()[2048], "train-W2048-sample")
        self.assertEqual(CURVE.jobs()[8], "predict-W8-batch32")

    def test_a_point_is_the_least_of_the_rounds_in_microseconds_and_gflops(self):
        curve, = sweep.curves_of([CURVE], [made_up("picomlp", [{"": 5}, {"": 4}, {"": 6}])],
                                 ["picomlp"])
        self.assertEqual(curve["points"], [[8, 2, 0.25], [16, 2, 0.25]])

    def test_the_best_variant_that_does_the_whole_job_counts(self):
        one = made_up("OpenBLAS", [{"by rows": 8, "by columns": 6, sweep.PRODUCTS_ALONE: 2}])
        curve, = sweep.curves_of([CURVE], [one], ["OpenBLAS"])
        self.assertEqual(curve["points"][0], [8, 3, 0.1667])

    def test_a_program_in_python_takes_the_jobs_facts_from_another(self):
        ones = [made_up("picomlp", [{"": 4}]), made_up("NumPy", [{"": 40}], work=None)]
        curves = sweep.curves_of([CURVE], ones, ["picomlp", "NumPy"])
        self.assertEqual([curve["points"][0][1] for curve in curves], [2, 20])

    def test_who_does_not_do_the_jobs_has_no_curve(self):
        ones = [made_up("picomlp", [{"": 4}]), contender.Contender("FANN", ["nothing"])]
        curves = sweep.curves_of([CURVE], ones, ["picomlp", "FANN"])
        self.assertEqual([curve["by"] for curve in curves], ["picomlp"])

    def test_the_file_is_json_with_a_line_a_curve(self):
        measured = {"processor": "some", "peers": ["Eigen 3"], "curves": sweep.curves_of(
            [CURVE], [made_up("picomlp", [{"": 4}], instruction_set="avx2")], ["picomlp"])}
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "sweep.json"
            sweep.write(file, measured)
            self.assertEqual(json.loads(file.read_text()), measured)
            self.assertEqual(file.read_text().count('"points"'), 1)


class CommandLine(unittest.TestCase):
    def test_what_makes_no_sense_exits_with_2(self):
        for words in ([], ["build"], ["build", "--json", "x", "--rounds", "0"],
                      ["build", "--json", "x", "--seconds", "nan"],
                      ["build", "--update", "--alone"], ["build", "--update", "--before", "other"]):
            with self.subTest(words=words), contextlib.redirect_stderr(io.StringIO()), \
                    self.assertRaises(SystemExit) as refused:
                sweep.arguments(words)
            self.assertEqual(refused.exception.code, 2)

    def test_help_fits_80_columns(self):
        done = subprocess.run([sys.executable, sweep.__file__, "--help"], capture_output=True,
                              text=True, env={**os.environ, "COLUMNS": "80"}, timeout=60)
        self.assertEqual(done.returncode, 0)
        self.assertEqual([line for line in done.stdout.splitlines() if len(line) > 80], [])


def with_clips_counted(picture):
    """matplotlib names a clip by a hash of its unrounded numbers, whose last bits depend on the processor."""
    names = {}
    return re.sub(r"\bp[0-9a-f]{10}\b", lambda name: names.setdefault(name[0], f"clip{len(names)}"), picture)


class Picture(unittest.TestCase):
    def test_readme_shows_the_picture_with_all_curves_of_both_files(self):
        self.assertTrue("(sweep.svg)" in readme.README.read_text(), "in README.md")
        picture = (sweep.HERE / "sweep.svg").read_text()
        for file, names in ((sweep.SWEEP, None), (sweep.BEFORE, ["picomlp"])):
            curves = [curve for curve in json.loads(file.read_text())["curves"]
                      if curve["over"] == "batch" and (not names or curve["by"] in names)]
            self.assertTrue(curves)
            for curve in curves:
                by = "before" if file == sweep.BEFORE else curve["by"]
                self.assertTrue(f", {curve['instruction_set'] or 'avx512'}: {by}" in picture, by)

    def test_the_picture_is_drawn_from_the_files(self):
        if not sweep.can_draw_as(sweep.SWEEP):
            self.skipTest("another matplotlib, or none")
        with tempfile.TemporaryDirectory() as folder:
            sweep.draw(folder)
            self.assertEqual(with_clips_counted((pathlib.Path(folder) / "sweep.svg").read_text()),
                             with_clips_counted((sweep.HERE / "sweep.svg").read_text()),
                             "tools/bench/sweep.py --update draws it anew")


if __name__ == "__main__":
    unittest.main()
