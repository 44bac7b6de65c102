# SPDX-License-Identifier: MIT
"""A network as picomlp computes it: what the writers write, and what an image holds."""
from dataclasses import dataclass, field
from fractions import Fraction

import numpy

TYPES = {"float": numpy.float32, "double": numpy.float64}

# lib/picomlp/activation/activation_names.h, in its order.
PLAIN_ACTIVATIONS = ("identity", "relu", "leaky_relu", "sigmoid", "hyperbolic_tangent", "elu", "softplus",
                     "hard_sigmoid", "silu", "gelu", "softmax", "relu6", "selu", "softsign", "mish", "hard_swish",
                     "gelu_tanh", "log_softmax")
# Those with a parameter.
ACTIVATIONS_OF = ("leaky_relu_of", "elu_of")
LARGEST_SIZE = 65535
MOST_LAYERS = 255


@dataclass(frozen=True)
class Layer:
    """activation(x weights + bias)"""
    name: str                  # as the source calls it; for people
    weights: numpy.ndarray     # float64[inputs][units], each a number of the network's type
    bias: numpy.ndarray        # float64[units], likewise
    activation: str            # one of the two lists above
    parameter: float | None = None    # of leaky_relu_of and elu_of, likewise

    @property
    def units(self):
        return self.weights.shape[1]


@dataclass(frozen=True)
class Network:
    """A feature x enters as (x - offset) * factor, and an output y stands for y * scale + offset, each operation
    rounded by itself.

    All numbers are float64 and exactly representable in the network's type, so that whoever writes them as
    TYPES[number] loses nothing."""
    number: str                # "float" or "double"
    inputs: int
    layers: list[Layer]
    scaling: tuple | None = None    # of features: (offset, factor), float64[inputs] each
    targets: tuple | None = None    # scaling of targets: (offset, scale), float64[outputs] each, no scale 0
    feature_names: list[str] | None = None
    class_names: list[str] | None = None    # one for each output, or two where there is one output
    vectors: tuple | None = None    # (x[samples][inputs], y[samples][outputs]): what it gives, bit for bit
    remarks: list[str] = field(default_factory=list)    # what folding has done, one sentence each

    @property
    def outputs(self):
        return self.layers[-1].units

    @property
    def type(self):
        return TYPES[self.number]

    @property
    def sizes(self):
        """Features, then the units of each layer."""
        return [self.inputs] + [layer.units for layer in self.layers]

    @property
    def shape(self):
        """As people write it: "2-10-5-1"."""
        return "-".join(map(str, self.sizes))

    def parameters(self):
        """All weights and biases in the order of an image and of the C++ library, in the network's type."""
        return numpy.concatenate([part for layer in self.layers
                                  for part in (layer.weights.reshape(-1), layer.bias)]).astype(self.type)


def fraction_of(parameter, number):
    """(numerator, denominator) by which C++ writes the parameter of an activation, as in leaky_relu_of<1, 5>, or
    None where no fraction of numbers up to 2^24 is rounded to it."""
    most = 2 ** 24
    exact = Fraction(float(parameter))
    candidates = [exact.limit_denominator(most)]
    if exact != 0 and abs(exact) < 1:
        candidates.append(1 / (1 / exact).limit_denominator(most))
    for near in candidates:
        if abs(near.numerator) <= most and near.denominator <= most:
            # Both are numbers of either type, so the quotient is rounded once.
            if TYPES[number](near.numerator) / TYPES[number](near.denominator) == TYPES[number](parameter):
                return near.numerator, near.denominator
    return None
