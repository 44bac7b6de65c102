# SPDX-License-Identifier: MIT
"""ONNX: what sklearn-onnx puts behind a network, and files with several inputs or outputs."""
import unittest

from reading import A, B, W, ReaderTest

import numpy

import onnx_files as files
from computed import FUNCTIONS
from onnx_files import INT64, STRING, node, value
from readers import onnx

SCORES = [node("MatMul", "x w", "m"), node("Add", "m b", "a"), node("Softmax", "a", "p", "sm")]
ML = "ai.onnx.ml"
ONE = {"w": W[:, :1].copy(), "b": B[:1]}


class TailsTest(ReaderTest):
    source_of = onnx.source_of

    def classifier(self, nodes, outputs, tensors=None, **rest):
        return files.model(nodes, {"w": W, "b": B, **(tensors or {})}, outputs=outputs, opsets=[(ML, 1)], **rest)


class Classifiers(TailsTest):
    def label_tail(self, classes, last):
        return [node("ArgMax", "p", "i", axis=1), node("ArrayFeatureExtractor", "classes i", "t", domain=ML),
                node("Reshape", "t shape", "u"), last], {"classes": classes, "shape": numpy.array([-1])}

    def test_texts_as_classes(self):
        tail, tensors = self.label_tail(numpy.array(["red", "green", "blue"]), node("Identity", "u", "label"))
        zipped = node("ZipMap", "p", "probability", domain=ML, classlabels_strings=["red", "green", "blue"])
        data = self.classifier([*SCORES, *tail, zipped],
                               [value("label", ["n"], STRING), value("probability", None, None)], tensors)
        source = self.gives(data, FUNCTIONS["softmax"](A))
        self.assertEqual(source.class_names, ["red", "green", "blue"])
        self.assertEqual(self.kinds(source), ["Dense", "softmax"])
        self.remarks(source, "'probability' is carried over", "'label' left out")

    def test_numbers_as_classes(self):
        tail, tensors = self.label_tail(numpy.array([3, 5, 8]), node("Cast", "u", "label", to=INT64))
        data = self.classifier([*SCORES, node("Identity", "p", "scores"), *tail],
                               [value("label", ["n"], INT64), value("scores", ["n", 3])], tensors)
        self.assertEqual(self.gives(data, FUNCTIONS["softmax"](A)).class_names, ["3", "5", "8"])

    def test_names_from_a_label_encoder(self):
        nodes = [*SCORES, node("ArgMax", "p", "i", axis=-1, keepdims=0),
                 node("LabelEncoder", "i", "label", domain=ML, keys_int64s=[2, 0, 1],
                      values_strings=["c", "a", "b"])]
        source = self.read(self.classifier(nodes, [value("label", None, STRING), value("p", ["n", 3])]))
        self.assertEqual(source.class_names, ["a", "b", "c"])

    def two_classes(self):
        return [node("MatMul", "x w", "m"), node("Add", "m b", "a"), node("Sigmoid", "a", "p"),
                node("Sub", "one p", "q"), node("Concat", "q p", "both", "cat", axis=1),
                node("ArgMax", "both", "i", axis=1), node("ArrayFeatureExtractor", "classes i", "label", domain=ML),
                node("ZipMap", "both", "probability", domain=ML, classlabels_strings=["no", "yes"])]

    def test_two_classes_have_one_output(self):
        data = self.classifier(self.two_classes(), [value("label", None, STRING), value("probability", None, None)],
                               {**ONE, "one": numpy.float32(1), "classes": numpy.array(["no", "yes"])})
        source = self.gives(data, FUNCTIONS["sigmoid"](A[:, :1]))
        self.assertEqual(source.class_names, ["no", "yes"])
        self.remarks(source, "1 - p and p")

    def test_two_columns_that_something_uses_are_refused(self):
        nodes = self.two_classes()[:5] + [node("MatMul", "both v", "y", "more")]
        self.refuses(self.classifier(nodes, None, {**ONE, "one": numpy.float32(1),
                                                   "v": numpy.eye(2, dtype="f4")}), "'cat'", "two columns")

    def test_columns_in_the_other_order_are_refused(self):
        nodes = self.two_classes()[:4] + [node("Concat", "p q", "y", "cat", axis=1)]
        self.refuses(self.classifier(nodes, None, {**ONE, "one": numpy.float32(1)}), "'cat'", "branches")

    def test_several_labels_at_once(self):
        nodes = [node("MatMul", "x w", "m"), node("Add", "m b", "a"), node("Sigmoid", "a", "p"),
                 node("Binarizer", "p", "t", domain=ML, threshold=0.5), node("Cast", "t", "label", to=INT64)]
        source = self.read(self.classifier(nodes, [value("label", None, INT64), value("p", ["n", 3])]))
        self.assertTrue(source.is_multilabel)

    def test_the_label_alone(self):
        nodes = [node("MatMul", "x w", "m"), node("Add", "m b", "a"), node("ArgMax", "a", "label", axis=1)]
        source = self.gives(self.classifier(nodes, [value("label", None, INT64)]), A)
        self.remarks(source, "'label' gives only the label")

    def test_one_output_for_each_class(self):
        nodes = [*SCORES, *(node("Slice", f"p s{i} s{i + 1} axis", f"c{i}") for i in range(3)),
                 *(node("Reshape", f"c{i} flat", f"class{i}") for i in range(3))]
        tensors = {"axis": numpy.array([1]), "flat": numpy.array([-1]), **{f"s{i}": numpy.array([i]) for i in range(4)}}
        source = self.gives(self.classifier(nodes, [value(f"class{i}", ["n"]) for i in range(3)], tensors),
                            FUNCTIONS["softmax"](A))
        self.remarks(source, "'class0', 'class1', 'class2' are columns of one")

    def test_a_label_that_is_not_understood_is_left_out(self):
        nodes = [*SCORES, node("TopK", "p k", "v label", "top")]
        source = self.read(self.classifier(nodes, [value("label", None, INT64), value("p", ["n", 3])],
                                           {"k": numpy.array([1])}))
        self.remarks(source, "'label'", "left out")

    def test_names_that_do_not_fit_are_left_out(self):
        zipped = node("ZipMap", "p", "probability", domain=ML, classlabels_strings=["a", "b"])
        source = self.read(self.classifier([*SCORES, zipped], [value("probability", None, None)]))
        self.assertIsNone(source.class_names)
        self.remarks(source, "names 2 classes and has 3 outputs")

    def test_a_regressors_last_reshape(self):
        nodes = [node("MatMul", "x w", "m"), node("Add", "m b", "a"), node("Reshape", "a shape", "y")]
        tensors = {"shape": numpy.array([-1, 1])}
        self.assertEqual(self.gives(self.classifier(nodes, None, {**ONE, **tensors}), A[:, :1]).remarks, [])
        source = self.gives(self.classifier(nodes, None, tensors), A)
        self.remarks(source, "one below the other")


