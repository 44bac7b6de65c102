# SPDX-License-Identifier: MIT
"""A network of floats made into int8: the numbers of quantize() in lib/picomlp/quantized/quantize_network.hpp."""
import numpy

from refusal import Refused

from . import activations
from .activations import EVERY, Quantization, Table
from .network import Layer, QuantizedNetwork
from .requantization import INT32, dequantized, nearest_float, quantized

SMALLEST = numpy.float32(2.0**-126)
WEIGHT_SCALES = ("per_output", "per_layer")
CLAMPED = ("identity", "relu", "relu6", "softmax", "log_softmax")
LEAKY = ("leaky_relu", "leaky_relu_of")

# As TensorFlow Lite Micro has them; every other table is one of the library's function of floats.
IN_INTEGERS = {"sigmoid": activations.logistic, "hyperbolic_tangent": activations.hyperbolic_tangent}


def nearest(values):
    """int64 nearest to doubles, halves away from 0."""
    whole = numpy.trunc(values)
    rest = values - whole
    return (whole + (rest >= 0.5) - (rest <= -0.5)).astype(numpy.int64)


def quantization_of(found, what):
    """That reaches over a range and 0. All in float."""
    zero = numpy.float32(0)
    low, high = min(found.lowest, zero), max(found.highest, zero)
    reach = high - low
    scale = (reach if reach > 0 else numpy.float32(1)) / numpy.float32(255)
    if not numpy.isfinite(reach) or scale < SMALLEST:
        raise Refused(f"{what} reach from {low:g} to {high:g}, for which no scale of a normal float fits.")
    return Quantization(float(scale), int(numpy.clip(-128 - nearest_float(low / scale), -128, 127)))


def scales_of(layer, input_scale, weight_scales):
    """Of the weights: the largest is 127, and a bias has 2^29 of the sums' units at most."""
    weights, bias = layer.weights.astype(numpy.float32), layer.bias.astype(numpy.float32)
    of_weights = abs(weights).max(axis=0) / numpy.float32(127)
    of_bias = abs(bias) / numpy.float32(input_scale) * numpy.float32(2.0**-29)
    found = numpy.maximum(of_weights, of_bias)
    if weight_scales == "per_layer":
        found = found.max(keepdims=True)
    if not numpy.isfinite(found).all():
        raise Refused(f"Layer '{layer.name}': no scale of a float fits its weights and biases.")
    return numpy.where(found == 0, numpy.float32(1), numpy.maximum(found, SMALLEST))


def integers_of(layer, input_scale, scales):
    """(weights int8[outputs][inputs], biases int32[outputs])"""
    each = numpy.broadcast_to(scales, (layer.units,)).astype(numpy.float64)
    weights = numpy.clip(nearest(layer.weights.T / each[:, None]), -127, 127)
    units = layer.bias / (float(numpy.float32(input_scale)) * each)
    biases = nearest(numpy.clip(units, -2.0**52, 2.0**52))
    if (255 * abs(weights).sum(axis=1) + abs(biases) > INT32[1]).any():
        raise Refused(f"Layer '{layer.name}': its sums need more than 32 bits.")
    return weights.astype(numpy.int8), biases.astype(numpy.int32)


def steps_of(layer, number, ranges, sums, floats):
    """(what follows the sums, the quantization of its outputs)"""
    if layer.activation in CLAMPED:
        return (), None
    if layer.activation in IN_INTEGERS:
        step = IN_INTEGERS[layer.activation](sums)
        return (step,), step.to
    to = quantization_of(ranges.outputs[number], f"Layer '{layer.name}': its outputs")
    if layer.activation in LEAKY:
        slope = 0.01 if layer.activation == "leaky_relu" else layer.parameter
        return (activations.leaky_relu(sums, slope, to),), to
    y = floats.activated(layer, dequantized(EVERY, sums.scale, sums.zero_point))
    if not numpy.isfinite(y).all():
        raise Refused(f"Layer '{layer.name}': its activation gives a number that is not finite.")
    return (Table(quantized(y, to.scale, to.zero_point).astype(numpy.int64), to),), to


def quantized_layer(layer, number, of, ranges, weight_scales, floats):
    is_clamped = layer.activation in CLAMPED
    sums = quantization_of((ranges.outputs if is_clamped else ranges.sums)[number], f"Layer '{layer.name}': its sums")
    steps, to = steps_of(layer, number, ranges, sums, floats)
    scales = scales_of(layer, of.scale, weight_scales)
    weights, biases = integers_of(layer, of.scale, scales)
    fused = layer.activation if layer.activation in ("relu", "relu6") else "identity"
    return Layer(layer.name, of, weights, tuple(float(scale) for scale in scales), biases, sums,
                 activations.fused_range(fused, sums), steps, layer.activation, to,
                 layer.parameter)


def quantize(floats, ranges, weight_scales="per_output"):
    """Of FloatLayers and a Calibration."""
    network = floats.network
    start = at = quantization_of(ranges.inputs, "The features")
    layers = []
    for number, layer in enumerate(network.layers):
        layers.append(quantized_layer(layer, number, at, ranges, weight_scales, floats))
        at = layers[-1].outputs
    remarks = []
    if network.layers[-1].activation in ("softmax", "log_softmax"):
        remarks.append(f"The {network.layers[-1].activation} at the end is left out: the outputs are its logits, of "
                       "which the largest is the same.")
    return QuantizedNetwork(start, layers, scaling=network.scaling, targets=network.targets,
                            feature_names=network.feature_names, class_names=network.class_names, remarks=remarks)
