# SPDX-License-Identifier: MIT
"""What picomlp must reach: for every job its peer, and the most that the ratio of times may be.

Float, one thread; the fused profile, but for SSE2, which has no fused multiply-add, the separate one.
"""

import dataclasses
import functools

import ours
from comparison import HEADER, Pair, markdown, own_cells, peer_cells, readable_ratio

ALL_SETS = ours.INSTRUCTION_SETS
FUSED_SETS = tuple(name for name in ALL_SETS if name != "sse2")
PRODUCTS = ("product-16", "product-32", "product-48", "product-64")
TRAININGS = ("course", "train-784-128-64-10", "train-16-64-64-4")
PREDICTIONS = ("predict-2-10-5-1", "predict-16-32-32-4", "predict-64-64-64-10",
               "predict-784-128-64-10")
JOBS = (*TRAININGS, *PREDICTIONS, *PRODUCTS, "normals")


LANES = {"sse2": 4, "avx2": 8, "avx512": 16}  # floats in a vector
CLIFF_WIDTHS = (16, 64, 256)
CLIFF_BATCHES = (1, 3, 7, 9, 15, 17, 31, 33, 63)
STRIDES = (16, 64, 256, 1024, 1040, 2048, 4096)
STRIDED = tuple(f"predict-{net}-stride" for net in ("64-64-64-10", "784-128-64-10"))
WIDE = tuple(f"{does}-W{width}-batch{batch}" for does in ("predict", "train")
             for width in (1024, 2048) for batch in (32, 512))
SINGLE_STEPS = ("train-W256-sample", "train-W1024-sample")


@dataclasses.dataclass
class Target:
    """`family` is a peer's, whose best variant with `words` in its name counts; `group` is what the
    target is one case of, of which the worst counts."""
    job: str
    instruction_set: str
    family: str
    limit: float
    words: str = ""
    group: str = ""

    @property
    def rounding(self):
        return "separate" if self.instruction_set == "sse2" else "fused"


def same_for(jobs, sets, *rest):
    return [Target(job, name, *rest) for job in jobs for name in sets]


AGAINST_PEERS = [
    Target("course", "avx2", "NumPy float64", 1 / 55),
    Target("course", "avx2", "Eigen", 0.22),
    Target("course", "avx512", "Eigen", 0.13),
    Target("course", "sse2", "Eigen", 0.42),
    Target("course", "avx2", "PyTorch", 1 / 160),
    *same_for(["predict-2-10-5-1"], ALL_SETS, "Eigen", 1.0, "fixed"),
    Target("predict-16-32-32-4", "avx2", "Eigen", 0.68, "fixed"),
    Target("predict-64-64-64-10", "avx2", "Eigen", 0.87, "fixed"),
    Target("predict-64-64-64-10", "avx512", "Eigen", 0.70, "fixed"),
    *same_for(["predict-784-128-64-10"], ALL_SETS, "Eigen", 1.0, "fixed"),
    Target("train-784-128-64-10", "avx2", "Eigen", 0.93, "dynamic"),
    Target("train-784-128-64-10", "avx512", "Eigen", 0.72, "dynamic"),
    Target("train-16-64-64-4", "sse2", "Eigen", 0.92, "fixed"),
    Target("train-16-64-64-4", "avx2", "Eigen", 0.88, "fixed"),
    Target("train-16-64-64-4", "avx512", "Eigen", 0.66, "fixed"),
    *same_for(PRODUCTS, ALL_SETS, "libxsmm", 1.05),
    Target("normals", "avx2", "std", 0.09),
    Target("normals", "sse2", "std", 0.22),
    *same_for(SINGLE_STEPS, ALL_SETS, "Eigen", 0.8),
    *same_for(SINGLE_STEPS, ALL_SETS, "OpenBLAS", 0.8),
    *same_for(WIDE, ALL_SETS, "OpenBLAS", 1.0, "products alone"),
    *(Target(f"{start}{stride}", name, "OpenBLAS", 0.90, "products alone", f"{start}S")
      for start in STRIDED for name in ALL_SETS for stride in STRIDES),
]


