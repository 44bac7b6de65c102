# SPDX-License-Identifier: MIT
"""A Source's operations in float64, written down once more for the tests: with nothing of the readers' own."""
import math

import numpy

from operations import Activation, Affine, Dense


def by_sample(function):
    return lambda rows: numpy.array([function(row) for row in rows])


def softmax(row):
    exponentials = [math.exp(value - max(row)) for value in row]
    return [one / math.fsum(exponentials) for one in exponentials]


def each(function):
    return numpy.vectorize(function, otypes=[float])


FUNCTIONS = {
    "identity": lambda x: x,
    "relu": each(lambda x: x if x > 0 else 0.0),
    "relu6": each(lambda x: min(max(x, 0.0), 6.0)),
    "leaky_relu": each(lambda x: x if x > 0 else 0.01 * x),
    "sigmoid": each(lambda x: 1 / (1 + math.exp(-x))),
    "hyperbolic_tangent": each(math.tanh),
    "elu": each(lambda x: x if x > 0 else math.expm1(x)),
    "selu": each(lambda x: 1.0507009873554805 * (x if x > 0 else 1.6732632423543772 * math.expm1(x))),
    "softplus": each(lambda x: math.log1p(math.exp(x))),
    "softsign": each(lambda x: x / (1 + abs(x))),
    "hard_sigmoid": each(lambda x: min(max(x / 6 + 0.5, 0.0), 1.0)),
    "hard_swish": each(lambda x: x * min(max(x / 6 + 0.5, 0.0), 1.0)),
    "silu": each(lambda x: x / (1 + math.exp(-x))),
    "gelu": each(lambda x: x * math.erfc(-x / math.sqrt(2)) / 2),
    "gelu_tanh": each(lambda x: x * (1 + math.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x * x * x))) / 2),
    "mish": each(lambda x: x * math.tanh(math.log1p(math.exp(x)))),
    "softmax": by_sample(softmax),
    "log_softmax": by_sample(lambda row: [math.log(one) for one in softmax(row)]),
}


def outputs_of(source, x):
    y = numpy.asarray(x, dtype=numpy.float64).reshape(len(x), -1)
    assert y.shape[1] == source.inputs, (y.shape, source.inputs)
    for operation in source.operations:
        if isinstance(operation, Dense):
            y = y @ operation.weights + (0 if operation.bias is None else operation.bias)
        elif isinstance(operation, Affine):
            y = y if operation.subtract is None else y - operation.subtract
            y = y if operation.multiply is None else y * operation.multiply
            y = y if operation.add is None else y + operation.add
        elif isinstance(operation, Activation):
            if operation.function == "leaky_relu_of":
                y = each(lambda x, slope=operation.parameter: x if x > 0 else slope * x)(y)
            elif operation.function == "elu_of":
                y = each(lambda x, alpha=operation.parameter: x if x > 0 else alpha * math.expm1(x))(y)
            else:
                y = FUNCTIONS[operation.function](y)
    return y
