# SPDX-License-Identifier: MIT
"""Signals in other shapes, and constants that meet them."""
import unittest

import reading  # noqa: F401, sets the path

import numpy

from graph import layers, shapes
from graph.values import MOST_FEATURES, SAMPLES, Budget, Constant, input_signal
from operations import Affine
from refusal import Refused


class Reshape(unittest.TestCase):
    def becomes(self, shape, target, expected):
        self.assertEqual(shapes.reshape(input_signal(shape, "x"), target, "R").shape, expected)

    def is_refused(self, shape, target):
        with self.assertRaises(Refused) as caught:
            shapes.reshape(input_signal(shape, "x"), target, "R")
        self.assertRegex(str(caught.exception), r"^R changes .* each sample by itself\.$")

    def test_with_a_free_number_of_samples(self):
        self.becomes([None, 2, 3], [-1, 6], (None, 6))
        self.becomes([None, 2, 3], [SAMPLES, -1], (None, 6))
        self.becomes([None, 6], [SAMPLES, 3, -1], (None, 3, 2))
        self.becomes([None, None], [SAMPLES, -1], (None, None))
        self.becomes([None, None], [-1, 4], (None, 4))
        self.becomes([5, 6], [5, 2, 3], (5, 2, 3))
        for target in ([-1, 5], [6, -1], [-1, -1], [SAMPLES, 4, -1], [SAMPLES, SAMPLES, 6], [], [SAMPLES, -7],
                       [SAMPLES, 0, -1], [-1, 0], [-1, 7], [SAMPLES, 12]):
            self.is_refused([None, 2, 3], target)
        self.is_refused([None, None], [SAMPLES, 2, -1])
        self.is_refused([None, None], [-1, MOST_FEATURES + 1])

    def test_of_a_single_sample(self):
        self.becomes([1, 6], [6], (6,))
        self.becomes([1, 6], [-1], (6,))
        self.becomes([1, 6], [1, 2, -1], (1, 2, 3))
        self.becomes([6], [1, 6], (1, 6))
        for target in ([5], [4, -1], [0, -1], [SAMPLES, 6], [2, 6]):
            self.is_refused([1, 6], target)
        self.is_refused([1, None], [1, -1])


class OtherShapes(unittest.TestCase):
    def test_flatten(self):
        self.assertEqual(shapes.flatten(input_signal([None, 2, 3], "x"), 1, "F").shape, (None, 6))
        self.assertEqual(shapes.flatten(input_signal([None, 1, 3], "x"), 2, "F").shape, (None, 3))
        self.assertEqual(shapes.flatten(input_signal([1, 2, 3], "x"), 0, "F").shape, (1, 6))
        for shape, axis in (([None, 2, 3], 0), ([None, 2, 3], 2), ([1, 2, 3], 2), ([None, 2], 3), ([None, 2], -3)):
            with self.assertRaises(Refused):
                shapes.flatten(input_signal(shape, "x"), axis, "F")

    def test_squeeze_and_unsqueeze(self):
        signal = input_signal([None, 1, 3, 1], "x")
        self.assertEqual(shapes.squeeze(signal, None, "S").shape, (None, 3))
        self.assertEqual(shapes.squeeze(signal, [-1], "S").shape, (None, 1, 3))
        self.assertEqual(shapes.unsqueeze(signal, [1, -1], "U").shape, (None, 1, 1, 3, 1, 1))
        self.assertEqual(shapes.unsqueeze(input_signal([3], "x"), [0], "U").shape, (1, 3))
        for axes in ([0], [2], [4], [-5]):
            with self.assertRaises(Refused):
                shapes.squeeze(signal, axes, "S")
        for axes in ([0], [5], [-6], list(range(1, 20))):
            with self.assertRaises(Refused):
                shapes.unsqueeze(signal, axes, "U")

    def test_transpose(self):
        signal = input_signal([None, 1, 3], "x")
        self.assertEqual(shapes.transpose(signal, [0, 2, 1], "T").shape, (None, 3, 1))
        for order in ([1, 0, 2], [0, 1], [0, 1, 1], [2, 1, 0]):
            with self.assertRaises(Refused):
                shapes.transpose(signal, order, "T")
        self.assertEqual(shapes.transpose(input_signal([1, 3], "x"), [1, 0], "T").shape, (3, 1))

    def test_axes(self):
        for shape, axis in (([None, 3], 1), ([None, 3], -1), ([None, 1, 3], 2), ([None, 3, 1], 1), ([3], 0),
                            ([1, 3], 1)):
            shapes.over_all(input_signal(shape, "x"), axis, "A")
        for shape, axis in (([None, 3], 0), ([None, 3], 2), ([None, 3], -3), ([None, 2, 3], 2), ([1, 3], 0)):
            with self.assertRaises(Refused):
                shapes.over_all(input_signal(shape, "x"), axis, "A")

    def test_a_shape_that_the_file_leaves_open(self):
        self.assertEqual(shapes.shape_of(input_signal([None, 2], "x")).array.tolist(), [SAMPLES, 2])
        self.assertEqual(shapes.shape_of(input_signal([1, 2], "x")).array.tolist(), [1, 2])
        with self.assertRaises(Refused):
            shapes.shape_of(input_signal([None, None], "x"))


