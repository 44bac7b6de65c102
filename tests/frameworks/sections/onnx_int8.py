# SPDX-License-Identifier: MIT
"""ONNX in int8 by ONNX Runtime's static quantisation, as operators of integers and as pairs around those of floats."""
import logging
import tempfile
from pathlib import Path

import numpy
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

from models import drawn

PACKAGES = ("onnx", "onnxruntime")
MODELS = 288
MODELS_OF_INT8 = 216    # the others have activations of uint8
MOST_UNITS = 67
CALIBRATION_SAMPLES = 24


class Samples(CalibrationDataReader):
    def __init__(self, features):
        self._left = iter(drawn(features, 17, CALIBRATION_SAMPLES).astype(numpy.float32))

    def get_next(self):
        sample = next(self._left, None)
        return None if sample is None else {"x": sample[None]}


def network(number):
    """(a name that says what it is, a model of floats): Gemm with and without biases, relu or nothing behind it."""
    draw = numpy.random.default_rng(2000 + number)
    sizes = [int(size) for size in draw.integers(1, MOST_UNITS + 1, draw.integers(2, 6))]
    has_relu, has_relu_last, has_bias = number % 2 == 0, number % 3 == 0, number // 2 % 3 != 0
    kind = "Gemm" if has_bias or number // 12 % 2 == 0 else "MatMul"
    nodes, constants, at = [], [], "x"
    for layer, (inputs, units) in enumerate(zip(sizes, sizes[1:]), 1):
        is_last = layer == len(sizes) - 1
        weights = draw.standard_normal((inputs, units)) * 2 / numpy.sqrt(inputs)
        given = [(f"w{layer}", weights)] + ([(f"b{layer}", draw.standard_normal(units) / 2)] if has_bias else [])
        constants += [numpy_helper.from_array(values.astype(numpy.float32), name) for name, values in given]
        to = "y" if is_last else f"h{layer}"
        relu = has_relu_last if is_last else has_relu
        nodes.append(helper.make_node(kind, [at, *(name for name, _ in given)], [f"s{layer}" if relu else to],
                                      name=f"dense_{layer}"))
        if relu:
            nodes.append(helper.make_node("Relu", [f"s{layer}"], [to], name=f"relu_{layer}"))
        at = to
    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [None, size])
              for name, size in (("x", sizes[0]), ("y", sizes[-1]))]
    graph = helper.make_graph(nodes, "network", values[:1], values[1:], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    name = "_".join(map(str, sizes)) + f"_{kind.lower()}" + ("_relu" if has_relu and len(sizes) > 2 else "")
    return name + ("_relu_last" if has_relu_last else "") + ("" if has_bias else "_no_bias"), sizes[0], model


def quantised(model, features, format, per_output, has_seven_bits, activations):
    def write(path):
        with tempfile.TemporaryDirectory() as folder:
            floats = Path(folder) / "floats.onnx"
            onnx.save(model, floats)
            quantize_static(floats, path, Samples(features), quant_format=format, per_channel=per_output,
                            reduce_range=has_seven_bits, activation_type=activations, weight_type=QuantType.QInt8)
    return write


def run(path, x, is_exact):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    if is_exact:
        options.add_session_config_entry("session.x64quantprecision", "1")
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return session.run(None, {"x": x})[0]


def write(folder):
    logging.getLogger().setLevel(logging.ERROR)    # it advises to prepare the model first
    for number in range(MODELS):
        name, features, model = network(number)
        is_qdq, per_output = number % 4 < 2, number // 8 % 2 == 0
        # ONNX Runtime makes uint8 of pairs' activations, and adds two products of uint8 and int8 in 16 bits where the
        # processor has AVX2 but not VNNI. Weights of seven bits never overflow there; with eight it is asked not to.
        is_unsigned = number >= MODELS_OF_INT8
        may_overflow = is_qdq or is_unsigned
        has_seven_bits = may_overflow and number // 4 % 2 == 0
        x = drawn(features, 3000 + number).astype(numpy.float32)
        called = f"{number:03}_{name}_{'pairs' if is_qdq else 'operators'}{'_per_output' if per_output else ''}" \
                 f"{'_7_bits' if has_seven_bits else ''}{'_uint8' if is_unsigned else ''}.onnx"
        folder.add_int8(called, quantised(model, features, QuantFormat.QDQ if is_qdq else QuantFormat.QOperator,
                                          per_output, has_seven_bits,
                                          QuantType.QUInt8 if is_unsigned else QuantType.QInt8), x,
                        runtime=lambda path, x=x, is_exact=may_overflow and not has_seven_bits: run(path, x, is_exact))
