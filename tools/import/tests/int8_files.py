# SPDX-License-Identifier: MIT
"""Small TFLite files that compute in int8, for tests."""
import numpy

import tflite_files as files
from tflite_files import constant, operator, tensor

FUSED = {"identity": 0, "relu": 1, "relu_n1_to_1": 2, "relu6": 3}


def scale(draw, size):
    return float(numpy.float32(size * draw.uniform(0.5, 2)))


def dense(draw, number, inputs, outputs, of, activation="identity", channels=True, bias=True, name=None):
    """(operator, its tensors, scale of the sums). `of`: the scale of what it takes, tensor q{number}; it gives
    q{number + 1}, or `name`."""
    weights = numpy.array([[draw.randint(-127, 127) for _ in range(inputs)] for _ in range(outputs)], "i1")
    scales = [scale(draw, 0.01) for _ in range(outputs if channels else 1)]
    sums = scale(draw, of * 0.01 * 60 * inputs**0.5)
    name = name or f"q{number + 1}"
    tensors = [constant(f"w{number}", weights, scale=scales),
               tensor(name, "int8", [1, outputs], scale=[sums], zero=[draw.randint(-128, 127)])]
    if bias:
        biases = numpy.array([draw.randint(-3000 * 8, 3000 * 8) for _ in range(outputs)], "i4")
        tensors.append(constant(f"b{number}", biases, scale=numpy.float32(of) * numpy.float32(scales)))
    given = [f"q{number}", f"w{number}", f"b{number}" if bias else ""]
    return operator("FULLY_CONNECTED", given, name, f0=("b", FUSED[activation])), tensors, sums


def chain(draw, sizes, with_floats=False, **options):
    """(operators, tensors) of dense layers from q0 on; options of each: lists."""
    of = scale(draw, 0.05)
    tensors = [tensor("q0", "int8", [1, sizes[0]], scale=[of], zero=[draw.randint(-128, 127)])]
    operators = []
    for number, (inputs, outputs) in enumerate(zip(sizes, sizes[1:])):
        one, more, of = dense(draw, number, inputs, outputs, of,
                              **{name: values[number] for name, values in options.items()})
        operators.append(one)
        tensors += more
    return operators, tensors


def model(operators, tensors, last):
    """Of int8 at both ends."""
    return files.model(operators, tensors, inputs=["q0"], outputs=[last])


def behind(draw, kind, given, made, scale_of, zero, **fields):
    """(operator, tensors) of an operator of one input."""
    return operator(kind, given, made, **fields), [tensor(made, "int8", scale=[scale_of], zero=[zero])]


def random_model(draw):
    """Bytes of dense layers alone."""
    sizes = [draw.randint(1, 9) for _ in range(draw.randint(2, 4))]
    count = len(sizes) - 1
    operators, tensors = chain(draw, sizes, activation=[draw.choice(["identity", "relu", "relu6"])
                                                        for _ in range(count)],
                               channels=[draw.random() < 0.5 for _ in range(count)],
                               bias=[draw.random() < 0.7 for _ in range(count)])
    return model(operators, tensors, f"q{count}")
