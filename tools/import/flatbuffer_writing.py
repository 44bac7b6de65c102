# SPDX-License-Identifier: MIT
"""FlatBuffers as bytes. Tables are dicts from a field's number to a Scalar, dict, list of dicts, text or array."""
import struct

import numpy


class Scalar:
    def __init__(self, kind, value):
        self.data = struct.pack("<" + kind, value)


def file_of(root, identifier):
    writer = Writer()
    writer.data += bytes(4) + identifier
    writer.point(0, writer.put(root))
    return bytes(writer.data)


class Writer:
    """Tables lie before what their offsets lead to."""

    def __init__(self):
        self.data = bytearray()

    def point(self, at, target):
        struct.pack_into("<I", self.data, at, target - at)

    def pad(self, size, before=0):
        """So that what follows `before` more bytes lies at a multiple of size."""
        self.data += bytes(-(len(self.data) + before) % size)

    def put(self, thing):
        """Where it begins."""
        if isinstance(thing, dict):
            return self.table(thing)
        if isinstance(thing, list):
            return self.tables(thing)
        is_text = isinstance(thing, str)
        array = numpy.frombuffer(thing.encode(), "u1") if is_text else numpy.asarray(thing)
        self.pad(4)
        self.pad(max(4, array.itemsize, 16 if array.itemsize == 1 and not is_text else 0), before=4)
        at = len(self.data)
        self.data += struct.pack("<I", array.size) + array.tobytes() + (b"\0" if is_text else b"")
        return at

    def tables(self, tables):
        self.pad(4)
        at = len(self.data)
        self.data += struct.pack("<I", len(tables)) + bytes(4 * len(tables))
        for number, one in enumerate(tables):
            self.point(at + 4 + 4 * number, self.put(one))
        return at

    def table(self, fields):
        """A vtable, then the table itself, its widest fields first."""
        body, places = bytearray(4), {}
        for number in sorted(fields, key=lambda number: (-self.width(fields[number]), number)):
            body += bytes(-len(body) % self.width(fields[number]))
            places[number] = len(body)
            body += fields[number].data if isinstance(fields[number], Scalar) else bytes(4)
        count = max(fields, default=-1) + 1
        self.pad(2)
        start = len(self.data)
        self.data += struct.pack("<HH", 4 + 2 * count, len(body))
        self.data += b"".join(struct.pack("<H", places.get(number, 0)) for number in range(count))
        self.pad(8)
        at = len(self.data)
        struct.pack_into("<i", body, 0, at - start)
        self.data += body
        for number, value in fields.items():
            if not isinstance(value, Scalar):
                self.point(at + places[number], self.put(value))
        return at

    @staticmethod
    def width(value):
        return len(value.data) if isinstance(value, Scalar) else 4
