# SPDX-License-Identifier: MIT
"""Networks of int8 as images (lib/picomlp/image/SPEC.md), and images as networks that are written on."""
import struct

import numpy

import image_format as of
from image import description, laid_out
from network import ACTIVATIONS_OF, LARGEST_SIZE, MOST_LAYERS, PLAIN_ACTIVATIONS
from quantized.activations import Leaky, Quantization, Table
from quantized.network import QuantizedNetwork, StoredLayer
from quantized.predict import outputs_by_layer
from quantized.requantization import ROUNDINGS, dequantized, quantized
from quantized_image import is_scale
from refusal import Refused

LOGITS = ("softmax", "log_softmax")


def name_of(rounding):
    """A rounding as images call it."""
    return f"{rounding}_rounding"


def form_of(layer, rounding):
    """(form, range) of a layer."""
    if layer.only_leaky():
        return of.LEAKY_FORM, layer.range
    if not layer.steps:
        return of.RANGE_FORM, layer.range
    # A table stays one, whatever is in it: the library's networks have it so.
    clamp = None if any(isinstance(step, Table) for step in layer.steps) else layer.clamp(rounding)
    if clamp is not None and layer.outputs.zero_point == layer.sums.zero_point:
        return of.RANGE_FORM, clamp
    return of.TABLE_FORM, layer.range


def stated(layer, has_softmax):
    """(code, parameter) of the activation that is named for a layer; (0, 0) where picomlp has no name for it."""
    if isinstance(layer, StoredLayer):
        return layer.stated
    name, parameter = layer.activation, layer.parameter
    leaky = layer.only_leaky()
    if name == "leaky_relu" and leaky and leaky.slope != float(numpy.float32(0.01)):
        name, parameter = "leaky_relu_of", leaky.slope
    if has_softmax:
        name, parameter = "softmax", None
    if name in ("none", "requantised"):
        name = "identity"
    if name in ACTIVATIONS_OF and parameter is not None:
        return of.code_of(name), float(numpy.float32(parameter))
    return (of.code_of(name) if name in PLAIN_ACTIVATIONS else 0), 0.0


def sections_of(network, rounding, text):
    """(kind, count, contents) in the order of kinds."""
    shape, records, integers, last = b"", b"", [], b""
    for number, layer in enumerate(network.layers, 1):
        if not is_scale(numpy.float32(layer.outputs.scale)):
            raise Refused(f"the outputs of layer {number} have the scale {layer.outputs.scale:g}, which no image has")
        code, parameter = stated(layer, network.beta is not None and number == len(network.layers))
        shape += struct.pack(of.LAYER, layer.units, code, struct.pack("<f", parameter))
        form, (low, high) = form_of(layer, rounding)
        multipliers = layer.multipliers
        records += struct.pack(of.QUANTIZED_LAYER, len(multipliers), form, low, high, layer.sums.zero_point,
                               layer.outputs.zero_point, layer.outputs.scale, 0)
        integers += [multipliers.reshape(-1), layer.whole_biases]
        if form == of.LEAKY_FORM:
            leaky = layer.only_leaky()
            integers.append([*leaky.above, *leaky.below, leaky.to.zero_point])
        last += bytes(-len(last) % 16) + layer.weights.astype("i1").tobytes()
        if form == of.TABLE_FORM:
            last += layer.table(rounding).astype("i1").tobytes()
    start = network.input
    head = struct.pack(of.QUANTIZED_HEAD, of.code_of(name_of(rounding)), start.zero_point, start.scale, 0)
    integers = numpy.concatenate(integers).astype("<i4")
    yield of.LAYERS, len(network.layers), shape
    yield from description(network, numpy.float32, text)
    yield of.QUANTIZED_LAYERS, len(network.layers), head + records
    yield of.INTEGERS, integers.size, integers.tobytes()
    yield of.BYTES, len(last), last


