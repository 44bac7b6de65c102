# SPDX-License-Identifier: MIT
"""What the playground's page interpolates networks' costs by, fitted to those that were measured.

A fit is of one core:

- instructions of a job: a sum of the network's features (features_of) times coefficients, fitted by
  least squares of relative errors; what an activation takes more than relu, and an optimizer more than
  gradient descent;
- flash: code for a network of relu, bytes for each layer, and what activations and optimizers add.
"""

import math
from fractions import Fraction

JOBS = ["predict", "train", "int8"]
FITTED = 15  # of shapes.cpp's networks of relu the first ones; the others check the fit
# Where many gradients are 0, software takes steps faster.
ZEROS = ["relu", "relu6"]
ACTIVATED = ["2-4-1", "2-16-1", "2-16-16-1"]  # networks of each activation
STEPPED = {"zeros": "relu", "few_zeros": "hyperbolic_tangent"}
OPTIMIZERS = ["momentum", "nesterov", "rmsprop", "rprop", "adam", "adamw"]
PAGE_NAMES = {"hyperbolic_tangent": "tanh"}
# Cores without a kernel of their own for int8 have dense_by_rows() (lib/picomlp/quantized/kernels).
ROWS = {"cortex-m3", "rv32imc"}


def layers_of(sizes):
    return list(zip(sizes, sizes[1:]))


def parameters_of(sizes):
    return sum((inputs + 1) * outputs for inputs, outputs in layers_of(sizes))


