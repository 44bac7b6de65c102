# SPDX-License-Identifier: MIT
"""ONNX: activations, as one node and as the formulas that exporters write."""
import math
import unittest

from reading import A, B, W, ReaderTest

import numpy

import onnx_files as files
from computed import FUNCTIONS, each
from onnx_files import node
from readers import onnx

GEMM = node("Gemm", "x w b", "a", "fc")


def number(value, dtype="float32"):
    return numpy.array(value, dtype=dtype)


class FormulasTest(ReaderTest):
    source_of = onnx.source_of

    def behind(self, nodes, opset=17, opsets=(), **tensors):
        """The nodes lead from the layer's outputs a to y; the Source."""
        return self.read(files.model([GEMM, *nodes], {"w": W, "b": B, **tensors}, opset=opset, opsets=opsets))

    def is_function(self, name, nodes, parameter=None, expected=None, tolerance=1e-6, **rest):
        """The nodes make this one function, which is what `expected` says independently of its name."""
        source = self.behind(nodes, **rest)
        self.assertEqual(self.kinds(source), ["Dense", name])
        if parameter is not None:
            self.assertAlmostEqual(source.operations[1].parameter, parameter, places=6)
        tensors = {"w": W, "b": B, **{key: value for key, value in rest.items() if key not in ("opset", "opsets")}}
        data = files.model([GEMM, *nodes], tensors, opset=rest.get("opset", 17), opsets=rest.get("opsets", ()))
        return self.gives(data, FUNCTIONS[name](A) if expected is None else expected(A), tolerance=tolerance)


class OneNode(FormulasTest):
    def test_functions_without_parameters(self):
        for kind, name in (("Relu", "relu"), ("Sigmoid", "sigmoid"), ("Tanh", "hyperbolic_tangent"),
                           ("Softplus", "softplus"), ("Softsign", "softsign"), ("Mish", "mish"),
                           ("HardSwish", "hard_swish"), ("Elu", "elu"), ("Selu", "selu"), ("Gelu", "gelu"),
                           ("LeakyRelu", "leaky_relu"), ("Softmax", "softmax"), ("LogSoftmax", "log_softmax"),
                           ("Swish", "silu"), ("Celu", "elu")):
            with self.subTest(kind=kind):
                self.is_function(name, [node(kind, "a", "y", "act")], opset=20)

    def test_parameters(self):
        self.is_function("leaky_relu_of", [node("LeakyRelu", "a", "y", alpha=0.2)], 0.2,
                         each(lambda z: z if z > 0 else 0.2 * z))
        self.is_function("elu_of", [node("Elu", "a", "y", alpha=0.5)], 0.5,
                         each(lambda z: z if z > 0 else 0.5 * math.expm1(z)))
        self.is_function("gelu_tanh", [node("Gelu", "a", "y", approximate="tanh")], opset=20)
        self.is_function("gelu", [node("Gelu", "a", "y", approximate="none")], opset=20)
        self.is_function("hard_sigmoid", [node("HardSigmoid", "a", "y", alpha=1 / 6, beta=0.5)])
        self.is_function("relu", [node("LeakyRelu", "a", "y", alpha=0.0)])

    def test_the_slope_is_the_files_to_the_bit(self):
        source = self.behind([node("LeakyRelu", "a", "y", alpha=0.2)])
        self.assertEqual(source.operations[1].parameter, float(numpy.float32(0.2)))

    def test_hard_sigmoid_of_other_slopes_is_refused(self):
        data = files.model([GEMM, node("HardSigmoid", "a", "y", "hs")], {"w": W, "b": B})
        self.refuses(data, "'hs'", "HardSigmoid", "function")

    def test_parameters_that_are_not_finite(self):
        for kind in ("Elu", "LeakyRelu"):
            data = files.model([GEMM, node(kind, "a", "y", "act", alpha=math.inf)], {"w": W, "b": B})
            self.refuses(data, "'act'", "not finite")

    def test_selu_of_other_constants_is_refused(self):
        data = files.model([GEMM, node("Selu", "a", "y", "s", alpha=1.5)], {"w": W, "b": B})
        self.refuses(data, "'s'", "Selu")

    def test_prelu_of_one_slope(self):
        for slope in (number(0.3), number([0.3]), number([[0.3, 0.3, 0.3]])):
            self.is_function("leaky_relu_of", [node("PRelu", "a p", "y")], 0.3,
                             each(lambda z: z if z > 0 else 0.3 * z), p=slope)

    def test_prelu_of_several_slopes_is_refused(self):
        data = files.model([GEMM, node("PRelu", "a p", "y", "p1")], {"w": W, "b": B, "p": number([0.1, 0.2, 0.3])})
        self.refuses(data, "'p1'", "slope for each feature")

    def test_clip(self):
        self.is_function("relu6", [node("Clip", "a lo hi", "y")], lo=number(0), hi=number(6))
        self.is_function("relu6", [node("Clip", "a", "y", min=0.0, max=6.0)], opset=6)
        self.is_function("relu", [node("Clip", ["a", "lo"], "y")], lo=number(0))
        self.is_function("relu", [node("Clip", "a lo hi", "y")], lo=number(0), hi=number(numpy.finfo("f").max))
        self.refuses(files.model([GEMM, node("Clip", "a lo hi", "y", "c")],
                                 {"w": W, "b": B, "lo": number(-1), "hi": number(1)}), "'c'", "Clip")

    def test_a_clip_without_bounds_changes_nothing(self):
        self.assertEqual(self.kinds(self.behind([node("Clip", "a", "y")])), ["Dense"])

    def test_softmax_of_another_axis_is_refused(self):
        for axis in (0, -2):
            data = files.model([GEMM, node("Softmax", "a", "y", "sm", axis=axis)], {"w": W, "b": B})
            self.refuses(data, "'sm'", f"axis {axis}")

    def test_softmaxs_axis_in_old_and_new_versions(self):
        for opset, attributes in ((9, {}), (9, {"axis": 1}), (13, {}), (13, {"axis": 1}), (13, {"axis": -1})):
            self.is_function("softmax", [node("Softmax", "a", "y", **attributes)], opset=opset)


