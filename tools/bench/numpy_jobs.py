#!/usr/bin/python3
"""The jobs done by NumPy (Debian: python3-numpy), with the command line of the other contenders.

Vectorised as a careful user would write it: whole arrays, no Python loop but that over iterations.
"""

import os

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[threads] = "1"  # before NumPy loads its BLAS

import argparse
import json
import statistics
import sys
import time

import numpy as np

COURSE_ITERATIONS, TRAINING_STEPS, NORMALS = 15000, 64, 65536
LEARNING_RATE = 0.01
BATCH, BATCHES = 32, 4


def plus_minus_one(stream, shape):
    return 2 * stream.random_sample(shape) - 1


def course_circles():
    half = 150
    stream = np.random.RandomState(1)
    order = np.arange(2 * half)
    stream.shuffle(order)
    angle = (order % half) * (2 * np.pi / half)
    inner = order >= half
    radius = np.where(inner, 0.8, 1.0)
    points = np.column_stack((radius * np.cos(angle), radius * np.sin(angle)))
    points += 0.05 * stream.standard_normal(points.shape)
    return np.ascontiguousarray(points.T), inner.astype(float).reshape(1, -1)


def course_parameters():
    stream = np.random.RandomState(3)
    sizes = (2, 10, 5, 1)
    return [(stream.standard_normal((o, i)) * np.sqrt(2 / i), np.zeros((o, 1)))
            for i, o in zip(sizes, sizes[1:])]


def network_parameters(sizes):
    stream = np.random.RandomState(sum(sizes))
    return [(np.sqrt(6 / i) * plus_minus_one(stream, (o, i)), 0.1 * plus_minus_one(stream, (o, 1)))
            for i, o in zip(sizes, sizes[1:])]


def training_data(features, classes):
    x = plus_minus_one(np.random.RandomState(5), (BATCHES, features, BATCH))
    labels = np.arange(BATCH) % classes
    return x, np.broadcast_to(np.eye(classes)[:, labels], (BATCHES, classes, BATCH))


def binary_cross_entropy(z, y):
    cost = np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))
    return cost, (1 / (1 + np.exp(-z)) - y) / z.dtype.type(z.shape[1])


def softmax_cross_entropy(z, y):
    z = z - np.max(z, axis=0)
    exponentials = np.exp(z)
    sums = np.sum(exponentials, axis=0)
    cost = (np.sum(np.log(sums)) - np.sum(z * y)) / z.shape[1]
    return cost, (exponentials / sums - y) / z.dtype.type(z.shape[1])


def step(layers, loss, x, y, rate):
    """One step of gradient descent; returns the cost before it."""
    (w1, b1), (w2, b2), (w3, b3) = layers
    a1 = np.maximum(w1 @ x + b1, 0)
    a2 = np.maximum(w2 @ a1 + b2, 0)
    cost, d3 = loss(w3 @ a2 + b3, y)
    d2 = (w3.T @ d3) * (a2 > 0)
    d1 = (w2.T @ d2) * (a1 > 0)
    for (w, b), delta, below in (((w3, b3), d3, a2), ((w2, b2), d2, a1), ((w1, b1), d1, x)):
        w -= rate * (delta @ below.T)
        b -= rate * np.sum(delta, axis=1, keepdims=True)
    return cost


def training(parameters, loss, x, y, steps, precision):
    """A job: `steps` steps from the initial parameters on, going round the batches."""
    x = np.ascontiguousarray(x, dtype=precision)
    y = np.ascontiguousarray(y, dtype=precision)
    rate = precision(LEARNING_RATE)

    def run():
        layers = [(w.astype(precision), b.astype(precision)) for w, b in parameters]
        for i in range(steps):
            cost = step(layers, loss, x[i % len(x)], y[i % len(y)], rate)
        return float(cost)

    return run


def course(precision):
    x, y = course_circles()
    return training(course_parameters(), binary_cross_entropy, x[np.newaxis], y[np.newaxis],
                    COURSE_ITERATIONS, precision)


def batches(sizes):
    def make(precision):
        x, y = training_data(sizes[0], sizes[-1])
        return training(network_parameters(sizes), softmax_cross_entropy, x, y, TRAINING_STEPS,
                        precision)

    return make


def product(size):
    def make(precision):
        numbers = plus_minus_one(np.random.RandomState(5), (2, size, size)).astype(precision)
        left, right = numbers
        result = np.empty_like(left)

        def run():
            np.matmul(left, right, out=result)
            return result

        return run

    return make


def normals(precision):
    stream = np.random.default_rng(1)
    return lambda: stream.standard_normal(NORMALS, dtype=precision)


JOBS = {
    "course": (course, float),
    "train-784-128-64-10": (batches((784, 128, 64, 10)), float),
    "train-16-64-64-4": (batches((16, 64, 64, 4)), float),
    "product-16": (product(16), np.linalg.norm),
    "product-32": (product(32), np.linalg.norm),
    "product-48": (product(48), np.linalg.norm),
    "product-64": (product(64), np.linalg.norm),
    "normals": (normals, lambda numbers: np.mean(np.square(numbers, dtype=float))),
}


def seconds_for(run, count):
    begin = time.process_time()
    for _ in range(count):
        last = run()
    return time.process_time() - begin, last


def measure(name, precision, seconds, repeat):
    make, check = JOBS[name]
    run = make(precision)
    count = 1
    while True:
        taken, _ = seconds_for(run, count)
        if taken >= seconds:
            break
        count = max(count + 1, int(count * min(1.1 * seconds / max(taken, 1e-7), 100)))
    times = []
    for _ in range(repeat):
        taken, last = seconds_for(run, count)
        times.append(taken / count)
    return {"job": name, "variant": "", "check": float(check(last)), "seconds": times}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--precision", choices=("float", "double"), default="double")
    parser.add_argument("--jobs", type=lambda text: text.split(","), default=list(JOBS))
    parser.add_argument("--json")
    parser.add_argument("--seconds", type=float, default=0.1)
    parser.add_argument("--repeat", type=int, default=5)
    chosen = parser.parse_args()
    precision = np.float32 if chosen.precision == "float" else np.float64
    results = []
    for name in chosen.jobs:
        if name in JOBS:
            results.append(measure(name, precision, chosen.seconds, chosen.repeat))
            print(name, statistics.median(results[-1]["seconds"]), results[-1]["check"])
    if chosen.json:
        with open(chosen.json, "w") as file:
            json.dump({"contender": "NumPy " + np.__version__, "instruction_set": "",
                       "rounding": "", "precision": chosen.precision, "results": results}, file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
