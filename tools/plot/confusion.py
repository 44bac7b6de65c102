# SPDX-License-Identifier: MIT
"""Confusion matrices: from counts as they stand in confusion.csv, or counted in predictions.csv."""

import numpy

import tables
from style import new_figure

MOST_CLASSES = 40


def read(path, sample_set=None, chosen=None):
    """{title: counts[label][predicted]}, one for each run and set; the title is empty when the file
    knows of none."""
    table = tables.read(path)
    if not table.has("set"):
        return {"": matrix_of(table)}
    if sample_set:
        table = table.only("set", sample_set)
    run_column = table.names[0]
    return {f"{run}, {name}": matrix_of(of_set)
            for run in chosen or table.groups(run_column)
            for name, of_set in table.only(run_column, run).groups("set").items()}


def matrix_of(table):
    labels, predicted = table.integers("label"), table.integers("predicted")
    counts = table.integers("count") if table.has("count") else [1] * len(table)
    for column, values in (("label", labels), ("predicted", predicted)):
        if max(values) >= MOST_CLASSES:
            raise tables.Failure(f"{table.path}: column {column!r} has class {max(values)}; at "
                                 f"most {MOST_CLASSES} classes can be shown")
    classes = max(1, *labels, *predicted) + 1
    matrix = numpy.zeros((classes, classes), int)
    numpy.add.at(matrix, (labels, predicted), counts)
    return matrix


def draw(matrices):
    classes = max(len(matrix) for matrix in matrices.values())
    side = max(1.5, 0.36 * classes) + 0.8
    columns = min(4, len(matrices))
    rows = -(-len(matrices) // columns)
    figure = new_figure(side * columns + 0.9, (side + 0.2) * rows)
    panels = figure.subplots(rows, columns, squeeze=False).ravel()
    for panel, (title, matrix) in zip(panels, matrices.items()):
        shades = draw_matrix(panel, matrix)
        right, total = int(numpy.trace(matrix)), int(matrix.sum())
        accuracy = f"{right} of {total} right ({100 * right / max(total, 1):.1f} %)"
        panel.set_title(f"{title}\n{accuracy}" if title else accuracy, fontsize=8)
    for panel in panels[len(matrices):]:
        panel.remove()
    bar = figure.colorbar(shades, ax=panels[:len(matrices)].tolist(), shrink=0.7, aspect=30)
    bar.set_label("share of the class's samples (%)")
    return figure


def draw_matrix(panel, matrix):
    classes = len(matrix)
    shares = 100 * matrix / numpy.maximum(matrix.sum(axis=1, keepdims=True), 1)
    shades = panel.pcolormesh(shares, cmap="Blues", vmin=0, vmax=100, edgecolor="0.8",
                              linewidth=0.5)
    for label in range(classes):
        for predicted in range(classes):
            if matrix[label][predicted] != 0 or classes < 5:
                count = panel.text(predicted + 0.5, label + 0.5, str(matrix[label][predicted]),
                                   ha="center", va="center", fontsize=8,
                                   color="white" if shares[label][predicted] > 55 else "black")
                count.set_gid(f"count {label} {predicted}")
    panel.set_xticks([k + 0.5 for k in range(classes)], range(classes))
    panel.set_yticks([k + 0.5 for k in range(classes)], range(classes))
    panel.tick_params(length=0)
    panel.invert_yaxis()
    panel.set_aspect("equal")
    panel.set_xlabel("predicted class")
    panel.set_ylabel("true class")
    return shades


def figures(asked):
    return {"confusion": draw(read(asked.file, asked.set, asked.run))}


def add_arguments(parser):
    parser.add_argument("file", metavar="FILE", help="confusion.csv or predictions.csv of an example")
    parser.add_argument("--set", help="of predictions.csv: train or test; default: both")
    parser.add_argument("--run", action="append", metavar="NAME",
                        help="of predictions.csv: this one; may be repeated")
