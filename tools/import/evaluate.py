# SPDX-License-Identifier: MIT
"""Computes in float64 what a source's operations say, one after the other: by NumPy and the definitions alone, without
folding and without picomlp."""
import math

import numpy

from operations import Activation, Affine, Dense
from refusal import Refused

# Klambauer et al. 2017.
SELU_SCALE = 1.0507009873554804934193349852946
SELU_ALPHA = 1.6732632423543772848170429916717

erfc = numpy.vectorize(math.erfc, otypes=[numpy.float64])


def relu(z):
    return numpy.maximum(z, 0)


def sigmoid(z):
    # exp of what is not positive, so that nothing overflows.
    small = numpy.exp(-numpy.abs(z))
    return numpy.where(z >= 0, 1 / (1 + small), small / (1 + small))


def elu_of(z, alpha):
    return numpy.where(z > 0, z, alpha * numpy.expm1(numpy.minimum(z, 0)))


def leaky_relu_of(z, slope):
    return numpy.where(z > 0, z, slope * z)


def softplus(z):
    return numpy.logaddexp(0, z)


def gelu(z):
    # erfc keeps its digits far to the left, where 1 + erf has none.
    return z * erfc(-z / math.sqrt(2)) / 2


def gelu_tanh(z):
    return z * sigmoid(2 * math.sqrt(2 / math.pi) * (z + 0.044715 * z ** 3))


def log_softmax(z):
    shifted = z - z.max(axis=1, keepdims=True)
    return shifted - numpy.log(numpy.exp(shifted).sum(axis=1, keepdims=True))


def softmax(z):
    powers = numpy.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


FUNCTIONS = {
    "identity": lambda z: z,
    "relu": relu,
    "leaky_relu": lambda z: leaky_relu_of(z, 0.01),
    "sigmoid": sigmoid,
    "hyperbolic_tangent": numpy.tanh,
    "elu": lambda z: elu_of(z, 1),
    "softplus": softplus,
    "hard_sigmoid": lambda z: numpy.clip((z + 3) / 6, 0, 1),
    "silu": lambda z: z * sigmoid(z),
    "gelu": gelu,
    "softmax": softmax,
    "relu6": lambda z: numpy.clip(z, 0, 6),
    "selu": lambda z: SELU_SCALE * elu_of(z, SELU_ALPHA),
    "softsign": lambda z: z / (1 + numpy.abs(z)),
    "mish": lambda z: z * numpy.tanh(softplus(z)),
    "hard_swish": lambda z: z * numpy.clip(z + 3, 0, 6) / 6,
    "gelu_tanh": gelu_tanh,
    "log_softmax": log_softmax,
    "leaky_relu_of": leaky_relu_of,
    "elu_of": elu_of,
}


def apply(operation, x):
    """What one operation makes of x[samples][features]."""
    if isinstance(operation, Dense):
        y = x @ operation.weights
        return y if operation.bias is None else y + operation.bias
    if isinstance(operation, Affine):
        if operation.subtract is not None:
            x = x - operation.subtract
        if operation.multiply is not None:
            x = x * operation.multiply
        return x if operation.add is None else x + operation.add
    assert isinstance(operation, Activation)
    if operation.parameter is not None:
        return FUNCTIONS[operation.function](x, operation.parameter)
    return FUNCTIONS[operation.function](x)


def outputs_of(source, x):
    """float64[samples][outputs] for x[samples][features]."""
    y = numpy.asarray(x, numpy.float64)
    for operation in source.operations:
        try:
            y = apply(operation, y)
        except (KeyError, TypeError):
            raise Refused(f"layer '{operation.name}' has the activation {operation.function!r}, which picomlp does "
                          "not have") from None
    return y
