# SPDX-License-Identifier: MIT
"""An operator with its inputs, and the table of what operators do."""
import numpy

from graph.values import Constant, Signal
from refusal import Refused

# The operators: name -> a function of a Call that gives a value.
OPERATORS = {}


class Call:
    """An operator with the values of its inputs, and their tensors."""

    def __init__(self, operator, inputs, tensors, reading):
        self.operator, self.inputs, self.tensors, self.reading = operator, inputs, tensors, reading
        self.name, self.what = operator.name, str(operator)

    def input(self, index):
        return self.inputs[index] if index < len(self.inputs) else None

    def signal(self, index=0):
        value = self.input(index)
        if not isinstance(value, Signal):
            raise Refused(f"{self.what} does not take what it is given as input {index}.")
        return value

    def array(self, index):
        value = self.input(index)
        if not isinstance(value, Constant):
            raise Refused(f"{self.what} has an input {index} that depends on the sample, or none, where a plain "
                          "network has a constant.")
        return value.array

    def integers(self, index):
        return [int(one) for one in self.array(index).reshape(-1)[:64]]

    def option(self, field, kind, missing=0):
        return self.operator.option(field, kind, missing)

    def weights(self, index):
        """A constant that is a layer's weights."""
        array = self.array(index)
        tensor = self.tensors[index]
        if tensor is not None and tensor.is_quantised and not self.tensors[0].is_quantised:
            self.reading.remark("The source keeps its weights as integers and rounds each layer's inputs to integers "
                                "too while it runs (dynamic range): this network computes with the float numbers that "
                                "the weights stand for, so outputs differ.")
            if tensor.data is not None:
                return tensor.numbers_of_layer()
        return array.astype(numpy.float64)

    def refuse(self, why):
        raise Refused(f"{self.what} {why}")


def operator(*kinds):
    def register(function):
        for kind in kinds:
            OPERATORS[kind] = function
        return function
    return register


def are_constant(call):
    return all(value is None or isinstance(value, Constant) for value in call.inputs)
