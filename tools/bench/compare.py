#!/usr/bin/env python3
"""Measures picomlp and what else could do its jobs, alternately in one run.

    meson compile -C build bench_all && tools/bench/compare.py build

Every round runs each job once with every contender, one after another, so that what else the
machine does falls on all of them alike. Times are processor time on one thread, medians over the
rounds; a ratio is the median of the rounds' ratios, picomlp's time divided by the peer's: below 1,
picomlp is faster. A peer with several variants (layouts of memory, fixed or dynamic sizes) counts
with its best one. Contenders must come to the same result of a job, up to rounding; exit code 1
when they do not.

Several build directories may be given, for example one for each rounding profile; peers are taken
from the first. Peers that are missing are named and left out.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

INSTRUCTION_SETS = ("sse2", "avx2", "avx512")
EIGEN_FOR = {"sse2": "sse2", "avx2": "avx2", "avx512": "native", "scalar": "sse2"}
HERE = pathlib.Path(__file__).resolve().parent


class Contender:
    """A program with the command line of `bench`, and what one run after another has measured."""

    def __init__(self, name, command, peer_of=None):
        self.name = name
        self.command = [str(word) for word in command]
        self.peer_of = peer_of  # the instruction set it is fair to compare with; None: every one
        self.facts = {}  # job -> the job's description, as the program gives it
        self.rounds = {}  # job -> [{variant: seconds}], one entry a round
        self.checks = {}  # job -> {variant: figure}
        self.about = {}

    def run(self, job, seconds, repeat):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "measured.json"
            done = subprocess.run(
                self.command + ["--jobs", job, "--seconds", str(seconds), "--repeat", str(repeat),
                                "--json", str(file)], capture_output=True, text=True)
            if done.returncode != 0:
                sys.exit(f"{self.name}: {done.stderr.strip()}")
            measured = json.loads(file.read_text())
        self.about = {key: value for key, value in measured.items() if key != "results"}
        if measured["results"]:
            self.facts[job] = measured["results"][0]
            self.rounds.setdefault(job, []).append(
                {one["variant"]: statistics.median(one["seconds"]) for one in measured["results"]})
            self.checks[job] = {one["variant"]: one["check"] for one in measured["results"]}

    def rounding(self):
        """The rounding profile, from a run that does not count."""
        self.run("predict-2-10-5-1", 1e-6, 1)
        self.facts, self.rounds, self.checks = {}, {}, {}
        return self.about["rounding"]

    def best_variant(self, job):
        rounds = self.rounds[job]
        return min(rounds[0], key=lambda v: statistics.median(one[v] for one in rounds))

    def seconds(self, job):
        """One figure a round, of the best variant; None when the job is not this one's."""
        if job not in self.rounds:
            return None
        variant = self.best_variant(job)
        return [one[variant] for one in self.rounds[job]]


def listed(bench):
    """The jobs and instruction sets that `bench --list` names."""
    lines = subprocess.run([bench, "--list"], capture_output=True, text=True,
                           check=True).stdout.splitlines()
    jobs = [line.split()[0] for line in lines if line.startswith("  ")]
    sets = next(line for line in lines if line.startswith("instruction sets:"))
    return jobs, sets.split(":")[1].split()


def python_with_numpy():
    for python in (sys.executable, "/usr/bin/python3"):
        if os.path.exists(python) and subprocess.run(
                [python, "-c", "import numpy"], capture_output=True).returncode == 0:
            return python
    return None


def peers_of(build, precision, instruction_sets):
    """The peers present, and a line for each one missing."""
    folder = build / "tools" / "bench"
    peers, missing = [], []
    for wanted in dict.fromkeys(EIGEN_FOR[name] for name in instruction_sets):
        program = folder / f"bench_eigen_{wanted}"
        if not program.exists():
            missing.append(f"Eigen, {wanted}: not built; Debian's libeigen3-dev, then "
                           f"meson compile -C {build} bench_all")
        elif subprocess.run([program, "--jobs", "product-16", "--seconds", "1e-6", "--repeat", "1"],
                            capture_output=True).returncode == 2:
            missing.append(f"Eigen, {wanted}: this processor lacks what it was compiled for")
        else:
            peers.append(Contender(f"Eigen {wanted}", [program, "--precision", precision], wanted))
    program = folder / "bench_standard"
    if program.exists():
        peers.append(Contender("std", [program, "--precision", precision]))
    else:
        missing.append(f"C++ standard library: meson compile -C {build} bench_all")
    python = python_with_numpy()
    if python:
        script = [python, HERE / "numpy_jobs.py", "--precision"]
        peers.append(Contender("NumPy float64", script + ["double"]))
        peers.append(Contender("NumPy float32", script + ["float"]))
    else:
        missing.append("NumPy: not installed; Debian's python3-numpy")
    return peers, missing


