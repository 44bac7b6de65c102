# SPDX-License-Identifier: MIT
"""safetensors: what the header must hold, and in which order layers are."""
import struct
import unittest

from reader_case import ReaderCase, leaky, outputs_of, relu, told

import numpy

import safetensors_files as files
from readers import safetensors

RANDOM = numpy.random.default_rng(18)
X = RANDOM.normal(size=(30, 4)) * 3


def drawn(*shape):
    return RANDOM.normal(size=shape).astype("f4")


W1, B1, W2, B2 = drawn(5, 4), drawn(5), drawn(3, 5), drawn(3)
LAYERS = {"0.weight": W1, "0.bias": B1, "2.weight": W2, "2.bias": B2}
H = X @ W1.T.astype(float) + B1.astype(float)
Y = relu(H) @ W2.T.astype(float) + B2.astype(float)


class Safetensors(ReaderCase):
    READER = safetensors
    ENDING = ".safetensors"


class Headers(Safetensors):
    def test_layers(self):
        source = self.gives(files.file_of(LAYERS), Y, X, "relu")
        self.assertEqual((source.kind, source.number, source.remarks), ("safetensors", "float32", []))
        self.assertEqual(told(source), ["Dense 0", "relu activation of 0", "Dense 2"])

    def test_without_activations(self):
        self.refuses(files.file_of(LAYERS), "each of its 2 dense layers (0, 2), e.g. --activations relu,identity")

    def test_metadata(self):
        header, data = files.header_of(LAYERS)
        self.gives(files.file_with({"__metadata__": {"format": "pt"}, **header}, data), Y, X, "relu")

    def test_types(self):
        for kind, number in (("f8", "float64"), ("f2", "float16")):
            layers = {name: array.astype(kind) for name, array in LAYERS.items()}
            source = self.read(files.file_of(layers), "relu")
            self.assertEqual(source.number, number)
            self.assertTrue((source.operations[0].weights == layers["0.weight"].T).all())
        source = self.read(files.file_of({name: files.in_bfloat16(array) for name, array in LAYERS.items()}), "relu")
        self.assertTrue((source.operations[0].weights == (W1.view("u4") & 0xFFFF0000).view("f4").T).all())
        self.assertEqual(source.number, "float32")
        self.assertIn("bfloat16", source.remarks[0])

    def test_unknown_type(self):
        for kind in ("I8", "F8_E4M3", "BOOL"):
            data = files.file_of({**LAYERS, "0.weight": (kind, [5, 4], bytes(20))})
            self.refuses(data, f"has the type {kind}", "relu")

    def test_header_longer_than_the_file(self):
        data = files.file_of(LAYERS)
        self.refuses(struct.pack("<Q", 1 << 40) + data[8:], "more than the file has", "relu")
        self.refuses(b"\1\2", "more than the file has", "relu")

    def test_header_is_no_json(self):
        self.refuses(files.file_with(b"{hello", b""), "no JSON", "relu")
        self.refuses(files.file_with(b"[1]", b""), "no JSON object", "relu")
        self.refuses(files.file_with(b'{"a":' * 50000, b""), "no JSON", "relu")

    def test_name_twice(self):
        self.refuses(files.file_with(b'{"a.weight": {}, "a.weight": {}}', b""), "something twice", "relu")

    def test_places(self):
        for changes, words in (({"data_offsets": [0, 1 << 40]}, "does not fit"),
                               ({"data_offsets": [0, 79]}, "does not fit"),
                               ({"data_offsets": [80, 0]}, "does not fit"), ({"data_offsets": [-80, 0]}, "no usable"),
                               ({"shape": [5, -4]}, "no usable"), ({"shape": [1 << 40, 1 << 40]}, "does not fit"),
                               ({"shape": "5"}, "no usable"), ({"dtype": None}, "no usable"),
                               ({"data_offsets": [4, 84]}, "Arrays '0.weight' and '0.bias' overlap")):
            header, data = files.header_of(LAYERS)
            header["0.weight"] = {**header["0.weight"], **changes}
            self.refuses(files.file_with(header, data), words, "relu")

    def test_cut_off(self):
        self.refuses(files.file_of(LAYERS)[:-1], "'2.bias' of shape [3] lies at", "relu")


