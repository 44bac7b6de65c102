# SPDX-License-Identifier: MIT
"""Several scalings, one after the other, as one."""
import math

import numpy

from operations import Affine


class Scaling:
    """x * factor + shift, kept as (x - offset) * factor as long as that is what it is: scalers lose no digits."""

    def __init__(self):
        self.names = []
        self.subtract = self.multiply = self.add = None    # as in Affine

    def __bool__(self):
        return bool(self.names)

    def then(self, affine):
        self.names.append(affine.name)
        if len(self.names) == 1:
            self.subtract, self.multiply, self.add = affine.subtract, affine.multiply, affine.add
            return
        if self.add is None and affine.subtract is None:    # what is known to the last digit stays it
            factors = [one for one in (self.multiply, affine.multiply) if one is not None]
            self.multiply, self.add = math.prod(factors[1:], start=factors[0]) if factors else None, affine.add
            return
        # Of two: x * f1 * f2 + ((shift1 - subtract2) * f2 + add2)
        factor, shift = self.linear()
        next_factor, next_shift = linear(affine)
        self.subtract, self.multiply, self.add = None, factor * next_factor, shift * next_factor + next_shift

    def linear(self):
        return linear(self)

    def as_offset_and_factor(self, size):
        """(offset, factor) of (x - offset) * factor, or None where it has no such form."""
        factor = numpy.ones(size) if self.multiply is None else numpy.broadcast_to(self.multiply, size)
        offset = numpy.zeros(size) if self.subtract is None else numpy.broadcast_to(self.subtract, size)
        if self.add is not None:
            if not numpy.all(factor):
                return None
            offset = offset - self.add / factor
        return offset, factor


def linear(affine):
    """(factor, shift) of x * factor + shift."""
    factor = 1.0 if affine.multiply is None else affine.multiply
    shift = 0.0 if affine.subtract is None else -affine.subtract * factor
    return factor, shift if affine.add is None else shift + affine.add


def joined(first, second):
    """Scaling `first`, then `second`, as one."""
    if not second:
        return first
    names = first.names + second.names
    factor, shift = second.linear()
    first.then(Affine("", None, numpy.asarray(factor), numpy.asarray(shift)))
    first.names = names
    return first