def ours_in(build, precision, wanted):
    """The jobs, picomlp with each instruction set, and a line for each one left out."""
    program = build / "tools" / "bench" / "bench"
    if not program.exists():
        sys.exit(f"there is no {program}; set up with -Dtools=enabled, then "
                 f"meson compile -C {build} bench_all")
    jobs, present = listed(program)
    ours, missing = [], []
    for name in wanted or INSTRUCTION_SETS:
        one = Contender(name, [program, "--precision", precision, "--isa", name])
        if name not in present:
            missing.append(f"picomlp, {name}: this processor or this build lacks it")
        elif not wanted and name == "sse2" and one.rounding() == "fused":
            missing.append("picomlp, sse2, fused: has no such instruction and computes it in "
                           "software; --isa sse2 waits for it")
        else:
            ours.append(one)
    return jobs, ours, missing


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


def readable(seconds):
    for unit in ("s", "ms", "µs"):
        if seconds >= 1:
            return f"{seconds:.3g} {unit}"
        seconds *= 1000
    return f"{seconds:.3g} ns"


def compared(job, one, peers):
    """A row about picomlp's contender `one`: what it took, and each fair peer's time and ratio."""
    own = one.seconds(job)
    middle = statistics.median(own)
    facts = one.facts[job]
    row = {"job": job, "description": facts["description"], "timed": facts["timed"],
           "instruction_set": one.name, "rounding": one.about["rounding"],
           "precision": one.about["precision"], "seconds": middle,
           "rate": facts["work"] / middle, "rate_unit": facts["rate"], "peers": []}
    for peer in peers:
        theirs = peer.seconds(job)
        if theirs and peer.peer_of in (None, EIGEN_FOR[one.name]):
            row["peers"].append({
                "name": peer.name, "version": peer.about["contender"],
                "variant": peer.best_variant(job), "seconds": statistics.median(theirs),
                "ratio": statistics.median(a / b for a, b in zip(own, theirs))})
    return row


def table(rows):
    lines = ["| job | instruction set | picomlp | rate | against | its time | ratio |",
             "|---|---|---|---|---|---|---|"]
    for row in rows:
        start = (f"| {row['job']} | {row['instruction_set']}, {row['rounding']} "
                 f"| {readable(row['seconds'])} | {row['rate']:.3g} {row['rate_unit']} ")
        for peer in row["peers"] or [None]:
            if peer:
                variant = f" ({peer['variant']})" if peer["variant"] else ""
                lines.append(f"{start}| {peer['name']}{variant} | {readable(peer['seconds'])} "
                             f"| {peer['ratio']:.3g} |")
            else:
                lines.append(f"{start}| | | |")
            start = "| | | | "
    return "\n".join(lines)


def comma_separated(text):
    return text.split(",")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", nargs="+", type=pathlib.Path, help="build directory")
    parser.add_argument("--isa", type=comma_separated, default=[],
                        help="instruction sets, separated by commas; default sse2,avx2,avx512")
    parser.add_argument("--precision", choices=("float", "double"), default="float")
    parser.add_argument("--jobs", type=comma_separated, help="separated by commas; default all")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.05,
                        help="least length of one measurement")
    parser.add_argument("--repeat", type=int, default=3, help="measurements of a job a round")
    parser.add_argument("--json", type=pathlib.Path, help="write the table to this file as well")
    chosen = parser.parse_args()
    for name in chosen.isa:
        if name not in EIGEN_FOR:
            parser.error(f"--isa takes some of {', '.join(EIGEN_FOR)}, not '{name}'")
    if chosen.rounds < 1 or chosen.repeat < 1 or not chosen.seconds > 0:
        parser.error("--rounds, --repeat and --seconds take numbers above 0")
    return parser, chosen


def main():
    parser, chosen = arguments()
    ours, missing = [], []
    for build in chosen.build:
        jobs, found, lacking = ours_in(build, chosen.precision, chosen.isa)
        ours += found
        missing += lacking
    for job in chosen.jobs or []:
        if job not in jobs:
            parser.error(f"no job is called '{job}'; there are {', '.join(jobs)}")
    peers, lacking = peers_of(chosen.build[0], chosen.precision,
                              chosen.isa or INSTRUCTION_SETS)
    missing += lacking
    for line in missing:
        print("not measured:", line, file=sys.stderr)

    rows, differing = [], []
    for job in chosen.jobs or jobs:
        for _ in range(chosen.rounds):
            for one in ours + peers:
                one.run(job, chosen.seconds, chosen.repeat)
        rows += [compared(job, one, peers) for one in ours if job in one.rounds]
        differing += disagreements(job, ours + peers)
        print(f"{job} done", file=sys.stderr)

    print(table(rows))
    for line in differing:
        print("different results:", line, file=sys.stderr)
    if chosen.json:
        chosen.json.write_text(json.dumps({
            "rounds": chosen.rounds, "repeat": chosen.repeat, "seconds": chosen.seconds,
            "missing": missing, "different_results": differing, "rows": rows}, indent=2) + "\n")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
