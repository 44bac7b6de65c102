# SPDX-License-Identifier: MIT
"""NumPy's .npz: every array of the network by its name, without pickles."""
import io

import numpy

NO_PARAMETER = float("nan")


def arrays_of(model):
    """{name: array}"""
    network = model.network
    arrays = {}
    for at, layer in enumerate(network.layers, 1):
        arrays[f"weights_{at}"] = layer.weights.astype(network.type)    # [inputs][units]
        arrays[f"bias_{at}"] = layer.bias.astype(network.type)
    arrays["activations"] = numpy.array([layer.activation for layer in network.layers])
    arrays["activation_parameters"] = numpy.array(
        [NO_PARAMETER if layer.parameter is None else layer.parameter for layer in network.layers], network.type)
    for name, pair in (("scaling_offset", "scaling_factor"), network.scaling), \
                      (("target_offset", "target_scale"), network.targets):
        if pair is not None:
            arrays.update((key, values.astype(network.type)) for key, values in zip(name, pair))
    for name, texts in ("feature_names", network.feature_names), ("class_names", network.class_names):
        if texts is not None:
            arrays[name] = numpy.array(texts)
    arrays["profile"] = numpy.array(model.profile)
    return arrays


def write(model):
    file = io.BytesIO()
    numpy.savez(file, **arrays_of(model))
    return file.getvalue()
