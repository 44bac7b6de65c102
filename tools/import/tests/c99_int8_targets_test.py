# SPDX-License-Identifier: MIT
"""C99 files of int8 on the chips that they are for: an AVR, whose int has 16 bits, and bare boards; and their cost."""
import random
import shutil
import subprocess
import unittest

from of_import import Case

import int8_costs
import int8_networks
import onnx_int8_files
from c99_suite import Board
from quantized import predict
from quantized.requantization import ROUNDINGS
from readers import onnx

AVR = ["avr-gcc", "-mmcu=atmega328p", *int8_networks.WARNINGS]
# Instructions of a prediction at -O2, bytes of code at -Os.
LIMITS = {"cortex-m4f": ((450, 5700, 19300), (260, 325, 305)), "cortex-m0plus": ((1750, 14800, 60000), (295, 375, 345))}


def varied(seed):
    """(name, network) of what the C file has code for."""
    draw = random.Random(seed)
    yield "rows", int8_networks.network(draw, [20, 7, 16, 5], ["relu", "leaky_relu", "none"])
    yield "tables", int8_networks.network(draw, [3, 5, 6, 4], ["sigmoid", "relu6", "requantised"], 1.0)
    yield "one scale", int8_networks.network(draw, [5, 9, 2], ["relu", "none"], channels=False)
    layers = onnx_int8_files.drawn(draw, [18, 5, 3])
    yield "runtime", onnx.quantized_of(onnx_int8_files.model(*onnx_int8_files.operators(layers), 18, "q2"))
    yield "odd", int8_networks.network(draw, [17, 6, 3], ["leaky_relu", "none"], odd=True)


def roundings_of(made):
    return [made.rounding] if made.rounding else ROUNDINGS


@unittest.skipUnless(shutil.which("avr-gcc") and shutil.which("simavr"), "no AVR here")
class Avr(Case):
    def outcome(self, made, rounding, arguments):
        folder = self.folder()
        x = int8_networks.inputs_for(random.Random(3), made, 30)[:30]
        int8_networks.write_files(folder, made, rounding, (x, predict.outputs_of(made, x, rounding)))
        int8_networks.run([*AVR, *arguments, "-c", folder / "net.c", "-o", folder / "net.o"])
        symbols = int8_networks.run(["avr-nm", folder / "net.o"]).decode()
        self.assertNotRegex(symbols, r"(?m) [bBdDcC] \w*net_")
        int8_networks.run([*AVR[:2], "-std=gnu99", "-Os", f"-I{folder}", int8_networks.HERE / "int8/avr.c",
                           folder / "net.o", "-o", folder / "avr.elf"])
        done = subprocess.run(["simavr", "-m", "atmega328p", "-f", "16000000", folder / "avr.elf"], timeout=120,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        return done.stdout.decode(errors="replace").partition("=")[2][:1]

    def test_networks(self):
        for number, (name, made) in enumerate(varied(31)):
            for rounding in roundings_of(made):
                with self.subTest(name, rounding=rounding):
                    arguments = ["-std=c99", "-Os"] if number % 2 else ["-std=gnu99", "-O2"]
                    self.assertEqual(self.outcome(made, rounding, arguments), "A")


@unittest.skipUnless(shutil.which("arm-none-eabi-g++") and shutil.which("qemu-system-arm"), "no boards here")
class Boards(Case):
    def test_bits_and_cost(self):
        for target, (instructions, code) in LIMITS.items():
            folder = self.folder()
            board = Board(target, folder)
            for level in ("-O2", "-Os"):
                for name, made in varied(32):
                    for rounding in roundings_of(made):
                        with self.subTest(name, target=target, level=level, rounding=rounding):
                            int8_costs.measured(board, folder, made, level, rounding)
                for number, sizes in enumerate(int8_costs.SIZES):
                    with self.subTest(sizes, target=target, level=level):
                        found = int8_costs.measured(board, folder, int8_costs.relu_network(sizes), level)
                        if level == "-O2":
                            self.assertLessEqual(found["instructions"], instructions[number])
                        else:
                            self.assertLessEqual(found["code"], code[number])


if __name__ == "__main__":
    unittest.main()
