# SPDX-License-Identifier: MIT
"""Batches of 1 to 17 samples and widths of 1 to 67: instructions, and whether one size is a cliff.

A batch may take at most VECTOR_LIMIT times the instructions of the next one that fills vectors,
and at most SINGLES_LIMIT times those of its samples one by one. A width may take at most WIDTH_LIMIT
times the instructions of the width below for each multiply-add, and at most WIDER_LIMIT times all
instructions of the width above. batches.json holds the counts, as costs.json does others. cliffs.json
lists what is above a limit, each with the ratio that it may have:

{"TARGET PROFILE -OLEVEL": {"NETWORK JOB SAMPLES_OR_WIDTH": {LIMIT: RATIO}}}
"""

import json
import math
import subprocess
import threading
from pathlib import Path

import costs
from measuring import Failure, command_for, parse_work, run
from targets import BATCH_LANES, Configuration

COUNTS = Path(__file__).resolve().parent / "batches.json"
CLIFFS = Path(__file__).resolve().parent / "cliffs.json"
VECTOR_LIMIT = 1.10
SINGLES_LIMIT = 1.15
WIDTH_LIMIT = 1.25
WIDER_LIMIT = 1.05
LARGEST = 17
WIDTHS = "W-W-W"  # the network of widths.cpp
PROGRAMS = ["cost_batches", "cost_widths"]
WORDS = {"vector": "a batch that fills vectors", "singles": "single samples",
         "narrower": "the width below for a multiply-add", "wider": "the width above"}
PAIR = b"start_counting\n", b"stop_counting\n"


# -- counting ------------------------------------------------------------------------------------

def counts_between_marks(lines):
    """Of lines that each stand for an instruction, as QEMU's log has them with -singlestep: how
    many lie between each visit to the first function of PAIR and the next visit to the second."""
    counts, begin = [], None
    for number, line in enumerate(lines):
        if not line.endswith(PAIR):
            continue
        if line.endswith(PAIR[0]):
            begin = number
        elif begin is not None:
            counts.append(number - begin)
            begin = None
    return counts


def with_counts(text, counts):
    """What batches.cpp printed without a counter, with its zeros replaced."""
    lines = text.splitlines()
    if len(counts) != len(lines) + 1:
        raise Failure(f"the log has {len(counts)} jobs instead of {len(lines) + 1}")
    nothing = counts[0]
    return "\n".join(f"{line.rpartition(' ')[0]} {number - nothing}"
                     for line, number in zip(lines, counts[1:]))


def logged(emulator, program):
    """What a program for Linux prints, with the instructions counted one by one."""
    # Functions of the C library that ask for the processor get the same answer everywhere.
    command = [*emulator, "-cpu", "cortex-a53", "-singlestep", "-d", "nochain,exec", str(program)]
    try:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except FileNotFoundError:
        raise Failure(f"no {command[0]} here") from None
    printed = []
    reader = threading.Thread(target=lambda: printed.append(process.stdout.read().decode()))
    reader.start()
    counts = counts_between_marks(process.stderr)
    reader.join()
    if process.wait() != 0:
        raise Failure(f"{' '.join(command)} exited with {process.returncode}\n{printed[0]}")
    return with_counts(printed[0], counts)


def measure(target, folder, jobs=None):
    """Of the library built in a folder: {network: {job: {samples: instructions}}}. "single" stands
    for one sample that is no batch; of the network WIDTHS, a width stands for the samples."""
    names = [f"tools/cost_report/{program}" for program in PROGRAMS]
    run("ninja", "-C", folder, *(["-j", jobs] if jobs else []), *names)
    found = {}
    for name in names:
        program = Path(folder) / name
        text = (run(*command_for(target.board, str(program), [])) if target.board else
                logged(target.emulator, program))
        found.update(parse_work(text))
    return found


# -- cliffs --------------------------------------------------------------------------------------

