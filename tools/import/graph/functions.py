# SPDX-License-Identifier: MIT
"""Which of picomlp's functions some formula is, told by its values.

Exporters write one function in many forms and orders: gelu as five nodes or as eight, relu6 as a minimum of a maximum.
What they compute tells more than how they are written, so a formula is computed at PROBES and compared."""
import math

import numpy

# Dense where functions bend, with their corners, and far out, where a bound would show that a formula has.
PROBES = numpy.concatenate([
    numpy.linspace(-24, 24, 577), [-1.0, 1.0, -3.0, 3.0, 6.0, -1e-3, 1e-3],
    [sign * size for size in (60.0, 200.0, 1e3, 1e4, 1e6, 1e9, 1e15) for sign in (-1, 1)]])
# Beyond this exponentials overflow in the source's own numbers: what comes of it there tells nothing.
OVERFLOW = 80.0

erf = numpy.vectorize(math.erf, otypes=[float])


def sigmoid(x):
    return 0.5 * (1 + numpy.tanh(0.5 * x))


def softplus(x):
    return numpy.maximum(x, 0) + numpy.log1p(numpy.exp(-numpy.abs(x)))


def elu(x, alpha=1.0):
    return numpy.where(x > 0, x, alpha * numpy.expm1(numpy.minimum(x, 0)))


def leaky_relu(x, slope):
    return numpy.where(x > 0, x, slope * x)


def gelu(x):
    return 0.5 * x * (1 + erf(x / math.sqrt(2)))


def gelu_tanh(x):
    return 0.5 * x * (1 + numpy.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x ** 3)))


SELU_ALPHA = 1.6732632423543772
SELU_SCALE = 1.0507009873554805

# picomlp's functions of one number, by name, in float64.
NAMED = {
    "identity": lambda x: x,
    "relu": lambda x: numpy.maximum(x, 0),
    "relu6": lambda x: numpy.clip(x, 0, 6),
    "sigmoid": sigmoid,
    "hyperbolic_tangent": numpy.tanh,
    "softplus": softplus,
    "softsign": lambda x: x / (1 + numpy.abs(x)),
    "hard_sigmoid": lambda x: numpy.clip((x + 3) / 6, 0, 1),
    "hard_swish": lambda x: x * numpy.clip((x + 3) / 6, 0, 1),
    "silu": lambda x: x * sigmoid(x),
    "gelu": gelu,
    "gelu_tanh": gelu_tanh,
    "mish": lambda x: x * numpy.tanh(softplus(x)),
    "elu": elu,
    "selu": lambda x: SELU_SCALE * elu(x, SELU_ALPHA),
}
AT_PROBES = {name: function(PROBES) for name, function in NAMED.items()}


def leaky_relu_name(slope, number):
    """(picomlp's name, parameter) of leaky relu in a source that computes in these numbers: unless they are float64,
    0.01 is what float makes of it."""
    if slope == 0:
        return "relu", None
    if slope == 0.01 or number != "float64" and numpy.float32(slope) == numpy.float32(0.01):
        return "leaky_relu", None
    return "leaky_relu_of", float(slope)


def elu_name(alpha):
    return ("elu", None) if alpha == 1 else ("elu_of", float(alpha))


def distance(values, expected):
    """The largest difference, relative where `expected` is large; infinite where one is a number and one is not."""
    close = numpy.abs(PROBES) <= OVERFLOW
    counts = close | numpy.isfinite(values)
    if not numpy.isfinite(values[counts]).all():
        return math.inf
    return float((numpy.abs(values - expected)[counts] / numpy.maximum(1, numpy.abs(expected[counts]))).max())


def recognized(values, tolerance):
    """(name, parameter, distance) of the function that has these values at PROBES, or None. Constants of a formula are
    rounded to the source's numbers, which is what the tolerance is for."""
    values = numpy.broadcast_to(numpy.asarray(values, dtype=numpy.float64), PROBES.shape)
    found, name = min((distance(values, expected), name) for name, expected in AT_PROBES.items())
    if found <= tolerance:
        return name, None, found
    at_minus_one = float(values[numpy.flatnonzero(PROBES == -1.0)[0]])
    slope, alpha = -at_minus_one, at_minus_one / math.expm1(-1)
    # Far to the left elu is its alpha, to the last digit, unless a bound has made it another.
    limit = -float(values[numpy.flatnonzero(PROBES == -1000.0)[0]])
    if abs(limit - alpha) <= 1e-14 * abs(alpha):
        alpha = limit
    for expected, name in ((leaky_relu(PROBES, slope), ("leaky_relu_of", slope)),
                           (elu(PROBES, alpha), elu_name(alpha))):
        found = distance(values, expected)
        if found <= tolerance:
            return *name, found
    return None
