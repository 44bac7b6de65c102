# SPDX-License-Identifier: MIT
"""How many cycles a core takes, about.

Instructions are noted one by one as QEMU runs them; each begins when the core (cores.py) can issue
it and what it reads is there.
"""

import re
from dataclasses import dataclass
from functools import cached_property

SINGLE = re.compile(r"v?(ldr|str)(b|h|sb|sh)?$")
MULTIPLE = re.compile(r"(v?(ldm|stm|push|pop)(ia|db)?)$")
MULTIPLY_ADD = re.compile(r"v(fn?m|n?ml)[as]$")
ARITHMETIC = re.compile(r"v(add|sub|n?mul|div|sqrt|cvt|fn?m[as]|n?ml[as])$")
OTHERS = re.compile(r"(b|bl|bx|blx|[su]div|v?mov)$")
CONDITION = "(eq|ne|cs|hs|cc|lo|mi|pl|vs|vc|hi|ls|ge|lt|gt|le)"
REGISTER = re.compile(r"(r\d+|[sdq]\d+|lr|sp|ip|fp|sl)$")
# What is none of the patterns above, by name.
KINDS = {"mul": "multiply", "muls": "multiply", "mla": "accumulate", "mls": "accumulate",
         "umull": "long_multiply", "smull": "long_multiply", "umlal": "long_accumulate",
         "smlal": "long_accumulate", "umaal": "long_accumulate", "sdiv": "divide", "udiv": "divide",
         "b": "branch", "bx": "branch", "cbz": "branch", "cbnz": "branch", "bl": "call",
         "blx": "branch", "le": "loop_end", "letp": "loop_end", "ldrd": "double", "strd": "double",
         "vdiv": "float_divide", "vsqrt": "float_divide", "vpst": "vector_control",
         "vctp": "vector_control",
         # Helium's that objdump takes for a coprocessor's: loads and stores, and arithmetic by a
         # number of an integer register.
         "ldc": "vector_memory", "ldcl": "vector_memory", "stc": "vector_memory",
         "stcl": "vector_memory", "cdp": "vector_madd", "cdp2": "vector_madd"}
WRITES_NOTHING = {"cmp", "cmn", "tst", "teq", "vcmp", "vcmpe", "b", "bl", "bx", "blx", "cbz", "cbnz",
                  "le", "letp", "it", "nop"}
VECTOR_INTEGER = re.compile(r"v(dup|and|orr|eor|bic|mvn|movl|psel|shl|shr|min|max|[di]dup)$")


@dataclass(frozen=True)
class Instruction:
    size: int
    name: str        # without its width, condition and flag suffix
    operands: tuple

    @cached_property
    def is_vector(self):
        """Of Helium's vectors."""
        return any(word.startswith("q") for word in self.operands) or self.name in (
            "vpst", "vctp")

    @cached_property
    def kind(self):
        name = self.name
        if MULTIPLE.match(name):
            return "multiple"
        if self.is_vector:
            return self.kind_of_vector
        if SINGLE.match(name):
            if self.operands[0].startswith("d"):
                return "double"
            return "load" if "ldr" in name else "store"
        if name in KINDS:
            return KINDS[name]
        if MULTIPLY_ADD.match(name):
            return "float_madd"
        return "float" if ARITHMETIC.match(name) else "other"

    @property
    def kind_of_vector(self):
        if self.name in KINDS:
            return KINDS[self.name]
        if re.match(r"v(ld|st)", self.name):
            return "vector_memory"
        if MULTIPLY_ADD.match(self.name):
            return "vector_madd"
        return "vector_integer" if VECTOR_INTEGER.match(self.name) else "vector_float"

    @cached_property
    def registers(self):
        """(written, read, added to): the last are read, too."""
        words = [word for operand in self.operands for word in registers_in(operand)]
        named = words[0] if words else None
        if self.kind == "multiple":
            loads = "pop" in self.name or "ld" in self.name
            listed = registers_in("{" + self.operands[0].partition("{")[2])
            rest = [word for word in words if word not in listed]
            return (listed, rest, []) if loads else ([], words, [])
        if not words or self.name in WRITES_NOTHING:
            return [], words, []
        if self.kind == "store" or self.name.startswith(("str", "vstr")):
            return [], words, []
        if self.kind in ("float_madd", "vector_madd"):
            return [named], words[1:], [named]
        results = 2 if self.kind in ("long_multiply", "long_accumulate") or self.name == "ldrd" else 1
        # "adds r0, r1" adds to r0.
        reads_result = self.kind == "long_accumulate" or (
            len(self.operands) == 2 and self.kind in ("other", "multiply") and
            not self.name.startswith(("mov", "mvn", "vmov", "adr", "neg", "sxt", "uxt", "rev", "clz")))
        return words[:results], words if reads_result else words[results:], []


