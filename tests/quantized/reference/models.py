#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Layers of int8 out of a TFLite file, and cases of them for the pipe.

    /usr/bin/python3 tests/quantized/reference/models.py FILE SAMPLES    prints one case of random inputs

With one input, the samples are all 256 that there are. Needs Debian's python3-numpy.
"""
import pathlib
import random
import sys
from fractions import Fraction

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / 'tools' / 'import'))

import vectors  # noqa: E402
from layer import Layer  # noqa: E402
from tflite_file.model import Model  # noqa: E402

FUSED = {0: 'identity', 1: 'relu', 3: 'relu6'}
AT_THE_ENDS = ('QUANTIZE', 'DEQUANTIZE', 'RESHAPE', 'SOFTMAX', 'LOG_SOFTMAX')    # of the last two, the logits


def quantization(tensor):
    assert tensor.type == 'int8', f'{tensor.name} is of {tensor.type}'
    return Fraction(float(tensor.scale[0])), int(tensor.zero_point[0])


def dense_layer(model, operator):
    """A FULLY_CONNECTED of int8."""
    x, weights = (model.tensor(index) for index in operator.inputs[:2])
    biases = None
    if len(operator.inputs) > 2 and operator.inputs[2] >= 0:
        biases = model.tensor(operator.inputs[2]).data.reshape(-1).tolist()
    input_scale, input_zero = quantization(x)
    scale, zero = quantization(model.tensor(operator.outputs[0]))
    assert not weights.zero_point.any(), f'{weights.name} has zero points'
    outputs, inputs = weights.shape
    return Layer(inputs, outputs, input_scale, input_zero, [Fraction(float(one)) for one in weights.scale],
                 weights.data.tolist(), biases, FUSED[operator.option(0, '<b')], Fraction(0), scale, zero, scale, zero)


def layers_of(path):
    model = Model(pathlib.Path(path).read_bytes())
    layers = []
    for index in range(len(model.operators)):
        operator = model.operator(index)
        if operator.kind == 'FULLY_CONNECTED':
            layers.append(dense_layer(model, operator))
        elif operator.kind == 'LEAKY_RELU':
            layers[-1].activation, layers[-1].slope = 'leaky_relu', Fraction(operator.option(0, '<f', 0.0))
            layers[-1].output_scale, layers[-1].output_zero = quantization(model.tensor(operator.outputs[0]))
        else:
            assert operator.kind in AT_THE_ENDS, f'{operator} is not known here'
    return layers


def samples_for(inputs, count):
    if inputs == 1:
        return [[q] for q in range(-128, 128)]
    rng = random.Random(4)
    return [[byte - 128 for byte in rng.randbytes(inputs)] for _ in range(count)]


def main(path, count):
    layers = layers_of(path)
    print(*vectors.network_case(layers, samples_for(layers[0].inputs, int(count))))
    print(vectors.END)


if __name__ == '__main__':
    main(*sys.argv[1:])
