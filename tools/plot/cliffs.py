# SPDX-License-Identifier: MIT
"""Whether a size is a cliff: instructions of a multiply-add over the width of a network, and of a
batch against its samples one by one, as tools/cost_report has counted them into batches.json."""

import json
from pathlib import Path

import tables
from chip_costs import COSTS, add_table_argument
from style import INKS, legend_above, make_logarithmic, new_figure, short_number
from targets import BATCH_LANES, ONE_OPTIMIZATION, Configuration, title_of

COUNTS = COSTS.with_name("batches.json")
TARGETS = list(BATCH_LANES)
PROFILE = "separate"
JOBS = {"predict": "predict", "train": "training step"}
WIDTHS = "W-W-W"
LARGEST = 17


def read(path, network):
    """{target: {"widths": {job: [per multiply-add]}, "batches": {job: [of single samples]}}}"""
    try:
        costs = json.loads(Path(path).read_text(encoding="utf-8"))["costs"]
        found = {}
        for target in TARGETS:
            networks = costs.get(str(Configuration(target, PROFILE, ONE_OPTIMIZATION)))
            if networks:
                found[target] = {
                    "widths": {job: of_widths(networks[WIDTHS][job]) for job in JOBS},
                    "batches": {job: of_batches(networks[network][job]) for job in JOBS}}
    except OSError as error:
        raise tables.Failure(f"{path}: {error.strerror}") from None
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise tables.Failure(f"{path}: these are no batches of tools/cost_report: "
                             f"{' '.join(str(error).split())}") from None
    if not found:
        raise tables.Failure(f"{path}: nothing was counted at {PROFILE} -O{ONE_OPTIMIZATION}")
    return found


def of_widths(counts):
    """Two layers of W x (W + 1), biases included."""
    return [counts[str(w)] / (2 * w * (w + 1)) for w in range(1, len(counts) + 1)]


def of_batches(counts):
    return [counts[str(n)] / (n * counts["single"]) for n in range(1, LARGEST + 1)]


def draw(found, network):
    figure = new_figure(8.2, 5.6)
    panels = figure.subplots(2, 2, sharex="col")
    inks = dict(zip(TARGETS, (INKS[0], INKS[1], INKS[2], INKS[4], INKS[5])))
    for line, (job, title) in zip(panels, JOBS.items()):
        for panel, measure in zip(line, ("widths", "batches")):
            for target, of_target in found.items():
                values = of_target[measure][job]
                ink = inks[target]
                curve, = panel.plot(range(1, len(values) + 1), values, color=ink.color,
                                    linestyle=ink.dashes, marker=ink.marker, markersize=2.6,
                                    linewidth=1.1, label=title_of(target))
                curve.set_gid(f"curve {measure} {job}: {target}")
            panel.grid(True)
        make_logarithmic(line[0], "y")
        line[0].set_ylabel(f"{title}\n(instructions per multiply-add)")
        line[1].set_ylabel("instructions, single samples = 1")
        line[1].set_ylim(0, None)
        line[1].axhline(1, color="0.5", linewidth=0.8)
        line[1].yaxis.set_major_formatter(short_number)
    panels[0][0].set_title("one sample of W-W-W")
    panels[0][1].set_title(f"batches of {network}")
    panels[1][0].set_xlabel("width W")
    panels[1][0].set_xticks([1, *range(8, 68, 8)])
    panels[1][1].set_xlabel("samples in the batch")
    panels[1][1].set_xticks([1, 4, 8, 12, 16])
    legend_above(figure, panels[0][0], title=f"instructions at -O{ONE_OPTIMIZATION}, profile {PROFILE}")
    return figure


def figures(asked):
    return {"cliffs": draw(read(asked.file, asked.network), asked.network)}


def add_arguments(parser):
    add_table_argument(parser, COUNTS)
    parser.add_argument("--network", default="64-64-64-10", metavar="NAME",
                        help="of the batches; default 64-64-64-10")
