# SPDX-License-Identifier: MIT
"""What the jobs work on, as inputs.hpp and sized_jobs.hpp make it: the same numbers, out of NumPy's
own stream."""

import dataclasses
import re

import numpy as np

COURSE_ITERATIONS, TRAINING_STEPS, NORMALS = 15000, 64, 65536
LEARNING_RATE = 0.01
BATCH, BATCHES = 32, 4
ADAM_LEARNING_RATE = 0.001
LARGE_BATCH, SAMPLES_IN_ROWS = 512, 1024


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


@dataclasses.dataclass
class SizedJob:
    """A job of a family, its name taken apart; `bench` says which ones there are."""
    kind: str  # "predict", "train" or "train-adam"
    sizes: tuple
    samples: int
    stride: int  # from feature to feature

    @property
    def steps(self):
        if self.samples == LARGE_BATCH:
            return 2
        return 16 if max(self.sizes) >= 512 and self.sizes[0] != 784 else TRAINING_STEPS

    @property
    def learning_rate(self):
        return LEARNING_RATE * min(1.0, 64 / self.sizes[0])

    def data(self):
        """x: batches x features x samples, whose features lie `stride` apart; y likewise, one-hot."""
        samples = min(self.stride, self.samples)
        batches = self.samples // samples if self.kind == "predict" else BATCHES
        x = plus_minus_one(np.random.RandomState(5), (batches, self.sizes[0], self.stride))
        outputs = self.sizes[-1]
        labels = np.arange(batches * samples).reshape(batches, samples) % max(outputs, 2)
        one_hot = labels[:, np.newaxis] == np.arange(outputs)[np.newaxis, :, np.newaxis]
        y = labels[:, np.newaxis] if outputs == 1 else one_hot
        return x, samples, y.astype(float)


def parse_sized_job(name):
    """None when the name is not a family's."""
    found = re.fullmatch(r"(predict|train-adam|train)-(?:W(\d+)|([\d-]+\d))-"
                         r"(?:sample|batch(\d+)|stride(\d+))", name)
    if not found:
        return None
    kind, width, sizes, samples, stride = found.groups()
    sizes = (int(width),) * 3 + (10,) if width else tuple(map(int, sizes.split("-")))
    samples = SAMPLES_IN_ROWS if stride else int(samples or 1)
    return SizedJob(kind, sizes, samples, int(stride or samples))
