# SPDX-License-Identifier: MIT
"""Golden tables for normal<float> and normal<double>: the formula of normal.hpp in mpmath.

    /usr/bin/python3 tests/random/golden/normal.py         writes normal.hpp beside itself
"""

import pathlib

import mpmath
import numpy

from tables import bits_of, table, write_header
from xoshiro import Xoshiro, zero_state

here = pathlib.Path(__file__).resolve().parent
mpmath.mp.prec = 200


class Normals:
    """Numbers of the stream as mpmath's, exact but for the stated rounding of u."""

    def __init__(self, parent):
        self.lanes = []
        for _ in range(8):
            words = [parent.next() for _ in range(4)]
            if words == [0, 0, 0, 0]:
                words = [1, 0, 0, 0]
            self.lanes.append(Xoshiro(state=sum(w << 32 * i for i, w in enumerate(words))))

    def block(self, uniform_and_turn):
        pairs = [uniform_and_turn(lane) for lane in self.lanes]
        radii = [mpmath.sqrt(-2 * mpmath.log(u)) for u, _ in pairs]
        cosines = [r * mpmath.cospi(2 * turn) for r, (_, turn) in zip(radii, pairs)]
        sines = [r * mpmath.sinpi(2 * turn) for r, (_, turn) in zip(radii, pairs)]
        return cosines + sines


def float_words(lane):
    a, b = lane.next(), lane.next()
    u = numpy.float32((a // 256 + 0.5) / 2**24)  # the double is exact: one rounding, to even
    return mpmath.mpf(float(u)), mpmath.mpf(b) / 2**32


def double_words(lane):
    a, b, c, d = (lane.next() for _ in range(4))
    u = (mpmath.mpf(a // 64) * 2**26 + b // 64 + 0.5) / 2**52
    return u, mpmath.mpf(c * 2**32 + d) / 2**64


def stream(parent, words, blocks):
    normals = Normals(parent)
    return [float(x) for _ in range(blocks) for x in normals.block(words)]


def parent_of_zeros():
    return Xoshiro(state=sum(w << 32 * i for i, w in enumerate(zero_state)))


if __name__ == "__main__":
    body = "// Correctly rounded doubles, in the order of the stream; also for normal<float>.\n"
    for name, parent, words, blocks in (
        ("normal_float_seed_3", Xoshiro(3), float_words, 12),
        ("normal_double_seed_3", Xoshiro(3), double_words, 12),
        ("normal_float_seed_wide", Xoshiro(0x123456789ABCDEF0), float_words, 3),
        ("normal_double_seed_wide", Xoshiro(0x123456789ABCDEF0), double_words, 3),
        ("normal_float_zero_lane", parent_of_zeros(), float_words, 2),
        ("normal_double_zero_lane", parent_of_zeros(), double_words, 2),
    ):
        body += table("uint64_t", name, [bits_of(x, "d") for x in stream(parent, words, blocks)], 16)
        body += "\n"
    parent = Xoshiro(3)
    for _ in range(32):
        parent.next()
    body += "// What the parent of seed 3 gives after a normal was made from it.\n"
    body += f"inline constexpr uint32_t parent_next_word = 0x{parent.next():08x};\n"
    write_header(
        here / "normal.hpp",
        "tests/random/golden/normal.py",
        "python3-numpy and python3-mpmath",
        body,
    )
