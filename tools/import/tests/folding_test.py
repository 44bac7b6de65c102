# SPDX-License-Identifier: MIT
"""Folding changes what is computed by nothing but rounding, and refuses what it cannot fold."""
import unittest

from of_import import Case
import numpy

import evaluate
import forward
from folding import folded
from network import PLAIN_ACTIVATIONS, fraction_of
from operations import Activation, Affine, Dense, Source

RANDOM = numpy.random.default_rng(11)


def dense(inputs, units, name="dense", bias=True):
    return Dense(name, RANDOM.standard_normal((inputs, units)), RANDOM.standard_normal(units) if bias else None)


def affine(size, name="norm", parts="sma", target=False):
    return Affine(name, RANDOM.standard_normal(size) if "s" in parts else None,
                  RANDOM.uniform(0.5, 2, size) if "m" in parts else None,
                  RANDOM.standard_normal(size) if "a" in parts else None, target)


def act(function="hyperbolic_tangent", parameter=None, name="act"):
    return Activation(name, function, parameter)


def source(inputs, *operations, **more):
    return Source("test", inputs, list(operations), "float64", **more)


class Folds(Case):
    def same(self, made, layers):
        """Folded and unfolded agree; how many layers there are."""
        network = folded(made, "double")
        x = RANDOM.standard_normal((50, made.inputs))
        expected = evaluate.outputs_of(made, x)
        numpy.testing.assert_allclose(forward.outputs_of(network, x), expected,
                                      atol=1e-13 * max(1, numpy.abs(expected).max()), rtol=1e-12)
        self.assertEqual(len(network.layers), layers)
        return network

    def test_plain_layers(self):
        network = self.same(source(3, dense(3, 4), act(), dense(4, 2), act("softmax")), 2)
        self.assertEqual((network.scaling, network.targets, network.remarks), (None, None, []))
        self.assertEqual([layer.activation for layer in network.layers], ["hyperbolic_tangent", "softmax"])
        self.assertEqual(network.shape, "3-4-2")

    def test_without_bias_or_activation(self):
        network = self.same(source(3, dense(3, 4, bias=False), dense(4, 2), act(), dense(2, 2)), 3)
        self.assertEqual([layer.activation for layer in network.layers], ["identity", "hyperbolic_tangent", "identity"])

    def test_identity_is_none(self):
        self.same(source(3, dense(3, 4), act("identity"), affine(4), act("relu")), 1)

    def test_on_the_features(self):
        for parts in ("s", "m", "a", "sm", "ma", "sa", "sma"):
            network = self.same(source(3, affine(3, "scaler", parts), dense(3, 4), act()), 1)
            self.assertIsNotNone(network.scaling)
            self.assertEqual(network.remarks, ["'scaler' is the model's scaling of features."])

    def test_several_on_the_features(self):
        network = self.same(source(3, affine(3, "a"), affine(3, "b", "m"), affine(3, "c", "sa"), dense(3, 4), act()), 1)
        self.assertEqual(network.remarks, ["'a' and 'b' and 'c' are the model's scaling of features."])

    def test_a_scaler_keeps_its_numbers(self):
        scaler = Affine("scaler", numpy.array([1e6, 3.0]), numpy.array([0.125, 3.0]))
        network = folded(source(2, scaler, dense(2, 1)), "double")
        numpy.testing.assert_array_equal(network.scaling, [scaler.subtract, scaler.multiply])

    def test_a_factor_of_zero_on_a_feature(self):
        """A scaling cannot say it when something is added; the layer can."""
        zero = Affine("gamma", None, numpy.array([0.0, 1.0, 2.0]), numpy.array([5.0, 0.0, 1.0]))
        network = self.same(source(3, zero, dense(3, 4), act()), 1)
        self.assertIsNone(network.scaling)
        self.assertIn("because a factor is 0", network.remarks[0])

    def test_before_an_activation(self):
        network = self.same(source(3, dense(3, 4, "fc"), affine(4, "bn"), affine(4, "bn2"), act(), dense(4, 1)), 2)
        self.assertEqual(network.remarks, ["'bn' is folded into 'fc' before it.",
                                           "'bn2' is folded into 'fc' before it."])

    def test_behind_an_activation(self):
        network = self.same(source(3, dense(3, 4), act(), affine(4, "bn"), affine(4, "bn2", "sa"),
                                   dense(4, 1, "head")), 2)
        self.assertEqual(network.remarks, ["'bn' is folded into 'head' behind it.",
                                           "'bn2' is folded into 'head' behind it."])

    def test_one_number_for_all_features(self):
        one = Affine("rescaling", None, numpy.array([1 / 255]), numpy.array([-0.5]))
        self.same(source(3, one, dense(3, 4), act(), one, dense(4, 2)), 2)

    def test_targets(self):
        network = self.same(source(3, dense(3, 2), affine(2, "targets", "sma", True)), 1)
        self.assertEqual(network.remarks, ["'targets' is the model's scaling of targets."])
        network = self.same(source(3, dense(3, 2), affine(2, "t1", "sma", True), affine(2, "t2", "ma", True)), 1)
        self.assertEqual(network.remarks, ["'t1' and 't2' are the model's scaling of targets."])

    def test_what_is_last_without_being_targets(self):
        self.assertIsNone(self.same(source(3, dense(3, 2), affine(2)), 1).targets)
        self.assertIsNotNone(self.same(source(3, dense(3, 2), act(), affine(2)), 1).targets)
        self.assertIsNotNone(self.same(source(3, dense(3, 2), act(), affine(2), affine(2, "t", "sa", True)), 1).targets)

    def test_targets_in_the_middle_fold(self):
        self.assertIsNone(self.same(source(3, dense(3, 2), affine(2, "t", "sma", True), act(), dense(2, 2)), 2).targets)

    def test_a_scale_of_zero_on_targets(self):
        zero = Affine("zero", None, numpy.array([0.0, 2.0]), numpy.array([1.0, 3.0]))
        self.assertIsNone(self.same(source(3, dense(3, 2), act(), zero), 2).targets)

    def test_activations_without_a_layer_of_their_own(self):
        network = self.same(source(3, dense(3, 4), act("relu"), act("softmax", name="probabilities")), 2)
        self.assertEqual(network.remarks,
                         ["'probabilities' acts behind another activation: a dense layer of ones is put "
                                           "in for it."])
        self.same(source(3, act("relu"), dense(3, 4)), 2)
        self.same(source(3, affine(3), act("relu"), affine(3), dense(3, 4)), 2)
        self.same(source(3, dense(3, 4), act("sigmoid"), affine(4), act("relu"), dense(4, 1)), 3)

    def test_every_activation(self):
        for function in PLAIN_ACTIVATIONS:
            self.same(source(3, dense(3, 4), act(function), dense(4, 2)), 2)
        for function in ("leaky_relu_of", "elu_of"):
            network = self.same(source(3, dense(3, 4), act(function, 0.3), dense(4, 2)), 2)
            self.assertEqual((network.layers[0].activation, network.layers[0].parameter), (function, 0.3))

    def test_parameters_that_plain_functions_have(self):
        for function, parameter, expected in (("leaky_relu_of", 0.01, "leaky_relu"), ("leaky_relu_of", 0.0, "relu"),
                                              ("leaky_relu_of", 1.0, "identity"), ("elu_of", 1.0, "elu"),
                                              ("elu_of", 0.0, "relu")):
            network = self.same(source(3, dense(3, 4), act(function, parameter), dense(4, 2)), 2)
            self.assertEqual((network.layers[0].activation, network.layers[0].parameter), (expected, None))
        single = float(numpy.float32(0.01))    # as a file of float32 has it
        made = source(3, dense(3, 4), act("leaky_relu_of", single))
        self.assertEqual(folded(made, "float").layers[0].activation, "leaky_relu")
        self.assertEqual(folded(made, "double").layers[0].parameter, single)

    def test_numbers_are_of_the_type(self):
        network = folded(source(3, affine(3), dense(3, 4), act("leaky_relu_of", 0.2), affine(4)), "float")
        for numbers in (network.layers[0].weights, network.layers[0].bias, *network.scaling, *network.targets,
                        numpy.array(network.layers[0].parameter)):
            self.assertEqual(numbers.dtype, numpy.float64)
            numpy.testing.assert_array_equal(numbers, numbers.astype(numpy.float32))

    def test_names(self):
        network = folded(source(2, dense(2, 1), act("sigmoid"), class_names=["no", "yes"], feature_names=["a", "b"]))
        self.assertEqual((network.feature_names, network.class_names), (["a", "b"], ["no", "yes"]))


