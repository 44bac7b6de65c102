# SPDX-License-Identifier: MIT
"""What may follow a layer's sums in int8, number by number: as TFLite Micro computes it, in either rounding. Each takes
numbers q as int64 and gives such."""
import math
from dataclasses import dataclass

import numpy

from . import fixed_point
from .requantization import INT8, half_away, multiplier_of, requantized

EVERY = numpy.arange(-128, 128)    # number of int8
INPUT_BITS = 4                     # before the point, in LOGISTIC and TANH
SOFTMAX_BITS = 5                   # likewise of the differences that SOFTMAX takes
SUM_BITS = 12                      # and of its sum


@dataclass(frozen=True)
class Quantization:
    """q stands for scale * (q - zero_point)."""
    scale: float          # one that a float holds
    zero_point: int


# What TFLite demands of the outputs of these.
OF_LOGISTIC = Quantization(1 / 256, -128)
OF_TANH = Quantization(1 / 128, 0)
OF_SOFTMAX = Quantization(1 / 256, -128)


def units(value, how):
    """How many steps a float is, halves away from 0; the quotient is rounded to float first."""
    return half_away(min(float(numpy.float32(value) / numpy.float32(how.scale)), 1e6))


def fused_range(activation, how):
    """(lowest, highest) number that identity, relu, relu6 or relu_n1_to_1 leaves."""
    bounds = {"identity": (None, None), "relu": (0, None), "relu6": (0, 6), "relu_n1_to_1": (-1, 1)}[activation]
    low, high = (None if bound is None else how.zero_point + units(bound, how) for bound in bounds)
    return INT8[0] if low is None else max(low, INT8[0]), INT8[1] if high is None else min(high, INT8[1])


@dataclass(frozen=True)
class Scaled:
    """The same real numbers in another quantization, cut off: QUANTIZE and RELU."""
    of: Quantization
    to: Quantization
    multiplier: tuple
    range: tuple
    is_relu: bool = False

    def __call__(self, q, rounding):
        return numpy.clip(requantized(q - self.of.zero_point, *self.multiplier, rounding) + self.to.zero_point,
                          *self.range)


def requantization(of, to):
    return Scaled(of, to, multiplier_of(of.scale / to.scale), INT8)


def relu(of, to):
    factor = float(numpy.float32(of.scale) / numpy.float32(to.scale))
    return Scaled(of, to, multiplier_of(factor), fused_range("relu", to), True)


@dataclass(frozen=True)
class Clamped:
    """RELU6, which stays in its quantization."""
    range: tuple

    def __call__(self, q, rounding):
        return numpy.clip(q, *self.range)


@dataclass(frozen=True)
class Leaky:
    of: Quantization
    to: Quantization
    slope: float      # one that a float holds
    above: tuple      # multipliers of what is above 0, and below
    below: tuple

    def __call__(self, q, rounding):
        d = q - self.of.zero_point
        scaled = numpy.where(d >= 0, requantized(d, *self.above, rounding), requantized(d, *self.below, rounding))
        return numpy.clip(scaled + self.to.zero_point, *INT8)


def leaky_relu(of, slope, to):
    """Its multipliers are computed in float."""
    scale, out = numpy.float32(of.scale), numpy.float32(to.scale)
    slope = numpy.float32(slope)
    return Leaky(of, to, float(slope), multiplier_of(float(scale / out)), multiplier_of(float(scale * slope / out)))


def radius(integer_bits, left_shift):
    """How far from 0 numbers may be before they leave the fixed point."""
    return math.floor(((1 << integer_bits) - 1) * 2.0**(31 - integer_bits) / 2.0**left_shift)


@dataclass(frozen=True)
class FixedPoint:
    """LOGISTIC and TANH."""
    function: str       # of fixed_point.py
    of: Quantization
    multiplier: tuple   # to a fraction with INPUT_BITS
    to: Quantization

    def __call__(self, q, rounding):
        d = q - self.of.zero_point
        far = radius(INPUT_BITS, self.multiplier[1])
        inside = numpy.clip(d, -max(far - 1, 0), max(far - 1, 0))
        fraction = getattr(fixed_point, self.function)(requantized(inside, *self.multiplier, rounding), INPUT_BITS)
        bits = 8 if self.to.zero_point else 7
        y = numpy.clip(fixed_point.divided(fraction, 31 - bits) + self.to.zero_point, *INT8)
        return numpy.where(d <= -far, INT8[0], numpy.where(d >= far, INT8[1], y))


def logistic(of):
    return FixedPoint("logistic", of, multiplier_of(of.scale * 2.0**(31 - INPUT_BITS)), OF_LOGISTIC)


def hyperbolic_tangent(of):
    return FixedPoint("hyperbolic_tangent", of, multiplier_of(of.scale * 2.0**(31 - INPUT_BITS)), OF_TANH)


@dataclass(frozen=True, eq=False)
class Table:
    """Any function: 256 numbers, that of -128 first."""
    outputs: numpy.ndarray
    to: Quantization

    def __call__(self, q, rounding):
        return numpy.asarray(self.outputs, numpy.int64)[q + 128]


@dataclass(frozen=True)
class Softmax:
    """SOFTMAX, which looks at all numbers of a layer."""
    multiplier: tuple    # of differences from the largest, to fractions with SOFTMAX_BITS; its shift is not negative
    least: int           # the least difference that counts

    def exponentials(self, rounding):
        """Of the differences 0, -1, ..., to the least that counts and occurs."""
        differences = -numpy.arange(min(-self.least, 255) + 1)
        return fixed_point.exp_of_negative(requantized(differences, *self.multiplier, rounding), SOFTMAX_BITS)

    def outputs(self, q, rounding):
        """For q[samples][outputs]."""
        table = self.exponentials(rounding)
        below = q.max(axis=1, keepdims=True) - q
        counts = below < len(table)
        found = numpy.where(counts, table[numpy.minimum(below, len(table) - 1)], 0)
        total = numpy.where(counts, fixed_point.divided(found, SUM_BITS), 0).sum(axis=1, keepdims=True)
        factor, exponent = fixed_point.reciprocal(total, SUM_BITS)
        y = fixed_point.divided(fixed_point.doubled_high(found, factor), exponent + 31 - 8) - 128
        return numpy.where(counts, numpy.clip(y, *INT8), INT8[0])


def softmax(of, beta, rounding):
    """None where the scale is too small for TFLite: a step of 2^-26 or less."""
    largest = 2.0**30 - 1 if rounding == "single" else 2.0**31 - 1
    factor = min(float(numpy.float32(beta)) * of.scale * 2.0**(31 - SOFTMAX_BITS), largest)
    if not factor > 1:
        return None
    multiplier = multiplier_of(factor)
    return Softmax(multiplier, -radius(SOFTMAX_BITS, multiplier[1]))
