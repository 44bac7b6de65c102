"""A dense layer of int8, as TensorFlow Lite's specification has it."""
import dataclasses
from fractions import Fraction

from numbers_of import activation_range, float32
from requantization import clamp, multiplier_of, wrapped


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

    def multipliers(self):
        """A single scale meets the input's in float, several in double."""
        if len(self.weight_scales) == 1:
            product = float32(self.input_scale * self.weight_scales[0])
            return [multiplier_of(float(product) / float(self.sum_scale))]
        return [multiplier_of(float(self.input_scale) * float(scale) / float(self.sum_scale))
                for scale in self.weight_scales]

    def range(self):
        return activation_range(self.activation, self.sum_scale, self.sum_zero)

    def leaky(self):
        """The multipliers above 0 and below."""
        return (multiplier_of(float32(self.sum_scale / self.output_scale)),
                multiplier_of(float32(float32(self.sum_scale * self.slope) / self.output_scale)))

    def sums(self, x):
        """Before they are scaled. Sums of int32 wrap."""
        shifted = [number - self.input_zero for number in x]
        biases = self.biases or [0] * self.outputs
        return [wrapped(sum(w * s for w, s in zip(row, shifted)) + bias) for row, bias in zip(self.weights, biases)]

    def apply(self, x, rounding):
        multipliers = self.multipliers()
        if len(multipliers) == 1:
            multipliers *= self.outputs
        low, high = self.range()
        y = [clamp(rounding(total, *by) + self.sum_zero, low, high)
             for total, by in zip(self.sums(x), multipliers)]
        if self.activation == 'leaky_relu':
            above, below = self.leaky()
            y = [clamp(rounding(q - self.sum_zero, *(above if q >= self.sum_zero else below)) + self.output_zero,
                       -128, 127) for q in y]
        return y
