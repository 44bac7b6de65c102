# SPDX-License-Identifier: MIT
"""How far a network of int8 is from its floats, as lib/picomlp/quantized/disagreement.hpp has it."""
from dataclasses import dataclass

import numpy

from .predict import outputs_by_layer
from .requantization import dequantized, quantized


@dataclass(frozen=True)
class OfLayer:
    """Of all samples' outputs. Errors include what came in with the layer's inputs."""
    largest: float
    mean: float
    saturated: int    # floats more than half a step beyond what int8 reaches
    outputs: int


@dataclass(frozen=True)
class Disagreement:
    samples: int
    labels: list          # the samples whose class differs
    layers: list
    worst_sample: int     # the first with the largest error of an output
    worst_output: int
    floats: float         # there
    int8: float

    @property
    def largest(self):
        return self.layers[-1].largest

    @property
    def mean(self):
        return self.layers[-1].mean


def reaches(x, how):
    half = numpy.float32(how.scale) * numpy.float32(0.5)
    low, high = (dequantized(end, how.scale, how.zero_point) for end in (-128, 127))
    return (x >= low - half) & (x <= high + half)


def labels_of(y):
    """label_of(): of one output, whether it is above a half; else the first of the largest."""
    return (y[:, 0] > 0.5).astype(int) if y.shape[1] == 1 else y.argmax(axis=1)


def disagreement(network, x, walked, rounding):
    """For scaled features x and what FloatLayers.walk() has found for them."""
    q = outputs_by_layer(network, quantized(x, network.input.scale, network.input.zero_point), rounding)
    layers, error, y = [], None, None
    for layer, found, (_, expected) in zip(network.layers, q, walked):
        y = dequantized(found, layer.outputs.scale, layer.outputs.zero_point)
        error = abs(expected - y)
        layers.append(OfLayer(float(error.max()), float(numpy.float32(error.astype(numpy.float64).mean())),
                              int((~reaches(expected, layer.outputs)).sum()), error.size))
    expected = walked[-1][1]
    labels = labels_of(y) != labels_of(expected)
    sample, output = (int(at) for at in numpy.unravel_index(error.argmax(), error.shape))
    return Disagreement(len(x), [int(at) for at in numpy.flatnonzero(labels)], layers, sample, output,
                        float(expected[sample, output]), float(y[sample, output]))
