# SPDX-License-Identifier: MIT
"""A dense layer of int8, as TensorFlow Lite's specification has it."""
import dataclasses
import functools
import operator
from fractions import Fraction

from numbers_of import activation_range, float32
from requantization import clamp, multiplier_of, wrapped


def multipliers_of(input_scale, weight_scales, sum_scale):
    """One for each scale of weights. A single one meets the input's in float, several in double."""
    if len(weight_scales) == 1:
        return [multiplier_of(float(float32(input_scale * weight_scales[0])) / float(sum_scale))]
    return [multiplier_of(float(input_scale) * float(scale) / float(sum_scale)) for scale in weight_scales]


@dataclasses.dataclass
class Layer:
    """scales are Fractions that floats hold; weights: outputs rows of inputs numbers."""
    inputs: int
    outputs: int
    input_scale: Fraction
    input_zero: int
    weight_scales: list     # one, or one for each output
    weights: list
    biases: list            # None for none
    activation: str         # identity, relu, relu6, leaky_relu
    slope: Fraction         # leaky_relu's
    sum_scale: Fraction     # of the dense layer's outputs, which leaky_relu takes
    sum_zero: int
    output_scale: Fraction  # equal to those of the sums but for leaky_relu
    output_zero: int

    @functools.cached_property
    def multipliers(self):
        """One for each output."""
        found = multipliers_of(self.input_scale, self.weight_scales, self.sum_scale)
        return found if len(found) > 1 else found * self.outputs

    @functools.cached_property
    def range(self):
        return activation_range(self.activation, self.sum_scale, self.sum_zero)

    @functools.cached_property
    def leaky(self):
        """The multipliers above 0 and below."""
        return (multiplier_of(float32(self.sum_scale / self.output_scale)),
                multiplier_of(float32(float32(self.sum_scale * self.slope) / self.output_scale)))

    def sums(self, x):
        """Before they are scaled. Sums of int32 wrap."""
        shifted = [number - self.input_zero for number in x]
        biases = self.biases or [0] * self.outputs
        return [wrapped(sum(map(operator.mul, row, shifted)) + bias) for row, bias in zip(self.weights, biases)]

    def outputs_of(self, sums, rounding):
        low, high = self.range
        y = [clamp(rounding(total, *by) + self.sum_zero, low, high) for total, by in zip(sums, self.multipliers)]
        if self.activation == 'leaky_relu':
            above, below = self.leaky
            y = [clamp(rounding(q - self.sum_zero, *(above if q >= self.sum_zero else below)) + self.output_zero,
                       -128, 127) for q in y]
        return y

    def apply(self, x, rounding):
        return self.outputs_of(self.sums(x), rounding)
