#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures picomlp and what else could do its jobs, alternately in one run.

    meson compile -C build bench_all && tools/bench/compare.py build

Every round runs each job once with every contender, one after another, so that
what else the machine does falls on all of them alike. Times are processor time
on one thread, medians over the rounds; a ratio is the median of the rounds'
ratios, picomlp's time divided by the peer's: below 1, picomlp is faster. A peer
with several variants (layouts of memory, fixed or dynamic sizes) counts with
its best one. "Of peak" are a job's multiply-adds, as part of the most that this
core has done in registers with that instruction set. Contenders must come to
the same result of a job, up to rounding; exit code 1 when they do not.

Several build directories may be given, for example one for each rounding
profile; peers are taken from the first. Peers that are missing are named and
left out.

--targets holds the figures against the limits that the project has set itself
(targets.py).
"""

import argparse
import json
import pathlib
import sys

import comparison
import ours
import peers
import readme
import targets
from contender import disagreements, fair

PROFILES = ("separate", "fused")


def some_of(known):
    def parsed(text):
        names = text.split(",")
        for name in names:
            if name not in known:
                raise argparse.ArgumentTypeError(f"takes some of {', '.join(known)}, not '{name}'")
        return names
    return parsed


def arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", nargs="+", type=pathlib.Path, help="build directory")
    parser.add_argument("--isa", type=some_of(ours.KNOWN_SETS), default=[], metavar="NAME,NAME...",
                        help=f"instruction sets; default {','.join(ours.INSTRUCTION_SETS)}")
    parser.add_argument("--profile", type=some_of(PROFILES), default=[], metavar="NAME,NAME...",
                        help="rounding profiles; default those of the build directories")
    parser.add_argument("--precision", choices=("float", "double"), default="float")
    parser.add_argument("--jobs", type=lambda text: text.split(","), metavar="NAME,NAME...",
                        help="default all; those of families, too, as bench --list has them")
    parser.add_argument("--targets", action="store_true",
                        help="hold the figures against the project's limits")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.05,
                        help="least length of one measurement")
    parser.add_argument("--repeat", type=int, default=3, help="measurements of a job a round")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE",
                        help="write everything to this file as well")
    parser.add_argument("--update", action="store_true",
                        help="with --targets: write the figures into measured.json here, and the "
                             "table in README.md here")
    chosen = parser.parse_args()
    if chosen.rounds < 1 or chosen.repeat < 1 or not chosen.seconds > 0:
        parser.error("--rounds, --repeat and --seconds take numbers above 0")
    if chosen.targets and chosen.precision == "double":
        parser.error("--targets knows by itself what to measure in double")
    if chosen.update and (not chosen.targets or chosen.jobs or chosen.isa or chosen.profile):
        parser.error("--update wants --targets, all of them")
    return parser, chosen


def bunches(pairs):
    """The pairs' jobs, those together that some pair holds against each other."""
    found = []
    for pair in pairs:
        jobs = dict.fromkeys((pair.job, pair.job_of_peer))
        touching = [bunch for bunch in found if jobs.keys() & bunch.keys()]
        for bunch in touching[1:]:
            touching[0].update(bunch)
            found.remove(bunch)
        if touching:
            touching[0].update(jobs)
        else:
            found.append(jobs)
    return [list(bunch) for bunch in found]


def measure(pairs, chosen):
    """Runs every contender of the pairs in turn, bunch by bunch of jobs; returns lines about
    disagreements."""
    # A peak belongs to the core, and is not a job of its own.
    by_job, differing = {"peak": list(dict.fromkeys(pair.ours for pair in pairs))}, []
    for pair in pairs:
        for job, one in ((pair.job, pair.ours), (pair.job_of_peer, pair.peer)):
            doing = by_job.setdefault(job, [])
            if one and one not in doing:
                doing.append(one)
    for bunch in [["peak"], *bunches(pairs)]:
        contenders = list(dict.fromkeys(one for job in bunch for one in by_job[job]))
        for turn in range(chosen.rounds):
            for one in contenders:
                # The first turn has shown who does the job.
                wanted = [job for job in bunch
                          if one in by_job[job] and (turn == 0 or job in one.rounds)]
                if wanted:
                    one.run(wanted, chosen.seconds, chosen.repeat)
        for job in bunch:
            differing += disagreements(job, contenders)
        print(f"{', '.join(bunch)} done", file=sys.stderr)
    return differing


def plain_pairs(own, others, jobs):
    """Every contender of ours with every fair peer, and with none for jobs that no peer does."""
    return [comparison.Pair(job, one, peer) for job in jobs if job != "peak" for one in own
            for peer in [*(peer for peer in others if fair(one, peer)), None]]


def main():
    parser, chosen = arguments()
    builds = [ours.Build(folder) for folder in chosen.build]
    for job in chosen.jobs or []:
        if not builds[0].knows(job):
            parser.error(f"no job is called '{job}'; bench --list names them")
    precisions = ("float", "double") if chosen.targets else (chosen.precision,)
    own, missing = ours.choose(builds, chosen.isa, chosen.profile, precisions)
    others, lacking = peers.find(chosen.build[0], chosen.precision,
                                 chosen.isa or ours.INSTRUCTION_SETS)
    missing += lacking
    if chosen.targets:
        missing = lacking  # which sets of ours are missing is told with the pairs that want them
        pairs, lacking = targets.pairs(own + others, chosen.jobs or targets.ALL_JOBS,
                                       chosen.isa or targets.ALL_SETS)
        missing += lacking
    else:
        pairs = plain_pairs(own, others, chosen.jobs or builds[0].jobs)
    for line in missing:
        print("not measured:", line, file=sys.stderr)
    if chosen.update and not targets.against_every_peer(pairs):
        sys.exit("--update wants every peer, instruction set and rounding profile")

    differing = measure(pairs, chosen)
    rows = comparison.rows_of(pairs)
    if chosen.targets:
        rows = comparison.worst_of_groups(rows)
    print(targets.table(rows) if chosen.targets else comparison.table(rows))
    for line in differing:
        print("different results:", line, file=sys.stderr)
    measured = {**readme.circumstances(rows, own), "rounds": chosen.rounds,
                "repeat": chosen.repeat, "seconds": chosen.seconds, "missing": missing,
                "different_results": differing, "rows": rows}
    if chosen.json:
        readme.write_json(chosen.json, measured)
    if chosen.update and not differing:
        readme.update(measured)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
