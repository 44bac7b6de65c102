# SPDX-License-Identifier: MIT
"""The whole command: files in, files out with a proof beside them, or one line that says why not."""
import contextlib
import io
import json
import os
import pickle
import subprocess
import sys
import time
import unittest

from of_import import MODELS, REPOSITORY, Case
import numpy

import command_line
import comparison
import forward
import image_reader
from network import Layer, Network
from operations import Source
import ours
import report
import sklearn_files as files

NAMES = {"sk_binary_standard.pkl.gz": "sk_binary_standard", "sk_wine_minmax_tanh.joblib": "sk_wine_minmax_tanh",
         "sk_diabetes_regressor.joblib": "sk_diabetes_regressor"}


def run(*words, **environment):
    """As users do."""
    return subprocess.run([sys.executable, REPOSITORY / "tools" / "import", *map(str, words)], text=True,
                          capture_output=True, env={**os.environ, **environment})


class Whole(Case):
    def test_models_of_scikit_learn(self):
        for file, name in NAMES.items():
            for number in ("float", "double"):
                with self.subTest(file, number=number):
                    folder, known = self.folder(), numpy.load(MODELS / f"{name}.npz")
                    started = time.monotonic()
                    done = run(MODELS / file, "--to", folder, "--inputs", MODELS / f"{name}.npz", "--json",
                               "--number", number)
                    self.assertLess(time.monotonic() - started, 30)    # 3 s on a machine with nothing else to do
                    self.assertEqual((done.returncode, done.stderr), (0, ""))
                    found = json.loads(done.stdout)
                    self.assertEqual(found, json.loads((folder / f"{name}_report.json").read_text()))
                    self.assertLessEqual(found["comparisons"][0]["relative_difference"], comparison.BOUNDS[number])
                    self.assertTrue(found["comparisons"][0]["is_within_bound"])
                    self.assertIn(found["comparisons"][0]["labels_that_differ"], ([], None))
                    # That of the file's operations, and that of the outputs in the .npz.
                    self.assertEqual(len(found["comparisons"]), 2)
                    self.assertLessEqual(found["comparisons"][1]["relative_difference"], comparison.BOUNDS[number])
                    self.assertEqual(found["comparisons"][1]["labels_that_differ"],
                                     found["comparisons"][0]["labels_that_differ"])
                    self.assertEqual({*found["files"], f"{name}_report.txt", f"{name}_report.json"},
                                     {path.name for path in folder.iterdir()})
                    # Without the command's own comparison: what the written image gives is what scikit-learn gave.
                    network = image_reader.model_of((folder / f"{name}.img").read_bytes()).network
                    y = forward.outputs_of(network, known["x"])
                    expected = known["p"][:, -y.shape[1]:] if "p" in known else known["y"][:, None]
                    error = numpy.abs(y - expected).max() / numpy.abs(expected).max()
                    self.assertLessEqual(error, comparison.BOUNDS[number])
                    if "label" in known:
                        classes = numpy.array(found["class_names"])
                        self.assertEqual(classes[comparison.labels_of(y)].tolist(), known["label"].astype(str).tolist())

    def test_text_fits_a_terminal(self):
        for file in NAMES:
            done = run(MODELS / file, "--to", self.folder(), "--samples", 20)
            lines = done.stdout.splitlines()
            self.assertLessEqual(max(len(line) for line in lines if not line.startswith("    ")), 80)
            for head in ("model", "network", "ours", "inputs", "against", "largest", "mean", "flash", "RAM", "written"):
                self.assertEqual(sum(line.startswith(f"{head:14}") for line in lines), 1, head)

    def test_the_same_bytes_again(self):
        first, second = self.folder(), self.folder()
        for folder in (first, second):
            self.assertEqual(run(MODELS / "sk_wine_minmax_tanh.joblib", "--to", folder).returncode, 0)
        for path in first.iterdir():
            self.assertEqual(path.read_bytes(), (second / path.name).read_bytes(), path.name)

    def test_without_a_compiler(self):
        folder = self.folder()
        done = run(MODELS / "sk_wine_minmax_tanh.joblib", "--to", folder, CC="no-such-compiler")
        self.assertEqual(done.returncode, 0)
        self.assertIn("NumPy in float", done.stdout)
        self.assertIn("The image has no test vectors", done.stdout)
        self.assertIsNone(image_reader.model_of((folder / "sk_wine_minmax_tanh.img").read_bytes()).network.vectors)
        self.assertFalse((folder / "sk_wine_minmax_tanh_vectors.h").exists())

    def test_without_numpy(self):
        done = subprocess.run([sys.executable, "-S", "-E", REPOSITORY / "tools" / "import", "x", "--to", "y"],
                              text=True,
                              capture_output=True)
        if "NumPy is missing" not in done.stderr:
            self.skipTest("this Python has NumPy among its own modules")
        self.assertEqual((done.returncode, done.stderr.count("\n")), (1, 1))


