# SPDX-License-Identifier: MIT
"""Networks of int8: instructions of one prediction, in the two roundings.

eight_bits.json holds the counts, as costs.json does others:
{"TARGET separate -O2": {NETWORK: {"instructions": {ROUNDING: NUMBER}}}}. No number depends on the
rounding profile.
"""

from pathlib import Path

import costs
from measuring import NETWORKS, command_for, parse_work, run
from targets import Configuration

COUNTS = Path(__file__).resolve().parent / "eight_bits.json"
ROUNDINGS = ["double_rounding", "single_rounding"]


def measure(target, folder, jobs=None):
    """Of the library built in a folder."""
    program = "tools/cost_report/cost_quantized"
    run("ninja", "-C", folder, *(["-j", jobs] if jobs else []), program)
    return parse_work(run(*command_for(target.board, str(Path(folder) / program), [])))


def cells(figures):
    """For each rounding, the counts of all networks."""
    return [" / ".join(str(figures[network]["instructions"][rounding]) for network in NETWORKS)
            for rounding in ROUNDINGS]


def show(found, title=str):
    """Markdown; `title` makes a target's name what people call it."""
    rows = [[title(Configuration.named(name).target), *cells(figures)]
            for name, figures in found.items()]
    return costs.markdown(["target", *(f"`{rounding}`" for rounding in ROUNDINGS)], rows)
