# SPDX-License-Identifier: MIT
"""Groups and datasets of HDF5 files: what the messages in their headers say."""
import struct

import numpy

from chain import damage_said_as
from hdf5_file import types
from refusal import Refused

UNDEFINED = (1 << 64) - 1
LARGEST_CHUNK = 1 << 28
DATASPACE, LINK_INFO, DATATYPE, LINK, LAYOUT, FILTERS, ATTRIBUTE = 1, 2, 3, 6, 8, 11, 12
CONTINUATION, SYMBOL_TABLE, ATTRIBUTE_INFO = 16, 17, 21


class Node:
    """A group or dataset."""

    def __init__(self, file, address):
        self._file = file
        self._messages = list(self._all_messages(address))
        self._children = None

    # -- messages ----------------------------------------------------------------------------------------------------

    def _all_messages(self, address):
        if self._file.bytes(address, 4) == b"OHDR":
            blocks, parse = self._first_block_2(address)
        else:
            version, _, _, size = self._file.unpack("<BxHII4x", address)
            if version != 1:
                raise Refused("The HDF5 file has an object header of an unknown version.")
            blocks, parse = [(address + 16, size)], self._parse_1
        for start, length in blocks:                          # grows while continuations are found
            for kind, flags, body in parse(self._file.bytes(start, length)):
                if kind == CONTINUATION:
                    where, size = struct.unpack_from("<QQ", body)
                    blocks.append((where, size) if parse == self._parse_1 else (where + 4, size - 8))
                    self._file.unpack("<Q", where)
                elif flags & 2 and kind in (DATASPACE, DATATYPE, LAYOUT, FILTERS, ATTRIBUTE):
                    raise Refused("The HDF5 file shares descriptions between objects.")
                else:
                    yield kind, body

    def _first_block_2(self, address):
        version, flags = self._file.unpack("<4xBB", address)
        if version != 2:
            raise Refused("The HDF5 file has an object header of an unknown version.")
        at = address + 6 + (16 if flags & 32 else 0) + (4 if flags & 16 else 0)
        width = 1 << (flags & 3)
        size = int.from_bytes(self._file.bytes(at, width), "little")
        skipped = 2 if flags & 4 else 0
        return [(at + width, size)], lambda data: self._parse_2(data, skipped)

    @staticmethod
    def _parse_1(data):
        at = 0
        while at + 8 <= len(data):
            kind, size, flags = struct.unpack_from("<HHB", data, at)
            yield kind, flags, data[at + 8:at + 8 + size]
            at += 8 + size

    @staticmethod
    def _parse_2(data, skipped):
        at = 0
        while at + 4 + skipped <= len(data):
            kind, size, flags = struct.unpack_from("<BHB", data, at)
            at += 4 + skipped
            yield kind, flags, data[at:at + size]
            at += size

    def _message(self, wanted):
        for kind, body in self._messages:
            if kind == wanted:
                return body
        return None

    # -- groups ------------------------------------------------------------------------------------------------------

    @property
    def children(self):
        """The nodes of a group by their names."""
        if self._children is None:
            with damage_said_as("The HDF5 file is damaged."):
                self._children = {name: Node(self._file, address) for name, address in self._links()}
        return self._children

    def _links(self):
        table = self._message(SYMBOL_TABLE)
        if table is not None:
            yield from self._file.symbols(*struct.unpack_from("<QQ", table))
        info = self._message(LINK_INFO)
        if info is not None:
            heap, = struct.unpack_from("<Q", info, 10 if info[1] & 1 else 2)
            if heap != UNDEFINED:
                raise Refused("The HDF5 file keeps the links of a group in a dense form, as h5py writes only when "
                              "asked to: save it with h5py's defaults.")
        for kind, body in self._messages:
            if kind == LINK:
                link = self._link(body)
                if link is not None:
                    yield link

    @staticmethod
    def _link(body):
        flags, at = body[1], 2
        kind = 0
        if flags & 8:
            kind, at = body[at], at + 1
        at += (8 if flags & 4 else 0) + (1 if flags & 16 else 0)
        width = 1 << (flags & 3)
        length = int.from_bytes(body[at:at + width], "little")
        at += width
        if kind != 0:
            return None
        return body[at:at + length].decode(), struct.unpack_from("<Q", body, at + length)[0]

    def find(self, path):
        """The node at a path of names with slashes; None if there is none."""
        node = self
        for name in path.split("/"):
            if name:
                node = node.children.get(name)
                if node is None:
                    return None
        return node

    # -- attributes --------------------------------------------------------------------------------------------------

    def attribute(self, name):
        """A text or an array; None if there is no such attribute."""
        with damage_said_as(f"The HDF5 file's attribute '{name}' is damaged."):
            info = self._message(ATTRIBUTE_INFO)
            for kind, body in self._messages:
                if kind == ATTRIBUTE:
                    found, value = self._attribute(body, name)
                    if found:
                        return value
            if info is not None:
                heap, = struct.unpack_from("<Q", info, 4 if info[1] & 1 else 2)
                if heap != UNDEFINED:
                    raise Refused("The HDF5 file keeps attributes in a dense form, as h5py writes only when asked to: "
                                  "save it with h5py's defaults.")
        return None

    def _attribute(self, body, wanted):
        version, flags, name_size, type_size, shape_size = struct.unpack_from("<BBHHH", body)
        if version not in (1, 2, 3):
            raise Refused("The HDF5 file has an attribute of an unknown version.")
        at = 8 if version < 3 else 9
        parts = []
        for size in (name_size, type_size, shape_size):
            parts.append(body[at:at + size])
            at += (size + 7) // 8 * 8 if version == 1 else size
        if parts[0].rstrip(b"\0").decode() != wanted:
            return False, None
        if version > 1 and flags & 3:
            raise Refused(f"The HDF5 file's attribute '{wanted}' shares its type with others.")
        shape = types.parsed_shape(parts[2])
        return True, None if shape is None else self._values(types.parsed_type(parts[1]), shape, body[at:])

    def _values(self, kind, shape, data):
        """What bytes hold: an array, a text, or a list of texts."""
        count = _product(shape)
        if count * kind.size > len(data):
            raise Refused("The HDF5 file has values that are longer than their place.")
        self._file.spend(count * kind.size)
        if kind.is_text:
            places = [struct.unpack_from("<IQI", data, kind.size * index) for index in range(count)]
            texts = [self._file.text(address, index)[:length].decode() for length, address, index in places]
            return texts[0] if shape == () else texts
        if kind.dtype is None:
            raise Refused("The HDF5 file has values that are neither numbers nor texts.")
        array = numpy.frombuffer(data, kind.dtype, count).reshape(shape)
        if not kind.is_fixed_text:
            return array
        texts = [value.rstrip(b"\0").decode() for value in array.reshape(-1)]
        return texts[0] if shape == () else texts

    # -- datasets ----------------------------------------------------------------------------------------------------

    @property
    def is_dataset(self):
        return self._message(LAYOUT) is not None

    def array(self):
        """A dataset's numbers."""
        with damage_said_as("The HDF5 file has a damaged dataset."):
            kind, shape = self._message(DATATYPE), self._message(DATASPACE)
            if kind is None or shape is None or not self.is_dataset:
                raise Refused("The HDF5 file has a group where a dataset is expected.")
            kind, shape = types.parsed_type(kind), types.parsed_shape(shape)
            if shape is None or kind.dtype is None or kind.is_fixed_text:
                raise Refused("The HDF5 file has a dataset that holds no numbers.")
            return self._laid_out(self._message(LAYOUT), kind, shape)

    def _laid_out(self, layout, kind, shape):
        version = layout[0]
        size = _product(shape) * kind.size
        if version in (1, 2):
            rank, form = layout[1], layout[2]
            at = 8 if form == 0 else 16
            address = None if form == 0 else struct.unpack_from("<Q", layout, 8)[0]
            chunk = struct.unpack_from(f"<{rank}I", layout, at)
            inside = layout[at + 4 * rank + 4:]
        elif version in (3, 4):
            form, address, chunk, inside = layout[1], None, (), layout[4:]
            if form == 1:
                address, = struct.unpack_from("<Q", layout, 2)
            elif form == 2 and version == 4:
                raise Refused("The HDF5 file keeps a dataset in chunks of the newest form: save it with h5py's "
                              "defaults.")
            elif form == 2:
                address, = struct.unpack_from("<Q", layout, 3)
                chunk = struct.unpack_from(f"<{layout[2]}I", layout, 11)
        else:
            raise Refused("The HDF5 file has a dataset layout of an unknown version.")
        if form == 0:
            return self._values(kind, shape, inside)
        if form == 2:
            return self._chunked(address, chunk[:len(shape)], kind, shape)
        if form != 1:
            raise Refused("The HDF5 file has a dataset layout of an unknown kind.")
        if address == UNDEFINED:
            self._file.spend(size)
            return numpy.zeros(shape, kind.dtype)
        return self._values(kind, shape, self._file.bytes(address, size))

    def _chunked(self, tree, chunk, kind, shape):
        filters = self._message(FILTERS)
        filters = [] if filters is None else types.parsed_filters(filters)
        if len(chunk) != len(shape) or 0 in chunk or _product(chunk) > LARGEST_CHUNK:
            raise Refused("The HDF5 file has chunks of another rank than their dataset, or none.")
        size = _product(chunk) * kind.size
        self._file.spend(_product(shape) * kind.size)
        result = numpy.zeros(shape, kind.dtype)
        if tree == UNDEFINED:
            return result
        for key, address in self._file.leaves(tree, 1, 8 + 8 * (len(shape) + 1)):
            length, mask = struct.unpack_from("<II", key)
            origin = struct.unpack_from(f"<{len(shape)}Q", key, 8)
            if any(start >= end or start % step for start, end, step in zip(origin, shape, chunk)):
                raise Refused("The HDF5 file has a chunk outside its dataset.")
            self._file.spend(size)
            data = types.unfiltered(self._file.bytes(address, length), filters, mask, size)
            block = numpy.frombuffer(data, kind.dtype).reshape(chunk)
            cut = tuple(slice(0, end - start) for start, end in zip(origin, shape))
            place = tuple(slice(start, start + step) for start, step in zip(origin, chunk))
            result[place] = block[cut]
        return result


def _product(lengths):
    product = 1
    for length in lengths:
        product *= length
    return product
