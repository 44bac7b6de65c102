# SPDX-License-Identifier: MIT
"""Golden tables for random, uniform and shuffle, from the definitions, in plain Python.

The jumps are not taken from anywhere: the transition is written as a 128 x 128 matrix over
GF(2), squared 64 and 96 times, and applied to the state. The polynomials in generators.cpp are
checked against the minimal polynomial found by Berlekamp and Massey's algorithm.

    /usr/bin/python3 tests/random/golden/xoshiro.py        writes xoshiro.hpp beside itself
"""

import pathlib
import re

from tables import bits_of, fingerprint, table, write_header

here = pathlib.Path(__file__).resolve().parent
MASK32 = 0xFFFFFFFF
MASK64 = 0xFFFFFFFFFFFFFFFF
SEEDS = [0, 1, 3, 0xFFFFFFFF, 0x123456789ABCDEF0]

# A state whose next four words are all zero, found by solving the four equations for the state
# (backwards, each first word of a state follows from that of the next) and trying all 2^32 ends.
zero_state = [0x54DB31B2, 0xAF518324, 0x6E46CA4C, 0x487B17EA]


def rotate(word, count):
    return (word << count | word >> (32 - count)) & MASK32


def transition(s):
    """One step of the linear engine; s is the state as one 128-bit number, word 0 lowest."""
    s0, s1, s2, s3 = (s >> 32 * i & MASK32 for i in range(4))
    # Written out from the paper's matrix, each new word from the old ones.
    n0 = s0 ^ s1 ^ s3
    n1 = s0 ^ s1 ^ s2
    n2 = s0 ^ s2 ^ (s1 << 9 & MASK32)
    n3 = rotate(s1 ^ s3, 11)
    return n0 | n1 << 32 | n2 << 64 | n3 << 96


