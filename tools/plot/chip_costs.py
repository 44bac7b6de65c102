# SPDX-License-Identifier: MIT
"""Flash, RAM and instructions on chips, as tools/cost_report has counted them into costs.json."""

import json
import sys
from pathlib import Path

import tables
from style import INKS, legend_above, new_figure, short_number

COSTS = Path(__file__).resolve().parents[1] / "cost_report/costs.json"
# At the end: that folder has other modules of names that this one has, too.
sys.path.append(str(COSTS.parent))
JOBS = ["predict", "train", "initialize"]
JOB_NAMES = {"predict": "predict one sample", "train": "train on one sample",
             "initialize": "initialize (He)"}
# Which numbers, the axis' name, the jobs that have them.
MEASURES = [("flash", "flash (bytes)", JOBS),
            ("ram", "RAM and stack (bytes)", JOBS[:2]),
            ("instructions", "instructions (count)", JOBS)]


def read(path, network, optimization):
    """{"TARGET\\nPROFILE": {measure: {job: number}}}"""
    try:
        costs = json.loads(Path(path).read_text(encoding="utf-8"))["costs"]
        found = {}
        for name, networks in costs.items():
            target, profile, level = name.split()[:3]
            if level != f"-O{optimization}":
                continue
            if network not in networks:
                known = ", ".join(part for part in networks if part != "activations")
                raise tables.Failure(f"{path}: {name!r} has no network {network!r} (it has: {known})")
            found[f"{target}\n{profile}"] = measures_of(networks[network])
    except OSError as error:
        raise tables.Failure(f"{path}: {error.strerror}") from None
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise tables.Failure(f"{path}: this is no table of tools/cost_report: "
                             f"{' '.join(str(error).split())}") from None
    if not found:
        raise tables.Failure(f"{path}: nothing was measured at -O{optimization}")
    return found


def measures_of(figures):
    """Flash with what the compiler's own library adds; RAM with static data and stack."""
    return {"flash": {job: figures["flash"][job] + figures["runtime"][job] for job in JOBS},
            "ram": {job: sum(figures[part][job] for part in ("ram", "static", "stack"))
                    for job in JOBS[:2]},
            "instructions": {job: figures["instructions"][job] for job in JOBS}}


def draw(found, network, optimization):
    figure = new_figure(1.5 + 1.0 * len(found), 7.2)
    panels = figure.subplots(len(MEASURES), sharex=True)
    inks = dict(zip(JOBS, (INKS[3], INKS[1], INKS[6])))
    for panel, (measure, name, jobs) in zip(panels, MEASURES):
        width = 0.8 / len(jobs)
        for position, job in enumerate(jobs):
            places = [k + (position - (len(jobs) - 1) / 2) * width for k in range(len(found))]
            values = [figures[measure][job] for figures in found.values()]
            bars = panel.bar(places, values, width, color=inks[job].color, hatch=inks[job].hatch,
                             edgecolor="black", linewidth=0.6, label=JOB_NAMES[job])
            for bar in bars:
                bar.set_gid(f"{measure} {job}")
            for place, value in zip(places, values):
                panel.annotate(str(value), (place, value), (0, 3), textcoords="offset points",
                               ha="center", va="bottom", fontsize=6.5, rotation=90)
        if measure == "instructions":
            panel.set_yscale("log")
            panel.set_ylim(100, panel.get_ylim()[1] * 10)
        else:
            panel.set_ylim(top=panel.get_ylim()[1] * 1.25)
        panel.yaxis.set_major_formatter(short_number)
        panel.yaxis.set_minor_formatter("")
        panel.set_ylabel(name)
        panel.grid(True, axis="y")
    panels[-1].set_xticks(range(len(found)), list(found))
    legend_above(figure, panels[0], title=f"{network} in float at -O{optimization}")
    return figure


def figures(asked):
    found = read(asked.file, asked.network, asked.optimization)
    return {"chip": draw(found, asked.network, asked.optimization)}


def add_table_argument(parser, path):
    """FILE, a table of tools/cost_report."""
    parser.add_argument("file", nargs="?", default=path, metavar="FILE",
                        help=f"{path.name} of tools/cost_report; default: the one that is checked in")


def add_arguments(parser):
    add_table_argument(parser, COSTS)
    parser.add_argument("--network", default="2-10-5-1", metavar="NAME", help="default 2-10-5-1")
    parser.add_argument("--optimization", default="2", metavar="LEVEL", help="2 (default), 3 or s")
