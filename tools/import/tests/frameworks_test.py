# SPDX-License-Identifier: MIT
"""The frameworks are asked only where they are wanted and installed; here others stand in for them."""
import contextlib
import io
import json
import pickle
import sys
import types
import unittest
from unittest import mock

from of_import import Case
import numpy

import command_line
import frameworks
import sklearn_files as files
from operations import Source


class Model:
    def __init__(self, outputs):
        self.outputs = outputs

    def predict(self, x):
        self.given = x
        return self.outputs


class Classifier(Model):
    predict_proba = Model.predict

    def predict(self, x):
        raise AssertionError("labels are no outputs")


class Frameworks(Case):
    def installed(self, name, **contents):
        module = types.ModuleType(name)
        module.__version__ = "1.0"
        for key, value in contents.items():
            setattr(module, key, value)
        patch = mock.patch.dict(sys.modules, {name: module})
        patch.start()
        self.addCleanup(patch.stop)

    def sklearn(self, model):
        self.installed("sklearn")
        self.installed("joblib", load=lambda path: model)

    def outputs(self, kind="scikit-learn", number="float64", outputs=1):
        return frameworks.outputs_of(Source(kind, 2, [], number), "a file", numpy.ones((3, 2)), outputs)

    def missing(self, words, **more):
        with self.assertRaises(frameworks.NotComparable) as caught:
            self.outputs(**more)
        self.assertIn(words, str(caught.exception))

    def test_scikit_learn(self):
        regressor = Model([1, 2, 3])
        self.sklearn(regressor)
        by, y = self.outputs()
        self.assertEqual((by, y.tolist()), ("scikit-learn 1.0", [[1], [2], [3]]))
        self.assertEqual(regressor.given.dtype, numpy.float64)
        self.outputs(number="float32")
        self.assertEqual(regressor.given.dtype, numpy.float32)

    def test_the_second_of_two_classes(self):
        self.sklearn({"model": Classifier(numpy.array([[0.9, 0.1]] * 3)), "version": 3})
        self.assertEqual(self.outputs()[1].tolist(), [[0.1]] * 3)
        self.assertEqual(self.outputs(outputs=2)[1].tolist(), [[0.9, 0.1]] * 3)
        self.missing("gives 2 outputs", outputs=3)

    def test_onnx_runtime_gives_labels_first(self):
        class Session:
            def __init__(self, path, providers):
                pass

            def get_inputs(self):
                return [types.SimpleNamespace(name="features")]

            def run(self, names, given):
                assert given["features"].dtype == numpy.float32
                return [numpy.array([1, 1, 0]), [{0: 0.25, 1: 0.75}] * 3]

        self.installed("onnxruntime", InferenceSession=Session)
        by, y = self.outputs("ONNX", "float32")
        self.assertEqual((by, y.tolist()), ("ONNX Runtime 1.0", [[0.75]] * 3))

    def test_why_not(self):
        self.missing("no framework is known for RTNeural", kind="RTNeural")
        with mock.patch.dict(sys.modules, {"joblib": None, "sklearn": None}):
            self.missing("is not installed")
        self.sklearn(None)
        self.missing("scikit-learn fails with AttributeError")

    def test_only_where_it_is_wanted(self):
        """Loading is running the code of the file."""
        loaded = []
        self.installed("sklearn")
        self.installed("joblib", load=lambda path: loaded.append(path) or Model(numpy.zeros(20)))
        path = self.folder() / "model.pkl"
        path.write_bytes(pickle.dumps(files.regressor()))
        reports = []
        for words in ((), ("--with-framework",)):
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                command_line.main([str(path), "--to", str(path.parent), "--samples", "20", "--json", *words])
            reports.append(json.loads(printed.getvalue())["comparisons"])
            self.assertEqual(len(loaded), len(words))
        self.assertEqual([len(comparisons) for comparisons in reports], [1, 2])
        self.assertEqual(reports[1][1]["by"], "scikit-learn 1.0")
        self.assertFalse(reports[1][1]["is_within_bound"])    # of zeros


if __name__ == "__main__":
    unittest.main()
