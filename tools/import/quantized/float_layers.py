# SPDX-License-Identifier: MIT
"""A network of floats, layer by layer, with the library's bits: those of its C99 file, compiled on this machine."""
import importlib

import numpy

import forward
import ours
from evaluate import FUNCTIONS
from network import Layer, Network
from refusal import Refused

# In float these are exact, or rounded once: NumPy has the library's bits.
EXACT = {"identity": lambda z, _: z, "relu": lambda z, _: numpy.where(z > 0, z, numpy.float32(0)),
         "relu6": lambda z, _: numpy.clip(z, numpy.float32(0), numpy.float32(6)),
         "leaky_relu": lambda z, _: numpy.where(z > 0, z, numpy.float32(0.01) * z),
         "leaky_relu_of": lambda z, slope: numpy.where(z > 0, z, numpy.float32(slope) * z),
         # int8 has their logits.
         "softmax": lambda z, _: z, "log_softmax": lambda z, _: z}


class FloatLayers:
    """are_exact becomes False where there is no C compiler: then NumPy computes in float."""

    def __init__(self, network, profile):
        if network.number != "float":
            raise Refused("The network is in double, and int8 is made of float: give --number float.")
        early = [layer.name for layer in network.layers[:-1] if layer.activation in ("softmax", "log_softmax")]
        if early:
            raise Refused(f"Layer '{early[0]}' has a softmax before the last layer, which int8 has no form of.")
        self.network, self.profile = network, profile
        self.are_exact, self.by = True, "NumPy in float, exactly"

    def scaled(self, x):
        """Features as the first layer takes them, in float."""
        x = numpy.asarray(x).astype(numpy.float32)
        if self.network.scaling is not None:
            offset, factor = (part.astype(numpy.float32) for part in self.network.scaling)
            x = (x - offset) * factor
        return finite(x, "The features of")

    def walk(self, x):
        """For scaled features: [(weighted sums, outputs) of each layer], float32[samples][units] each."""
        found = []
        for number, layer in enumerate(self.network.layers, 1):
            alone = Layer("", layer.weights, layer.bias, "identity")
            z = finite(self.computed(alone, x), f"Layer {number}: its numbers for")
            x = finite(self.activated(layer, z), f"Layer {number}: its numbers for")
            found.append((z, x))
        return found

    def activated(self, layer, z):
        """A layer's activation, of any array of floats."""
        if layer.activation in EXACT:
            return EXACT[layer.activation](z, layer.parameter).astype(numpy.float32)
        one = Layer("", numpy.ones((1, 1)), numpy.zeros(1), layer.activation, layer.parameter)
        return self.computed(one, z.reshape(-1, 1)).reshape(z.shape)

    def computed(self, layer, x):
        network = Network("float", layer.weights.shape[0], [layer])
        files = importlib.import_module("c99.writer").write(network, "layer", self.profile)
        outputs = ours.outputs_of(network, "layer", files, x)
        if not outputs.are_exact:
            self.are_exact = False
            outputs = ours.Outputs(forward.outputs_of(network, x), False, outputs.by)
        self.by = outputs.by
        return outputs.y


def finite(values, where):
    if not numpy.isfinite(values).all():
        sample = int(numpy.argwhere(~numpy.isfinite(values))[0][0])
        raise Refused(f"{where} sample {sample} give a number that is not finite in float.")
    return values


assert set(EXACT) <= set(FUNCTIONS)
