# SPDX-License-Identifier: MIT
"""ONNX: tensors in files beside the model, and files that a model must not have read."""
import os
import random
import tempfile
import types
import unittest
from pathlib import Path
from unittest import mock

from reading import A, B, W, X, ReaderTest

import numpy

import mutations
import onnx_files as files
from onnx_file import files_beside
from onnx_files import external_tensor, node
from readers import onnx
from refusal import Refused

GEMM = [node("Gemm", "x w b", "y")]
BYTES = W.tobytes() + B.tobytes()
OPTIONS = types.SimpleNamespace(dequantize=False)


class Beside(ReaderTest):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.outside = Path(temporary.name)
        self.folder = self.outside / "models"
        self.folder.mkdir()
        (self.folder / "weights.bin").write_bytes(BYTES)
        (self.outside / "secret.bin").write_bytes(BYTES)

    def read(self, data):
        path = self.folder / "model.onnx"
        path.write_bytes(data)
        return onnx.read(path, OPTIONS)

    def of_weights(self, weights):
        return files.model(GEMM, [weights, files.tensor(B, "b")])

    def refuses_weights(self, *words, **told):
        return self.refuses(self.of_weights(external_tensor([2, 3], "w", **told)), "'w'", *words)


class Reads(Beside):
    def test_two_tensors_in_one_file(self):
        source = self.gives(files.model(GEMM, [external_tensor([2, 3], "w", offset=0, length=24),
                                               external_tensor([3], "b", offset=24, length=12)]), A)
        self.remarks(source, "'weights.bin' beside the model")
        self.assertEqual(len(source.remarks), 1)

    def test_offset_and_length_may_be_missing(self):
        self.gives(self.of_weights(external_tensor([2, 3], "w")), A)
        self.gives(files.model(GEMM, [files.tensor(W, "w"), external_tensor([3], "b", offset=24)]), A)

    def test_a_folder_within_the_model_s(self):
        (self.folder / "a").mkdir()
        (self.folder / "weights.bin").rename(self.folder / "a" / "w.bin")
        for location in ("a/w.bin", "./a/w.bin"):
            self.gives(self.of_weights(external_tensor([2, 3], "w", location=location)), A)

    def test_a_link_within_the_folder(self):
        (self.folder / "link").symlink_to("weights.bin")
        self.gives(self.of_weights(external_tensor([2, 3], "w", location="link")), A)

    def test_a_model_that_is_named_by_a_relative_path(self):
        (self.folder / "model.onnx").write_bytes(self.of_weights(external_tensor([2, 3], "w")))
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(self.folder)
        self.assertEqual(onnx.read(Path("model.onnx"), OPTIONS).inputs, 2)

    def test_other_types(self):
        for kind, array in ((files.FLOAT16, W.astype("<f2")), (files.DOUBLE, W.astype("<f8"))):
            (self.folder / "weights.bin").write_bytes(array.tobytes())
            self.gives(self.of_weights(external_tensor([2, 3], "w", kind=kind)), X @ array.astype(float) + B)

    def test_the_tensor_of_a_node(self):
        nodes = [node("Constant", "", "w", value=external_tensor([2, 3], "")), *GEMM]
        self.gives(files.model(nodes, {"b": B}), A)

    def test_numbers_inside_that_say_where_they_once_lay(self):
        inside = files.tensor(W, "w") + files.block(13, files.block(1, "location") + files.block(2, "gone.bin"))
        self.gives(self.of_weights(inside), A)

    def test_a_tensor_that_nothing_needs_may_be_missing(self):
        self.gives(files.model(GEMM, [files.tensor(W, "w"), files.tensor(B, "b"),
                                      external_tensor([2, 3], "other", location="gone.bin")]), A)


class Refuses(Beside):
    def test_paths_out_of_the_folder(self):
        (self.folder / "a").mkdir()
        for location in ("../secret.bin", "a/../../secret.bin", "..", str(self.outside / "secret.bin"), "",
                         "a\\..\\secret.bin", "/dev/zero", "a/../weights.bin"):
            with self.subTest(location=location):
                self.refuses_weights("no path within the model's folder", location=location)

    def test_a_model_that_says_no_file(self):
        tensor = files.packed_integers(1, [2, 3]) + files.integer(2, 1) + files.block(8, "w") + files.integer(14, 1)
        self.refuses(self.of_weights(tensor), "'w'", "no path within")

    def test_links_out_of_the_folder(self):
        (self.folder / "link").symlink_to(self.outside / "secret.bin")
        (self.folder / "folder").symlink_to(self.outside)
        for location in ("link", "folder/secret.bin"):
            self.refuses_weights("leads out of the model's folder", location=location)

    def test_what_is_no_file(self):
        os.mkfifo(self.folder / "pipe")
        (self.folder / "a").mkdir()
        for location in ("pipe", "a"):
            self.refuses_weights("which is no file", location=location)
        self.refuses_weights("'.'", location=".")

    def test_files_that_are_not_there(self):
        (self.folder / "circle").symlink_to("circle")
        for location in ("gone.bin", "circle", "weights.bin/more", "weights.bin\0", "weights\n.bin", "a" * 3000):
            self.refuses_weights("not beside the model", location=location)

    def test_offsets_and_lengths_that_lie(self):
        end = "beyond the end of the file 'weights.bin'"
        for told, word in (({"offset": 13}, end), ({"offset": 36}, end), ({"offset": 10 ** 17}, end),
                           ({"length": 12}, "needs 24 bytes"), ({"length": 36}, "says that 'weights.bin' has 36"),
                           ({"offset": -4}, "offset '-4'"), ({"length": "x"}, "length 'x'"),
                           ({"offset": "1" * 40}, "is no number"), ({"offset": ""}, "is no number"),
                           ({"offset": "²"}, "is no number")):
            with self.subTest(told=told):
                self.refuses_weights(word, **told)

    def test_a_shape_that_lies(self):
        for shape in ([2, 4, 2], [1 << 40, 1 << 40]):
            self.refuses(self.of_weights(external_tensor(shape, "w")), "'w'", "beyond the end")

    def test_types_that_have_no_bytes(self):
        for kind in (files.STRING, 14):
            self.refuses_weights(f"type {kind}", kind=kind)

    def test_more_than_a_network_has(self):
        with mock.patch.object(files_beside, "MOST_BYTES", 40):
            self.gives(files.model(GEMM, [external_tensor([2, 3], "w"), external_tensor([3], "b", offset=24)]), A)
            self.refuses(files.model(GEMM, [external_tensor([2, 3], "w"), external_tensor([2, 3], "b")]),
                         "more than 40 bytes")

    def test_bytes_alone_have_no_folder(self):
        with self.assertRaisesRegex(Refused, "file of its own"):
            onnx.source_of(self.of_weights(external_tensor([2, 3], "w")))


class Fuzz(Beside):
    def test_files_with_mistakes(self):
        good = [files.model(GEMM, [external_tensor([2, 3], "w", offset=0, length=24),
                                   external_tensor([3], "b", offset=24, length=12)])]
        mutations.fuzz(self, self.read, mutations.drawn(good, random.Random(f"{mutations.SEED} beside")))


if __name__ == "__main__":
    unittest.main()
