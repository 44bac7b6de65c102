# SPDX-License-Identifier: MIT
"""The two classes of samples, as the playground's page shows them: its colours, and shapes that say the
same. In a terminal they are o and x."""

import re
from dataclasses import dataclass
from pathlib import Path

STYLE = Path(__file__).resolve().parents[2] / "examples/playground/page/style.css"
PAPER = "#ffffff"


def page_style():
    """{name: value} of the page's light scheme."""
    light = re.search(r":root \{(.*?)\}", STYLE.read_text(encoding="utf-8"), re.DOTALL)[1]
    return dict(re.findall(r"--([\w-]+): ([^;]+);", light))


@dataclass(frozen=True)
class Look:
    fill: str
    rim: str
    marker: str  # as matplotlib's
    size: float  # in points


COLORS = page_style()
LOOKS = [Look(COLORS["zero"], COLORS["zero-deep"], "o", 3.6), Look(COLORS["one"], COLORS["one-deep"], "X", 4.8)]


def field(probability):
    """The colour of where class 1 has this probability: that of the likelier class, on paper."""
    side = 2 * probability - 1
    share = float(COLORS["field-strength"]) * (0.15 + 0.85 * abs(side))
    return mixed(PAPER, LOOKS[side > 0].fill, share)


def mixed(paper, ink, share):
    both = zip(channels(paper), channels(ink))
    return "#" + "".join(f"{round(one + share * (other - one)):02x}" for one, other in both)


def channels(color):
    return [int(color[at:at + 2], 16) for at in (1, 3, 5)]
