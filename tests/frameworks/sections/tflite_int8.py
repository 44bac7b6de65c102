# SPDX-License-Identifier: MIT
"""TFLite in int8 by TensorFlow's converter. Outputs are those of TFLite Micro, which rounds twice, and of LiteRT, which
rounds once."""
import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras
import numpy
import tensorflow
from ai_edge_litert.interpreter import Interpreter, OpResolverType
from tensorflow.lite.python.convert import mlir_quantize
from tflite_micro import runtime

from models import SAMPLES, drawn
from sections.keras_nets import seeded
from sections.tflite import converted

PACKAGES = ("tensorflow", "keras", "ai_edge_litert", "tflite_micro")
NETWORKS = 72    # of each three files
MOST_UNITS = 67
CALIBRATION_SAMPLES = 24
ARENA = 1 << 20
WITHIN = (None, "relu", "relu6", "sigmoid", "tanh", "leaky_relu")
LAST = (None, "softmax", "sigmoid", "relu", "tanh", "leaky_relu", "relu6")


def network(number):
    """(a name that says what it is, a model of floats): every activation within and at the end, with and without
    biases."""
    draw = numpy.random.default_rng(1000 + number)
    within, last = WITHIN[number % len(WITHIN)], LAST[number % len(LAST)]
    sizes = [int(size) for size in draw.integers(1, MOST_UNITS + 1, draw.integers(2, 6))]
    has_bias = number // 6 % 3 != 0
    layers = [keras.layers.Dense(size, within, use_bias=has_bias) for size in sizes[1:-1]]
    layers.append(keras.layers.Dense(sizes[-1], last, use_bias=has_bias))
    model = seeded(keras, keras.Sequential([keras.Input((sizes[0],)), *layers]), number)
    # Sums that activations do not all saturate at.
    model.set_weights([weights * 2 / numpy.sqrt(len(weights)) if weights.ndim == 2 else weights
                       for weights in model.get_weights()])
    names = [str(size) for size in sizes] + ([within or "linear"] if len(sizes) > 2 else []) + [last or "linear"]
    return "_".join(names) + ("" if has_bias else "_no_bias"), model


def calibrated(model):
    """What the converter makes of it before it quantises: the bytes of a file of floats, with their ranges."""
    features = model.input_shape[1]

    def samples():
        for sample in drawn(features, 17, CALIBRATION_SAMPLES).astype(numpy.float32):
            yield [sample[None]]

    def prepare(converter):
        converter.optimizations = [tensorflow.lite.Optimize.DEFAULT]
        converter.representative_dataset = samples
        converter.target_spec.supported_ops = [tensorflow.lite.OpsSet.TFLITE_BUILTINS_INT8]
        converter._experimental_calibrate_only = True
    return converted(model, prepare, samples=1)


def quantised(model, floats, per_output, has_floats):
    """The converter's own last step: one calibration, in the file `floats`, serves several."""
    type = tensorflow.float32 if has_floats else tensorflow.int8

    def write(path):
        if not floats.exists():
            calibrated(model)(floats)
        path.write_bytes(mlir_quantize(floats.read_bytes(), input_data_type=type, output_data_type=type,
                                       disable_per_channel_for_dense_layers=not per_output))
    return write


def by_micro(path, x):
    interpreter = runtime.Interpreter.from_file(str(path), arena_size=ARENA)
    y = []
    for sample in x:
        interpreter.set_input(sample[None], 0)
        interpreter.invoke()
        y.append(interpreter.get_output(0).reshape(-1).copy())
    return numpy.array(y)


def by_litert(path, x):
    """By its reference kernels: XNNPACK's multiply floats."""
    interpreter = Interpreter(model_path=str(path), experimental_op_resolver_type=OpResolverType.BUILTIN_REF)
    interpreter.allocate_tensors()
    (features,), (result,) = interpreter.get_input_details(), interpreter.get_output_details()
    y = []
    for sample in x:
        interpreter.set_tensor(features["index"], sample[None])
        interpreter.invoke()
        y.append(interpreter.get_tensor(result["index"]).reshape(-1).copy())
    return numpy.array(y)


def add(folder, name, model, floats, x, per_output):
    outputs = {"double": lambda path: by_micro(path, x)}
    if "leaky" not in name:    # of which LiteRT has neither rounding
        outputs["single"] = lambda path: by_litert(path, x)
    folder.add_int8(f"{name}.tflite", quantised(model, floats, per_output, x.dtype == numpy.float32), x,
                    **outputs)


def write(folder):
    for number in range(NETWORKS):
        name, model = network(number)
        name = f"{number:02}_{name}"
        floats = folder.path / f"{number}.calibrated"
        features = model.input_shape[1]
        x = numpy.random.default_rng(number).integers(-128, 128, (SAMPLES, features)).astype(numpy.int8)
        add(folder, f"{name}_per_output", model, floats, x, True)
        add(folder, f"{name}_per_tensor", model, floats, x, False)
        add(folder, f"{name}_floats", model, floats, drawn(features, 5).astype(numpy.float32), number % 2 == 0)
        floats.unlink(missing_ok=True)
