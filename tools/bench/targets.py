"""What picomlp must reach: for every job its peer, and the most that the ratio of times may be.

Float, one thread; the fused profile, but for SSE2, which has no fused multiply-add, the separate one.
"""

import dataclasses

import ours
from comparison import HEADER, Pair, markdown, own_cells, peer_cells, readable_ratio

ALL_SETS = ours.INSTRUCTION_SETS
FUSED_SETS = tuple(name for name in ALL_SETS if name != "sse2")
PRODUCTS = ("product-16", "product-32", "product-48", "product-64")
TRAININGS = ("course", "train-784-128-64-10", "train-16-64-64-4")
PREDICTIONS = ("predict-2-10-5-1", "predict-16-32-32-4", "predict-64-64-64-10",
               "predict-784-128-64-10")
JOBS = (*TRAININGS, *PREDICTIONS, *PRODUCTS, "normals")


@dataclasses.dataclass
class Target:
    """`family` is a peer's, whose best variant with `words` in its name counts."""
    job: str
    instruction_set: str
    family: str
    limit: float
    words: str = ""

    @property
    def rounding(self):
        return "separate" if self.instruction_set == "sse2" else "fused"


def same_for(jobs, sets, *rest):
    return [Target(job, name, *rest) for job in jobs for name in sets]


AGAINST_PEERS = [
    Target("course", "avx2", "NumPy float64", 1 / 55),
    Target("course", "avx2", "Eigen", 0.20, "X by rows"),
    Target("course", "avx512", "Eigen", 0.11),
    Target("course", "sse2", "Eigen", 0.40),
    Target("course", "avx2", "PyTorch", 1 / 160),
    *same_for(["predict-2-10-5-1"], ALL_SETS, "Eigen", 1.0, "fixed"),
    Target("predict-16-32-32-4", "avx2", "Eigen", 0.68, "fixed"),
    Target("predict-64-64-64-10", "avx2", "Eigen", 0.87, "fixed"),
    Target("predict-64-64-64-10", "avx512", "Eigen", 0.70, "fixed"),
    *same_for(["predict-784-128-64-10"], ALL_SETS, "Eigen", 1.0, "fixed"),
    Target("train-784-128-64-10", "avx2", "Eigen", 0.85, "dynamic"),
    Target("train-784-128-64-10", "avx512", "Eigen", 0.72, "dynamic"),
    *same_for(["train-16-64-64-4"], ALL_SETS, "Eigen", 0.85, "fixed"),
    *same_for(PRODUCTS, ALL_SETS, "libxsmm", 1.05),
    Target("normals", "avx2", "std", 0.09),
    Target("normals", "sse2", "std", 0.22),
]

SEPARATE_AGAINST_FUSED = {job: 2.1 if job in PRODUCTS else 1.6 for job in JOBS}
DOUBLE_AGAINST_FLOAT = 2.4
CHOSEN_AGAINST_ALONE = 1.03  # at run time, and built for that instruction set and no other


def find(contenders, **traits):
    """The first contender with these traits, or None."""
    return next((one for one in contenders
                 if all(getattr(one, name) == value for name, value in traits.items())), None)


def own(contenders, instruction_set, rounding="fused", precision="float", alone=False):
    return find(contenders, family="picomlp", instruction_set=instruction_set, rounding=rounding,
                precision=precision, alone=alone)


def peer_for(contenders, target):
    for instruction_set in (target.instruction_set, None):
        found = find(contenders, family=target.family, instruction_set=instruction_set)
        if found:
            return found
    return None


def against_itself(contenders, job, name):
    """(what is measured, what it is held against, the limit, what it is called) for one set."""
    fused = own(contenders, name)
    yield (own(contenders, name, rounding="separate"), fused, SEPARATE_AGAINST_FUSED[job],
           "separate against fused")
    yield (own(contenders, name, precision="double"), fused, DOUBLE_AGAINST_FLOAT,
           "double against float")
    yield (fused, own(contenders, name, alone=True), CHOSEN_AGAINST_ALONE,
           "chosen at run time against built for it alone")


def pairs(contenders, jobs=JOBS, sets=ALL_SETS):
    """(pairs that can be measured, lines about those that lack a side)"""
    found, missing = [], {}

    def add(job, ours, peer, limit, title, words=""):
        if ours and peer:
            found.append(Pair(job, ours, peer, words, limit))
        else:
            missing.setdefault(title, []).append(job)

    for target in AGAINST_PEERS:
        if target.job in jobs and target.instruction_set in sets:
            add(target.job, own(contenders, target.instruction_set, target.rounding),
                peer_for(contenders, target), target.limit,
                f"{target.instruction_set}, {target.rounding} against {target.family}",
                target.words)
    for job in (one for one in JOBS if one in jobs):
        for name in (one for one in FUSED_SETS if one in sets):
            for ours, peer, limit, title in against_itself(contenders, job, name):
                add(job, ours, peer, limit, f"{name}, {title}")
    return found, [f"{title}: {', '.join(lacking)}" for title, lacking in missing.items()]


def against_every_peer(found):
    return sum(pair.peer.family != "picomlp" for pair in found) == len(AGAINST_PEERS)


def table(rows):
    """The rows with their limits, and whether each is met; and how many are."""
    lines = markdown([*HEADER, "at most", "met"], [
        [*own_cells(row), *peer_cells(row), readable_ratio(row["limit"]),
         "yes" if row["met"] else "NO"] for row in rows])
    return f"{lines}\n\n{sum(row['met'] for row in rows)} of {len(rows)} limits met"
