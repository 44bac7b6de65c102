#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""compare.py reckons rightly with what contenders say.

The contenders here are made up, so nothing is timed.
"""

import contextlib
import io
import json
import os
import pathlib
import stat
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import compare
import comparison
import contender
import ours
import peers
import targets


def made_up(name, jobs, **traits):
    """A contender that has run already: jobs is {job: [{variant: seconds}, ...]}."""
    one = contender.Contender(name, ["nothing"], **traits)
    for job, rounds in jobs.items():
        one.rounds[job] = rounds
        one.facts[job] = {"description": "", "timed": "", "work": 2, "rate": "things/s",
                          "multiply_adds": 1000, "tolerance": 1e-3}
    one.about = {"contender": name}
    return one


def own(instruction_set="avx2", rounding="fused", jobs=None, **traits):
    return made_up("picomlp", jobs or {}, family="picomlp", instruction_set=instruction_set,
                   rounding=rounding, **traits)


class Ratios(unittest.TestCase):
    def test_a_ratio_is_the_median_of_the_rounds_ratios(self):
        pair = comparison.Pair("course", own(jobs={"course": [{"": 1}, {"": 8}, {"": 3}]}),
                               made_up("peer", {"course": [{"": 2}, {"": 2}, {"": 3}]}))
        self.assertEqual(comparison.row_of(pair)["against"]["ratio"], 1)

    def test_the_fastest_variant_counts_of_those_that_are_meant(self):
        peer = made_up("peer", {"course": [{"fixed, by rows": 4, "fixed, by columns": 5,
                                            "dynamic": 2}]})
        for words, seconds in (("", 2), ("fixed", 4), ("by columns", 5)):
            pair = comparison.Pair("course", own(jobs={"course": [{"": 1}]}), peer, words)
            self.assertEqual(comparison.row_of(pair)["against"]["seconds"], seconds)

    def test_a_pair_is_no_row_when_a_side_does_not_do_the_job(self):
        does, does_not = {"course": [{"one": 1}]}, {}
        for pair in (comparison.Pair("course", own(jobs=does), made_up("peer", does_not)),
                     comparison.Pair("course", own(jobs=does_not), made_up("peer", does)),
                     comparison.Pair("course", own(jobs=does), made_up("peer", does), "another")):
            self.assertIsNone(comparison.row_of(pair))

    def test_a_limit_is_met_up_to_itself(self):
        for seconds, met in ((1.0, True), (1.1, False)):
            pair = comparison.Pair("course", own(jobs={"course": [{"": seconds}]}),
                                   made_up("peer", {"course": [{"": 2}]}), limit=0.5)
            self.assertEqual(comparison.row_of(pair)["met"], met)

    def test_of_peak_is_reckoned_with_the_fastest_pass_of_the_best_variant(self):
        one = own(jobs={"peak": [{"fused": 2, "separate": 4}, {"fused": 1, "separate": 4}],
                        "course": [{"": 4}]})
        self.assertEqual(one.fraction_of_peak("course"), 0.25)

    def test_of_peak_is_unknown_without_multiply_adds_or_a_peak(self):
        one = own(jobs={"normals": [{"": 4}]})
        self.assertIsNone(one.fraction_of_peak("normals"))
        one = own(jobs={"normals": [{"": 4}], "peak": [{"": 1}]})
        one.facts["normals"]["multiply_adds"] = 0
        self.assertIsNone(one.fraction_of_peak("normals"))

    def test_small_ratios_are_shown_as_one_over_something(self):
        self.assertEqual([comparison.readable_ratio(r) for r in (1 / 55, 0.2, 1.05)],
                         ["1/55", "0.2", "1.05"])

    def test_a_row_without_a_peer_is_shown_only_when_there_is_no_other(self):
        alone, compared = (own(jobs={"course": [{"": 1}]}) for _ in range(2))
        peer = made_up("peer", {"course": [{"": 2}]})
        rows = comparison.rows_of([comparison.Pair("course", alone, None),
                                   comparison.Pair("course", compared, peer),
                                   comparison.Pair("course", compared, None)])
        self.assertEqual([bool(row["against"]) for row in rows], [False, True])


class OtherJobs(unittest.TestCase):
    """The library against itself at another job."""

    def pair(self, **traits):
        one = own(jobs={"batch": [{"": 6}, {"": 9}, {"": 8}], "sample": [{"": 2}, {"": 2}, {"": 2}]})
        one.facts["batch"]["multiply_adds"] = 2000
        return comparison.Pair("batch", one, one, peer_job="sample", **traits)

    def test_times_are_divided_or_those_of_a_multiply_add(self):
        self.assertEqual(comparison.ratio(self.pair()), 4)
        row = comparison.row_of(self.pair(per_multiply_add=True, limit=2))
        self.assertEqual((row["against"]["ratio"], row["against"]["variant"], row["met"]),
                         (2, "sample", True))

    def test_of_a_group_the_worst_case_of_each_set_and_limit_is_kept(self):
        def row(job, ratio, limit=1.1, name="avx2", group="group"):
            return {"job": job, "instruction_set": name, "limit": limit,
                    "against": {"ratio": ratio, "family": "picomlp"}} | ({"group": group} if group else {})
        rows = [row("a", 1.2), row("b", 1.5), row("c", 1.3), row("d", 1.0, limit=1.15),
                row("e", 0.9, name="sse2"), row("f", 2, group=""), row("g", 3, group="")]
        self.assertEqual("".join(one["job"] for one in comparison.worst_of_groups(rows)), "bdefg")

    def test_both_jobs_are_measured(self):
        runs = []
        pair = self.pair()
        pair.ours.run = lambda jobs, *_: runs.append(jobs)
        pair.ours.rounds["peak"] = []
        chosen = mock.Mock(rounds=2)
        with contextlib.redirect_stderr(io.StringIO()):
            compare.measure([pair, pair], chosen)
        self.assertEqual(runs, [["peak"]] * 2 + [["batch", "sample"]] * 2)

    def test_jobs_that_are_held_against_each_other_take_turns(self):
        pairs = [comparison.Pair(job, None, None, peer_job=other) for job, other in (
            ("batch3", "batch4"), ("course", ""), ("batch5", "batch8"), ("batch3", "sample"),
            ("batch5", "sample"))]
        self.assertEqual(compare.bunches(pairs),
                         [["batch3", "batch4", "sample", "batch5", "batch8"], ["course"]])


class Results(unittest.TestCase):
    def test_different_results_are_told_when_they_differ_by_more_than_rounding(self):
        for figure, told in ((1.0009, 0), (1.002, 1), (None, 1), (float("nan"), 1)):
            ones = [own(jobs={"course": [{"": 1}]}), made_up("peer", {"course": [{"": 1}]})]
            ones[0].checks["course"], ones[1].checks["course"] = {"": 1.0}, {"": figure}
            self.assertEqual(len(contender.disagreements("course", ones)), told, figure)


class Targets(unittest.TestCase):
    def everything(self):
        return [own(name, rounding, precision=precision, alone=alone) for name in targets.ALL_SETS
                for rounding in ("fused", "separate") for precision in ("float", "double")
                for alone in (False, True)] + [
            made_up(family, {}, family=family, instruction_set=name)
            for family in ("Eigen", "libxsmm", "OpenBLAS") for name in targets.ALL_SETS] + [
            made_up(name, {}) for name in ("NumPy float64", "PyTorch", "std")]

    def test_every_target_is_a_pair_when_everything_is_there(self):
        pairs, missing = targets.pairs(self.everything())
        self.assertEqual(missing, [])
        self.assertTrue(targets.against_every_peer(pairs))
        itself = len(targets.JOBS) * len(targets.FUSED_SETS) * 3
        self.assertEqual(len(pairs), len(targets.AGAINST_PEERS) + itself
                         + len(targets.AGAINST_OTHER_JOBS))
        for pair in pairs:
            self.assertEqual(pair.ours.instruction_set,
                             pair.peer.instruction_set or pair.ours.instruction_set)
            if pair.peer.family != "picomlp" or pair.peer_job:
                self.assertEqual((pair.ours.precision, pair.ours.alone), ("float", False))
                self.assertEqual(pair.ours.rounding, "separate"
                                 if pair.ours.instruction_set == "sse2" else "fused")

    def test_the_library_is_held_against_itself_one_trait_at_a_time(self):
        pairs, _ = targets.pairs(self.everything())
        traits = ("rounding", "precision", "alone")
        for pair in pairs:
            if pair.peer_job:
                self.assertIs(pair.ours, pair.peer)
            elif pair.peer.family == "picomlp":
                self.assertEqual(sum(getattr(pair.ours, trait) != getattr(pair.peer, trait)
                                     for trait in traits), 1)

    def test_what_lacks_a_side_is_named_with_its_jobs(self):
        some = [one for one in self.everything() if one.family != "libxsmm" and not one.alone]
        _, missing = targets.pairs(some, sets=["avx2"])
        self.assertEqual(missing, [
            f"avx2, fused against libxsmm: {', '.join(targets.PRODUCTS)}",
            f"avx2, chosen at run time against built for it alone: {', '.join(targets.JOBS)}"])

    def test_the_table_says_of_each_limit_whether_it_is_met_and_how_many_are(self):
        rows = comparison.rows_of([
            comparison.Pair("normals", own(jobs={"normals": [{"": 1}]}),
                            made_up("std", {"normals": [{"": 10}]}), limit=limit)
            for limit in (0.22, 0.09)])
        first, second, _, count = targets.table(rows).splitlines()[2:]
        self.assertRegex(first, r"\| 0.1 +\| 0.22 +\| yes +\|$")
        self.assertRegex(second, r"\| 0.1 +\| 1/11.1 +\| NO +\|$")
        self.assertEqual(count, "1 of 2 limits met")

    def test_only_the_jobs_and_sets_that_are_wanted_are_paired(self):
        pairs, _ = targets.pairs(self.everything(), jobs=["normals"], sets=["sse2"])
        self.assertFalse(targets.against_every_peer(pairs))
        self.assertEqual([(pair.job, pair.ours.instruction_set) for pair in pairs],
                         [("normals", "sse2")])

    def test_every_targets_job_is_one_that_is_measured(self):
        every = [*targets.AGAINST_PEERS, *targets.AGAINST_OTHER_JOBS]
        self.assertLessEqual({target.job for target in every}, set(targets.ALL_JOBS))
        self.assertEqual(len(set(targets.ALL_JOBS)), len(targets.ALL_JOBS))

    def test_a_batch_is_held_against_full_vectors_and_against_its_samples_one_by_one(self):
        found = [(one.other_job, one.limit, one.per_multiply_add) for one in targets.cliffs("avx2")
                 if one.job == "train-W64-batch17"]
        self.assertEqual(found, [("train-W64-batch24", 1.10, False), ("train-W64-sample", 1.15, True)])

    def test_wide_layers_are_held_against_the_rate_of_narrower_ones(self):
        found = {(one.job, one.other_job) for one in targets.AGAINST_OTHER_JOBS
                 if one.job in targets.WIDE}
        self.assertEqual(len(found), 8)
        self.assertIn(("train-W2048-batch512", "train-W512-batch512"), found)


class Programs(unittest.TestCase):
    """Programs that say what the real ones would."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.build = pathlib.Path(folder.name)
        (self.build / "tools/bench").mkdir(parents=True)

    def program(self, name, body):
        file = self.build / "tools/bench" / name
        file.write_text(f"#!{sys.executable}\nimport json, sys\n{body}")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)

    def bench(self, sets, rounding="fused"):
        self.program("bench", f"""
if "--list" in sys.argv:
    sys.exit(2 if "nothing" in sys.argv else print(
        "jobs:\\n  peak  what\\n  course  what\\nfamilies:\\n  predict-NET  what\\n"
        "instruction sets: {sets}"))
else:
    jobs = sys.argv[sys.argv.index("--jobs") + 1].split(",")
    with open(sys.argv[sys.argv.index("--json") + 1], "w") as file:
        json.dump({{"contender": "picomlp", "compiler": "gcc 0", "rounding": "{rounding}",
                   "results": [{{"job": job, "variant": "", "description": "", "timed": "run",
                                "work": 1, "rate": "runs/s", "multiply_adds": 6, "check": 1,
                                "tolerance": 1e-3, "seconds": [2 + (job == "course")]}}
                               for job in jobs]}}, file)
""")

    def test_the_builds_profile_and_sets_are_found_out(self):
        for sets, alone in (("scalar sse2 avx2", False), ("avx2", True)):
            self.bench(sets)
            build = ours.Build(self.build)
            self.assertEqual((build.rounding, build.alone, build.jobs),
                             ("fused", alone, ["peak", "course"]))

    def test_sets_profiles_and_precisions_are_chosen(self):
        self.bench("scalar sse2 avx2")
        builds = [ours.Build(self.build)]
        names = lambda *wanted: [one.name for one in ours.choose(builds, *wanted)[0]]
        self.assertEqual(names([], [], ["float"]), ["avx2, fused"])
        self.assertEqual(names(["sse2"], [], ["float", "double"]),
                         ["sse2, fused", "sse2, fused, double"])
        self.assertEqual(names([], ["separate"], ["float"]), [])

    def test_missing_peers_are_named_with_debians_packages(self):
        self.program("bench_libxsmm", 'print("instruction sets: sse2")')
        with mock.patch.object(peers.Search, "find_python"):
            found, missing = peers.find(self.build, "float", ["sse2", "avx2"])
        self.assertEqual([one.name for one in found], ["libxsmm sse2"])
        missing = "\n".join(missing)
        for words in ("Eigen sse2: not built; Debian's libeigen3-dev", "Debian's libopenblas-dev",
                      "Debian's libfann-dev", "C++ standard library: not built; meson compile",
                      "libxsmm avx2: this processor lacks"):
            self.assertIn(words, missing)

    def run_compare(self, *words):
        out, error = io.StringIO(), io.StringIO()
        with mock.patch.object(sys, "argv", ["compare.py", str(self.build), *words]), \
                mock.patch.object(peers.Search, "find_python"), \
                contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
            status = compare.main()
        return status, out.getvalue(), error.getvalue()

    def test_a_run_prints_a_table_and_writes_json(self):
        self.bench("scalar sse2 avx2")
        file = self.build / "out.json"
        status, out, _ = self.run_compare("--rounds", "2", "--json", str(file))
        self.assertEqual(status, 0)
        self.assertIn("| course | avx2, fused     | 3 s     | 0.333 runs/s | 67 %    |", out)
        measured = json.loads(file.read_text())
        self.assertEqual([row["fraction_of_peak"] for row in measured["rows"]], [2 / 3])
        self.assertEqual(measured["compiler"], "gcc 0")

    def test_targets_without_any_peer_are_all_told_missing(self):
        self.bench("scalar sse2 avx2")
        status, _, error = self.run_compare("--targets", "--rounds", "1", "--jobs", "course")
        self.assertEqual(status, 0)
        self.assertIn("not measured: avx2, fused against PyTorch: course", error)

    def test_an_update_without_every_peer_is_refused(self):
        self.bench("scalar sse2 avx2")
        with mock.patch.object(compare, "measure", side_effect=AssertionError("measured")), \
                self.assertRaisesRegex(SystemExit, "wants every peer"):
            self.run_compare("--targets", "--update")

    def test_options_that_make_no_sense_exit_with_2(self):
        self.bench("scalar sse2 avx2")
        for words in (["--isa", "mmx"], ["--profile", "round"], ["--jobs", "nothing"],
                      ["--rounds", "0"], ["--seconds", "nan"], ["--update"],
                      ["--targets", "--update", "--jobs", "course"],
                      ["--targets", "--precision", "double"]):
            with self.subTest(words=words), self.assertRaises(SystemExit) as refused:
                self.run_compare(*words)
            self.assertEqual(refused.exception.code, 2)


class Help(unittest.TestCase):
    def test_fits_80_columns(self):
        done = subprocess.run([sys.executable, compare.__file__, "--help"], capture_output=True, text=True,
                              env={**os.environ, "COLUMNS": "80"}, timeout=60)
        self.assertEqual(done.returncode, 0)
        self.assertEqual([line for line in done.stdout.splitlines() if len(line) > 80], [])


if __name__ == "__main__":
    unittest.main()
