# SPDX-License-Identifier: MIT
"""A program that does the jobs, and what has been measured of it so far."""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

# Libraries that would like to use every core.
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS",
                                     "BLIS_NUM_THREADS")}


class Contender:
    """A program with the command line of `bench`.

    family           what it is a variety of: "picomlp", "Eigen", "NumPy", ...
    instruction_set  that it uses; None: not of our choosing, so it is compared with every one
    precision        "float" or "double"
    rounding         picomlp's profile; empty for others
    alone            picomlp built for that instruction set and no other
    """

    def __init__(self, name, command, family=None, instruction_set=None, precision="float",
                 rounding="", alone=False, environment=None):
        self.name = name
        self.command = [str(word) for word in command]
        self.family = family or name
        self.instruction_set = instruction_set
        self.precision = precision
        self.rounding = rounding
        self.alone = alone
        self.environment = {**os.environ, **ONE_THREAD, **(environment or {})}
        self.facts = {}  # job -> the job's description, as the program gives it
        self.rounds = {}  # job -> [{variant: seconds}], one entry a round
        self.checks = {}  # job -> {variant: figure}
        self.about = {}

    def run(self, jobs, seconds, repeat):
        """One round of some jobs; one that the program does not do leaves no trace."""
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "measured.json"
            done = subprocess.run(
                self.command + ["--jobs", ",".join(jobs), "--seconds", str(seconds), "--repeat", str(repeat),
                                "--json", str(file)],
                capture_output=True, text=True, env=self.environment)
            if done.returncode != 0:
                sys.exit(f"{self.name}: {done.stderr.strip()}")
            measured = json.loads(file.read_text())
        self.about = {key: value for key, value in measured.items() if key != "results"}
        for job in dict.fromkeys(one["job"] for one in measured["results"]):
            variants = [one for one in measured["results"] if one["job"] == job]
            self.facts[job] = variants[0]
            self.rounds.setdefault(job, []).append(
                {one["variant"]: statistics.median(one["seconds"]) for one in variants})
            self.checks[job] = {one["variant"]: one["check"] for one in variants}

    def best_variant(self, job, words=""):
        """The fastest one whose name has `words` in it; None when there is none."""
        rounds = self.rounds.get(job)
        fitting = [name for name in (rounds[0] if rounds else ()) if words in name]
        return min(fitting, default=None,
                   key=lambda name: statistics.median(one[name] for one in rounds))

    def seconds(self, job, words=""):
        """One figure a round, of the best variant; None when the job is not this one's."""
        variant = self.best_variant(job, words)
        return None if variant is None else [one[variant] for one in self.rounds[job]]

    def fraction_of_peak(self, job):
        """Of the fastest multiply-adds that this core has shown with this instruction set."""
        passes = self.seconds("peak")
        multiply_adds = self.facts[job]["multiply_adds"]
        if not passes or not multiply_adds:
            return None
        peak = self.facts["peak"]["multiply_adds"] / min(passes)
        return multiply_adds / statistics.median(self.seconds(job)) / peak


def fair(ours, peer):
    """Whether a peer may be held against picomlp's contender."""
    return peer.instruction_set in (None, ours.instruction_set)


def disagreements(job, contenders):
    """Lines about results that differ by more than rounding."""
    found = [(one, variant, figure) for one in contenders
             for variant, figure in one.checks.get(job, {}).items()]
    tolerance = next((one.facts[job]["tolerance"] for one in contenders
                      if "tolerance" in one.facts.get(job, {})), 0)
    if not found:
        return []
    first, _, expected = found[0]
    return [f"{job}: {one.name} {variant} comes to {figure}, {first.name} to {expected}"
            for one, variant, figure in found
            if figure is None or expected is None
            or not abs(figure - expected) <= tolerance * abs(expected)]
