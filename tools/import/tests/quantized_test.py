# SPDX-License-Identifier: MIT
"""The arithmetic of int8 in NumPy: against definitions in Python's integers, and against TensorFlow Lite Micro's own
functions, whose outputs int8/tflm_golden.cpp has written down as checksums."""
import random
import sys
import unittest
import zlib

from of_import import HERE, REPOSITORY, Case
import numpy

from quantized import activations, fixed_point, requantization
from quantized.activations import EVERY, Quantization

sys.path.insert(0, str(REPOSITORY / "tests/quantized/reference"))
import numbers_of    # noqa: E402
import requantization as definitions    # noqa: E402
import vectors    # noqa: E402

DEFINED = dict(zip(requantization.ROUNDINGS, definitions.ROUNDINGS))


class Requantization(Case):
    def test_multipliers(self):
        draw = random.Random(3)
        for _ in range(4000):
            real = vectors.double_near_tie(draw) if draw.random() < 0.5 else draw.uniform(0.5, 1) * 2.0**draw.randint(
                -40, 36)
            real *= draw.choice((1, 1, -1))
            self.assertEqual(requantization.multiplier_of(real), definitions.multiplier_of(real), real)
        self.assertEqual(requantization.multiplier_of(0.0), (0, 0))

    def test_a_single_scale_meets_the_inputs_in_float(self):
        found = {several: requantization.product_multiplier(0.1, 0.3, 0.7, several) for several in (False, True)}
        product = numbers_of.float32(numbers_of.float_of(0x3dcccccd) * numbers_of.float_of(0x3e99999a))
        self.assertEqual(found[False], definitions.multiplier_of(float(product) / float(numpy.float32(0.7))))
        self.assertNotEqual(found[False], found[True])

    def test_roundings(self):
        draw = random.Random(4)
        cases = [vectors.requantized_case(draw)[2:5] for _ in range(6000)]
        sums, significands, shifts = numpy.array(cases).T
        for rounding, defined in DEFINED.items():
            found = requantization.requantized(sums, significands, shifts, rounding)
            self.same(found, [defined(*case) for case in cases])

    def test_floats(self):
        draw = random.Random(5)
        for _ in range(2000):
            kind, *numbers = vectors.quantized_case(draw)
            bits = [number & 0xffffffff for number in numbers]
            if kind == vectors.QUANTIZED:
                x, scale = (float(numbers_of.float_of(one)) for one in bits[:2])
                self.assertEqual(requantization.quantized(x, scale, numbers[2]), numbers[3])
            else:
                found = requantization.dequantized(numbers[0], float(numbers_of.float_of(bits[1])), numbers[2])
                self.assertEqual(found.view(numpy.uint32), bits[3])
        self.assertEqual(requantization.quantized([numpy.nan, numpy.inf, -numpy.inf], 0.5, 3).tolist(),
                         [-128, 127, -128])


class Activations(Case):
    def test_as_tflite_micro_has_them(self):
        lines = (HERE / "int8/tflm_golden.txt").read_text().splitlines()
        self.assertEqual(len(lines), 2 * (6 * (4 * 4 + 6) + 3))
        for line in lines:
            rounding, function, scale, number, checksum = line.split()
            if function.startswith("raw"):
                self.assertEqual(f"{zlib.crc32(self.raw(function, int(number)).tobytes()):08x}", checksum, line)
                continue
            scale, number = float(numpy.float32(scale)), int(number)
            with self.subTest(line):
                y = self.outputs(function, scale, number, rounding).astype(numpy.int8)
                self.assertEqual(f"{zlib.crc32(y.tobytes()):08x}", checksum)

    @staticmethod
    def raw(function, integer_bits):
        k = numpy.arange(4096)
        x = -(k * 524287 % 2**32 % (2**31 - 1)) >> k % 7
        compute = {"raw_exp": fixed_point.exp_of_negative, "raw_logistic": fixed_point.logistic,
                   "raw_tanh": fixed_point.hyperbolic_tangent}[function]
        return compute(x, integer_bits).astype("<i4")

    @staticmethod
    def outputs(function, scale, number, rounding):
        if function == "softmax":
            x = numpy.array([(k * 73 + k * k * 31) % 256 - 128 for k in range(number)])
            return activations.softmax(Quantization(scale, 0), 1.0, rounding).outputs(x[None], rounding)[0]
        of = Quantization(scale, number)
        step = {"logistic": lambda: activations.logistic(of), "tanh": lambda: activations.hyperbolic_tangent(of),
                "requantize": lambda: activations.requantization(of, float_of(0.031, -17)),
                "leaky_relu": lambda: activations.leaky_relu(of, 0.2, float_of(0.02, 5))}[function]()
        return step(EVERY, rounding)

    def test_ranges(self):
        draw = random.Random(6)
        for _ in range(500):
            scale, zero = float(vectors.float_near(draw, 0.05)), draw.randint(-128, 127)
            for name in ("identity", "relu", "relu6"):
                self.assertEqual(activations.fused_range(name, Quantization(scale, zero)),
                                 numbers_of.activation_range(name, vectors.Fraction(scale), zero))
        self.assertEqual(activations.fused_range("relu_n1_to_1", Quantization(0.25, -3)), (-7, 1))


def float_of(scale, zero):
    return Quantization(float(numpy.float32(scale)), zero)


if __name__ == "__main__":
    unittest.main()
