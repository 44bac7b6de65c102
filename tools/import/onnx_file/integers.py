# SPDX-License-Identifier: MIT
"""The network of int8 that an ONNX file holds, as ONNX Runtime computes it: QGemm and QLinearMatMul, and what it makes
of DequantizeLinear, Gemm or MatMul and QuantizeLinear in a row. Activations of uint8 are carried over as the int8 that
are 128 less, with zero points 128 less: the differences from zero points, which all products take, stay as they are."""
import math
from dataclasses import dataclass

import numpy

from onnx_file.model import tensor_of
from quantized import activations
from quantized.activations import Quantization
from quantized.network import QuantizedNetwork, RuntimeLayer
from quantized.requantization import INT8, MOST_SUM_OF_RUNTIME, RUNTIME, wrapped
from refusal import Refused

KINDS = {"QuantizeLinear", "DequantizeLinear", "QLinearMatMul", "QGemm", "Gemm", "MatMul", "Relu", "Flatten", "Reshape",
         "Identity", "Softmax", "LogSoftmax"}
QUANTISED = {"QLinearMatMul", "QGemm", "QuantizeLinear"}
MOST_LAYERS = 255
MOST_UNITS = 65535
SMALLEST_SCALE = 2.0**-126
ABOVE_INT8 = {"int8": 0, "uint8": 128}    # how much more a number of the type is than the int8 that stands for it
TYPE_OF_ELEMENT = {2: "uint8", 3: "int8"}


def is_quantised(model):
    return any(node.kind in QUANTISED for node in model.nodes)


@dataclass(frozen=True)
class Activations(Quantization):
    """As int8; and what type the file has them in."""
    type: str


@dataclass
class Constant:
    """An array, and how it was dequantised."""
    array: numpy.ndarray
    scales: numpy.ndarray | None = None
    axis: int = 1


@dataclass
class Pending:
    """A dense layer in floats between DequantizeLinear and QuantizeLinear."""
    name: str
    of: Quantization
    weights: numpy.ndarray
    scales: tuple
    biases: numpy.ndarray | None
    has_relu: bool = False


