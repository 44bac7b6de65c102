# SPDX-License-Identifier: MIT
"""Writes small HDF5 files as h5py does by default, and with "latest" forms where a test asks for them."""
import struct
import zlib
from dataclasses import dataclass, field

import numpy

UNDEFINED = (1 << 64) - 1


class Text(str):
    """A text of fixed length; others have a variable one."""


@dataclass
class Group:
    children: dict = field(default_factory=dict)
    attributes: dict = field(default_factory=dict)
    is_new: bool = False            # links as messages, header of version 2


@dataclass
class Dataset:
    array: numpy.ndarray
    layout: str = "contiguous"      # or "compact", "chunked", "old", "unwritten"
    chunks: tuple = ()
    filters: tuple = ()             # of "shuffle", "gzip", "checksum", "unknown"
    attributes: dict = field(default_factory=dict)
    is_first_plain: bool = False    # the first chunk goes without filters, as HDF5 does where they do not help


def padded(data):
    return data + b"\0" * (-len(data) % 8)


def shape_message(shape):
    return struct.pack("<BBB5x", 1, len(shape), 0) + struct.pack(f"<{len(shape)}Q", *shape)


def type_message(kind):
    """NumPy's type, or "text" for texts of variable length."""
    if kind == "text":
        return struct.pack("<BBBBI", 0x19, 1, 1, 0, 16) + struct.pack("<BBBBI", 0x13, 0, 0, 0, 1)
    kind = numpy.dtype(kind)
    order = kind.str[0] == ">"
    if kind.kind == "S":
        return struct.pack("<BBBBI", 0x13, 0, 0, 0, kind.itemsize)
    if kind.kind in "iu":
        return struct.pack("<BBBBIHH", 0x10, order | (8 if kind.kind == "i" else 0), 0, 0, kind.itemsize, 0,
                           8 * kind.itemsize)
    exponent, mantissa = {2: (5, 10), 4: (8, 23), 8: (11, 52)}[kind.itemsize]
    return struct.pack("<BBBBIHHBBBBI", 0x11, 0x20 | order, 8 * kind.itemsize - 1, 0, kind.itemsize, 0,
                       8 * kind.itemsize, mantissa, exponent, 0, mantissa, (1 << exponent - 1) - 1)


def filtered(data, filters, width):
    for name in filters:
        if name == "shuffle":
            data = numpy.frombuffer(data, "u1").reshape(-1, width).T.tobytes()
        elif name == "gzip":
            data = zlib.compress(data)
        elif name == "checksum":
            data += b"\1\2\3\4"
    return data