class Options(Case):
    def imported(self, model, *words, name="model.pkl"):
        """(the report as JSON, the folder)"""
        path, to = self.folder() / name, self.folder()
        path.write_bytes(pickle.dumps(model))
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            command_line.main([str(path), "--to", str(to), "--json", *map(str, words)])
        return json.loads(printed.getvalue()), to

    def test_names(self):
        for file, expected in (("model.pkl", "model"), ("3 d-Größe.v2.pkl", "model_3_d_Gr__e"),
                               ("double.pkl", "model_double"),
                               ("a b.joblib", "a_b")):
            self.assertEqual(self.imported(files.regressor(), name=file)[0]["name"], expected)
        found, to = self.imported(files.regressor(), "--name", "mine")
        self.assertTrue((to / "mine.img").exists())

    def test_names_of_features_and_classes(self):
        features, classes = self.folder() / "features", self.folder() / "classes"
        features.write_text("a\nb\nc\n")
        classes.write_text("red\ngreen\nblue\n")
        found, to = self.imported(files.classifier(), "--features", features, "--classes", classes)
        self.assertEqual((found["feature_names"], found["class_names"]), (["a", "b", "c"], ["red", "green", "blue"]))
        self.refused("2 names for 3 features", self.names, features)

    def names(self, path):
        path.write_text("a\nb\n")
        self.imported(files.classifier(), "--features", path)

    def test_inputs(self):
        path = self.folder() / "x.csv"
        path.write_text("1,2,3\n4,5,6\n")
        found, _ = self.imported(files.regressor(), "--inputs", path)
        self.assertEqual(found["samples"], {"count": 2, "from": "samples of x.csv"})
        self.assertEqual(found["comparisons"][0]["worst_sample"]["features"], [[1, 2, 3], [4, 5, 6]][
            found["comparisons"][0]["worst_sample"]["sample"]])
        self.assertEqual(self.imported(files.regressor(), "--samples", 7)[0]["samples"]["count"], 7)

    def test_profile_and_number(self):
        found, to = self.imported(files.regressor(), "--profile", "fused", "--number", "double")
        model = image_reader.model_of((to / "model.img").read_bytes())
        self.assertEqual((model.profile, model.network.number), ("fused", "double"))
        self.assertIn("rounding_profile::fused", (to / "model_model.hpp").read_text())

    def test_folded_and_left_out_is_told(self):
        model = files.pipeline("passthrough", files.MaxAbsScaler(scale_=numpy.ones(3)), files.regressor())
        found, _ = self.imported(model)
        self.assertEqual(found["remarks"][:2], ["Step 'step0' passes everything through and is left out.",
                                                "'step1' is the model's scaling of features."])

    def test_outputs_that_are_not_finite(self):
        """Of float, where the file's double has room."""
        found, to = self.imported(files.regressor((3, 4, 1), "identity", coefs_=[numpy.full((3, 4), 1e30),
                                                                                 numpy.full((4, 1), 1e30)]))
        self.assertIsNone(found["comparisons"][0]["largest_difference"])
        self.assertFalse(found["comparisons"][0]["is_within_bound"])
        self.assertEqual(found["test_vectors"], 0)
        self.assertIn("This is more than the 2e-06", (to / "model_report.txt").read_text())

    def test_names_that_are_awkward(self):
        classes = ["\ud800 half", "\x1b[2J", "two\nlines \u03a9"]
        found, to = self.imported(files.classifier(classes=numpy.array(classes, object)))
        self.assertEqual(found["class_names"], ["? half", *classes[1:]])
        text = (to / "model_report.txt").read_text()
        self.assertIn("? half, ?[2J, two?lines \u03a9", text)
        self.assertEqual(image_reader.model_of((to / "model.img").read_bytes()).network.class_names,
                         found["class_names"])

    def test_multilabel_has_no_labels_to_compare(self):
        found, _ = self.imported(files.classifier((3, 4, 2), "logistic", "multilabel-indicator", (0, 1)))
        self.assertTrue(found["is_multilabel"])
        self.assertIsNone(found["comparisons"][0]["labels_that_differ"])


