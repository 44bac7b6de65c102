# SPDX-License-Identifier: MIT
"""Images are models too: their C99 file has the bits of their test vectors, and they come through as they are."""
import contextlib
import io
import json
import unittest
from dataclasses import replace

from of_import import Case
import numpy

import command_line
import ours
from image import Model, image_of
from image_reader import model_of
from network import Layer, Network
from readers import picomlp_image

RANDOM = numpy.random.default_rng(18)


def numbers(*shape):
    return RANDOM.standard_normal(shape).astype(numpy.float32).astype(float)


def model(number="float", profile="separate"):
    layers = [Layer("", numbers(3, 4), numbers(4), "hyperbolic_tangent"),
              Layer("", numbers(4, 2), numbers(2), "elu_of", 0.25)]
    network = Network(number, 3, layers, (numbers(3), numbers(3)), (numbers(2), numbers(2)), ["a", "b", "c"],
                      ["left", "right"])
    return Model(network, profile, "Made for a test.")


class Images(Case):
    def imported(self, data, *words):
        """(the report as JSON, the folder)"""
        path, to = self.folder() / "model.img", self.folder()
        path.write_bytes(data)
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            command_line.main([str(path), "--to", str(to), "--json", *map(str, words)])
        return json.loads(printed.getvalue()), to

    def with_vectors(self, profile):
        """An image whose vectors are of the library's bits."""
        if ours.compiler() is None:
            self.skipTest("no C compiler")
        found, to = self.imported(image_of(model("float", profile)), "--vectors", 5)
        return (to / "model.img").read_bytes()

    def test_operations(self):
        own = model()
        source = picomlp_image.source_of(image_of(own) + b"more")
        self.assertEqual([type(one).__name__ for one in source.operations],
                         ["Affine", "Dense", "Activation", "Dense", "Activation", "Affine"])
        self.assertEqual((source.kind, source.number, source.inputs), ("picomlp", "float32", 3))
        self.assertEqual((source.feature_names, source.class_names), (["a", "b", "c"], ["left", "right"]))
        self.assertEqual([one.is_target_scaling for one in source.operations[::5]], [False, True])
        self.assertEqual(source.image[1], image_of(own))

    def test_it_stays_what_it_is(self):
        """Without vectors of its own, it gets them, and nothing else changes."""
        for number, profile in ("float", "separate"), ("double", "fused"):
            own = model(number, profile)
            found, to = self.imported(image_of(own), "--samples", 20)
            self.assertEqual((found["number"], found["profile"]), (number, profile))
            self.assertTrue(found["comparisons"][0]["is_within_bound"])
            written = model_of((to / "model.img").read_bytes())
            self.assertEqual(image_of(replace(written, network=replace(written.network, vectors=None))), image_of(own))

    def test_vectors(self):
        for profile in ("separate", "fused"):
            data = self.with_vectors(profile)
            found, to = self.imported(data + bytes(64))
            self.assertEqual((to / "model.img").read_bytes(), data)
            self.assertIn("Outputs are those of the image's 5 test vectors, bit for bit.", found["remarks"])
            self.assertEqual(found["test_vectors"], 5)
            self.assertIn("enum { model_vectors = 5 };", (to / "model_vectors.h").read_text())
        found, to = self.imported(data, "--profile", "separate", "--number", "double")
        self.assertEqual((found["number"], found["profile"], found["test_vectors"]), ("double", "separate", 4))
        told, = [remark for remark in found["remarks"] if "test vectors" in remark]
        self.assertRegex(told, r"^Outputs are within \S+ of the largest one of the image's 5 test vectors, which are "
                               r"of float, fused\.$")

    def test_vectors_that_differ_by_one_bit(self):
        own = model_of(self.with_vectors("separate"))
        x, y = own.network.vectors
        y = y.copy()
        y[3, 1] = numpy.nextafter(y[3, 1], numpy.float32(9))
        wrong = image_of(replace(own, network=replace(own.network, vectors=(x, y))))
        self.refused("model.img: the image fails its own test: of its test vector 3, output 1 should be", self.imported,
                     wrong)

    def test_other_names(self):
        names = self.folder() / "names"
        names.write_text("no\nyes\n")
        _, to = self.imported(self.with_vectors("separate"), "--classes", names)
        written = model_of((to / "model.img").read_bytes())
        self.assertEqual((written.network.class_names, written.text), (["no", "yes"], "Made for a test."))
        self.assertEqual(len(written.network.vectors[0]), 5)

    def test_damaged(self):
        data = bytearray(image_of(model()))
        data[100] ^= 1
        self.refused("model.img: the image is damaged", self.imported, bytes(data))

    def test_not_over_itself(self):
        folder = self.folder()
        path = folder / "model.img"
        path.write_bytes(image_of(model()))
        with contextlib.redirect_stdout(io.StringIO()):
            self.refused("model.img would be written over the file that is imported", command_line.main,
                         [str(path), "--to", str(folder)])
            self.assertEqual([one.name for one in folder.iterdir()], ["model.img"])
            command_line.main([str(path), "--to", str(folder), "--name", "other"])

    def test_other_formats_beside_it(self):
        found, to = self.imported(image_of(model()), "--also", "onnx,npz, safetensors")
        for name in ("model.onnx", "model.npz", "model.safetensors"):
            self.assertEqual((to / name).stat().st_size, found["files"][name])
        again, _ = self.imported_file(to / "model.onnx")
        self.assertTrue(again["has_target_scaling"])
        self.assertEqual(again["feature_names"], ["a", "b", "c"])

    def imported_file(self, path):
        to = self.folder()
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            command_line.main([str(path), "--to", str(to), "--json"])
        return json.loads(printed.getvalue()), to

    def test_formats_that_are_none(self):
        with contextlib.redirect_stderr(io.StringIO()) as said, self.assertRaises(SystemExit):
            self.imported(image_of(model()), "--also", "onnx,keras")
        self.assertIn("'keras' is no format that is written: onnx, npz, safetensors", said.getvalue())


if __name__ == "__main__":
    unittest.main()
