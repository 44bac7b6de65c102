# SPDX-License-Identifier: MIT
"""HDF5 files as h5py writes them, read with NumPy alone.

Every place and size comes from the file, so each is checked against the file's length before it is used, and work is
counted: a file made to send the reader in circles ends in a refusal."""
import struct

from chain import damage_said_as
from hdf5_file.node import UNDEFINED, Node
from refusal import Refused

SIGNATURE = b"\x89HDF\r\n\x1a\n"
MOST_STEPS = 200_000
MOST_BYTES = 1 << 28
DEEPEST_TREE = 16


class Hdf5:
    """A file; `root` is its first group."""

    def __init__(self, data):
        self.data = data
        self._steps = 0
        self._heaps = {}
        self._unread = 16 * len(data) + (1 << 20)
        # What deflate can do at best bounds what an honest file can hold.
        self._left = min(MOST_BYTES, 1032 * len(data))
        if not data.startswith(SIGNATURE):
            raise Refused("The file is no HDF5 file.")
        with damage_said_as("The HDF5 file is damaged."):
            self.root = Node(self, self._root_address())

    def _root_address(self):
        version = self.data[8]
        if version in (0, 1):
            sizes = self.data[13:15]
            base = 24 if version == 0 else 28
            start, = self.unpack("<Q", base)
            address, = self.unpack("<Q", base + 40)
        elif version in (2, 3):
            sizes = self.data[9:11]
            start, _, _, address = self.unpack("<4Q", 12)
        else:
            raise Refused(f"The HDF5 file has a superblock of the unknown version {version}.")
        if sizes != b"\x08\x08" or start != 0:
            raise Refused("The HDF5 file does not use addresses of 8 bytes from its beginning.")
        return address

    def bytes(self, address, length):
        """Bytes of the file, all of them."""
        if address > len(self.data) or length > len(self.data) - address:
            raise Refused(f"The HDF5 file refers to {length} bytes at {address}, beyond its end.")
        self._steps += 1
        self._unread -= length
        if self._steps > MOST_STEPS or self._unread < 0:
            raise Refused("The HDF5 file refers to itself or has far too many parts.")
        return self.data[address:address + length]

    def unpack(self, form, address):
        """struct.unpack of bytes of the file."""
        return struct.unpack(form, self.bytes(address, struct.calcsize(form)))

    def spend(self, length):
        """To be called before memory is used."""
        self._left -= length
        if self._left < 0:
            raise Refused("The HDF5 file claims far more data than a file of its size can hold.")

    def text(self, address, index):
        """An object of a global heap, as bytes."""
        if address in (0, UNDEFINED):
            return b""
        if address not in self._heaps:
            self._heaps[address] = dict(self._heap(address))
        if index not in self._heaps[address]:
            raise Refused("The HDF5 file refers to a text that is not there.")
        start, length = self._heaps[address][index]
        self.spend(length)
        return self.bytes(start, length)

    def _heap(self, address):
        """(index, (address, length)) of the objects of a global heap."""
        signature, size = self.unpack("<4s4xQ", address)
        if signature != b"GCOL":
            raise Refused("The HDF5 file refers to a heap that is none.")
        at, end = address + 16, address + size
        while at + 16 <= end:
            number, length = self.unpack("<H6xQ", at)
            if number == 0:
                break
            yield number, (at + 16, length)
            at += 16 + (length + 7) // 8 * 8

    # -- trees of version 1 ------------------------------------------------------------------------------------------

    def leaves(self, address, kind, key_size, depth=0):
        """(key, address) of the children of a B-tree's lowest nodes."""
        signature, found, level, count = self.unpack("<4sBBH16x", address)
        if signature != b"TREE" or found != kind or depth > DEEPEST_TREE:
            raise Refused("The HDF5 file has a damaged B-tree.")
        at = address + 24
        for _ in range(count):
            key = self.bytes(at, key_size)
            child, = self.unpack("<Q", at + key_size)
            at += key_size + 8
            if level == 0:
                yield key, child
            else:
                yield from self.leaves(child, kind, key_size, depth + 1)

    def symbols(self, tree, heap):
        """(name, address of the object's header) of a group's links."""
        signature, length, start = self.unpack("<4s4xQ8xQ", heap)
        if signature != b"HEAP":
            raise Refused("The HDF5 file has a damaged heap of names.")
        names = self.bytes(start, length)
        for _, node in self.leaves(tree, 0, 8):
            signature, count = self.unpack("<4s2xH", node)
            if signature != b"SNOD":
                raise Refused("The HDF5 file has a damaged symbol table.")
            for index in range(count):
                place, header, cache = self.unpack("<QQI", node + 8 + 40 * index)
                if cache != 2 and header != UNDEFINED:        # 2: a soft link
                    end = names.find(b"\0", place)
                    yield names[place:end].decode(), header
