# SPDX-License-Identifier: MIT
"""What a parameter makes of an activation: leaky_relu_of with a slope of 0 is relu."""
import numpy

from network import ACTIVATIONS_OF, PLAIN_ACTIVATIONS, TYPES
from refusal import Refused


def plain_form(operation, number):
    """(function, parameter) as picomlp has them: what a parameter makes a function without one is that one."""
    function, parameter = operation.function, operation.parameter
    if function in PLAIN_ACTIVATIONS and parameter is None:
        return function, None
    if function not in ACTIVATIONS_OF or parameter is None:
        raise Refused(f"'{operation.name}' has the activation {function!r}, which picomlp does not have")
    if not numpy.isfinite(parameter):
        raise Refused(f"'{operation.name}' has a parameter that is not finite")
    what = TYPES[number](parameter)
    if function == "leaky_relu_of":
        if what == TYPES[number](0.01):
            return "leaky_relu", None
        return ("relu", None) if what == 0 else ("identity", None) if what == 1 else (function, parameter)
    if what < 0:
        raise Refused(f"'{operation.name}' is elu with an alpha of {parameter:g}, which lies below 0")
    return ("elu", None) if what == 1 else ("relu", None) if what == 0 else (function, parameter)
