# SPDX-License-Identifier: MIT
"""How many cycles a Cortex-M4 takes, about.

Instructions are noted one by one as QEMU runs them, and each is given the time that the processor's
technical reference manual says, for memory without wait states. Where the manual gives a range, the
middle: two cycles for refilling the pipeline after a branch, seven for an integer division.
"""

import re
from dataclasses import dataclass

REFILL = 2
SINGLE = re.compile(r"v?(ldr|str)(b|h|sb|sh)?$")
MULTIPLE = re.compile(r"(v?(ldm|stm|push|pop)(ia|db)?)$")
MULTIPLY_ADD = re.compile(r"v(fn?m|n?ml)[as]$")
ARITHMETIC = re.compile(r"v(add|sub|n?mul|div|sqrt|cvt|fn?m[as]|n?ml[as])$")
OTHERS = re.compile(r"(b|bl|bx|blx|[su]div|v?mov)$")
CONDITION = "(eq|ne|cs|hs|cc|lo|mi|pl|vs|vc|hi|ls|ge|lt|gt|le)"


@dataclass(frozen=True)
class Instruction:
    size: int
    name: str        # without its width, condition and flag suffix
    operands: tuple

    @property
    def is_arithmetic(self):
        return bool(ARITHMETIC.match(self.name))

    def reads(self, register):
        """Whether it waits for a register that is just being computed. A sum to be added to is
        wanted only a cycle later."""
        return self.name.startswith("v") and register in self.operands[1:]


def words_in(operands):
    """How many words a register list in braces has."""
    words = 0
    for part in re.search(r"\{(.*)\}", operands).group(1).split(","):
        first, _, last = part.strip().partition("-")
        number = 1 + int(last[1:]) - int(first[1:]) if last else 1
        words += number * (2 if first.startswith("d") else 1)
    return words


def parse_name(mnemonic):
    """vmovgt.f32 is vmov, ldrne.w is ldr; names that only look like that stay as they are."""
    name = mnemonic.partition(".")[0]
    plain = re.sub(CONDITION + "$", "", name)
    known = SINGLE, MULTIPLE, MULTIPLY_ADD, ARITHMETIC, OTHERS
    return plain if any(pattern.match(plain) for pattern in known) else name


def parse_disassembly(text):
    """{address: Instruction} from what `objdump -d` prints."""
    found = {}
    line = re.compile(r"^ *([0-9a-f]+):\t((?:[0-9a-f]{4} ?)+) *\t(\S+)(?:\t([^@;<\n]*))?", re.M)
    for address, code, mnemonic, operands in line.findall(text):
        name, operands = parse_name(mnemonic), operands.strip()
        if MULTIPLE.match(name):
            operands = (operands,)
        else:
            operands = tuple(word.strip("[]! ") for word in operands.split(","))
        found[int(address, 16)] = Instruction(2 * len(code.split()), name, operands)
    return found


def cycles_alone(instruction, jumped):
    """Of an instruction in no company; `jumped`: it is not the next in memory that follows."""
    name = instruction.name
    refill = REFILL if jumped else 0
    if MULTIPLE.match(name):
        return 1 + words_in(instruction.operands[0]) + refill
    if name in ("ldrd", "strd") or SINGLE.match(name) and instruction.operands[0].startswith("d"):
        return 3
    if SINGLE.match(name):
        return 2 + refill
    if MULTIPLY_ADD.match(name):
        return 3
    if name in ("vdiv", "vsqrt"):
        return 14
    if name in ("sdiv", "udiv"):
        return 7
    return 1 + refill


def cycles_of(addresses, program):
    """Of a run through a program: addresses of instructions in the order of execution."""
    total, before = 0, None
    for address, following in zip(addresses, [*addresses[1:], None]):
        instruction = program[address]
        jumped = following is not None and following != address + instruction.size
        total += cycles_alone(instruction, jumped)
        if before:
            if SINGLE.match(before.name) and SINGLE.match(instruction.name):
                total -= 1  # loads and stores in a row overlap
            if before.is_arithmetic and instruction.reads(before.operands[0]):
                total += 1  # a result is there for the next but one
        before = instruction
    return total


def jobs_in(trace):
    """What the program does between two visits to main(), as lists of addresses. QEMU notes an
    instruction twice when it turned to its clock in between."""
    jobs, current = [], None
    for line in trace:
        # Trace 0: 0x7f2a88000100 [00800408/00000098/00000110/ff020201] symbol
        words = line.split()
        if len(words) < 5 or words[0] != "Trace":
            continue
        if words[4] == "main":
            if current:
                jobs.append(current)
            current = []
        elif current is not None:
            address = int(words[3].split("/")[1], 16)
            if not current or current[-1] != address:
                current.append(address)
    return jobs