class Line:
    """Follows the nodes of a graph, each of which takes what the one before gives."""

    def __init__(self, model, beside=None):
        self.model = model
        self.constants = {name: Constant(tensor_of(block, name, beside).array) for name, block in model.tensors.items()}
        self.at = None            # the name of the signal
        self.how = None           # its quantization, in int8 and dequantised
        self.is_float = True
        self.takes = None         # the type of the features, where they are no floats
        self.pending = None
        self.input = None
        self.layers = []
        self.remarks = []
        self.is_of_logits = False

    def network(self):
        inputs = [value for value in self.model.inputs if value.name not in self.model.tensors]
        if len(inputs) != 1 or len(self.model.outputs) != 1:
            raise Refused(f"The file has {len(inputs)} inputs and {len(self.model.outputs)} outputs; a network of int8 "
                          "has one of each.")
        self.at = inputs[0].name
        self.is_float = inputs[0].element not in TYPE_OF_ELEMENT
        self.takes = TYPE_OF_ELEMENT.get(inputs[0].element)
        for node in self.model.nodes:
            self.step(node)
        if self.at != self.model.outputs[0].name:
            raise Refused(f"The output '{self.model.outputs[0].name}' is not what the last node gives: the network is "
                          "no straight line.")
        if self.pending is not None:
            raise Refused(f"Layer '{self.pending.name}' has outputs in float, which are not rounded to int8.")
        if not self.layers:
            raise Refused("The file has no dense layer of int8.")
        if self.takes == "uint8":
            self.remarks.append("The file's features are uint8; those of the network are int8: 128 less.")
        if not self.is_float and self.how.type == "uint8":
            self.remarks.append("The file's outputs are uint8; those of the network are int8: 128 less.")
        return QuantizedNetwork(self.input, self.layers, rounding=RUNTIME, remarks=self.remarks)

    def step(self, node):
        if node.kind not in KINDS or not node.outputs:
            raise Refused(f"{node} is an operation that a network of int8 does not have, or that is not read.")
        if node.kind == "DequantizeLinear" and node.inputs[:1] and node.inputs[0] in self.constants:
            self.constants[node.outputs[0]] = self.dequantised(node)
            return
        if node.inputs[:1] != [self.at]:
            raise Refused(f"{node} does not take what the node before it gives: the network is no straight line.")
        if self.is_of_logits:
            raise Refused(f"{node} follows a softmax, which is the last operation of a network of int8.")
        getattr(self, node.kind.lower())(node)
        self.at = node.outputs[0]

    # Constants.

    def array(self, node, place, missing=False):
        name = node.inputs[place] if place < len(node.inputs) else ""
        if not name and missing:
            return None
        if name not in self.constants:
            raise Refused(f"{node} has an input {place} that is no constant.")
        return self.constants[name]

    def one(self, node, place):
        array = self.array(node, place).array
        if array.size != 1:
            raise Refused(f"{node} has {array.size} numbers as input {place}, where activations have one.")
        return array.reshape(-1)[0]

    def quantization(self, node, scale, zero_point):
        """Of activations; zero_point: the place of an input, which says the type as well."""
        scale = float(self.one(node, scale))
        zero = self.array(node, zero_point, missing=True)
        type = "uint8" if zero is None else zero.array.dtype.name
        if type not in ABOVE_INT8:
            raise Refused(f"{node} has a zero point of {type}; what is carried over in integers is int8 and uint8.")
        zero = (0 if zero is None else int(self.one(node, zero_point))) - ABOVE_INT8[type]
        if not SMALLEST_SCALE <= scale < math.inf:
            raise Refused(f"{node} has the scale {scale:g}, which is not usable.")
        return Activations(scale, zero, type)

    def dequantised(self, node):
        data, scales = self.array(node, 0).array, self.array(node, 1).array.astype(numpy.float64).reshape(-1)
        zero = self.array(node, 2, missing=True)
        if zero is not None and zero.array.any():
            raise Refused(f"{node} has weights with a zero point; those of int8 are symmetric.")
        axis = node.attributes["axis"].integer() if "axis" in node.attributes else 1
        return Constant(data, scales, axis + data.ndim if axis < 0 else axis)

    # The nodes.

    def quantizelinear(self, node):
        how = self.quantization(node, 1, 2)
        if self.pending is not None:
            self.finish(node, how)
        elif self.input is None and self.is_float:
            self.input = how
            self.remarks.append("ONNX Runtime rounds features that lie halfway between two numbers to the even one; "
                                "the header's quantize function rounds them away from 0.")
        elif how != self.how:
            raise Refused(f"{node} changes the quantisation between layers, which is not read.")
        self.how, self.is_float = how, False

    def dequantizelinear(self, node):
        how = self.quantization(node, 1, 2)
        self.known(node, how)
        self.is_float = True

    def known(self, node, how):
        """What a node says of its input is what the node before said of its output."""
        if self.input is None:
            if how.type != self.takes:
                raise Refused(f"{node} takes its input for {how.type}, which it is not.")
            self.input = self.how = how
        if how != self.how:
            raise Refused(f"{node} takes its input for another quantisation than it was given.")

    def moves(self, node):
        if node.kind == "Flatten" and "axis" in node.attributes and node.attributes["axis"].integer() != 1:
            raise Refused(f"{node} has an axis that mixes samples.")

    flatten = reshape = identity = moves

    def relu(self, node):
        if self.pending is None or self.pending.has_relu:
            raise Refused(f"{node} does not follow a dense layer.")
        self.pending.has_relu = True

    def softmax(self, node):
        if not self.is_float or self.pending is not None or not self.layers:
            raise Refused(f"{node} is no float operation at the end.")
        self.is_of_logits = True
        self.remarks.append(f"{node} at the end is left out: the outputs are its logits, of which the largest is the "
                            "same.")

    logsoftmax = softmax

    def gemm(self, node):
        attributes = node.attributes
        factors = [attributes[name].real() for name in ("alpha", "beta") if name in attributes]
        if any(factor != 1 for factor in factors) or ("transA" in attributes and attributes["transA"].integer()):
            raise Refused(f"{node} has factors or a transposed input, which a layer of int8 does not have.")
        self.dense(node, "transB" in attributes and bool(attributes["transB"].integer()))

    def matmul(self, node):
        self.dense(node, False)

    def dense(self, node, transposed):
        """Of floats that integers stand for."""
        if not self.is_float or self.how is None or self.pending is not None:
            raise Refused(f"{node} computes in float: its input does not come from DequantizeLinear.")
        weights, bias = self.array(node, 1), self.array(node, 2, missing=True)
        if weights.scales is None or weights.array.dtype != numpy.int8 or weights.array.ndim != 2:
            raise Refused(f"{node} has weights that are no matrix of int8.")
        if weights.scales.size > 1 and weights.axis != (0 if transposed else 1):
            raise Refused(f"{node} has scales of weights along its inputs.")
        matrix = weights.array if transposed else weights.array.T
        scales = self.scales(node, weights.scales, matrix)
        biases = None
        if bias is not None:
            if bias.scales is None or bias.array.dtype != numpy.int32 or bias.array.size != matrix.shape[0]:
                raise Refused(f"{node} has a bias that is not one int32 for each output.")
            expected = numpy.float32(self.how.scale) * numpy.array(scales, numpy.float32)
            if (abs(bias.scales - expected) > 1e-6 * expected).any():
                raise Refused(f"{node} has a bias of another scale than its products, which ONNX Runtime ignores.")
            biases = bias.array.reshape(-1).astype(numpy.int32)
        self.pending = Pending(node.name or node.outputs[0], self.how, matrix, scales, biases)

    def qgemm(self, node):
        if "transA" in node.attributes and node.attributes["transA"].integer():
            raise Refused(f"{node} has a transposed input, which a layer of int8 does not have.")
        if "alpha" in node.attributes and node.attributes["alpha"].real() != 1:
            raise Refused(f"{node} has a factor alpha, which a layer of int8 does not have.")
        transposed = "transB" in node.attributes and bool(node.attributes["transB"].integer())
        bias = self.array(node, 6, missing=True)
        self.fused(node, transposed, bias, 7)

    def qlinearmatmul(self, node):
        self.fused(node, False, None, 6)

    def fused(self, node, transposed, bias, output):
        """x, scale, zero point, weights, scales, zero points, ..., scale and zero point of the outputs."""
        if self.is_float:
            raise Refused(f"{node} does not take int8.")
        of = self.quantization(node, 1, 2)
        self.known(node, of)
        weights, zero = self.array(node, 3).array, self.array(node, 5).array
        if weights.dtype != numpy.int8 or weights.ndim != 2 or zero.any():
            raise Refused(f"{node} has weights that are no matrix of int8 without a zero point.")
        matrix = weights if transposed else weights.T
        scales = self.scales(node, self.array(node, 4).array.reshape(-1), matrix)
        if bias is not None and (bias.array.dtype != numpy.int32 or bias.array.size != matrix.shape[0]):
            raise Refused(f"{node} has a bias that is not one int32 for each output.")
        self.pending = Pending(node.name or node.outputs[0], of, matrix, scales,
                               None if bias is None else bias.array.reshape(-1))
        how = self.quantization(node, output, output + 1)
        self.finish(node, how)
        self.how = how

    @staticmethod
    def scales(node, scales, matrix):
        if scales.size not in (1, matrix.shape[0]) or not all(SMALLEST_SCALE <= scale < math.inf for scale in scales):
            raise Refused(f"{node} has {scales.size} scales of weights, which are not usable or do not fit it.")
        return tuple(float(scale) for scale in scales)

    def finish(self, node, how):
        """The pending layer, with the quantization of its outputs."""
        made, self.pending = self.pending, None
        if made.has_relu and how.zero_point != INT8[0]:
            raise Refused(f"Layer '{made.name}' has a relu with the zero point {how.zero_point} of int8, which ONNX "
                          "Runtime computes in float.")
        width = self.layers[-1].units if self.layers else made.weights.shape[1]
        if made.weights.shape[1] != width or not all(1 <= size <= MOST_UNITS for size in made.weights.shape):
            raise Refused(f"{node} takes {made.weights.shape[1]} numbers and is given {width}.")
        if len(self.layers) == MOST_LAYERS:
            raise Refused(f"{node}: the network has more than {MOST_LAYERS} layers.")
        layer = RuntimeLayer(made.name, made.of, numpy.ascontiguousarray(made.weights), made.scales, made.biases, how,
                             activations.fused_range("identity", how),
                             activation="relu" if made.has_relu else "identity")
        if None in layer.multipliers:
            raise Refused(f"Layer '{made.name}' has scales whose factor is not between 2^-36 and 1.")
        weights = layer.weights.astype(numpy.int64)
        folded = wrapped(layer.whole_biases - made.of.zero_point * weights.sum(axis=1))
        if (abs(folded) + 128 * abs(weights).sum(axis=1) > MOST_SUM_OF_RUNTIME).any():
            raise Refused(f"Layer '{made.name}' has sums of more than 24 bits, which ONNX Runtime rounds before it "
                          "scales them.")
        self.layers.append(layer)
