# SPDX-License-Identifier: MIT
"""The ranges of a network's numbers over samples, found as lib/picomlp/quantized/calibration.hpp finds them."""
from dataclasses import dataclass

import numpy

BINS = 256


@dataclass(frozen=True)
class Range:
    lowest: numpy.float32
    highest: numpy.float32


@dataclass(frozen=True)
class Calibration:
    inputs: Range
    sums: list       # of each layer
    outputs: list    # of each layer


def range_of(values, how, part):
    """how: "min_max", "percentile" (of which `part` remains) or "least_squares"."""
    whole = Range(values.min(), values.max())
    if how == "min_max":
        return whole
    bins = Bins(whole, BINS)
    counts = bins.counts(values)
    return bins.percentile(counts, float(numpy.float32(part))) if how == "percentile" else bins.least_squares(counts)


def calibrated(x, walked, how="min_max", part=0.999):
    """Of scaled features and what FloatLayers.walk() has found for them."""
    return Calibration(range_of(x, how, part), [range_of(z, how, part) for z, _ in walked],
                       [range_of(a, how, part) for _, a in walked])


class Bins:
    """Of equal width over a range. All in double, step by step as the library computes it."""

    def __init__(self, whole, bins):
        self.whole, self.bins = whole, bins
        self.lowest = float(whole.lowest)
        self.width = (float(whole.highest) - self.lowest) / bins

    def edge(self, number):
        return self.lowest + self.width * number

    def counts(self, values):
        """How many numbers lie in each; zeros are left aside."""
        values = values[values != 0].astype(numpy.float64)
        place = (values - self.lowest) / self.width
        inside = numpy.where(place > 0, numpy.where(place < self.bins, place, self.bins - 1), 0)
        return numpy.bincount(inside.astype(numpy.int64), minlength=self.bins).tolist()

    def part(self, first, end):
        return Range(self.whole.lowest if first == 0 else numpy.float32(self.edge(first)),
                     self.whole.highest if end == self.bins else numpy.float32(self.edge(end)))

    def percentile(self, counts, part):
        spare = sum(counts) * (1 - part) / 2
        first, end = 0, self.bins
        left_out = counts[0]
        while first + 1 < end and left_out <= spare:
            left_out += counts[first + 1]
            first += 1
        left_out = counts[end - 1]
        while first + 1 < end and left_out <= spare:
            left_out += counts[end - 2]
            end -= 1
        return self.part(first, end)

    def least_squares(self, counts):
        width, total = self.width, float(sum(counts))
        least, best, below = -1.0, self.whole, 0.0
        for first in range(self.bins):
            lost_below = 0.0
            for k in range(first):
                distance = (first - k - 0.5) * width
                lost_below += counts[k] * (distance * distance)
            above = distances = squares = 0.0
            for end in range(self.bins, first, -1):
                lost = lost_below + squares + (total - below - above) * squared_error(self.edge(first), self.edge(end))
                if least < 0 or lost < least:
                    least, best = lost, (first, end)
                more = counts[end - 1]
                squares += width * (2 * distances + above * width) + more * (width * width / 4)
                distances += above * width + more * (width / 2)
                above += more
            below += counts[first]
        return self.part(*best)


def squared_error(lowest, highest):
    step = (max(highest, 0.0) - min(lowest, 0.0)) / 255
    return step * step / 12
