# SPDX-License-Identifier: MIT
"""FlatBuffers without a schema: tables whose fields have numbers, and vectors. Every offset is held against the file's
length where it is followed, and nothing is read before it is asked for.

The module is not called after the format, so that frameworks which import a package of that name find theirs."""
import struct

import numpy

from refusal import Refused
from texts import printable


class Damaged(Refused):
    """An offset leaves the file, or a length does."""

    def __init__(self, what):
        super().__init__(f"The file is damaged: {what}.")


def number_at(data, at, kind):
    size = struct.calcsize(kind)
    if not 0 <= at <= len(data) - size:
        raise Damaged(f"an offset leads to byte {at} of {len(data)}")
    return struct.unpack_from(kind, data, at)[0]


def root(data):
    return Table(data, number_at(data, 0, "<I"))


class Table:
    def __init__(self, data, at):
        self.data, self.at = data, at
        self.fields = at - number_at(data, at, "<i")
        self.bytes_of_fields = number_at(data, self.fields, "<H")

    def place(self, field):
        """Where the field's contents are, or None where it has its default value."""
        entry = 4 + 2 * field
        if entry + 2 > self.bytes_of_fields:
            return None
        offset = number_at(self.data, self.fields + entry, "<H")
        return self.at + offset if offset else None

    def number(self, field, kind, missing=0):
        """kind: as struct has it, "<i"."""
        place = self.place(field)
        return missing if place is None else number_at(self.data, place, kind)

    def target(self, field):
        """Where the field's offset leads, or None."""
        place = self.place(field)
        return None if place is None else place + number_at(self.data, place, "<I")

    def table(self, field):
        target = self.target(field)
        return None if target is None else Table(self.data, target)

    def vector(self, field, dtype):
        """A vector of numbers as an array on the file's bytes; None where there is none."""
        target = self.target(field)
        if target is None:
            return None
        count, dtype = number_at(self.data, target, "<I"), numpy.dtype(dtype)
        if count * dtype.itemsize > len(self.data) - target - 4:
            raise Damaged(f"a vector of {count} numbers is longer than what is left")
        return numpy.frombuffer(self.data, dtype, count, target + 4)

    def text(self, field):
        found = self.vector(field, "u1")
        return "" if found is None else printable(found.tobytes().decode("utf-8", "replace"))

    def tables(self, field):
        """A vector of tables, each looked into when it is taken."""
        return Tables(self.data, self.target(field))


class Tables:
    def __init__(self, data, target):
        self.data, self.target = data, target
        self.count = 0 if target is None else number_at(data, target, "<I")
        if 4 * self.count > len(data):
            raise Damaged(f"a vector of {self.count} tables is longer than the file")

    def __len__(self):
        return self.count

    def __getitem__(self, index):
        if not 0 <= index < self.count:
            raise IndexError(index)
        place = self.target + 4 + 4 * index
        return Table(self.data, place + number_at(self.data, place, "<I"))
