#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Golden tables of activations, by their definitions in 40 digits.

    /usr/bin/python3 tests/quantized/reference/tables.py    writes ../golden/tables.hpp

Needs Debian's python3-mpmath. Scales are chosen so that no output lies near the middle of two numbers, where the
library's floats might round to the other one.
"""
import pathlib
from fractions import Fraction

import mpmath

import numbers_of
from requantization import clamp

mpmath.mp.dps = 40
GOLDEN = pathlib.Path(__file__).resolve().parent.parent / 'golden' / 'tables.hpp'
CLEARANCE = 2e-5

SIGMOID = (Fraction(1, 256), -128)
TANH = (Fraction(1, 128), 0)


def scale(value):
    return Fraction(float(numbers_of.float32(Fraction(value))))


CASES = {
    'sigmoid': (lambda z: 1 / (1 + mpmath.exp(-z)), (scale(0.0491), 7), SIGMOID),
    'hyperbolic_tangent': (mpmath.tanh, (scale(0.0213), -3), TANH),
    'elu': (lambda z: z if z > 0 else mpmath.expm1(z), (scale(0.0371), 20), (scale(0.0233), -85)),
    'softplus': (lambda z: mpmath.log1p(mpmath.exp(z)), (scale(0.07), -10), (scale(0.0391), -128)),
    'silu': (lambda z: z / (1 + mpmath.exp(-z)), (scale(0.0531), 0), (scale(0.0289), -117)),
    'gelu': (lambda z: z * mpmath.ncdf(z), (scale(0.0417), 11), (scale(0.0173), -116)),
    'softsign': (lambda z: z / (1 + abs(z)), (scale(0.0823), -31), (scale(0.00771), 1)),
}


def entry(function, q, source, target):
    z = numbers_of.dequantize(q, *source)
    y = function(mpmath.mpf(z.numerator) / z.denominator)
    units = y / (mpmath.mpf(target[0].numerator) / target[0].denominator)
    whole = mpmath.floor(abs(units) + mpmath.mpf(1) / 2)
    inside = -129 < units + target[1] < 128
    middle = abs(abs(units) - mpmath.floor(abs(units)) - mpmath.mpf(1) / 2)
    assert not inside or middle > CLEARANCE, f'{q}: an output near a middle; take another scale'
    return clamp(int(whole if units >= 0 else -whole) + target[1], *numbers_of.INT8)


def main():
    lines = ['// Written by tests/quantized/reference/tables.py; regenerate with: '
             '/usr/bin/python3 tests/quantized/reference/tables.py',
             '// Activations as tables: scale and zero point of their inputs and outputs, and 256 outputs.',
             '#pragma once', '', '#include <cstdint>', '', 'namespace golden {', '',
             'struct activation_table {', '    float from_scale;', '    std::int32_t from_zero;', '    float to_scale;',
             '    std::int32_t to_zero;', '    std::int8_t outputs[256];', '};', '', '// clang-format off']
    for name, (function, source, target) in CASES.items():
        outputs = [entry(function, q, source, target) for q in range(-128, 128)]
        lines.append(f'inline constexpr activation_table {name} = {{{float(source[0]).hex()}F, {source[1]}, '
                     f'{float(target[0]).hex()}F, {target[1]}, {{')
        lines += ['    ' + ', '.join(map(str, outputs[at:at + 20])) + ',' for at in range(0, 256, 20)]
        lines.append('}};')
    lines += ['// clang-format on', '', '}  // namespace golden', '']
    GOLDEN.write_text('\n'.join(lines))


if __name__ == '__main__':
    main()
