# SPDX-License-Identifier: MIT
"""Layers of floats made into layers of int16 activations and int8 weights, as TensorFlow Lite's 16x8 has them.

Numbers are Fractions that floats hold; what the library computes in float or double is rounded as it does there.
"""
import dataclasses
from fractions import Fraction

from layer import multipliers_of
from layer_16x8 import INT16, Layer16x8
from numbers_of import activation_range, float32
from requantization import clamp, nearest

SMALLEST = Fraction(2)**-126
LARGEST_BIAS = 2**45
LARGEST_MULTIPLIER = 2**6   # of those of a shift of 7 the smallest
SMALLEST_MULTIPLIER = Fraction(2)**-31


@dataclasses.dataclass
class FloatLayer:
    """weights: outputs rows of inputs Fractions."""
    weights: list
    biases: list
    activation: str
    reached: tuple          # the smallest and the largest output that was seen


def scale_of_16(low, high):
    return float32((max(abs(low), abs(high)) or Fraction(1)) / INT16[1])


def times(number, power):
    return float32(float32(number) * power)


def nearest_quotient(number, unit):
    """By a division of doubles."""
    return nearest(*(float(number) / unit).as_integer_ratio())


def wanted_scale(row, bias, input_scale):
    return max(float32(max(map(abs, row)) / 127), times(abs(bias) / input_scale, Fraction(1, LARGEST_BIAS)), SMALLEST)


def quantized(layer, input_scale, per_output):
    """The layer in integers, and the scale of its outputs."""
    wanted = [wanted_scale(row, bias, input_scale) for row, bias in zip(layer.weights, layer.biases)]
    output_scale = max(scale_of_16(*layer.reached),
                       times(input_scale * max(wanted), Fraction(1, LARGEST_MULTIPLIER)))
    least = times(output_scale / input_scale, SMALLEST_MULTIPLIER)
    scales = [max(scale, least) for scale in wanted] if per_output else [max(*wanted, least)]
    each = scales if per_output else scales * len(wanted)
    weights = [[clamp(nearest_quotient(weight, float(scale)), -127, 127) for weight in row]
               for row, scale in zip(layer.weights, each)]
    biases = [nearest_quotient(bias, float(input_scale) * float(scale)) for bias, scale in zip(layer.biases, each)]
    limits = activation_range(layer.activation, output_scale, 0, INT16)
    return Layer16x8(multipliers_of(input_scale, scales, output_scale), weights, biases, limits), output_scale
