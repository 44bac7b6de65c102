# SPDX-License-Identifier: MIT
"""How a layer's activation is called in C."""
from network import ACTIVATIONS_OF, PLAIN_ACTIVATIONS
from refusal import Refused

from .numbers import TYPES, literal

# The function of each activation of the library; None for nothing to do.
FUNCTIONS = {name: name for name in (*PLAIN_ACTIVATIONS, *ACTIVATIONS_OF)} | {"identity": None,
                                                                              "hyperbolic_tangent": "tanh"}
OF_LAYER = {"softmax", "log_softmax"}
# Those that give the same bits for +0 and -0.
WITHOUT_SIGNED_ZERO = {"relu", "relu6", "sigmoid", "softplus", "hard_sigmoid"}


class Activation:
    def __init__(self, activation, parameter, number):
        if activation not in FUNCTIONS:
            raise Refused(f"The activation '{activation}' is none of picomlp's")
        if (activation in ACTIVATIONS_OF) != (parameter is not None):
            raise Refused(f"The activation '{activation}' " +
                          ("has no parameter" if parameter is not None else "lacks its parameter"))
        self.name = activation
        self.function = FUNCTIONS[activation] and "name_" + FUNCTIONS[activation]
        self.is_of_layer = activation in OF_LAYER
        self.zeros_are_equal = activation in WITHOUT_SIGNED_ZERO
        self.parameter = None if parameter is None else literal(rounded(parameter, number), number)

    @property
    def title(self):
        return self.name if self.parameter is None else f"{self.name} ({self.parameter.removesuffix('f')})"

    @property
    def needs(self):
        return [self.function] if self.function else []

    def applied(self, value):
        """An expression; value itself where the whole layer is taken at once."""
        if not self.function or self.is_of_layer:
            return value
        return f"{self.function}({value})" if self.parameter is None else f"{self.function}({value}, {self.parameter})"

    def statements(self, z, outputs):
        """Those that replace the layer's sums by activations."""
        if not self.function:
            return []
        if self.is_of_layer:
            return [f"{self.function}({z}, {outputs});"]
        return [f"for (i = 0; i < {outputs}; ++i) {z}[i] = {self.applied(z + '[i]')};"]


def rounded(parameter, number):
    """The library's number: of a fraction, the quotient of two numbers that are exact."""
    kind = TYPES[number]
    if hasattr(parameter, "numerator"):
        return kind(parameter.numerator) / kind(parameter.denominator)
    return kind(parameter)
