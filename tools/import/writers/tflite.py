# SPDX-License-Identifier: MIT
"""An int8 network as a TFLite file, int8 at both ends: for TFLite Micro, CMSIS-NN and their kind."""
import numpy

from flatbuffer_writing import Scalar, file_of
from quantized.activations import Clamped, FixedPoint, Leaky, Scaled, fused_range
from quantized.network import StoredLayer
from refusal import Refused

INT8, INT32 = 9, 2
# BuiltinOperator, and which of BuiltinOptions its options are.
CODES = {"FULLY_CONNECTED": (9, 8), "LOGISTIC": (14, 0), "RELU6": (21, 0), "RELU": (19, 0), "SOFTMAX": (25, 9),
         "TANH": (28, 0), "LEAKY_RELU": (98, 75), "QUANTIZE": (114, 89)}
FUSED = {"identity": 0, "relu": 1, "relu_n1_to_1": 2, "relu6": 3}
# Of FULLY_CONNECTED: int8, without biases, with scales for each output.
VERSION, VERSION_WITHOUT_BIAS, VERSION_PER_OUTPUT = 4, 6, 12


def write(network, rounding):
    if any(isinstance(layer, StoredLayer) for layer in network.layers):
        raise Refused("an image of int8 has no scales of weights, which TFLite asks for")
    return Graph(network).bytes()


class Graph:
    def __init__(self, network):
        self.tensors, self.buffers, self.operators, self.kinds = [], [{}], [], []
        per_output = any(len(layer.weight_scales) > 1 for layer in network.layers)
        without = any(layer.biases is None for layer in network.layers)
        self.version = VERSION_PER_OUTPUT if per_output else VERSION_WITHOUT_BIAS if without else VERSION
        at = self.tensor("x", [1, network.inputs], INT8, network.input)
        for number, layer in enumerate(network.layers, 1):
            at = self.layer(number, layer, at)
        if network.beta is not None:
            y = self.tensor("softmax", [1, network.outputs], INT8, network.output)
            self.operator("SOFTMAX", [at], y, {0: Scalar("f", network.beta)})
            at = y
        self.last = at

    def tensor(self, name, shape, kind, quantization=None, data=None, scales=None):
        """Its number."""
        buffer = 0
        if data is not None:
            buffer = len(self.buffers)
            self.buffers.append({0: numpy.frombuffer(data.tobytes(), "u1")})
        fields = {0: numpy.array(shape, "<i4"), 1: Scalar("b", kind), 2: Scalar("I", buffer), 3: name}
        if quantization is not None:
            scales, zeros = [quantization.scale], [quantization.zero_point]
        else:
            zeros = [0] * len(scales)
        fields[4] = {2: numpy.array(scales, "<f4"), 3: numpy.array(zeros, "<i8")}
        self.tensors.append(fields)
        return len(self.tensors) - 1

    def operator(self, kind, inputs, output, options=None):
        if kind not in self.kinds:
            self.kinds.append(kind)
        fields = {0: Scalar("I", self.kinds.index(kind)), 1: numpy.array(inputs, "<i4"),
                  2: numpy.array([output], "<i4")}
        if CODES[kind][1]:
            fields.update({3: Scalar("B", CODES[kind][1]), 4: options or {}})
        self.operators.append(fields)

    def layer(self, number, layer, x):
        """The number of what it gives."""
        fused = self.fused(number, layer)
        weights = self.tensor(f"weights_{number}", layer.weights.shape, INT8, data=layer.weights,
                              scales=layer.weight_scales)
        inputs = [x, weights, -1]
        if layer.biases is not None:
            scales = [layer.input.scale * scale for scale in layer.weight_scales]
            inputs[2] = self.tensor(f"bias_{number}", [layer.units], INT32, data=layer.biases.astype("<i4"),
                                    scales=scales)
        at = self.tensor(f"layer_{number}", [1, layer.units], INT8, layer.sums)
        self.operator("FULLY_CONNECTED", inputs, at, {0: Scalar("b", FUSED[fused])})
        for step in layer.steps:
            at = self.step(number, layer, step, at)
        return at

    @staticmethod
    def fused(number, layer):
        for name in FUSED:
            if fused_range(name, layer.sums) == tuple(layer.range):
                return name
        raise Refused(f"Layer {number} is cut off to {layer.range}, which no fused activation of TFLite does")

    def step(self, number, layer, step, x):
        options = None
        if isinstance(step, Leaky):
            kind, to = "LEAKY_RELU", step.to
            options = {0: Scalar("f", step.slope)}
        elif isinstance(step, FixedPoint):
            kind, to = {"logistic": "LOGISTIC", "hyperbolic_tangent": "TANH"}[step.function], step.to
        elif isinstance(step, Scaled):
            kind, to = "RELU" if step.is_relu else "QUANTIZE", step.to
        elif isinstance(step, Clamped):
            kind, to = "RELU6", layer.outputs
        else:
            raise Refused(f"Layer {number}: its {layer.activation} is a table of 256 numbers, made of the library's "
                          "floats; TFLite has no operator that gives the same ones")
        y = self.tensor(f"{kind.lower()}_{number}", [1, layer.units], INT8, to)
        self.operator(kind, [x], y, options)
        return y

    def bytes(self):
        versions = {"FULLY_CONNECTED": self.version, "LEAKY_RELU": 1, "QUANTIZE": 1}
        codes = [{0: Scalar("b", min(CODES[kind][0], 127)), 2: Scalar("i", versions.get(kind, 2)),
                  3: Scalar("i", CODES[kind][0])} for kind in self.kinds]
        graph = {0: self.tensors, 1: numpy.array([0], "<i4"), 2: numpy.array([self.last], "<i4"), 3: self.operators,
                 4: "main"}
        return file_of({0: Scalar("I", 3), 1: codes, 2: [graph], 3: "picomlp", 4: self.buffers}, b"TFL3")