def image_of(network, rounding, text=None):
    """The image's bytes. Of a softmax at the end it has the logits: its vectors are of them."""
    if rounding not in ROUNDINGS:
        raise Refused("images have no rounding in floats, as ONNX Runtime's is")
    if not is_scale(numpy.float32(network.input.scale)):
        raise Refused(f"the inputs have the scale {network.input.scale:g}, which no image has")
    if len(network.layers) > MOST_LAYERS or max(network.sizes) > LARGEST_SIZE:
        raise Refused("the network has more layers, or larger ones, than images have")
    sections = sections_of(network, rounding, text)
    return laid_out(sections, network.inputs, "float", "separate", of.QUANTIZED_MINOR_VERSION)


def scaled(network, x):
    """float32 features as they are quantized."""
    x = numpy.asarray(x).astype(numpy.float32)
    if network.scaling is not None:
        offset, factor = (numpy.asarray(part).astype(numpy.float32) for part in network.scaling)
        x = (x - offset) * factor
    return x


def outputs_of(network, x, rounding):
    """What an image's test vectors have as y for features x: float32[samples][outputs]."""
    q = quantized(scaled(network, x), network.input.scale, network.input.zero_point)
    y = outputs_by_layer(network, q, rounding)[-1]
    how = network.layers[-1].outputs
    z = dequantized(y, how.scale, how.zero_point)
    if network.targets is not None:
        offset, scale = (numpy.asarray(part).astype(numpy.float32) for part in network.targets)
        z = z * scale + offset
    return z


def features_of(network, q):
    """Features in the users' units that become q, if floats are near enough: float32[samples][inputs]."""
    x = dequantized(q, network.input.scale, network.input.zero_point)
    if network.scaling is not None:
        offset, factor = (numpy.asarray(part).astype(numpy.float32) for part in network.scaling)
        x = x / factor + offset
    return x


def vectors_of(network, x, rounding, most):
    """(x, y) of the first samples all of whose numbers are finite; None where there are none."""
    x = numpy.asarray(x).astype(numpy.float32)
    usable = numpy.flatnonzero(numpy.isfinite(scaled(network, x)).all(axis=1) & numpy.isfinite(x).all(axis=1))
    x = x[usable]
    y = outputs_of(network, x, rounding)
    usable = numpy.flatnonzero(numpy.isfinite(y).all(axis=1))[:most]
    return (x[usable], y[usable]) if usable.size else None


def network_of(model, image=b""):
    """The network of a QuantizedModel, and of its bytes: written again, it has the same ones."""
    rounding = next(name for name in ROUNDINGS if name_of(name) == model.rounding)
    start = at = Quantization(float(model.input_scale), model.input_zero_point)
    layers = []
    for number, layer in enumerate(model.layers, 1):
        layers.append(stored_layer(layer, f"layer {number}", at))
        at = layers[-1].outputs
    last = model.layers[-1].activation
    remarks = [f"The {last} at the end is left out: the outputs are its logits, of which the largest is the same."] \
        if last in LOGITS else []
    return QuantizedNetwork(start, layers, rounding=rounding, scaling=model.scaling, targets=model.targets,
                            feature_names=model.feature_names, class_names=model.class_names, remarks=remarks,
                            vectors=model.vectors, image=(model, image))


def stored_layer(layer, name, of_inputs):
    to = Quantization(float(layer.scale), layer.zero_point)
    # Where something follows the sums, an image has no scale of them.
    sums = to if layer.table is None and layer.leaky is None else Quantization(None, layer.sum_zero_point)
    steps = ()
    if layer.table is not None:
        steps = (Table(layer.table.astype(numpy.int64), to),)
    if layer.leaky is not None:
        above, below = (tuple(pair) for pair in layer.leaky.tolist())
        steps = (Leaky(sums, to, layer.stated[1], above, below),)
    return StoredLayer(name, of_inputs, layer.weights, (None,) * len(layer.multipliers), layer.biases, sums,
                       layer.range, steps, layer.activation or "unnamed", to if steps else None,
                       stored=layer.multipliers.astype(numpy.int64), stated=layer.stated)
