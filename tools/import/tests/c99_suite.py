# SPDX-License-Identifier: MIT
"""A program of many networks that test themselves by the library's outputs: what a compiler or a processor makes of
C99 files. It needs neither input nor much of a C library, so that bare boards run it."""
import subprocess
import sys
from pathlib import Path

import numpy

from c99_programs import ACTIVATIONS, as_number, library_outputs, library_profile, random_network, run, write_files

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools/cost_report"))
sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools/cross"))
from emulate import command_for  # noqa: E402
from targets import CROSS_FILES, SOURCE, read_cross_file  # noqa: E402

# Every number of segments, blocks of outputs that are full and not, small layers and large ones.
SHAPES = {
    "one": ("float", [1, 1], ["identity"], {}),
    "small": ("float", [2, 10, 5, 1], ["relu", "relu", "identity"], {}),
    "signed_zero": ("float", [9, 3, 2], ["identity", "identity"], {}),
    "segments": ("float", [67, 16, 33, 7], ["relu", "hyperbolic_tangent", "softmax"], {"scaling": True}),
    "wide": ("float", [5, 64, 2], ["sigmoid", "identity"], {"targets": True}),
    "deep": ("float", [3, 4, 4, 4, 4, 2], ["elu", "selu", "mish", "gelu_tanh", "log_softmax"], {"scaling": True}),
    "scaled": ("float", [16, 17, 1], ["leaky_relu_of", "sigmoid"], {"scaling": True, "targets": True}),
    "medium": ("float", [16, 32, 32, 4], ["relu", "gelu", "softmax"], {}),
    "double_wide": ("double", [11, 19, 3], ["hyperbolic_tangent", "softmax"], {"scaling": True}),
    "double_small": ("double", [4, 6, 2], ["softplus", "identity"], {"targets": True}),
}


def network_called(name):
    number, sizes, activations, scalings = SHAPES[name]
    return random_network(number, sizes, activations, **scalings)


def vectors_for(network, count, seed=17):
    """Samples from small to large whose outputs are finite, and those outputs."""
    random = numpy.random.default_rng(seed)
    sizes = random.choice([1e-4, 0.1, 1.0, 10.0, 60.0], size=(count, 1))
    x = as_number(random.normal(size=(count, network.inputs)) * sizes, network.number)
    x[0] = 0.0
    outcomes, y = library_outputs(network, x)
    good = outcomes == 0
    assert good.sum() > count // 2
    return x[good], y[good].astype(float)


def suite(numbers, count, activations=ACTIVATIONS):
    """{name: network with test vectors}: the shapes, and a network of each of these activations."""
    networks = {name: network_called(name) for name, (number, *_) in SHAPES.items() if number in numbers}
    for number in numbers:
        for activation in activations:
            networks[f"{number}_{activation}"] = random_network(number, [3, 8, 2], [activation, "identity"],
                                                                seed=len(networks), spread=2.0)
    for network in networks.values():
        network.vectors = vectors_for(network, count)
    return networks


def write_suite(folder, numbers=("float", "double"), count=40, activations=ACTIVATIONS):
    """The source of the program, which prints the networks that fail and returns how many do. It includes the files:
    that is faster than compiling each, and shows that they stay out of each other's way."""
    folder.mkdir(exist_ok=True)
    networks = suite(numbers, count, activations)
    for name, network in networks.items():
        write_files(folder, network, name, library_profile())
    lines = ["#include <stdio.h>", *(f'#include "{name}.c"' for name in networks), "", "int main(void) {",
             "    int failed = 0;", "    int outcome;"]
    for name in networks:
        lines += [f"    outcome = {name}_self_test();",
                  f'    if (outcome != 0) printf("{name}: %d\\n", outcome);', "    failed += outcome != 0;"]
    lines += [f'    printf("{len(networks)} networks, %d failed\\n", failed);', "    return failed;", "}"]
    (folder / "suite.c").write_text("\n".join(lines) + "\n")
    return folder / "suite.c"


def build_and_run(source, compiler, emulator=()):
    """What the program prints; fails where a network does."""
    program = source.with_suffix("")
    run([*compiler, source, "-o", program])
    return run([*emulator, program]).decode()


class Board:
    """A bare board on QEMU, as a cross file of tools/cross describes it; tests/targets has its start-up."""
    def __init__(self, name, folder):
        file = read_cross_file((CROSS_FILES / f"{name}.ini").read_text())
        options = file["built-in options"]
        self.machine = file["properties"]["machine"]
        self.c = file["binaries"]["c"]
        self.arguments = options["c_args"]
        targets = SOURCE / "tests/targets"
        cpp = file["binaries"]["cpp"]
        objects = []
        for source in [*file["properties"]["startup"], "start.cpp", "stack.cpp"]:
            objects.append(folder / f"{Path(source).stem}.o")
            run([*([cpp] if isinstance(cpp, str) else cpp), *options["cpp_args"], "-std=c++17", "-Os", "-ffreestanding",
                 "-fno-exceptions", "-fno-rtti", f"-I{targets}", "-c", targets / source, "-o", objects[-1]])
        self.linked = [*objects, *self.arguments, "-nostartfiles", "-Wl,--gc-sections", f"-L{targets}",
                       f"-T{targets / file['properties']['linker_script']}", *file["properties"]["semihosting"]]

    def compile(self, source, arguments, to):
        run([self.c, *self.arguments, *arguments, "-ffunction-sections", "-fdata-sections", "-c", source, "-o", to])

    def build_and_run(self, source, arguments):
        compiled = source.with_suffix(".o")
        program = source.with_suffix(".elf")
        self.compile(source, arguments, compiled)
        run([self.c, compiled, *self.linked, "-o", program])
        return self.output_of(program)

    def output_of(self, program):
        done = subprocess.run(command_for(self.machine, str(program), []), stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode != 0:
            raise AssertionError(f"{self.machine}: {done.returncode}\n{done.stdout[-3000:]}")
        return done.stdout
