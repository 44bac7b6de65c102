# SPDX-License-Identifier: MIT
"""Time against the size of a batch, and rate against the width of a network, as
tools/bench/sweep.py has measured them."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

import tables
from style import INKS, label_of, legend_above, make_logarithmic, new_figure, short_number

SETS = {"sse2": "SSE2", "avx2": "AVX2", "avx512": "AVX-512"}
BEFORE = "before"
# Each has its ink in every picture; others take what is left.
KNOWN = ["picomlp", "OpenBLAS", "Eigen", "NumPy float32", "PyTorch", "plain loops"]
BATCH_TICKS = [1, 16, 32, 48, 64]


@dataclass
class Curve:
    """Points are (place on the axis, microseconds a sample, GFLOP/s)."""
    does: str
    over: str
    fixed: int
    by: str
    instruction_set: str  # None: not of our choosing
    points: list


def read(path, earlier=None):
    """The curves of a file, and picomlp's of another one as what was before."""
    curves = curves_in(path)
    if earlier:
        curves = [curve for curve in curves if curve.by != BEFORE] + [
            replace(curve, by=BEFORE) for curve in curves_in(earlier) if curve.by == "picomlp"]
    return curves


def curves_in(path):
    try:
        curves = [Curve(*(one[field] for field in ("does", "over", "fixed", "by",
                                                   "instruction_set", "points")))
                  for one in json.loads(Path(path).read_text(encoding="utf-8"))["curves"]]
        for curve in curves:
            for place, microseconds, rate in curve.points:
                if not min(place, microseconds, rate) > 0:
                    raise ValueError(f"{curve.by} has the point {place}, {microseconds}, {rate}")
    except OSError as error:
        raise tables.Failure(f"{path}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError) as error:
        raise tables.Failure(f"{path}: these are no curves of tools/bench/sweep.py: "
                             f"{' '.join(str(error).split())}") from None
    if not curves:
        raise tables.Failure(f"{path}: there are no curves")
    return curves


def names_in(curves):
    """picomlp and what it was before first, then the peers."""
    found = list(dict.fromkeys(curve.by for curve in curves))
    order = [KNOWN[0], BEFORE, *KNOWN[1:]]
    return [name for name in order if name in found] + [
        name for name in found if name not in order]


def inks_for(names):
    """picomlp is solid and thick in every picture; what was before is the same in dots."""
    left = [ink for position, ink in enumerate(INKS) if position >= len(KNOWN)] or INKS
    inks = {name: INKS[KNOWN.index(name)] if name in KNOWN else left[position % len(left)]
            for position, name in enumerate(names)}
    return inks | {BEFORE: replace(INKS[0], dashes=(0, (1, 1)), marker="")}


def belongs(curve, instruction_set, last):
    """What chooses its instruction set by itself takes the best one: it is drawn in the last panel."""
    return curve.instruction_set == instruction_set or (not curve.instruction_set and last)


def draw(curves, rows, height, draw_panel):
    """A row of panels for each entry of `rows`, {title: its curves}; a column for each set."""
    sets = [name for name in SETS if any(curve.instruction_set == name for curve in curves)]
    names = names_in(curves)
    inks = inks_for(names)
    figure = new_figure(2.6 * len(sets) + 1.2, height * len(rows) + 0.7)
    panels = figure.subplots(len(rows), len(sets), sharex=True, sharey="row", squeeze=False)
    for line, (title, of_row) in zip(panels, rows.items()):
        for panel, name in zip(line, sets):
            for curve in of_row:
                if belongs(curve, name, name == sets[-1]):
                    draw_panel(panel, curve, inks[curve.by]).set_gid(
                        f"curve {title.splitlines()[0]}, {name}: {curve.by}")
            panel.grid(True)
        line[0].set_ylabel(title)
    for panel, name in zip(panels[0], sets):
        panel.set_title(SETS[name])
    # The last column has every name, unless a peer is missing from that set alone.
    for name in names:
        panels[0][-1].plot([], [], color=inks[name].color, linestyle=inks[name].dashes,
                           marker=inks[name].marker, markersize=3.5,
                           linewidth=width_of(name), label=label_of(name))
    legend_above(figure, panels[0][-1], handlelength=3.2, columnspacing=1.4)
    return figure, panels


def width_of(name):
    return 1.8 if name in (KNOWN[0], BEFORE) else 1.1


def line_of(panel, curve, ink, values):
    places = [point[0] for point in curve.points]
    line, = panel.plot(places, values, color=ink.color, linestyle=ink.dashes,
                       marker=ink.marker, markersize=2.8 if ink.marker else 0,
                       linewidth=width_of(curve.by), zorder=3 if curve.by == KNOWN[0] else 2)
    return line


def batches(curves):
    rows = {}
    for curve in curves:
        rows.setdefault(f"{curve.does} {curve.fixed}-{curve.fixed}-{curve.fixed}-10\n"
                        "(µs a sample)", []).append(curve)
    figure, panels = draw(curves, rows, 1.95,
                          lambda panel, curve, ink: line_of(panel, curve, ink,
                                                            [point[1] for point in curve.points]))
    for line in panels:
        make_logarithmic(line[0], "y")
    for panel in panels[-1]:
        panel.set_xlabel("samples in the batch")
        panel.set_xticks(BATCH_TICKS)
    return figure


def widths(curves):
    rows = {}
    for curve in curves:
        batch = "one sample" if curve.fixed == 1 else f"batch of {curve.fixed}"
        rows.setdefault(f"{curve.does}, {batch}\n(GFLOP/s)", []).append(curve)
    figure, panels = draw(curves, rows, 1.75,
                          lambda panel, curve, ink: line_of(panel, curve, ink,
                                                            [point[2] for point in curve.points]))
    for line in panels:
        make_logarithmic(line[0], "y")
    places = sorted({point[0] for curve in curves for point in curve.points})
    for panel in panels[-1]:
        panel.set_xscale("log", base=2)
        panel.set_xlabel("width W of W-W-W-10")
        panel.set_xticks(places[::2])
        panel.xaxis.set_major_formatter(short_number)
        panel.xaxis.set_minor_formatter("")
    return figure


def figures(asked):
    curves = read(asked.file, asked.before)
    found = {}
    for over, name, make in (("batch", "sweep", batches), ("width", "sweep-widths", widths)):
        chosen = [curve for curve in curves if curve.over == over]
        if any(curve.instruction_set in SETS for curve in chosen):
            found[name] = make(chosen)
    if not found:
        raise tables.Failure(f"{asked.file}: no curve has one of the sets {', '.join(SETS)}")
    return found


def add_arguments(parser):
    parser.add_argument("file", metavar="FILE", help="what tools/bench/sweep.py --json wrote")
    parser.add_argument("--before", metavar="FILE",
                        help="an earlier one, whose curves of picomlp are drawn beside")
