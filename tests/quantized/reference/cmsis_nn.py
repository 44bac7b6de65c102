# SPDX-License-Identifier: MIT
"""Test vectors of CMSIS-NN, out of the C headers of its unit tests.

A folder of them holds macros, arrays, and in test_data.h which of its headers are in use. What the arrays are follows
from their names: NAME_input, NAME_weights, NAME_biases, NAME_output_ref; pointers give arrays other names.
"""
import pathlib
import re
import sys

import vectors
from layer_16x8 import Layer16x8

FOLDER = 'Tests/UnitTest/TestCases/TestData'
MACRO = re.compile(r'^#define (\w+) (-?\d+)$', re.MULTILINE)
ARRAY = re.compile(r'\bconst \w+ (\w+)\[\d*\]\s*=\s*\{([^}]*)\}')
POINTER = re.compile(r'\bconst \w+ ?\* ?(?:const )?(\w+)\s*=\s*(\w+);')

DENSE_16X8 = ('fc_int16_slow', 'fully_connected_int16', 'fully_connected_int16_big')
DENSE = ('fully_connected', 'fully_connected_mve_0', 'fully_connected_mve_1', 'fully_connected_null_bias_0',
         'fully_connected_out_activation', 'fc_per_ch')
# What no layer of ours can be, by a name's pattern, and why.
OUTSIDE = (
    (r'_f(16|32)$', 'floats'),
    (r'_int4(_\d)?$', 'weights of four bits'),
    (r'^softmax_s(8_s)?16$', 'softmax of sixteen bits'),
    (r'_w_zp$', "weights with a zero point, which TensorFlow Lite's specification of int8 rules out"),
)


class Vectors:
    """The macros and arrays of one folder, by their names without the folder's."""

    def __init__(self, folder):
        self.prefix = folder.name
        used = re.findall(r'#include "(\w+\.h)"', (folder / 'test_data.h').read_text())
        text = '\n'.join((folder / name).read_text() for name in used)
        self.macros = {name.lower(): int(value) for name, value in MACRO.findall(text)}
        self.arrays = {name: [int(number) for number in re.findall(r'-?\d+', numbers)]
                       for name, numbers in ARRAY.findall(text)}
        for name, target in POINTER.findall(text):
            self.arrays[name] = self.arrays.get(target)

    def number(self, name):
        return self.macros[f'{self.prefix}_{name}']

    def array(self, name):
        """None where there is none."""
        return self.arrays.get(f'{self.prefix}_{name}')

    def rows(self, name, size):
        numbers = self.array(name)
        assert numbers and len(numbers) % size == 0, f'{self.prefix}_{name} is not made of rows of {size}'
        return [numbers[at:at + size] for at in range(0, len(numbers), size)]


def multipliers_of(data):
    if data.array('output_mult'):
        return list(zip(data.array('output_mult'), data.array('output_shift')))
    return [(data.number('output_multiplier'), data.number('output_shift'))]


def layer_of(data):
    inputs, outputs = data.number('accumulation_depth'), data.number('out_ch')
    return (inputs, outputs), multipliers_of(data), data.rows('weights', inputs), data.array('biases')


def samples_of(data):
    samples = list(zip(data.rows('input', data.number('accumulation_depth')),
                       data.rows('output_ref', data.number('out_ch'))))
    assert len(samples) == data.number('input_batches'), f'{data.prefix}: {len(samples)} samples'
    return samples


def limits_of(data):
    return data.number('out_activation_min'), data.number('out_activation_max')


def dense_case(data):
    return vectors.dense_case(0, layer_of(data), (-data.number('input_offset'), data.number('output_offset')),
                              limits_of(data), samples_of(data))


def dense_16x8_case(data):
    _, multipliers, weights, biases = layer_of(data)
    layer = Layer16x8(multipliers, weights, biases, limits_of(data))
    return vectors.network_16x8_case([layer], samples_of(data))


def softmax_cases(data):
    """A case for each row."""
    size = data.number('row_size')
    multiplier = data.number('input_mult'), data.number('input_left_shift')
    for q, y in zip(data.rows('input', size), data.rows('output_ref', size), strict=True):
        yield vectors.softmax_vectors(0, multiplier, data.number('diff_min'), q, y)


def why_outside(name):
    return next((reason for pattern, reason in OUTSIDE if re.search(pattern, name)), None)


def cases(root):
    """Name and case of every folder that is a layer of ours; name and reason of every other one that is about
    dense layers or softmax, as a string."""
    folder = pathlib.Path(root) / FOLDER
    assert folder.is_dir(), f'{root} has no folder {FOLDER}'
    for path in sorted(folder.iterdir()):
        if path.name in DENSE:
            yield path.name, dense_case(Vectors(path))
        elif path.name in DENSE_16X8:
            yield path.name, dense_16x8_case(Vectors(path))
        elif path.name == 'softmax':
            yield path.name, [number for case in softmax_cases(Vectors(path)) for number in case]
        elif re.match(r'fully_connected|fc_|softmax', path.name):
            yield path.name, why_outside(path.name) or 'not known to this reader'


if __name__ == '__main__':
    for _, case in cases(sys.argv[1]):
        if not isinstance(case, str):
            print(*case)
    print(vectors.END)
