#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The jobs done by NumPy (Debian: python3-numpy), with the command line of the other contenders.

Vectorised as a careful user would write it: whole arrays, no Python loop but that over iterations.
"""

import sys

import job_frame  # first: it keeps the libraries to one thread

import numpy as np

from job_inputs import (ADAM_LEARNING_RATE, COURSE_ITERATIONS, LEARNING_RATE, NORMALS,
                        TRAINING_STEPS, course_circles, course_parameters, network_parameters,
                        parse_sized_job, plus_minus_one, training_data)


def binary_cross_entropy(z, y):
    cost = np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))
    return cost, (1 / (1 + np.exp(-z)) - y) / z.dtype.type(z.shape[1])


def softmax_cross_entropy(z, y):
    z = z - np.max(z, axis=0)
    exponentials = np.exp(z)
    sums = np.sum(exponentials, axis=0)
    cost = (np.sum(np.log(sums)) - np.sum(z * y)) / z.shape[1]
    return cost, (exponentials / sums - y) / z.dtype.type(z.shape[1])


def descent(rate):
    def update(layers, gradients):
        for (w, b), (dw, db) in zip(layers, gradients):
            w -= rate * dw
            b -= rate * db

    return update


def adam(rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    moments, steps = [], 0

    def update(layers, gradients):
        nonlocal steps
        if not moments:
            moments.extend((np.zeros_like(p), np.zeros_like(p)) for layer in layers for p in layer)
        steps += 1
        change = rate / (1 - beta1 ** steps)
        scale = 1 / np.sqrt(1 - beta2 ** steps)
        parameters = [p for layer in layers for p in layer]
        slopes = [g for gradient in gradients for g in gradient]
        for parameter, slope, (m, v) in zip(parameters, slopes, moments):
            dtype = parameter.dtype.type
            m *= dtype(beta1)
            m += dtype(1 - beta1) * slope
            v *= dtype(beta2)
            v += dtype(1 - beta2) * np.square(slope)
            parameter -= dtype(change) * m / (np.sqrt(v) * dtype(scale) + dtype(epsilon))

    return update


def step(layers, loss, x, y, update):
    """One step of the optimizer; returns the cost before it."""
    (w1, b1), (w2, b2), (w3, b3) = layers
    a1 = np.maximum(w1 @ x + b1, 0)
    a2 = np.maximum(w2 @ a1 + b2, 0)
    cost, d3 = loss(w3 @ a2 + b3, y)
    d2 = (w3.T @ d3) * (a2 > 0)
    d1 = (w2.T @ d2) * (a1 > 0)
    update(layers, ((delta @ below.T, np.sum(delta, axis=1, keepdims=True))
                    for delta, below in ((d1, x), (d2, a1), (d3, a2))))
    return cost


def training(parameters, loss, x, y, steps, precision, optimizer=descent, rate=LEARNING_RATE):
    """A job: `steps` steps from the initial parameters on, going round the batches."""
    x = np.ascontiguousarray(x, dtype=precision)
    y = np.ascontiguousarray(y, dtype=precision)
    rate = precision(rate)

    def run():
        update = optimizer(rate)
        layers = [(w.astype(precision), b.astype(precision)) for w, b in parameters]
        for i in range(steps):
            cost = step(layers, loss, x[i % len(x)], y[i % len(y)], update)
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


def predict(job):
    def make(precision):
        layers = [(w.astype(precision), b.astype(precision))
                  for w, b in network_parameters(job.sizes)]
        x, samples, _ = job.data()
        x = x.astype(precision)

        def run():
            outputs = []
            for batch in x:
                a = batch[:, :samples]
                for w, b in layers[:-1]:
                    a = np.maximum(w @ a + b, 0)
                w, b = layers[-1]
                z = w @ a + b
                outputs.append(1 / (1 + np.exp(-z)) if job.sizes[-1] == 1 else z)
            return outputs

        return run

    return make


def train(job):
    def make(precision):
        x, _, y = job.data()
        loss = binary_cross_entropy if job.sizes[-1] == 1 else softmax_cross_entropy
        optimizer, rate = ((adam, ADAM_LEARNING_RATE) if job.kind == "train-adam"
                           else (descent, job.learning_rate))
        return training(network_parameters(job.sizes), loss, x, y, job.steps, precision, optimizer,
                        rate)

    return make


def families(name):
    job = parse_sized_job(name)
    if not job:
        return None
    if job.kind == "predict":
        return predict(job), lambda outputs: sum(np.sum(np.abs(y, dtype=float)) for y in outputs)
    return train(job), float


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
    sys.exit(job_frame.main(__doc__, "NumPy " + np.__version__, JOBS, families,
                            {"float": np.float32, "double": np.float64}))
