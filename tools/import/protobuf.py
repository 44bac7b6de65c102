# SPDX-License-Identifier: MIT
"""Protocol Buffers on the wire, without a schema: a message is a row of numbered fields.

A field's contents are a part of the file, not a copy, and a message inside is only looked into where a caller asks: so
neither depth nor a length that lies costs anything."""
import struct

import numpy

from refusal import Refused
from texts import printable

VARINT, EIGHT_BYTES, LENGTH, FOUR_BYTES = 0, 1, 2, 5


class Damaged(Refused):
    """The bytes are no message."""

    def __init__(self, what):
        super().__init__(f"The file is damaged: {what}.")


def varint(data, at):
    """(unsigned number, offset behind it)"""
    value = 0
    for index in range(10):
        if at + index >= len(data):
            raise Damaged("it ends within a number")
        byte = data[at + index]
        value |= (byte & 0x7F) << (7 * index)
        if byte < 0x80:
            return value & 0xFFFFFFFFFFFFFFFF, at + index + 1
    raise Damaged("a number has more than 10 bytes")


def signed(value):
    """int32, int64 and enums: two's complement in 64 bits."""
    return value - (1 << 64) if value >= 1 << 63 else value


def fields(data):
    """(number, wire type, value) of each field of a message: an unsigned integer, or a memoryview of its bytes."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        number, wire_type = key >> 3, key & 7
        if number == 0:
            raise Damaged("a field has the number 0")
        if wire_type == VARINT:
            value, at = varint(data, at)
        elif wire_type in (EIGHT_BYTES, FOUR_BYTES, LENGTH):
            if wire_type == LENGTH:
                length, at = varint(data, at)
            else:
                length = 8 if wire_type == EIGHT_BYTES else 4
            if length > len(data) - at:
                raise Damaged(f"field {number} is longer than what is left")
            value, at = data[at:at + length], at + length
        else:
            raise Damaged(f"field {number} has the wire type {wire_type}")
        yield number, wire_type, value


class Message:
    """A message's fields by number; where a field that occurs once comes several times, the last one counts."""

    def __init__(self, data):
        self.by_number = {}
        for number, wire_type, value in fields(data):
            self.by_number.setdefault(number, []).append((wire_type, value))

    def values(self, number, wire_type):
        found = []
        for own_type, value in self.by_number.get(number, ()):
            if own_type != wire_type:
                raise Damaged(f"field {number} has the wire type {own_type}")
            found.append(value)
        return found

    def __contains__(self, number):
        return number in self.by_number

    def blocks(self, number):
        """The bytes of each occurrence."""
        return self.values(number, LENGTH)

    def block(self, number):
        """The bytes of the field, or None."""
        found = self.blocks(number)
        return found[-1] if found else None

    def text(self, number):
        return as_text(self.block(number) or b"")

    def texts(self, number):
        return [as_text(block) for block in self.blocks(number)]

    def integer(self, number, missing=0):
        found = self.values(number, VARINT)
        return signed(found[-1]) if found else missing

    def integers(self, number):
        """Of a repeated field, packed or one by one."""
        found = []
        for wire_type, value in self.by_number.get(number, ()):
            if wire_type == VARINT:
                found.append(signed(value))
            elif wire_type == LENGTH:
                at = 0
                while at < len(value):
                    one, at = varint(value, at)
                    found.append(signed(one))
            else:
                raise Damaged(f"field {number} has the wire type {wire_type}")
        return found

    def real(self, number, missing=0.0):
        """A float."""
        found = self.values(number, FOUR_BYTES)
        return struct.unpack("<f", found[-1])[0] if found else missing

    def reals(self, number, kind):
        """Of a repeated field of floats ("<f4") or doubles ("<f8"), packed or one by one."""
        kind = numpy.dtype(kind)
        single = FOUR_BYTES if kind.itemsize == 4 else EIGHT_BYTES
        parts = []
        for wire_type, value in self.by_number.get(number, ()):
            if wire_type not in (single, LENGTH) or len(value) % kind.itemsize:
                raise Damaged(f"field {number} holds no numbers of {kind.itemsize} bytes")
            parts.append(bytes(value))
        return numpy.frombuffer(b"".join(parts), kind)


def as_text(block):
    return printable(bytes(block).decode("utf-8", "replace"))
