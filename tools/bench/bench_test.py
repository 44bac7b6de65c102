#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The benchmark's programs run, write JSON that parses, and refuse what makes no sense.

Says nothing about how fast anything is.
"""

import json
import pathlib
import platform
import subprocess
import sys
import tempfile
import unittest

program = sys.argv.pop(1)


def run(*words):
    return subprocess.run([program, *words], capture_output=True, text=True, timeout=100)


class Bench(unittest.TestCase):
    def test_quick_run_writes_json_that_parses(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "out.json"
            names = ["predict-2-10-5-1", "predict-16-32-32-4", "normals"]
            for precision in ("float", "double"):
                done = run("--jobs", ",".join(names), "--precision", precision, "--seconds", "1e-5",
                           "--repeat", "2", "--json", str(file))
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                measured = json.loads(file.read_text())
                self.assertEqual(measured["precision"], precision)
                self.assertEqual([one["job"] for one in measured["results"]], names)
                for one in measured["results"]:
                    # Once where an execution is far longer than the measurement was to be.
                    self.assertIn(len(one["seconds"]), (1, 2))
                    self.assertTrue(all(seconds > 0 for seconds in one["seconds"]))
                    self.assertGreater(one["check"], 0)
                    self.assertIn(one["job"], done.stdout)

    def test_instruction_sets_do_the_same_work(self):
        sets = run("--list").stdout.rsplit("instruction sets:", 1)[1].split()
        self.assertTrue(sets)
        figures = set()
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "out.json"
            for name in sets:
                done = run("--isa", name, "--jobs", "predict-64-64-64-10,train-16-64-64-4",
                           "--seconds", "1e-5", "--repeat", "1", "--json", str(file))
                self.assertEqual(done.returncode, 0, done.stderr)
                measured = json.loads(file.read_text())
                self.assertEqual(measured["instruction_set"], name)
                figures.add(tuple(one["check"] for one in measured["results"]))
        self.assertEqual(len(figures), 1, figures)

    def test_a_peak_is_measured_with_each_set_and_comes_to_the_right_sum(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "out.json"
            for name in run("--list").stdout.rsplit("instruction sets:", 1)[1].split():
                done = run("--isa", name, "--jobs", "peak", "--seconds", "1e-5", "--repeat", "1",
                           "--json", str(file))
                self.assertEqual(done.returncode, 0, done.stderr)
                results = json.loads(file.read_text())["results"]
                if platform.machine() == "x86_64":
                    fused = ["fused"] if name.startswith("avx") else []
                    self.assertEqual([one["variant"] for one in results], [*fused, "separate"])
                for one in results:
                    self.assertEqual(one["check"], 1)

    def test_training_and_products_say_how_many_multiply_adds_they_are(self):
        expected = {"predict-16-32-32-4": 16 * 32 + 32 * 32 + 32 * 4,
                    "train-16-64-64-4": 64 * 32 * (3 * (16 * 64 + 64 * 64 + 64 * 4) - 16 * 64),
                    "product-16": 16 ** 3, "normals": 0}
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "out.json"
            run("--jobs", ",".join(expected), "--seconds", "1e-5", "--repeat", "1", "--json",
                str(file))
            results = json.loads(file.read_text())["results"]
        self.assertEqual({one["job"]: one["multiply_adds"] for one in results}, expected)

    def test_families_of_jobs_come_to_what_their_single_jobs_come_to(self):
        names = ["predict-64-64-64-10", "predict-W64-sample", "predict-W64-batch1",
                 "train-W8-sample", "train-W8-batch1", "train-adam-W8-batch3",
                 "predict-W64-stride1040"]
        sets = run("--list").stdout.rsplit("instruction sets:", 1)[1].split()
        figures = {}
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "out.json"
            for name in sets[:1] + sets[-1:]:
                for precision in ("float", "double"):
                    done = run("--isa", name, "--jobs", ",".join(names), "--precision", precision,
                               "--seconds", "1e-5", "--repeat", "1", "--json", str(file))
                    self.assertEqual(done.returncode, 0, done.stderr)
                    measured = {one["job"]: one["check"]
                                for one in json.loads(file.read_text())["results"]}
                    self.assertEqual(list(measured), names)
                    self.assertEqual(figures.setdefault(precision, measured), measured)
                    self.assertEqual(len({measured[one] for one in names[:3]}), 1)
                    self.assertEqual(len({measured[one] for one in names[3:5]}), 1)

    def test_a_family_says_what_its_jobs_are(self):
        of_a_sample = 784 * 128 + 128 * 64 + 64 * 10
        wide = 512 * 512 * 2 + 512 * 10
        expected = {"predict-784-128-64-10-stride16": (1024, of_a_sample),
                    "predict-W512-batch3": (3, wide),
                    "train-W512-batch3": (3 * 16, 3 * wide - 512 * 512),
                    "train-adam-784-128-64-10-sample": (64, 3 * of_a_sample - 784 * 128)}
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "out.json"
            done = run("--jobs", ",".join(expected), "--seconds", "1e-5", "--repeat", "1", "--json",
                       str(file))
            self.assertEqual(done.returncode, 0, done.stderr)
            for one in json.loads(file.read_text())["results"]:
                samples, multiply_adds = expected[one["job"]]
                self.assertAlmostEqual(one["work"], 1e-6 * samples)
                self.assertEqual(one["multiply_adds"], samples * multiply_adds)

    def test_names_that_no_family_has_are_refused(self):
        for name in ("predict-W64", "predict-W65-sample", "predict-W64-batch0", "predict-W64-batch65",
                     "predict-W64-batch07", "predict-W64-batch", "predict-W64-batch512",
                     "train-adam-W512-batch512", "predict-W64-stride8", "predict-W64-stride24",
                     "train-W64-stride1024", "predict-1-2-3-sample", "train-adam", "train",
                     "adam-W8-sample", "predict-W8-sample-", "predict--W8-sample", "-", "",
                     "predict-99999999999-sample"):
            with self.subTest(name=name):
                self.assertEqual(run("--list", "--jobs", name).returncode, 2)
        for name in ("predict-W512-batch512", "train-W64-batch64", "predict-64-64-64-10-stride1025"):
            self.assertEqual(run("--list", "--jobs", name).returncode, 0, name)

    def test_families_are_listed_with_their_networks(self):
        listed = run("--list").stdout
        for words in ("  predict-NET-batchN ", "  train-adam-NET-sample ", " W2048 ", "784-128-64-10"):
            self.assertIn(words, listed)
        self.assertEqual([line for line in listed.splitlines() if len(line) > 100], [])

    def test_every_job_is_listed(self):
        listed = run("--list")
        self.assertEqual(listed.returncode, 0)
        for name in ("course", "predict-784-128-64-10", "train-784-128-64-10", "normals"):
            self.assertIn(f"  {name} ", listed.stdout)

    def test_help_is_help(self):
        helped = run("--help")
        self.assertEqual(helped.returncode, 0)
        self.assertIn("--precision", helped.stdout)

    def test_bad_options_exit_with_2_and_a_message(self):
        for words in (["--nonsense"], ["stray"], ["--isa", "mmx"], ["--precision", "half"],
                      ["--jobs", "course,nothing"], ["--seconds", "0"], ["--seconds", "soon"],
                      ["--seconds", "nan"], ["--repeat", "0"], ["--repeat", "2.5"], ["--json"]):
            with self.subTest(words=words):
                refused = run(*words)
                self.assertEqual(refused.returncode, 2)
                self.assertTrue(refused.stderr.strip())
                self.assertEqual(refused.stdout, "")

    def test_unwritable_file_exits_with_1_and_a_message(self):
        failed = run("--jobs", "predict-2-10-5-1", "--seconds", "1e-5", "--repeat", "1", "--json",
                     "/nonexistent/folder/out.json")
        self.assertEqual(failed.returncode, 1)
        self.assertIn("/nonexistent/folder/out.json", failed.stderr)


if __name__ == "__main__":
    unittest.main()
