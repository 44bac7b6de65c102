# SPDX-License-Identifier: MIT
"""Accuracy against flash: networks of several shapes in float and in integers, and which of them no other
one beats in both."""

from dataclasses import dataclass

import tables
from latency import BILL, not_a_table, table_of
from style import INKS, legend_above, make_logarithmic, new_figure

# Of a network's code, what bill.json calls it.
CODE = {"float": "predict", "int8": "int8"}


@dataclass
class Network:
    name: str
    form: str
    flash: int       # bytes
    accuracy: float  # of all samples of all trainings, from 0 to 1


def read(path):
    """Networks in the order of the file, each with the mean of its trainings."""
    table = tables.read(path)
    found = []
    for name, of_name in table.groups("network").items():
        for form, rows in of_name.groups("form").items():
            flash = set(rows.integers("flash"))
            samples, right = sum(rows.integers("samples")), sum(rows.integers("right"))
            if len(flash) > 1 or 0 in flash:
                raise tables.Failure(f"{path}: column 'flash' of {name!r} in {form!r} is not one number above 0")
            if not 0 <= right <= samples or samples == 0:
                raise tables.Failure(f"{path}: {name!r} in {form!r} has {right} of {samples} samples right")
            found.append(Network(name, form, flash.pop(), right / samples))
    return found


def with_code(networks, core):
    """The same with the code that predicts on the core; without forms whose code was not measured."""
    cores = table_of(BILL, "cores")
    if core not in cores:
        raise tables.Failure(f"{BILL}: has no core {core!r} (it has: {', '.join(cores)})")

    def code(network):
        flash = cores[core]["flash"][CODE[network.form]]
        return round(flash["code"] + flash["layer"] * network.name.count("-"))

    try:
        return [Network(one.name, one.form, one.flash + code(one), one.accuracy)
                for one in networks if one.form in CODE]
    except (KeyError, TypeError) as error:
        raise not_a_table(BILL, error) from None


def front_of(networks):
    """Those than which none is both as small and as accurate, the smallest first."""
    front = []
    for one in sorted(networks, key=lambda one: (one.flash, -one.accuracy)):
        if not front or one.accuracy > front[-1].accuracy:
            front.append(one)
    return front


def draw(networks, what):
    figure = new_figure(6.4, 4.4)
    axes = figure.add_subplot()
    front = front_of(networks)
    line, = axes.plot([one.flash for one in front], [100 * one.accuracy for one in front], color="black",
                      linewidth=1.2, drawstyle="steps-post", marker="o", markersize=12,
                      markerfacecolor="none", label="Pareto front: no other is as small and as accurate")
    line.set_gid("front")
    forms = dict.fromkeys(one.form for one in networks)
    for form, ink in zip(forms, (INKS[1], INKS[2], INKS[5], *INKS[3:5], INKS[6])):
        of_form = [one for one in networks if one.form == form]
        marks, = axes.plot([one.flash for one in of_form], [100 * one.accuracy for one in of_form], linestyle="",
                           marker=ink.marker, markersize=7, color=ink.color, markeredgecolor="black",
                           markeredgewidth=0.6, label=form, zorder=3)
        marks.set_gid(f"networks in {form}")
    # Smaller and more accurate than a front there is nothing: names have that side for themselves. A network that
    # follows itself in another form is named once.
    named = [one for before, one in zip([None, *front], front) if before is None or before.name != one.name]
    for one in named:
        name = axes.annotate(one.name, (one.flash, 100 * one.accuracy), (-7, 6), textcoords="offset points",
                             ha="right", va="bottom", fontsize=8,
                             bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5})
        name.set_gid(f"name of {one.name}")
    make_logarithmic(axes, "x")
    axes.margins(x=0.12, y=0.1)
    axes.grid(True)
    axes.set_xlabel(what)
    axes.set_ylabel("samples that are read correctly (%)")
    legend_above(figure, axes)
    return figure


def figures(asked):
    networks = read(asked.file)
    what = "flash for weights, biases and multipliers (bytes)"
    if asked.core:
        networks = with_code(networks, asked.core)
        what = f"flash for the network and its code, {asked.core}, at -Os (bytes)"
    if not networks:
        raise tables.Failure(f"{asked.file}: has no network in {' or '.join(CODE)}, whose code was measured")
    return {"pareto": draw(networks, what)}


def add_arguments(parser):
    parser.add_argument("file", metavar="FILE",
                        help="what `digits_shapes --csv FILE` has written, or another CSV with the columns network, "
                             "form, samples, right, flash")
    parser.add_argument("--core", metavar="NAME",
                        help="add the code that predicts there, by bill.json of tools/cost_report: cortex-m4f, "
                             "cortex-m0plus, ...; leaves out forms whose code was not measured")
