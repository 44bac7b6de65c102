"""The library opens what the command writes, and gives the outputs that the C99 file gave, bit for bit.

OPEN_IMAGE: the program of open_image.cpp. PROFILE: the rounding profile that the library was built with."""
import contextlib
import importlib.util
import io
import os
import pickle
import subprocess
import sys
import unittest
from pathlib import Path
from unittest import mock

from of_import import MODELS, Case
import numpy

import command_line
import ours
import sklearn_files as files
from operations import Activation, Dense, Source

if "OPEN_IMAGE" not in os.environ:
    print("skipped: OPEN_IMAGE does not name the program of open_image.cpp")
    sys.exit(77)


HAS_OUTPUTS = importlib.util.find_spec("c99") is not None and ours.compiler() is not None
EXPECTED = "ok" if HAS_OUTPUTS else "no test vectors"


class Library(Case):
    def opened(self, model, number):
        """What the library says of the image that the command makes of a file."""
        folder = self.folder()
        if not isinstance(model, Path):
            path = folder / "model.pkl"
            path.write_bytes(pickle.dumps(model))
            model = path
        with contextlib.redirect_stdout(io.StringIO()):
            command_line.main([str(model), "--to", str(folder), "--number", number, "--profile", os.environ["PROFILE"],
                               "--vectors", "64"])
        image, = folder.glob("*.img")
        done = subprocess.run([os.environ["OPEN_IMAGE"], image], capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def test_activations_with_a_parameter(self):
        generator = numpy.random.default_rng(5)
        operations = []
        for at, (inputs, units, function, parameter) in enumerate(((3, 9, "leaky_relu_of", 0.2), (9, 7, "elu_of", 1.7),
                                                                   (7, 5, "leaky_relu_of", -0.3),
                                                                   (5, 2, "relu6", None))):
            operations += [Dense(f"fc{at}", generator.standard_normal((inputs, units)), None),
                           Activation(f"act{at}", function, parameter)]
        with mock.patch.object(command_line, "source_of", lambda *_: Source("test", 3, operations, "float64")):
            for number in ("float", "double"):
                self.assertEqual(self.opened(None, number), EXPECTED)

    def test_images(self):
        targets = files.TransformedTargetRegressor(
            regressor_=files.pipeline(files.MinMaxScaler(scale_=numpy.array([2.0, 0.1, 3]),
                                                         min_=numpy.array([1.0, 2, 3])),
                                      files.regressor((3, 8, 2), "logistic")),
            transformer_=files.StandardScaler(with_mean=True, with_std=True, mean_=numpy.array([1.0, 200]),
                                              scale_=numpy.array([3.0, 0.7])))
        models = [MODELS / "sk_binary_standard.pkl.gz", MODELS / "sk_wine_minmax_tanh.joblib",
                  MODELS / "sk_diabetes_regressor.joblib", targets, files.regressor((40, 40, 3), "tanh")]
        for model in models:
            for number in ("float", "double"):
                with self.subTest(model, number=number):
                    self.assertEqual(self.opened(model, number), EXPECTED)


if __name__ == "__main__":
    unittest.main()
