# SPDX-License-Identifier: MIT
"""TFLite files as bytes, for tests: FlatBuffers, and graphs of tensors and operators."""
import struct

import numpy

CODES = {"ADD": 0, "CONCATENATION": 2, "CONV_2D": 3, "DEQUANTIZE": 6, "FULLY_CONNECTED": 9, "LOGISTIC": 14, "MUL": 18,
         "RELU": 19, "RELU_N1_TO_1": 20, "RELU6": 21, "RESHAPE": 22, "SOFTMAX": 25, "TANH": 28, "CUSTOM": 32,
         "TRANSPOSE": 39, "MEAN": 40, "SUB": 41, "DIV": 42, "SQUEEZE": 43, "STRIDED_SLICE": 45, "EXP": 47,
         "LOG_SOFTMAX": 50, "CAST": 53, "PRELU": 54, "MAXIMUM": 55, "ARG_MAX": 56, "MINIMUM": 57, "NEG": 59, "POW": 78,
         "GREATER": 61, "EXPAND_DIMS": 70, "LOG": 73, "SHAPE": 77, "REDUCE_PROD": 81, "PACK": 83, "SQUARE": 92,
         "LEAKY_RELU": 98, "ELU": 111, "QUANTIZE": 114, "HARD_SWISH": 117, "SELECT_V2": 123, "BATCH_MATMUL": 126,
         "GELU": 150, "RELU_0_TO_1": 152}
# BuiltinOptions: which table an operator's options are.
OPTIONS = {"FULLY_CONNECTED": 8, "SOFTMAX": 9, "CONCATENATION": 10, "ADD": 11, "RESHAPE": 17, "MUL": 21,
           "TRANSPOSE": 26, "REDUCE_PROD": 27, "SUB": 28, "DIV": 29, "SQUEEZE": 30, "STRIDED_SLICE": 32, "EXP": 33,
           "LOG_SOFTMAX": 36, "CAST": 37, "DEQUANTIZE": 38, "MAXIMUM": 39, "MINIMUM": 39, "ARG_MAX": 40, "NEG": 42,
           "GREATER": 44, "EXPAND_DIMS": 52, "SHAPE": 55, "PACK": 59, "SQUARE": 66, "LEAKY_RELU": 75, "QUANTIZE": 89,
           "HARD_SWISH": 91, "SELECT_V2": 98, "BATCH_MATMUL": 101, "GELU": 116}
TYPES = {"float32": 0, "float16": 1, "int32": 2, "uint8": 3, "int64": 4, "bool": 6, "int16": 7, "int8": 9,
         "float64": 10, "string": 5, "int4": 17, "bfloat16": 18}


class Scalar:
    def __init__(self, kind, value):
        self.data = struct.pack("<" + kind, value)


class Buffer:
    """A FlatBuffer: tables are dicts from a field's number to a Scalar or to what its offset leads to."""

    def __init__(self, root, identifier=b"TFL3"):
        self.data = bytearray(4) + identifier
        self.patch(0, self.put(root))

    def patch(self, at, target):
        self.data[at:at + 4] = struct.pack("<I", target - at)

    def align(self, size, before=0):
        while (len(self.data) + before) % size:
            self.data.append(0)

    def put(self, thing):
        """Where it begins."""
        if isinstance(thing, dict):
            return self.put_table(thing)
        if isinstance(thing, list):
            return self.put_tables(thing)
        text = isinstance(thing, str)
        array = numpy.frombuffer(thing.encode(), "u1") if text else numpy.asarray(thing)
        self.align(4)
        self.align(max(4, array.itemsize), before=4)
        at = len(self.data)
        self.data += struct.pack("<I", array.size) + array.tobytes() + (b"\0" if text else b"")
        return at

    def put_tables(self, tables):
        self.align(4)
        at = len(self.data)
        self.data += struct.pack("<I", len(tables)) + bytes(4 * len(tables))
        for index, table in enumerate(tables):
            self.patch(at + 4 + 4 * index, self.put(table))
        return at

    def put_table(self, fields):
        places, body = {}, bytearray(4)
        for number, value in sorted(fields.items(), key=lambda pair: -len(getattr(pair[1], "data", b"1234"))):
            data = value.data if isinstance(value, Scalar) else bytes(4)
            while len(body) % len(data):
                body.append(0)
            places[number] = len(body)
            body += data
        count = max(fields, default=-1) + 1
        self.align(2)
        vtable = len(self.data)
        self.data += struct.pack("<HH", 4 + 2 * count, len(body))
        self.data += b"".join(struct.pack("<H", places.get(number, 0)) for number in range(count))
        self.align(8)
        at = len(self.data)
        body[0:4] = struct.pack("<i", at - vtable)
        self.data += body
        for number, value in fields.items():
            if not isinstance(value, Scalar):
                self.patch(at + places[number], self.put(value))
        return at


