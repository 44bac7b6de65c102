# SPDX-License-Identifier: MIT
"""Costs over iterations or epochs: several runs, of one file or of several, in one figure."""

from pathlib import Path

import tables
from style import inks, label_of, legend_above, make_logarithmic, new_figure


def read(paths, chosen=None):
    """{run: (iterations or epochs, costs)} and which of the two. The first column names the runs;
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
            runs[label] = (rows.numbers(axis), rows.numbers("cost"))
    return runs, axis


def folder_of(path):
    return path.resolve().parent.name


def draw(runs, axis, logarithmic=False):
    figure = new_figure(6.4, 4.2)
    axes = figure.add_subplot()
    for position, ((name, (x, costs)), ink) in enumerate(zip(runs.items(), inks(len(runs)))):
        every = max(1, len(x) // 8)
        line, = axes.plot(x, costs, color=ink.color, linestyle=ink.dashes, marker=ink.marker,
                          markersize=4.5, markevery=(position % every, every), linewidth=1.5,
                          label=label_of(name), clip_on=False)
        line.set_gid(f"curve {name}")
    if logarithmic:
        make_logarithmic(axes, "y")
    else:
        lowest, highest = (choose(choose(costs) for _, costs in runs.values())
                           for choose in (min, max))
        bottom = min(0, lowest)
        axes.set_ylim(bottom, highest + (highest - bottom) / 20 or 1)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.grid(True)
    axes.set_xlabel(axis)
    axes.set_ylabel("cost (nats per sample)")
    legend_above(figure, axes, handlelength=4.2)
    return figure


def figures(asked):
    runs, axis = read(asked.files, asked.run)
    if asked.log:
        for name, (_, costs) in runs.items():
            if min(costs) <= 0:
                raise tables.Failure(f"run {name!r} has the cost {min(costs):g}, for which a "
                                     "logarithmic axis has no place; leave --log out")
    return {"cost": draw(runs, axis, asked.log)}


def add_arguments(parser):
    parser.add_argument("files", nargs="+", metavar="FILE", help="cost.csv of an example")
    parser.add_argument("--log", action="store_true", help="a logarithmic axis for the costs")
    parser.add_argument("--run", action="append", metavar="NAME", help="this one; may be repeated")
