# SPDX-License-Identifier: MIT
"""Protocol Buffers as bytes: the other direction of protobuf.py."""
import struct


def varint(value):
    value &= (1 << 64) - 1
    data = bytearray()
    while value > 0x7F:
        data.append(value & 0x7F | 0x80)
        value >>= 7
    data.append(value)
    return bytes(data)


def integer(number, value):
    return varint(number << 3) + varint(value)


def real(number, value):
    """A float."""
    return varint(number << 3 | 5) + struct.pack("<f", value)


def block(number, data):
    """Bytes, a text or a message."""
    data = data.encode() if isinstance(data, str) else data
    return varint(number << 3 | 2) + varint(len(data)) + data


def packed_integers(number, values):
    return block(number, b"".join(map(varint, values)))
