# SPDX-License-Identifier: MIT
"""The wire form of Protocol Buffers, and what is no message."""
import unittest

import reading  # noqa: F401, sets the path

import numpy

import wire
from protobuf import Damaged, Message, fields, signed, varint


class Numbers(unittest.TestCase):
    def test_numbers_of_every_length(self):
        for value in (0, 1, 127, 128, 300, 2 ** 32, 2 ** 63, 2 ** 64 - 1):
            self.assertEqual(varint(wire.varint(value) + b"\x05", 0), (value, len(wire.varint(value))))

    def test_negative_numbers_have_ten_bytes(self):
        self.assertEqual(len(wire.varint(-1)), 10)
        self.assertEqual(signed(varint(wire.varint(-5), 0)[0]), -5)

    def test_no_number_goes_on_for_ever(self):
        for data in (b"", b"\x80", b"\xff" * 9, b"\xff" * 11):
            with self.assertRaises(Damaged):
                varint(data, 0)


class Messages(unittest.TestCase):
    def test_fields_in_order(self):
        data = wire.integer(1, 7) + wire.block(2, "text") + wire.real(3, 0.5) + wire.key(4, 1) + b"12345678"
        found = [(number, kind) for number, kind, _ in fields(memoryview(data))]
        self.assertEqual(found, [(1, 0), (2, 2), (3, 5), (4, 1)])
        message = Message(memoryview(data))
        self.assertEqual((message.integer(1), message.text(2), message.real(3)), (7, "text", 0.5))
        self.assertTrue(2 in message and 5 not in message)

    def test_what_is_not_there_has_its_default_value(self):
        message = Message(b"")
        self.assertEqual((message.integer(1, 9), message.text(2), message.real(3, 1.5), message.block(4),
                          message.integers(5), message.texts(6)), (9, "", 1.5, None, [], []))

    def test_the_last_of_several_counts(self):
        self.assertEqual(Message(wire.integer(1, 7) + wire.integer(1, 8)).integer(1), 8)

    def test_repeated_numbers_packed_and_one_by_one(self):
        data = wire.packed_integers(1, [1, -2]) + wire.integer(1, 300)
        self.assertEqual(Message(memoryview(data)).integers(1), [1, -2, 300])
        data = wire.block(2, numpy.array([1, 2], "<f4").tobytes()) + wire.real(2, 3)
        self.assertEqual(Message(memoryview(data)).reals(2, "<f4").tolist(), [1, 2, 3])

    def test_a_text_that_is_no_utf_8(self):
        self.assertEqual(Message(wire.block(1, b"a\xff")).text(1), "a\ufffd")

    def test_damaged_messages(self):
        for data in (b"\x0a\x05abc",                      # longer than what is left
                     b"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
                     b"\x0b",                             # a group
                     b"\x0e", b"\x0f",                    # wire types that do not exist
                     b"\x00\x01",                         # field 0
                     b"\x0d\x01\x02",                     # four bytes, of which two are there
                     b"\x08"):
            with self.subTest(data=data), self.assertRaises(Damaged) as caught:
                list(fields(memoryview(data)))
            self.assertRegex(str(caught.exception), r"^The file is damaged: .*\.$")

    def test_fields_of_another_type_than_asked_for(self):
        message = Message(memoryview(wire.integer(1, 7) + wire.real(2, 1)))
        for ask in (lambda: message.block(1), lambda: message.real(1), lambda: message.integer(2),
                    lambda: message.integers(2), lambda: message.reals(1, "<f4"), lambda: message.reals(2, "<f8")):
            with self.assertRaises(Damaged):
                ask()


if __name__ == "__main__":
    unittest.main()