def options(**fields):
    """Fields f0, f1, ..: (kind, value), or an array."""
    return {int(name[1:]): Scalar(*value) if isinstance(value, tuple) else value for name, value in fields.items()}


def operator(kind, inputs, outputs, **fields):
    """Names of tensors; "" for a missing one."""
    return kind, inputs.split() if isinstance(inputs, str) else inputs, outputs.split(), options(**fields)


def tensor(name, kind="float32", shape=None, data=None, scale=None, zero=None, axis=0, signature=None, **fields):
    return {"name": name, "kind": kind, "shape": shape, "data": data, "scale": scale, "zero": zero, "axis": axis,
            "signature": signature, "fields": options(**fields)}


def constant(name, array, **rest):
    array = numpy.asarray(array)
    return tensor(name, array.dtype.name, array.shape, array.tobytes(), **rest)


def tensor_table(one, buffer):
    fields = {1: Scalar("b", TYPES[one["kind"]]), 2: Scalar("I", buffer), 3: one["name"], **one["fields"]}
    if one["shape"] is not None:
        fields[0] = numpy.array(one["shape"], dtype="<i4")
    if one["signature"] is not None:
        fields[7] = numpy.array(one["signature"], dtype="<i4")
    if one["scale"] is not None:
        scale = numpy.atleast_1d(numpy.asarray(one["scale"], dtype="<f4"))
        zero = numpy.zeros(len(scale)) if one["zero"] is None else numpy.atleast_1d(one["zero"])
        fields[4] = {2: scale, 3: zero.astype("<i8"), 6: Scalar("i", one["axis"])}
    return fields


def model(operators, tensors=(), inputs=("x",), outputs=("y",), graphs=1, codes=None):
    """Bytes of a file. Tensors that are not told are float, of unknown shape; x has the shape (?, 2)."""
    told = {one["name"]: one for one in [tensor("x", shape=[1, 2], signature=[-1, 2]), *tensors]}
    for _, given, made, _ in operators:
        for name in [*given, *made]:
            told.setdefault(name, tensor(name))
    told.pop("", None)
    numbers = {name: index for index, name in enumerate(told)}
    numbers[""] = -1
    kinds = sorted({kind for kind, *_ in operators})
    buffers, tables = [{}], []
    for one in told.values():
        tables.append(tensor_table(one, len(buffers) if one["data"] is not None else 0))
        if one["data"] is not None:
            buffers.append({0: numpy.frombuffer(one["data"], "u1")})
    made = [{0: Scalar("I", kinds.index(kind)), 1: numpy.array([numbers[name] for name in given], "<i4"),
             2: numpy.array([numbers[name] for name in results], "<i4"),
             **({3: Scalar("B", OPTIONS[kind]), 4: fields} if kind in OPTIONS else {})}
            for kind, given, results, fields in operators]
    graph = {0: tables, 1: numpy.array([numbers[name] for name in inputs], "<i4"),
             2: numpy.array([numbers[name] for name in outputs], "<i4"), 3: made, 4: "main"}
    code_tables = [{0: Scalar("b", min(127, CODES[kind])), 3: Scalar("i", CODES[kind]),
                    **({1: "Mine"} if kind == "CUSTOM" else {})} for kind in kinds]
    return bytes(Buffer({0: Scalar("I", 3), 1: code_tables if codes is None else codes, 2: [graph] * graphs, 3: "test",
                         4: buffers}).data)
