#!/usr/bin/python3
"""The jobs done by NumPy (Debian: python3-numpy), with the command line of the other contenders.

Vectorised as a careful user would write it: whole arrays, no Python loop but that over iterations.
"""

import sys

import job_frame  # first: it keeps the libraries to one thread

import numpy as np

from job_inputs import (COURSE_ITERATIONS, LEARNING_RATE, NORMALS, TRAINING_STEPS, course_circles,
                        course_parameters, network_parameters, plus_minus_one, training_data)


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


if __name__ == "__main__":
    sys.exit(job_frame.main(__doc__, "NumPy " + np.__version__, JOBS,
                            {"float": np.float32, "double": np.float64}))
