# SPDX-License-Identifier: MIT
"""Keras 2's .h5 and .keras files, by tf_keras."""
import os

os.environ["TF_USE_LEGACY_KERAS"] = "1"

import tf_keras as keras

from sections import keras_nets

PACKAGES = ("tf_keras",)
NAMES = [name for name in keras_nets.NAMES if hasattr(keras.activations, name)]


def write(folder):
    for name in (*NAMES, *keras_nets.LAST_NAMES):
        if not hasattr(keras.activations, name):
            continue
        if name == "hard_sigmoid":     # of 0.2 x + 0.5, which is another function
            folder.add_refused("refused_hard_sigmoid.h5", keras_nets.with_activation(keras, name).save, "hard_sigmoid")
            continue
        keras_nets.add(folder, f"activation_{name}", keras_nets.with_activation(keras, name))
    for name, make in keras_nets.activation_layers(keras).items():
        keras_nets.add(folder, f"layer_{name}", keras_nets.with_layer(keras, make))
    keras_nets.add_orders(keras, folder)
    keras_nets.add(folder, "adapted", keras_nets.adapted(keras))
    keras_nets.add(folder, "trained", keras_nets.trained(keras))
    for name, (make, word) in keras_nets.refused(keras).items():
        folder.add_refused(f"refused_{name}.h5", lambda path, make=make: make().save(path), word)
