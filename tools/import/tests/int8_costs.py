# SPDX-License-Identifier: MIT
"""What C99 files of int8 cost on a board, and that they compute there what NumPy does: instructions, stack, flash."""
import random
import re
import sys

from of_import import HERE    # noqa: F401    finds the importer
import int8_networks
from c99_suite import SOURCE, Board
from quantized import predict

SIZES = ([2, 10, 5, 1], [16, 32, 32, 4], [64, 64, 64, 10])


def relu_network(sizes, channels=True, seed=1):
    """Hidden layers relu, the last one linear."""
    draw = random.Random(seed)
    return int8_networks.network(draw, sizes, ["relu"] * (len(sizes) - 2) + ["none"], channels=channels)


def measured(board, folder, made, level, rounding="double"):
    """{"instructions", "stack", "flash" of code and constants, "code" alone}. Fails where outputs differ."""
    x = int8_networks.inputs_for(random.Random(2), made, 20)
    int8_networks.write_files(folder, made, rounding, (x, predict.outputs_of(made, x, rounding)))
    board.compile(folder / "net.c", ["-std=c99", level, *int8_networks.WARNINGS], folder / "net.o")
    printed = int8_networks.run(["arm-none-eabi-size", "-A", folder / "net.o"]).decode()
    sections = {name: int(size) for name, size in re.findall(r"^(\.\S+) +(\d+) +\d+$", printed, re.M)}
    assert sections.get(".data", 0) + sections.get(".bss", 0) == 0
    ours = {name: size for name, size in sections.items() if "test" not in name}
    code = sum(size for name, size in ours.items() if name.startswith(".text"))
    constants = sum(size for name, size in ours.items() if name.startswith(".rodata"))
    int8_networks.run(["arm-none-eabi-g++", *board.arguments, "-std=c++17", "-Os", "-fno-exceptions", "-fno-rtti",
                       f"-I{SOURCE / 'tests/targets'}", f"-I{folder}", int8_networks.HERE / "int8/cost.cpp",
                       folder / "net.o", *board.linked, "-o", folder / "cost.elf"])
    instructions, stack = map(int, board.output_of(folder / "cost.elf").split())
    return {"instructions": instructions, "stack": stack, "flash": code + constants, "code": code}


def main(targets):
    """Prints the figures of README.md's table."""
    import tempfile
    from pathlib import Path
    for target in targets or ("cortex-m4f", "cortex-m0plus"):
        with tempfile.TemporaryDirectory() as folder:
            board = Board(target, Path(folder))
            for sizes in SIZES:
                for level in ("-Os", "-O2"):
                    found = measured(board, Path(folder), relu_network(sizes), level)
                    print(target, "-".join(map(str, sizes)), level, found, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
