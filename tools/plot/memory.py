# SPDX-License-Identifier: MIT
"""What networks take of the flash and the RAM of whole chips, as tools/cost_report has counted it."""

import json
from pathlib import Path

import tables
from chip_costs import COSTS, add_table_argument
from chips import chips
from style import INKS, legend_above, new_figure
from targets import Configuration

CHIPS = chips("STM32G0", "RP2040", "nRF52", "STM32F4")
NETWORKS = ["2-10-5-1", "16-32-32-4", "64-64-64-10"]
JOBS = {"predict": "to predict", "train": "to predict and train"}


def parameter_count(network):
    sizes = [int(size) for size in network.split("-")]
    return sum((inputs + 1) * outputs for inputs, outputs in zip(sizes, sizes[1:]))


def bytes_of(figures, network, job):
    """(flash, RAM) in all: code, the compiler's own library and parameters; scratch or trainer, stack, static data,
    and parameters that are trained. Data are the user's."""
    parameters = 4 * parameter_count(network)
    flash = figures["flash"][job] + figures["runtime"][job] + (parameters if job == "predict" else 0)
    ram = sum(figures[part][job] for part in ("ram", "static", "stack"))
    return flash, ram + (parameters if job == "train" else 0)


def read(path):
    """{(chip, network, job): (percent of flash, percent of RAM, bytes of each)}"""
    try:
        costs = json.loads(Path(path).read_text(encoding="utf-8"))["costs"]
        found = {}
        for chip in CHIPS:
            for network in NETWORKS:
                for job in JOBS:
                    taken = bytes_of(costs[str(Configuration(chip.core, "separate", "s"))][network], network, job)
                    found[chip.name, network, job] = (100 * taken[0] / (1024 * chip.flash),
                                                      100 * taken[1] / (1024 * chip.ram), *taken)
        return found
    except OSError as error:
        raise tables.Failure(f"{path}: {error.strerror}") from None
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise tables.Failure(f"{path}: this is no table of tools/cost_report: "
                             f"{' '.join(str(error).split())}") from None


def kilobytes(count):
    return f"{count / 1024:.1f} KB" if count >= 1024 else f"{count} B"


def draw(found):
    figure = new_figure(8.6, 4.6)
    panels = figure.subplots(2, 2, sharex="col", sharey="row", width_ratios=(1, 1))
    inks = dict(zip(NETWORKS, (INKS[3], INKS[1], INKS[5])))
    for number, (row, (job, job_name)) in enumerate(zip(panels, JOBS.items())):
        for column, (panel, kind) in enumerate(zip(row, ("flash", "RAM"))):
            for position, network in enumerate(NETWORKS):
                places = [place + (position - 1) * 0.27 for place in range(len(CHIPS))]
                taken = [found[chip.name, network, job] for chip in CHIPS]
                bars = panel.barh(places, [figures[column] for figures in taken], 0.27, color=inks[network].color,
                                  hatch=inks[network].hatch, edgecolor="black", linewidth=0.5, label=network)
                for bar in bars:
                    bar.set_gid(f"{job} {kind} {network}")
                for place, figures in zip(places, taken):
                    panel.annotate(kilobytes(figures[2 + column]), (figures[column], place), (3, 0),
                                   textcoords="offset points", va="center", fontsize=6.5,
                                   bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5})
            panel.axvline(100, color="black", linewidth=1.2, linestyle="--")
            panel.set_xscale("log")
            panel.set_xlim(0.01, 1000)
            panel.set_xticks([0.01, 0.1, 1, 10, 100], ["0.01 %", "0.1 %", "1 %", "10 %", "100 %"])
            panel.xaxis.set_minor_formatter("")
            panel.grid(True, axis="x")
            if number == 0:
                panel.set_title(f"part of the chip's {kind}")
        capacities = [f"{chip.name}\n{chip.flash} / {chip.ram} KB" for chip in CHIPS]
        row[0].set_yticks(range(len(CHIPS)), capacities, fontsize=7.5)
        row[0].set_ylabel(job_name)
        row[0].invert_yaxis()
    legend_above(figure, panels[0][0], title="float networks on whole chips; beyond the dashed line they do not fit")
    return figure


def figures(asked):
    return {"memory": draw(read(asked.file))}


def add_arguments(parser):
    add_table_argument(parser, COSTS)