class Refuses(Case):
    def no(self, words, *made, number="float"):
        self.refused(words, folded, source(3, *made), number)

    def test_sizes(self):
        self.no("layer 'two' has weights for 5 features and gets 4", dense(3, 4, "one"), dense(5, 2, "two"))
        self.no("'dense' has 3 biases for 4 units", Dense("dense", numpy.zeros((3, 4)), numpy.zeros(3)))
        self.no("'norm' has 5 numbers for 4 features", dense(3, 4), affine(5))
        self.no("'norm' has 2 numbers for 3 features", affine(2), dense(3, 4))
        self.no("0 units", Dense("none", numpy.zeros((3, 0)), None))
        self.no("65536 units", Dense("wide", numpy.zeros((3, 65536)), None))
        self.no("256 dense layers", *[dense(3, 3) for _ in range(256)])
        self.assertEqual(len(folded(source(3, *[dense(3, 3) for _ in range(255)])).layers), 255)
        self.refused("65536 features", folded, source(65536, Dense("", numpy.zeros((65536, 1)), None)))

    def test_numbers(self):
        for bad in (numpy.nan, numpy.inf):
            weights = numpy.zeros((3, 4))
            weights[1, 2] = bad
            self.no("'fc' has a weight that is not finite, at [1, 2]", Dense("fc", weights, None))
            self.no("'fc' has a bias that is not finite, at [0]", Dense("fc", numpy.zeros((3, 1)), numpy.array([bad])))
            self.no("'bn' has a factor that is not finite", Affine("bn", None, numpy.array([1, bad, 1])), dense(3, 1))
        self.no("'fc' has a weight of 1e+39, which is too large for float", Dense("fc", numpy.full((3, 1), 1e39), None))
        self.assertEqual(folded(source(3, Dense("fc", numpy.full((3, 1), 1e39), None)), "double").layers[0].weights[0],
                         1e39)
        self.no("too small for float", dense(3, 1), Affine("t", None, numpy.array([1e-50]), None, True))
        self.no("too large for double", Dense("fc", numpy.full((3, 1), 1e300), None),
                Affine("bn", None, numpy.array([1e300])), number="double")

    def test_what_there_is_no_network_in(self):
        self.no("no dense layer")
        self.no("no dense layer", affine(3))

    def test_activations(self):
        self.no("'soft' is softmax of one unit", dense(3, 1), act("softmax", name="soft"))
        self.no("'soft' is log_softmax of one unit", dense(3, 1), act("log_softmax", name="soft"))
        self.no("'odd' has the activation 'sine'", dense(3, 1), act("sine", name="odd"))
        self.no("'e' is elu with an alpha of -1", dense(3, 1), act("elu_of", -1.0, "e"))
        self.no("parameter that is not finite", dense(3, 1), act("elu_of", numpy.nan))
        self.no("'relu'", dense(3, 1), act("relu", 3.0))
        self.refused("none is put in", folded, source(2000, act("relu", name="first"), dense(2000, 1)))

    def test_names(self):
        self.refused("3 names for 2 features", folded, source(2, dense(2, 1), feature_names=["a", "b", "c"]))
        self.refused("3 names for 2 outputs", folded, source(2, dense(2, 2), class_names=["a", "b", "c"]))
        self.refused("2 names for 1 outputs", folded, source(2, dense(2, 1), class_names=["a", "b"],
                                                             is_multilabel=True))


class Fractions(Case):
    def test_of_parameters(self):
        self.assertEqual(fraction_of(0.2, "double"), (1, 5))
        self.assertEqual(fraction_of(0.2, "float"), (1, 5))
        self.assertEqual(fraction_of(float(numpy.float32(0.2)), "float"), (1, 5))
        self.assertIsNone(fraction_of(float(numpy.float32(0.2)), "double"))
        self.assertEqual(fraction_of(-0.25, "float"), (-1, 4))
        self.assertIsNone(fraction_of(1e-10, "float"))
        self.assertIsNone(fraction_of(1e10, "float"))
        for value in numpy.random.default_rng(3).uniform(1e-4, 3, 300).astype(numpy.float32):
            above, below = fraction_of(float(value), "float")
            self.assertEqual(numpy.float32(above) / numpy.float32(below), value)


if __name__ == "__main__":
    unittest.main()
