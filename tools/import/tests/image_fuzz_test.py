# SPDX-License-Identifier: MIT
"""Images with mistakes in them whose checksum is right: Refused is all that leaves the reader."""
import struct
import unittest
import zlib

from of_import import Case

import mutations
from image import image_of
from image_test import GOLDEN
from picomlp_image_test import model
from readers import picomlp_image


def with_checksum(data, draw):
    """The length mostly that of the bytes, which one in eight images lacks."""
    data = bytearray(data[:len(data) // 16 * 16])
    if len(data) < 48 or draw.random() < 0.125:
        return bytes(data)
    data[8:12] = struct.pack("<I", len(data))
    data[-4:] = struct.pack("<I", zlib.crc32(data[:-4]))
    return bytes(data)


class Fuzz(Case):
    def test_images_with_mistakes(self):
        draw = mutations.source("images")
        good = [image_of(model(number, profile)) for number in ("float", "double") for profile in ("separate", "fused")]
        good += [made().bytes(at) for made in (GOLDEN.every_section, GOLDEN.some_sections, GOLDEN.parameters)
                 for at in (0, 1)]
        for data in good:
            picomlp_image.source_of(data)
        count, read_well = mutations.fuzz(self, picomlp_image.source_of, (
            with_checksum(data, draw) for data in mutations.drawn(good, draw)))
        self.assertGreaterEqual(read_well, count // 50)


if __name__ == "__main__":
    unittest.main()
