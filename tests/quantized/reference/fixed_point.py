# SPDX-License-Identifier: MIT
"""LOGISTIC, TANH and SOFTMAX of int8, as TensorFlow Lite Micro has them: the fixed point of gemmlowp.

A Fixed is raw * 2^(bits - 31), with `bits` bits before the point. Products round half up, quotients by powers of two
half away from 0, and what does not fit saturates.
"""
import dataclasses
from fractions import Fraction

from numbers_of import INT8
from requantization import INT32, SHIFTS, clamp, double_rounding, exponent_of, nearest

INPUT_BITS = 4        # of LOGISTIC and TANH
DIFFERENCE_BITS = 5   # of SOFTMAX's exponents
SUM_BITS = 12         # of its sum
LARGEST_FACTOR = {'double': 2**31 - 1, 'single': 2**30 - 1}


@dataclasses.dataclass(frozen=True)
class Fixed:
    raw: int
    bits: int = 0

    @staticmethod
    def one(bits):
        return Fixed(INT32[1], 0) if bits == 0 else Fixed(2**(31 - bits), bits)

    def __add__(self, other):
        assert self.bits == other.bits and INT32[0] <= self.raw + other.raw <= INT32[1]
        return Fixed(self.raw + other.raw, self.bits)

    def __neg__(self):
        return Fixed(-self.raw, self.bits)

    def __sub__(self, other):
        return self + -other

    def __mul__(self, other):
        return Fixed(clamp((self.raw * other.raw + 2**30) // 2**31, *INT32), self.bits + other.bits)

    def over(self, power):
        """Divided by 2^power, with its bits."""
        return Fixed(nearest(self.raw, 2**power), self.bits)

    def rescaled(self, bits):
        """The same number with other bits before its point."""
        if bits > self.bits:
            return self.over(bits - self.bits).read_as(bits)
        return Fixed(clamp(self.raw * 2**(self.bits - bits), *INT32), bits)

    def read_as(self, bits):
        """The same raw number with other bits: times a power of two, exactly."""
        return Fixed(self.raw, bits)


def constant(value, bits=0):
    return Fixed(clamp(nearest(*(Fraction(value) * 2**(31 - bits)).as_integer_ratio()), *INT32), bits)


# exp(-1/8) and exp(-2^k), k from -2 to 4, as raw numbers: 31 bits of these reals.
EXP_OF_EIGHTH = Fixed(1895147668)
FACTORS = tuple(map(Fixed, (1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242)))


def exp_near_eighth(a):
    """For a from -1/4 to 0, without bits: by Taylor's polynomial of degree 4 around -1/8."""
    x = a + constant(Fraction(1, 8))
    square = x * x
    higher = ((square * square).over(2) + square * x) * constant(Fraction(1, 3)) + square
    return EXP_OF_EIGHTH + EXP_OF_EIGHTH * (x + higher.over(1))


def exp(a):
    """For a <= 0."""
    if a.raw == 0:
        return Fixed.one(0)
    quarter = 2**(29 - a.bits)
    rest = a.raw % quarter - quarter
    result = exp_near_eighth(Fixed(rest, a.bits).rescaled(0))
    quarters = (rest - a.raw) // quarter
    for k, factor in enumerate(FACTORS[:a.bits + 2]):
        if quarters >> k & 1:
            result = result * factor
    return result


def two_over_one_plus(a):
    """For 0 <= a <= 1, without bits; the result has two. Newton's steps from 48/17 - 32/17 of half the denominator."""
    half = Fixed((a.raw + 2**31) // 2)
    x = constant(Fraction(48, 17), 2) + half * constant(Fraction(-32, 17), 2)
    for _ in range(3):
        x = x + (x * (Fixed.one(2) - half * x)).rescaled(2)
    return x


def one_over_one_plus(a):
    return two_over_one_plus(a).read_as(1).rescaled(0)


def logistic(a):
    if a.raw == 0:
        return constant(Fraction(1, 2))
    positive = one_over_one_plus(exp(-a if a.raw > 0 else a))
    return positive if a.raw > 0 else Fixed.one(0) - positive


def tanh(a):
    if a.raw == 0:
        return a.read_as(0)
    negative = a if a.raw < 0 else -a
    size = (two_over_one_plus(exp(negative.read_as(a.bits + 1))) - Fixed.one(2)).rescaled(0)
    return size if a.raw > 0 else -size


def factor_of(real):
    """A multiplier without the limit of a multiplier's shift."""
    shift = exponent_of(*real.as_integer_ratio())
    significand = nearest(*(real * Fraction(2)**(31 - shift)).as_integer_ratio())
    if significand == 2**31:
        significand, shift = 2**30, shift + 1
    return (significand, shift) if shift >= SHIFTS[0] else (0, 0)


def radius(bits, shift):
    """The first difference that is too far from 0."""
    return int(Fraction((2**bits - 1) * 2**(31 - bits)) / Fraction(2)**shift)


def table(function, bits_after_point, zero_point, scale, from_zero, rounding=double_rounding):
    """256 outputs, that of -128 first."""
    factor = factor_of(scale * 2**(31 - INPUT_BITS))
    beyond = radius(INPUT_BITS, factor[1])

    def output(difference):
        if difference <= -beyond:
            return INT8[0]
        if difference >= beyond:
            return INT8[1]
        fraction = function(Fixed(rounding(difference, *factor), INPUT_BITS))
        return clamp(nearest(fraction.raw, 2**(31 - bits_after_point)) + zero_point, *INT8)
    return [output(q - from_zero) for q in range(-128, 128)]


def logistic_table(scale, zero_point, rounding=double_rounding):
    return table(logistic, 8, -128, scale, zero_point, rounding)


def tanh_table(scale, zero_point, rounding=double_rounding):
    return table(tanh, 7, 0, scale, zero_point, rounding)


def softmax_factor(scale, largest=LARGEST_FACTOR['double']):
    """The multiplier of differences, and the least difference that counts."""
    factor = factor_of(min(scale * 2**(31 - DIFFERENCE_BITS), Fraction(largest)))
    return factor, -radius(DIFFERENCE_BITS, factor[1])


def softmax(q, factor, least, rounding=double_rounding):
    """Of one row."""
    counted = {d: exp(Fixed(rounding(d, *factor), DIFFERENCE_BITS))
               for d in {number - max(q) for number in q} if d >= least}
    total = sum(counted[number - max(q)].rescaled(SUM_BITS).raw for number in q if number - max(q) in counted)
    bits_over_one = total.bit_length() - (31 - SUM_BITS) - 1
    share = one_over_one_plus(Fixed(total * 2**(32 - total.bit_length()) - 2**31))
    return [clamp(nearest((share * counted[d]).raw, 2**(bits_over_one + 31 - 8)) - 128, *INT8) if d in counted
            else INT8[0] for d in (number - max(q) for number in q)]
