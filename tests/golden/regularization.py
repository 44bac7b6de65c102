#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The regularization course's experiment in plain NumPy float64, and the golden files made from it.

    /usr/bin/python3 regularization.py                    writes regularization_moons.hpp and _run.hpp
    /usr/bin/python3 regularization.py --football FOLDER  also writes regularization_football.hpp
    /usr/bin/python3 regularization.py ... --float        writes regularization_*_float.hpp instead

FOLDER holds train.csv and test.csv, lines x1,x2,y below a header: the positions of the course's
football players, which are not for redistribution and so not part of this repository. Each data set
takes 10 seconds, with --float a minute and a half. With --float the experiment runs in float32,
again and again, from initial weights off by at most half an ulp: how far do costs and labels come
away from float64's?

Needs Debian's python3-numpy and python3-mpmath.
"""

import math
import pathlib
import sys

import course  # sets the number of BLAS threads, so it comes before NumPy
import numpy as np

LAYERS = (2, 20, 3, 1)
INIT_SEED, MASK_SEED, LEARNING_RATE, ITERATIONS, EVERY = 3, 1, 0.3, 30000, 1000
MODELS = {"none": (0.0, 1.0), "l2": (0.7, 1.0), "dropout": (0.0, 0.86)}  # lambda, keep
MOONS_NOISE, MOONS_TRAIN, MOONS_TEST = 0.25, (60, 1), (200, 2)  # samples, seed
FLOAT_RUNS, PERTURBATION_SEED = 9, 11

COMMAND = {"moons": "tests/golden/regularization.py",
           "football": "tests/golden/regularization.py --football FOLDER"}
INCLUDED = '#include "golden/regularization_run.hpp"\n\n'
TYPES = """\
inline constexpr int regularization_costs_recorded = 30;

struct regularization_run {
    const char* model;  ///< "none", "l2" (lambda 0.7) or "dropout" (keep 0.86)
    int train_samples;
    int train_correct;
    int test_samples;
    int test_correct;
    double cost[regularization_costs_recorded];  ///< before update 0, 1000, ... 29000
    const char* train;                           ///< a character '0' or '1' for each sample
    const char* test;
};

