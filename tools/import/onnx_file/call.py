# SPDX-License-Identifier: MIT
"""A node with its inputs, and the table of what nodes do."""
import numpy

from graph.values import Constant, Signal
from onnx_file.model import Attribute, tensor_of
from refusal import Refused

# The operators: (domain, name) -> a function of a Call that gives a value, or a list of values.
OPERATORS = {}
ML = "ai.onnx.ml"
MICROSOFT = "com.microsoft"


class Call:
    """A node with the values of its inputs."""

    def __init__(self, node, inputs, attributes, opset, reading):
        self.node, self.inputs, self.attributes = node, inputs, attributes
        self.opset, self.reading = opset, reading
        self.name = node.name or next((output for output in node.outputs if output), node.kind)
        self.what = str(node)

    def input(self, index):
        return self.inputs[index] if index < len(self.inputs) else None

    def signal(self, index=0):
        value = self.input(index)
        if not isinstance(value, Signal):
            raise Refused(f"{self.what} does not take what it is given as input {index}.")
        return value

    def constant(self, index):
        """The Constant of an input, which may be missing: None."""
        value = self.input(index)
        if isinstance(value, Constant):
            self.reading.budget.spend(value.array.size)
        elif value is not None:
            raise Refused(f"{self.what} has an input {index} that depends on the sample, where a plain network has a "
                          "constant.")
        return value

    def array(self, index):
        constant = self.constant(index)
        if constant is None:
            raise Refused(f"{self.what} lacks its input {index}.")
        return constant.array

    def has(self, name):
        return isinstance(self.attributes.get(name), Attribute)

    def get(self, name, missing, read):
        return read(self.attributes[name]) if self.has(name) else missing

    def real(self, name, missing):
        """As the file's own: the number that is nearest in float."""
        return self.get(name, float(numpy.float32(missing)), Attribute.real)

    def integer(self, name, missing):
        return self.get(name, missing, Attribute.integer)

    def text(self, name, missing=""):
        return self.get(name, missing, Attribute.text)

    def integers(self, name, missing=None):
        return self.get(name, missing, Attribute.integers)

    def integer_list(self, name, index):
        """What older versions of an operator have as an attribute and newer ones as an input."""
        if self.input(index) is not None:
            return [int(one) for one in self.array(index).reshape(-1)[:64]]
        return self.integers(name)

    def tensor(self, name):
        """The Constant in an attribute that the node has."""
        return tensor_of(self.attributes[name].tensor() or b"", self.name, self.reading.beside)

    def refuse(self, why):
        raise Refused(f"{self.what} {why}")


def operator(*kinds, domain=""):
    def register(function):
        for kind in kinds:
            OPERATORS[domain, kind] = function
        return function
    return register


def are_constant(call):
    return all(value is None or isinstance(value, Constant) for value in call.inputs)
