# SPDX-License-Identifier: MIT
"""Images of networks of int8 are those of lib/picomlp/image/SPEC.md: read as tests/image/golden/quantized_images.py, a
writer that was made from that page alone, writes them."""
import contextlib
import importlib.util
import io
import struct
import sys
import tempfile
import unittest
import zlib
from pathlib import Path

from of_import import REPOSITORY, Case
import numpy

import image_reader
import quantized_image
from quantized_image import quantized_model_of

GOLDEN_FOLDER = REPOSITORY / "tests" / "image" / "golden"


def golden_writer():
    """Its own imports are named images and numbers_of."""
    sys.path.insert(0, str(GOLDEN_FOLDER))
    specification = importlib.util.spec_from_file_location("quantized_images", GOLDEN_FOLDER / "quantized_images.py")
    module = importlib.util.module_from_spec(specification)
    sys.modules["quantized_images"] = module
    specification.loader.exec_module(module)
    return module


GOLDEN = golden_writer()


def image_of(make):
    return make().bytes(0, 1)


def sealed(image, at, new):
    changed = bytearray(image)
    changed[at:at + len(new)] = new
    changed[-4:] = struct.pack("<I", zlib.crc32(bytes(changed[:-4])))
    return bytes(changed)


class Reads(Case):
    def test_what_was_written(self):
        for make in (GOLDEN.int8_every_section, GOLDEN.int8_single, GOLDEN.int8_smallest):
            written, found = make(), quantized_model_of(image_of(make) + b"\xff" * 100)
            self.assertEqual((found.rounding, found.inputs, found.input_zero_point),
                             (written.rounding, written.features, written.zero))
            self.assertEqual(found.input_scale, float(written.scale))
            self.assertEqual(len(found.layers), len(written.layers))
            for mine, theirs in zip(found.layers, written.layers):
                self.assertEqual(mine.weights.reshape(-1).tolist(), theirs.weights)
                self.assertEqual(mine.biases.tolist(), theirs.biases)
                self.assertEqual(list(map(tuple, mine.multipliers.tolist())), theirs.multipliers)
                self.assertEqual([] if mine.table is None else mine.table.tolist(), theirs.table)
                self.assertEqual(() if mine.leaky is None else tuple(map(tuple, mine.leaky.tolist())), theirs.leaky)
                self.assertEqual((mine.range, mine.sum_zero_point, mine.zero_point, mine.scale),
                                 (theirs.range, theirs.sum_zero, theirs.zero, float(theirs.scale)))
        self.assertEqual([layer.activation for layer in quantized_model_of(image_of(GOLDEN.int8_single)).layers],
                         ["leaky_relu_of(0.25)", "gelu", "relu6"])

    def test_what_describes_it(self):
        found = quantized_model_of(image_of(GOLDEN.int8_every_section))
        self.assertEqual(found.feature_names, ["Länge", "", "width in mm"])
        self.assertEqual((found.class_names, found.text), (["left", "right"], "Every section there is."))
        numpy.testing.assert_array_equal(found.scaling[1], GOLDEN.numbers(3, 9))
        numpy.testing.assert_array_equal(found.targets[0], GOLDEN.numbers(2, 13))
        self.assertEqual([part.shape for part in found.vectors], [(4, 3), (4, 2)])

    def test_every_cut_and_changed_byte_is_refused(self):
        image = image_of(GOLDEN.int8_every_section)
        for at in range(len(image)):
            self.refused("", quantized_model_of, image[:at])
            self.refused("", quantized_model_of, image[:at] + bytes([image[at] ^ 1]) + image[at + 1:])

    def test_changes_under_a_right_checksum(self):
        """Read or refused, and nothing else."""
        image = image_of(GOLDEN.int8_every_section)
        read = 0
        for at in range(len(image) - 4):
            for change in (1, 0x80, 0xff):
                try:
                    quantized_model_of(sealed(image, at, bytes([image[at] ^ change])))
                    read += 1
                except Exception as error:  # pylint: disable=broad-exception-caught
                    self.assertEqual(type(error).__name__, "Refused", error)
        self.assertGreater(read, 100)

    def test_what_the_page_does_not_allow(self):
        image = image_of(GOLDEN.int8_every_section)
        offset = {kind: where for kind, _, where, _, _ in
                  (struct.unpack_from("<HHIII", image, 32 + 16 * at) for at in range(image[18]))}
        second = offset[9] + 16 + 32
        for words, at, new in (("rounding 0x00000000", offset[9], bytes(4)), ("inputs have", offset[9] + 4, b"\x80"),
                               ("inputs have", offset[9] + 8, bytes(4)), ("inputs have", offset[9] + 12, b"\1"),
                               ("layer 2", second, b"\2"), ("layer 2", second + 4, b"\3"),
                               ("layer 2", second + 8, b"\x7e\0\0\0"), ("layer 2", second + 24, bytes(4)),
                               ("layer 3", second + 32 + 20, b"\0"), ("multiplier", offset[10] + 3, b"\xff"),
                               ("multiplier", offset[10] + 4, struct.pack("<i", 31)),
                               ("two zero points", offset[10] + 60 + 16, b"\5"),
                               ("between those of its layers", offset[11] + 15, b"\1"),
                               ("layer of 0 units", offset[1], bytes(4)), ("profile", 17, b"\1")):
            with self.subTest(words, at=at):
                self.refused(words, quantized_model_of, sealed(image, at, new))
        self.refused("too small", quantized_model_of, sealed(image, 20, b"\xff"))

    def test_images_of_floats(self):
        self.refused("network of floats", quantized_model_of, GOLDEN.images.every_section().bytes(0))
        self.refused("network of int8", image_reader.model_of, image_of(GOLDEN.int8_smallest))

    def test_showing_it(self):
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as shown:
            path = Path(folder, "x.img")
            path.write_bytes(image_of(GOLDEN.int8_every_section))
            quantized_image.main([str(path)])
        for line in ("network       3 features, 5 leaky_relu_of(0.25), 4 gelu, 2 relu6",
                     "features      0.03 * (q - 11)",
                     "layer 2       0.02 * (q + 7), 20 weights, 1 multiplier, -120 to 125, a table",
                     "vectors       4 samples"):
            self.assertIn(line, shown.getvalue())


if __name__ == "__main__":
    unittest.main()
