#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures what a sample costs against the size of its batch, and against the
network's width, with picomlp and its peers.

    tools/bench/sweep.py build-fused build-separate --json after.json
    /usr/bin/python3 tools/plot sweep after.json --before before.json

Networks are W-W-W-10. Contenders take turns, curve by curve, and must come to
the same results, as in compare.py; exit code 1 when they do not. A point is the
least of the rounds' medians, in processor time of one thread. SSE2 is taken
from a build with separate rounding, the others from a fused one.
"""

import argparse
import dataclasses
import json
import pathlib
import subprocess
import sys

import ours
import peers
import readme
from contender import disagreements

BATCHES = (1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 13, 15, 16, 17, 20, 24, 28, 31, 32, 33, 40, 47, 48, 49,
           56, 63, 64)
WIDTHS = (8, 16, 32, 64, 128, 256, 512, 1024, 2048)
PRODUCTS_ALONE = "products alone"  # a variant of OpenBLAS's: it is not the whole job
HERE = pathlib.Path(__file__).resolve().parent
SWEEP, BEFORE = HERE / "sweep.json", HERE / "sweep_before.json"
PLOT = HERE.parent / "plot"
PYTHON = "/usr/bin/python3"  # has Debian's matplotlib


@dataclasses.dataclass
class Curve:
    """Points over the batch's size or over the network's width; `fixed` is the other one."""
    does: str  # "predict" or "train"
    over: str  # "batch" or "width"
    fixed: int

    def jobs(self):
        """{place on the axis: name of the job}"""
        if self.over == "batch":
            return {n: f"{self.does}-W{self.fixed}-batch{n}" for n in BATCHES}
        last = "sample" if self.fixed == 1 else f"batch{self.fixed}"
        return {width: f"{self.does}-W{width}-{last}" for width in WIDTHS}


CURVES = [*(Curve(*panel) for panel in (("predict", "batch", 64), ("predict", "batch", 256),
                                        ("train", "batch", 256))),
          *(Curve(does, "width", batch) for does in ("predict", "train") for batch in (1, 32))]


def arguments(words):
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", nargs="+", type=pathlib.Path, help="build directory")
    parser.add_argument("--before", nargs="+", type=pathlib.Path, default=[], metavar="BUILD",
                        help="other builds of picomlp, which take their turns as well and become "
                             "curves of their own")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE", help="write the curves there")
    parser.add_argument("--alone", action="store_true", help="without peers")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=0.004,
                        help="least length of one measurement")
    parser.add_argument("--repeat", type=int, default=3, help="measurements of a point a round")
    parser.add_argument("--update", action="store_true",
                        help="write sweep.json here and draw README.md's picture, "
                             "with sweep_before.json as what was before")
    chosen = parser.parse_args(words)
    if chosen.rounds < 1 or chosen.repeat < 1 or not chosen.seconds > 0:
        parser.error("--rounds, --repeat and --seconds take numbers above 0")
    if not chosen.json and not chosen.update:
        parser.error("--json FILE says where to write the curves")
    if chosen.update and (chosen.alone or chosen.before):
        parser.error("--update wants the peers, and takes what was before from sweep_before.json")
    return chosen


def own_contenders(folders):
    """Each instruction set in its best profile, and a line for each one left out."""
    own, missing = [], []
    for build in map(ours.Build, folders):
        if not build.knows("predict-W64-batch1"):
            sys.exit(f"{build.program} has no families of jobs: it is too old")
        wanted = [name for name in ours.INSTRUCTION_SETS
                  if (name == "sse2") == (build.rounding == "separate")]
        found, lacking = ours.choose([build], wanted, [], ["float"])
        own += found
        missing += lacking
    return own, missing


def measure(curves, contenders, chosen):
    """Runs the curves' jobs with all in turn; returns lines about disagreements."""
    differing = []
    for curve in curves:
        jobs = list(curve.jobs().values())
        for turn in range(chosen.rounds):
            for one in contenders:
                wanted = [job for job in jobs if turn == 0 or job in one.rounds]
                if wanted:  # the first turn has shown who does what
                    one.run(wanted, chosen.seconds, chosen.repeat)
        differing += [line for job in jobs for line in disagreements(job, contenders)]
        print(f"{curve.does} over {curve.over}, {curve.fixed} done", file=sys.stderr)
    return differing


def point_of(one, place, job, facts):
    """[place, microseconds a sample, GFLOP/s], or None when this one does not do the job."""
    whole = [min(turn[variant] for turn in one.rounds[job]) for variant in one.checks.get(job, {})
             if variant != PRODUCTS_ALONE]
    if not whole:
        return None
    least = min(whole)
    # Work is counted in millions of samples.
    return [place, float(f"{least / facts['work']:.4g}"),
            float(f"{2e-9 * facts['multiply_adds'] / least:.4g}")]


def curves_of(curves, contenders, names):
    """What goes into the file: a dictionary for each curve and contender."""
    found = []
    for curve in curves:
        for one, name in zip(contenders, names):
            facts = {job: teller.facts[job] for job in curve.jobs().values()
                     for teller in reversed(contenders) if "work" in teller.facts.get(job, {})}
            points = [point_of(one, place, job, facts[job])
                      for place, job in curve.jobs().items() if job in facts]
            points = [point for point in points if point]
            if points:
                found.append({**dataclasses.asdict(curve), "by": name,
                              "instruction_set": one.instruction_set, "points": points})
    return found


def write(file, measured):
    """A line a curve."""
    curves = ",\n".join("  " + json.dumps(curve) for curve in measured["curves"])
    facts = json.dumps({key: value for key, value in measured.items() if key != "curves"}, indent=1)
    file.write_text(f'{facts[:-2]},\n "curves": [\n{curves}\n ]\n}}\n')


def matplotlib_version():
    """Of Debian's Python, which draws; empty when it has none."""
    return subprocess.run([PYTHON, "-c", "import matplotlib; print(matplotlib.__version__)"],
                          capture_output=True, text=True).stdout.strip()


def can_draw_as(file):
    """Whether this machine would draw the file's picture to the same bytes."""
    return json.loads(file.read_text())["matplotlib"] == matplotlib_version()


def draw(folder=HERE):
    """The pictures; README.md shows sweep.svg."""
    subprocess.run([PYTHON, PLOT, "sweep", SWEEP, "--before", BEFORE, "--to", folder,
                    "--format", "svg"], check=True, capture_output=True)


def main(words):
    chosen = arguments(words)
    own, missing = own_contenders(chosen.build)
    earlier, lacking = own_contenders(chosen.before) if chosen.before else ([], [])
    missing += lacking
    others = []
    if not chosen.alone:
        others, lacking = peers.find(chosen.build[0], "float", ours.INSTRUCTION_SETS)
        missing += lacking
    others = [one for one in others if one.precision == "float"]
    for line in missing:
        print("not measured:", line, file=sys.stderr)
    contenders = [*own, *earlier, *others]
    names = [*(one.family for one in own), *("before" for _ in earlier),
             *(one.family for one in others)]
    differing = measure(CURVES, contenders, chosen)
    for line in differing:
        print("different results:", line, file=sys.stderr)
    compilers = sorted({one.about["compiler"] for one in own})
    versions = sorted({one.about["contender"] for one in others if one.rounds})
    measured = {"processor": readme.processor(), "compiler": ", ".join(compilers),
                "peers": versions, "matplotlib": matplotlib_version(),
                "curves": curves_of(CURVES, contenders, names)}
    if chosen.json:
        write(chosen.json, measured)
    if chosen.update and not differing:
        write(SWEEP, measured)
        draw()
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
