# SPDX-License-Identifier: MIT
"""Pairs of contenders, what they come to, and tables of that."""

import dataclasses
import statistics
from typing import Optional

from contender import Contender


@dataclasses.dataclass
class Pair:
    """picomlp's contender at a job, and what it is held against; None: against nothing.

    limit  of the ratio of times; None: there is none
    peer_job         the peer's job when it is another one ...
    per_multiply_add ... and whether times are taken for each multiply-add
    group  what the pair is one case of, of which the worst counts; empty: of nothing
    """
    job: str
    ours: Contender
    peer: Optional[Contender]
    words: str = ""
    limit: Optional[float] = None
    peer_job: str = ""
    per_multiply_add: bool = False
    group: str = ""

    @property
    def job_of_peer(self):
        return self.peer_job or self.job


def ratio(pair):
    """picomlp's time divided by the peer's, the median over the rounds."""
    scale = 1.0
    if pair.per_multiply_add:
        scale = (pair.peer.facts[pair.job_of_peer]["multiply_adds"]
                 / pair.ours.facts[pair.job]["multiply_adds"])
    return statistics.median(
        scale * own / theirs
        for own, theirs in zip(pair.ours.seconds(pair.job),
                               pair.peer.seconds(pair.job_of_peer, pair.words)))


def row_of(pair):
    """Everything about a measured pair, for JSON and tables; None when a side does not do the job."""
    ours, peer, job = pair.ours, pair.peer, pair.job
    own = ours.seconds(job)
    if not own or (peer and not peer.seconds(pair.job_of_peer, pair.words)):
        return None
    facts = ours.facts[job]
    middle = statistics.median(own)
    row = {"job": job, "description": facts["description"], "timed": facts["timed"],
           "instruction_set": ours.instruction_set, "rounding": ours.rounding,
           "precision": ours.precision, "alone": ours.alone, "seconds": middle,
           "rate": facts["work"] / middle, "rate_unit": facts["rate"],
           "fraction_of_peak": ours.fraction_of_peak(job), "against": None}
    if peer:
        theirs = peer.seconds(pair.job_of_peer, pair.words)
        row["against"] = {"name": peer.name, "family": peer.family,
                          "version": peer.about["contender"],
                          "variant": pair.peer_job or peer.best_variant(job, pair.words),
                          "seconds": statistics.median(theirs), "ratio": ratio(pair)}
    if pair.limit is not None:
        row["limit"] = pair.limit
        row["met"] = row["against"]["ratio"] <= pair.limit
    if pair.group:
        row["group"] = pair.group
    return row


def rows_of(pairs):
    """Those of the pairs that were measured; one without a peer only where it stands alone."""
    measured = [(pair, row) for pair, row in ((pair, row_of(pair)) for pair in pairs) if row]
    compared = {(pair.job, pair.ours) for pair, row in measured if row["against"]}
    return [row for pair, row in measured
            if row["against"] or (pair.job, pair.ours) not in compared]


def worst_of_groups(rows):
    """Of the rows of a group, a set and a limit the one with the largest ratio, at the first's place."""
    kept = {}
    for place, row in enumerate(rows):
        group = row.get("group")
        key = (group, row["instruction_set"], row["limit"], row["against"]["family"]) if group else place
        if key not in kept or row["against"]["ratio"] > kept[key]["against"]["ratio"]:
            kept[key] = row
    return list(kept.values())


def readable(seconds):
    for unit in ("s", "ms", "µs"):
        if seconds >= 1:
            return f"{seconds:.3g} {unit}"
        seconds *= 1000
    return f"{seconds:.3g} ns"


def readable_ratio(value):
    """Small ones as one over something, as issues and people put them."""
    return f"1/{1 / value:.3g}" if value < 0.1 else f"{value:.3g}"


def own_cells(row):
    fraction = row["fraction_of_peak"]
    of_peak = "" if fraction is None else f"{100 * fraction:.0f} %"
    kind = f"{row['instruction_set']}, {row['rounding']}"
    if row["precision"] == "double":
        kind += ", double"
    return [row["job"], kind, readable(row["seconds"]), f"{row['rate']:.3g} {row['rate_unit']}",
            of_peak]


def peer_cells(row):
    peer = row["against"]
    if not peer:
        return ["", "", ""]
    variant = f" ({peer['variant']})" if peer["variant"] else ""
    ours = "picomlp " if peer["version"] == "picomlp" else ""
    return [ours + peer["name"] + variant, readable(peer["seconds"]), readable_ratio(peer["ratio"])]


def markdown(header, lines):
    """A table whose columns line up."""
    widths = [max(len(line[k]) for line in [header, *lines]) for k in range(len(header))]
    def written(cells):
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths)) + " |"
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([written(header), rule, *(written(line) for line in lines)])


HEADER = ["job", "instruction set", "picomlp", "rate", "of peak", "against", "its time", "ratio"]


def table(rows):
    """Every row; what is the same as in the row above is left out."""
    lines, above = [], None
    for row in rows:
        own = own_cells(row)
        lines.append((own if own != above else [""] * len(own)) + peer_cells(row))
        above = own
    return markdown(HEADER, lines)
