# SPDX-License-Identifier: MIT
"""RTNeural's JSON: what its Python script makes of a Keras model."""
import json

import numpy

from graph.functions import elu_name, leaky_relu_name
from operations import Activation, Affine, Dense, Source
from refusal import Refused
from texts import printable

MOST_FEATURES = 65535
ACTIVATIONS = {"tanh": "hyperbolic_tangent", "relu": "relu", "sigmoid": "sigmoid", "softmax": "softmax", "elu": "elu"}
RECURRENT = {"gru", "lstm"}
CONVOLUTIONS = {"conv1d", "conv2d", "conv1d_stateless", "batchnorm2d"}


def recognizes(path, start):
    return path.suffix.lower() == ".json" or start.lstrip()[:1] == b"{" and b'"in_shape"' in start


def read(path, options):
    with open(path, "rb") as file:
        return source_of(file.read())


def source_of(data):
    try:
        model = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Refused(f"The file is no JSON: {str(error).splitlines()[0]}.") from None
    if not isinstance(model, dict) or not isinstance(model.get("layers"), list) or "in_shape" not in model:
        raise Refused("The file is no network of RTNeural: 'in_shape' or 'layers' is missing.")
    width = size_of(model["in_shape"], "'in_shape'")
    inputs, operations, remarks = width, [], []
    for index, layer in enumerate(model["layers"]):
        if not isinstance(layer, dict) or not isinstance(layer.get("type"), str):
            raise Refused(f"Layer {index} has no type.")
        what = f"Layer {index} ({printable(layer['type'])})"
        made, width = layer_of(layer, f"layer {index}", what, width, remarks)
        operations += made
    if not any(isinstance(operation, Dense) for operation in operations):
        raise Refused("The file has no dense layer.")
    remarks.append("RTNeural's script writes no activation where it does not know one: compare outputs with the "
                   "model's that was saved.")
    return Source("RTNeural", inputs, operations, "float32", remarks=remarks)


def layer_of(layer, name, what, width, remarks):
    """(operations, features behind them)"""
    kind = layer["type"]
    if kind in ("dense", "time-distributed-dense"):
        dense = dense_of(layer, name, what, width)
        width = dense.weights.shape[1]
        if "shape" in layer and size_of(layer["shape"], f"The shape of {name}") != width:
            raise Refused(f"{what} has weights for {width} outputs, and another shape.")
        return [dense, *activation_of(layer, name, what, False)], width
    if kind == "activation":
        return activation_of(layer, name, what, True), width
    if kind in ACTIVATIONS:
        return activation_of({**layer, "activation": kind}, name, what, True), width
    if kind == "prelu":
        return [prelu_of(layer, name, what)], width
    if kind == "batchnorm":
        return [batch_normalization_of(layer, name, what, width)], width
    if kind in RECURRENT:
        raise Refused(f"{what} remembers earlier samples; picomlp's networks do not.")
    if kind in CONVOLUTIONS:
        raise Refused(f"{what} is a convolution or belongs to one; picomlp's networks have dense layers alone.")
    if kind == "unknown":
        raise Refused(f"{what} is one that RTNeural's script did not know, so the file does not say what it computes.")
    raise Refused(f"{what} is a layer that a plain network does not have, or that is not read.")


def size_of(shape, what):
    """The last number of a shape such as [null, null, 8]."""
    size = shape[-1] if isinstance(shape, list) and shape else shape
    if isinstance(size, bool) or not isinstance(size, int) or not 1 <= size <= MOST_FEATURES:
        raise Refused(f"{what} does not end in a size from 1 to {MOST_FEATURES}.")
    if isinstance(shape, list) and any(isinstance(one, int) and one != 1 for one in shape[1:-1]):
        raise Refused(f"{what} has several axes with features, as convolutions and networks over time have them.")
    return size


def arrays_of(layer, what):
    """The layer's weights, each as an array of finite numbers."""
    weights = layer.get("weights", [])
    if not isinstance(weights, list):
        raise Refused(f"{what} has weights that are no list.")
    arrays = []
    for one in weights:
        try:
            array = numpy.array(one)
        except (ValueError, OverflowError):
            raise Refused(f"{what} has weights whose rows have different lengths.") from None
        if array.dtype.kind not in "iuf":
            raise Refused(f"{what} has weights that are no numbers, or rows of different lengths.")
        array = array.astype(numpy.float64)
        if not numpy.isfinite(array).all():
            raise Refused(f"{what} holds a number that is not finite.")
        arrays.append(array)
    return arrays


def dense_of(layer, name, what, width):
    arrays = arrays_of(layer, what)
    if len(arrays) not in (1, 2):
        raise Refused(f"{what} has {len(arrays)} arrays where a dense layer has weights and perhaps a bias.")
    weights, bias = arrays[0], arrays[1] if len(arrays) == 2 else None
    if weights.ndim != 2 or weights.shape[0] != width or not 1 <= weights.shape[1] <= MOST_FEATURES:
        raise Refused(f"{what} has weights of the shape {list(weights.shape)}, and is given {width} numbers.")
    if bias is not None and bias.shape != (weights.shape[1],):
        raise Refused(f"{what} has {weights.shape[1]} outputs and a bias of the shape {list(bias.shape)}.")
    return Dense(name, weights, bias)


def activation_of(layer, name, what, is_layer):
    kind = layer.get("activation", "")
    if kind in ("", "linear"):
        if is_layer:
            raise Refused(f"{what} does not say which activation it is: RTNeural's script did not know it.")
        return []
    if not isinstance(kind, str) or kind not in ACTIVATIONS:
        raise Refused(f"{what} has the activation {kind!r}, which is none of RTNeural's.")
    alpha = layer.get("alpha", 1.0)
    if kind != "elu":
        return [Activation(name, ACTIVATIONS[kind])]
    if isinstance(alpha, bool) or not isinstance(alpha, (int, float)) or not abs(alpha) < 1e30:
        raise Refused(f"{what} has the alpha {alpha!r}.")
    return [Activation(name, *elu_name(alpha))]


def prelu_of(layer, name, what):
    arrays = arrays_of(layer, what)
    if len(arrays) != 1 or not arrays[0].size:
        raise Refused(f"{what} has {len(arrays)} arrays where it has its slopes alone.")
    slopes = arrays[0].reshape(-1)
    if (slopes != slopes[0]).any():
        raise Refused(f"{what} has a slope for each feature; picomlp's leaky relu has one for the layer.")
    return Activation(name, *leaky_relu_name(slopes[0], "float32"))


def batch_normalization_of(layer, name, what, width):
    """Keras's order: gamma and beta where there are any, then mean and variance."""
    arrays = arrays_of(layer, what)
    if len(arrays) not in (2, 4) or any(array.shape != (width,) for array in arrays):
        raise Refused(f"{what} does not have 2 or 4 arrays of {width} numbers.")
    gamma, beta = arrays[:2] if len(arrays) == 4 else (numpy.ones(width), None)
    mean, variance = arrays[-2:]
    epsilon = layer.get("epsilon", 1e-3)
    if isinstance(epsilon, bool) or not isinstance(epsilon, (int, float)) or not (variance + epsilon > 0).all():
        raise Refused(f"{what} has variances and an epsilon that no square root can be taken of.")
    return Affine(name, subtract=mean, multiply=gamma / numpy.sqrt(variance + epsilon), add=beta)
