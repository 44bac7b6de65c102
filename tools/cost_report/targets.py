# SPDX-License-Identifier: MIT
"""What can be measured: targets, as their cross files have them, and builds for them."""

import configparser
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
CROSS_FILES = SOURCE / "tools/cross"

# The rows of the README; the other bare boards on request.
USUAL_TARGETS = ["cortex-m0plus", "cortex-m3", "cortex-m4f", "cortex-m7", "cortex-m55"]
OPTIMIZATIONS = ["2", "3", "s"]
PROFILES = ["separate", "fused"]

# Where batches of each size and networks of each width are counted, with the floats of a vector: a
# batch that fills vectors is a multiple of that. Without vectors, it is 1.
BATCH_LANES = {"cortex-m0plus": 1, "cortex-m4f": 1, "cortex-m55": 4, "rv32imfc": 1,
               "aarch64-linux": 4}
ONE_OPTIMIZATION = "2"

# Where networks of int8 are counted, in the profile that all have.
EIGHT_BITS_TARGETS = ["cortex-m0plus", "cortex-m3", "cortex-m4f", "cortex-m55", "rv32imc"]

# What people call targets whose names do not say it.
TITLES = {"aarch64-linux": "AArch64 (NEON)"}
# Processors that a target stands for, where those are not the target's alone.
FAMILIES = {"cortex-m0plus": "Cortex-M0 and M0+", "cortex-m33": "Cortex-M33 with FPU", "rv32imc": "RISC-V RV32IMC"}


def title_of(name):
    """Of a target, as people write it."""
    if name.startswith("rv32"):
        return name.upper()
    return TITLES.get(name, name.replace("cortex-m", "Cortex-M").replace("plus", "+").replace("4f", "4F"))


def family_of(name):
    """The processors that it stands for."""
    return FAMILIES.get(name, title_of(name))


@dataclass(frozen=True)
class Target:
    name: str
    board: str          # as emulate.py takes it: MACHINE or MACHINE,CPU; empty where a system runs
    compiler: str
    arguments: tuple    # of the compiler
    emulator: tuple = ()  # of a program that a system runs

    @property
    def title(self):
        return title_of(self.name)

    @property
    def profiles(self):
        """Without an instruction for it, a*b+c rounded once costs hundreds of others."""
        return PROFILES if self.has_floating_point() else PROFILES[:1]

    def has_floating_point(self):
        words = " ".join(self.arguments)
        return not self.board or "-mfloat-abi=hard" in words or "-mabi=ilp32f" in words


@dataclass(frozen=True)
class Configuration:
    """A library: for which target, in which rounding profile, at which -O, with which -Dsimd."""
    target: str
    profile: str
    optimization: str
    simd: str = "auto"

    def __str__(self):
        text = f"{self.target} {self.profile} -O{self.optimization}"
        return text if self.simd == "auto" else f"{text} simd={self.simd}"

    @classmethod
    def named(cls, text):
        target, profile, level, *simd = text.split()
        return cls(target, profile, level.removeprefix("-O"),
                   *(word.removeprefix("simd=") for word in simd))


def evaluate(text, names):
    """A value in a Meson machine file: strings, lists, true, false, names, and + between them."""
    return eval(text, {"__builtins__": {}, "true": True, "false": False}, names)


def read_cross_file(text):
    """Sections of a Meson machine file as dictionaries of values."""
    parser = configparser.ConfigParser(interpolation=None, delimiters=["="])
    parser.optionxform = str
    parser.read_string(text)
    constants = {}
    if parser.has_section("constants"):
        for name, value in parser["constants"].items():
            constants[name] = evaluate(value, constants)
    return {section: {name: evaluate(value, constants) for name, value in parser[section].items()}
            for section in parser.sections()}


def any_target_from(name, text):
    """The target that a cross file describes."""
    file = read_cross_file(text)
    compiler = file["binaries"]["cpp"]
    return Target(name, file["properties"].get("machine", ""),
                  compiler if isinstance(compiler, str) else compiler[-1],
                  tuple(file["built-in options"]["cpp_args"]),
                  tuple(file["binaries"].get("exe_wrapper", ())))


def target_from(name, text):
    """The same; None when it is no bare board, or one whose 16 KB do not hold what is measured."""
    file = read_cross_file(text)
    if file["host_machine"]["system"] != "none" or file["properties"].get("small_board"):
        return None
    return any_target_from(name, text)


def all_targets(folder=CROSS_FILES):
    """Bare boards by name."""
    found = (target_from(path.stem, path.read_text()) for path in sorted(folder.glob("*.ini")))
    return {target.name: target for target in found if target}


def batch_targets(folder=CROSS_FILES):
    """Those where batches are counted."""
    return {name: any_target_from(name, (folder / f"{name}.ini").read_text())
            for name in BATCH_LANES}


def choose(targets, names=None, profiles=None, optimizations=None):
    """Configurations in the order of the report; None stands for the usual ones."""
    chosen = []
    for name in names or [name for name in USUAL_TARGETS if name in targets]:
        for profile in targets[name].profiles:
            if profiles and profile not in profiles:
                continue
            chosen += [Configuration(name, profile, level)
                       for level in optimizations or OPTIMIZATIONS]
    return chosen


def choose_eight_bits(targets, names=None, profiles=None, optimizations=None):
    """The same where networks of int8 are counted."""
    return choose(targets, names or EIGHT_BITS_TARGETS, profiles or PROFILES[:1],
                  optimizations or [ONE_OPTIMIZATION])


def choose_batches(targets, names=None, profiles=None, optimizations=None):
    """The same where batches are counted."""
    return choose(targets, names or list(targets), profiles, optimizations or [ONE_OPTIMIZATION])
