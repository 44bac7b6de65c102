# SPDX-License-Identifier: MIT
"""picomlp's own model files, images, whoever has written them: this command, the C++ library, or training in C."""
import image_format as of
from image_reader import model_of
from operations import Activation, Affine, Dense, Source
from quantized_image import quantized_model_of
from quantized_image_writing import network_of
from zip_file import file_bytes

NUMBERS = {"float": "float32", "double": "float64"}


def recognizes(path, start):
    return start.startswith(of.MAGIC)


def read(path, options):
    return source_of(file_bytes(path))


def is_quantized(path):
    """Of a file that is recognized."""
    return of.holds_int8(file_bytes(path))


def quantized(path):
    """The network of int8 in an image; None of an image of floats."""
    data = file_bytes(path)
    return network_of(quantized_model_of(data), alone(data)) if of.holds_int8(data) else None


def alone(data):
    """More may follow, as in a slot of flash."""
    return data[:int.from_bytes(data[8:12], "little")]


def source_of(data):
    model = model_of(data)
    data = alone(data)
    return Source("picomlp", model.network.inputs, list(operations_of(model.network)), NUMBERS[model.network.number],
                  model.network.feature_names, model.network.class_names, image=(model, data))


def operations_of(network):
    if network.scaling is not None:
        yield Affine("scaling of features", *network.scaling)
    for layer in network.layers:
        yield Dense(layer.name, layer.weights, layer.bias)
        if layer.activation != "identity":
            yield Activation(f"{layer.activation} of {layer.name}", layer.activation, layer.parameter)
    if network.targets is not None:
        offset, scale = network.targets
        yield Affine("scaling of targets", None, scale, offset, is_target_scaling=True)
