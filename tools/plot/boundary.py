# SPDX-License-Identifier: MIT
"""What a network says of the plane around the samples, run by run: boundary.csv, predictions.csv."""

from dataclasses import dataclass
from pathlib import Path

import numpy

import classes
import tables
from style import legend_above, new_figure

# With one scale for both axes.
MOST_UNEQUAL = 1e6
TICKS = [0, 0.25, 0.5, 0.75, 1]
# A network says class 1 only above 1/2.
LEVELS = numpy.nextafter(TICKS, [0, 0, 1, 0, 1])
SHADES = [classes.field((low + high) / 2) for low, high in zip(TICKS, TICKS[1:])]


@dataclass
class Plane:
    """One run."""
    x1: numpy.ndarray           # along a row of the grid
    x2: numpy.ndarray
    probability: numpy.ndarray  # of class 1, [x2][x1]
    points: list                # for class 0 and 1: (x1, x2)
    right: int
    samples: int


def read(folder, sample_set, chosen=None):
    """{run: its plane}."""
    grids = tables.read(Path(folder, "boundary.csv"))
    predictions = tables.read(Path(folder, "predictions.csv")).only("set", sample_set)
    run_column = grids.names[0]
    names = chosen or list(grids.groups(run_column))
    return {name: plane_of(name, grids.only(run_column, name), predictions.only(run_column, name))
            for name in names}


def plane_of(name, grid, predictions):
    x1, x2 = (numpy.array(grid.numbers(column)) for column in ("x1", "x2"))
    columns, rows = numpy.unique(x1), numpy.unique(x2)
    probability = numpy.array(grid.numbers("probability"))
    if len(columns) * len(rows) != len(grid) or min(len(columns), len(rows)) < 2:
        raise tables.Failure(f"{grid.path}: columns 'x1' and 'x2' of {name!r} make no grid: "
                             f"{len(grid)} points, {len(columns)} x1, {len(rows)} x2")
    order = numpy.lexsort((x1, x2))
    labels = numpy.array(predictions.integers("label"))
    sample_x1, sample_x2 = (numpy.array(predictions.numbers(column)) for column in ("x1", "x2"))
    spans = [numpy.ptp(numpy.concatenate(pair)) for pair in ((x1, sample_x1), (x2, sample_x2))]
    if max(spans) > MOST_UNEQUAL * min(spans):
        raise tables.Failure(f"{grid.path}: {name!r} spans {spans[0]:g} in x1 and {spans[1]:g} in x2, "
                             "which is too unequal for a picture with one scale")
    return Plane(columns, rows, probability[order].reshape(len(rows), len(columns)),
                 [(sample_x1[labels == label], sample_x2[labels == label]) for label in (0, 1)],
                 int(numpy.sum(labels == numpy.array(predictions.integers("predicted")))),
                 len(labels))


def draw(planes, sample_set):
    columns = min(3, len(planes))
    rows = -(-len(planes) // columns)
    # Both axes have the same scale: the panels are made as high as that wants.
    width = 3.4 if columns == 1 else 2.7
    figure = new_figure((width + 0.25) * columns + 1.6,
                        (width * max(map(steepness, planes.values())) + 0.45) * rows + 0.9)
    panels = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).ravel()
    for panel, (name, plane) in zip(panels, planes.items()):
        shades = draw_plane(panel, plane)
        panel.set_title(f"{name}: {100 * plane.right / plane.samples:.1f} % of "
                        f"{plane.samples} right ({sample_set})", fontsize=8)
    # The last panel of a column has the axis' numbers.
    for position, panel in enumerate(panels):
        is_lowest = position + columns >= len(planes)
        panel.tick_params(labelbottom=is_lowest)
        if position >= len(planes):
            panel.remove()
            continue
        if is_lowest:
            panel.set_xlabel("x1 (no unit)")
        if position % columns == 0:
            panel.set_ylabel("x2 (no unit)")
    bar = figure.colorbar(shades, ax=panels[:len(planes)].tolist(), shrink=0.8, aspect=30)
    bar.set_label("probability of class 1")
    bar.set_ticks(TICKS)
    legend_above(figure, panels[0], handletextpad=0.3)
    return figure


def steepness(plane):
    """How high the plane is for its width, within what is fit for a picture."""
    return min(2, max(0.5, (plane.x2[-1] - plane.x2[0]) / (plane.x1[-1] - plane.x1[0])))


def draw_plane(panel, plane):
    shades = panel.contourf(plane.x1, plane.x2, plane.probability, LEVELS,
                            colors=SHADES)
    panel.plot([], [], color="black", linewidth=1.4, label="probability 1/2")
    if plane.probability.min() < 0.5 < plane.probability.max():
        line = panel.contour(plane.x1, plane.x2, plane.probability, [0.5], colors="black",
                             linewidths=1.4)
        line.collections[0].set_gid("boundary")
    for label, (look, (x1, x2)) in enumerate(zip(classes.LOOKS, plane.points)):
        samples, = panel.plot(x1, x2, linestyle="", marker=look.marker, markersize=look.size, markeredgewidth=0.6,
                              markeredgecolor=look.rim, markerfacecolor=look.fill, label=f"sample of class {label}")
        samples.set_gid(f"samples of class {label}")
    panel.set_aspect("equal")
    return shades


def figures(asked):
    return {"boundary": draw(read(asked.folder, asked.set, asked.run), asked.set)}


def add_arguments(parser):
    parser.add_argument("folder", metavar="FOLDER",
                        help="with boundary.csv and predictions.csv of an example")
    parser.add_argument("--set", default="train", help="the samples shown: train (default) or test")
    parser.add_argument("--run", action="append", metavar="NAME", help="this one; may be repeated")
