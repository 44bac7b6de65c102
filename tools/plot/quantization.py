# SPDX-License-Identifier: MIT
"""What networks of integers say beside the same networks in floats: errors of outputs, and labels that
are others."""

from dataclasses import dataclass

import numpy

import tables
from style import INKS, new_figure, rounded

BINS = 41


@dataclass
class Form:
    """A network of integers."""
    in_float: numpy.ndarray  # outputs [sample][output]
    error: numpy.ndarray     # of the integers' outputs
    right: tuple             # labels, in float and in integers; None when the file has none
    others: int              # samples that get another label


def read(path, chosen=None):
    """{form: its errors}"""
    table = tables.read(path)
    table = {form: table.only("form", form) for form in chosen or table.groups("form")}
    return {form: form_of(form, rows) for form, rows in table.items()}


def form_of(name, rows):
    outputs = rows.integers("output")
    count = max(outputs) + 1
    if outputs != list(range(count)) * (len(rows) // count):
        raise tables.Failure(f"{rows.path}: column 'output' of {name!r} does not count 0 to {count - 1} "
                             "for each sample in turn")
    in_float, in_integers = (numpy.array(rows.numbers(column)).reshape(-1, count)
                             for column in ("float", "integers"))
    said, instead = map(labels_of, (in_float, in_integers))
    right = None
    if rows.has("label"):
        labels = numpy.array(rows.integers("label"))[::count]
        right = int(numpy.sum(said == labels)), int(numpy.sum(instead == labels))
    return Form(in_float, in_integers - in_float, right, int(numpy.sum(said != instead)))


def labels_of(outputs):
    """The largest output's; of a single output, a probability, whether it is above 1/2."""
    return outputs.argmax(axis=1) if outputs.shape[1] > 1 else (outputs[:, 0] > 0.5).astype(int)


def summary(name, form):
    total = len(form.error)
    lines = [f"{name}: error {rounded(form.error.mean())} ± {rounded(form.error.std())}, "
             f"at most {rounded(abs(form.error).max())}"]
    labels = f"{form.others} of {total} labels are others"
    if form.right:
        labels += f"; right: {form.right[0]} in float, {form.right[1]} in integers"
    return "\n".join([*lines, labels])


def draw(forms):
    figure = new_figure(5.2, 0.4 + 2.35 * len(forms))
    grid = figure.subplots(len(forms), 2, sharex="col", sharey="col", squeeze=False)
    largest = max(abs(form.error).max() for form in forms.values()) or 1
    edges = numpy.linspace(-largest, largest, BINS + 1)
    for (scatter, histogram), (name, form) in zip(grid, forms.items()):
        scatter.axhline(0, color="black", linewidth=0.8)
        points, = scatter.plot(form.in_float.ravel(), form.error.ravel(), linestyle="", marker=".", markersize=2.2,
                               color=INKS[2].color, rasterized=form.error.size > 2000)
        points.set_gid(f"errors of {name}")
        scatter.set_ylabel("error of an output")
        scatter.grid(True)
        counts, _ = numpy.histogram(form.error, edges)
        bars = histogram.bar(edges[:-1], 100 * counts / form.error.size, numpy.diff(edges), align="edge",
                             color=INKS[3].color, edgecolor="black", linewidth=0.4)
        for bar in bars:
            bar.set_gid(f"bin of {name}")
        histogram.axvline(0, color="black", linewidth=0.8)
        histogram.set_ylabel("outputs in a bin (%)")
        histogram.grid(True, axis="y")
        # Over both panels, from the left.
        scatter.set_title(summary(name, form), loc="left", fontsize=8)
    for panel, label in zip(grid[-1], ("output in float", "error of an output")):
        panel.set_xlabel(label)
    return figure


def figures(asked):
    return {"quantization": draw(read(asked.file, asked.form))}


def add_arguments(parser):
    parser.add_argument("file", metavar="FILE",
                        help="what `digits_int8 --csv FILE` or `course_int8 --csv FILE` has written, or another CSV with "
                             "the columns form, output "
                             "(0, 1, ... of each sample in turn), float, integers and perhaps label")
    parser.add_argument("--form", action="append", metavar="NAME", help="this one; may be repeated")
