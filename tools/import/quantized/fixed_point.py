# SPDX-License-Identifier: MIT
"""Functions of fractions in 32 bits, in integers: those of gemmlowp's fixed point, of which TFLite Micro makes
LOGISTIC, TANH and SOFTMAX. Arrays are int64; a fraction with n bits before its point is raw * 2^(n - 31)."""
import numpy

from .requantization import INT32, divided, doubled_high

ONE = INT32[1]    # of a fraction without bits before its point
# exp(-2^k) of such fractions, from k = -2 on.
EXPONENTIALS = (1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242)


def times_two_to(x, exponent):
    """Exactly x 2^exponent, saturating; or divided with halves away from 0."""
    if exponent <= 0:
        return divided(x, -exponent)
    return numpy.clip(numpy.asarray(x, numpy.int64) << exponent, *INT32)


def exp_near_zero(a):
    """exp of -1/4 to 0, a Taylor series around -1/8."""
    x = a + (1 << 28)
    x2 = doubled_high(x, x)
    x3, x4 = doubled_high(x2, x), doubled_high(x2, x2)
    higher = doubled_high(divided(x4, 2) + x3, 715827883)    # a third
    tail = divided(higher + x2, 1)
    return 1895147668 + doubled_high(x + tail, 1895147668)    # exp(-1/8)


def exp_of_negative(a, integer_bits):
    """exp(a) for a <= 0 with so many bits before its point, 5 at most."""
    a = numpy.asarray(a, numpy.int64)
    fraction_bits = 31 - integer_bits
    quarter = 1 << (fraction_bits - 2)
    below = (a & (quarter - 1)) - quarter
    result = exp_near_zero(times_two_to(below, integer_bits))
    rest = below - a
    for exponent, factor in zip(range(-2, integer_bits), EXPONENTIALS):
        bit = 1 << (fraction_bits + exponent)
        result = numpy.where(rest & bit, doubled_high(result, factor), result)
    return numpy.where(a == 0, ONE, result)


def half_reciprocal(a):
    """2 / (1 + a), with two bits before its point, for a of 0 to 1: three steps of Newton."""
    # Half of 1 + a, rounded, halves away from 0.
    total = numpy.asarray(a, numpy.int64) + ONE
    half = (total + 1) >> 1
    x = 1515870810 + doubled_high(half, -1010580540)    # 48 / 17, 32 / 17
    for _ in range(3):
        x = x + times_two_to(doubled_high(x, (1 << 29) - doubled_high(half, x)), 2)
    return x


def reciprocal_of_one_plus(a):
    return times_two_to(half_reciprocal(a), 1)


def logistic(a, integer_bits):
    a = numpy.asarray(a, numpy.int64)
    positive = reciprocal_of_one_plus(exp_of_negative(-abs(a), integer_bits))
    return numpy.where(a == 0, 1 << 30, numpy.where(a > 0, positive, ONE - positive))


def hyperbolic_tangent(a, integer_bits):
    a = numpy.asarray(a, numpy.int64)
    # The argument twice as large: the same bits with one more before the point.
    positive = times_two_to(half_reciprocal(exp_of_negative(-abs(a), integer_bits + 1)) - (1 << 29), 2)
    return numpy.where(a == 0, 0, numpy.where(a > 0, positive, -positive))


def reciprocal(x, integer_bits):
    """(r, e) for x > 0: 1 / x is r 2^-e as a fraction without bits before its point."""
    x = numpy.asarray(x, numpy.int64)
    leading = 32 - numpy.frexp(x.astype(numpy.float64))[1].astype(numpy.int64)
    return reciprocal_of_one_plus((x << leading) - 2**31), integer_bits - leading
