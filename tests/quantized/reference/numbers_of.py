# SPDX-License-Identifier: MIT
"""Floats and their bits, and numbers between float and int8: real = scale * (q - zero point)."""
import struct
from fractions import Fraction

from requantization import clamp, exponent_of, nearest

INT8 = (-128, 127)


def float32(value):
    """A Fraction rounded to the nearest float, ties to even: exact products and quotients become those of floats.
    Subnormal floats do not occur here, nor do overflows."""
    if value == 0:
        return value
    up = 24 - exponent_of(abs(value.numerator), value.denominator)
    numerator, denominator = abs(value.numerator) << max(up, 0), value.denominator << max(-up, 0)
    units, rest = divmod(numerator, denominator)
    units += 2 * rest > denominator or (2 * rest == denominator and units % 2)
    size = Fraction(units << max(-up, 0), 1 << max(up, 0))
    return size if value > 0 else -size


def float_of(bits):
    return Fraction(struct.unpack('<f', struct.pack('<I', bits))[0])


def bits_of(value):
    """Those of a float, given exactly."""
    bits = struct.unpack('<I', struct.pack('<f', float(value)))[0]
    assert float_of(bits) == value, f'{float(value)} is no float'
    return bits


def quantize(real, scale, zero_point, limits=INT8):
    return clamp(nearest(*float32(real / scale).as_integer_ratio()) + zero_point, *limits)


def dequantize(number, scale, zero_point):
    return float32(scale * (number - zero_point))


def activation_range(activation, scale, zero_point, limits=INT8):
    """What a fused activation leaves of int8's range."""
    low, high = limits
    if activation in ('relu', 'relu6'):
        low = clamp(zero_point, low, high)
    if activation == 'relu6':
        high = clamp(zero_point + nearest(*float32(6 / scale).as_integer_ratio()), *limits)
    return low, high


def table(function, from_scale, from_zero, to_scale, to_zero):
    """Any activation of one number as 256 of them: for -128 first. function: Fraction to a number."""
    return [quantize(Fraction(function(dequantize(q, from_scale, from_zero))), to_scale, to_zero)
            for q in range(-128, 128)]
