#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Random cases for the C++ tests, with the results that the reference has for them.

    /usr/bin/python3 tests/quantized/reference/vectors.py                 writes ../golden/vectors.hpp
    /usr/bin/python3 tests/quantized/reference/vectors.py LAYERS [SEED]   prints LAYERS layers, for a pipe

A case is a list of integers, of which the first says what it is. tests/quantized/reference_cases.hpp reads them.
"""
import pathlib
import random
import struct
import sys
from fractions import Fraction

import fixed_point
import numbers_of
import quantize_16x8
from layer import Layer
from layer_16x8 import INT16, Layer16x8
from requantization import INT32, ROUNDINGS, clamp, multiplier_of, wide_rounding

GOLDEN = pathlib.Path(__file__).resolve().parent.parent / 'golden' / 'vectors.hpp'
(MULTIPLIER, REQUANTIZED, WIDE, QUANTIZED, DEQUANTIZED, LAYERS, DENSE, TABLE, SOFTMAX, NETWORK_16X8, MADE_16X8,
 END) = range(12)
ACTIVATIONS = ('identity', 'relu', 'relu6', 'leaky_relu')
CLAMPS = ('identity', 'relu', 'relu6', 'softmax')


def halves(value):
    """Of 64 bits, as two int32s: the low one first."""
    return [(value & 0xffffffff) - (2**32 if value & 2**31 else 0), value >> 32]


def float_near(rng, value):
    """A random float of the size of `value`."""
    return Fraction(struct.unpack('<f', struct.pack('<f', value * rng.uniform(0.5, 2)))[0])


def signed_bits(value):
    bits = numbers_of.bits_of(value)
    return bits - (2**32 if bits & 2**31 else 0)


def zero_point(rng):
    return rng.choice((-128, 127, 0)) if rng.random() < 0.2 else rng.randint(-128, 127)


def double_near_tie(rng):
    """A double whose significand is rounded as far as can be, or to 2^31."""
    real = rng.choice((2**31 - 1, 2**30, rng.randint(2**30, 2**31 - 1))) + 0.5
    return (real + rng.choice((0, 2.0**-22, -2.0**-22))) * 2.0**rng.randint(-66, 3)


def multiplier_case(rng):
    if rng.random() < 0.5:
        real = double_near_tie(rng)
    else:
        real = rng.uniform(0.5, 1) * 2.0**rng.randint(-36, 34)
    real = 0.0 if rng.random() < 0.02 else real * rng.choice((1, 1, 1, -1))
    bits = struct.unpack('<q', struct.pack('<d', real))[0]
    return [MULTIPLIER, *halves(bits), *multiplier_of(real)]


def any_multiplier(rng, shifts):
    significand = rng.choice((2**30, 2**31 - 1, rng.randint(2**30, 2**31 - 1), rng.randint(0, 2**31 - 1)))
    return significand, rng.randint(*shifts)


def requantized_case(rng):
    significand, shift = any_multiplier(rng, (-31, 30))
    if rng.random() < 0.1:
        significand = -significand - 1
    bits = rng.randint(0, 31)
    value = clamp(rng.randint(-2**bits, 2**bits), *INT32)
    which = rng.randint(0, 1)
    if rng.random() < 0.3:  # near a tie of the result
        want = rng.randint(-200, 200) + Fraction(1, 2)
        value = clamp(int(want * 2**31 / max(abs(significand), 1) / Fraction(2)**shift), *INT32)
    return [REQUANTIZED, which, value, significand, shift, ROUNDINGS[which](value, significand, shift)]


def wide_case(rng):
    significand, shift = any_multiplier(rng, (-31, 7))
    value = rng.randint(-2**rng.randint(0, 47), 2**rng.randint(0, 47) - 1)
    return [WIDE, *halves(value), significand, shift, wide_rounding(value, significand, shift)]


def quantized_case(rng):
    scale = float_near(rng, 2.0**rng.randint(-20, 10))
    zero = zero_point(rng)
    real = scale * rng.randint(-600, 600) / 2 if rng.random() < 0.5 else scale * Fraction(rng.uniform(-200, 200))
    real = numbers_of.float32(Fraction(real) * rng.choice((1, 1, 1, 10**6)))
    if rng.random() < 0.5:
        number = rng.randint(-128, 127)
        return [DEQUANTIZED, number, signed_bits(scale), zero,
                signed_bits(numbers_of.dequantize(number, scale, zero))]
    return [QUANTIZED, signed_bits(real), signed_bits(scale), zero, numbers_of.quantize(real, scale, zero)]


def random_layer(rng):
    inputs = rng.randint(1, 12) if rng.random() < 0.95 else rng.randint(1, 100)
    outputs = rng.randint(1, 6) if rng.random() < 0.95 else rng.randint(1, 40)
    # One that suits its sums, or one of any size: multipliers from below 2^-32 to above 2^30.
    typical = 1 / (80 * inputs**0.5)
    multiplier = typical if rng.random() < 0.75 else 2.0**rng.uniform(-36, 33)
    input_scale, sum_scale = (float_near(rng, 2.0**rng.randint(-12, 4)) for _ in range(2))
    weight_scales = [float_near(rng, multiplier * float(sum_scale / input_scale))
                     for _ in range(rng.choice((1, outputs)))]
    largest = 127 if rng.random() < 0.9 else rng.randint(0, 20)
    weights = [[byte * (2 * largest + 1) // 256 - largest for byte in rng.randbytes(inputs)] for _ in range(outputs)]
    if rng.random() < 0.02:
        weights[0][0] = -128
    biases = None
    if rng.random() < 0.7:
        bits = 31 if rng.random() < 0.03 else rng.randint(0, 18)
        biases = [rng.randint(-2**bits, 2**bits - 1) for _ in range(outputs)]
    activation = rng.choice(ACTIVATIONS)
    slope, sum_zero, output_scale = Fraction(0), zero_point(rng), sum_scale
    output_zero = sum_zero
    if activation == 'leaky_relu':
        slope = float_near(rng, rng.choice((0.01, 0.3, 1.0, 4.0))) * rng.choice((1, 1, 1, -1))
        output_scale, output_zero = float_near(rng, float(sum_scale)), zero_point(rng)
    return Layer(inputs, outputs, input_scale, zero_point(rng), weight_scales, weights, biases, activation, slope,
                 sum_scale, sum_zero, output_scale, output_zero)


def described(layer):
    numbers = [layer.inputs, layer.outputs, signed_bits(layer.input_scale), layer.input_zero,
               len(layer.weight_scales), *map(signed_bits, layer.weight_scales)]
    for row in layer.weights:
        numbers += row
    return numbers + [len(layer.biases or ()), *(layer.biases or ()), ACTIVATIONS.index(layer.activation),
                      signed_bits(layer.slope), signed_bits(layer.sum_scale), layer.sum_zero,
                      signed_bits(layer.output_scale), layer.output_zero]


def network_case(layers, samples):
    """Layers one after another, and what they give for each sample by either rounding."""
    case = [LAYERS, len(layers)]
    for layer in layers:
        case += described(layer)
    case.append(len(samples))
    for x in samples:
        case += x
        sums = layers[0].sums(x)
        for rounding in ROUNDINGS:
            y = layers[0].outputs_of(sums, rounding)
            for layer in layers[1:]:
                y = layer.apply(y, rounding)
            case += y
    return case


def dense_case(roundings, layer, zero_points, limits, samples):
    """A layer by its integers. roundings: 0 for double, 1 for single, 2 for both; layer: sizes, multipliers, rows of
    weights and biases; zero_points: of inputs and outputs; samples: pairs of inputs and what they give."""
    (inputs, outputs), multipliers, weights, biases = layer
    case = [DENSE, roundings, inputs, outputs, zero_points[0], len(multipliers)]
    for multiplier in multipliers:
        case += multiplier
    for row in weights:
        case += row
    case += [len(biases or ()), *(biases or ()), zero_points[1], *limits, len(samples)]
    for x, _ in samples:
        case += x
    for _, y in samples:
        case += y
    return case


def integers_case(rng):
    """Of a random layer, as layers that come with multipliers rather than scales are."""
    layer = random_layer(rng)
    layer.activation = rng.choice(ACTIVATIONS[:3])
    which = rng.randint(0, 1)
    xs = [[byte - 128 for byte in rng.randbytes(layer.inputs)] for _ in range(2)]
    multipliers = layer.multipliers if len(layer.weight_scales) > 1 else layer.multipliers[:1]
    return dense_case(which, ((layer.inputs, layer.outputs), multipliers, layer.weights, layer.biases),
                      (layer.input_zero, layer.sum_zero), layer.range,
                      [(x, layer.outputs_of(layer.sums(x), ROUNDINGS[which])) for x in xs])


def scale_for_fixed_point(rng):
    """One that suits them, or one of any size that a row or table may meet."""
    return float_near(rng, 0.05 if rng.random() < 0.7 else 2.0**rng.uniform(-27, 6))


def table_case(rng):
    which, scale, zero = rng.randint(0, 1), scale_for_fixed_point(rng), zero_point(rng)
    make = (fixed_point.logistic_table, fixed_point.tanh_table)[which]
    tables = [make(scale, zero, rounding) for rounding in ROUNDINGS]
    assert tables[0] == tables[1], 'a table depends on the rounding'
    return [TABLE, which, signed_bits(scale), zero, *tables[0]]


def softmax_case(rng):
    """By a scale. Rows of 512 outputs and more are beyond what TensorFlow Lite Micro computes."""
    scale = scale_for_fixed_point(rng)
    count = rng.randint(1, 20) if rng.random() < 0.95 else rng.randint(1, 511)
    spread = rng.choice((0, 3, 30, 127))
    q = [clamp(rng.randint(-spread, spread) + rng.randint(-9, 9), *numbers_of.INT8) for _ in range(count)]
    rows = [fixed_point.softmax(q, *fixed_point.softmax_factor(scale, most), rounding)
            for most, rounding in zip(fixed_point.LARGEST_FACTOR.values(), ROUNDINGS)]
    assert rows[0] == rows[1], 'a row depends on the rounding'
    return softmax_vectors(signed_bits(scale), (0, 0), 0, q, rows[0])


def softmax_vectors(scale_bits, multiplier, least, q, y):
    return [SOFTMAX, scale_bits, *multiplier, least, len(q), *q, *y]


def random_layer_16x8(rng, inputs):
    outputs = rng.randint(1, 6)
    typical = 1 / (80 * inputs**0.5)
    multiplier = typical if rng.random() < 0.75 else 2.0**rng.uniform(-34, 6)
    multipliers = [multiplier_of(multiplier * rng.uniform(0.5, 2)) for _ in range(rng.choice((1, outputs)))]
    if rng.random() < 0.1:  # reduced to 15 bits it is cut off
        multipliers[0] = rng.choice((0x7fff0000, 0x7ffeffff, 2**31 - 1)), multipliers[0][1]
    extreme = rng.random() < 0.05
    weights = [[rng.choice((-128, 127)) if extreme else byte - 128 for byte in rng.randbytes(inputs)]
               for _ in range(outputs)]
    bits = rng.randint(0, 45)
    biases = [rng.randint(-2**bits, 2**bits) for _ in range(outputs)] if rng.random() < 0.7 else None
    limits = rng.choice((INT16, INT16, (0, INT16[1]), (0, rng.randint(0, INT16[1])), (-9999, 1234)))
    return Layer16x8(multipliers, weights, biases, limits)


def network_16x8_case(layers, samples):
    """samples: pairs of inputs and what the network gives."""
    case = [NETWORK_16X8, len(layers[0].weights[0]), len(layers)]
    for layer in layers:
        case += [len(layer.weights), len(layer.multipliers)]
        for multiplier in layer.multipliers:
            case += multiplier
        for row in layer.weights:
            case += row
        case.append(len(layer.biases or ()))
        for bias in layer.biases or ():
            case += halves(bias)
        case += layer.limits
    case.append(len(samples))
    for x, y in samples:
        case += [*x, *y]
    return case


def random_samples_16x8(rng, layers):
    samples = []
    for _ in range(2):
        extreme = rng.random() < 0.1
        x = y = [rng.choice(INT16) if extreme else rng.randint(*INT16) for _ in layers[0].weights[0]]
        for layer in layers:
            y = layer.apply(y)
        samples.append((x, y))
    return samples


def random_16x8_case(rng, widest=1100):
    width = rng.randint(1, 12) if rng.random() < 0.95 else rng.randint(1, widest)
    layers = []
    inputs = width
    for _ in range(rng.randint(1, 4)):
        layers.append(random_layer_16x8(rng, inputs))
        inputs = len(layers[-1].weights)
    return network_16x8_case(layers, random_samples_16x8(rng, layers))


def narrow_16x8_case(rng):
    return random_16x8_case(rng, 12)


def any_float(rng, size):
    return numbers_of.float32(Fraction(size * rng.uniform(-1, 1)))


def random_float_layer(rng, inputs, is_last):
    """Mostly of weights and biases as they are; some rows are far smaller, or 0, or small beside their biases."""
    outputs, size = rng.randint(1, 5), 2.0**rng.randint(-2, 1)
    weights, biases = [], []
    for _ in range(outputs):
        shrunk = size * rng.choice((1, 1, 1, 2.0**-10, 2.0**-40, 0))
        weights.append([any_float(rng, shrunk) for _ in range(inputs)])
        biases.append(any_float(rng, rng.choice((0, 1, 1, 2.0**10, 2.0**30))))
    reach = rng.choice((1, 1, 1, 1, 2.0**-20, 2.0**20)) * size
    low, high = sorted(any_float(rng, reach) for _ in range(2))
    activation = rng.choice(CLAMPS if is_last and outputs > 1 else CLAMPS[:3])
    if activation in ('relu', 'relu6'):
        low, high = max(low, Fraction(0)), max(high, Fraction(0))
    return quantize_16x8.FloatLayer(weights, biases, activation, (low, high))


def made_16x8_case(rng):
    """Layers of floats, the layers of integers that they become, and what those give."""
    inputs, count, per_output = rng.randint(1, 5), rng.randint(1, 3), rng.random() < 0.5
    reached = sorted(any_float(rng, rng.choice((1, 1, 1, 2.0**-20, 2.0**20))) for _ in range(2))
    case = [MADE_16X8, inputs, count, 0 if per_output else 1, *map(signed_bits, reached)]
    scale = quantize_16x8.scale_of_16(*reached)
    made, width = [signed_bits(scale)], inputs
    layers = []
    for l in range(count):
        layer = random_float_layer(rng, width, l + 1 == count)
        width = len(layer.weights)
        case += [width, CLAMPS.index(layer.activation)]
        for column in zip(*layer.weights):
            case += map(signed_bits, column)
        case += [*map(signed_bits, layer.biases), *map(signed_bits, layer.reached)]
        narrow, scale = quantize_16x8.quantized(layer, scale, per_output)
        layers.append(narrow)
        made.append(signed_bits(scale))
    samples = random_samples_16x8(rng, layers)
    return case + made + network_16x8_case(layers, samples)[1:]


def layer_case(rng):
    layer = random_layer(rng)
    samples = []
    for _ in range(2):
        extreme = rng.random() < 0.1
        samples.append([255 * (byte % 2) - 128 if extreme else byte - 128 for byte in rng.randbytes(layer.inputs)])
    return network_case([layer], samples)


def golden_cases(rng):
    for make, count in ((multiplier_case, 150), (requantized_case, 400), (wide_case, 150), (quantized_case, 200),
                        (layer_case, 100), (integers_case, 80), (softmax_case, 150), (table_case, 10),
                        (narrow_16x8_case, 80), (made_16x8_case, 80)):
        for _ in range(count):
            yield make(rng)
    yield [END]


def lines_of(numbers, width=116):
    line = '   '
    for number in numbers:
        # -2^31 is no literal of int32.
        word = f' {number},' if number != INT32[0] else f' {number + 1} - 1,'
        if len(line) + len(word) > width:
            yield line
            line = '   '
        line += word
    yield line


def header():
    numbers = [number for case in golden_cases(random.Random(8)) for number in case]
    return '\n'.join([
        '// Written by tests/quantized/reference/vectors.py; regenerate with: '
        '/usr/bin/python3 tests/quantized/reference/vectors.py',
        '// Cases that tests/quantized/reference_cases.hpp reads, with the results of the reference in Python.',
        '#pragma once', '', '#include <cstdint>', '', 'namespace golden {', '', '// clang-format off',
        f'inline constexpr std::int32_t quantized_cases[{len(numbers)}] = {{', *lines_of(numbers), '};',
        '// clang-format on', '', '}  // namespace golden', ''])


def main(arguments):
    if not arguments:
        GOLDEN.write_text(header())
        return
    rng = random.Random(int(arguments[1]) if len(arguments) > 1 else 1)
    for k in range(int(arguments[0])):
        print(*layer_case(rng))
        # Tables and rows of softmax take this program long.
        for make, every in ((multiplier_case, 8), (requantized_case, 8), (wide_case, 8), (quantized_case, 8),
                            (integers_case, 8), (random_16x8_case, 8), (made_16x8_case, 8), (softmax_case, 50),
                            (table_case, 1000)):
            if k % every == 0:
                print(*make(rng))
    print(END)


if __name__ == '__main__':
    main(sys.argv[1:])
