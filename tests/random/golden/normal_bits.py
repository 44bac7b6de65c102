# SPDX-License-Identifier: MIT
"""The exact bits of normal<float> and normal<double>, by a second evaluation in NumPy.

The logarithms and the sine and cosine of this library are fixed sequences of IEEE operations; they
are repeated here with NumPy's float32 and float64 arrays, every operation rounded by itself, with
the coefficients of lib/picomlp/math. Agreement shows that the compiler fused, reordered and widened
nothing.

    /usr/bin/python3 tests/random/golden/normal_bits.py    writes normal_bits.hpp beside itself
"""

import pathlib

import numpy as np

from normal import Normals, parent_of_zeros
from tables import bits_of, fingerprint, table, write_header
from xoshiro import Xoshiro

here = pathlib.Path(__file__).resolve().parent
f32, f64 = np.float32, np.float64
hexadecimal = float.fromhex


def horner(kind, x, coefficients):
    """Highest power first; one product and one sum a step."""
    result = kind(hexadecimal(coefficients[0]))
    for c in coefficients[1:]:
        result = result * x + kind(hexadecimal(c))
    return result


def split(u):
    """u = 2^k (1 + f), 1 + f in [sqrt(1/2), sqrt(2))."""
    kind = u.dtype.type
    mantissa, exponent = np.frexp(u)  # in [1/2, 1)
    small = mantissa < kind(np.sqrt(kind(0.5)))
    m = np.where(small, mantissa * kind(2), mantissa)
    return (exponent - small).astype(kind), m - kind(1)


def log_of_parts(leading, f, tail):
    total = leading + f
    return total + ((f - (total - leading)) + tail)


def log_float(u):
    k, f = split(u)
    z = f * f
    p = horner(f32, f, [
        "-0x1.2a6f8p-4", "0x1.015976p-3", "-0x1.0e96ccp-3", "0x1.239ce2p-3",
        "-0x1.5466fep-3", "0x1.99944ep-3", "-0x1.000234p-2", "0x1.55557p-2"])
    tail = (f * z * p + k * f32(hexadecimal("0x1.7f7d1cp-20"))) - f32(0.5) * z
    return log_of_parts(k * f32(hexadecimal("0x1.62e4p-1")), f, tail)


def log_double(u):
    k, f = split(u)
    s = f / (2.0 + f)
    z = s * s
    p = horner(f64, z, [
        "0x1.2f04cd5a6c496p-3", "0x1.39a1d2ed907aep-3", "0x1.74663d8f3f53ep-3",
        "0x1.c71c521247f5ep-3", "0x1.24924941e29d6p-2", "0x1.999999997ff14p-2",
        "0x1.5555555555592p-1"])
    h = 0.5 * (f * f)
    tail = (s * (h + z * p) + k * hexadecimal("0x1.cf79abc9e3b3ap-40")) - h
    return log_of_parts(k * hexadecimal("0x1.62e42fefap-1"), f, tail)


def sine_and_cosine(kind, quadrant, high, low, sine_terms, cosine_terms):
    z = high * high
    half = kind(0.5) * z
    sine = high + (high * z * horner(kind, z, sine_terms) + (low - low * half))
    leading = kind(1) - half
    lost = (kind(1) - leading) - half
    cosine = leading + (lost + (z * z * horner(kind, z, cosine_terms) - high * low))
    sines = np.choose(quadrant, [sine, cosine, -sine, -cosine])
    cosines = np.choose(quadrant, [cosine, -sine, -cosine, sine])
    return sines, cosines


def turn_float(fractions):
    quadrant = (fractions + 2**29) // 2**30
    rest = fractions - quadrant * 2**30
    value = rest.astype(f32)
    lost = (rest - value.astype(np.int64)).astype(f32)
    unit = f32(hexadecimal("0x1.921fb6p-30"))
    low = value * f32(hexadecimal("-0x1.777a5cp-55")) + lost * unit
    return sine_and_cosine(
        f32, quadrant % 4, value * unit, low,
        ["-0x1.9954e8p-13", "0x1.11077ap-7", "-0x1.555546p-3"],
        ["0x1.99e914p-16", "-0x1.6c0c2ap-10", "0x1.55554ap-5"])


