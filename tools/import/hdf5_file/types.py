# SPDX-License-Identifier: MIT
"""HDF5's descriptions of values: shapes, types, filters."""
import struct
import zlib
from dataclasses import dataclass

import numpy

from refusal import Refused

INTEGER, FLOAT, STRING, ENUMERATION, VARIABLE = 0, 1, 3, 8, 9
# Exponent and mantissa bits by the bytes of a float.
IEEE = {2: (5, 10), 4: (8, 23), 8: (11, 52)}
DEFLATE, SHUFFLE, CHECKSUM = 1, 2, 3
DEEPEST_RANK = 32


@dataclass(frozen=True)
class Type:
    """dtype: NumPy's, or None for what is no number. is_text: strings of variable length, kept elsewhere."""
    size: int
    dtype: str | None = None
    is_text: bool = False
    is_fixed_text: bool = False


def parsed_shape(data):
    """Of a dataspace message; None for one that holds nothing."""
    version, rank, flags, kind = struct.unpack_from("<BBBB", data)
    if version not in (1, 2) or rank > DEEPEST_RANK:
        raise Refused("The HDF5 file has a dataspace of an unknown version.")
    if version == 2 and kind == 2:
        return None
    return struct.unpack_from(f"<{rank}Q", data, 8 if version == 1 else 4)


def parsed_type(data):
    """Of a datatype message."""
    head, bits, size = data[0], data[1:4], struct.unpack_from("<I", data, 4)[0]
    kind = head & 15
    order = ">" if bits[0] & 1 else "<"
    if size == 0:
        raise Refused("The HDF5 file has a type of no size.")
    if kind == INTEGER and size in (1, 2, 4, 8):
        return Type(size, f"{order}{'i' if bits[0] & 8 else 'u'}{size}")
    if kind == FLOAT:
        offset, precision, _, exponent, _, mantissa, _ = struct.unpack_from("<HHBBBBI", data, 8)
        if offset == 0 and precision == 8 * size and IEEE.get(size) == (exponent, mantissa) and not bits[0] & 64:
            return Type(size, f"{order}f{size}")
    if kind == STRING:
        return Type(size, f"S{size}", is_fixed_text=True)
    if kind == VARIABLE and bits[0] & 15 == 1:
        return Type(size, is_text=True)
    return Type(size)


def parsed_filters(data):
    """(number, values) of each filter, in the order in which they were applied."""
    version, count = data[0], data[1]
    if version not in (1, 2):
        raise Refused("The HDF5 file has filters of an unknown version.")
    at = 8 if version == 1 else 2
    filters = []
    for _ in range(count):
        number, = struct.unpack_from("<H", data, at)
        at += 2
        name_length = 0
        if version == 1 or number >= 256:
            name_length, = struct.unpack_from("<H", data, at)
            at += 2
        _, values = struct.unpack_from("<HH", data, at)
        at += 4 + name_length
        filters.append((number, struct.unpack_from(f"<{values}I", data, at)))
        at += 4 * values + (4 if version == 1 and values % 2 else 0)
    return filters


def unfiltered(data, filters, mask, size):
    """A chunk of `size` bytes out of what filters have made of it; bits of the mask say which were left out."""
    for index in reversed(range(len(filters))):
        number, values = filters[index]
        if mask >> index & 1:
            continue
        if number == CHECKSUM:
            data = data[:-4]
        elif number == DEFLATE:
            try:
                inflater = zlib.decompressobj()
                data = inflater.decompress(data, size + 4) + inflater.flush(1)
            except zlib.error:
                raise Refused("The HDF5 file has a compressed chunk that is damaged.") from None
        elif number == SHUFFLE and values and 0 < values[0] <= max(len(data), 1):
            width, whole = values[0], len(data) // values[0]
            planes = numpy.frombuffer(data[:width * whole], numpy.uint8).reshape(width, whole)
            data = planes.T.tobytes() + data[width * whole:]
        else:
            raise Refused(f"The HDF5 file uses the filter {number}, which is neither gzip nor shuffle.")
    if len(data) != size:
        raise Refused("The HDF5 file has a chunk of another size than its dataset says.")
    return data