struct regularization_float {
    const char* model;
    double deviation;  ///< the largest relative difference of a cost
    int other_labels;  ///< of both sets, in the run that has most of them
};
"""


def moons():
    return [course.dataset("moons", *which, MOONS_NOISE) for which in (MOONS_TRAIN, MOONS_TEST)]


def football(folder):
    tables = [np.loadtxt(pathlib.Path(folder, name), delimiter=",", skiprows=1)
              for name in ("train.csv", "test.csv")]
    return [(table[:, :2], table[:, 2].astype(int)) for table in tables]


def initial_weights():
    stream = np.random.RandomState(INIT_SEED)
    return [stream.randn(outputs, inputs) / np.sqrt(inputs)
            for inputs, outputs in zip(LAYERS, LAYERS[1:])]


def drawn_masks(keep, samples):
    """The course seeds anew in every forward pass, so the masks of all of them are these."""
    stream = np.random.RandomState(MASK_SEED)
    return [stream.rand(units, samples) < keep for units in LAYERS[1:-1]]


def train(weights, x, y, penalty, keep):
    """Full batch gradient descent as the course writes it; x is features x samples.

    Returns weights, biases, and the costs before updates 0, EVERY, 2 * EVERY and so on. Everything
    is computed in the type of the weights.
    """
    number = weights[0].dtype.type
    weights = [weight.copy() for weight in weights]
    biases = [np.zeros((weight.shape[0], 1), number) for weight in weights]
    x, y, samples = x.astype(number), y.astype(number), x.shape[1]
    masks = drawn_masks(keep, samples) if keep < 1 else None
    keep, decay, rate = number(keep), number(penalty / samples), number(LEARNING_RATE)
    costs = []
    for iteration in range(ITERATIONS):
        activations = [x]
        for layer in range(len(weights) - 1):
            a = np.maximum(weights[layer] @ activations[-1] + biases[layer], 0)
            if masks:
                a = a * masks[layer] / keep
            activations.append(a)
        z = weights[-1] @ activations[-1] + biases[-1]
        if iteration % EVERY == 0:
            squares = sum(np.sum(np.square(weight)) for weight in weights)
            costs.append(course.stable_cost(z, y) + penalty / (2 * samples) * squares)
        delta = (course.sigmoid(z) - y) / number(samples)
        for layer in reversed(range(len(weights))):
            weight_gradient = delta @ activations[layer].T + decay * weights[layer]
            bias_gradient = delta.sum(axis=1, keepdims=True)
            if layer > 0:
                delta = weights[layer].T @ delta
                if masks:
                    delta = delta * masks[layer - 1] / keep
                delta = delta * (activations[layer] > 0)
            weights[layer] -= rate * weight_gradient
            biases[layer] -= rate * bias_gradient
    return weights, biases, np.array(costs, float)


def run(sets, model, weights):
    """Costs, and predicted labels of the two sets."""
    (train_x, train_y), _ = sets
    weights, biases, costs = train(weights, train_x.T, train_y, *MODELS[model])
    labels = [course.predicted_labels(weights, biases, x.T) for x, _ in sets]
    return costs, labels


def write(name, sets):
    counts = [len(y) for _, y in sets]
    body = "inline constexpr regularization_run regularization_%s[] = {\n" % name
    for model in MODELS:
        costs, labels = run(sets, model, initial_weights())
        correct = [int(np.sum(a == y)) for a, (_, y) in zip(labels, sets)]
        body += (f'    {{"{model}", {counts[0]}, {correct[0]}, {counts[1]}, {correct[1]},\n'
                 f"     {{{course.numbers(costs)}}},\n"
                 f"      {course.quoted(labels[0])},\n      {course.quoted(labels[1])}}},\n")
        print(f"{name} {model}: train {correct[0] / counts[0]:.12f}, "
              f"test {correct[1] / counts[1]:.12f}, costs", ", ".join(map(repr, costs[::10])))
    course.write(f"regularization_{name}.hpp",
                 [f"Regularization on {name}: costs, float64, from logits, and predicted labels."],
                 body + "};\n", INCLUDED, COMMAND[name])


def write_float(name, sets):
    noise = np.random.RandomState(PERTURBATION_SEED)
    body = ("inline constexpr regularization_float regularization_%s_float[] = {\n" % name)
    for model in MODELS:
        costs, labels = run(sets, model, initial_weights())
        deviation, other_labels = 0.0, 0
        for attempt in range(FLOAT_RUNS):
            reach = 2.0**-24 if attempt > 0 else 0.0
            weights = [(weight * (1 + noise.uniform(-reach, reach, weight.shape))).astype(np.float32)
                       for weight in initial_weights()]
            float_costs, float_labels = run(sets, model, weights)
            deviation = max(deviation, np.max(np.abs(float_costs / costs - 1)))
            other = sum(int(np.sum(a != b)) for a, b in zip(labels, float_labels))
            other_labels = max(other_labels, other)
        body += f'    {{"{model}", {deviation:.2g}, {other_labels}}},\n'
        print(f"{name} {model} in float32: {deviation:.2g}, {other_labels} labels", flush=True)
    course.write(f"regularization_{name}_float.hpp",
                 [f"How far {FLOAT_RUNS} float32 runs of NumPy come away from float64's on {name}."],
                 body + "};\n", INCLUDED, COMMAND[name] + " --float")


def main():
    course.write("regularization_run.hpp", ["The types of the tables."], TYPES, command=COMMAND["moons"])
    sets = {"moons": moons()}
    if "--football" in sys.argv[1:]:
        sets["football"] = football(sys.argv[sys.argv.index("--football") + 1])
    for name, pair in sets.items():
        (write_float if "--float" in sys.argv[1:] else write)(name, pair)


if __name__ == "__main__":
    main()
