# SPDX-License-Identifier: MIT
"""What a network of int8 gives, in integers of NumPy."""
import numpy

from .requantization import requantized, wrapped


def sums_of(layer, x):
    """int64[samples][outputs] of int8 inputs. Products and their sums fit into the 53 bits of a double."""
    shifted = numpy.asarray(x, numpy.float64) - layer.input.zero_point
    sums = (shifted @ layer.weights.T.astype(numpy.float64)).astype(numpy.int64)
    return wrapped(sums + layer.whole_biases)


def outputs_of_layer(layer, x, rounding):
    significands, shifts = layer.multipliers.T
    q = requantized(sums_of(layer, x), significands, shifts, rounding) + layer.sums.zero_point
    q = numpy.clip(q, *layer.range)
    for step in layer.steps:
        q = step(q, rounding)
    return q


def outputs_by_layer(network, x, rounding):
    """For int8 inputs x[samples][inputs]: of each layer, [samples][outputs]; without the softmax at the end."""
    found = []
    for layer in network.layers:
        x = outputs_of_layer(layer, x, rounding)
        found.append(x)
    return found


def outputs_of(network, x, rounding):
    """int8[samples][outputs]"""
    y = outputs_by_layer(network, x, rounding)[-1]
    last = network.softmax(rounding)
    return (y if last is None else last.outputs(y, rounding)).astype(numpy.int8)
