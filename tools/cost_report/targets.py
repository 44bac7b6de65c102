"""What is known of a target: its cross file, and where the emulated board's memory lies."""

import configparser
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]

# The rows of the README, and those that are measured on request.
USUAL_TARGETS = ["cortex-m0plus", "cortex-m4f", "cortex-m7", "cortex-m55"]

# Where code and data of a measuring program go.
MEMORY = {
    "mps2-an385": (0x00000000, 0x20000000),
    "mps2-an386": (0x00000000, 0x20000000),
    "mps2-an500": (0x00000000, 0x20000000),
    "mps2-an505": (0x10000000, 0x38000000),
    "mps3-an547": (0x00000000, 0x20000000),
    "virt": (0x80000000, 0x80100000),
}
# The largest network's training does not fit into 16 KB; a Cortex-M3 runs a Cortex-M0's code.
LARGER_BOARD = {"microbit": "mps2-an385"}


@dataclass(frozen=True)
class Target:
    name: str
    cross_file: Path
    compiler: str
    arguments: list
    board: str          # as emulate.py takes it: MACHINE[,CPU]

    @property
    def is_riscv(self):
        return self.board.startswith("virt")

    @property
    def memory(self):
        return MEMORY[self.board.partition(",")[0]]


def evaluate(text, names):
    """A value of a Meson machine file: strings, lists, true, false, names, and + between them."""
    return eval(text, {"__builtins__": {}, "true": True, "false": False}, names)


def read_cross_file(path):
    """Sections of a Meson machine file, as dictionaries of values."""
    parser = configparser.ConfigParser(interpolation=None, delimiters=["="])
    parser.optionxform = str
    parser.read_string(Path(path).read_text())
    constants = {}
    for name, text in parser["constants"].items() if "constants" in parser else []:
        constants[name] = evaluate(text, constants)
    return {section: {name: evaluate(text, constants) for name, text in parser[section].items()}
            for section in parser.sections()}


def target_named(name, folder=SOURCE / "tools/cross"):
    path = Path(folder) / f"{name}.ini"
    if not path.exists():
        raise SystemExit(f"cost_report: there is no {path.name} in tools/cross")
    file = read_cross_file(path)
    machine = file["properties"].get("machine", "")
    board = LARGER_BOARD.get(machine, machine)
    if board.partition(",")[0] not in MEMORY:
        raise SystemExit(f"cost_report: {name} is no bare board")
    compiler = file["binaries"]["cpp"]
    return Target(name, path, compiler if isinstance(compiler, str) else compiler[0],
                  file["built-in options"]["cpp_args"], board)


def has_fused_multiply_add(target):
    """Without the instruction a*b+c rounded once costs hundreds of others: nobody wants that."""
    floating = "hard" in " ".join(target.arguments) or "imfc" in " ".join(target.arguments)
    return floating