class Writer:
    def __init__(self, root, superblock=0):
        self.data = bytearray(96 if superblock == 0 else 48)
        header = self.node(root)
        if superblock == 0:
            self.data[:96] = b"\x89HDF\r\n\x1a\n" + struct.pack(
                "<8BHHI4Q", 0, 0, 0, 0, 0, 8, 8, 0, 4, 16, 0, 0, UNDEFINED, len(self.data), UNDEFINED) + struct.pack(
                "<QQII16x", 0, header, 0, 0)
        else:
            self.data[:48] = b"\x89HDF\r\n\x1a\n" + struct.pack("<4B4QI", superblock, 8, 8, 0, 0, UNDEFINED,
                                                                len(self.data), header, 0)

    def put(self, data):
        """Appends; gives the address."""
        self.data += b"\0" * (-len(self.data) % 8)
        address = len(self.data)
        self.data += data
        return address

    # -- nodes -------------------------------------------------------------------------------------------------------

    def node(self, node):
        messages = self.dataset(node) if isinstance(node, Dataset) else self.group(node)
        messages += [(12, self.attribute(name, value)) for name, value in node.attributes.items()]
        if getattr(node, "is_new", False):
            body = b"".join(struct.pack("<BHB", kind, len(data), 0) + data for kind, data in messages)
            return self.put(b"OHDR" + struct.pack("<BBI", 2, 2, len(body)) + body + b"\0\0\0\0")
        parts = [struct.pack("<HHB3x", kind, len(padded(data)), 0) + padded(data) for kind, data in messages]
        rest = b""
        if len(parts) > 2:          # the last ones in a block of their own
            rest = b"".join(parts[2:])
            parts[2:] = [struct.pack("<HHB3xQQ", 16, 16, 0, self.put(rest), len(rest))]
        body = b"".join(parts)
        return self.put(struct.pack("<BxHII4x", 1, len(parts), 1, len(body)) + body)

    def group(self, group):
        links = {name: self.node(child) for name, child in group.children.items()}
        if group.is_new:
            info = struct.pack("<BBQQ", 0, 0, UNDEFINED, UNDEFINED)
            return [(2, info)] + [(6, struct.pack("<BBB", 1, 0, len(name)) + name.encode() + struct.pack("<Q", address))
                                  for name, address in links.items()]
        names, places = b"\0" * 8, {}
        for name in links:
            places[name] = len(names)
            names += padded(name.encode() + b"\0")
        heap = self.put(b"HEAP" + struct.pack("<B3xQQQ", 0, len(names), 1, self.put(names)))
        ordered, level, nodes = sorted(links), 0, []
        for start in range(0, len(ordered), 8):
            part = ordered[start:start + 8]
            table = b"SNOD" + struct.pack("<BxH", 1, len(part))
            table += b"".join(struct.pack("<QQII16x", places[name], links[name], 0, 0) for name in part)
            nodes.append((places[part[-1]], self.put(table.ljust(8 + 8 * 40, b"\0"))))
        while True:
            nodes = [self.tree(0, level, nodes[start:start + 32], lambda key: struct.pack("<Q", key), 8)
                     for start in range(0, max(len(nodes), 1), 32)]
            if len(nodes) == 1:
                return [(17, struct.pack("<QQ", nodes[0][1], heap))]
            level += 1

    def tree(self, kind, level, nodes, key_bytes, key_size):
        """A node over (last key, child)s; (last key, address)."""
        body, first = b"", key_bytes(0) if kind == 0 else key_bytes(nodes[0][0])
        for index, (key, child) in enumerate(nodes):
            before = first if index == 0 else key_bytes(nodes[index - 1][0] if kind == 0 else key)
            body += before + struct.pack("<Q", child)
        last = nodes[-1][0] if nodes else 0
        # A chunk tree's last key lies behind all chunks.
        body += key_bytes(last) if kind == 0 else last[:8] + struct.pack("<Q", 1 << 40) + last[16:]
        node = b"TREE" + struct.pack("<BBHQQ", kind, level, len(nodes), UNDEFINED, UNDEFINED) + body
        return last, self.put(node.ljust(24 + 33 * key_size + 32 * 8, b"\0"))

    # -- values ------------------------------------------------------------------------------------------------------

    def attribute(self, name, value):
        if isinstance(value, Text):
            value = numpy.array(value.encode())
        if isinstance(value, str):
            kind, shape, data = "text", (), self.texts([value])
        elif isinstance(value, list):
            kind, shape, data = "text", (len(value),), self.texts(value)
        else:
            kind, shape, data = value.dtype, value.shape, value.tobytes()
        parts = name.encode() + b"\0", type_message(kind), shape_message(shape)
        return struct.pack("<BxHHH", 1, *map(len, parts)) + b"".join(map(padded, parts)) + data

    def texts(self, values):
        """References to a global heap."""
        body = b""
        for index, value in enumerate(values, 1):
            data = value.encode()
            body += struct.pack("<HHIQ", index, 1, 0, len(data)) + padded(data)
        size = max(4096, len(body) + 32)
        body += struct.pack("<HHIQ", 0, 0, 0, size - 16 - len(body))       # what is free
        address = self.put((b"GCOL" + struct.pack("<B3xQ", 1, size) + body).ljust(size, b"\0"))
        return b"".join(struct.pack("<IQI", len(value.encode()), address, index)
                        for index, value in enumerate(values, 1))

    def dataset(self, dataset):
        array = dataset.array
        messages = [(1, shape_message(array.shape)), (3, type_message(array.dtype))]
        data = array.tobytes()
        if dataset.layout == "compact":
            return messages + [(8, struct.pack("<BBH", 3, 0, len(data)) + data)]
        if dataset.layout == "contiguous":
            return messages + [(8, struct.pack("<BBQQ", 3, 1, self.put(data) if data else UNDEFINED, len(data)))]
        if dataset.layout == "unwritten":
            return messages + [(8, struct.pack("<BBQQ", 3, 1, UNDEFINED, len(data)))]
        if dataset.layout == "old":
            return messages + [(8, struct.pack("<BBB5xQ", 1, array.ndim, 1, self.put(data))
                                + struct.pack(f"<{array.ndim}I", *array.shape))]
        chunks, width = dataset.chunks, array.dtype.itemsize
        nodes = []
        for origin in numpy.ndindex(*(-(-length // step) for length, step in zip(array.shape, chunks))):
            start = tuple(index * step for index, step in zip(origin, chunks))
            block = numpy.zeros(chunks, array.dtype)
            piece = array[tuple(slice(at, at + step) for at, step in zip(start, chunks))]
            block[tuple(map(slice, piece.shape))] = piece
            is_plain = dataset.is_first_plain and not nodes
            stored = block.tobytes() if is_plain else filtered(block.tobytes(), dataset.filters, width)
            mask = (1 << len(dataset.filters)) - 1 if is_plain else 0
            nodes.append((struct.pack(f"<II{array.ndim + 1}Q", len(stored), mask, *start, 0), self.put(stored)))
        _, tree = self.tree(1, 0, nodes[:32], lambda key: key, len(nodes[0][0]))
        numbers = {"shuffle": 2, "gzip": 1, "checksum": 3, "unknown": 32000}
        pipeline = struct.pack("<BB6x", 1, len(dataset.filters)) + b"".join(
            struct.pack("<HHHHII", numbers[name], 0, 1, 1, width if name == "shuffle" else 6, 0)
            for name in dataset.filters)
        layout = struct.pack("<BBBQ", 3, 2, array.ndim + 1, tree) + struct.pack(f"<{array.ndim + 1}I", *chunks, width)
        return messages + [(8, layout)] + ([(11, pipeline)] if dataset.filters else [])


def file_of(root, superblock=0):
    return bytes(Writer(root, superblock).data)
