# SPDX-License-Identifier: MIT
"""What instructions take on each core, as far as anyone says: one table per core.

Where memory has no wait states: code and data in tightly coupled memory, or in caches that hold
them. Figures of kinds of instructions are cycles until the next one can begin; `latency` is cycles
until a result can be used, where that is later; 0 where it is there for the next one.
"""

from dataclasses import dataclass, field

#: Kinds of instructions, as cycles.py tells them apart.
KINDS = ["load", "store", "double", "multiple", "multiply", "accumulate", "long_multiply",
         "long_accumulate", "divide", "branch", "call", "loop_end", "float", "float_madd",
         "float_divide", "vector_memory", "vector_integer", "vector_float", "vector_madd",
         "vector_control", "other"]


@dataclass(frozen=True)
class Core:
    source: str        # where the figures are from
    assumptions: str   # what no manual says
    cycles: dict       # of a kind; 1 where it is missing. "multiple": besides one for each word
    jump: dict         # further cycles of a kind when it jumps; "other" for those not named
    latency: dict = field(default_factory=dict)
    # A sum to be added to is wanted that many cycles later than factors.
    late_accumulator: int = 0
    # The next one can begin that much sooner after a load or a store, if it is one of them.
    overlap: int = 0
    words_at_once: int = 1  # of several that are loaded or stored
    # Which pairs of neighbours are issued together: None, or a function of their kinds and sizes.
    pairs: object = None
    # A vector instruction keeps its pipe for that many cycles; others can begin after one.
    beats: int = 0


M7_ALONE = {"double", "multiple", "divide", "float_divide", "loop_end"}
M7_ONCE = [{"store"}, {"multiply", "accumulate", "long_multiply", "long_accumulate"},
           {"float", "float_madd"}, {"branch", "call"}]


def m7_pairs(first, second):
    """Two pipes for loads and two for integers; one of everything else."""
    kinds = {first.kind, second.kind}
    if kinds & M7_ALONE or first.kind in ("branch", "call"):
        return False
    return not any(first.kind in once and second.kind in once for once in M7_ONCE)


M55_LIGHT = {"add", "adds", "sub", "subs", "mov", "movs", "uxtb", "uxth", "sxtb", "sxth", "it", "nop"}
M55_SCALAR = {"load", "store", "branch", "call", "other", "multiply", "multiple"}


def m55_pairs(first, second):
    """Two instructions of 16 bits, of which one is light: an addition or a move of a constant, an
    extension, a branch."""
    def is_light(one):
        # Registers alone are not: "adds r0, r1, r2".
        by_constant = one.name not in ("add", "adds", "sub", "subs") or one.operands[-1][:1] == "#"
        return one.name in M55_LIGHT and by_constant or one.name == "b"
    if first.size != 2 or second.size != 2 or first.kind in ("branch", "call"):
        return False
    if not {first.kind, second.kind} <= M55_SCALAR:
        return False
    return is_light(first) or is_light(second)


CORES = {
    "cortex-m0plus": Core(
        source="Cortex-M0+ Technical Reference Manual (DDI 0484C), table 3-1",
        assumptions="the multiplier of one cycle, not that of 32 (a chip has one of them); loads and "
                    "stores of two cycles, as on its bus, not of one, as on its port for devices",
        cycles={"load": 2, "store": 2, "multiple": 1, "call": 1},
        jump={"call": 2, "multiple": 2, "other": 1}),
    "cortex-m3": Core(
        source="Cortex-M3 Technical Reference Manual (DDI 0337I), table 3-1",
        assumptions="2 for refilling the pipeline (1 to 3); 5 for a long product and 7 where it is "
                    "added (3 to 5, 4 to 7: a small factor ends it sooner, and significands are not "
                    "small); 7 for a division (2 to 12)",
        cycles={"load": 2, "store": 2, "double": 3, "multiple": 1, "accumulate": 2,
                "long_multiply": 5, "long_accumulate": 7, "divide": 7},
        jump={"other": 2}, overlap=1),
    "cortex-m4f": Core(
        source="Cortex-M4 Technical Reference Manual (DDI 0439D), tables 3-1 and 7-1",
        assumptions="2 for refilling the pipeline (1 to 3); 7 for a division (2 to 12)",
        cycles={"load": 2, "store": 2, "double": 3, "multiple": 1, "divide": 7, "float_madd": 3,
                "float_divide": 14},
        latency={"float": 2, "float_madd": 4, "float_divide": 15},
        late_accumulator=1, jump={"other": 2}, overlap=1),
    "cortex-m7": Core(
        source="Arm publishes no table. Pipes and latencies as LLVM schedules for it "
               "(ARMScheduleM7.td)",
        assumptions="every branch is predicted and costs the rest of its pair; two words at a time "
                    "in a load or store of several, by its bus of 64 bits, and one cycle more; a "
                    "division or root of floats keeps its pipe for 14",
        cycles={"multiple": 1, "divide": 7, "float_divide": 14},
        latency={"other": 1, "load": 2, "multiply": 2, "accumulate": 2, "long_multiply": 2,
                 "long_accumulate": 2, "float": 3, "float_madd": 6, "float_divide": 16,
                 "double": 2, "multiple": 2},
        late_accumulator=3, jump={}, words_at_once=2, pairs=m7_pairs),
    "cortex-m55": Core(
        source="pairs, beats and latencies as LLVM schedules for it (ARMScheduleM55.td)",
        assumptions="2 for refilling the pipeline after a branch; the end of a low-overhead loop is "
                    "free when it jumps; two words at a time in a load or store of several, by its "
                    "bus of 64 bits, and one cycle more; 7 for a division, 14 for one of floats and "
                    "for a root; what objdump shows as a coprocessor's waits for nothing",
        cycles={"multiple": 1, "divide": 7, "float_divide": 14, "loop_end": 0},
        latency={"other": 1, "load": 2, "multiply": 2, "accumulate": 2, "long_multiply": 2,
                 "long_accumulate": 2, "float": 2, "float_madd": 2, "float_divide": 16,
                 "vector_memory": 1, "vector_integer": 1, "vector_float": 2, "vector_madd": 2},
        jump={"loop_end": 0, "other": 2}, words_at_once=2, pairs=m55_pairs, beats=2),
}
