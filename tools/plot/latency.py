# SPDX-License-Identifier: MIT
"""How long a prediction and a training step take, in float and in int8: instructions that
tools/cost_report has counted, or about how many microseconds that is on whole chips."""

import json
from pathlib import Path

import tables
from chip_costs import COSTS, add_table_argument
from chips import chips
from style import INKS, legend_above, make_logarithmic, new_figure, rounded
from targets import Configuration, title_of

EIGHT_BITS = COSTS.with_name("eight_bits.json")
BILL = COSTS.with_name("bill.json")  # has cycles of an instruction, measured or assumed
# What both tables have.
PROFILE, OPTIMIZATION = "separate", "2"
JOBS = {"train": "train on one sample, float", "predict": "predict, float", "int8": "predict, int8"}
CORES = ["cortex-m0plus", "cortex-m3", "rv32imc", "cortex-m4f", "cortex-m7", "cortex-m55"]
CHIPS = chips("STM32F0", "RP2040", "STM32F1", "ESP32-C3", "nRF52", "STM32F4", "STM32H7")
NETWORKS = ["2-10-5-1", "16-32-32-4", "64-64-64-10"]


def table_of(path, part):
    try:
        return json.loads(Path(path).read_text(encoding="utf-8"))[part]
    except OSError as error:
        raise tables.Failure(f"{path}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError) as error:
        raise not_a_table(path, error) from None


def not_a_table(path, error):
    return tables.Failure(f"{path}: this is no table of tools/cost_report: {' '.join(str(error).split())}")


def read(costs_path, eight_bits_path, networks, measure="instructions"):
    """{network: {core: {job: count}}}, without the jobs that were not counted on a core."""
    costs, eight_bits = (table_of(path, "costs") for path in (costs_path, eight_bits_path))
    found = {}
    for network in networks:
        found[network] = {}
        for core in CORES:
            name = str(Configuration(core, PROFILE, OPTIMIZATION))
            try:
                floats = costs.get(name, {}).get(network, {}).get(measure, {})
                counts = {job: floats[job] for job in ("train", "predict") if job in floats}
                integers = eight_bits.get(name, {}).get(network, {}).get(measure, {})
            except AttributeError as error:
                raise not_a_table(costs_path, error) from None
            if "double_rounding" in integers:
                counts["int8"] = integers["double_rounding"]
            if counts:
                found[network][core] = counts
        if not found[network] and measure == "instructions":
            raise tables.Failure(f"{costs_path}: no core has the network {network!r} at {PROFILE} -O{OPTIMIZATION}")
    return found


def per_core(found):
    """{network: {name of a row: {job: instructions}}}"""
    return {network: {title_of(core): counts for core, counts in cores.items()}
            for network, cores in found.items()}


def per_chip(instructions, cycles, cores):
    """The same in microseconds: by the cycles where they were counted, otherwise by those that an
    instruction of the core takes by the bill."""
    def micros(network, core, clock):
        counted = cycles.get(network, {}).get(core, {})
        return {job: counted.get(job, count * cores[core]["cycles"]) / clock
                for job, count in instructions[network][core].items()}

    try:
        return {network: {f"{chip.family}\n{chip.clock} MHz": micros(network, chip.core, chip.clock)
                          for chip in CHIPS if chip.core in counted and chip.core in cores}
                for network, counted in instructions.items()}
    except (KeyError, TypeError) as error:
        raise not_a_table(BILL, error) from None


def amount(value):
    """Counts in full, two digits of what is not counted."""
    return str(value) if isinstance(value, int) else rounded(value)


def draw(rows_of, unit, title):
    rows = max(map(len, rows_of.values()))
    figure = new_figure(5.2, 1.0 + len(rows_of) * (0.5 + 0.42 * rows))
    panels = figure.subplots(len(rows_of), sharex=True, squeeze=False).ravel()
    inks = dict(zip(JOBS, (INKS[1], INKS[3], INKS[5])))
    values = [value for rows in rows_of.values() for jobs in rows.values() for value in jobs.values()]
    for panel, (network, of_network) in zip(panels, rows_of.items()):
        for position, (job, job_name) in enumerate(JOBS.items()):
            known = [(place, jobs[job]) for place, jobs in enumerate(of_network.values()) if job in jobs]
            places = [place + (position - 1) * 0.28 for place, _ in known]
            lengths = [value for _, value in known]
            bars = panel.barh(places, lengths, 0.28, color=inks[job].color, hatch=inks[job].hatch,
                              edgecolor="black", linewidth=0.5, label=job_name)
            for bar in bars:
                bar.set_gid(f"{network} {job}")
            for place, jobs in enumerate(of_network.values()):
                if job not in jobs:
                    panel.text(0.01, place + (position - 1) * 0.28, "not counted", color="0.4", fontsize=7,
                               va="center", transform=panel.get_yaxis_transform())
            for place, value in zip(places, lengths):
                panel.annotate(amount(value), (value, place), (3, 0), textcoords="offset points",
                               va="center", fontsize=7)
        panel.set_xlim(min(values) / 2, max(values) * 6)
        make_logarithmic(panel, "x")
        panel.set_yticks(range(len(of_network)), list(of_network), fontsize=8)
        panel.set_ylim(len(of_network) - 0.5, -0.5)
        panel.tick_params(axis="y", length=0)
        panel.set_title(network, fontweight="bold")
        panel.grid(True, axis="x")
    panels[-1].set_xlabel(unit)
    legend_above(figure, panels[0], title=title)
    return figure


def figures(asked):
    found = read(asked.file, asked.int8, asked.network or NETWORKS)
    if not asked.chips:
        return {"latency": draw(per_core(found), "instructions (count)", "one sample, at -O2")}
    cycles = read(asked.file, asked.int8, list(found), "cycles")
    rows = per_chip(found, cycles, table_of(BILL, "cores"))
    return {"latency": draw(rows, "microseconds, about", "one sample, at -O2, without wait states")}


def add_arguments(parser):
    add_table_argument(parser, COSTS)
    parser.add_argument("--int8", default=EIGHT_BITS, metavar="FILE",
                        help="eight_bits.json; default: the one that is checked in")
    parser.add_argument("--network", action="append", metavar="NAME",
                        help="this one; may be repeated; default: three")
    parser.add_argument("--chips", action="store_true",
                        help="microseconds of whole chips: in float by counted cycles, but for RISC-V; otherwise "
                             "by the cycles of an instruction in bill.json, most of them assumed")
