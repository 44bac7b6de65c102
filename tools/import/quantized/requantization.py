# SPDX-License-Identifier: MIT
"""From sums of products to int8, in integers: the definitions of lib/picomlp/quantized/requantization.hpp.

A multiplier is (significand, shift) and stands for significand * 2^(shift - 31). Arrays are int64 and hold numbers of
32 bits; what does not fit into 32 bits on the way saturates, as in the library."""
import math

import numpy

ROUNDINGS = ("double", "single")
# ONNX Runtime's: a product of floats, rounded to even. Its multipliers are significand * 2^-shift, with 24 bits.
RUNTIME = "runtime"
MOST_SUM_OF_RUNTIME = 2**24 - 1    # what a float holds exactly
INT8 = (-128, 127)
INT32 = (-2**31, 2**31 - 1)
MOST_SHIFT, LEAST_SHIFT = 30, -31


def half_away(value):
    """The integer nearest to a double, halves away from 0. |value| < 2^52."""
    whole = math.floor(abs(value))
    size = whole + (abs(value) - whole >= 0.5)
    return size if value >= 0 else -size


def multiplier_of(factor):
    """Of a double: its significand rounded to 31 bits."""
    if factor == 0 or not math.isfinite(factor):
        return 0, 0
    fraction, shift = math.frexp(factor)
    significand = half_away(fraction * 2.0**31)
    if significand == 2**31:
        significand, shift = 2**30, shift + 1
    if shift < LEAST_SHIFT:
        return 0, 0
    if shift > MOST_SHIFT:
        return (INT32[1] if factor > 0 else INT32[0]), MOST_SHIFT
    return significand, shift


def product_multiplier(input_scale, weight_scale, output_scale, per_output):
    """From sums of products to outputs. A single scale of weights meets the input's in float, several in double."""
    input_scale, weight_scale = numpy.float32(input_scale), numpy.float32(weight_scale)
    product = float(input_scale) * float(weight_scale) if per_output else float(input_scale * weight_scale)
    return multiplier_of(product / float(numpy.float32(output_scale)))


def runtime_multiplier(input_scale, weight_scale, output_scale):
    """ONNX Runtime's factor, step by step in float; None where it is no number of usual size."""
    scale = numpy.float32(input_scale) * numpy.float32(weight_scale) / numpy.float32(output_scale)
    if not 2.0**-36 <= scale < 1:
        return None
    fraction, exponent = math.frexp(float(scale))
    return int(fraction * 2**24), 24 - exponent


def saturated(x):
    return numpy.clip(x, *INT32)


def wrapped(x):
    """As sums of int32 wrap."""
    return (x + 2**31) % 2**32 - 2**31


def doubled_high(a, b):
    """floor((a b + 2^30) / 2^31): a product of two fractions of 31 bits."""
    return saturated((numpy.asarray(a, numpy.int64) * b + 2**30) >> 31)


def divided(x, exponent):
    """x / 2^exponent, rounded, halves away from 0."""
    x = numpy.asarray(x, numpy.int64)
    exponent = numpy.asarray(exponent, numpy.int64)
    half = numpy.where(exponent > 0, numpy.int64(1) << numpy.maximum(exponent - 1, 0), 0)
    return (x + half - ((x < 0) & (exponent > 0))) >> exponent


def requantized(sums, significand, shift, rounding):
    """sums times the multiplier. The three may be arrays that fit each other."""
    sums, significand, shift = (numpy.asarray(part, numpy.int64) for part in (sums, significand, shift))
    if rounding == "double":
        left = numpy.maximum(shift, 0)
        return divided(doubled_high(saturated(sums << left), significand), left - shift)
    if rounding == RUNTIME:
        scale = numpy.ldexp(significand.astype(numpy.float64), -shift).astype(numpy.float32)
        return numpy.rint(numpy.clip(sums.astype(numpy.float32) * scale, -2.0**20, 2.0**20)).astype(numpy.int64)
    assert rounding == "single"
    return saturated((sums * significand + (numpy.int64(1) << (30 - shift))) >> (31 - shift))


def nearest_float(x):
    """The integers nearest to floats, halves away from 0, clamped far beyond int8; of a NaN the least."""
    x = numpy.asarray(x, numpy.float32)
    limit = numpy.float32(65536)
    clamped = numpy.where(x > -limit, numpy.where(x > limit, limit, x), -limit)
    whole = numpy.trunc(clamped)
    rest = clamped - whole
    return (whole + (rest >= 0.5) - (rest <= -0.5)).astype(numpy.int64)


def quantized(x, scale, zero_point):
    """int8 of floats: the quotient is rounded to float first, as TFLite's QUANTIZE does."""
    quotients = numpy.asarray(x, numpy.float32) / numpy.float32(scale)
    return numpy.clip(nearest_float(quotients) + zero_point, *INT8).astype(numpy.int8)


def dequantized(q, scale, zero_point):
    """Floats of int8: scale * (q - zero point), rounded once."""
    return numpy.float32(scale) * (numpy.asarray(q, numpy.int64) - zero_point).astype(numpy.float32)
