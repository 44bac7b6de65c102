# SPDX-License-Identifier: MIT
"""The CRCs of two_files_texts/check_compilation.cpp from exact arithmetic, by the sums that
lib/picomlp/kernels/order.hpp describes.

    python3 tools/package/known_training.py
"""

import struct
import zlib
from fractions import Fraction

INPUTS, HIDDEN, OUTPUTS = 6, 9, 3
SAMPLES = 5
STEPS = 12
RATE = Fraction(1, 4)


def rounded(exact):
    """The float that is nearest, to even at ties. Neither subnormal nor too large."""
    if exact == 0:
        return Fraction(0)
    sign, size = (-1 if exact < 0 else 1), abs(exact)
    exponent = size.numerator.bit_length() - size.denominator.bit_length()
    if Fraction(2) ** exponent > size:
        exponent -= 1
    assert -126 <= exponent <= 127
    unit = Fraction(2) ** (exponent - 23)
    return sign * round(size / unit) * unit  # Python rounds to even as well


def separate(a, b, c):
    return rounded(rounded(a * b) + c)


def fused(a, b, c):
    return rounded(a * b + c)


def small_numbers():
    """small_number(0), small_number(1), ... as a function of the bound"""
    k = 0

    def next_number(bound):
        nonlocal k
        k += 1
        return Fraction(((k * 2654435761) % 2 ** 32 >> 16) % (2 * bound + 1) - bound)
    return next_number


def forward(w, outputs, x, madd):
    """w[i][o], the last row the bias. From 8 inputs on there are two segments of neighbours."""
    inputs = len(x)
    first = inputs if inputs < 8 else (inputs + 1) // 2
    sums = []
    for o in range(outputs):
        total = w[inputs][o]
        for i in range(first):
            total = madd(w[i][o], x[i], total)
        rest = Fraction(0)
        for i in range(first, inputs):
            rest = madd(w[i][o], x[i], rest)
        sums.append(rounded(total + rest) if first < inputs else total)
    return sums


def gradient(x, delta, madd):
    """x[s][i], delta[s][o]: one accumulator, whose first product is the first sum."""
    g = []
    for i in range(len(x[0]) + 1):
        row = []
        for o in range(len(delta[0])):
            total = None
            for one_x, one_delta in zip(x, delta):
                factor = one_x[i] if i < len(one_x) else Fraction(1)
                total = rounded(factor * one_delta[o]) if total is None else madd(factor, one_delta[o], total)
            row.append(total)
        g.append(row)
    return g


def step(layers, x, y, madd):
    scale, per_output = rounded(Fraction(1, SAMPLES)), rounded(Fraction(1, OUTPUTS))
    hidden, delta, delta_of_hidden = [], [], []
    for one_x, one_y in zip(x, y):
        a = [max(z, Fraction(0)) for z in forward(layers[0], HIDDEN, one_x, madd)]
        error = [rounded(z - target) for z, target in zip(forward(layers[1], OUTPUTS, a, madd), one_y)]
        of_outputs = [rounded(rounded(scale * per_output) * rounded(e + e)) for e in error]
        of_hidden = []
        for i in range(HIDDEN):
            total = Fraction(0)
            for o in range(OUTPUTS):
                total = madd(layers[1][i][o], of_outputs[o], total)
            of_hidden.append(total if a[i] > 0 else Fraction(0))
        hidden.append(a)
        delta.append(of_outputs)
        delta_of_hidden.append(of_hidden)
    gradients = [gradient(x, delta_of_hidden, madd), gradient(hidden, delta, madd)]
    return [[[madd(-RATE, one_g, one_w) for one_g, one_w in zip(g_row, w_row)] for g_row, w_row in zip(g, w)]
            for g, w in zip(gradients, layers)]


def crc_of_training(madd):
    number = small_numbers()
    x = [[number(8) / 8 for _ in range(SAMPLES)] for _ in range(INPUTS)]
    y = [[number(8) / 4 for _ in range(SAMPLES)] for _ in range(OUTPUTS)]
    layers = [[[number(15) / 32 for _ in range(outputs)] for _ in range(inputs + 1)]
              for inputs, outputs in ((INPUTS, HIDDEN), (HIDDEN, OUTPUTS))]
    by_sample = [list(zip(*x)), list(zip(*y))]
    for _ in range(STEPS):
        layers = step(layers, *by_sample, madd)
    return zlib.crc32(b"".join(struct.pack("<f", w) for layer in layers for row in layer for w in row))


def crcs():
    """{profile: CRC}"""
    return {"separate": crc_of_training(separate), "fused": crc_of_training(fused)}


if __name__ == "__main__":
    for profile, crc in crcs().items():
        print(f"constexpr uint32_t crc_of_{profile} = 0x{crc:08x};")
