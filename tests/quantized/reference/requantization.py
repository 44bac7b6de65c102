# SPDX-License-Identifier: MIT
"""Requantisation as TensorFlow Lite's specification has it, in integers of any size.

A multiplier (significand, shift) stands for significand * 2^(shift - 31). Two roundings are in use: that of gemmlowp,
TensorFlow Lite Micro and CMSIS-NN (double), and that of their builds with SINGLE_ROUNDING (single). Where those leave
an overflow undefined, results here saturate.
"""
INT32 = (-2**31, 2**31 - 1)
SHIFTS = (-31, 30)


def clamp(value, low, high):
    return max(low, min(high, value))


def nearest(numerator, denominator):
    """The integer nearest to a fraction; of two the one further from 0. The denominator is positive."""
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size


def exponent_of(numerator, denominator):
    """e, so that 2^(e - 1) <= numerator / denominator < 2^e. Both are positive."""
    e = numerator.bit_length() - denominator.bit_length()
    return e + (numerator << max(-e, 0) >= denominator << max(e, 0))


def wrapped(value):
    """A sum of int32s as two's complement keeps it."""
    return (value + 2**31) % 2**32 - 2**31


def multiplier_of(real):
    """The multiplier of a double, or of a Fraction."""
    numerator, denominator = real.as_integer_ratio()
    if numerator == 0:
        return 0, 0
    shift = exponent_of(abs(numerator), denominator)
    up = 31 - shift
    significand = nearest(numerator << max(up, 0), denominator << max(-up, 0))
    if significand == 2**31:
        significand, shift = 2**30, shift + 1
    if shift < SHIFTS[0]:
        return 0, 0
    if shift > SHIFTS[1]:
        return (INT32[1] if numerator > 0 else INT32[0]), SHIFTS[1]
    return significand, shift


def double_rounding(value, significand, shift):
    """The upper half of twice the product, rounded half up; then divided by 2^-shift, rounded half away from 0."""
    left, right = max(shift, 0), max(-shift, 0)
    shifted = clamp(value * 2**left, *INT32)
    high = clamp((shifted * significand + 2**30) // 2**31, *INT32)
    return nearest(high, 2**right)


def single_rounding(value, significand, shift):
    """The exact product, rounded half up."""
    return clamp((value * significand + 2**(30 - shift)) // 2**(31 - shift), *INT32)


def wide_rounding(value, significand, shift):
    """For 16-bit activations: a sum of 48 bits, a significand of 15, rounded once, half up; in either build."""
    short = (significand + 2**15) // 2**16 if significand < 0x7fff0000 else 0x7fff
    return clamp((value * short + 2**(14 - shift)) // 2**(15 - shift), *INT32)


ROUNDINGS = (double_rounding, single_rounding)