class Constants(unittest.TestCase):
    def by_feature(self, shape, constant):
        return layers.by_feature(input_signal(shape, "x"), numpy.array(constant, dtype=float), "C").tolist()

    def test_broadcasting(self):
        self.assertEqual(self.by_feature([None, 3], 5), [5])
        self.assertEqual(self.by_feature([None, 3], [[5]]), [5])
        self.assertEqual(self.by_feature([None, 3], [[1, 2, 3]]), [1, 2, 3])
        self.assertEqual(self.by_feature([None, 2, 2], [[1], [2]]), [1, 1, 2, 2])
        self.assertEqual(self.by_feature([None, 2, 2], [1, 2]), [1, 2, 1, 2])
        self.assertEqual(self.by_feature([1, 3], [[1, 2, 3]]), [1, 2, 3])
        self.assertEqual(self.by_feature([None, None], [[1, 2]]), [1, 2])
        for shape, constant in (([None, 3], [1, 2]), ([None, 3], [[1, 2, 3], [4, 5, 6]]), ([None, 1], [1, 2]),
                                ([None, None, None], [1, 2]), ([None, None], [[1, 2], [3, 4]]),
                                ([None, 3], [[[1, 2, 3]]])):
            with self.subTest(shape=shape, constant=constant), self.assertRaises(Refused):
                self.by_feature(shape, constant)

    def test_a_constant_tells_how_many_features_there_are(self):
        signal = layers.affine(input_signal([None, None], "x"), "a", "A", add=numpy.ones(4))
        self.assertEqual((signal.features, signal.shape), (4, (None, 4)))
        self.assertIsNone(layers.affine(input_signal([None, None], "x"), "a", "A", add=numpy.ones(1)).features)

    def test_what_goes_by_features(self):
        signal = input_signal([None, 2], "x")
        self.assertFalse(signal.goes_by_features)
        self.assertTrue(signal.after(Affine("a", add=numpy.ones(2))).goes_by_features)
        self.assertFalse(signal.after(Affine("a", add=numpy.array([1.0, 2]))).goes_by_features)

    def test_a_formula_that_is_too_long_or_has_several_constants(self):
        signal = start = input_signal([None, 2], "x")
        for _ in range(70):
            signal = layers.function(signal, "f", numpy.exp)
        with self.assertRaisesRegex(Refused, "two branches"):
            layers.meet("m", "M", numpy.add, [start, signal])
        for constant in (numpy.array([1.0, 2]), numpy.zeros(0), numpy.array(["a"])):
            with self.assertRaisesRegex(Refused, "M has a constant of"):
                layers.meet("m", "M", numpy.maximum, [start, Constant(constant)])

    def test_a_budget(self):
        budget = Budget(10)
        budget.spend(4 * 10 + (1 << 22))
        with self.assertRaises(Refused):
            budget.spend(1)

    def test_inputs(self):
        for shape in ([None, 0], [None, MOST_FEATURES + 1], [1 << 40]):
            with self.assertRaises(Refused):
                input_signal(shape, "x")
        self.assertEqual(input_signal([None, MOST_FEATURES], "x").features, MOST_FEATURES)
        self.assertEqual([input_signal(shape, "x").batched for shape in (None, [], [5], [1, 5], [2, 5], [None, 5])],
                         [True, True, False, False, True, True])


if __name__ == "__main__":
    unittest.main()
