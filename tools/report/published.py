# SPDX-License-Identifier: MIT
"""The figures that the course's write-ups print, beside ours.

Accuracies are texts, for their digits say how well they are known. Of large random values the first
printed cost is inf: null in published.json, for the textbook's cost overflows where ours, computed
from logits, does not.
"""

import json
from dataclasses import dataclass
from pathlib import Path

FIGURES = json.loads(Path(__file__).with_name("published.json").read_text())

# Trainings that amplify rounding: builds of NumPy differ among themselves. What they learn is the
# same all the same.
CHAOTIC = ["random", "uniform"]


@dataclass
class Figure:
    """One figure; `published` is None where nothing finite was printed or nothing at all."""
    ours: float
    published: float
    decimals: int = 16  # that were printed

    @classmethod
    def printed(cls, ours, text):
        """`text` is None where nothing was printed."""
        return (cls(ours, None) if text is None
                else cls(ours, float(text), len(text.partition(".")[2])))

    @property
    def difference(self):
        return None if self.published is None else self.ours - self.published

    def is_met(self):
        """To all digits that were printed; not for what was not."""
        return abs(self.difference) <= 0.5 * 10**-self.decimals


def percentages(figure):
    """Published, ours and their difference, in percent."""
    if figure.published is None:
        return ["", f"{100 * figure.ours:.1f}", ""]
    difference = f"{100 * figure.difference:+.1f}"
    return [f"{100 * figure.published:.1f}", f"{100 * figure.ours:.1f}",
            "0.0" if difference[1:] == "0.0" else difference]


def costs(figure, missing="inf"):
    """Published, ours and their difference."""
    if figure.published is None:
        return [missing, f"{figure.ours:.12g}", ""]
    return [f"{figure.published:.12g}", f"{figure.ours:.12g}", "0" if figure.difference == 0 else f"{figure.difference:+.1e}"]
