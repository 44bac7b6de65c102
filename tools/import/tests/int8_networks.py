# SPDX-License-Identifier: MIT
"""Networks of int8 for tests of what is written, drawn at random."""
import subprocess
from pathlib import Path

import numpy

from quantized import activations
from quantized.activations import Quantization, Table
from quantized.network import Layer, QuantizedNetwork
from c99 import int8

HERE = Path(__file__).resolve().parent
WARNINGS = ["-Wall", "-Wextra", "-Wconversion", "-Werror", "-pedantic"]
STEPS = ("none", "relu", "relu6", "leaky_relu", "sigmoid", "hyperbolic_tangent", "table", "requantised")


def float_near(draw, size):
    return float(numpy.float32(size * draw.uniform(0.5, 2)))


def quantization(draw, size):
    return Quantization(float_near(draw, size), draw.choice((-128, 127, 0, draw.randint(-128, 127))))


def layer(draw, of, inputs, outputs, step, channels=True, odd=False, largest=127):
    """odd: a multiplier of any size, so that sums saturate or vanish."""
    weights = numpy.array([draw.randint(-largest, largest) for _ in range(inputs * outputs)], numpy.int8)
    weights = weights.reshape(outputs, inputs)
    factor = 2.0**draw.uniform(-34, 20) if odd else 1 / (70 * inputs**0.5)
    sums = quantization(draw, 0.05)
    scales = tuple(float_near(draw, factor * sums.scale / of.scale) for _ in range(outputs if channels else 1))
    most = 2**31 - 1 if odd and draw.random() < 0.5 else 9000
    biases = numpy.array([draw.randint(-most, most) for _ in range(outputs)], numpy.int32)
    fused = step if step in ("relu", "relu6") else "identity"
    steps, output = behind(draw, sums, step)
    return Layer("", of, weights, scales, biases if draw.random() < 0.8 else None, sums,
                 activations.fused_range(fused, sums), steps, step, output)


def behind(draw, sums, step):
    """(steps, the quantization of what they give)"""
    if step == "leaky_relu":
        to = quantization(draw, sums.scale)
        return (activations.leaky_relu(sums, draw.choice((0.01, 0.3, 1.5)), to),), to
    if step == "sigmoid":
        return (activations.logistic(sums),), activations.OF_LOGISTIC
    if step == "hyperbolic_tangent":
        return (activations.hyperbolic_tangent(sums),), activations.OF_TANH
    if step == "table":
        to = quantization(draw, 0.02)
        return (Table(numpy.array([draw.randint(-128, 127) for _ in range(256)]), to),), to
    if step == "requantised":
        to = quantization(draw, sums.scale)
        return (activations.requantization(sums, to),), to
    return (), None


def network(draw, sizes, steps, beta=None, channels=None, odd=False, **more):
    of = quantization(draw, 0.04)
    start, layers = of, []
    for inputs, outputs, step in zip(sizes, sizes[1:], steps):
        per_output = draw.random() < 0.5 if channels is None else channels
        layers.append(layer(draw, of, inputs, outputs, step, per_output, odd, **more))
        of = layers[-1].outputs
    return QuantizedNetwork(start, layers, beta)


def random_network(draw, odd=False):
    sizes = [draw.randint(1, 20) for _ in range(draw.randint(2, 5))]
    return network(draw, sizes, [draw.choice(STEPS) for _ in sizes[1:]], draw.choice((None, None, 1.0)), odd=odd)


def inputs_for(draw, made, count):
    """All 256 of one input; extremes among others."""
    if made.inputs == 1:
        return numpy.arange(-128, 128).reshape(-1, 1)
    rng = numpy.random.default_rng(draw.randint(0, 2**31))
    x = rng.integers(-128, 128, (count, made.inputs))
    x[::9] = numpy.where(x[::9] < 0, -128, 127)
    return x


def run(words, given=b""):
    done = subprocess.run([str(word) for word in words], input=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          check=False)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(str(word) for word in words)}: {done.returncode}\n"
                             f"{done.stderr.decode(errors='replace')[:3000]}")
    return done.stdout


def write_files(folder, made, rounding, vectors=None, name="net"):
    for file, text in int8.write(made, name, rounding, vectors).items():
        (folder / file).write_text(text)


def outputs_of_program(folder, made, rounding, x, compiler):
    """What the C file makes of x, compiled with all warnings as errors."""
    write_files(folder, made, rounding)
    run([*compiler, *WARNINGS, f"-I{folder}", folder / "net.c", HERE / "int8/network.c", "-o", folder / "network"])
    out = run([folder / "network"], x.astype(numpy.int8).tobytes())
    return numpy.frombuffer(out, numpy.int8).reshape(len(x), made.outputs)


def scaled_by_program(folder, made, rounding, cases, zero, compiler):
    """What the C file's name_scaled() gives for rows of sum, significand and shift, and this for the zero point."""
    write_files(folder, made, rounding)
    (folder / "main.c").write_text("""#include <stdio.h>
#include "net.c"
int main(void) {
    long a, b, c;
    (void)net_predict;
    while (scanf("%ld %ld %ld", &a, &b, &c) == 3)
        printf("%ld\\n", (long)net_scaled((int32_t)a, (int32_t)b, (uint_fast8_t)c, ZERO));
    return 0;
}
""".replace("ZERO", str(zero)))
    run([*compiler, folder / "main.c", "-o", folder / "main"])
    given = "\n".join(" ".join(map(str, case)) for case in cases.tolist())
    return [int(line) for line in run([folder / "main"], given.encode()).split()]