class Xoshiro:
    def __init__(self, seed=None, state=None):
        if state is not None:
            self.state = state
            return
        outputs = []
        for i in (1, 2):
            z = (seed + i * 0x9E3779B97F4A7C15) & MASK64
            z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK64
            z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK64
            outputs.append(z ^ z >> 31)
        self.state = outputs[0] | outputs[1] << 64

    def words(self):
        return [self.state >> 32 * i & MASK32 for i in range(4)]

    def next(self):
        s = self.words()
        result = (rotate((s[0] + s[3]) & MASK32, 7) + s[0]) & MASK32
        self.state = transition(self.state)
        return result

    def below(self, bound):
        """Words w with w * bound mod 2^32 < 2^32 mod bound are refused, the rest divided evenly."""
        while True:
            word = self.next()
            if word * bound % 2**32 >= 2**32 % bound:
                return word * bound // 2**32

    def uniform_float(self):
        return (self.next() // 2**8) / 2**24

    def uniform_double(self):
        first = self.next()
        return (first // 2**5 * 2**26 + self.next() // 2**6) / 2**53

    def shuffled(self, count):
        order = list(range(count))
        for i in range(count - 1, 0, -1):
            j = self.below(i + 1)
            order[i], order[j] = order[j], order[i]
        return order


def apply(columns, vector):
    result = 0
    index = 0
    while vector:
        if vector & 1:
            result ^= columns[index]
        vector >>= 1
        index += 1
    return result


def power_of_two(columns, exponent):
    """The matrix to the power 2^exponent, by squaring; columns as 128-bit numbers."""
    for _ in range(exponent):
        columns = [apply(columns, column) for column in columns]
    return columns


def minimal_polynomial(sequence):
    """Berlekamp-Massey over GF(2); bit d of the result is the coefficient of x^d."""
    c, b, length, shift = 1, 1, 0, 1
    for n, _ in enumerate(sequence):
        discrepancy = 0
        for i in range(length + 1):
            discrepancy ^= (c >> i & 1) & sequence[n - i]
        if not discrepancy:
            shift += 1
        elif 2 * length <= n:
            c, b, length, shift = c ^ b << shift, c, n + 1 - length, 1
        else:
            c ^= b << shift
            shift += 1
    return sum((c >> i & 1) << (length - i) for i in range(length + 1))


def polynomial_power(exponent, modulus):
    """x^(2^exponent) modulo the polynomial."""
    result = 2
    for _ in range(exponent):
        square = 0
        for d in range(128):
            if result >> d & 1:
                square ^= 1 << 2 * d
        for d in range(256, 127, -1):
            if square >> d & 1:
                square ^= modulus << (d - 128)
        result = square
    return result


def braces(words):
    return "{" + ", ".join(f"0x{w:08x}" for w in words) + "}"


if __name__ == "__main__":
    unit = [transition(1 << i) for i in range(128)]
    jump_matrix = power_of_two(unit, 64)
    long_jump_matrix = power_of_two(unit, 96)
    assert power_of_two(unit, 128) == unit, "the period divides 2^128 - 1"

    engine = 1
    sequence = []
    for _ in range(400):
        sequence.append(engine & 1)
        engine = transition(engine)
    minimal = minimal_polynomial(sequence)
    assert minimal.bit_length() == 129
    source = (here / "../../../lib/picomlp/random/generators.cpp").read_text()
    for name, exponent in (("jump_polynomial", 64), ("long_jump_polynomial", 96)):
        written = re.search(rf"\b{name}\[4\] = {{([^}}]*)}}", source).group(1)
        number = sum(int(w, 16) << 32 * i for i, w in enumerate(written.split(",")))
        assert number == polynomial_power(exponent, minimal), name

    body = f"inline constexpr uint64_t xoshiro_seeds[] = {{{', '.join(map(hex, SEEDS))}}};\n\n"
    body += "struct xoshiro_stream {\n"
    body += "    uint32_t state[4], words[12], after_jump[4], after_long_jump[4];\n"
    body += "    uint64_t fingerprint_of_10000_words;\n};\n"
    body += "inline constexpr xoshiro_stream xoshiro_streams[] = {\n"
    for seed in SEEDS:
        start = Xoshiro(seed)
        stream = Xoshiro(seed)
        words = [stream.next() for _ in range(10000)]
        jumped = Xoshiro(state=apply(jump_matrix, start.state))
        far = Xoshiro(state=apply(long_jump_matrix, start.state))
        body += f"    {{{braces(start.words())},\n     {braces(words[:6])[:-1]},\n"
        body += f"      {braces(words[6:12])[1:]},\n     {braces(jumped.words())},\n"
        body += f"     {braces(far.words())}, 0x{fingerprint(words, 'I'):016x}}},\n"
    body += "};\n\n"

    BOUNDS = [1, 2, 3, 10, 1000, 0x80000001, 0xC0000000, 0xFFFFFFFF]
    body += "// 200 numbers below each bound in turn, one stream of seed 7 throughout.\n"
    stream = Xoshiro(7)
    body += table("uint32_t", "below_bounds", BOUNDS, 8)
    prints = [fingerprint([stream.below(b) for _ in range(200)], "I") for b in BOUNDS]
    body += table("uint64_t", "below_fingerprints", prints, 16)
    body += f"inline constexpr uint32_t below_next_word = 0x{stream.next():08x};\n\n"

    stream = Xoshiro(3)
    floats = [stream.uniform_float() for _ in range(1000)]
    doubles = [stream.uniform_double() for _ in range(1000)]
    body += "// Seed 3: a thousand uniform floats, then a thousand doubles.\n"
    body += table("uint32_t", "uniform_float_bits", [bits_of(x, "f") for x in floats[:8]], 8)
    body += table("uint64_t", "uniform_double_bits", [bits_of(x, "d") for x in doubles[:8]], 16)
    body += f"inline constexpr uint64_t uniform_float_fingerprint = 0x{fingerprint(floats, 'f'):016x};\n"
    body += f"inline constexpr uint64_t uniform_double_fingerprint = 0x{fingerprint(doubles, 'd'):016x};\n\n"

    body += "// Seed 5: the shuffles of 0..19 and then of 0..999.\n"
    stream = Xoshiro(5)
    body += table("uint32_t", "shuffle_of_20", stream.shuffled(20), 2)
    body += f"inline constexpr uint64_t shuffle_of_1000_fingerprint = 0x{fingerprint(stream.shuffled(1000), 'I'):016x};\n\n"

    stream = Xoshiro(state=sum(w << 32 * i for i, w in enumerate(zero_state)))
    assert [stream.next() for _ in range(4)] == [0, 0, 0, 0]
    body += "// The next four words of this state are all zero.\n"
    body += table("uint32_t", "state_before_four_zeros", zero_state, 8)

    write_header(here / "xoshiro.hpp", "tests/random/golden/xoshiro.py", "no packages", body)
