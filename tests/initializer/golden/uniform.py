# SPDX-License-Identifier: MIT
"""Fingerprints of the uniform initializers' weights, from their documented recipes in NumPy.

    /usr/bin/python3 tests/initializer/golden/uniform.py    writes uniform.hpp beside itself

Three layers of 2-10-5-1 from one generator of seed 3, as fingerprint_of in initializer_checks.hpp
takes them. Needs Debian's python3-numpy.
"""

import pathlib
import sys

import numpy

here = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(here.parents[1] / "random" / "golden"))
from tables import fingerprint, write_header  # noqa: E402
from xoshiro import Xoshiro  # noqa: E402

LAYERS = ((2, 10), (10, 5), (5, 1))


def fraction(bits, form):
    """A number of [0, 1) as random/uniform.hpp takes it."""
    if form == "f":
        return numpy.float32(bits.next() >> 8) / numpy.float32(2**24)
    high, low = bits.next() >> 5, bits.next() >> 6
    return numpy.float64(high * 2**26 + low) / 2**53


def uniform_fingerprint(limits, form):
    number = numpy.float32 if form == "f" else numpy.float64
    bits = Xoshiro(3)
    values = []
    for inputs, outputs in LAYERS:
        low, high = limits(number, inputs, outputs)
        values += [low + (high - low) * fraction(bits, form) for _ in range(inputs * outputs)]
    return fingerprint([float(v) for v in values], form)


def scaled(numerator, fan):
    def limits(number, inputs, outputs):
        limit = numpy.sqrt(number(numerator) / number(fan(inputs, outputs)))
        return -limit, limit
    return limits


INITIALIZERS = {
    "xavier_uniform": scaled(6, lambda inputs, outputs: inputs + outputs),
    "lecun_uniform": scaled(3, lambda inputs, outputs: inputs),
    "he_uniform": scaled(6, lambda inputs, outputs: inputs),
    "random_uniform": lambda number, inputs, outputs: (number(-0.1), number(0.3)),
}

if __name__ == "__main__":
    body = "struct fingerprints {\n    uint64_t in_float;\n    uint64_t in_double;\n};\n\n"
    for name, limits in INITIALIZERS.items():
        body += (f"inline constexpr fingerprints {name} = {{0x{uniform_fingerprint(limits, 'f'):016x}u, "
                 f"0x{uniform_fingerprint(limits, 'd'):016x}u}};\n")
    write_header(here / "uniform.hpp", "tests/initializer/golden/uniform.py", "python3-numpy",
                 body)