class Order(Safetensors):
    def test_ten_comes_after_two(self):
        """Files are sorted by text, where "10" comes before "2"."""
        weights = {f"net.{index}.weight": drawn(4, 4) for index in range(12)}
        expected = X
        for index in range(12):
            expected = expected @ weights[f"net.{index}.weight"].T.astype(float)
        data = files.file_of({name: weights[name] for name in sorted(weights)})
        source = self.gives(data, expected, X, *["identity"] * 12)
        self.assertEqual(source.operations[10].name, "net.10")

    def test_names_without_numbers(self):
        data = files.file_of({"hidden.weight": drawn(6, 5), "input.weight": W1, "output.weight": drawn(3, 6)})
        source = self.read(data, "relu", "relu")
        self.assertEqual([name for name in told(source) if "Dense" in name],
                         ["Dense input", "Dense hidden", "Dense output"])
        self.assertIn("taken from their shapes: input, hidden, output", source.remarks[0])

    def test_names_and_shapes_that_do_not_tell(self):
        self.refuses(files.file_of({"a.weight": drawn(4, 4), "b.weight": drawn(4, 4)}), "shapes allow more than one",
                     "relu")

    def test_autoencoder(self):
        """decoder.0 comes before encoder.0 by name, and would even fit there."""
        data = files.file_of({"decoder.0.weight": drawn(4, 2), "encoder.0.weight": drawn(2, 4)})
        self.refuses(data, "do not say their order", "relu")

    def test_nothing_fits(self):
        self.refuses(files.file_of({"a.weight": drawn(4, 3), "b.weight": drawn(5, 6)}), "do not fit together", "relu")

    def test_named_head(self):
        data = files.file_of({"fc1.weight": drawn(4, 4), "fc2.weight": drawn(4, 4), "head.weight": drawn(3, 4)})
        self.assertEqual(told(self.read(data, "identity", "identity")), ["Dense fc1", "Dense fc2", "Dense head"])

    def test_normalization_by_its_number(self):
        """bn1 and bn2 come before fc1 by name."""
        norms = {f"bn{index}.{role}": abs(drawn(4)) for index in (1, 2)
                 for role in ("bias", "running_mean", "running_var", "weight")}
        data = files.file_of({**norms, "fc1.weight": drawn(4, 4), "fc2.weight": drawn(4, 4), "fc3.weight": drawn(2, 4)})
        source = self.read(data, "relu", "relu")
        self.assertEqual(told(source), ["Dense fc1", "Affine bn1", "relu activation of fc1", "Dense fc2", "Affine bn2",
                                        "relu activation of fc2", "Dense fc3"])
        self.assertIn("'bn1' was placed behind 'fc1'", " ".join(source.remarks))

    def test_normalization_without_a_place(self):
        norm = {f"norm.{role}": abs(drawn(4)) for role in ("running_mean", "running_var")}
        self.refuses(files.file_of({**norm, "fc1.weight": drawn(4, 4), "fc2.weight": drawn(4, 4)}),
                     "'norm' does not say behind which", "relu")

    def test_sequential_with_normalization(self):
        norm = {"1.running_mean": B1, "1.running_var": abs(B1) + 1, "1.num_batches_tracked": numpy.array(7)}
        scaled = (H - B1.astype(float)) / numpy.sqrt(abs(B1.astype(float)) + 1 + 1e-5)
        expected = leaky(scaled, 0.2) @ W2.T.astype(float) + B2.astype(float)
        layers = {"0.weight": W1, "0.bias": B1, **norm, "3.weight": W2, "3.bias": B2}
        source = self.read(files.file_of(layers), "leaky_relu_of:0.2")
        self.assertLess(abs(outputs_of(source, X) - expected).max(), 1e-5)


class Mutations(Safetensors):
    def test_mutations(self):
        norm = {"1.running_mean": B1, "1.running_var": abs(B1), "1.num_batches_tracked": numpy.array(7)}
        self.fuzz([files.file_of(LAYERS), files.file_of({**LAYERS, **norm}),
                   files.file_of({"a.weight": drawn(4, 4), "b.weight": drawn(3, 4)})], "relu")


if __name__ == "__main__":
    unittest.main()
