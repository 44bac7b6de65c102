# SPDX-License-Identifier: MIT
"""The fully connected layers of TensorFlow Lite Micro's own unit test, out of its C++ source.

A test there has floats, scales and zero points; it quantizes, predicts, and compares with quantized floats: by == with
one scale of weights, to one unit with a scale for each output. Here the reference's outputs meet those expectations,
and the library has to give the reference's.
"""
import pathlib
import re
import sys
from fractions import Fraction

import numbers_of
import vectors
from layer import Layer
from layer_16x8 import Layer16x8
from requantization import clamp, double_rounding, nearest

SOURCE = 'tensorflow/lite/micro/kernels/fully_connected_test.cc'
TEST = re.compile(r'^TEST\(\w+, (\w+)\) \{\n(.*?)^\}$', re.MULTILINE | re.DOTALL)
ARRAY = re.compile(r'^const \w+ (\w+)\[\]\s*=\s*\{([^}]*)\}', re.MULTILINE)
BIAS_LIMITS = (-2**31 + 1, 2**31 - 1)
OUTSIDE = (
    ('Compressed', 'compressed tensors'),
    ('Int4', 'weights of four bits'),
    ('TestFullyConnectedFloat', 'floats'),
)


def float32(text):
    """The float of a C++ expression: one number, or a quotient of two."""
    parts = [Fraction(part.strip().rstrip('fF')) for part in text.split('/')]
    return numbers_of.float32(parts[0] if len(parts) == 1 else parts[0] / parts[1])


def arrays_of(source):
    """Names without comments: floats by their numbers."""
    plain = re.sub(r'//.*', '', source)
    return {name: [float32(number) for number in numbers.split(',') if number.strip()]
            for name, numbers in ARRAY.findall(plain)}


def quantize(real, scale, zero_point, limits):
    return clamp(nearest(*numbers_of.float32(real / scale).as_integer_ratio()) + zero_point, *limits)


class Case:
    """A test's body: its scales and zero points, and the arrays that it names."""

    def __init__(self, body, arrays):
        self.body = body
        self.kind = 'int16' if 'int16_t input_quantized' in body else 'int8'
        self.limits = (-32768, 32767) if self.kind == 'int16' else numbers_of.INT8
        self.per_output = 'PerChannel(' in body
        self.activation = 'relu' if 'kTfLiteActRelu' in body else 'identity'
        name = re.search(r'tflite::testing::(\w+?)_weights_data', body)[1]
        golden = re.search(r'tflite::testing::(\w+_golden\w*)', body)[1]
        bias = arrays[f'{name}_bias_data']
        self.x, self.golden = arrays[f'{name}_input_data'], arrays[golden]
        self.biases = bias if f'{name}_bias_data' in body else None
        self.outputs = len(bias)
        self.inputs = len(arrays[f'{name}_weights_data']) // self.outputs
        self.weights = self.rows(arrays[f'{name}_weights_data'])

    def rows(self, numbers):
        return [numbers[at:at + self.inputs] for at in range(0, len(numbers), self.inputs)]

    def scale(self, name):
        return float32(re.search(rf'const float {name}_scale = ([^;]+);', self.body)[1])

    def zero_point(self, name):
        return int(re.search(rf'const int {name}_zero_point = (-?\d+);', self.body)[1])

    def weight_scales(self):
        if not self.per_output:
            return [self.scale('weights')]
        numbers = re.search(r'weights_scales\[[^=]*=\s*\{([^}]*)\}', self.body)[1].split(',')
        return [float32(number) for number in numbers[1:]]

    def layer(self):
        scales = self.weight_scales()
        of_output = scales if self.per_output else scales * self.outputs
        input_scale, output_scale = self.scale('input'), self.scale('output')
        weights = [[quantize(w, scale, 0, (-127, 127)) for w in row] for row, scale in zip(self.weights, of_output)]
        biases = self.biases and [quantize(b, numbers_of.float32(input_scale * scale), 0, BIAS_LIMITS)
                                  for b, scale in zip(self.biases, of_output)]
        zero = self.zero_point('output')
        return Layer(self.inputs, self.outputs, input_scale, self.zero_point('input'), scales, weights, biases,
                     self.activation, Fraction(0), output_scale, zero, output_scale, zero)

    def expected(self):
        zero, scale = self.zero_point('output'), self.scale('output')
        golden = [quantize(y, scale, zero, self.limits) for y in self.golden]
        return [golden[at:at + self.outputs] for at in range(0, len(golden), self.outputs)]

    def samples(self, narrow=None):
        """Inputs, and what the reference gives: `narrow` for sixteen bits, otherwise layer()."""
        layer = self.layer()
        for x, expected in zip(self.rows(self.x), self.expected()):
            q = [quantize(real, layer.input_scale, layer.input_zero, self.limits) for real in x]
            y = narrow.apply(q) if narrow else layer.apply(q, double_rounding)
            allowed = 1 if self.per_output else 0
            assert all(abs(a - b) <= allowed for a, b in zip(y, expected)), f'the reference gives {y}, not {expected}'
            yield q, y

    def dense_case(self):
        layer = self.layer()
        multipliers = layer.multipliers if self.per_output else layer.multipliers[:1]
        return vectors.dense_case(0, ((layer.inputs, layer.outputs), multipliers, layer.weights, layer.biases),
                                  (layer.input_zero, layer.sum_zero), layer.range, list(self.samples()))


    def dense_16x8_case(self):
        layer = self.layer()
        narrow = Layer16x8(layer.multipliers if self.per_output else layer.multipliers[:1], layer.weights,
                           layer.biases, (0, self.limits[1]) if self.activation == 'relu' else self.limits)
        assert layer.input_zero == layer.sum_zero == 0, 'sixteen bits have no zero points'
        return vectors.network_16x8_case([narrow], list(self.samples(narrow)))


def why_outside(name, body):
    return next((reason for word, reason in OUTSIDE if word in name or word in body), None)


def cases(root):
    """As cmsis_nn.cases()."""
    source = (pathlib.Path(root) / SOURCE).read_text()
    arrays = arrays_of(source)
    for name, body in TEST.findall(source):
        reason = why_outside(name, body)
        if reason:
            yield name, reason
            continue
        case = Case(body, arrays)
        yield name, case.dense_case() if case.kind == 'int8' else case.dense_16x8_case()


if __name__ == '__main__':
    for _, one in cases(sys.argv[1]):
        if not isinstance(one, str):
            print(*one)
    print(vectors.END)
