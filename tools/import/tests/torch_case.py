# SPDX-License-Identifier: MIT
"""A small network of PyTorch's, and what it computes."""
from reader_case import ReaderCase

import numpy

from readers import pytorch
from torch_files import Writer, module, ordered, sequential

RANDOM = numpy.random.default_rng(18)
X = RANDOM.normal(size=(30, 4)) * 3
W1, B1 = RANDOM.normal(size=(5, 4)).astype("f4"), RANDOM.normal(size=5).astype("f4")
W2, B2 = RANDOM.normal(size=(3, 5)).astype("f4"), RANDOM.normal(size=3).astype("f4")
MEAN, VARIANCE = RANDOM.normal(size=5).astype("f4"), RANDOM.uniform(0.1, 2, size=5).astype("f4")
GAMMA, BETA = RANDOM.normal(size=5).astype("f4"), RANDOM.normal(size=5).astype("f4")
H = X @ W1.T.astype(float) + B1.astype(float)      # of the first layer


def second(hidden):
    return hidden @ W2.T.astype(float) + B2.astype(float)


def normalized(hidden, epsilon=1e-5, gamma=GAMMA, beta=BETA):
    scaled = (hidden - MEAN.astype(float)) / numpy.sqrt(VARIANCE.astype(float) + epsilon)
    return scaled * gamma.astype(float) + beta.astype(float)


def linear(writer, weights, bias, **more):
    return module("linear.Linear", {"weight": writer.parameter(weights, **more),
                                    "bias": None if bias is None else writer.parameter(bias, **more)})


def norm(writer, affine=True, statistics=True, eps=1e-5):
    return module("batchnorm.BatchNorm1d",
                  {"weight": writer.parameter(GAMMA) if affine else None,
                   "bias": writer.parameter(BETA) if affine else None},
                  {"running_mean": writer.tensor(MEAN) if statistics else None,
                   "running_var": writer.tensor(VARIANCE) if statistics else None}, eps=eps, affine=affine)


def activation(name, **attributes):
    return module("activation." + name, **attributes)


class PyTorch(ReaderCase):
    READER = pytorch
    ENDING = ".pt"

    def whole(self, *middle):
        """A Sequential's file with modules between two layers; `middle` are functions of the writer, or modules."""
        writer = Writer()
        parts = [part(writer) if callable(part) else part for part in middle]
        return writer.zip(sequential(linear(writer, W1, B1), *parts, linear(writer, W2, B2)))

    def state(self, pairs, wrap=lambda state: state):
        writer = Writer()
        return writer.zip(wrap(ordered({key: writer.tensor(array) for key, array in dict(pairs).items()})))


LAYERS = {"0.weight": W1, "0.bias": B1, "2.weight": W2, "2.bias": B2}
NORM = {"weight": GAMMA, "bias": BETA, "running_mean": MEAN, "running_var": VARIANCE,
        "num_batches_tracked": numpy.array(7)}


def normed(dense, position, last):
    """A state_dict with a normalization, at these numbers of a Sequential."""
    return {f"{dense}.weight": W1, f"{dense}.bias": B1, **{f"{position}.{role}": part for role, part in NORM.items()},
            f"{last}.weight": W2, f"{last}.bias": B2}