class Doubles(FormulasTest):
    """Attributes are float numbers in models of double numbers too."""

    def double(self, kind, **attributes):
        w, b = W.astype(float), B.astype(float)
        return files.model([GEMM, node(kind, "a", "y", "act", **attributes)], {"w": w, "b": b})

    def test_a_slope_near_a_hundredth(self):
        slope = float(numpy.float32(0.01))
        source = self.gives(self.double("LeakyRelu"), each(lambda z: z if z > 0 else slope * z)(A), tolerance=1e-15)
        self.assertEqual((self.kinds(source), source.number), (["Dense", "leaky_relu_of"], "float64"))
        self.assertEqual(source.operations[1].parameter, slope)

    def test_constants_that_differ_are_told(self):
        self.remarks(self.read(self.double("Selu")), "'act'", "float numbers", "selu", "by up to")
        self.remarks(self.read(self.double("HardSigmoid", alpha=1 / 6)), "hard_sigmoid")
        for kind in ("Elu", "Sigmoid", "Softplus", "Gelu"):
            self.assertEqual(self.read(self.double(kind)).remarks, [])

    def test_formulas_that_do_not_differ(self):
        w, b = W.astype(float), B.astype(float)
        data = files.model([GEMM, node("Sigmoid", "a", "s"), node("Mul", "a s", "y")], {"w": w, "b": b})
        self.assertEqual(self.gives(data, FUNCTIONS["silu"](A)).remarks, [])
        data = files.model([GEMM, node("Div", "a r", "d"), node("Erf", "d", "e"), node("Add", "e one", "p"),
                            node("Mul", "a p", "m"), node("Mul", "m half", "y")],
                           {"w": w, "b": b, "r": number(math.sqrt(2), "f8"), "one": number(1, "f8"),
                            "half": number(0.5, "f8")})
        self.assertEqual(self.gives(data, FUNCTIONS["gelu"](A)).remarks, [])