class Refuses(Case):
    def fails(self, words, *arguments):
        done = run(*arguments)
        self.assertEqual((done.returncode, done.stdout), (1, ""), done.stderr)
        self.assertTrue(done.stderr.startswith("import: "), done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1)
        self.assertIn(words, done.stderr)

    def test_one_line(self):
        to = self.folder() / "to"
        hostile = self.folder() / "hostile.pkl"
        hostile.write_bytes(b"cposix\nsystem\n(S'touch hostile'\ntR.")
        unknown = self.folder() / "model.xyz"
        unknown.write_bytes(b"nothing known")
        self.fails("hostile.pkl: the pickle asks for posix.system", hostile, "--to", to)
        self.fails("model.xyz: is no model file", unknown, "--to", to)
        self.fails("none.pkl: cannot be read: No such file", self.folder() / "none.pkl", "--to", to)
        self.fails("cannot be read: Is a directory", self.folder(), "--to", to)
        self.fails("sk_binary_standard.npz has 2 numbers for each sample, and the model takes 13",
                   MODELS / "sk_wine_minmax_tanh.joblib", "--to", to,
                   "--inputs", MODELS / "sk_binary_standard.npz")
        self.assertFalse(to.exists())

    def test_numbers_that_overflow(self):
        model = self.folder() / "model.pkl"
        tiny = files.MaxAbsScaler(scale_=numpy.array([1, 1e-320, 1]))
        model.write_bytes(pickle.dumps(files.pipeline(tiny, files.regressor())))
        self.fails("'step0' has a factor that is not finite", model, "--to", self.folder() / "to")

    def test_wrong_usage(self):
        for words in ((), ("model.pkl",), ("model.pkl", "--to", "x", "--number", "half"),
                      ("model.pkl", "--to", "x", "--name", "2d"), ("model.pkl", "--to", "x", "--name", "int"),
                      ("model.pkl", "--to", "x", "--samples", "0"), ("model.pkl", "--to", "x", "--seed", "-1"),
                      ("model.pkl", "--to", "x", "--activations", "relu,sine")):
            self.assertEqual(run(*words).returncode, 2, words)

    def test_all_files_or_none(self):
        folder = self.folder()
        (folder / "sk_wine_minmax_tanh_report.json").mkdir()
        self.fails("is a folder", MODELS / "sk_wine_minmax_tanh.joblib", "--to", folder)
        self.assertEqual([path.name for path in folder.iterdir()], ["sk_wine_minmax_tanh_report.json"])
        file = self.folder() / "file"
        file.write_text("")
        self.fails("file", MODELS / "sk_wine_minmax_tanh.joblib", "--to", file)


