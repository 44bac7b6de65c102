# SPDX-License-Identifier: MIT
"""A network without branches, as a reader finds it: each operation behind the one before."""
import math
from contextlib import contextmanager

import numpy

from operations import Activation, Affine, Dense, Source
from refusal import Refused
from texts import printable

# More operations than this are a file made to cost time.
OPERATIONS_LIMIT = 4096


@contextmanager
def damage_said_as(sentence):
    """Whatever fails inside is the file's fault and is refused with this sentence. For calls into modules that raise
    what they like on damaged bytes: unpickling, unzipping, parsing."""
    try:
        yield
    except Refused as refused:
        if str(refused).isprintable():
            raise
        raise Refused(printable(str(refused))) from refused
    except Exception as error:
        raise Refused(printable(sentence)) from error


def checked_number(name, what, value):
    """A parameter of a layer, as a finite float."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) < 1e30:
        raise Refused(f"Layer '{name}': its {what} is no usable number.")
    return float(value)


class Chain:
    """Collects operations and checks that their widths agree."""

    def __init__(self, inputs=None):
        self.operations = []
        self.remarks = []
        self.inputs = inputs
        self.width = inputs
        self.last = "the input"

    def remark(self, sentence):
        """Says a thing once, however often it is found."""
        sentence = printable(sentence)
        if sentence not in self.remarks:
            self.remarks.append(sentence)

    def dense(self, name, weights, bias):
        """Weights are (in, out)."""
        if weights.ndim != 2 or 0 in weights.shape:
            raise Refused(f"Layer '{name}': its weights are no matrix but have the shape {tuple(weights.shape)}.")
        self._take(name, weights.shape[0])
        if bias is not None:
            if bias.shape != (weights.shape[1],):
                raise Refused(f"Layer '{name}': its bias has the shape {tuple(bias.shape)} beside {weights.shape[1]} "
                              "outputs.")
            bias = self._finite(name, bias)
        self._add(Dense(name, self._finite(name, weights), bias))
        self.width = weights.shape[1]

    def affine(self, name, subtract=None, multiply=None, add=None):
        """None for nothing to do; vectors of one number apply to every feature."""
        given = [part for part in (subtract, multiply, add) if part is not None]
        widths = {part.shape[0] for part in given if part.shape != (1,)}
        if any(part.ndim != 1 for part in given) or len(widths) > 1 or 0 in widths:
            raise Refused(f"Layer '{name}': its vectors differ in length or are none.")
        if widths:
            self._take(name, widths.pop())
        if self.width is None and given:
            raise Refused(f"Layer '{name}': nothing says how many features it takes.")
        self._add(Affine(name, *(None if part is None else
                                 numpy.array(numpy.broadcast_to(self._finite(name, part), (self.width,)))
                                 for part in (subtract, multiply, add))))

    def normalization(self, name, mean, variance, epsilon, gamma, beta):
        """Batch normalization with the statistics that training has left; gamma and beta may be None."""
        if mean is None or variance is None:
            raise Refused(f"Layer '{name}': it normalizes by each batch's own mean, which a single sample has not.")
        epsilon = checked_number(name, "epsilon", epsilon)
        if (variance.astype(float) + epsilon <= 0).any():
            raise Refused(f"Layer '{name}': it has a variance of zero or less.")
        multiply = 1 / numpy.sqrt(variance + epsilon)
        if gamma is not None:
            if gamma.shape != multiply.shape:
                raise Refused(f"Layer '{name}': its vectors differ in length or are none.")
            multiply = multiply * gamma
        self.affine(name, mean, multiply, beta)

    def activation(self, name, function, parameter=None):
        self._add(Activation(name, function, parameter))

    def leaky_relu(self, name, slope):
        slope = checked_number(name, "slope", slope)
        if slope == 0:
            self.activation(name, "relu")
        elif slope == 0.01:
            self.activation(name, "leaky_relu")
        else:
            self.activation(name, "leaky_relu_of", slope)

    def elu(self, name, alpha):
        alpha = checked_number(name, "alpha", alpha)
        if alpha < 0:
            raise Refused(f"Layer '{name}': an ELU with an alpha below zero is no activation of picomlp.")
        if alpha == 0:
            self.activation(name, "relu")
        elif alpha == 1:
            self.activation(name, "elu")
        else:
            self.activation(name, "elu_of", alpha)

    def source(self, kind, number, **more):
        """What has been collected, once it is a network."""
        if not any(isinstance(operation, Dense) for operation in self.operations):
            raise Refused("The file holds no dense layer.")
        return Source(kind, self.inputs, self.operations, number, remarks=self.remarks, **more)

    def _take(self, name, width):
        if self.width is None:
            self.inputs = self.width = width
            for operation in self.operations:
                assert isinstance(operation, Activation)
        if width != self.width:
            raise Refused(f"Layer '{name}' takes {width} features where {self.last} gives {self.width}.")

    def _add(self, operation):
        if len(self.operations) >= OPERATIONS_LIMIT:
            raise Refused(f"Layer '{operation.name}': the network has more than {OPERATIONS_LIMIT} operations.")
        self.operations.append(operation)
        self.last = f"'{operation.name}'"

    @staticmethod
    def _finite(name, array):
        array = numpy.asarray(array, numpy.float64)
        if not math.isfinite(float(numpy.abs(array).max(initial=0))):
            raise Refused(f"Layer '{name}': it holds a weight that is infinite or not a number.")
        return array