def features_of(sizes, job):
    """As featuresOf() in the page's bill_model.js. Floats: sums are split into segments and accumulators
    (lib/picomlp/kernels/order.hpp). int8 takes inputs and outputs four at a time; int8_rows as
    dense_by_rows() does."""
    layers = layers_of(sizes)
    if job == "int8_rows":
        return [1, len(layers), *(sum(column) for column in zip(*(rows_of(*one) for one in layers)))]
    features = [1, len(layers), sum(sizes[1:]), sum(a * b for a, b in layers)]
    if job == "int8":
        return features + [sum(a % 4 for a, _ in layers), sum(a * (b // 4) for a, b in layers),
                           sum(-(-b // 4) * (a % 4) for a, b in layers)]
    features += [sum(b * segments(a, b) for a, b in layers)]
    if job == "train":
        features += [sum(a * b for a, b in layers[1:]), sum(a for a, _ in layers[1:]),
                     sum(a * accumulators(b) for a, b in layers[1:])]
    return features


def segments(inputs, outputs):
    """input_segments() in lib/picomlp/kernels/order.hpp"""
    if inputs < 8:
        return 1
    return 4 if inputs >= 16 and outputs <= 16 else 2


def accumulators(outputs):
    """output_accumulators() there"""
    return 1 if outputs < 16 else 4


def rows_of(inputs, outputs):
    """Blocks of four rows, their products, single rows, their products; and whether the last block takes
    rows of the one before it again."""
    blocks, left = divmod(outputs, 4)
    again = int(blocks > 0 and left > 1)
    blocks, left = blocks + again, 0 if again else left
    return blocks, blocks * inputs, left, left * inputs, again


def least_squares(rows, values):
    """Coefficients with the least sum of squared relative errors. A millionth of a ridge decides among
    features that depend on each other. In fractions: Pythons from 3.12 on add floats up otherwise."""
    size = len(rows[0])
    scaled = [[Fraction(one) / Fraction(value) for one in row] for row, value in zip(rows, values)]
    most = [max(abs(row[k]) for row in scaled) for k in range(size)]
    scaled = [[one / top for one, top in zip(row, most)] for row in scaled]
    matrix = [[sum(row[i] * row[j] for row in scaled) + (Fraction(1, 10**9) if i == j else 0) for j in range(size)] +
              [sum(row[i] for row in scaled)] for i in range(size)]
    for i in range(size):  # Gauss and Jordan, with pivots
        pivot = max(range(i, size), key=lambda k: abs(matrix[k][i]))
        matrix[i], matrix[pivot] = matrix[pivot], matrix[i]
        matrix[i] = [one / matrix[i][i] for one in matrix[i]]
        for k in range(size):
            if k != i:
                matrix[k] = [a - matrix[k][i] * b for a, b in zip(matrix[k], matrix[i])]
    return [float(matrix[i][size] / most[i]) for i in range(size)]


def sizes_of(shape):
    return [int(one) for one in shape.split("-")]


def networks_of(measured):
    """[(sizes, {job: instructions})] of relu, in the order in which they were measured."""
    return [(sizes_of(name.split("-", 1)[1]), jobs)
            for name, jobs in measured["instructions"].items() if name.startswith("relu-")]


def kernel_of(core, job):
    """The features of a job."""
    return "int8_rows" if job == "int8" and core in ROWS else job


def fit(core, measured):
    networks = networks_of(measured)[:FITTED]
    instructions = {job: least_squares([features_of(sizes, kernel_of(core, job)) for sizes, _ in networks],
                                       [jobs[job] for _, jobs in networks]) for job in JOBS}
    flash = measured["flash"]
    layer = {job: (flash["5"][job] - flash["3"][job]) / 2 for job in JOBS}
    return {"int8": kernel_of(core, "int8"), "instructions": instructions,
            "flash": {job: {"code": flash["3"][job] - 3 * layer[job], "layer": layer[job]}
                      for job in JOBS},
            "activations": activations_of(measured),
            "optimizers": {name: {"flash": flash[name]["train"] - flash["3"]["train"],
                                  **{kind: steps_of(name, activation, measured["instructions"])
                                     for kind, activation in STEPPED.items()}}
                           for name in OPTIMIZERS}}


def parts_of(sizes):
    """What an activation of the hidden layers is counted by: those layers, their units, and the products
    with their outputs."""
    return [len(sizes) - 2, sum(sizes[1:-1]), sum(a * b for a, b in layers_of(sizes)[1:])]


def activations_of(measured):
    """For each of these parts what an activation takes more than relu, of which many outputs are 0:
    software multiplies faster by that."""
    instructions, flash = measured["instructions"], measured["flash"]
    names = [name.removesuffix("-2-16-1") for name in instructions
             if name.endswith("-2-16-1") and "+" not in name]
    found = {}
    for name in names:
        own = flash[name] if name in flash else flash["3"]
        found[PAGE_NAMES.get(name, name)] = {
            "parts": {job: solve([parts_of(sizes_of(shape)) for shape in ACTIVATED],
                                 [instructions[f"{name}-{shape}"][job] - instructions[f"relu-{shape}"][job]
                                  for shape in ACTIVATED]) for job in JOBS},
            "flash": {job: own[job] - flash["3"][job] if job in own else 0 for job in JOBS}}
    return found


def steps_of(optimizer, activation, instructions):
    """What a step takes more than with gradient descent: at all, for a layer, and for a parameter."""
    plain = f"gradient_descent+{activation}-"
    shapes = [name.removeprefix(plain) for name in instructions if name.startswith(plain)]
    return solve([[1, len(sizes) - 1, parameters_of(sizes)] for sizes in map(sizes_of, shapes)],
                 [instructions[f"{optimizer}+{activation}-{shape}"]["train"] - instructions[plain + shape]["train"]
                  for shape in shapes])


def solve(rows, values):
    """Three equations, by Cramer's rule."""
    whole = Fraction(determinant(rows))
    return [float(determinant([[*row[:k], value, *row[k + 1:]] for row, value in zip(rows, values)]) / whole)
            for k in range(3)]


def determinant(rows):
    (a, b, c), (d, e, f), (g, h, i) = rows
    return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)


def check(core, measured, fitted):
    """{job: (largest relative error of networks that were fitted, of others)}."""
    found = {}
    for job in JOBS:
        errors = [abs(math.fsum(a * b for a, b in zip(features_of(sizes, kernel_of(core, job)),
                                                      fitted["instructions"][job])) / jobs[job] - 1)
                  for sizes, jobs in networks_of(measured)]
        found[job] = max(errors[:FITTED]), max(errors[FITTED:])
    return found


def cost_of(name, fitted):
    """{job: {"instructions", "flash"}} of "2-...-1+ACTIVATION+OPTIMIZER", as costOf() in the page's
    bill_model.js; flash without the network's numbers."""
    shape, activation, optimizer = name.split("+")
    sizes = sizes_of(shape)
    own = fitted["activations"][PAGE_NAMES.get(activation, activation)]
    found = {}
    for job in JOBS:
        features = features_of(sizes, fitted["int8"] if job == "int8" else job)
        instructions = sum(a * b for a, b in zip(features, fitted["instructions"][job]))
        code = fitted["flash"][job]
        instructions += sum(a * b for a, b in zip(own["parts"][job], parts_of(sizes)))
        found[job] = {"instructions": instructions,
                      "flash": code["code"] + code["layer"] * (len(sizes) - 1) + own["flash"][job]}
    if optimizer in fitted["optimizers"]:
        more = fitted["optimizers"][optimizer]
        found["train"]["flash"] += more["flash"]
        steps = more["zeros" if activation in ZEROS else "few_zeros"]
        found["train"]["instructions"] += sum(
            a * b for a, b in zip(steps, (1, len(sizes) - 1, parameters_of(sizes))))
    return found
