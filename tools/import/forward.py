# SPDX-License-Identifier: MIT
"""A folded network by NumPy, in its own number type. Near the library's outputs, not their bits."""
import numpy

from evaluate import FUNCTIONS


def outputs_of(network, x):
    """[samples][outputs] in the network's type for x[samples][inputs]."""
    def own(values):
        return values.astype(network.type)

    a = own(numpy.asarray(x))
    if network.scaling is not None:
        offset, factor = map(own, network.scaling)
        a = (a - offset) * factor
    for layer in network.layers:
        z = a @ own(layer.weights) + own(layer.bias)
        parameter = () if layer.parameter is None else (network.type(layer.parameter),)
        a = own(FUNCTIONS[layer.activation](z, *parameter))
    if network.targets is not None:
        offset, scale = map(own, network.targets)
        a = a * scale + offset
    return a
