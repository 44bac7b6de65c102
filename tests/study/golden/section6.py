#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The course's study of activations (100-100-100-100-100-100, no biases, 1000 samples), by NumPy.

Regenerate with `/usr/bin/python3 tests/study/golden/section6.py` (NumPy). For each seed,
activation and standard deviation of the weights: x = randn(1000, 100), w = randn(100, 100) * std
for each layer in turn, then the targets y = randn(1000, 100) of a mean squared error, which the
course does not have, for the gradients. The stream starts anew for each run, and so does the input.
Histograms are numpy.histogram(values, 30). The course has sigmoid and ReLU; tanh is ours.
The last bits may differ from one BLAS to the next.
"""
import math
import os

import numpy as np

SEEDS = [0, 1]
LAYERS = 5
SIZE = 100
SAMPLES = 1000
BINS = 30

# name: function, derivative from the output, limits between which it saturates
ACTIVATIONS = {
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda a: a * (1 - a), (0, 1)),
    "tanh": (np.tanh, lambda a: 1 - a**2, (-1, 1)),
    "relu": (lambda z: np.maximum(0, z), lambda a: (a > 0).astype(float), None),
}
DEVIATIONS = {
    "large": 1.0,
    "small": 0.01,
    "xavier": np.sqrt(1 / SIZE),
    "he": np.sqrt(2 / SIZE),
}


def run(seed, activation, deviation):
    """Each layer's activations and derivatives of the samples' costs with respect to z."""
    function, derivative, _ = ACTIVATIONS[activation]
    np.random.seed(seed)
    x = np.random.randn(SAMPLES, SIZE)
    weights = [np.random.randn(SIZE, SIZE) * deviation for _ in range(LAYERS)]
    y = np.random.randn(SAMPLES, SIZE)
    activations = []
    for w in weights:
        x = function(x.dot(w))
        activations.append(x)
    gradients = [2 * (x - y) / SIZE * derivative(x)]
    for w, a in zip(reversed(weights), reversed(activations[:-1])):
        gradients.insert(0, gradients[0].dot(w.T) * derivative(a))
    return activations, gradients


def exact_mean(values):
    return math.fsum(values.ravel().tolist()) / values.size


def statistics(values, limits):
    """In the order of the fields of golden::statistics."""
    mean = exact_mean(values)
    deviation = math.sqrt(exact_mean((values - mean) ** 2))
    signal = math.sqrt(exact_mean((values - values.mean(axis=0)) ** 2))
    saturated = 0
    if limits:
        margin = (limits[1] - limits[0]) / 80
        saturated = np.sum((values <= limits[0] + margin) | (values >= limits[1] - margin))
    counts, edges = np.histogram(values, BINS)
    assert edges[0] == values.min() and edges[-1] == values.max()
    numbers = [mean, deviation, signal, values.min(), values.max()]
    tallies = [np.sum(values == 0), saturated, np.sum((values == 0).all(axis=0))]
    return "{%s, %s, {%s}}" % (
        ", ".join("%.17g" % n for n in numbers),
        ", ".join(str(t) for t in tallies),
        ",".join(str(c) for c in counts),
    )


def nearest_to_an_edge(values):
    """Distance of a value from an inner edge, as a share of a bin's width: the smallest."""
    _, edges = np.histogram(values, BINS)
    place = (values - edges[0]) / (edges[1] - edges[0])
    inner = (np.round(place) > 0) & (np.round(place) < BINS)
    return np.abs(place - np.round(place))[inner].min()


def main():
    rows = []
    nearest = 1.0
    for seed in SEEDS:
        for activation in ACTIVATIONS:
            for name, deviation in DEVIATIONS.items():
                activations, gradients = run(seed, activation, deviation)
                for layer in range(LAYERS):
                    nearest = min(nearest, nearest_to_an_edge(activations[layer]),
                                  nearest_to_an_edge(gradients[layer]))
                    rows.append('    {%d, "%s", "%s", %d,\n     %s,\n     %s},\n' % (
                        seed, activation, name, layer + 1,
                        statistics(activations[layer], ACTIVATIONS[activation][2]),
                        statistics(gradients[layer], None)))
    script = "tests/study/golden/section6.py"
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "section6.hpp")
    with open(path, "w") as file:
        file.write(
            f"// Written by {script}; regenerate with: /usr/bin/python3 {script}\n"
            f"// Written with NumPy {np.__version__}.\n"
            f"// The value that is nearest to an edge between bins is {nearest:.1e} of a bin's "
            "width away.\n"
            "// clang-format off\n#pragma once\n\n#include <stdint.h>\n\nnamespace golden {\n\n"
            "struct statistics {\n"
            "    double mean, standard_deviation, signal_deviation, minimum, maximum;\n"
            "    uint32_t zeros, saturated, dead_units;\n"
            f"    uint32_t counts[{BINS}];\n"
            "};\n"
            "struct section6_layer {\n"
            "    uint32_t seed;\n"
            "    const char* activation;\n"
            "    const char* initializer;\n"
            "    uint32_t layer;  // counted from 1\n"
            "    statistics activations, gradients;\n"
            "};\n"
            "inline constexpr section6_layer section6[] = {\n"
            + "".join(rows) +
            "};\n\n}  // namespace golden\n")


if __name__ == "__main__":
    main()
