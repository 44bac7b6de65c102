# SPDX-License-Identifier: MIT
"""Networks for tests of the C99 writer, programs made of its files, and what the library says to the same inputs."""
import os
import subprocess
import sys
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import numpy

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from c99.activations import FUNCTIONS, OF_LAYER  # noqa: E402
from c99.writer import write  # noqa: E402

LIBRARY = os.environ.get("PICOMLP_LIBRARY_OUTPUTS")  # the program made of c99/library.cpp
TYPES = {"float": numpy.dtype("<f4"), "double": numpy.dtype("<f8")}
PARAMETERS = {"leaky_relu_of": Fraction(3, 10), "elu_of": Fraction(1, 2)}
ACTIVATIONS = list(FUNCTIONS)


@lru_cache(maxsize=None)
def library_profile():
    """How the library rounds that the tests compare with."""
    return run([LIBRARY, "profile"]).decode().strip()


def fusing(compiler):
    """A compiler's words, to make programs for processors that fuse where the library does."""
    return [*compiler, "-march=native"] if library_profile() == "fused" else compiler


@dataclass
class Layer:
    weights: numpy.ndarray
    bias: numpy.ndarray
    activation: str
    parameter: Fraction | None = None


@dataclass
class Network:
    number: str
    inputs: int
    layers: list
    scaling: tuple | None = None
    targets: tuple | None = None
    feature_names: list | None = None
    class_names: list | None = None
    vectors: tuple | None = None

    @property
    def outputs(self):
        return self.layers[-1].weights.shape[1]


def as_number(values, number):
    """Rounded to the type, as float64."""
    return numpy.asarray(values, dtype=TYPES[number]).astype(float)


def random_network(number, sizes, activations, seed=1, scaling=False, targets=False, spread=1.0):
    random = numpy.random.default_rng(seed)

    def draw(*shape):
        return as_number(random.normal(size=shape) * spread, number)
    layers = [Layer(as_number(draw(rows, columns) / rows ** 0.5, number), draw(columns), activation,
                    PARAMETERS.get(activation))
              for rows, columns, activation in zip(sizes, sizes[1:], activations)]
    return Network(number, sizes[0], layers,
                   (draw(sizes[0]), draw(sizes[0])) if scaling else None,
                   (draw(sizes[-1]), draw(sizes[-1])) if targets else None)


def run(words, given=b""):
    done = subprocess.run([str(word) for word in words], input=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          check=False)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(str(word) for word in words)}: {done.returncode}\n"
                             f"{done.stderr.decode(errors='replace')[:3000]}")
    return done.stdout


def library_activation(number, activation, features, z):
    parameter = PARAMETERS.get(activation)
    words = [] if parameter is None else [parameter.numerator, parameter.denominator]
    out = run([LIBRARY, "activation", number, activation, features, *words], z.tobytes())
    return numpy.frombuffer(out, TYPES[number])


def outcomes_of(out, network):
    """(statuses, outputs) from what a program printed."""
    kind = TYPES[network.number]
    record = numpy.dtype([("outcome", "<i4"), ("y", kind, (network.outputs,))])
    records = numpy.frombuffer(out, record)
    return records["outcome"], records["y"]


def library_outputs(network, x):
    kind = TYPES[network.number]
    layers = []
    parts = []
    for layer in network.layers:
        name = layer.activation
        if layer.parameter is not None:
            name += f"<{layer.parameter.numerator},{layer.parameter.denominator}>"
        layers.append(f"{layer.weights.shape[1]}:{name}")
        parts += [layer.weights, layer.bias]
    scalings = ("x" if network.scaling else "") + ("y" if network.targets else "")
    parts += [*(network.scaling or ()), *(network.targets or ()), x]
    given = b"".join(numpy.asarray(part, kind).tobytes() for part in parts)
    return outcomes_of(run([LIBRARY, "network", network.number, network.inputs, scalings or "none", *layers], given),
                       network)


def write_files(folder, network, name, profile):
    for file, text in write(network, name, profile).items():
        (folder / file).write_text(text)


def activation_program(folder, number, activation, compiler, features=1, program="activation"):
    """Builds a program that applies an activation; all weights stay unused."""
    network = random_network(number, [features, features], [activation])
    write_files(folder, network, "net", "separate")
    function = "net_" + (FUNCTIONS[activation] or "is_finite")
    if activation in OF_LAYER:
        apply = f"{function}(z, FEATURES)"
    elif activation == "identity":
        apply = "(void)z"
    elif activation in PARAMETERS:
        value = PARAMETERS[activation]
        apply = f"z[0] = {function}(z[0], ({number}){value.numerator} / ({number}){value.denominator})"
    else:
        apply = f"z[0] = {function}(z[0])"
    run([*compiler, f'-DSOURCE="{folder / "net.c"}"', f"-DNUMBER={number}", f"-DFEATURES={features}",
         f"-DAPPLY={apply}", HERE / "c99/activation.c", "-o", folder / program])
    return folder / program


def network_program(folder, network, compiler, name="net", program="network"):
    """Builds a program that predicts."""
    write_files(folder, network, name, library_profile())
    run([*compiler, f"-I{folder}", f'-DHEADER="{name}.h"', f"-DNUMBER={network.number}",
         f"-DINPUTS={network.inputs}", f"-DOUTPUTS={network.outputs}", f"-DPREDICT={name}_predict",
         f"-DSELF_TEST={name}_self_test", folder / f"{name}.c", HERE / "c99/network.c", "-o", folder / program])
    return folder / program


def with_vectors(network, count=5, seed=3):
    """The network with test vectors: the library's outputs."""
    x = as_number(numpy.random.default_rng(seed).normal(size=(count, network.inputs)), network.number)
    outcomes, y = library_outputs(network, x)
    assert not outcomes.any()
    network.vectors = (x, y.astype(float))
    return network


def as_bits(values):
    """Bits as integers, every NaN the same: which one arises is the processor's business."""
    same = numpy.where(numpy.isnan(values), numpy.array(numpy.nan, values.dtype), values)
    return same.view(numpy.uint32 if values.dtype.itemsize == 4 else numpy.uint64)


def test_numbers(number, count, seed=5):
    """Numbers of every size and sign, limits and places where functions change among them; NaN and infinities too."""
    random = numpy.random.default_rng(seed)
    kind = TYPES[number]
    bits = numpy.uint32 if number == "float" else numpy.uint64
    anything = random.integers(0, 2 ** (8 * kind.itemsize), size=count // 2, dtype=bits).view(kind)
    usual = (random.normal(size=count // 4) * 10.0).astype(kind)
    size = 130.0 if number == "float" else 800.0
    wide = random.uniform(-size, size, size=count - count // 2 - count // 4 - 4000).astype(kind)
    edges = numpy.array([0.0, 0.625, 1.0, 0.65625, 14.5, 39.0, 40.0, 64.0, 87.33, 88.72, 89.0, 103.97, 104.0, 709.78,
                         745.13, 746.0, 710.0, 1000.0, 1e30, 0.25, 3.0, 6.0, 0.4140625, 0.6931, 32.0, 20.0, 10.0,
                         2.0 ** -24, 2.0 ** -25, 2.0 ** -12, 0.3475, numpy.inf, numpy.nan,
                         float(numpy.finfo(kind).tiny), float(numpy.finfo(kind).smallest_subnormal)]).astype(kind)
    edges = numpy.concatenate([edges, -edges])
    near = (numpy.repeat(edges, 60)[:3990].view(bits) + random.integers(-30, 30, size=3990).astype(bits)).view(kind)
    return numpy.concatenate([anything, usual, wide, edges, near])