class Formulas(FormulasTest):
    def test_silu(self):
        self.is_function("silu", [node("Sigmoid", "a", "s"), node("Mul", "a s", "y")])
        self.is_function("silu", [node("Sigmoid", "a", "s"), node("Mul", "s a", "y")])

    def test_sigmoid_of_exp(self):
        self.is_function("sigmoid", [node("Neg", "a", "n"), node("Exp", "n", "e"), node("Add", "e one", "d"),
                                     node("Reciprocal", "d", "y")], one=number(1))
        self.is_function("sigmoid", [node("Neg", "a", "n"), node("Exp", "n", "e"), node("Add", "one e", "d"),
                                     node("Div", "one d", "y")], one=number(1))

    def test_gelu_in_the_orders_that_pytorch_has_written(self):
        constants = {"r": number(math.sqrt(2)), "one": number(1), "half": number(0.5)}
        first = [node("Div", "a r", "d"), node("Erf", "d", "e"), node("Add", "e one", "p")]
        for last in ([node("Mul", "a p", "m"), node("Mul", "m half", "y")],
                     [node("Mul", "p half", "q"), node("Mul", "a q", "y")],
                     [node("Mul", "a half", "q"), node("Mul", "q p", "y")]):
            self.is_function("gelu", first + last, **constants)

    def test_gelu_with_a_product_for_the_quotient(self):
        self.is_function("gelu", [node("Mul", "a r", "d"), node("Erf", "d", "e"), node("Add", "one e", "p"),
                                  node("Mul", "a half", "h"), node("Mul", "h p", "y")],
                         r=number(math.sqrt(0.5)), one=number(1), half=number(0.5))

    def test_gelu_by_tanh(self):
        nodes = [node("Pow", "a three", "c"), node("Mul", "c k", "k3"), node("Add", "a k3", "s"),
                 node("Mul", "s f", "u"), node("Tanh", "u", "t"), node("Add", "t one", "p"),
                 node("Mul", "a half", "h"), node("Mul", "h p", "y")]
        self.is_function("gelu_tanh", nodes, three=number(3), k=number(0.044715), f=number(math.sqrt(2 / math.pi)),
                         one=number(1), half=number(0.5))

    def test_gelu_by_tanh_with_products_for_the_power(self):
        nodes = [node("Mul", "a a", "sq"), node("Mul", "sq a", "c"), node("Mul", "k c", "k3"),
                 node("Add", "k3 a", "s"), node("Mul", "f s", "u"), node("Tanh", "u", "t"), node("Add", "one t", "p"),
                 node("Mul", "half p", "h"), node("Mul", "h a", "y")]
        self.is_function("gelu_tanh", nodes, k=number(0.044715), f=number(math.sqrt(2 / math.pi)), one=number(1),
                         half=number(0.5))

    def test_a_quick_gelu_is_refused(self):
        data = files.model([GEMM, node("Mul", "a k", "k1"), node("Sigmoid", "k1", "s"),
                            node("Mul", "a s", "y", "quick")], {"w": W, "b": B, "k": number(1.702)})
        self.refuses(data, "'quick'", "function")

    def test_mish(self):
        self.is_function("mish", [node("Softplus", "a", "p"), node("Tanh", "p", "t"), node("Mul", "a t", "y")])
        self.is_function("mish", [node("Exp", "a", "e"), node("Add", "e one", "f"), node("Log", "f", "p"),
                                  node("Tanh", "p", "t"), node("Mul", "t a", "y")], one=number(1))

    def test_softplus_and_softsign(self):
        self.is_function("softplus", [node("Exp", "a", "e"), node("Add", "e one", "f"), node("Log", "f", "y")],
                         one=number(1))
        self.is_function("softsign", [node("Abs", "a", "m"), node("Add", "m one", "n"), node("Div", "a n", "y")],
                         one=number(1))

    def test_hard_swish(self):
        constants = {"three": number(3), "lo": number(0), "hi": number(6)}
        clipped = [node("Add", "a three", "s"), node("Clip", "s lo hi", "c")]
        self.is_function("hard_swish", [*clipped, node("Mul", "a c", "m"), node("Div", "m hi", "y")], **constants)
        self.is_function("hard_swish", [*clipped, node("Div", "c hi", "d"), node("Mul", "a d", "y")], **constants)
        self.is_function("hard_swish", [node("HardSigmoid", "a", "s", alpha=1 / 6), node("Mul", "a s", "y")])

    def test_a_constant_behind_a_layer_without_bias_may_be_a_formulas(self):
        clipped = [node("MatMul", "x w", "a"), node("Add", "a three", "s"), node("Clip", "s lo hi", "c"),
                   node("Mul", "c sixth", "h")]
        tensors = {"w": W, "three": number(3), "lo": number(0), "hi": number(6), "sixth": number(1 / 6)}
        data = files.model([*clipped, node("Mul", "a h", "y")], tensors)
        source = self.gives(data, FUNCTIONS["hard_swish"](A - B.astype(float)), tolerance=1e-6)
        self.assertEqual(self.kinds(source), ["Dense", "hard_swish"])
        data = files.model([*clipped, node("Identity", "h", "y")], tensors)
        self.assertEqual(self.kinds(self.read(data)), ["Dense", "hard_sigmoid"])

    def test_hard_sigmoid(self):
        self.is_function("hard_sigmoid", [node("Add", "a three", "s"), node("Clip", "s lo hi", "c"),
                                          node("Div", "c hi", "y")], three=number(3), lo=number(0), hi=number(6))

    def test_relu6(self):
        constants = {"lo": number(0), "hi": number(6)}
        self.is_function("relu6", [node("Relu", "a", "r"), node("Min", "r hi", "y")], **constants)
        self.is_function("relu6", [node("Max", "lo a", "r"), node("Min", "hi r", "y")], **constants)
        self.is_function("relu6", [node("Min", "a hi", "r"), node("Relu", "r", "y")], **constants)

    def test_leaky_relu_and_elu(self):
        leaky = each(lambda z: z if z > 0 else 0.1 * z)
        self.is_function("leaky_relu_of", [node("Mul", "a k", "s"), node("Max", "a s", "y")], 0.1, leaky,
                         k=number(0.1))
        self.is_function("leaky_relu_of", [node("Greater", "a zero", "c"), node("Mul", "a k", "s"),
                                           node("Where", "c a s", "y")], 0.1, leaky, k=number(0.1), zero=number(0))
        self.is_function("elu_of", [node("Greater", "a zero", "c"), node("Exp", "a", "e"), node("Sub", "e one", "f"),
                                    node("Mul", "f k", "g"), node("Where", "c a g", "y")], 0.7,
                         each(lambda z: z if z > 0 else 0.7 * math.expm1(z)), zero=number(0), one=number(1),
                         k=number(0.7))

    def test_arithmetic_with_truth_values_is_refused(self):
        data = files.model([GEMM, node("Greater", "a zero", "c"), node("Max", "c a", "y", "odd")],
                           {"w": W, "b": B, "zero": number(0)})
        self.refuses(data, "'odd'", "truth values")

    def test_log_of_softmax(self):
        self.is_function("log_softmax", [node("Softmax", "a", "s"), node("Log", "s", "y")])

    def test_half_numbers_constants(self):
        half = {"w": W.astype("f2"), "b": B.astype("f2"), "r": number(math.sqrt(2), "f2"), "one": number(1, "f2"),
                "half": number(0.5, "f2")}
        data = files.model([GEMM, node("Div", "a r", "d"), node("Erf", "d", "e"), node("Add", "e one", "p"),
                            node("Mul", "a p", "m"), node("Mul", "m half", "y")], half)
        source = self.read(data)
        self.assertEqual((self.kinds(source), source.number), (["Dense", "gelu"], "float16"))

    def test_what_is_around_a_formula_stays(self):
        source = self.behind([node("Mul", "a two", "d"), node("Sigmoid", "d", "s"), node("Mul", "d s", "z"),
                              node("Add", "z two", "y")], two=number(2))
        self.assertEqual(self.kinds(source), ["Dense", "Affine", "silu", "Affine"])

    def test_a_small_constant_is_no_part_of_a_function(self):
        source = self.behind([node("Add", "a tiny", "t"), node("Relu", "t", "r"), node("Add", "r tiny", "y")],
                             tiny=number(1e-8))
        self.assertEqual(self.kinds(source), ["Dense", "Affine", "relu", "Affine"])

    def test_two_functions_behind_each_other(self):
        self.assertEqual(self.kinds(self.behind([node("Relu", "a", "r"), node("Tanh", "r", "y")])),
                         ["Dense", "relu", "hyperbolic_tangent"])


class Microsofts(FormulasTest):
    def test_gelus_of_onnx_runtimes_optimizer(self):
        self.is_function("gelu", [node("Gelu", "a", "y", domain="com.microsoft")], opsets=[("com.microsoft", 1)])
        self.is_function("gelu_tanh", [node("FastGelu", "a", "y", domain="com.microsoft")])
        source = self.read(files.model([node("MatMul", "x w", "a"),
                                        node("BiasGelu", "a b", "y", domain="com.microsoft")], {"w": W, "b": B}))
        numpy.testing.assert_array_equal(source.operations[0].bias, B.astype(float))
        self.assertEqual(self.kinds(source), ["Dense", "gelu"])


if __name__ == "__main__":
    unittest.main()
