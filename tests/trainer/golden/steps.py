#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Twenty steps of gradient descent on a 3-4-3-2 network, by NumPy in float64, for every loss.

Regenerate with `/usr/bin/python3 tests/trainer/golden/steps.py` (NumPy). Written the way the
course writes it, matrix by matrix, and with the losses' textbook formulas, none of which the
library uses: log and exp of outputs, not of logits. The last bits may differ from one BLAS to the
next.
"""
import os

import numpy as np

STEPS = 20
LEARNING_RATE = 0.2
SAMPLES = 6
SIZES = [3, 4, 3, 2]


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def softmax(z):
    e = np.exp(z)
    return e / e.sum(axis=0)


# name: last activation, cost(a, y), derivative of the mean cost with respect to the last z
LOSSES = {
    "mean_squared_error": (
        np.tanh,
        lambda a, y: np.mean((a - y) ** 2),
        lambda a, y: 2 * (a - y) / y.size * (1 - a**2),
    ),
    "huber": (
        lambda z: z,
        lambda a, y: np.mean(
            np.where(np.abs(a - y) <= 1, (a - y) ** 2 / 2, np.abs(a - y) - 0.5)
        ),
        lambda a, y: np.clip(a - y, -1, 1) / y.size,
    ),
    "binary_cross_entropy": (
        sigmoid,
        lambda a, y: -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a)),
        lambda a, y: (a - y) / y.size,
    ),
    "softmax_cross_entropy": (
        softmax,
        lambda a, y: -np.sum(y * np.log(a)) / y.shape[1],
        lambda a, y: (a - y) / y.shape[1],
    ),
}


def first_parameters(random):
    return [
        (random.uniform(-1, 1, (n, m)), random.uniform(-0.5, 0.5, (n, 1)))
        for m, n in zip(SIZES, SIZES[1:])
    ]


def train(name, parameters, x, y):
    last, cost, last_delta = LOSSES[name]
    parameters = [(w.copy(), b.copy()) for w, b in parameters]
    costs = []
    for _ in range(STEPS):
        a = [x]
        for number, (w, b) in enumerate(parameters, 1):
            z = w @ a[-1] + b
            a.append(last(z) if number == len(parameters) else np.tanh(z))
        costs.append(cost(a[-1], y))
        delta = last_delta(a[-1], y)
        for number in range(len(parameters), 0, -1):
            w, b = parameters[number - 1]
            gradient = delta @ a[number - 1].T, delta.sum(axis=1, keepdims=True)
            delta = w.T @ delta * (1 - a[number - 1] ** 2)
            parameters[number - 1] = w - LEARNING_RATE * gradient[0], b - LEARNING_RATE * gradient[1]
    return costs, parameters


def flat(parameters):
    """The course's order: W by rows, then b, layer by layer."""
    return np.concatenate([np.concatenate([w.ravel(), b.ravel()]) for w, b in parameters])


def array(name, values):
    items = [float(v).hex() for v in np.ravel(values)]
    rows = [", ".join(items[i : i + 3]) for i in range(0, len(items), 3)]
    return f"inline constexpr double {name}[] = {{\n    " + ",\n    ".join(rows) + "};\n"


def main():
    random = np.random.RandomState(20)
    x = random.uniform(-1.5, 1.5, (SIZES[0], SAMPLES))
    classes = random.randint(0, SIZES[-1], SAMPLES)
    targets = {
        "mean_squared_error": random.uniform(-0.8, 0.8, (SIZES[-1], SAMPLES)),
        "huber": random.uniform(-3, 3, (SIZES[-1], SAMPLES)),
        "binary_cross_entropy": random.randint(0, 2, (SIZES[-1], SAMPLES)).astype(float),
        "softmax_cross_entropy": np.eye(SIZES[-1])[:, classes],
    }
    parameters = first_parameters(random)
    body = array("features", x) + array("first_parameters", flat(parameters))
    for name in LOSSES:
        costs, trained = train(name, parameters, x, targets[name])
        assert costs[-1] < costs[0]
        body += f"\nnamespace {name} {{\n"
        body += array("targets", targets[name])
        body += array("costs", costs)
        body += array("parameters", flat(trained))
        body += f"}}  // namespace {name}\n"
    script = "tests/trainer/golden/steps.py"
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "steps.hpp"), "w") as file:
        file.write(
            f"// Written by {script}; regenerate with: /usr/bin/python3 {script}\n"
            "// clang-format off\n#pragma once\n\nnamespace golden::steps {\n"
            f"inline constexpr int count = {STEPS};\n"
            f"inline constexpr int samples = {SAMPLES};\n"
            f"inline constexpr double learning_rate = {LEARNING_RATE};\n"
            f"{body}}}  // namespace golden::steps\n"
        )


if __name__ == "__main__":
    main()
