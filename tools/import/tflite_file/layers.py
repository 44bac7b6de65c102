# SPDX-License-Identifier: MIT
"""TFLite's operators that are layers, activations, or work feature by feature."""
import math

import numpy

from graph import functions, layers, shapes
from graph.values import SAMPLES, Constant, Signal, shown
from tflite_file.call import OPERATORS, are_constant, operator


def activate(call, signal, name, parameter=None):
    compute = functions.NAMED.get(name) or (lambda x: functions.leaky_relu(x, parameter))
    return layers.activation(signal, call.name, name, compute, parameter)


def fused(call, signal, field):
    """With the activation that an operator's options name: ActivationFunctionType."""
    kind = call.option(field, "<b")
    if kind == 0:
        return signal
    names = {1: "relu", 3: "relu6", 4: "hyperbolic_tangent"}
    if kind not in names:
        call.refuse(f"has the activation {'relu_n1_to_1' if kind == 2 else kind}, which picomlp does not have.")
    return activate(call, signal, names[kind])


def named(kind, name):
    OPERATORS[kind] = lambda call: activate(call, call.signal(), name)


for one_kind, one_name in (("LOGISTIC", "sigmoid"), ("RELU", "relu"), ("RELU6", "relu6"),
                           ("TANH", "hyperbolic_tangent"), ("ELU", "elu"), ("HARD_SWISH", "hard_swish")):
    named(one_kind, one_name)


@operator("RELU_N1_TO_1", "RELU_0_TO_1")
def bounded_relu(call):
    low = -1 if call.operator.kind == "RELU_N1_TO_1" else 0
    return layers.function(call.signal(), call.name, lambda x: numpy.clip(x, low, 1))


@operator("GELU")
def gelu(call):
    return activate(call, call.signal(), "gelu_tanh" if call.option(0, "<b") else "gelu")


@operator("LEAKY_RELU")
def leaky_relu(call):
    return leaky(call, call.option(0, "<f", 0.0))


def leaky(call, slope):
    if not math.isfinite(slope):
        call.refuse("has a slope that is not finite.")
    return activate(call, call.signal(), "leaky_relu_of", slope)


@operator("PRELU")
def prelu(call):
    slopes = call.array(1)
    if not slopes.size or (slopes != slopes.flat[0]).any():
        call.refuse("has a slope for each feature; picomlp's leaky relu has one for the layer.")
    return leaky(call, float(slopes.flat[0]))


@operator("SOFTMAX")
def softmax(call):
    beta = call.option(0, "<f", 0.0)
    if beta != 1:
        call.refuse(f"has the factor beta {beta:g}; picomlp's softmax has 1.")
    shapes.over_all(call.signal(), -1, call.what)
    return layers.softmax(call.signal(), call.name, "softmax")


@operator("LOG_SOFTMAX")
def log_softmax(call):
    shapes.over_all(call.signal(), -1, call.what)
    return layers.softmax(call.signal(), call.name, "log_softmax")


@operator("FULLY_CONNECTED")
def fully_connected(call):
    if call.option(1, "<b"):
        call.refuse("has its weights in a shuffled form, which is not read.")
    signal, weights = call.signal(), call.weights(1)
    if weights.ndim != 2:
        call.refuse(f"has weights of the shape {shown(weights.shape)}; a dense layer's have two axes.")
    if not call.option(2, "<b") and signal.features == weights.shape[1]:
        signal = signal.with_shape([signal.shape[0] if signal.batched else 1, signal.features])
    bias = None if call.input(2) is None else call.array(2).astype(numpy.float64)
    # A layer whose output goes two ways through a formula may be there twice, with and without an activation.
    same = tuple(call.operator.inputs)
    if same not in call.reading.layers:
        call.reading.layers[same] = layers.dense(signal, weights.T, bias, call.name, call.what)
    return fused(call, call.reading.layers[same], 0)


