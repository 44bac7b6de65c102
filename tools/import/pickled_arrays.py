# SPDX-License-Identifier: MIT
"""NumPy's arrays in pickles, and in the files of joblib: what the names in them stand for."""
import math
import re

import numpy

from pickled_values import Global, Instance, inert
from refusal import Refused
from restricted_pickle import RestrictedUnpickler

MOST_DIMENSIONS = 32
READABLE = re.compile(r"(f[248]|[iu][1248]|b1|[US][0-9]{1,6})\Z")


class Dtype:
    """The type of an array's elements."""

    def __init__(self, code, align=False, copy=False):
        if not isinstance(code, str):
            raise Refused("an array in the pickle has elements of a type without a name")
        self.order = code[:1] if code[:1] in "<>=|" else "<"
        self.code = code.lstrip("<>=|")
        self.is_plain = True
        digits = re.fullmatch(r"[a-zA-Z]([0-9]{1,6})", self.code)
        # In bytes. None where it is not known.
        self.item_size = int(digits[1]) * (4 if self.code[0] == "U" else 1) if digits else None

    def set_state(self, state):
        if not isinstance(state, tuple) or len(state) < 5 or state[1] not in ("<", ">", "=", "|"):
            raise Refused("an array in the pickle has elements of a type that NumPy does not write")
        self.order = "<" if state[1] in "=|" else state[1]
        self.is_plain = state[2:5] == (None, None, None)
        if not self.is_plain:    # records
            size = state[5] if len(state) > 5 else None
            self.item_size = size if isinstance(size, int) and 0 < size < 2 ** 31 else None

    @property
    def is_object(self):
        return self.code in ("O", "O8", "O4")

    def numpy(self):
        """NumPy's own."""
        if not self.is_plain or not READABLE.match(self.code):
            raise Refused(f"an array has elements of the type {self.code[:20]!r}, which is not carried over")
        return numpy.dtype(self.order + self.code)


def count_of(shape):
    if not isinstance(shape, tuple) or len(shape) > MOST_DIMENSIONS:
        raise Refused("an array in the pickle has a shape that is none")
    if not all(isinstance(size, int) and 0 <= size < 2 ** 31 for size in shape):
        raise Refused("an array in the pickle has a shape that is none")
    return math.prod(shape)


class Array:
    """An array whose numbers are looked at only where they are needed."""

    def __init__(self):
        self.shape, self.dtype, self.order, self.data = (0,), Dtype("f8"), "C", b""
        self.axes = None

    def set(self, shape, dtype, order, data):
        if not isinstance(dtype, Dtype):
            raise Refused("an array in the pickle has elements of no type")
        count = count_of(shape)
        if isinstance(data, str):    # as Python 2 wrote bytes
            data = data.encode("latin-1")
        if dtype.is_object:
            fits = isinstance(data, list) and len(data) == count
        else:
            fits = isinstance(data, (bytes, bytearray)) and dtype.item_size is not None \
                and len(data) == count * dtype.item_size
        if not fits:
            raise Refused("an array in the pickle does not hold as many numbers as its shape says")
        self.shape, self.dtype, self.order, self.data = shape, dtype, order, data

    def set_state(self, state):
        """(version, shape, type, whether the first index is the fastest, numbers), the version since NumPy 1.0"""
        if not isinstance(state, tuple) or len(state) not in (4, 5):
            raise Refused("an array in the pickle is not as NumPy writes it")
        shape, dtype, is_fortran, data = state[-4:]
        self.set(shape, dtype, "F" if is_fortran else "C", data)

    def values(self):
        """The array; where its elements are objects, a list of them."""
        if self.dtype.is_object:
            return list(self.data)
        if self.dtype.item_size == 0:    # texts without letters; of these a file could hold any number
            if self.shape != ():
                raise Refused("an array holds texts of no size")
            return numpy.array("" if self.dtype.code[0] == "U" else b"")
        flat = numpy.frombuffer(bytes(self.data), self.dtype.numpy())
        if self.dtype.code[0] == "U" and numpy.any(flat.view(self.dtype.order + "u4") > 0x10ffff):
            raise Refused("an array holds texts with what is no character")    # which NumPy does not look at
        if self.axes is not None:
            if sorted(self.axes) != list(range(len(self.shape))):
                raise Refused("an array in the pickle has axes in no order")
            return flat.reshape(self.shape).transpose(self.axes)
        return flat.reshape(self.shape, order=self.order)


def reconstruct(class_, shape, kind):
    """numpy.core.multiarray._reconstruct: an array that gets its numbers next."""
    if not isinstance(class_, Global):
        raise Refused("the pickle makes an array of something that is no class")
    return Array() if class_.name == "numpy.ndarray" else Instance(class_.name)


