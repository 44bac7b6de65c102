# SPDX-License-Identifier: MIT
"""Whole chips, those of the playground's page."""

import json
from dataclasses import dataclass

from chip_costs import COSTS


@dataclass(frozen=True)
class Chip:
    family: str
    name: str   # of the part
    core: str   # as tools/cost_report knows it
    clock: int  # MHz
    flash: int  # KiB
    ram: int    # KiB


def chips(*families):
    """Those of these families, as their data sheets have them."""
    known = {chip["name"]: chip for chip in json.loads(COSTS.with_name("chips.json").read_text(encoding="utf-8"))}
    return [chip_of(known[family]) for family in families]


def chip_of(known):
    """A part's name says what chip it is, a board's does not."""
    family, part = known["name"], known["part"]
    name = part if part.startswith(family) else f"{family} ({part})"
    return Chip(family, name, known["core"], known["clock"], known["flash"], known["ram"])
