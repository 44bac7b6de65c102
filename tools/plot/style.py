# SPDX-License-Identifier: MIT
"""How all pictures look: legible in black and white, and to the colour-blind.

What a colour says, a line's dashes, a marker or a hatch says as well.
"""

import io
import math
from dataclasses import dataclass, replace

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import AutoLocator, LogLocator

matplotlib.rcParams.update({
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "sans-serif"],
    "font.size": 9,
    "axes.titlesize": 9,
    "axes.labelsize": 9,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "grid.color": "0.88",
    "hatch.linewidth": 0.6,
    "legend.frameon": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "picomlp",
    # Names from files are shown as they stand: "$" begins no formula.
    "text.parse_math": False,
})

DOTS_PER_INCH = 150


@dataclass(frozen=True)
class Ink:
    """One of several things in a picture: told from the others by any of these."""
    color: str
    dashes: object  # as matplotlib's linestyle
    marker: str
    hatch: str


# Colours by Okabe and Ito, whose lightness differs too.
INKS = [
    Ink("#000000", "-", "o", "xxx"),
    Ink("#E69F00", (0, (6, 2)), "s", "///"),
    Ink("#0072B2", (0, (1, 1.2)), "^", "ooo"),
    Ink("#56B4E9", (0, (6, 2, 1, 2)), "D", ""),
    Ink("#D55E00", (0, (3, 1, 1, 1, 1, 1)), "v", "\\\\\\"),
    Ink("#009E73", (0, (10, 3)), "P", "+++"),
    Ink("#CC79A7", (0, (2, 2)), "X", "..."),
]


def inks(count):
    """That many, up to 49 with no pair of dashes and marker twice."""
    return [replace(INKS[i % 7], marker=INKS[(i + i // 7) % 7].marker) for i in range(count)]


def new_figure(width, height):
    """In inches; parts arrange themselves."""
    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure


# matplotlib keeps what has no label, and a label that begins with "_", out of a legend.
LABEL_MARK = "\u2060"


def label_of(name):
    """For a name from a file, whatever it is: legend_above() shows all of it."""
    return LABEL_MARK + name


def legend_above(figure, axes, **options):
    """The axes' legend above all parts of the figure, which make room for it; in as few rows as it
    takes."""
    handles, labels = axes.get_legend_handles_labels()
    legend, height = None, 0
    for rows in range(1, len(labels) + 1):
        if legend:
            legend.remove()
        legend = figure.legend(handles, labels, loc="upper center", ncols=-(-len(labels) // rows),
                               **options)
        for text in legend.get_texts():
            text.set_text(text.get_text().removeprefix(LABEL_MARK))
        box = legend.get_window_extent(figure.canvas.get_renderer())
        height = box.height
        if box.width <= 0.97 * figure.bbox.width:
            break
    figure.get_layout_engine().set(rect=(0, 0, 1, 1 - (height + 4) / figure.bbox.height))


def rounded(value):
    """Two digits, for titles."""
    return short_number(float(f"{value:.2g}"))


def make_logarithmic(axes, name):
    """The axis "x" or "y", with several labels however few powers of ten it spans."""
    getattr(axes, f"set_{name}scale")("log")
    axis = getattr(axes, f"{name}axis")
    low, high = getattr(axes, f"get_{name}lim")()
    if high < 1.1 * low:
        low, high = getattr(axes, f"set_{name}lim")(low / 1.05, high * 1.05)
    decades = math.log10(high) - math.log10(low)
    if decades < 0.8:
        axis.set_major_locator(AutoLocator())
    elif decades < 2:
        axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axis.set_major_formatter(short_number)
    axis.set_minor_formatter("")


SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def short_number(value, _position=None):
    """For ticks: 0.01, 2500, 3·10⁶."""
    if value == 0 or 1e-3 <= abs(value) < 1e5:
        return f"{value:g}"
    digits, exponent = f"{value:.6e}".split("e")
    digits = f"{float(digits):g}"
    power = "10" + str(int(exponent)).translate(SUPERSCRIPTS)
    return power if digits == "1" else f"{digits}·{power}"


def as_png(figure):
    contents = io.BytesIO()
    figure.savefig(contents, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    return contents.getvalue()


def as_svg(figure):
    """Text stays text. The same figure gives the same bytes."""
    contents = io.BytesIO()
    figure.savefig(contents, format="svg", metadata={"Date": None, "Creator": None})
    return contents.getvalue()


WRITERS = {"png": as_png, "svg": as_svg}
