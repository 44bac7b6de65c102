# SPDX-License-Identifier: MIT
"""PyTorch's pickles, without PyTorch: no name of the file is ever imported or called.

A pickle may name what it likes, but each name gives an inert Global. Calls go to the few functions of CALLABLE; an
object of any other class is a Thing, which can be created empty and be given its attributes, nothing else."""
import io
import pickle
from collections import OrderedDict

import numpy

from chain import damage_said_as
from refusal import Refused

# Storage classes: NumPy's type of an element. bfloat16 is the upper half of a float32.
STORAGES = {"DoubleStorage": "f8", "FloatStorage": "f4", "HalfStorage": "f2", "BFloat16Storage": "bfloat16",
            "LongStorage": "i8", "IntStorage": "i4", "ShortStorage": "i2", "CharStorage": "i1", "ByteStorage": "u1",
            "BoolStorage": "u1"}
# Nested deeper than this, a key of a dict could exhaust the stack where it is hashed.
KEY_TYPES = (str, int, float, bool, bytes, type(None))


def element_bytes(kind):
    """Of an element of a storage."""
    return 2 if kind == "bfloat16" else numpy.dtype(kind).itemsize


def elements(data, kind, order="<"):
    """Bytes as an array; order as NumPy writes it."""
    if kind == "bfloat16":
        return (numpy.frombuffer(data, order + "u2").astype(numpy.uint32) << 16).view(numpy.float32)
    return numpy.frombuffer(data, numpy.dtype(kind).newbyteorder(order))


class Global:
    """A name that the pickle mentions."""

    def __init__(self, module, name):
        self.module, self.name = module, name
        self.path = f"{module}.{name}"[:120]


class Thing:
    """An object of a class that is not known here: its class's name and its attributes."""

    def __init__(self, kind):
        self.kind = kind          # a Global
        self.attributes = {}


class Storage:
    """Numbers that lie elsewhere in the file, where `load(key)` finds their bytes."""

    def __init__(self, kind, key, count):
        self.kind, self.key, self.count = kind, key, count
        self.folder = "data"     # TorchScript keeps constants in another one


class Tensor:
    """A view of a storage."""

    def __init__(self, storage, offset, size, stride):
        self.storage, self.offset = storage, offset
        self.size, self.stride = tuple(size), tuple(stride)
        if not isinstance(storage, Storage) or len(self.size) != len(self.stride):
            raise Refused("The pickle holds a tensor without a usable storage.")
        for number in (offset, *self.size, *self.stride):
            if not isinstance(number, int) or not 0 <= number < 1 << 48:
                raise Refused("The pickle holds a tensor of impossible size, offset or stride.")
        self.count = 1
        for length in self.size:
            self.count *= length
        last = offset + sum((length - 1) * step for length, step in zip(self.size, self.stride))
        if self.count > storage.count or self.count and last >= storage.count:
            raise Refused(f"The pickle holds a tensor of shape {self.size}, which its storage is too small for.")


class Parcel(dict):
    """A set or another container whose contents do not matter."""


def _parameter(data, *_):
    return data


def _from_type(function, _, arguments, *__):
    return _called(function, arguments)


def _ordered_dict(pairs=()):
    if not pairs:
        return OrderedDict()
    return OrderedDict((_checked_key(key), value) for key, value in pairs)


def _ignored(*_):
    return Parcel()


def _new(kind, *_):
    return Thing(kind)


CALLABLE = {
    "torch._utils._rebuild_tensor": Tensor,
    "torch._utils._rebuild_tensor_v2": lambda storage, offset, size, stride, *_: Tensor(storage, offset, size, stride),
    "torch._utils._rebuild_parameter": _parameter,
    "torch._utils._rebuild_parameter_with_state": _parameter,
    "torch._tensor._rebuild_from_type_v2": _from_type,
    "collections.OrderedDict": _ordered_dict,
    "collections.defaultdict": _ignored,
    "builtins.set": _ignored,
    "builtins.frozenset": _ignored,
    "torch.Size": lambda sizes=(): tuple(sizes),
    "torch.device": _ignored,
    "numpy.dtype": _ignored,
    "numpy.core.multiarray.scalar": _ignored,
    "numpy._core.multiarray.scalar": _ignored,
    "_codecs.encode": _ignored,
    "copyreg._reconstructor": _new,
    "torch.jit._pickle.build_intlist": list,
    "torch.jit._pickle.build_doublelist": list,
    "torch.jit._pickle.build_boollist": list,
    "torch.jit._pickle.build_tensorlist": list,
    "torch.jit._pickle.restore_type_tag": lambda value, _: value,
}
OLD_MODULES = {"__builtin__": "builtins", "copy_reg": "copyreg"}


def _called(function, arguments):
    if not isinstance(function, Global) or function.path not in CALLABLE:
        path = function.path if isinstance(function, Global) else type(function).__name__
        raise Refused(f"The pickle calls '{path}', which no model needs.")
    return CALLABLE[function.path](*arguments)


def _checked_key(key):
    if not isinstance(key, KEY_TYPES):
        if not isinstance(key, tuple) or not all(isinstance(part, KEY_TYPES) for part in key):
            raise Refused("The pickle has a dict with a key that is neither a text nor a number.")
    return key


