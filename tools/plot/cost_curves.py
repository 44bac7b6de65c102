# SPDX-License-Identifier: MIT
"""Costs over iterations or epochs: several runs, of one file or of several, in one figure; beside those of
training those of samples that were held out, where a file has them."""

from dataclasses import dataclass
from pathlib import Path

import tables
from style import INKS, inks, label_of, legend_above, make_logarithmic, new_figure


@dataclass
class Curve:
    """One run."""
    x: list         # iterations or epochs
    costs: list     # of training
    held_out: list  # None when the file has none


def read(paths, chosen=None):
    """{run: its curve} and what they are over, iterations or epochs. The first column names the runs;
    where several files are read, the name of a file's folder, too."""
    runs = {}
    axis = None
    for path in map(Path, paths):
        table = tables.read(path)
        found = "epoch" if table.has("epoch") else "iteration"
        if axis not in (None, found):
            raise tables.Failure(f"{path}: has the column {found!r}, the files before {axis!r}")
        axis = found
        run_column = table.names[0]
        if chosen:
            table = tables.Table(path, table.names, [
                row for name in chosen for row in table.only(run_column, name).rows])
        for name, rows in table.groups(run_column).items():
            label = name if len(paths) == 1 else f"{folder_of(path)}: {name}"
            held_out = rows.numbers("held_out_cost") if rows.has("held_out_cost") else None
            runs[label] = Curve(rows.numbers(axis), rows.numbers("cost"), held_out)
    return runs, axis


def folder_of(path):
    return path.resolve().parent.name


def all_costs(curve):
    return curve.costs + (curve.held_out or [])


def draw(runs, axis, logarithmic=False):
    """Training and held out side by side, or, of a single run, in one panel."""
    are_held_out = any(curve.held_out for curve in runs.values())
    side_by_side = are_held_out and len(runs) > 1
    figure = new_figure(8.4 if side_by_side else 6.4, 4.2)
    panels = figure.subplots(1, 1 + side_by_side, sharex=True, sharey=True, squeeze=False)[0]
    for number, ((name, curve), ink) in enumerate(zip(runs.items(), inks(len(runs)))):
        held_out_ink = ink if side_by_side else INKS[1]
        label = "training" if are_held_out and not side_by_side else name
        draw_curve(panels[0], curve.x, curve.costs, ink, number, label).set_gid(f"curve {name}")
        if curve.held_out:
            line = draw_curve(panels[-1], curve.x, curve.held_out, held_out_ink, number, "held out")
            line.set_gid(f"held out {name}")
    if logarithmic:
        make_logarithmic(panels[0], "y")
    else:
        lowest, highest = (choose(choose(all_costs(curve)) for curve in runs.values()) for choose in (min, max))
        bottom = min(0, lowest)
        panels[0].set_ylim(bottom, highest + (highest - bottom) / 20 or 1)
    panels[0].set_ylabel("cost (nats per sample)")
    for panel in panels:
        panel.xaxis.get_major_locator().set_params(integer=True)
        panel.grid(True)
        panel.set_xlabel(axis)
    if side_by_side:
        panels[0].set_title("training")
        panels[1].set_title("held out")
    legend_above(figure, panels[0], handlelength=4.2)
    return figure


def draw_curve(panel, x, costs, ink, number, label):
    """Markers of one run stand beside those of the others."""
    every = max(1, len(x) // 8)
    line, = panel.plot(x, costs, color=ink.color, linestyle=ink.dashes, marker=ink.marker, markersize=4.5,
                       markevery=(number % every, every), linewidth=1.5, label=label_of(label), clip_on=False)
    return line


def figures(asked):
    runs, axis = read(asked.files, asked.run)
    if asked.log:
        for name, curve in runs.items():
            if (lowest := min(all_costs(curve))) <= 0:
                raise tables.Failure(f"run {name!r} has the cost {lowest:g}, for which a "
                                     "logarithmic axis has no place; leave --log out")
    return {"cost": draw(runs, axis, asked.log)}


def add_arguments(parser):
    parser.add_argument("files", nargs="+", metavar="FILE", help="cost.csv of an example")
    parser.add_argument("--log", action="store_true", help="a logarithmic axis for the costs")
    parser.add_argument("--run", action="append", metavar="NAME", help="this one; may be repeated")
