# SPDX-License-Identifier: MIT
"""Golden tables for numpy_random_state, from NumPy's RandomState itself.

NumPy takes its logarithm from the C library, which does not always round correctly. So the normals
are computed a second time here with mpmath's logarithm, correctly rounded, and the places
where NumPy's stream differs from that are listed: (index, NumPy's bits minus the others').

    /usr/bin/python3 tests/random/golden/numpy_stream.py       writes numpy_stream.hpp beside itself
"""

import math
import pathlib

import mpmath
import numpy

from tables import bits_of, fingerprint, table, write_header

here = pathlib.Path(__file__).resolve().parent
mpmath.mp.prec = 160
WORD_SEEDS = [0, 1, 2, 3, 42, 0xFFFFFFFF]
NORMAL_SEEDS = {1: 2000, 2: 3000, 3: 4000, 0: 10000, 42: 10000, 123456789: 10000, 0xFFFFFFFF: 10000}


def correctly_rounded_normals(seed, count):
    uniform = numpy.random.RandomState(seed).random_sample
    result = []
    while len(result) < count:
        x1, x2 = 2.0 * uniform() - 1.0, 2.0 * uniform() - 1.0
        square = x1 * x1 + x2 * x2
        if square >= 1.0 or square == 0.0:
            continue
        factor = math.sqrt(-2.0 * float(mpmath.log(mpmath.mpf(square))) / square)
        result += [factor * x2, factor * x1]
    return result[:count]


body = "struct numpy_words {\n    uint32_t seed, words[8];\n"
body += "    uint64_t fingerprint_of_2000_words;\n};\n"
body += "inline constexpr numpy_words numpy_word_streams[] = {\n"
for seed in WORD_SEEDS:
    state = numpy.random.RandomState(seed)
    words = [int(w) for w in numpy.frombuffer(state.bytes(8000), dtype="<u4")]
    listed = ", ".join(f"0x{w:08x}" for w in words[:8])
    body += f"    {{0x{seed:x}, {{{listed}}},\n     0x{fingerprint(words, 'I'):016x}}},\n"
body += "};\n\n"

uniforms = list(numpy.random.RandomState(3).random_sample(2000))
body += "// Seed 3: 2000 uniform numbers.\n"
body += table("uint64_t", "numpy_uniform_bits", [bits_of(x, "d") for x in uniforms[:8]], 16)
body += f"inline constexpr uint64_t numpy_uniform_fingerprint = 0x{fingerprint(uniforms, 'd'):016x};\n\n"

body += "struct numpy_difference {\n    uint32_t index;\n    int32_t bits;\n};\n"
entries = ""
for seed, count in NORMAL_SEEDS.items():
    normals = [float(x) for x in numpy.random.RandomState(seed).standard_normal(count)]
    rounded = correctly_rounded_normals(seed, count)
    differences = [
        (i, bits_of(x, "d") - bits_of(y, "d"))
        for i, (x, y) in enumerate(zip(normals, rounded))
        if x != y
    ]
    name = f"numpy_differences_{seed:x}"
    if differences:
        pairs = [f"{{{i}, {d}}}" for i, d in differences]
        lines = [", ".join(pairs[i : i + 8]) for i in range(0, len(pairs), 8)]
        body += f"inline constexpr numpy_difference {name}[] = {{\n    "
        body += ",\n    ".join(lines) + "};\n"
    listed = ", ".join(f"0x{bits_of(x, 'd'):016x}" for x in normals[:4])
    where = f"{name}, {len(differences)}" if differences else "nullptr, 0"
    entries += f"    {{0x{seed:x}, {count}, {{{listed}}},\n"
    entries += f"     0x{fingerprint(normals, 'd'):016x}, {where}}},\n"
body += "struct numpy_normals {\n    uint32_t seed, count;\n    uint64_t first[4], fingerprint;\n"
body += "    const numpy_difference* differences;\n    uint32_t difference_count;\n};\n"
body += "inline constexpr numpy_normals numpy_normal_streams[] = {\n" + entries + "};\n\n"

state = numpy.random.RandomState(1)
body += "// Seed 1: shuffles of 0..19, of 0..299 and of 0..65535 in turn, then one word.\n"
shuffles = []
for count in (20, 300, 65536):
    order = numpy.arange(count)
    state.shuffle(order)
    shuffles.append([int(i) for i in order])
body += table("uint32_t", "numpy_shuffle_of_20", shuffles[0], 2)
prints = [fingerprint(order, "I") for order in shuffles[1:]]
body += table("uint64_t", "numpy_shuffle_fingerprints", prints, 16)
word = int(numpy.frombuffer(state.bytes(4), dtype="<u4")[0])
body += f"inline constexpr uint32_t numpy_word_after_shuffles = 0x{word:08x};\n\n"

state = numpy.random.RandomState(2)
mixed = []
for round_ in range(200):
    mixed += list(state.standard_normal(round_ % 4)) + list(state.random_sample(round_ % 3))
    order = numpy.arange(5)
    state.shuffle(order)
    mixed += [float(i) for i in order]
body += "// Seed 2: 200 rounds of round % 4 normals, round % 3 uniforms and a shuffle of 0..4.\n"
body += f"inline constexpr uint32_t numpy_mixed_count = {len(mixed)};\n"
body += f"inline constexpr uint64_t numpy_mixed_fingerprint = 0x{fingerprint(mixed, 'd'):016x};\n\n"

state = numpy.random.RandomState(3)
matrix = state.randn(3, 5)
rest = state.rand(2, 2)
column = [float(matrix[i][0]) for i in range(3)]
body += "// Seed 3: the first column of randn(3, 5), and then rand(2, 2).\n"
body += table("uint64_t", "numpy_column_bits", [bits_of(x, "d") for x in column], 16)
body += table("uint64_t", "numpy_rest_bits", [bits_of(float(x), "d") for x in rest.ravel()], 16)

write_header(
    here / "numpy_stream.hpp",
    "tests/random/golden/numpy_stream.py",
    "python3-numpy and python3-mpmath; NumPy 1.24.2, glibc 2.36, x86-64",
    body,
)