def from_buffer(buffer, dtype, shape, order, axes=None):
    """numpy.core.numeric._frombuffer, as protocol 5 has it. `axes` since NumPy 2.3."""
    array = Array()
    array.set(shape, dtype, order if order in ("C", "F") else "C", buffer)
    if order == "K" and axes is not None:
        if not all(isinstance(axis, int) for axis in axes):
            raise Refused("an array in the pickle has axes in no order")
        array.axes = tuple(axes)
    return array


def scalar(dtype, data=None):
    """numpy.core.multiarray.scalar: a number or text. As an object it would be a pickle of its own."""
    if not isinstance(dtype, Dtype) or dtype.is_object:
        raise Refused("the pickle calls numpy's scalar for an object")
    if not READABLE.match(dtype.code) or not dtype.is_plain:
        return Instance("numpy.generic")
    array = Array()
    array.set((), dtype, "C", data)
    return array.values().item()


ARRAY_CLASSES = ("ndarray", "float64", "float32", "int64")
OPAQUE = {("numpy.ma.core", "_mareconstruct"), ("numpy.ma.core", "MaskedArray"), ("numpy.ma", "MaskedArray"),
          ("numpy.core", "_ufunc_reconstruct"), ("numpy._core", "_ufunc_reconstruct")}
# Inert like all others: so that a sentence can say what they are for.
FUNCTIONS = ("log", "log1p", "log2", "log10", "exp", "exp2", "expm1", "sqrt", "square", "cbrt", "sinh", "arcsinh",
             "tanh",
             "arctanh", "reciprocal", "negative", "absolute", "float16", "int32")
FUNCTION_MODULES = ("numpy", "numpy.core._multiarray_umath", "numpy._core._multiarray_umath")
TABLE = {
    ("numpy", "dtype"): Dtype,
    **{(module, "_reconstruct"): reconstruct for module in ("numpy.core.multiarray", "numpy._core.multiarray")},
    **{(module, "scalar"): scalar for module in ("numpy.core.multiarray", "numpy._core.multiarray")},
    **{(module, "_frombuffer"): from_buffer for module in ("numpy.core.numeric", "numpy._core.numeric")},
    **{("numpy", name): inert(f"numpy.{name}") for name in ARRAY_CLASSES},
    **{(module, name): inert(f"{module}.{name}") for module in FUNCTION_MODULES for name in FUNCTIONS},
    **{name: inert(".".join(name)) for name in OPAQUE},
}


class Wrapper(Instance):
    """joblib's stand-in for an array whose numbers follow in the file."""
    __slots__ = ("unpickler", "file")

    def set_state(self, state):
        if not isinstance(state, dict):
            raise Refused("an array in the file is not as joblib writes it")
        dtype, shape = state.get("dtype"), state.get("shape")
        class_ = state.get("subclass")
        array = Array()
        if not isinstance(dtype, Dtype):
            raise Refused("an array in the file has elements of no type")
        if dtype.is_object:
            found = self.unpickler.load(self.file)    # a pickle within the pickle
            if not isinstance(found, Array):
                raise Refused("an array in the file is not as joblib writes it")
            return found
        if dtype.item_size is None:
            raise Refused(f"an array in the file has elements of the type {dtype.code[:20]!r}")
        # Since joblib 1.2: how many bytes stand before the numbers for their alignment, and these bytes.
        if state.get("numpy_array_alignment_bytes") is not None:
            padding = self.file.read(1)
            if not padding or len(self.file.read(padding[0])) != padding[0]:
                raise Refused("the file is cut off within an array")
        size = count_of(shape) * dtype.item_size
        data = self.file.read(size)
        if len(data) != size:
            raise Refused("the file is cut off within an array")
        array.set(shape, dtype, "F" if state.get("order") == "F" else "C", data)
        if isinstance(class_, Global) and class_.name != "numpy.ndarray":
            return Instance(class_.name)    # such as a memory map, or a matrix
        return array


WRAPPER_MODULES = ("joblib.numpy_pickle", "sklearn.externals.joblib.numpy_pickle")


def load(file, inert_packages, table):
    """The object in a binary file that pickle or joblib has written."""
    def wrapper(*_):
        made = Wrapper("joblib.numpy_pickle.NumpyArrayWrapper")
        made.unpickler, made.file = plain, file
        return made

    def beside(*_):
        raise Refused("joblib before 0.10 has written the file and keeps its arrays in other files or in forms of its "
                      "own: load it with that version and write it by pickle.dump")

    wrappers = {}
    for module in WRAPPER_MODULES:
        wrappers[module, "NumpyArrayWrapper"] = wrapper
        for old in ("NDArrayWrapper", "ZNDArrayWrapper"):
            wrappers[module, old] = beside
    plain = RestrictedUnpickler({**TABLE, **table}, inert_packages)
    return RestrictedUnpickler({**TABLE, **wrappers, **table}, inert_packages).load(file)
