# SPDX-License-Identifier: MIT
"""FlatBuffers without a schema, and offsets that lead out of the file."""
import struct
import unittest

import reading  # noqa: F401, sets the path

import numpy

from flatbuffer import Damaged, Table, root
from tflite_files import Buffer, Scalar


class Tables(unittest.TestCase):
    def table(self):
        return root(bytes(Buffer({0: Scalar("i", -7), 1: "text", 2: {0: Scalar("B", 255)},
                                  3: numpy.array([1, 2, 3], "<f8"), 5: [{0: Scalar("h", -2)}, {}]}).data))

    def test_fields_of_every_kind(self):
        table = self.table()
        self.assertEqual((table.number(0, "<i"), table.text(1)), (-7, "text"))
        self.assertEqual(table.table(2).number(0, "<B"), 255)
        self.assertEqual(table.vector(3, "<f8").tolist(), [1, 2, 3])
        self.assertEqual([one.number(0, "<h") for one in table.tables(5)], [-2, 0])
        self.assertEqual(len(table.tables(5)), 2)

    def test_what_is_not_there_has_its_default_value(self):
        table = self.table()
        for field in (4, 6, 60000):
            self.assertEqual((table.number(field, "<i", 9), table.text(field), table.table(field),
                              table.vector(field, "u1"), len(table.tables(field))), (9, "", None, None, 0))

    def test_an_index_that_is_not_there(self):
        with self.assertRaises(IndexError):
            self.table().tables(5)[2]

    def test_names_cannot_steer_a_terminal(self):
        self.assertEqual(root(bytes(Buffer({0: "a\x1b[2J\n"}).data)).text(0), "a\ufffd[2J\ufffd")


class DamagedFiles(unittest.TestCase):
    def test_files_that_are_too_short(self):
        for data in (b"", b"\x08\0\0\0", b"\xff\xff\xff\xff", b"\x04\0\0\0\xff\xff\xff\x7f"):
            with self.subTest(data=data), self.assertRaises(Damaged) as caught:
                root(data)
            self.assertRegex(str(caught.exception), r"^The file is damaged: .*\.$")

    def test_every_offset_that_leaves_the_file(self):
        good = bytes(Buffer({0: "text", 1: numpy.arange(4, dtype="<i4"), 2: [{}], 3: {}}).data)
        table = root(good)
        for field, ask in ((0, Table.text), (1, lambda one, field: one.vector(field, "<i4")),
                           (2, lambda one, field: one.tables(field)[0]), (3, Table.table)):
            for wrong in (0x7FFFFFF0, 0xFFFFFFFC, len(good)):
                data = bytearray(good)
                data[table.place(field):table.place(field) + 4] = struct.pack("<I", wrong)
                with self.subTest(field=field, wrong=wrong), self.assertRaises(Damaged):
                    ask(Table(bytes(data), table.at), field)

    def test_vectors_that_are_longer_than_the_file(self):
        good = bytes(Buffer({1: numpy.arange(4, dtype="<i4"), 2: [{}]}).data)
        table = root(good)
        for field, ask in ((1, lambda one: one.vector(1, "<i4")), (2, lambda one: one.tables(2))):
            for wrong in (len(good), 0xFFFFFFFF):
                data = bytearray(good)
                data[table.target(field):table.target(field) + 4] = struct.pack("<I", wrong)
                with self.subTest(field=field, wrong=wrong), self.assertRaises(Damaged):
                    ask(Table(bytes(data), table.at))


if __name__ == "__main__":
    unittest.main()
