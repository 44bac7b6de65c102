# SPDX-License-Identifier: MIT
"""Runs the course (initialization on circles and moons, regularization, gradient checking, the study
of activations) and writes one HTML page: pictures, tables, the published figures beside ours, the
machine and the build. The page needs no other file and no network.
"""

import argparse
import os
import tempfile
from pathlib import Path

import building
from command_line import require_packages, write


def arguments(words):
    parser = argparse.ArgumentParser(prog="report", description=__doc__)
    parser.add_argument("--to", type=Path, default=Path("report.html"), metavar="FILE",
                        help="the page; default report.html")
    parser.add_argument("--build", type=Path, default=building.SOURCE / "build/report",
                        metavar="FOLDER", help="build there what is to be run; default build/report")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), metavar="N",
                        help="compile N files at a time; default: one for each processor")
    parser.add_argument("--football", type=Path, metavar="FOLDER",
                        help="with train.csv and test.csv, on which the course regularizes and which "
                             "are not included; default: built-in moons, nothing to compare with")
    return parser.parse_args(words)


def main(words):
    require_packages()
    asked = arguments(words)
    programs = building.build(asked.build, asked.jobs)
    write(asked.to, whole_page(programs, asked.build, asked.football).encode())
    print(asked.to)
    return 0


def whole_page(programs, build, football):
    """Runs {example: its program}, which the folder `build` holds the build of."""
    import page
    import sections
    with tempfile.TemporaryDirectory() as folder:
        parts = list(sections.all_sections(programs, Path(folder), football))
    return page.whole(f"{sections.COURSE}, week 1, rerun with picomlp",
                      [sections.about(parts), *parts, sections.machine(building.facts(build))])
