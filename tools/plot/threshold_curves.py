# SPDX-License-Identifier: MIT
"""ROC and precision-recall curves: a score for each sample, and which of them are of the class that
a high score stands for."""

import math
from dataclasses import dataclass

import tables
from style import inks, label_of, legend_above, new_figure


@dataclass
class Curve:
    """One point for each different score, as the threshold comes down; the first has found nothing."""
    false_rate: list    # of the others, the share that is taken for the class
    recall: list        # of the class, the share that is found
    precision: list     # of those that are found, the share that is of the class; [k] is of point k + 1
    area: float         # below the ROC curve
    average: float      # precision, weighted by the recall gained
    share: float        # of the samples that are of the class
    half: int           # the point of those with a score above 1/2; None when scores are no probabilities


def curve_of(scores, positive):
    positives = sum(positive)
    negatives = len(positive) - positives
    false_rate, recall, precision = [0.0], [0.0], []
    true_count = area = average = 0
    half = 0
    ranked = sorted(zip(scores, positive), reverse=True)
    for taken, (score, is_positive) in enumerate(ranked, 1):
        true_count += is_positive
        if taken < len(ranked) and ranked[taken][0] == score:
            continue  # no threshold tells the two apart
        false_rate.append((taken - true_count) / negatives)
        recall.append(true_count / positives)
        precision.append(true_count / taken)
        area += (false_rate[-1] - false_rate[-2]) * (recall[-1] + recall[-2]) / 2
        average += (recall[-1] - recall[-2]) * precision[-1]
        if score > 0.5:
            half = len(precision)
    is_probability = min(scores) >= 0 and max(scores) <= 1
    return Curve(false_rate, recall, precision, area, average, positives / len(positive),
                 half if is_probability else None)


def read(path, label="label", score=None, positive=1, sample_set="test", chosen=None):
    """{run: its curve}. In a file of an example the first column names the runs, and `set` the samples;
    in another one, where there is no column `set`, all rows are one run without a name."""
    table = tables.read(path)
    score = score or ("probability" if table.has("probability") else "score")
    groups = {"": table}
    if table.has("set"):
        table = table.only("set", sample_set)
        run_column = table.names[0]
        groups = {run: table.only(run_column, run) for run in chosen or table.groups(run_column)}
    elif chosen:
        raise tables.Failure(f"{path}: has no column 'set', so that nothing names runs; leave --run out")
    curves = {}
    for run, rows in groups.items():
        is_positive = [value == positive for value in rows.integers(label)]
        if len(set(is_positive)) < 2:
            which = "all rows are" if is_positive[0] else "no row is"
            raise tables.Failure(f"{path}: {which} of class {positive} (column {label!r})"
                                 f"{f' in {run!r}' if run else ''}")
        curves[run] = curve_of(rows.numbers(score), is_positive)
    return curves


def draw(curves, positive=1, title=None):
    figure = new_figure(5.2, 3.1 + 0.2 * len(curves))
    roc, precision_recall = figure.subplots(1, 2)
    roc.plot([0, 1], [0, 1], color="0.5", linewidth=0.8)
    for share in {round(curve.share, 6) for curve in curves.values()}:
        precision_recall.axhline(share, color="0.5", linewidth=0.8)
    for (run, curve), ink in zip(curves.items(), inks(len(curves) + 1)[1:]):
        label = label_of(f"{run}{': ' if run else ''}ROC area {shortened(curve.area)}, "
                         f"average precision {shortened(curve.average)}")
        style = {"color": ink.color, "linestyle": ink.dashes, "linewidth": 1.6, "clip_on": False}
        line, = roc.plot(curve.false_rate, curve.recall, label=label, **style)
        line.set_gid(f"ROC {run}")
        # All recalls up to a point's have that point's precision.
        line, = precision_recall.step(curve.recall, [curve.precision[0], *curve.precision], where="pre", **style)
        line.set_gid(f"precision {run}")
        if curve.half:
            mark = {"color": ink.color, "marker": ink.marker, "markersize": 7, "markeredgecolor": "black",
                    "linestyle": "", "clip_on": False, "zorder": 3}
            for panel, x, y in ((roc, curve.false_rate, curve.recall),
                                (precision_recall, curve.recall, [None, *curve.precision])):
                point, = panel.plot(x[curve.half], y[curve.half], **mark)
                point.set_gid(f"half {run}")
    if any(curve.half for curve in curves.values()):
        roc.plot([], [], linestyle="", marker="o", markersize=7, markerfacecolor="none",
                 markeredgecolor="black", label="marks: score above 1/2")
    roc.plot([], [], color="0.5", linewidth=0.8, label="by chance")
    for panel, x, y in ((roc, "false positive rate", "true positive rate"),
                        (precision_recall, "recall", "precision")):
        panel.set(xlim=(0, 1), ylim=(0, 1), xlabel=x, ylabel=y)
        panel.set_xticks([0, 0.5, 1], ["0", "0.5", "1"])
        panel.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "0.25", "0.5", "0.75", "1"])
        panel.set_aspect("equal")
        panel.grid(True)
    legend_above(figure, roc, handlelength=3.2, title=title or f"class {positive}")
    return figure


def shortened(area):
    """Three decimals, and 1 for nothing less."""
    return f"{math.floor(area * 1000 + 1e-9) / 1000:.3f}"


def figures(asked):
    curves = read(asked.file, asked.label, asked.score, asked.positive, asked.set, asked.run)
    return {"roc": draw(curves, asked.positive)}


def add_arguments(parser):
    parser.add_argument("file", metavar="FILE",
                        help="predictions.csv of an example, or any CSV with a label and a score in each row")
    parser.add_argument("--label", default="label", metavar="COLUMN", help="integers; default: label")
    parser.add_argument("--score", metavar="COLUMN",
                        help="higher for the class; default: probability where there is one, or score")
    parser.add_argument("--positive", type=int, default=1, metavar="CLASS",
                        help="the label that a high score stands for; default 1")
    parser.add_argument("--set", default="test", help="where a column says it: test (default) or train")
    parser.add_argument("--run", action="append", metavar="NAME",
                        help="of an example's file: this one; may be repeated")
