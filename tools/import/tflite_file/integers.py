# SPDX-License-Identifier: MIT
"""The network of int8 that a fully quantised TFLite file holds, as TFLite Micro computes it."""
import math

import numpy

from quantized import activations
from quantized.activations import Quantization
from quantized.network import Layer, QuantizedNetwork
from quantized.requantization import INT8, LEAST_SHIFT
from refusal import Refused

FUSED = {0: "identity", 1: "relu", 2: "relu_n1_to_1", 3: "relu6"}
MOST_FEATURES = 65535
MOST_LAYERS = 255
# With more, TFLite stops where the sum of exponentials reaches 2^9.
MOST_OF_SOFTMAX = 511
SMALLEST_SCALE = 2.0**-126


def is_quantised(model):
    """Whether a FULLY_CONNECTED takes int8, or what it gives is int8."""
    for number in range(len(model.operators)):
        operator = model.operator(number)
        if operator.kind == "FULLY_CONNECTED" and operator.inputs and operator.inputs[0] >= 0:
            return model.tensor(operator.inputs[0]).is_quantised
    return False


class Line:
    """Follows the operators of a file, each of which takes what the one before gives."""

    def __init__(self, model):
        self.model = model
        self.at = None          # the tensor that the last operator gives
        self.numbers = None     # how many numbers it has
        self.remarks = []
        self.layers = []
        self.input = None       # quantization of the network's inputs
        self.beta = None
        self.is_of_logits = False
        self.is_over = False    # behind DEQUANTIZE

    def network(self):
        model = self.model
        if len(model.inputs) != 1 or len(model.outputs) != 1:
            raise Refused(f"The network has {len(model.inputs)} inputs and {len(model.outputs)} outputs; a network of "
                          "int8 has one of each.")
        if model.graphs > 1:
            self.remarks.append(f"Of the file's {model.graphs} graphs, the first is carried over.")
        self.at = model.inputs[0]
        start = model.tensor(self.at)
        self.numbers = features_of(start)
        if start.is_quantised:
            self.input = quantization(start)
        elif start.type != "float32":
            raise Refused(f"The input '{start.name}' is of {start.type}; a network of int8 takes int8, or float that "
                          "it quantises.")
        for number in range(len(model.operators)):
            self.step(model.operator(number))
        if self.at != model.outputs[0]:
            raise Refused(f"The output '{model.name(model.outputs[0])}' is not what the last operator gives: the "
                          "network is no straight line.")
        if not self.layers:
            raise Refused("The file has no dense layer of int8.")
        names = model.labels()
        fits = names is not None and len(names) == self.layers[-1].units
        return QuantizedNetwork(self.input, self.layers, self.beta, class_names=names if fits else None,
                                remarks=self.remarks)

    def step(self, operator):
        apply = getattr(self, operator.kind.lower(), None) if operator.kind in KINDS else None
        if apply is None:
            raise Refused(f"{operator} is an operation that a network of int8 does not have, or that is not read.")
        if not operator.inputs or operator.inputs[0] != self.at or len(operator.outputs) != 1:
            raise Refused(f"{operator} does not take what the operator before it gives: the network is no straight "
                          "line.")
        if self.is_over and operator.kind in ("SOFTMAX", "LOG_SOFTMAX") and not self.is_of_logits:
            apply = self.left_out
        elif self.is_over and operator.kind != "RESHAPE":
            raise Refused(f"{operator} follows DEQUANTIZE: the network goes on in float.")
        if (self.beta is not None or self.is_of_logits) and operator.kind not in ("DEQUANTIZE", "RESHAPE"):
            raise Refused(f"{operator} follows a softmax, which is the last operation of a network of int8.")
        apply(operator, self.model.tensor(self.at), self.model.tensor(operator.outputs[0]))
        self.at = operator.outputs[0]

    # The operators: (operator, the tensor that it takes, the one that it gives).

    def quantize(self, operator, x, y):
        if self.input is None:
            self.input = quantization(y)
            return
        self.follows(operator, activations.requantization(quantization(x), quantization(y)), "requantised", y)

    def dequantize(self, operator, x, y):
        quantization(x)
        self.is_over = True

    def reshape(self, operator, x, y):
        if y.is_quantised and x.is_quantised and quantization(x) != quantization(y):
            raise Refused(f"{operator} changes the quantisation of what it only moves.")

    def fully_connected(self, operator, x, y):
        if operator.option(1, "<b"):
            raise Refused(f"{operator} has its weights in a shuffled form, which is not read.")
        code = operator.option(0, "<b")
        if code not in FUSED:
            raise Refused(f"{operator} has the fused activation {code}, which TFLite does not compute in int8.")
        constants = [self.constant(operator, place) for place in (1, 2)]
        weights, scales = self.weights(operator, constants[0])
        if self.numbers is not None and weights.shape[1] != self.numbers:
            raise Refused(f"{operator} takes {weights.shape[1]} numbers and is given {self.numbers}.")
        if len(self.layers) == MOST_LAYERS:
            raise Refused(f"{operator}: the network has more than {MOST_LAYERS} layers.")
        of, to = quantization(x), quantization(y)
        layer = Layer(operator.name, of, weights, scales, self.biases(operator, constants[1], weights.shape[0], of,
                                                                      scales, to),
                      to, activations.fused_range(FUSED[code], to), activation=FUSED[code])
        if layer.range[0] > layer.range[1]:
            raise Refused(f"{operator} leaves no number of int8: its fused activation has none in common with them.")
        if (layer.multipliers[:, 1] < LEAST_SHIFT).any():
            raise Refused(f"{operator} has scales that are too small for each other.")
        self.layers.append(layer)
        self.numbers = layer.units

    def relu(self, operator, x, y):
        self.follows(operator, activations.relu(quantization(x), quantization(y)), "relu", y)

    def relu6(self, operator, x, y):
        of = quantization(x)
        if quantization(y) != of:
            raise Refused(f"{operator} has outputs of another quantisation than its inputs; TFLite Micro ignores it.")
        self.follows(operator, activations.Clamped(activations.fused_range("relu6", of)), "relu6", y)

    def leaky_relu(self, operator, x, y):
        slope = operator.option(0, "<f", 0.0)
        if not 0 <= slope < 1e9:
            raise Refused(f"{operator} has the slope {slope:g}, which is not computed in int8.")
        self.follows(operator, activations.leaky_relu(quantization(x), slope, quantization(y)), "leaky_relu", y)

    def logistic(self, operator, x, y):
        self.fixed_point(operator, x, y, activations.logistic, activations.OF_LOGISTIC, "sigmoid")

    def tanh(self, operator, x, y):
        self.fixed_point(operator, x, y, activations.hyperbolic_tangent, activations.OF_TANH, "hyperbolic_tangent")

    def fixed_point(self, operator, x, y, make, to, name):
        if quantization(y) != to:
            raise Refused(f"{operator} has outputs of another scale or zero point than {to.scale:g} and "
                          f"{to.zero_point}, which TFLite demands.")
        of = quantization(x)
        step = make(of)
        if not 0 <= step.multiplier[1] <= 30:
            raise Refused(f"{operator} has inputs of the scale {of.scale:g}, which does not fit TFLite's fixed point.")
        self.follows(operator, step, name, y)

    def softmax(self, operator, x, y):
        if quantization(y) != activations.OF_SOFTMAX:
            raise Refused(f"{operator} has outputs of another scale or zero point than 1/256 and -128, which TFLite "
                          "demands.")
        beta = operator.option(0, "<f", 0.0)
        usable = 0 < beta < 1e9 and self.layers and self.layers[-1].units <= MOST_OF_SOFTMAX
        if not usable or activations.softmax(quantization(x), beta, "single") is None:
            raise Refused(f"{operator} has a scale or a size that TFLite's softmax of int8 does not take.")
        self.beta = beta

    def log_softmax(self, operator, x, y):
        quantization(x)
        self.left_out(operator, x, y)

    def left_out(self, operator, x, y):
        """The library's way for softmax and its kind: the order of outputs is the same."""
        self.is_of_logits = True
        self.remarks.append(f"{operator} at the end is left out: the outputs are its logits, of which the largest is "
                            "the same.")

    # What they have in common.

    def follows(self, operator, step, name, y):
        """Adds a step to the last layer."""
        if not self.layers:
            raise Refused(f"{operator} comes before the first dense layer; a network of int8 begins with one.")
        layer = self.layers[-1]
        plain = layer.activation == "identity" or name == "requantised"
        called = name if layer.activation == "identity" else layer.activation if plain else \
            f"{layer.activation}, {name}"
        self.layers[-1] = Layer(layer.name, layer.input, layer.weights, layer.weight_scales, layer.biases, layer.sums,
                                layer.range, (*layer.steps, step), called, quantization(y))

    def constant(self, operator, place):
        index = operator.inputs[place] if place < len(operator.inputs) else -1
        if index == -1:
            return None
        tensor = self.model.tensor(index)
        if tensor.data is None or tensor.is_variable:
            raise Refused(f"{operator} has an input {place} that is no constant.")
        return tensor

    def weights(self, operator, tensor):
        """(int8[outputs][inputs], scales)"""
        if tensor is None or tensor.type != "int8" or tensor.scale is None:
            raise Refused(f"{operator} has weights of {'none' if tensor is None else tensor.type}; a layer of int8 has "
                          "them in int8, with scales.")
        data = tensor.data
        if data.ndim != 2 or not all(1 <= size <= MOST_FEATURES for size in data.shape):
            raise Refused(f"{operator} has weights of the shape {list(data.shape)}, which are no matrix of a layer.")
        if tensor.zero_point is not None and tensor.zero_point.any():
            raise Refused(f"{operator} has weights with a zero point; those of int8 are symmetric.")
        if tensor.scale.size not in (1, data.shape[0]) or (tensor.scale.size > 1 and tensor.axis != 0):
            raise Refused(f"{operator} has {tensor.scale.size} scales of weights, which do not fit its outputs.")
        scales = tuple(float(scale) for scale in tensor.scale)
        if not all(SMALLEST_SCALE <= scale < math.inf for scale in scales):
            raise Refused(f"{operator} has a scale of weights that is no usable number.")
        return data.astype(numpy.int8), scales

    @staticmethod
    def biases(operator, tensor, outputs, of, scales, to):
        if tensor is None:
            return None
        if tensor.type != "int32" or tensor.data.size != outputs:
            raise Refused(f"{operator} has biases of {tensor.type}, {tensor.data.size} of them; {outputs} of int32 "
                          "belong there.")
        if tensor.scale is not None and tensor.scale.size == len(scales):
            expected = of.scale * numpy.array(scales)
            if (abs(expected - tensor.scale.astype(float)) > 0.02 * to.scale).any():
                raise Refused(f"{operator} has biases of another scale than its products.")
        return tensor.data.reshape(-1).astype(numpy.int32)