def turn_double(fractions):
    """Python's integers for what exceeds 64 signed bits; their conversion rounds to even."""
    quadrant = [(n + 2**61) // 2**62 for n in fractions]
    rest = [n - q * 2**62 for n, q in zip(fractions, quadrant)]
    value = np.array([float(n) for n in rest])
    lost = np.array([float(n - int(v)) for n, v in zip(rest, value)])
    unit = hexadecimal("0x1.921fb54442d18p-62")
    low = value * hexadecimal("0x1.1a62633145c07p-116") + lost * unit
    return sine_and_cosine(
        f64, np.array([q % 4 for q in quadrant]), value * unit, low,
        ["0x1.5d8e625e1d582p-33", "-0x1.ae5e55005edc7p-26", "0x1.71de355fa4e61p-19",
         "-0x1.a01a019bf2b7ep-13", "0x1.111111110f76p-7", "-0x1.5555555555548p-3"],
        ["-0x1.8fa6a892b2a6bp-37", "0x1.1ee9dc12aae35p-29", "-0x1.27e4f7f1ee771p-22",
         "0x1.a01a019c8f944p-16", "-0x1.6c16c16c15018p-10", "0x1.555555555554bp-5"])


def lay_out(radius, sines, cosines):
    """Blocks of eight cosines and eight sines."""
    return np.concatenate(
        [(radius * cosines).reshape(-1, 8), (radius * sines).reshape(-1, 8)], axis=1).ravel()


def floats(parent, blocks):
    lanes = Normals(parent).lanes
    words = [(lane.next(), lane.next()) for _ in range(blocks) for lane in lanes]
    a, b = (np.array(column, dtype=np.int64) for column in zip(*words))
    u = ((a // 256).astype(f32) + f32(0.5)) * f32(2.0**-24)
    result = lay_out(np.sqrt(f32(-2) * log_float(u)), *turn_float(b))
    assert result.dtype == f32
    return result


def doubles(parent, blocks):
    lanes = Normals(parent).lanes
    words = [[lane.next() for _ in range(4)] for _ in range(blocks) for lane in lanes]
    u = [(w[0] // 64 * 2**26 + w[1] // 64 + 0.5) / 2**52 for w in words]
    return lay_out(np.sqrt(-2.0 * log_double(np.array(u))), *turn_double([w[2] * 2**32 + w[3] for w in words]))


body = "struct normal_bits {\n    uint64_t seed;\n    uint32_t first_floats[8];\n"
body += "    uint64_t first_doubles[4], fingerprint_of_floats, fingerprint_of_doubles;\n};\n"
body += "inline constexpr uint32_t normal_float_count = 65536;\n"
body += "inline constexpr uint32_t normal_double_count = 16384;\n"
body += "inline constexpr normal_bits normal_bit_streams[] = {\n"
for seed in (1, 2, 3, 0x123456789ABCDEF0):
    single = floats(Xoshiro(seed), 65536 // 16)
    double = doubles(Xoshiro(seed), 16384 // 16)
    first = ", ".join(f"0x{bits_of(float(x), 'f'):08x}" for x in single[:8])
    first_double = ", ".join(f"0x{bits_of(float(x), 'd'):016x}" for x in double[:4])
    body += f"    {{0x{seed:x},\n     {{{first}}},\n     {{{first_double}}},\n"
    body += f"     0x{fingerprint([float(x) for x in single], 'f'):016x},"
    body += f" 0x{fingerprint([float(x) for x in double], 'd'):016x}}},\n"
body += "};\n\n// The stream of the parent whose first four words are zero.\n"
zeros = floats(parent_of_zeros(), 1)
body += table("uint32_t", "normal_float_zero_lane_bits", [bits_of(float(x), "f") for x in zeros], 8)

write_header(
    here / "normal_bits.hpp",
    "tests/random/golden/normal_bits.py",
    "python3-numpy",
    body,
)
