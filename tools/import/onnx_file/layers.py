# SPDX-License-Identifier: MIT
"""ONNX's operators that are layers or scale features."""
import numpy

from graph import layers
from graph.values import Constant, Signal
from onnx_file.call import ML, operator
from onnx_file.model import Attribute


@operator("Gemm")
def gemm(call):
    if call.integer("transA", 0):
        call.refuse("transposes its input (transA), which mixes samples.")
    signal = call.signal()
    weights, bias = call.constant(1), call.constant(2)
    if weights is None:
        call.refuse("lacks its weights.")
    call.reading.uses(weights)
    matrix = weights.array.astype(numpy.float64)
    matrix = call.real("alpha", 1.0) * (matrix.T if call.integer("transB", 0) else matrix)
    if bias is not None:
        bias = call.real("beta", 1.0) * bias.array.astype(numpy.float64)
    return layers.dense(signal, matrix, bias, call.name, call.what)


@operator("MatMul")
def matmul(call):
    if isinstance(call.input(0), Constant):
        call.refuse("multiplies from the left, which mixes samples or needs them as columns.")
    if isinstance(call.input(1), Signal):
        call.refuse("multiplies two branches of the network; picomlp's networks are a straight line of layers.")
    weights = call.constant(1)
    matrix = call.array(1)
    call.reading.uses(weights)
    while matrix.ndim > 2 and matrix.shape[0] == 1:
        matrix = matrix[0]
    return layers.dense(call.signal(), matrix.astype(numpy.float64), None, call.name, call.what)


@operator("BatchNormalization")
def batch_normalization(call):
    if call.integer("training_mode", 0):
        call.refuse("is in training mode, so a sample's outputs depend on the others; export it in evaluation mode.")
    signal = call.signal()
    scale, shift, mean, variance = (call.array(index).astype(numpy.float64) for index in (1, 2, 3, 4))
    multiply = scale / numpy.sqrt(variance + call.real("epsilon", 1e-5))
    behind = (1,) * max(0, len(signal.shape) - 2)
    parts = [part.reshape(part.shape + behind) for part in (mean, multiply, shift)]
    return layers.affine(signal, call.name, call.what, *parts)


@operator("Scaler", domain=ML)
def scaler(call):
    offset, scale = (numpy.array(call.get(name, (), Attribute.reals), dtype=numpy.float64)
                     for name in ("offset", "scale"))
    return layers.affine(call.signal(), call.name, call.what, subtract=offset if offset.size else None,
                         multiply=scale if scale.size else numpy.ones(1))


@operator("Normalizer", domain=ML)
def normalizer(call):
    call.refuse("divides each sample by its norm; picomlp scales each feature by itself.")


@operator("LinearRegressor", domain=ML)
def linear_regressor(call):
    if call.text("post_transform", "NONE") != "NONE":
        call.refuse(f"has the post_transform {call.text('post_transform')}, which is not read.")
    targets = max(1, call.integer("targets", 1))
    coefficients = call.get("coefficients", (), Attribute.reals)
    intercepts = call.get("intercepts", (), Attribute.reals)
    if not len(coefficients) or len(coefficients) % targets:
        call.refuse(f"has {len(coefficients)} coefficients for {targets} targets.")
    call.reading.numbers.add("float32")
    weights = numpy.array(coefficients, dtype=numpy.float64).reshape(targets, -1).T
    return layers.dense(call.signal(), weights, numpy.array(intercepts) if len(intercepts) else None,
                        call.name, call.what)
