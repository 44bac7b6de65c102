# SPDX-License-Identifier: MIT
"""TFLite by TensorFlow's converter: float, dynamic range, float16. Outputs are LiteRT's."""
import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras
import numpy
import tensorflow
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

try:
    from ai_edge_litert.interpreter import Interpreter
except ImportError:    # TensorFlow brings its own
    Interpreter = tensorflow.lite.Interpreter

from sections import keras_nets

PACKAGES = ("tensorflow", "keras")
# LiteRT rounds the inputs of each layer to eight bits where its weights have as many. We compute with these weights
# in float.
DYNAMIC_RANGE_BOUND = 0.05
# LiteRT's hyperbolic tangent is off by up to 3.6 units in the last place, and fourteen layers of it amplify that: it is
# itself 1.7e-6 from what float64 makes of the file, and we 0.9e-6.
OWN_ERROR = {"deep": {"bound": 3.7e-6}}


def converted(model, prepare=lambda converter: None, samples=None):
    def write(path):
        shape = (samples, *model.input_shape[1:])
        function = tensorflow.function(lambda x: model(x, training=False),
                                       input_signature=[tensorflow.TensorSpec(shape, tensorflow.float32)])
        # As the converter would leave Keras 3's weights as variables.
        frozen = convert_variables_to_constants_v2(function.get_concrete_function())
        converter = tensorflow.lite.TFLiteConverter.from_concrete_functions([frozen])
        prepare(converter)
        path.write_bytes(converter.convert())
    return write


def by_keras(model):
    def write(path):
        path.write_bytes(tensorflow.lite.TFLiteConverter.from_keras_model(model).convert())
    return write


def one_sample(model):
    return converted(model, samples=1)


def dynamic_range(converter):
    converter.optimizations = [tensorflow.lite.Optimize.DEFAULT]


def float16(converter):
    converter.optimizations = [tensorflow.lite.Optimize.DEFAULT]
    converter.target_spec.supported_types = [tensorflow.float16]


def run(path, x):
    """Sample by sample: files may take one alone."""
    interpreter = Interpreter(model_path=str(path))
    features, = interpreter.get_input_details()
    result, = interpreter.get_output_details()
    interpreter.resize_tensor_input(features["index"], [1, *features["shape"][1:]])
    interpreter.allocate_tensors()
    y = []
    for sample in x.astype(numpy.float32):
        interpreter.set_tensor(features["index"], sample[None])
        interpreter.invoke()
        y.append(interpreter.get_tensor(result["index"]).reshape(-1))
    return numpy.array(y)


def add(folder, file, model, write, **more):
    x = keras_nets.inputs(model)
    folder.add(file, write, x, lambda path: run(path, x), **more)


def write(folder):
    for name in (*keras_nets.NAMES, *keras_nets.LAST_NAMES):
        add(folder, f"activation_{name}.tflite", model := keras_nets.with_activation(keras, name), converted(model))
    for name, make in keras_nets.activation_layers(keras).items():
        add(folder, f"layer_{name}.tflite", model := keras_nets.with_layer(keras, make), converted(model))
    for name, make in keras_nets.orders(keras).items():
        more = OWN_ERROR.get(name, {})
        add(folder, f"{name}.tflite", model := make(), converted(model), **more)
        add(folder, f"one_sample_{name}.tflite", model, converted(model, samples=1), **more)
    for name in ("relu", "tanh", "gelu"):
        model = keras_nets.with_activation(keras, name)
        add(folder, f"by_keras_{name}.tflite", model, by_keras(model))
        add(folder, f"float16_{name}.tflite", model, converted(model, float16))
    # Only large matrices are quantised.
    dense = keras.layers.Dense
    for name in ("relu", "tanh"):
        model = keras_nets.sequential(keras, dense(64, name), dense(64, name), dense(3), features=32)
        add(folder, f"dynamic_range_{name}.tflite", model, converted(model, dynamic_range), bound=DYNAMIC_RANGE_BOUND)
        add(folder, f"float16_wide_{name}.tflite", model, converted(model, float16))
    for name, (make, word) in keras_nets.refused(keras).items():
        if name not in ("exponential", "without_flatten", "threshold"):
            # Of an open number of samples the converter makes no loop.
            folder.add_refused(f"refused_{name}.tflite",
                               lambda path, make=make, convert=one_sample if name == "recurrent" else by_keras:
                               convert(make())(path), "")
