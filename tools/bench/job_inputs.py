"""What the jobs work on, as inputs.hpp makes it: the same numbers, out of NumPy's own stream."""

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
