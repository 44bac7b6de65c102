# SPDX-License-Identifier: MIT
"""The container of a PyTorch file: its pickle's object and the numbers that lie beside it."""
import io

import numpy

from refusal import Refused
from torch_file.unpickling import element_bytes, elements, unpickled
from zip_file import ZipFile, file_bytes

LEGACY_MAGIC = 0x1950a86a20f9469cfc6c
LEGACY_PROTOCOL = 1001


class TorchFile:
    """`root` is the object. Files of PyTorch 1.6 and later are zip files, earlier ones a row of pickles with the
    storages behind them."""

    def __init__(self, path):
        data = file_bytes(path)
        self.is_zip = data.startswith(b"PK")
        self._legacy = None
        self._arrays = {}
        self._storages = {}
        self._unread = 4 * len(data) + 64
        self.kinds = set()       # of the storages that have been used
        if self.is_zip:
            self._open_zip(data)
        else:
            self._open_legacy(data)

    @property
    def is_torchscript(self):
        return self.is_zip and any(name.startswith(self.prefix + "code/") for name in self.zip.names)

    def array(self, tensor):
        """A tensor's numbers, as its shape has them, in float64."""
        if id(tensor) in self._arrays:
            return self._arrays[id(tensor)][1]
        self._unread -= tensor.count
        if self._unread < 0:
            raise Refused("The file's tensors are views that hold far more numbers than the file.")
        if tensor.size:          # A number alone is a constant of the code, often in float64 whatever the rest is.
            self.kinds.add(tensor.storage.kind)
        numbers = self._numbers(tensor.storage)
        steps = [step * numbers.itemsize for step in tensor.stride]
        view = numpy.lib.stride_tricks.as_strided(numbers[tensor.offset:], tensor.size, steps, writeable=False)
        array = view.astype(numpy.float64)
        # The tensor stays alive beside it, so that its id stays its own.
        self._arrays[id(tensor)] = tensor, array
        return array

    def number(self):
        """What the network computes in, by what its weights are stored in."""
        for kind, number in (("f8", "float64"), ("f4", "float32"), ("bfloat16", "float32"), ("f2", "float16")):
            if kind in self.kinds:
                return number
        return "float32"

    def _open_zip(self, data):
        self.zip = ZipFile(data)
        pickles = [name for name in self.zip.names if name == "data.pkl" or name.endswith("/data.pkl")]
        if len(pickles) != 1:
            raise Refused("The zip file is not PyTorch's: it has no data.pkl, or several.")
        self.prefix = pickles[0][:-len("data.pkl")]
        order = b"little"
        if self.prefix + "byteorder" in self.zip.names:
            order = self.zip.read(self.prefix + "byteorder")
        if order not in (b"little", b"big"):
            raise Refused("The file's byte order is neither little nor big.")
        self._order = "<" if order == b"little" else ">"
        self.root = unpickled(self.zip.read(pickles[0]))

    def _open_legacy(self, data):
        stream = io.BytesIO(data)
        if unpickled(stream) != LEGACY_MAGIC or unpickled(stream) != LEGACY_PROTOCOL:
            raise Refused("The file does not begin as PyTorch's files do.")
        unpickled(stream)        # Sizes of C's types, which do not matter.
        kinds = {}
        self.root = unpickled(stream, kinds)
        self._order = "<"        # Big endian machines convert when they write.
        self._legacy = {}
        keys = unpickled(stream)
        if not isinstance(keys, list):
            raise Refused("The file has no list of its storages.")
        for key in map(str, keys):
            if key not in kinds:
                raise Refused("The file has a storage that no tensor uses.")
            count = int.from_bytes(stream.read(8), "little")
            length = count * element_bytes(kinds[key])
            if stream.tell() + length > len(data):
                raise Refused("The file ends before its storages do.")
            self._legacy[key] = stream.read(length)

    def _numbers(self, storage):
        place = storage.folder, storage.key
        if place in self._storages:
            data = self._storages[place]
        elif self._legacy is None:
            data = self.zip.read(f"{self.prefix}{storage.folder}/{storage.key}")
        elif storage.key in self._legacy:
            data = self._legacy[storage.key]
        else:
            raise Refused("The file lacks a storage that a tensor uses.")
        self._storages[place] = data
        length = storage.count * element_bytes(storage.kind)
        if len(data) < length:
            raise Refused(f"The storage '{storage.key}' has {len(data)} bytes instead of {length}.")
        return elements(data[:length], storage.kind, self._order)
