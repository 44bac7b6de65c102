# SPDX-License-Identifier: MIT
"""Protocol Buffers as bytes, for tests that write files."""
import struct


def varint(value):
    value &= (1 << 64) - 1
    data = bytearray()
    while True:
        data.append(value & 0x7F | (0x80 if value > 0x7F else 0))
        value >>= 7
        if not value:
            return bytes(data)


def key(number, wire_type):
    return varint(number << 3 | wire_type)


def integer(number, value):
    return key(number, 0) + varint(value)


def block(number, data):
    """A text, a message or bytes."""
    data = data.encode() if isinstance(data, str) else data
    return key(number, 2) + varint(len(data)) + data


def real(number, value):
    return key(number, 5) + struct.pack("<f", value)


def packed_integers(number, values):
    return block(number, b"".join(varint(value) for value in values))
