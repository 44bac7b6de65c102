# SPDX-License-Identifier: MIT
"""ONNX's operators that are activations."""
import math

import numpy

from graph import functions, layers, shapes
from onnx_file.call import MICROSOFT, operator


def named(kind, name, domain=""):
    @operator(kind, domain=domain)
    def apply(call):
        return layers.activation(call.signal(), call.name, name, functions.NAMED[name])


for one_kind, one_name in (("Relu", "relu"), ("Sigmoid", "sigmoid"), ("Tanh", "hyperbolic_tangent"),
                           ("Softplus", "softplus"), ("Softsign", "softsign"), ("Mish", "mish"),
                           ("HardSwish", "hard_swish")):
    named(one_kind, one_name)
named("Gelu", "gelu", MICROSOFT)


@operator("Softmax", "LogSoftmax")
def softmax(call):
    signal = call.signal()
    axis = call.integer("axis", 1 if call.opset < 13 else -1)
    if call.opset < 13 and axis in (1, 1 - len(signal.shape)) and signal.batched:
        axis = max(range(1, len(signal.shape)), key=lambda index: signal.shape[index] or 1 << 32)
    shapes.over_all(signal, axis, call.what)
    return layers.softmax(signal, call.name, "softmax" if call.node.kind == "Softmax" else "log_softmax")


@operator("Elu")
def elu(call):
    alpha = call.real("alpha", 1.0)
    if not math.isfinite(alpha):
        call.refuse("has an alpha that is not finite.")
    name, parameter = functions.elu_name(alpha)
    return layers.activation(call.signal(), call.name, name, lambda x: functions.elu(x, alpha), parameter)


@operator("LeakyRelu")
def leaky_relu(call):
    return leaky(call, call.real("alpha", 0.01))


def leaky(call, slope):
    if not math.isfinite(slope):
        call.refuse("has a slope that is not finite.")
    return layers.activation(call.signal(), call.name, "leaky_relu_of", lambda x: functions.leaky_relu(x, slope), slope)


@operator("PRelu")
def prelu(call):
    slopes = call.array(1)
    if not slopes.size or (slopes != slopes.flat[0]).any():
        call.refuse("has a slope for each feature; picomlp's leaky relu has one for the layer.")
    return leaky(call, float(slopes.flat[0]))


def parametric(kind, compute, *parameters):
    """compute(x, *parameters); parameters: names and default values."""
    @operator(kind)
    def apply(call):
        values = [call.real(name, missing) for name, missing in parameters]
        return layers.function(call.signal(), call.name, lambda x: compute(x, *values))


parametric("Selu", lambda x, alpha, gamma: gamma * functions.elu(x, alpha),
           ("alpha", 1.67326319217681884765625), ("gamma", 1.05070102214813232421875))
parametric("HardSigmoid", lambda x, alpha, beta: numpy.clip(alpha * x + beta, 0, 1), ("alpha", 0.2), ("beta", 0.5))
parametric("Celu", lambda x, alpha: numpy.maximum(x, 0) + numpy.minimum(alpha * numpy.expm1(x / alpha), 0),
           ("alpha", 1.0))
parametric("ThresholdedRelu", lambda x, alpha: numpy.where(x > alpha, x, 0), ("alpha", 1.0))
parametric("Swish", lambda x, alpha: x * functions.sigmoid(alpha * x), ("alpha", 1.0))


@operator("Gelu")
def gelu(call):
    form = call.text("approximate", "none")
    if form not in ("none", "tanh"):
        call.refuse(f"has the form '{form}', which is not known.")
    name = "gelu" if form == "none" else "gelu_tanh"
    return layers.activation(call.signal(), call.name, name, functions.NAMED[name])


@operator("FastGelu", "BiasGelu", domain=MICROSOFT)
def gelu_with_bias(call):
    signal, name = call.signal(), "gelu_tanh" if call.node.kind == "FastGelu" else "gelu"
    if call.input(1) is not None:
        signal = layers.affine(signal, call.name, call.what, add=call.array(1))
    return layers.activation(signal, call.name, name, functions.NAMED[name])


@operator("Clip")
def clip(call):
    if call.opset < 11:
        low, high = call.real("min", -math.inf), call.real("max", math.inf)
    else:
        low, high = (missing if call.constant(index) is None else float(call.array(index).reshape(()))
                     for index, missing in ((1, -math.inf), (2, math.inf)))
    return layers.function(call.signal(), call.name, lambda x: numpy.minimum(numpy.maximum(x, low), high))