KINDS = {"QUANTIZE", "DEQUANTIZE", "RESHAPE", "FULLY_CONNECTED", "RELU", "RELU6", "LEAKY_RELU", "LOGISTIC", "TANH",
         "SOFTMAX", "LOG_SOFTMAX"}


def features_of(tensor):
    """How many numbers a sample has; None where the file does not say."""
    sizes = (tensor.shape or [None])[1:] if len(tensor.shape or []) > 1 else tensor.shape or [None]
    return None if None in sizes else math.prod(sizes)


def quantization(tensor):
    """Of activations in int8."""
    if tensor.type != "int8" or tensor.scale is None:
        raise Refused(f"The tensor '{tensor.name}' is of {tensor.type}; what is carried over in integers is int8.")
    zero = tensor.zero_point
    if tensor.scale.size != 1 or (zero is not None and zero.size > 1):
        raise Refused(f"The tensor '{tensor.name}' has {tensor.scale.size} scales; activations have one.")
    scale, zero = float(tensor.scale[0]), 0 if zero is None or not zero.size else int(zero[0])
    if not SMALLEST_SCALE <= scale < math.inf or not INT8[0] <= zero <= INT8[1]:
        raise Refused(f"The tensor '{tensor.name}' has the scale {scale:g} and the zero point {zero}, which are not "
                      "usable.")
    return Quantization(scale, zero)
