# SPDX-License-Identifier: MIT
"""Makes the layers of a picomlp network of a source's operations.

What scales the features becomes the model's scaling of features, what scales the targets its scaling of targets.
Between dense layers, scalings fold into the dense layer before them, or behind an activation into the next one."""
import numpy

from network import LARGEST_SIZE, MOST_LAYERS, TYPES, Layer, Network
from operations import Activation, Affine, Dense
from plain_activations import plain_form
from refusal import Refused
from scalings import Scaling, joined, linear

# A layer that is put in for an activation or a scaling without a dense layer of its own has n * n weights.
WIDEST_INSERTED = 1024


class Draft:
    """A layer that is being made."""

    def __init__(self, name, weights, bias):
        self.name, self.weights, self.bias = name, weights, bias
        self.activation = self.parameter = None


class Folding:
    def __init__(self, source, number):
        self.source = source
        self.number = number
        self.remarks = []
        self.layers = []
        self.features = Scaling()
        self.pending = Scaling()      # what stands behind an activation
        self.width = source.inputs

    def width_fits(self, operation, *arrays):
        for array in arrays:
            if array is not None and (array.ndim > 1 or array.size not in (1, self.width)):
                raise Refused(f"'{operation.name}' has {array.size} numbers for {self.width} features")

    def is_open(self):
        """Whether the last layer has no activation yet."""
        return bool(self.layers) and self.layers[-1].activation is None

    def add_layer(self, name, weights, bias):
        if self.is_open():
            self.layers[-1].activation = "identity"
        if self.pending:
            factor, shift = self.pending.linear()
            bias = bias + numpy.broadcast_to(shift, self.width) @ weights
            weights = numpy.broadcast_to(factor, self.width)[:, None] * weights
            self.remarks += [f"'{before}' is folded into '{name}' behind it." for before in self.pending.names]
            self.pending = Scaling()
        self.layers.append(Draft(name, weights, bias))
        self.width = weights.shape[1]

    def insert_layer(self, name, why):
        if self.width > WIDEST_INSERTED:
            raise Refused(f"'{name}' {why} and has no dense layer of its own: with {self.width} features none is put "
                          "in")
        self.remarks.append(f"'{name}' {why}: a dense layer of ones is put in for it.")
        self.add_layer(name, numpy.eye(self.width), numpy.zeros(self.width))

    def dense(self, operation):
        weights = operation.weights
        if weights.ndim != 2 or weights.shape[0] != self.width:
            taken = weights.shape[0] if weights.ndim else 0
            raise Refused(f"layer '{operation.name}' has weights for {taken} features and gets {self.width}")
        bias = numpy.zeros(weights.shape[1]) if operation.bias is None else operation.bias
        if bias.shape != (weights.shape[1],):
            raise Refused(f"layer '{operation.name}' has {bias.size} biases for {weights.shape[1]} units")
        if not 1 <= weights.shape[1] <= LARGEST_SIZE:
            raise Refused(f"layer '{operation.name}' has {weights.shape[1]} units; 1 to {LARGEST_SIZE} are carried "
                          "over")
        check_finite(operation.name, "a weight", weights)
        check_finite(operation.name, "a bias", bias)
        self.add_layer(operation.name, weights, bias)

    def affine(self, operation):
        self.width_fits(operation, operation.subtract, operation.multiply, operation.add)
        for what, array in (("a number to subtract", operation.subtract), ("a factor", operation.multiply),
                            ("a number to add", operation.add)):
            if array is not None:
                check_finite(operation.name, what, array)
        if not self.layers:
            self.features.then(operation)
        elif self.is_open():
            last = self.layers[-1]
            factor, shift = linear(operation)
            last.weights = last.weights * factor
            last.bias = last.bias * factor + shift
            self.remarks.append(f"'{operation.name}' is folded into '{last.name}' before it.")
        else:
            self.pending.then(operation)

    def activation(self, operation):
        function, parameter = plain_form(operation, self.number)
        if function in ("softmax", "log_softmax") and self.width == 1:
            always = 1 if function == "softmax" else 0
            raise Refused(f"'{operation.name}' is {function} of one unit, which gives {always} whatever the "
                          "features are")
        if function == "identity":
            return
        if not self.is_open():
            self.insert_layer(operation.name, "acts on the features themselves" if not self.layers
                              else "acts behind another activation")
        self.layers[-1].activation, self.layers[-1].parameter = function, parameter

    def fold(self):
        operations = list(self.source.operations)
        targets = Scaling()
        trailing = []
        while operations and isinstance(operations[-1], Affine) and operations[-1].is_target_scaling:
            trailing.insert(0, operations.pop())
        for operation in operations:
            {Dense: self.dense, Affine: self.affine, Activation: self.activation}[type(operation)](operation)
        if not self.layers:
            raise Refused("the file has no dense layer")
        for operation in trailing:
            self.width_fits(operation, operation.subtract, operation.multiply, operation.add)
            targets.then(operation)
        if self.pending:    # behind the last activation
            behind = self.pending
            self.pending = Scaling()
            targets = joined(behind, targets)
        return self.network(targets)

    def network(self, targets):
        if self.is_open():
            self.layers[-1].activation = "identity"
        scaling = self.feature_scaling() if self.features else None
        target_scaling = self.target_scaling(targets) if targets else None
        if len(self.layers) > MOST_LAYERS:
            raise Refused(f"the file has {len(self.layers)} dense layers; {MOST_LAYERS} are carried over at most")
        if not 1 <= self.source.inputs <= LARGEST_SIZE:
            raise Refused(f"a sample has {self.source.inputs} features; 1 to {LARGEST_SIZE} are carried over")
        layers = [Layer(layer.name, self.rounded(layer.name, "a weight", layer.weights),
                        self.rounded(layer.name, "a bias", layer.bias), layer.activation,
                        None if layer.parameter is None else
                        self.rounded(layer.name, "a parameter", numpy.float64(layer.parameter)).item())
                  for layer in self.layers]
        return Network(self.number, self.source.inputs, layers,
                       self.rounded_pair("the scaling of features", ("an offset", "a factor"), scaling),
                       self.rounded_pair("the scaling of targets", ("an offset", "a scale"), target_scaling),
                       self.names("features", self.source.feature_names, (self.source.inputs,)),
                       self.names("outputs", self.source.class_names, output_counts(layers[-1].units, self.source)),
                       None, self.remarks)

    def feature_scaling(self):
        found = self.features.as_offset_and_factor(self.source.inputs)
        names = " and ".join(f"'{name}'" for name in self.features.names)
        verb = "are" if len(self.features.names) > 1 else "is"
        if found is not None:
            self.remarks.insert(0, f"{names} {verb} the model's scaling of features.")
            return found
        # A factor of 0 leaves a constant, which no offset is.
        shapes = self.source.inputs
        factor, shift = self.features.linear()
        first = self.layers[0]
        first.bias = first.bias + numpy.broadcast_to(shift, shapes) @ first.weights
        first.weights = numpy.broadcast_to(factor, shapes)[:, None] * first.weights
        self.remarks.insert(0, f"{names} {verb} folded into '{first.name}', because a factor is 0.")
        return None

    def target_scaling(self, targets):
        factor, shift = targets.linear()
        names = " and ".join(f"'{name}'" for name in targets.names)
        verb = "are" if len(targets.names) > 1 else "is"
        scale = numpy.broadcast_to(factor, self.width).astype(numpy.float64)
        shift = numpy.broadcast_to(shift, self.width).astype(numpy.float64)
        if numpy.all(scale):
            self.remarks.append(f"{names} {verb} the model's scaling of targets.")
            return shift, scale
        self.insert_layer(targets.names[0], "has a factor of 0")
        self.layers[-1].weights = self.layers[-1].weights * scale
        self.layers[-1].bias, self.layers[-1].activation = shift, "identity"
        return None

    def rounded_pair(self, name, what, pair):
        return None if pair is None else tuple(map(self.rounded, (name, name), what, pair))

    def rounded(self, name, what, values):
        """As numbers of the network's type, in float64."""
        numbers = numpy.asarray(values, numpy.float64).astype(TYPES[self.number])
        if not numpy.all(numpy.isfinite(numbers)):
            worst = numpy.asarray(values).flat[numpy.argmin(numpy.isfinite(numbers).reshape(-1))]
            raise Refused(f"'{name}' has {what} of {worst:g}, which is too large for {self.number}")
        if what == "a scale" and not numpy.all(numbers):
            raise Refused(f"'{name}' has {what} that is too small for {self.number}")
        return numpy.ascontiguousarray(numbers, numpy.float64)

    def names(self, of, names, counts):
        if names is None or len(names) in counts:
            return names
        raise Refused(f"there are {len(names)} names for {counts[0]} {of}")


def output_counts(outputs, source):
    return (2, 1) if outputs == 1 and not source.is_multilabel else (outputs,)


def check_finite(name, what, values):
    values = numpy.asarray(values)
    if not numpy.all(numpy.isfinite(values)):
        place = numpy.argwhere(~numpy.isfinite(numpy.atleast_1d(values)))[0]
        raise Refused(f"'{name}' has {what} that is not finite, at {list(map(int, place))}")


def folded(source, number="float"):
    """The network of a source, over "float" or "double". Refused, naming the layer, where there is none."""
    return Folding(source, number).fold()