class Unpickler(pickle._Unpickler):
    """The pickle machine in Python, with fewer instructions and without any way to the outside."""
    dispatch = {code[0]: pickle._Unpickler.dispatch[code[0]] for code in (
        pickle.PROTO, pickle.FRAME, pickle.STOP, pickle.MARK, pickle.POP, pickle.POP_MARK, pickle.DUP,
        pickle.NONE, pickle.NEWFALSE, pickle.NEWTRUE, pickle.INT, pickle.BININT, pickle.BININT1, pickle.BININT2,
        pickle.LONG, pickle.LONG1, pickle.FLOAT, pickle.BINFLOAT, pickle.UNICODE, pickle.BINUNICODE,
        pickle.SHORT_BINUNICODE, pickle.BINUNICODE8, pickle.BINBYTES, pickle.SHORT_BINBYTES, pickle.BINSTRING,
        pickle.SHORT_BINSTRING, pickle.STRING, pickle.EMPTY_TUPLE, pickle.TUPLE, pickle.TUPLE1, pickle.TUPLE2,
        pickle.TUPLE3, pickle.EMPTY_LIST, pickle.LIST, pickle.EMPTY_DICT, pickle.GET, pickle.BINGET,
        pickle.LONG_BINGET, pickle.PUT, pickle.BINPUT, pickle.LONG_BINPUT, pickle.MEMOIZE, pickle.GLOBAL,
        pickle.STACK_GLOBAL, pickle.BINPERSID)}

    def __init__(self, file, kinds):
        super().__init__(file, encoding="utf-8", errors="replace")
        self._kinds = kinds

    def find_class(self, module, name):
        return Global(OLD_MODULES.get(module, module), name)

    def persistent_load(self, identity):
        """Storages; and classes, which files from before 1.6 wrap so that their source can lie beside them."""
        if isinstance(identity, tuple) and len(identity) >= 2 and identity[0] == "module":
            return identity[1]
        if not isinstance(identity, tuple) or len(identity) < 5 or identity[0] != "storage":
            raise Refused("The pickle refers to something outside that is no storage.")
        _, kind, key, _, count = identity[:5]
        if not isinstance(kind, Global) or kind.module not in ("torch", "torch.storage") or kind.name not in STORAGES:
            raise Refused(f"The pickle has a storage of the unknown class '{getattr(kind, 'path', kind)}'.")
        if not isinstance(key, (str, int)) or not isinstance(count, int) or count < 0:
            raise Refused("The pickle has a storage without a key or size.")
        if len(identity) > 5 and identity[5] is not None:
            raise Refused("The pickle has a view of a storage as only PyTorch before 0.4 wrote it.")
        self._kinds[str(key)] = STORAGES[kind.name]
        return Storage(STORAGES[kind.name], str(key), count)

    def load_reduce(self):
        arguments = self.stack.pop()
        self.stack[-1] = _called(self.stack[-1], arguments)

    def load_newobj(self):
        arguments = self.stack.pop()
        kind = self.stack[-1]
        if not isinstance(kind, Global):
            raise Refused("The pickle makes an object of something that is no class.")
        if kind.path in CALLABLE:
            self.stack[-1] = _called(kind, arguments)
        elif arguments:
            raise Refused(f"The pickle makes a '{kind.path}' of arguments, which no model needs.")
        else:
            self.stack[-1] = Thing(kind)

    def load_build(self):
        state = self.stack.pop()
        target = self.stack[-1]
        if isinstance(target, Thing) and isinstance(state, dict):
            target.attributes.update(state)
        elif isinstance(target, Thing) and isinstance(state, tuple):
            target.attributes["state"] = state

    def load_setitem(self):
        value = self.stack.pop()
        key = self.stack.pop()
        self._dict()[_checked_key(key)] = value

    def load_setitems(self):
        items = self.pop_mark()
        target = self._dict()
        for index in range(0, len(items) - 1, 2):
            target[_checked_key(items[index])] = items[index + 1]

    def load_dict(self):
        items = self.pop_mark()
        self.append({_checked_key(items[index]): items[index + 1] for index in range(0, len(items) - 1, 2)})

    def load_append(self):
        value = self.stack.pop()
        self._list().append(value)

    def load_appends(self):
        items = self.pop_mark()
        self._list().extend(items)

    def load_ignored_set(self):
        self.append(Parcel())

    def load_ignored_items(self):
        self.pop_mark()

    def _dict(self):
        target = self.stack[-1]
        return target.attributes if isinstance(target, Thing) else _must_be(target, dict)

    def _list(self):
        target = self.stack[-1]
        return [] if isinstance(target, (Thing, Parcel)) else _must_be(target, list)

    dispatch.update({
        pickle.REDUCE[0]: load_reduce, pickle.NEWOBJ[0]: load_newobj, pickle.BUILD[0]: load_build,
        pickle.SETITEM[0]: load_setitem, pickle.SETITEMS[0]: load_setitems, pickle.DICT[0]: load_dict,
        pickle.APPEND[0]: load_append, pickle.APPENDS[0]: load_appends, pickle.EMPTY_SET[0]: load_ignored_set,
        pickle.ADDITEMS[0]: load_ignored_items})


def _must_be(target, kind):
    if not isinstance(target, kind):
        raise Refused(f"The pickle fills a {type(target).__name__} as if it were a {kind.__name__}.")
    return target


def unpickled(file, kinds=None):
    """One pickle's object; `file` (bytes, or binary and seekable) is left behind its end. `kinds` takes the types of
    the storages by their keys."""
    if isinstance(file, bytes):
        file = io.BytesIO(file)
    with damage_said_as("The pickle is damaged or holds what no model needs."):
        return Unpickler(file, {} if kinds is None else kinds).load()
