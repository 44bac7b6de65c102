# SPDX-License-Identifier: MIT
"""A dense layer of int16 activations and int8 weights, as TensorFlow Lite's specification has it."""
import dataclasses
import operator

from requantization import clamp, wide_rounding

INT16 = (-32768, 32767)


@dataclasses.dataclass
class Layer16x8:
    """Nothing has a zero point; sums have 64 bits."""
    multipliers: list   # one, or one for each output
    weights: list       # outputs rows of inputs numbers
    biases: list        # None for none
    limits: tuple       # what the activation leaves

    def apply(self, x):
        outputs = len(self.weights)
        multipliers = self.multipliers if len(self.multipliers) > 1 else self.multipliers * outputs
        return [clamp(wide_rounding(sum(map(operator.mul, row, x)) + bias, *multiplier), *self.limits)
                for row, bias, multiplier in zip(self.weights, self.biases or [0] * outputs, multipliers, strict=True)]
