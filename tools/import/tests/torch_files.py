# SPDX-License-Identifier: MIT
"""Writes PyTorch's files byte by byte, without PyTorch: the good ones and those that nobody should open."""
import io
import struct
import zipfile

import numpy

MAGIC = 0x1950a86a20f9469cfc6c
STORAGES = {"f8": "DoubleStorage", "f4": "FloatStorage", "f2": "HalfStorage", "i8": "LongStorage",
            "bfloat16": "BFloat16Storage"}


class Global:
    def __init__(self, module, name):
        self.module, self.name = module, name


class Call:
    """function(*arguments)"""
    def __init__(self, function, *arguments):
        self.function, self.arguments = function, arguments


class Object:
    """An object of a class with this state, as pickles write it."""
    def __init__(self, kind, state, arguments=()):
        self.kind, self.state, self.arguments = kind, state, arguments


class Persistent:
    def __init__(self, identity):
        self.identity = identity


class Raw(bytes):
    """Instructions of the pickle machine."""


def _text(text):
    data = text.encode()
    return b"X" + struct.pack("<I", len(data)) + data


def instructions(value):
    """A value as instructions of protocol 2."""
    if isinstance(value, Raw):
        return bytes(value)
    if value is None or isinstance(value, bool):
        return {None: b"N", True: b"\x88", False: b"\x89"}[value]
    if isinstance(value, int):
        if 0 <= value < 1 << 31:
            return b"J" + struct.pack("<i", value)
        data = value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True)
        return b"\x8a" + bytes([len(data)]) + data
    if isinstance(value, float):
        return b"G" + struct.pack(">d", value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, tuple):
        return b"(" + b"".join(map(instructions, value)) + b"t"
    if isinstance(value, list):
        return b"](" + b"".join(map(instructions, value)) + b"e"
    if isinstance(value, dict):
        return b"}(" + b"".join(instructions(key) + instructions(part) for key, part in value.items()) + b"u"
    if isinstance(value, Global):
        return f"c{value.module}\n{value.name}\n".encode()
    if isinstance(value, Call):
        return instructions(value.function) + instructions(tuple(value.arguments)) + b"R"
    if isinstance(value, Object):
        made = instructions(value.kind) + instructions(tuple(value.arguments)) + b"\x81"
        return made + instructions(value.state) + b"b"
    assert isinstance(value, Persistent)
    return instructions(value.identity) + b"Q"


def pickled(value):
    return b"\x80\x02" + instructions(value) + b"."


def ordered(pairs=()):
    """An OrderedDict, as pickles fill it."""
    return Raw(instructions(Call(Global("collections", "OrderedDict"))) + b"("
               + b"".join(instructions(key) + instructions(part) for key, part in dict(pairs).items()) + b"u")


def bfloat16(array):
    """The upper halves of float32s."""
    return (numpy.asarray(array, "<f4").view("<u4") >> 16).astype("<u2").tobytes()


class Writer:
    """Collects storages; then writes a file around an object."""

    def __init__(self):
        self.storages = []     # (kind, count, bytes)

    def storage(self, array, kind=None, order="<"):
        kind = kind or numpy.asarray(array).dtype.str[1:]
        array = numpy.asarray(array)
        data = bfloat16(array) if kind == "bfloat16" else array.astype(order + kind).tobytes()
        self.storages.append((kind, array.size, data))
        return Persistent(("storage", Global("torch", STORAGES[kind]), str(len(self.storages) - 1), "cpu", array.size))

    def view(self, storage, offset, size, stride):
        return Call(Global("torch._utils", "_rebuild_tensor_v2"), storage, offset, tuple(size), tuple(stride), False,
                    ordered())

    def tensor(self, array, kind=None, order="<"):
        array = numpy.asarray(array)
        strides = [int(numpy.prod(array.shape[index + 1:])) for index in range(array.ndim)]
        return self.view(self.storage(array.reshape(-1), kind, order), 0, array.shape, strides)

    def parameter(self, array, **more):
        return Call(Global("torch._utils", "_rebuild_parameter"), self.tensor(array, **more), True, ordered())

    def zip(self, root, extra=(), compression=zipfile.ZIP_STORED, order=None):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", compression) as archive:
            archive.writestr("model/data.pkl", pickled(root))
            if order is not None:
                archive.writestr("model/byteorder", order)
            for index, (_, _, data) in enumerate(self.storages):
                archive.writestr(f"model/data/{index}", data)
            archive.writestr("model/version", "3\n")
            for name, data in dict(extra).items():
                archive.writestr("model/" + name, data)
        return file.getvalue()

    def legacy(self, root):
        """As before PyTorch 1.6."""
        sizes = {"protocol_version": 1001, "little_endian": True, "type_sizes": {"int": 4}}
        keys = [str(index) for index in range(len(self.storages))]
        tail = b"".join(struct.pack("<q", count) + data for _, count, data in self.storages)
        return b"".join(map(pickled, (MAGIC, 1001, sizes, root, keys))) + tail


def module(kind, parameters=(), buffers=(), modules=(), library=True, **attributes):
    """A pickled torch.nn module; kind is "linear.Linear" or, for others, "__main__.Net"."""
    path, _, name = kind.rpartition(".")
    state = {"training": False, "_parameters": ordered(parameters), "_buffers": ordered(buffers),
             "_forward_hooks": ordered(), "_forward_pre_hooks": ordered(),
             "_non_persistent_buffers_set": Call(Global("__builtin__", "set"), []), "_modules": ordered(modules)}
    state.update(attributes)
    return Object(Global(("torch.nn.modules." if library else "") + path, name), state)


def sequential(*modules):
    return module("container.Sequential", modules={str(index): part for index, part in enumerate(modules)})
