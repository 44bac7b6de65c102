# SPDX-License-Identifier: MIT
"""safetensors in the shape of a state_dict: "0.weight" of (outputs, inputs), "0.bias", numbered as in PyTorch's
Sequential, whose line is in the metadata. The scalings are arrays beside it, because a Sequential has no place for
them."""
import json
import struct

import numpy

import export_metadata

KINDS = {"float": "F32", "double": "F64"}
MODULES = {
    "relu": "ReLU()", "leaky_relu": "LeakyReLU(0.01)", "sigmoid": "Sigmoid()", "hyperbolic_tangent": "Tanh()",
    "elu": "ELU()", "softplus": "Softplus()", "hard_sigmoid": "Hardsigmoid()", "silu": "SiLU()", "gelu": "GELU()",
    "softmax": "Softmax(dim=-1)", "relu6": "ReLU6()", "selu": "SELU()", "softsign": "Softsign()", "mish": "Mish()",
    "hard_swish": "Hardswish()", "gelu_tanh": "GELU(approximate='tanh')", "log_softmax": "LogSoftmax(dim=-1)",
    "leaky_relu_of": "LeakyReLU({!r})", "elu_of": "ELU({!r})"}


def modules_of(network):
    """Each module of the Sequential as (text, Layer or None)."""
    inputs = network.inputs
    for layer in network.layers:
        yield f"Linear({inputs}, {layer.units})", layer
        inputs = layer.units
        if layer.activation != "identity":
            yield MODULES[layer.activation].format(layer.parameter), None


def arrays_of(network):
    """{name: array}"""
    arrays = {}
    for at, (_, layer) in enumerate(modules_of(network)):
        if layer is not None:
            arrays[f"{at}.weight"] = layer.weights.T
            arrays[f"{at}.bias"] = layer.bias
    for names, pair in (("scaling.offset", "scaling.factor"), network.scaling), \
                       (("targets.offset", "targets.scale"), network.targets):
        if pair is not None:
            arrays.update(zip(names, pair))
    return arrays


def metadata_of(model):
    network = model.network
    sequence = ", ".join(f"torch.nn.{text}" for text, _ in modules_of(network))
    told = {**export_metadata.of(model), "torch": f"torch.nn.Sequential({sequence})"}
    if network.number == "double":
        told["torch"] += ".double()"
    if network.scaling is not None:
        told["scaling"] = "a feature x enters as (x - scaling.offset) * scaling.factor"
    if network.targets is not None:
        told["targets"] = "an output y stands for y * targets.scale + targets.offset"
    return told


def write(model):
    network = model.network
    header, parts, at = {"__metadata__": metadata_of(model)}, [], 0
    for name, array in arrays_of(network).items():
        part = numpy.ascontiguousarray(array, numpy.dtype(network.type).newbyteorder("<")).tobytes()
        header[name] = {"dtype": KINDS[network.number], "shape": list(array.shape),
                        "data_offsets": [at, at + len(part)]}
        parts.append(part)
        at += len(part)
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + b"".join(parts)
