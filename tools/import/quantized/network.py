# SPDX-License-Identifier: MIT
"""A network of int8: what readers and quantization make, and writers write."""
from dataclasses import dataclass, field

import numpy

from .activations import EVERY, Leaky, Quantization, Softmax, softmax
from .requantization import INT8, product_multiplier, runtime_multiplier


@dataclass(frozen=True)
class Layer:
    """clamp(requantized(sum (x - zero) w + b) + zero), and the steps behind it."""
    name: str                      # as the source calls it
    input: Quantization
    weights: numpy.ndarray         # int8[outputs][inputs]
    weight_scales: tuple           # floats: one, or one for each output
    biases: numpy.ndarray | None   # int32[outputs]; None where the source has none
    sums: Quantization             # of the dense layer's outputs
    range: tuple                   # that they are cut off to
    steps: tuple = ()              # activations.py's, one after the other
    activation: str = "identity"   # what all this is, for people
    output: Quantization | None = None    # of the steps' outputs; None for that of the sums
    parameter: float | None = None        # of the activation

    @property
    def inputs(self):
        return self.weights.shape[1]

    @property
    def units(self):
        return self.weights.shape[0]

    @property
    def outputs(self):
        """The quantization of what the layer gives."""
        return self.output or self.sums

    @property
    def multipliers(self):
        """int64[one, or one for each output][significand, shift]"""
        several = len(self.weight_scales) > 1
        return numpy.array([product_multiplier(self.input.scale, scale, self.sums.scale, several)
                            for scale in self.weight_scales], numpy.int64)

    @property
    def whole_biases(self):
        """int64[outputs]"""
        return numpy.zeros(self.units, numpy.int64) if self.biases is None else self.biases.astype(numpy.int64)

    def table(self, rounding):
        """int64[256]: what the steps make of each number of the sums."""
        q = EVERY
        for step in self.steps:
            q = step(q, rounding)
        return q

    def only_leaky(self):
        """The single step of a leaky relu; None for others."""
        return self.steps[0] if len(self.steps) == 1 and isinstance(self.steps[0], Leaky) else None

    def clamp(self, rounding):
        """(lowest, highest) where the steps do nothing but cut off; None where they do more."""
        low, high = self.range
        table = self.table(rounding)
        inside = numpy.arange(low, high + 1)
        found = table[inside + 128]
        if not (numpy.clip(inside, found[0], found[-1]) == found).all():
            return None
        return max(low, int(found[0])), min(high, int(found[-1]))


class RuntimeLayer(Layer):
    """As ONNX Runtime computes it."""

    @property
    def multipliers(self):
        """[outputs][significand, shift] of its rounding; Nones where there is no such."""
        return numpy.array([runtime_multiplier(self.input.scale, scale, self.sums.scale) or (None, None)
                            for scale in self.weight_scales])


@dataclass(frozen=True)
class StoredLayer(Layer):
    """As an image has it: by its multipliers. It has no scales of weights, Nones, nor always one of sums."""
    stored: numpy.ndarray | None = None    # int64[one, or one for each output][significand, shift]
    stated: tuple = (0, 0.0)               # code and parameter of its activation

    @property
    def multipliers(self):
        return self.stored


@dataclass(frozen=True)
class QuantizedNetwork:
    """Layers, and perhaps SOFTMAX at the end, with its beta."""
    input: Quantization
    layers: list
    beta: float | None = None
    rounding: str | None = None        # where it has but one: RUNTIME, of RuntimeLayers; that of an image
    scaling: tuple | None = None       # of features, before they are quantized: (offset, factor), float64[inputs] each
    targets: tuple | None = None       # of outputs, as floats: (offset, scale), float64[outputs] each
    feature_names: list[str] | None = None
    class_names: list[str] | None = None
    remarks: list[str] = field(default_factory=list)
    vectors: tuple | None = None       # float32 x[samples][inputs], y[samples][outputs], for an image
    image: tuple | None = None         # (quantized_image.QuantizedModel, bytes) that it was read from

    @property
    def inputs(self):
        return self.layers[0].inputs

    @property
    def outputs(self):
        return self.layers[-1].units

    @property
    def sizes(self):
        return [self.inputs] + [layer.units for layer in self.layers]

    @property
    def shape(self):
        return "-".join(map(str, self.sizes))

    @property
    def output(self):
        return self.layers[-1].outputs if self.beta is None else Quantization(1 / 256, INT8[0])

    def softmax(self, rounding) -> Softmax | None:
        return None if self.beta is None else softmax(self.layers[-1].outputs, self.beta, rounding)