class Sizes(Case):
    def test_ram_is_sizeof_scratch(self):
        """Of the library's types, by sizeof: network::scratch, and scaled_scratch<network, 1>."""
        for sizes, plain, scaled in (((64, 32, 10), 168, 384), ((2, 16, 8, 1), 96, 96), ((13, 12, 3), 60, 100),
                                     ((3, 7), 32, 40)):
            layers = [Layer("", numpy.ones((a, b)), numpy.zeros(b), "relu") for a, b in zip(sizes, sizes[1:])]
            self.assertEqual(report.ram_bytes(Network("float", sizes[0], layers)), {"scratch": plain})
            scaling = numpy.zeros(sizes[0]), numpy.ones(sizes[0])
            self.assertEqual(report.ram_bytes(Network("float", sizes[0], layers, scaling)), {"scratch": scaled})
            self.assertEqual(report.ram_bytes(Network("double", sizes[0], layers)), {"scratch": 2 * plain})


class Compares(Case):
    def test_figures(self):
        ours_, theirs = numpy.array([[0.25, 0.75], [0.5, 0.5], [1.0, 0.0]]), numpy.array([[0.25, 0.75], [0.25, 0.75],
                                                                                          [1.0, 0.0]])
        found = comparison.compared(ours_, theirs, "theirs", 0.5)
        self.assertEqual((found.largest, found.worst_sample, found.worst_output, found.ours, found.theirs),
                         (0.25, 1, 0, 0.5, 0.25))
        self.assertAlmostEqual(found.mean, 0.5 / 6)
        self.assertEqual((found.largest_output, found.relative, found.labels_that_differ), (1.0, 0.25, [1]))
        self.assertIsNone(comparison.compared(ours_, theirs, "theirs").labels_that_differ)

    def test_what_is_not_finite(self):
        nan, inf = numpy.nan, numpy.inf
        self.assertEqual(comparison.compared([[nan]], [[1.0]], "").largest, inf)
        self.assertEqual(comparison.compared([[inf]], [[-inf]], "").largest, inf)
        self.assertEqual(comparison.compared([[inf]], [[inf]], "").largest, 0)

    def test_one_output_is_a_class_above_a_half(self):
        self.assertEqual(comparison.labels_of(numpy.array([[0.4], [0.5], [0.6]])).tolist(), [0, 0, 1])

    def test_what_gives_classes(self):
        def threshold(activation, units, **more):
            source = Source("test", 2, [], "float32", **more)
            network = Network("float", 2, [Layer("", numpy.ones((2, units)), numpy.zeros(units), activation)])
            return comparison.class_threshold(source, network)
        self.assertEqual(threshold("sigmoid", 1), 0.5)
        self.assertEqual(threshold("softmax", 3), 0.5)
        self.assertEqual(threshold("identity", 1, class_names=["no", "yes"]), 0)    # a logit
        for activation, units, more in (("sigmoid", 2, {}), ("identity", 3, {}), ("sigmoid", 2, {"is_multilabel": True,
                                                                                               "class_names": ["a",
                                                                                                               "b"]})):
            self.assertIsNone(threshold(activation, units, **more))

    def test_a_program_that_gives_other_outputs_is_seen(self):
        """What the C file computes is what is compared."""
        if ours.compiler() is None:
            self.skipTest("no C compiler")
        network = image_reader.model_of(self.image()).network
        text = ("#include \"half.h\"\nint half_predict(const float *x, float *y) "
                "{ if (x[0] > 5) return 1; y[0] = x[0] / 2; return 0; }\n")
        header = "int half_predict(const float *x, float *y);\n"
        x = numpy.array([[1.0, 0, 0], [3.0, 0, 0], [9.0, 0, 0]])
        found = ours.outputs_of(network, "half", {"half.c": text, "half.h": header}, x)
        self.assertTrue(found.are_exact)
        numpy.testing.assert_array_equal(found.y[:, 0], [0.5, 1.5, numpy.nan])
        broken = ours.outputs_of(network, "half", {"half.c": "no C", "half.h": header}, x)
        self.assertFalse(broken.are_exact)
        self.assertIn("does not compile", broken.by)

    def image(self):
        folder = self.folder()
        path = folder / "model.pkl"
        path.write_bytes(pickle.dumps(files.regressor((3, 1))))
        with contextlib.redirect_stdout(io.StringIO()):
            command_line.main([str(path), "--to", str(folder)])
        return (folder / "model.img").read_bytes()


if __name__ == "__main__":
    unittest.main()
