# SPDX-License-Identifier: MIT
"""Trials of a search: cost and accuracy, or a regression's RMSE and R2, over learning rate and L2:
what `tune --csv` writes."""

from dataclasses import dataclass

import tables
from style import inks, label_of, legend_above, make_logarithmic, new_figure

SETTINGS = [("learning_rate", "learning rate"), ("l2", "L2 penalty lambda")]
# The first of each on a logarithmic axis.
CLASSIFICATION = [("cost", "validation cost\n(nats per sample)", 1),
                  ("accuracy", "validation accuracy (%)", 100)]
REGRESSION = [("rmse", "validation RMSE\n(unit of the target)", 1),
              ("r2", "validation R2 (no unit)", 1)]


@dataclass
class Trial:
    optimizer: str
    learning_rate: float
    l2: float
    scores: dict     # {score: mean and standard deviation over the folds}; None when one diverged


def read(path):
    """What is scored, and trials in the order of the file: the best first."""
    table = tables.read(path)
    kinds = REGRESSION if table.has("rmse_mean") else CLASSIFICATION
    diverged = table.integers("diverged_folds")
    if all(diverged):
        raise tables.Failure(f"{path}: every trial diverged (column 'diverged_folds')")
    scored = tables.Table(path, table.names,
                          [row for row, folds in zip(table.rows, diverged) if folds == 0])
    scores = {score: iter(zip(scored.numbers(f"{score}_mean"),
                              scored.numbers(f"{score}_deviation", least=0)))
              for score, _, _ in kinds}
    return kinds, [Trial(optimizer, learning_rate, l2,
                         None if folds else {score: next(pairs) for score, pairs in scores.items()})
                   for optimizer, learning_rate, l2, folds in zip(
                       table.words("optimizer"), table.numbers("learning_rate"),
                       table.numbers("l2"), diverged)]


def draw(kinds, trials):
    figure = new_figure(8, 5.4)
    grid = figure.subplots(len(kinds), len(SETTINGS), sharex="col", sharey="row")
    optimizers = list(dict.fromkeys(trial.optimizer for trial in trials))
    for panels, (score, score_name, factor) in zip(grid, kinds):
        for panel, (setting, setting_name) in zip(panels, SETTINGS):
            for optimizer, ink in zip(optimizers, inks(len(optimizers) + 1)[1:]):
                draw_trials(panel, [trial for trial in trials if trial.optimizer == optimizer],
                            setting, score, factor, ink)
            mark_best_and_diverged(panel, trials, setting, score, factor)
            panel.grid(True)
            if min(getattr(trial, setting) for trial in trials) > 0:
                make_logarithmic(panel, "x")
            if score == kinds[-1][0]:
                panel.set_xlabel(f"{setting_name} (no unit)")
        panels[0].set_ylabel(score_name)
        if score == kinds[0][0]:
            make_logarithmic(panels[0], "y")
    legend_above(figure, grid[0][0])
    return figure


def draw_trials(panel, trials, setting, score, factor, ink):
    """Means as markers, with bars of one standard deviation over the folds."""
    scored = [trial for trial in trials if trial.scores is not None]
    pairs = [trial.scores[score] for trial in scored]
    marks = panel.errorbar(
        [getattr(trial, setting) for trial in scored], [factor * mean for mean, _ in pairs],
        [factor * deviation for _, deviation in pairs], linestyle="", marker=ink.marker,
        markersize=4.5, color=ink.color, markeredgecolor="black", markeredgewidth=0.5,
        ecolor="0.6", elinewidth=0.8, label=label_of(trials[0].optimizer))
    marks[0].set_gid(f"trials of {trials[0].optimizer}")


def mark_best_and_diverged(panel, trials, setting, score, factor):
    best = next(trial for trial in trials if trial.scores is not None)
    panel.plot(getattr(best, setting), factor * best.scores[score][0], linestyle="", marker="o",
               markersize=11, markerfacecolor="none", markeredgecolor="black",
               markeredgewidth=1.3, label="best")
    diverged = [getattr(trial, setting) for trial in trials if trial.scores is None]
    if diverged:
        marks, = panel.plot(diverged, [0.97] * len(diverged), linestyle="", marker="x",
                            color="black", transform=panel.get_xaxis_transform(),
                            label="diverged (no score)")
        marks.set_gid("diverged trials")


def figures(asked):
    return {"tuning": draw(*read(asked.file))}


def add_arguments(parser):
    parser.add_argument("file", metavar="FILE", help="what `tune --csv FILE` has written")