class Outputs(TailsTest):
    def test_of_scores_and_probabilities_the_last_are_taken(self):
        for order in (("a", "p"), ("p", "a")):
            data = self.classifier(SCORES, [value(name, ["n", 3]) for name in order])
            self.remarks(self.gives(data, FUNCTIONS["softmax"](A)), "'p' is carried over", "'a' left out")

    def test_two_heads_are_refused(self):
        nodes = [*SCORES, node("MatMul", "x w", "other")]
        self.refuses(self.classifier(nodes, [value("p", None), value("other", None)]), "'p'", "'other'",
                     "two branches")

    def test_an_output_that_is_the_input(self):
        self.refuses(self.classifier(SCORES, [value("x", None)]), "no dense layer")

    def test_an_output_that_nothing_computes(self):
        self.refuses(self.classifier(SCORES, [value("z", None)]), "'z'")

    def test_an_output_that_is_constant(self):
        self.refuses(self.classifier(SCORES, [value("w", None)]), "no output that depends")


class Inputs(TailsTest):
    def test_columns_of_a_table_become_features(self):
        nodes = [node("Concat", "height width", "both", axis=1), node("Gemm", "both w b", "y")]
        data = self.classifier(nodes, None, inputs=[value("width", ["n", 1]), value("height", ["n", 1])])
        source = self.gives(data, A)
        self.assertEqual(source.feature_names, ["height", "width"])
        self.remarks(source, "'height', 'width' become one")

    def test_wider_inputs_are_numbered(self):
        nodes = [node("Concat", "u v", "both", axis=1), node("Gemm", "both w b", "y")]
        data = self.classifier(nodes, None, {"w": numpy.ones((3, 3), "f4")},
                               inputs=[value("u", ["n", 2]), value("v", ["n", 1])])
        self.assertEqual(self.read(data).feature_names, ["u[0]", "u[1]", "v"])

    def test_several_inputs_are_refused(self):
        data = self.classifier(SCORES, [value("p", None)], inputs=[value("x", ["n", 2]), value("mask", ["n", 2])])
        self.refuses(data, "several inputs", "'x'", "'mask'")

    def test_inputs_that_meet_are_refused(self):
        nodes = [node("Sub", "x mean", "s", "shift"), node("MatMul", "s w", "p")]
        data = self.classifier(nodes, [value("p", None)], inputs=[value("x", ["n", 2]), value("mean", ["n", 2])])
        self.refuses(data, "'shift'", "several inputs")

    def test_a_text_as_input_is_refused(self):
        self.refuses(self.classifier(SCORES, None, inputs=[value("x", ["n", 2], STRING)]), "'x'", "no tensor")


if __name__ == "__main__":
    unittest.main()
