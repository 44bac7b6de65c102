# SPDX-License-Identifier: MIT
"""Keras's models as ONNX by tf2onnx; outputs are Keras's."""
import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras
import onnx
import tensorflow
import tf2onnx

from sections import keras_nets

PACKAGES = ("keras", "tensorflow", "tf2onnx", "onnx")


def converted(model, opset):
    def write(path):
        signature = [tensorflow.TensorSpec(model.input_shape, tensorflow.float32, name="x")]
        function = tensorflow.function(lambda x: model(x, training=False), input_signature=signature)
        tf2onnx.convert.from_function(function, input_signature=signature, opset=opset, output_path=str(path))
        # It writes operations of TensorFlow's, such as Erfc, that ONNX does not have.
        onnx.checker.check_model(str(path))
        # It makes inputs without values of the constants of a Normalization.
        names = [one.name for one in onnx.load(str(path)).graph.input]
        if len(names) > 1:
            raise ValueError(f"tf2onnx gives the network {len(names)} inputs: {', '.join(names)}")
    return write


def write(folder):
    def add(name, model, opset=15):
        x = keras_nets.inputs(model)
        folder.add(f"{name}.onnx", converted(model, opset), x, keras_nets.expected(keras, name, model, x))

    for name in (*keras_nets.NAMES, *keras_nets.LAST_NAMES):
        add(f"activation_{name}", keras_nets.with_activation(keras, name))
    for name, make in keras_nets.activation_layers(keras).items():
        add(f"layer_{name}", keras_nets.with_layer(keras, make))
    for name, make in keras_nets.orders(keras).items():
        add(name, make())
    for opset in (10, 12, 13, 17, 18):
        add(f"opset_{opset}", keras_nets.with_activation(keras, "relu"), opset)