def ratios(counts, lanes):
    """{samples: {limit: ratio}} of the batches of a job that are above a limit."""
    above = {}
    for samples in range(1, LARGEST + 1):
        number = counts[str(samples)]
        full = counts[str(-(-samples // lanes) * lanes)]
        found = {}
        if number > VECTOR_LIMIT * full:
            found["vector"] = number / full
        if number > SINGLES_LIMIT * samples * counts["single"]:
            found["singles"] = number / (samples * counts["single"])
        if found:
            above[str(samples)] = found
    return above


def multiply_adds(width):
    """Of a layer of that width, biases included."""
    return width * (width + 1)


def width_ratios(counts):
    """{width: {limit: ratio}} of the widths of a job that are above a limit."""
    above = {}
    for width in range(1, len(counts) + 1):
        number = counts[str(width)]
        found = {}
        if width > 1:
            below = counts[str(width - 1)] / multiply_adds(width - 1)
            if number > WIDTH_LIMIT * multiply_adds(width) * below:
                found["narrower"] = number / multiply_adds(width) / below
        if width < len(counts) and number > WIDER_LIMIT * counts[str(width + 1)]:
            found["wider"] = number / counts[str(width + 1)]
        if found:
            above[str(width)] = found
    return above


def above_limits(network, counts, lanes):
    return width_ratios(counts) if network == WIDTHS else ratios(counts, lanes)


def cliffs_of(name, figures):
    """The cliffs of a configuration: {"NETWORK JOB SAMPLES_OR_WIDTH": {limit: ratio}}."""
    lanes = BATCH_LANES[Configuration.named(name).target]
    return {f"{network} {job} {size}": above
            for network, jobs in figures.items() for job, counts in jobs.items()
            for size, above in above_limits(network, counts, lanes).items()}


def rounded(ratio):
    """As cliffs.json has it: no smaller."""
    return math.ceil(ratio * 100 - 1e-9) / 100


def compare(known, found):
    """(worse, mended, better): lines about cliffs that are not known, or higher than known by more
    than the tolerance; about those that are no longer there; and about those that are lower. Both
    arguments: {batch: {limit: ratio}} of one configuration."""
    worse, mended, better = [], [], []
    for batch in [*known, *(batch for batch in found if batch not in known)]:
        for limit, of in WORDS.items():
            before = known.get(batch, {}).get(limit)
            now = found.get(batch, {}).get(limit)
            text = f"{batch} takes {rounded(now)} times what {of} would" if now else ""
            if now and not before:
                worse.append(f"{text}; it is not on the list")
            elif now and now > before * (1 + costs.TOLERANCE):
                worse.append(f"{text}; it may be {before}")
            elif now and rounded(now) < before:
                better.append(f"{text}; it was {before}")
            elif before and not now:
                mended.append(f"{batch} is within the limit of what {of} would take")
    return worse, mended, better


def lowered(known, found):
    """Known cliffs as far as they are still there, none of them higher than before."""
    kept = {}
    for batch, limits in known.items():
        now = {limit: min(before, rounded(found[batch][limit]))
               for limit, before in limits.items() if limit in found.get(batch, {})}
        if now:
            kept[batch] = now
    return kept


# -- the tables ----------------------------------------------------------------------------------

def to_json(cliffs):
    """A line for every batch."""
    return costs.block([(name, costs.block([(batch, json.dumps(limits))
                                            for batch, limits in batches.items()], "  "))
                        for name, batches in sorted(cliffs.items())], "") + "\n"


def read_cliffs(path=CLIFFS):
    return json.loads(path.read_text()) if path.exists() else {}


def table(figures, lanes):
    """Markdown of counts by size, those above a limit with the ratio."""
    def text(counts, size, above):
        number = str(counts[size])
        signs = [f"{rounded(ratio)} x {limit}" for limit, ratio in above.get(size, {}).items()]
        return f"{number} ({', '.join(signs)})" if signs else number
    columns = [(f"{network} {job}", counts, above_limits(network, counts, lanes))
               for network, jobs in figures.items() for job, counts in jobs.items()]
    rows = [[size, *(text(counts, size, above) for _, counts, above in columns)]
            for size in columns[0][1]]
    return costs.markdown(["size", *(name for name, _, _ in columns)], rows)


def tables(figures, lanes):
    """One of batches and one of widths."""
    parts = [{network: jobs for network, jobs in figures.items() if (network == WIDTHS) == widths}
             for widths in (False, True)]
    return "\n\n".join(table(part, lanes) for part in parts if part)


def show(found):
    return "\n\n".join(f"{name}\n\n{tables(figures, BATCH_LANES[Configuration.named(name).target])}"
                       for name, figures in found.items())