@dataclasses.dataclass
class OwnTarget:
    """Of the library against itself at another job."""
    job: str
    instruction_set: str
    other_job: str
    limit: float
    per_multiply_add: bool = False
    group: str = ""

    @property
    def rounding(self):
        return "separate" if self.instruction_set == "sse2" else "fused"


def cliffs(instruction_set):
    """A batch of any size takes hardly longer than one that fills its vectors, nor than its samples
    one by one."""
    lanes = LANES[instruction_set]
    for does in ("predict", "train"):
        for width in CLIFF_WIDTHS:
            start = f"{does}-W{width}-"
            target = functools.partial(OwnTarget, instruction_set=instruction_set,
                                       group=f"{start}batchN")
            for samples in CLIFF_BATCHES:
                job = f"{start}batch{samples}"
                full = -(-samples // lanes) * lanes
                yield target(job, other_job=f"{start}batch{full}", limit=1.10)
                yield target(job, other_job=f"{start}sample", limit=1.15, per_multiply_add=True)


AGAINST_OTHER_JOBS = [
    *(target for name in ALL_SETS for target in cliffs(name)),
    *(OwnTarget(job, name, f"{job.split('-')[0]}-W512-{job.split('-')[2]}", 1 / 0.85, True)
      for job in WIDE for name in ALL_SETS),
    *(OwnTarget(f"{job}-any-shape", name, job, 1.15)
      for job in ("course", "predict-2-10-5-1") for name in ALL_SETS),
    OwnTarget("predict-784-128-64-10-int8", "avx2", "predict-784-128-64-10", 0.45),
]
ALL_JOBS = (*JOBS, *dict.fromkeys(
    target.job for target in (*AGAINST_PEERS, *AGAINST_OTHER_JOBS) if target.job not in JOBS))

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


def pairs(contenders, jobs=ALL_JOBS, sets=ALL_SETS):
    """(pairs that can be measured, lines about those that lack a side)"""
    found, missing = [], {}

    def add(job, ours, peer, limit, title, **traits):
        if ours and peer:
            found.append(Pair(job, ours, peer, limit=limit, **traits))
        else:
            missing.setdefault(title, []).append(job)

    for target in AGAINST_PEERS:
        if target.job in jobs and target.instruction_set in sets:
            add(target.job, own(contenders, target.instruction_set, target.rounding),
                peer_for(contenders, target), target.limit,
                f"{target.instruction_set}, {target.rounding} against {target.family}",
                words=target.words, group=target.group)
    for job in (one for one in JOBS if one in jobs):
        for name in (one for one in FUSED_SETS if one in sets):
            for ours, peer, limit, title in against_itself(contenders, job, name):
                add(job, ours, peer, limit, f"{name}, {title}")
    for target in AGAINST_OTHER_JOBS:
        if target.job in jobs and target.instruction_set in sets:
            itself = own(contenders, target.instruction_set, target.rounding)
            add(target.job, itself, itself, target.limit,
                f"{target.instruction_set}, {target.rounding} against itself",
                peer_job=target.other_job, per_multiply_add=target.per_multiply_add,
                group=target.group)
    return found, [f"{title}: {', '.join(lacking)}" for title, lacking in missing.items()]


def against_every_peer(found):
    return sum(pair.peer.family != "picomlp" for pair in found) == len(AGAINST_PEERS)


def table(rows):
    """The rows with their limits, and whether each is met; and how many are."""
    lines = markdown([*HEADER, "at most", "met"], [
        [*own_cells(row), *peer_cells(row), readable_ratio(row["limit"]),
         "yes" if row["met"] else "NO"] for row in rows])
    return f"{lines}\n\n{sum(row['met'] for row in rows)} of {len(rows)} limits met"
