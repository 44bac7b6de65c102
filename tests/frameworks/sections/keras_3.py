# SPDX-License-Identifier: MIT
"""Keras 3's .keras and .h5 files."""
import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras
import numpy

from sections import keras_nets

PACKAGES = ("keras",)
# TensorFlow rounds gelu's root of two and leaky relu's slope to float, in float64 as well.
ROUGH_IN_DOUBLE = {"gelu": 1e-8, "leaky_relu": 1e-8}


def write(folder):
    for name in (*keras_nets.NAMES, *keras_nets.LAST_NAMES):
        keras_nets.add(folder, f"activation_{name}", keras_nets.with_activation(keras, name))
        model = keras_nets.with_activation(keras, name, "float64")
        x = keras_nets.inputs(model)
        folder.add(f"activation_{name}.double.keras", model.save, x, keras_nets.outputs(model, x, numpy.float64),
                   numbers=("double",), **({"bound": ROUGH_IN_DOUBLE[name]} if name in ROUGH_IN_DOUBLE else {}))
    for name, make in keras_nets.activation_layers(keras).items():
        keras_nets.add(folder, f"layer_{name}", keras_nets.with_layer(keras, make))
    keras_nets.add_orders(keras, folder)
    keras_nets.add(folder, "adapted", keras_nets.adapted(keras))
    keras_nets.add(folder, "trained", keras_nets.trained(keras))
    for name, (make, word) in keras_nets.refused(keras).items():
        for ending in keras_nets.ENDINGS:
            folder.add_refused(f"refused_{name}.{ending}", lambda path, make=make: make().save(path), word)
    folder.add_refused("refused_weights.weights.h5",
                       lambda path: keras_nets.with_activation(keras, "relu").save_weights(path), "weights")
