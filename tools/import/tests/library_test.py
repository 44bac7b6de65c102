# SPDX-License-Identifier: MIT
"""The library opens what the command writes, and gives the outputs that the C99 file gave, bit for bit.

OPEN_IMAGE: the program of open_image.cpp. PROFILE: the rounding profile that the library was built with."""
import contextlib
import importlib.util
import io
import os
import pickle
import random
import subprocess
import sys
import unittest
from dataclasses import replace
from pathlib import Path
from unittest import mock

from of_import import MODELS, Case
import numpy

import command_line
import int8_networks
import ours
import quantized_image_writing as writing
import sklearn_files as files
from operations import Activation, Dense, Source
from quantized import predict
from quantized.requantization import ROUNDINGS
from quantized_image import quantized_model_of

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


class Int8(Case):
    """Images of int8: self-tests of the library, and its outputs, which are the integers of the importer."""

    def opened(self, data):
        path = self.folder() / "model.img"
        path.write_bytes(data)
        done = subprocess.run([os.environ["OPEN_IMAGE"], path], capture_output=True, text=True, check=True)
        return done.stdout.strip(), path

    def test_random_networks(self):
        draw = random.Random(91)
        forms = set()
        for number in range(20):
            made = int8_networks.random_network(draw, odd=number % 3 == 2)
            size = made.inputs, made.outputs
            if number % 2:
                made = replace(made, scaling=tuple(numpy.array([draw.uniform(0.5, 2) for _ in range(size[0])])
                                                   for _ in range(2)),
                               targets=tuple(numpy.array([draw.uniform(0.5, 2) for _ in range(size[1])])
                                             for _ in range(2)))
            x = int8_networks.inputs_for(draw, made, 40)
            for rounding in ROUNDINGS:
                forms |= {(writing.form_of(layer, rounding)[0], rounding) for layer in made.layers}
                vectors = writing.vectors_of(made, writing.features_of(made, x), rounding, 40)
                data = writing.image_of(replace(made, vectors=vectors), rounding)
                with self.subTest(number, rounding=rounding):
                    told, path = self.opened(data)
                    self.assertEqual(told, "ok")
                    y = int8_networks.run([os.environ["OPEN_IMAGE"], "--predict", path], x.astype("i1").tobytes())
                    self.assertEqual(numpy.frombuffer(y, "i1").reshape(-1, size[1]).tolist(),
                                     predict.outputs_by_layer(made, x, rounding)[-1].tolist())
        self.assertEqual(len(forms), 6)

    def test_another_output_fails(self):
        draw = random.Random(92)
        made = int8_networks.network(draw, [3, 4, 2], ["relu", "table"])
        x, y = writing.vectors_of(made, writing.features_of(made, int8_networks.inputs_for(draw, made, 9)), "double", 9)
        self.assertEqual(self.opened(writing.image_of(replace(made, vectors=(x, y)), "double"))[0], "ok")
        y = y.copy()
        y[8, 1] = numpy.nextafter(y[8, 1], numpy.float32(99))
        told, _ = self.opened(writing.image_of(replace(made, vectors=(x, y)), "double"))
        self.assertIn("does not give the outputs", told)
        self.assertEqual(self.opened(writing.image_of(made, "double"))[0], "no test vectors")

    @unittest.skipUnless(HAS_OUTPUTS, "no C compiler")
    def test_quantised_by_the_command(self):
        """Floats, with scalings and an activation that is a table; softmax at the end."""
        for name in ("sk_wine_minmax_tanh", "sk_diabetes_regressor"):
            folder = self.folder()
            samples = folder / "x.csv"
            numpy.savetxt(samples, numpy.load(MODELS / f"{name}.npz")["x"], delimiter=",")
            for rounding in ROUNDINGS:
                with contextlib.redirect_stdout(io.StringIO()):
                    command_line.main([str(MODELS / f"{name}.joblib"), "--to", str(folder), "--int8", "--calibrate",
                                       str(samples), "--rounding", rounding, "--vectors", "64"])
                data = (folder / f"{name}.img").read_bytes()
                self.assertEqual(self.opened(data)[0], "ok")
                self.assertIsNotNone(quantized_model_of(data).vectors)


if __name__ == "__main__":
    unittest.main()
