# SPDX-License-Identifier: MIT
"""What scikit-learn's files say is what is read out of them, however they were written."""
import bz2
import gzip
import lzma
import pickle
import unittest
import zlib

from of_import import MODELS, Case
import numpy

import evaluate
import folding
import sklearn_files as files
from readers import sklearn


class Reads(Case):
    def read(self, data, name="model.pkl"):
        path = self.folder() / name
        path.write_bytes(data if isinstance(data, bytes) else pickle.dumps(data, protocol=4))
        with open(path, "rb") as file:
            self.assertTrue(sklearn.recognizes(path, file.read(64)))
        return sklearn.read(path, None)

    def outputs(self, model, x):
        return evaluate.outputs_of(self.read(model), x)

    def not_read(self, words, data):
        self.refused(words, self.read, data)


def by_hand(model, x):
    """scikit-learn's forward pass, from the model's attributes."""
    functions = {"identity": lambda z: z, "relu": lambda z: numpy.maximum(z, 0), "tanh": numpy.tanh,
                 "logistic": lambda z: 1 / (1 + numpy.exp(-z)),
                 "softmax": lambda z: numpy.exp(z) / numpy.exp(z).sum(axis=1, keepdims=True)}
    for at, (weights, bias) in enumerate(zip(model.coefs_, model.intercepts_)):
        last = at + 1 == len(model.coefs_)
        x = functions[model.out_activation_ if last else model.activation](x @ weights + bias)
    return x


X = numpy.random.default_rng(7).standard_normal((20, 3))


