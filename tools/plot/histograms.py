# SPDX-License-Identifier: MIT
"""Activations and gradients of each layer side by side: what `activations --csv` writes.

A gradient is that of one sample's cost by z, what goes into the layer's activation.
"""

from dataclasses import dataclass

import tables
from style import new_figure, rounded


@dataclass
class Layer:
    edges: list   # one more than there are counts
    counts: list
    mean: float
    deviation: float
    verdict: str  # of activations; gradients have none


# Row by row of a figure: which values, their colour, the horizontal axis' name.
ROWS = [("activations", "#56B4E9", "activation (no unit)"),
        ("gradients", "#E69F00", "gradient of the cost by z (per unit of z)")]


def read(path, activation=None, initializer=None):
    """{(activation, initializer): {"activations" or "gradients": {layer: Layer}}}"""
    table = tables.read(path)
    for column, value in (("activation", activation), ("initializer", initializer)):
        if value is not None:
            table = table.only(column, value)
    return {(function, weights): {values: {number: layer_of(of_layer, values)
                                           for number, of_layer in rows.groups("layer").items()}
                                  for values, rows in of_run.groups("values").items()}
            for function, of_function in table.groups("activation").items()
            for weights, of_run in of_function.groups("initializer").items()}


def layer_of(rows, values):
    bins = rows.only("quantity", "count")
    lows, highs = bins.numbers("low"), bins.numbers("high")
    number = {name: rows.only("quantity", name).numbers("value")[0]
              for name in ("mean", "standard_deviation")}
    verdict = ""
    if values == "activations":
        verdict = rows.only("quantity", "verdict").words("value")[0]
    return Layer(lows + highs[-1:], bins.numbers("value"), number["mean"],
                 number["standard_deviation"], verdict)


def draw(function, weights, run):
    rows = [row for row in ROWS if row[0] in run]
    columns = max(len(run[values]) for values, *_ in rows)
    figure = new_figure(max(2.2 * columns + 0.6, 5.5), 2.35 * len(rows) + 0.4)
    for panels, (values, color, name) in zip(figure.subplots(len(rows), columns, squeeze=False),
                                             rows):
        for panel, (number, layer) in zip(panels, run[values].items()):
            draw_layer(panel, layer, color)
            panel.set_title(f"layer {number}{': ' if layer.verdict else ''}{layer.verdict}\n"
                            f"mean {rounded(layer.mean)}, std {rounded(layer.deviation)}", fontsize=8)
        panels[0].set_ylabel(f"{values} in a bin (%)")
        panels[columns // 2].set_xlabel(name)
    figure.suptitle(f"{function}, weights {weights_in_words(weights)}", fontsize=10)
    return figure


def weights_in_words(name):
    return {"zeros": "zero", "random": "normal x 10", "xavier": "normal x sqrt(1/100) (Xavier)",
            "he": "normal x sqrt(2/100) (He)"}.get(name, f"normal x {name}")


def draw_layer(panel, layer, color):
    total = sum(layer.counts)
    shares = [100 * count / total if total else 0 for count in layer.counts]
    widths = [high - low for low, high in zip(layer.edges, layer.edges[1:])]
    bars = panel.bar(layer.edges[:-1], shares, widths, align="edge", color=color,
                     edgecolor="black", linewidth=0.4)
    for bar in bars:
        bar.set_gid("bin")
    low, high = layer.edges[0], layer.edges[-1]
    panel.set_xlim(low, high)
    middle = 0 if low + (high - low) / 4 < 0 < high - (high - low) / 4 else (low + high) / 2
    panel.set_xticks([low, middle, high])
    panel.xaxis.set_major_formatter(lambda value, _: rounded(value))
    left, _, right = panel.get_xticklabels()
    left.set_horizontalalignment("left")
    right.set_horizontalalignment("right")
    panel.tick_params(labelsize=7.5)
    panel.yaxis.get_major_locator().set_params(nbins=4)


def figures(asked):
    runs = read(asked.file, asked.activation, asked.initializer)
    return {f"histograms-{function}-{weights}": draw(function, weights, run)
            for (function, weights), run in runs.items()}


def add_arguments(parser):
    parser.add_argument("file", metavar="FILE", help="what `activations --csv FILE` has written")
    parser.add_argument("--activation", metavar="NAME", help="this one; default: a figure for each")
    parser.add_argument("--initializer", metavar="NAME", help="likewise")