@operator("BATCH_MATMUL")
def batch_matmul(call):
    if call.option(0, "<b") or not isinstance(call.input(0), Signal):
        call.refuse("does not multiply rows of samples with a constant.")
    if isinstance(call.input(1), Signal):
        call.refuse("multiplies two branches of the network; picomlp's networks are a straight line of layers.")
    weights = call.weights(1)
    while weights.ndim > 2 and weights.shape[0] == 1:
        weights = weights[0]
    return layers.dense(call.signal(), weights.T if call.option(1, "<b") else weights, None, call.name, call.what)


def folded(call, compute):
    """Of constants alone."""
    arrays = [value.array for value in call.inputs if value is not None]
    if any((array == SAMPLES).any() for array in arrays if array.dtype.kind in "if"):
        call.refuse("computes with the number of samples, which the file leaves open.")
    call.reading.budget.spend(math.prod(numpy.broadcast_shapes(*(array.shape for array in arrays))))
    return Constant(numpy.asarray(compute(*arrays)), "float32")


def meet(call, compute):
    operands = [value for value in call.inputs if value is not None]
    if any(not isinstance(value, (Signal, Constant)) for value in operands) or not operands:
        call.refuse("does not take what it is given.")
    return layers.meet(call.name, call.what, compute, operands)


def arithmetic(kind, compute, with_constant, from_constant):
    """with_constant(c): the parts of an Affine for signal OP c; from_constant(c) for c OP signal, or None."""
    def apply(call):
        if len(call.inputs) != 2 or None in call.inputs:
            call.refuse(f"has {len(call.inputs)} inputs.")
        if are_constant(call):
            return folded(call, compute)
        first, second = call.inputs
        if isinstance(first, Signal) and isinstance(second, Constant):
            parts = with_constant(second.array.astype(numpy.float64))
            result = layers.affine(first, call.name, call.what, **parts)
        elif isinstance(second, Signal) and isinstance(first, Constant) and from_constant is not None:
            parts = from_constant(first.array.astype(numpy.float64))
            result = layers.affine(second, call.name, call.what, **parts)
        else:
            result = meet(call, compute)
        return fused(call, result, 0)
    OPERATORS[kind] = apply


arithmetic("ADD", numpy.add, lambda c: {"add": c}, lambda c: {"add": c})
arithmetic("SUB", numpy.subtract, lambda c: {"subtract": c}, lambda c: {"multiply": -numpy.ones(1), "add": c})
arithmetic("MUL", numpy.multiply, lambda c: {"multiply": c}, lambda c: {"multiply": c})
arithmetic("DIV", numpy.true_divide, lambda c: {"multiply": 1 / c}, None)


def formula(kind, compute, operands=1):
    """Of one or several numbers, feature by feature."""
    def apply(call):
        if len(call.inputs) != operands or None in call.inputs:
            call.refuse(f"has {len(call.inputs)} inputs.")
        return folded(call, compute) if are_constant(call) else meet(call, compute)
    OPERATORS[kind] = apply


formula("MAXIMUM", numpy.maximum, 2)
formula("MINIMUM", numpy.minimum, 2)
formula("POW", numpy.power, 2)
formula("EXP", numpy.exp)
formula("ABS", numpy.abs)
formula("SQUARE", numpy.square)
formula("SQRT", numpy.sqrt)
formula("RSQRT", lambda x: 1 / numpy.sqrt(x))
formula("GREATER", numpy.greater, 2)
formula("GREATER_EQUAL", numpy.greater_equal, 2)
formula("LESS", numpy.less, 2)
formula("LESS_EQUAL", numpy.less_equal, 2)
formula("SELECT", numpy.where, 3)
formula("SELECT_V2", numpy.where, 3)


@operator("NEG")
def negative(call):
    if are_constant(call):
        return folded(call, numpy.negative)
    return layers.affine(call.signal(), call.name, call.what, multiply=-numpy.ones(1))


@operator("LOG")
def logarithm(call):
    if are_constant(call):
        return folded(call, numpy.log)
    signal = call.signal()
    if getattr(signal.operation, "function", None) == "softmax":
        return layers.softmax(signal.before, call.name, "log_softmax")
    return layers.function(signal, call.name, numpy.log)