def registers_in(operand):
    """Names of the registers in an operand, those of a list one by one."""
    found = []
    for part in re.split(r"[{},\[\]! ]+", operand):
        first, _, last = part.partition("-")
        if REGISTER.match(first):
            if last:
                found += [f"{first[0]}{n}" for n in range(int(first[1:]), int(last[1:]) + 1)]
            else:
                found.append(first)
    return found


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
    line = re.compile(r"^ *([0-9a-f]+):\t((?:[0-9a-f]{4} ?)+) *\t+(\S+)(?:\t([^@;<\n]*))?", re.M)
    for address, code, mnemonic, operands in line.findall(text):
        name, operands = parse_name(mnemonic), operands.strip()
        if MULTIPLE.match(name):
            operands = (operands,)
        else:
            operands = tuple(word.strip("[]! ") for word in operands.split(","))
        found[int(address, 16)] = Instruction(2 * len(code.split()), name, operands)
    return found


def cycles_alone(core, instruction, jumped):
    """Until the next one can begin, in no company; `jumped`: it is not the next in memory that
    follows."""
    kind = instruction.kind
    cycles = core.cycles.get(kind, 1)
    if kind == "multiple":
        cycles += -(-words_in(instruction.operands[0]) // core.words_at_once)
    if jumped:
        cycles += core.jump.get(kind, core.jump.get("other", 0))
    return cycles


class Pipeline:
    """Cycles at which instructions of a core begin, and results are there."""

    def __init__(self, core):
        self.core = core
        self.next = 0          # when the next instruction can begin
        self.before = None
        self.begun = 0         # when the one before did
        self.paired = False    # whether it was issued with its neighbour
        self.ready = {}
        self.pipes = {}        # when a pipe for vectors is free

    def pipe_of(self, kind):
        return "vector_float" if kind == "vector_madd" else kind

    def begin(self, instruction, jumped):
        core, kind = self.core, instruction.kind
        written, read, added = instruction.registers
        wanted = max((self.ready.get(word, 0) for word in read), default=0)
        late = max((self.ready.get(word, 0) for word in added), default=0)
        ready = max(wanted, late - core.late_accumulator)
        start = max(self.next, ready)
        if self.before and core.overlap and SINGLE.match(self.before.name) and SINGLE.match(
                instruction.name):
            start = max(self.next - core.overlap, ready)
        together = (core.pairs and self.before and not self.paired and ready <= self.begun and
                    core.pairs(self.before, instruction))
        if together:
            start = self.begun
        if core.beats and kind.startswith("vector"):
            start = max(start, self.pipes.get(self.pipe_of(kind), 0))
            self.pipes[self.pipe_of(kind)] = start + core.beats
        cycles = cycles_alone(core, instruction, jumped)
        self.next = max(self.next, start + cycles) if together else start + cycles
        for word in written:
            self.ready[word] = start + core.latency.get(kind, core.latency.get("other", 0))
        self.before, self.begun, self.paired = instruction, start, bool(together)


def cycles_of(core, addresses, program):
    """Of a run through a program: addresses of instructions in the order of execution."""
    pipeline = Pipeline(core)
    for address, following in zip(addresses, [*addresses[1:], None]):
        instruction = program[address]
        jumped = following is not None and following != address + instruction.size
        pipeline.begin(instruction, jumped)
    return pipeline.next


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
