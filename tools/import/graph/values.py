# SPDX-License-Identifier: MIT
"""The values of a file's graph while it is read: constants, and signals that depend on the sample.

Every node makes a new value of those before it. Nothing is decided until the outputs are known: straight_line.py then
looks which operations lead there, and whether they are a straight line."""
from dataclasses import dataclass

import numpy

from operations import Activation, Affine
from refusal import Refused

# In a constant that a graph computes from a shape: the number of samples, whatever it is.
SAMPLES = -(1 << 31) + (1 << 13)    # int32 and float hold it too, where shapes are cast
# What a network of picomlp takes at most, and so a bound on what is computed here.
MOST_FEATURES = 65535


@dataclass(frozen=True)
class Constant:
    array: numpy.ndarray
    number: str | None = None      # "float64", "float32", "float16", "bfloat16" of the file, None of integers

    def __post_init__(self):
        object.__setattr__(self, "array", numpy.asarray(self.array))    # NumPy makes scalars of what has no axes


@dataclass(frozen=True)
class Function:
    """Of each feature by itself, as a formula in NumPy. `activation`: what it is called here, where that is certain."""
    name: str
    compute: object
    activation: Activation | None = None


@dataclass(frozen=True)
class TwoClasses:
    """The columns 1 - p and p, of one output p."""
    name: str


class Signal:
    """A tensor that depends on the sample. `shape` has the samples first where `batched`, and None for what the file
    leaves open; its other axes, in order, are the features."""
    count = 0

    def __init__(self, operation, inputs, shape, batched, source=None):
        Signal.count += 1
        self.serial = Signal.count
        self.operation = operation
        self.inputs = inputs
        self.shape = tuple(shape)
        self.batched = batched
        self.before = source if source is not None else (inputs[0] if inputs else None)
        self.class_names = None
        sizes = self.feature_sizes
        self.features = None if None in sizes else int(numpy.prod(sizes, dtype=object))

    @property
    def feature_sizes(self):
        return self.shape[1:] if self.batched else self.shape

    def with_shape(self, shape, batched=None):
        """The same numbers in another shape."""
        return Signal(None, (self,), shape, self.batched if batched is None else batched)

    def after(self, operation, features=None):
        """With the operation applied; `features` where it changes their number."""
        shape = self.shape if features is None else self.shape[:-1] + (features,)
        return Signal(operation, (self,), shape, self.batched)

    @property
    def goes_by_features(self):
        """Whether each feature is computed by itself and all alike, so that it is a function of one number."""
        if isinstance(self.operation, Affine):
            return all(part is None or (part == part.flat[0]).all()
                       for part in (self.operation.subtract, self.operation.multiply, self.operation.add))
        return self.operation is None and self.before is not None or isinstance(self.operation, Function)


class Labels:
    """The class with the largest score; `multilabel` where each score decides about its own class."""

    def __init__(self, scores, names=None, is_multilabel=False):
        self.scores, self.names, self.is_multilabel = scores, names, is_multilabel


class Column:
    """One of the network's outputs by itself."""

    def __init__(self, scores):
        self.scores = scores


class Budget:
    """Of the numbers that constants may have that are made of a file of some length, or used again and again: a small
    file cannot make a large network."""

    def __init__(self, length):
        self.left = 4 * length + (1 << 22)

    def spend(self, count):
        self.left -= count
        if self.left < 0:
            raise Refused("The file's operations make far more numbers than the file holds.")


class Failed:
    """What a node gives that cannot be carried over: no matter, as long as the outputs do without it."""

    def __init__(self, refusal):
        self.refusal = refusal


def input_signal(shape, name):
    """Of the sizes that a file gives for its input, None for open ones."""
    shape = tuple(shape) if shape else (None, None)
    batched = len(shape) > 1 and shape[0] != 1
    sizes = shape[1:] if batched else shape
    if None not in sizes and not 1 <= numpy.prod(sizes, dtype=object) <= MOST_FEATURES:
        raise Refused(f"The input '{name}' has {numpy.prod(sizes, dtype=object)} features; picomlp takes 1 to "
                      f"{MOST_FEATURES}.")
    return Signal(None, (), shape, batched)


def shown(shape):
    return "(" + ", ".join("?" if size is None else str(size) for size in shape) + ")"