class Files(Reads):
    """Of the bytes, not of the model."""

    def test_real_files_of_scikit_learn(self):
        for name in ("sk_binary_standard.pkl.gz", "sk_wine_minmax_tanh.joblib", "sk_diabetes_regressor.joblib"):
            known = numpy.load(MODELS / f"{name.partition('.')[0]}.npz")
            found = evaluate.outputs_of(sklearn.read(MODELS / name, None), known["x"])
            expected = known["p"][:, -found.shape[1]:] if "p" in known else known["y"][:, None]
            with self.subTest(name):
                self.assertLess(numpy.abs(found - expected).max(), 1e-14 * numpy.abs(expected).max())

    def test_every_protocol(self):
        model = files.regressor()
        for protocol in range(6):
            with self.subTest(protocol):
                data = pickle.dumps(model, protocol=protocol)
                numpy.testing.assert_array_equal(self.outputs(data, X), by_hand(model, X))

    def test_the_names_of_numpy_2(self):
        model = files.regressor(loss_=numpy.float64(0.5))
        for protocol in (2, 4):
            data = files.as_numpy_2(model, protocol)
            self.assertIn(b"numpy._core.multiarray", data)
            numpy.testing.assert_array_equal(self.outputs(data, X), by_hand(model, X))

    def test_joblib_with_and_without_padding(self):
        model = files.pipeline(files.StandardScaler(with_mean=True, with_std=True, mean_=numpy.array([1., 2, 3]),
                                                    scale_=numpy.array([2., 4, 8])), files.regressor())
        expected = by_hand(model.steps[-1][1], (X - [1, 2, 3]) / [2, 4, 8])
        for alignment in (None, 8, 16, 64):
            with self.subTest(alignment):
                numpy.testing.assert_allclose(self.outputs(files.as_joblib(model, alignment), X), expected, rtol=1e-14)

    def test_arrays_of_either_order(self):
        model = files.regressor()
        expected = by_hand(model, X)
        model.coefs_ = [numpy.asfortranarray(weights) for weights in model.coefs_]
        for data in (pickle.dumps(model, protocol=4), pickle.dumps(model, protocol=5), files.as_joblib(model)):
            numpy.testing.assert_allclose(self.outputs(data, X), expected, rtol=1e-14)

    def test_big_endian_arrays(self):
        model = files.regressor()
        expected = by_hand(model, X)
        model.coefs_ = [weights.astype(">f8") for weights in model.coefs_]
        numpy.testing.assert_array_equal(self.outputs(model, X), expected)

    def test_single_precision_stays_known(self):
        self.assertEqual(self.read(files.regressor(type=numpy.float32)).number, "float32")
        self.assertEqual(self.read(files.regressor()).number, "float64")

    def test_compressed(self):
        model = files.regressor()
        data = files.as_joblib(model)
        for name, packed in (("zlib", zlib.compress(data, 0)), ("zlib", zlib.compress(data, 9)),
                             ("gzip", gzip.compress(data)), ("bz2", bz2.compress(data)),
                             ("xz", lzma.compress(data)), ("lzma", lzma.compress(data, lzma.FORMAT_ALONE))):
            with self.subTest(name):
                numpy.testing.assert_array_equal(self.outputs(packed, X), by_hand(model, X))
                self.not_read("compressed, and damaged or cut off", packed[:len(packed) // 2])

    def test_forms_of_old_or_foreign_compression(self):
        self.not_read("LZ4", b"\x04\x22\x4d\x18" + bytes(20))
        self.not_read("joblib before 0.10", b"ZF0x10" + bytes(20))
        self.not_read("joblib before 0.10", files.regressor(coefs_=[files.NDArrayWrapper(filename="a_01.npy")]))

    def test_old_names_of_modules(self):
        model = files.regressor(class_=files.OldMLPRegressor)
        numpy.testing.assert_array_equal(self.outputs(model, X), by_hand(model, X))

    def test_a_model_beside_other_things(self):
        model = files.regressor()
        numpy.testing.assert_array_equal(self.outputs({"model": model, "version": 3}, X), by_hand(model, X))
        self.not_read("2 scikit-learn models", [model, model])
        self.not_read("and no model", "text")

    def test_cut_off_anywhere(self):
        for data in (pickle.dumps(files.regressor(), protocol=4), files.as_joblib(files.regressor())):
            for end in range(2, len(data), 7):
                with self.assertRaises(sklearn.Refused):
                    self.read(data[:end])

    def test_other_files_are_not_recognized(self):
        for start in (b"PK\3\4", b"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19", b"\x89HDF\r\n\x1a\n",
                      b"{"):
            self.assertFalse(sklearn.recognizes(self.folder() / "model.pt", start))


class Networks(Reads):
    def test_activations(self):
        for activation in ("identity", "logistic", "tanh", "relu"):
            model = files.regressor((3, 5, 4, 2), activation)
            numpy.testing.assert_allclose(self.outputs(model, X), by_hand(model, X), rtol=1e-13)

    def test_without_hidden_layers(self):
        model = files.regressor((3, 2))
        numpy.testing.assert_array_equal(self.outputs(model, X), by_hand(model, X))

    def test_two_classes_have_one_output_and_two_names(self):
        source = self.read(files.classifier((3, 4, 1), "logistic", "binary", ("no", "yes")))
        self.assertEqual(source.class_names, ["no", "yes"])
        self.assertFalse(source.is_multilabel)
        self.assertEqual(folding.folded(source).class_names, ["no", "yes"])

    def test_names_of_classes(self):
        for classes, expected in (((3, 5, 9), ["3", "5", "9"]), (("a", "bb", "ccc"), ["a", "bb", "ccc"]),
                                  (numpy.array(["x", "y", "z"], object), ["x", "y", "z"])):
            for write in (pickle.dumps, files.as_joblib):
                source = self.read(write(files.classifier(classes=classes)))
                self.assertEqual(source.class_names, expected)

    def test_multilabel(self):
        source = self.read(files.classifier((3, 4, 2), "logistic", "multilabel-indicator", (0, 1)))
        self.assertTrue(source.is_multilabel)
        self.assertEqual(source.class_names, ["0", "1"])
        alone = self.read(files.classifier((3, 4, 1), "logistic", "multilabel-indicator", (0,)))
        self.assertTrue(alone.is_multilabel)
        self.assertIsNone(alone.class_names)

    def test_names_of_features(self):
        names = numpy.array(["height", "width", "Tiefe"], object)
        scaler = files.StandardScaler(with_mean=False, with_std=False, mean_=None, scale_=None, n_features_in_=3,
                                      feature_names_in_=names)
        self.assertEqual(self.read(files.pipeline(scaler, files.regressor())).feature_names, list(names))

    def test_a_search_is_its_best_model(self):
        model = files.regressor()
        source = self.read(files.GridSearchCV(best_estimator_=files.pipeline(model)))
        numpy.testing.assert_array_equal(evaluate.outputs_of(source, X), by_hand(model, X))
        self.not_read("best_estimator_", files.GridSearchCV(estimator=model))

    def test_what_is_no_trained_perceptron(self):
        self.not_read("MLPClassifier 'step1' has no coefs_", files.pipeline("passthrough", files.MLPClassifier()))
        self.not_read("RandomForestClassifier is no multilayer perceptron", files.RandomForestClassifier())
        self.not_read("activation 'gelu'", files.regressor(activation="gelu"))
        self.not_read("activation of the type list", files.regressor(activation=[]))
        self.not_read("classes", files.classifier(classes=(0, 1)))
        self.not_read("for 7 layers", files.regressor(n_layers_=7))
        self.not_read("coefs_[0]", files.regressor(coefs_=[[1.0], [2.0]]))
        self.not_read("2 dimensions", files.regressor(coefs_=[numpy.zeros(3), numpy.zeros(3)]))
        self.not_read("list of steps", files.Pipeline(steps=3))

    def test_models_that_hold_each_other(self):
        search = files.GridSearchCV()
        search.best_estimator_ = search
        self.not_read("more than 1000 estimators", search)
        around = files.pipeline(None, files.regressor())
        around.steps[0] = ("again", around)
        self.not_read("more than 1000 estimators", around)


class Scalers(Reads):
    CENTER, SCALE = numpy.array([1.0, -2.0, 0.5]), numpy.array([2.0, 1.0, 0.25])

    def scaled(self, scaler, x):
        model = files.regressor()
        numpy.testing.assert_allclose(self.outputs(files.pipeline(scaler, model), X), by_hand(model, x), rtol=1e-13)

    def test_standard(self):
        """mean_ is there even where it is not used."""
        for with_mean, with_std, expected in ((True, True, (X - self.CENTER) / self.SCALE),
                                              (True, False, X - self.CENTER), (False, True, X / self.SCALE),
                                              (False, False, X)):
            self.scaled(files.StandardScaler(with_mean=with_mean, with_std=with_std, mean_=self.CENTER,
                                             scale_=self.SCALE if with_std else None), expected)

    def test_robust(self):
        for centers, scales, expected in ((True, True, (X - self.CENTER) / self.SCALE), (True, False, X - self.CENTER),
                                          (False, True, X / self.SCALE), (False, False, X)):
            self.scaled(files.RobustScaler(with_centering=centers, with_scaling=scales,
                                           center_=self.CENTER if centers else None,
                                           scale_=self.SCALE if scales else None), expected)

    def test_min_max(self):
        scaler = dict(scale_=self.SCALE, min_=self.CENTER, feature_range=(-1, 1))
        self.scaled(files.MinMaxScaler(clip=False, **scaler), X * self.SCALE + self.CENTER)
        self.scaled(files.MinMaxScaler(**scaler), X * self.SCALE + self.CENTER)    # before there was clip
        self.not_read("MinMaxScaler 'step0' clips", files.pipeline(files.MinMaxScaler(clip=True, **scaler),
                                                                   files.regressor()))

    def test_max_abs(self):
        self.scaled(files.MaxAbsScaler(scale_=self.SCALE, max_abs_=self.SCALE), X / self.SCALE)

    def test_one_after_another(self):
        model = files.regressor()
        whole = files.pipeline(files.MaxAbsScaler(scale_=self.SCALE), None,
                               files.pipeline("passthrough", files.MinMaxScaler(scale_=self.CENTER, min_=self.SCALE)),
                               files.FunctionTransformer(func=None, inverse_func=None), model)
        expected = by_hand(model, X / self.SCALE * self.CENTER + self.SCALE)
        numpy.testing.assert_allclose(self.outputs(whole, X), expected, rtol=1e-13)
        network = folding.folded(self.read(whole), "double")
        self.assertIsNotNone(network.scaling)

    def test_what_is_no_scaler(self):
        for step, words in ((files.Normalizer(norm="l2"), "Normalizer 'step0' is none of the scalers"),
                            (files.StandardScaler(with_mean=True, with_std=True),
                             "StandardScaler 'step0' has no mean_"),
                            (files.MaxAbsScaler(scale_=numpy.array([1.0, 0.0, 1.0])), "scale_ with a zero"),
                            (files.MaxAbsScaler(scale_=numpy.array([1.0, numpy.nan, 1.0])), "scale_ with a zero"),
                            (17, "step 'step0'")):
            self.not_read(words, files.pipeline(step, files.regressor()))


class Targets(Reads):
    def transformed(self, transformer, inverse):
        model = files.regressor()
        whole = files.TransformedTargetRegressor(regressor_=files.pipeline(model), transformer_=transformer,
                                                 _training_dim=1)
        source = self.read(whole)
        expected = inverse(by_hand(model, X))
        numpy.testing.assert_allclose(evaluate.outputs_of(source, X), expected, rtol=1e-13)
        return folding.folded(source, "double")

    def test_scalers_go_backwards(self):
        four, three = numpy.array([4.0]), numpy.array([3.0])
        network = self.transformed(files.StandardScaler(with_mean=True, with_std=True, mean_=three, scale_=four),
                                   lambda y: y * 4 + 3)
        self.assertEqual([float(part) for part in network.targets], [3, 4])
        self.transformed(files.StandardScaler(with_mean=False, with_std=True, mean_=three, scale_=four),
                         lambda y: y * 4)
        # Cutting off is for the way forwards alone.
        self.transformed(files.MinMaxScaler(scale_=four, min_=three, clip=True), lambda y: (y - 3) / 4)
        self.transformed(files.MaxAbsScaler(scale_=four), lambda y: y * 4)
        self.transformed(files.RobustScaler(with_centering=True, with_scaling=True, center_=three, scale_=four),
                         lambda y: y * 4 + 3)
        self.transformed(files.pipeline(files.MaxAbsScaler(scale_=four), files.MinMaxScaler(scale_=four, min_=three)),
                         lambda y: (y - 3) / 4 * 4)

    def test_no_transformation(self):
        self.transformed(files.FunctionTransformer(func=None, inverse_func=None), lambda y: y)
        self.transformed(files.StandardScaler(with_mean=False, with_std=False), lambda y: y)

    def test_functions_are_not_carried_over(self):
        for transformer in (files.FunctionTransformer(func=numpy.log1p, inverse_func=numpy.expm1),
                            files.FunctionTransformer(func=None, inverse_func=numpy.exp)):
            self.not_read("transformed by a function", files.TransformedTargetRegressor(
                regressor_=files.regressor(), transformer_=transformer))
        self.not_read("has no regressor_", files.TransformedTargetRegressor(regressor=files.regressor()))


if __name__ == "__main__":
    unittest.main()
