# SPDX-License-Identifier: MIT
"""A TFLite file as plain objects: tensors and operators. What they mean is another room's."""
import io
import zipfile
from dataclasses import dataclass, replace

import numpy

import flatbuffer
from flatbuffer import Damaged
from refusal import Refused
from texts import printable

# TensorType: (NumPy's type, how it is called here)
TYPES = {0: ("<f4", "float32"), 1: ("<f2", "float16"), 2: ("<i4", "int32"), 3: ("u1", "uint8"), 4: ("<i8", "int64"),
         6: ("?", "bool"), 7: ("<i2", "int16"), 9: ("i1", "int8"), 10: ("<f8", "float64"), 12: ("<u8", "uint64"),
         15: ("<u4", "uint32"), 16: ("<u2", "uint16"), 17: (None, "int4"), 18: ("<u2", "bfloat16")}
MOST_OPERATORS = 5000
MOST_OPERANDS = 64
MOST_LABELS_BYTES = 1 << 20

CODES = {
    0: "ADD", 2: "CONCATENATION", 3: "CONV_2D", 4: "DEPTHWISE_CONV_2D", 6: "DEQUANTIZE", 7: "EMBEDDING_LOOKUP",
    9: "FULLY_CONNECTED", 11: "L2_NORMALIZATION", 14: "LOGISTIC", 16: "LSTM", 17: "MAX_POOL_2D", 18: "MUL",
    19: "RELU", 20: "RELU_N1_TO_1", 21: "RELU6", 22: "RESHAPE", 24: "RNN", 25: "SOFTMAX", 28: "TANH",
    32: "CUSTOM", 34: "PAD", 36: "GATHER", 39: "TRANSPOSE", 40: "MEAN", 41: "SUB", 42: "DIV", 43: "SQUEEZE",
    44: "UNIDIRECTIONAL_SEQUENCE_LSTM", 45: "STRIDED_SLICE", 47: "EXP", 49: "SPLIT", 50: "LOG_SOFTMAX", 53: "CAST",
    54: "PRELU", 55: "MAXIMUM", 56: "ARG_MAX", 57: "MINIMUM", 58: "LESS", 59: "NEG", 61: "GREATER",
    62: "GREATER_EQUAL", 63: "LESS_EQUAL", 64: "SELECT", 65: "SLICE", 70: "EXPAND_DIMS", 73: "LOG", 74: "SUM",
    75: "SQRT", 76: "RSQRT", 77: "SHAPE", 78: "POW", 81: "REDUCE_PROD", 83: "PACK", 92: "SQUARE", 98: "LEAKY_RELU",
    101: "ABS", 111: "ELU", 114: "QUANTIZE", 117: "HARD_SWISH", 118: "IF", 119: "WHILE", 123: "SELECT_V2",
    126: "BATCH_MATMUL", 150: "GELU", 152: "RELU_0_TO_1"}


@dataclass
class Tensor:
    name: str
    type: str
    shape: list | None          # None for an open size; None where the file does not say
    data: numpy.ndarray | None  # of a constant, as it is stored
    scale: numpy.ndarray | None
    zero_point: numpy.ndarray | None
    axis: int                   # of the scales
    is_variable: bool

    @property
    def is_quantised(self):
        return self.type in ("int8", "uint8", "int16", "int4") and self.scale is not None

    def numbers_of_layer(self):
        """Of weights beside float inputs. There TFLite takes bytes of either type as signed, and no zero point:
        early converters wrote "uint8" over signed numbers."""
        signed = self.data.view("i1") if self.type == "uint8" else self.data
        return replace(self, data=signed, zero_point=None).numbers()

    def numbers(self):
        """A constant in float64, integers as the numbers that they stand for."""
        values = self.data.astype(numpy.float64)
        if self.scale is None or self.type.startswith("float"):
            return values
        along = [1] * values.ndim
        if self.scale.size > 1:
            if not 0 <= self.axis < values.ndim or self.scale.size != values.shape[self.axis]:
                raise Refused(f"The tensor '{self.name}' has {self.scale.size} scales, which do not fit its shape.")
            along[self.axis] = -1
        zero = self.zero_point
        if zero is None or zero.size not in (1, self.scale.size):
            zero = numpy.zeros(1)
        scale = self.scale.astype(numpy.float64).reshape(along)
        return (values - zero.astype(numpy.float64).reshape(along if zero.size > 1 else [1] * values.ndim)) * scale


@dataclass
class Operator:
    kind: str
    inputs: list                # tensor numbers, -1 for a missing one
    outputs: list
    options: flatbuffer.Table | None
    name: str

    def __str__(self):
        return f"The operator '{self.name}' ({self.kind})"

    def option(self, field, kind, missing=0):
        return missing if self.options is None else self.options.number(field, kind, missing)


class Model:
    """Tensors are read when they are asked for."""

    def __init__(self, data):
        if bytes(data[4:8]) != b"TFL3":
            raise Refused("The file is no TFLite model: 'TFL3' is not where it belongs.")
        self.data = data
        model = flatbuffer.root(data)
        self.codes, self.buffers, graphs = model.tables(1), model.tables(4), model.tables(2)
        if not len(graphs):
            raise Refused("The file holds no graph.")
        self.graphs = len(graphs)
        graph = graphs[0]
        self.tensors, self.operators = graph.tables(0), graph.tables(3)
        self.inputs, self.outputs = indices(graph, 1), indices(graph, 2)
        if len(self.operators) > MOST_OPERATORS:
            raise Refused(f"The file has {len(self.operators)} operators; a plain network has some hundred at most.")

    def table(self, index):
        if not 0 <= index < len(self.tensors):
            raise Damaged(f"tensor {index} of {len(self.tensors)} is used")
        return self.tensors[index]

    def name(self, index):
        return self.table(index).text(3) or f"tensor {index}"

    def tensor(self, index):
        table = self.table(index)
        name, code = self.name(index), table.number(1, "<b")
        if code not in TYPES:
            raise Refused(f"The tensor '{name}' is of the type {code} (TensorType), which is not read.")
        if table.table(6) is not None:
            raise Refused(f"The tensor '{name}' is stored sparsely, which is not read.")
        shape, signature = table.vector(0, "<i4"), table.vector(7, "<i4")
        shape = None if shape is None else [int(size) for size in shape[:MOST_OPERANDS]]
        stored = self.stored(table.number(2, "<I"))
        data = None if stored is None else as_array(stored, code, shape or [], name)
        if signature is not None and shape is not None and len(signature) == len(shape):
            shape = [None if size < 0 else int(size) for size in signature]
        scale = zero_point = None
        axis, quantisation = 0, table.table(4)
        if quantisation is not None:
            scale, zero_point = quantisation.vector(2, "<f4"), quantisation.vector(3, "<i8")
            scale = scale if scale is not None and scale.size else None
            axis = quantisation.number(6, "<i")
        return Tensor(name, TYPES[code][1], shape or None, data, scale, zero_point, axis,
                      bool(table.number(5, "<b")))

    def stored(self, index):
        """The bytes of a buffer; None where it has none, so where an operator computes the tensor."""
        if not 0 <= index < len(self.buffers):
            raise Damaged(f"buffer {index} of {len(self.buffers)} is used")
        buffer = self.buffers[index]
        offset, size = buffer.number(1, "<Q"), buffer.number(2, "<Q")
        if offset > 1:
            if offset + size > len(self.data):
                raise Damaged(f"buffer {index} lies behind the file's end")
            return numpy.frombuffer(self.data, "u1", size, offset)
        found = buffer.vector(0, "u1")
        return found if found is not None and found.size else None

    def operator(self, index):
        table = self.operators[index]
        code = table.number(0, "<I")
        if code >= len(self.codes):
            raise Damaged(f"operator code {code} of {len(self.codes)} is used")
        code = self.codes[code]
        number = max(code.number(0, "<b"), code.number(3, "<i"))
        kind = CODES.get(number, f"operator {number}")
        if kind == "CUSTOM":
            kind = f"custom operator {code.text(1)}"
        outputs = indices(table, 2)
        name = self.name(outputs[0]) if outputs else f"operator {index}"
        return Operator(kind, indices(table, 1), outputs, table.table(4), name)

    def labels(self):
        """The lines of a list of labels that TFLite's metadata tools pack behind the model, or None."""
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as packed:
                for entry in packed.infolist()[:16]:
                    if entry.filename.endswith(".txt") and entry.file_size <= MOST_LABELS_BYTES:
                        with packed.open(entry) as file:
                            text = file.read(MOST_LABELS_BYTES).decode("utf-8", "replace")
                        return [printable(line.strip()) for line in text.splitlines() if line.strip()]
        except Exception:    # what a damaged archive raises is not limited; names are no loss
            return None
        return None


def indices(table, field):
    found = table.vector(field, "<i4")
    if found is None:
        return []
    if len(found) > MOST_OPERANDS:
        raise Damaged(f"{len(found)} tensors go into one operator")
    return [int(index) for index in found]


def as_array(stored, code, shape, name):
    count = 1
    for size in shape:
        count *= size
    if any(size < 0 for size in shape):
        raise Damaged(f"the tensor '{name}' has the shape {shape}")
    kind, called = TYPES[code]
    if called == "int4":    # two in a byte, the lower half first
        if count > 2 * stored.size:
            raise Damaged(f"the tensor '{name}' has fewer numbers than its shape says")
        halves = numpy.stack([stored & 15, stored >> 4], axis=1).reshape(-1)[:count].astype(numpy.int8)
        return numpy.where(halves > 7, halves - 16, halves).reshape(shape)
    kind = numpy.dtype("u1" if called == "bool" else kind)
    if count * kind.itemsize != stored.size:
        raise Damaged(f"the tensor '{name}' has {stored.size} bytes and the shape {shape}")
    values = numpy.frombuffer(stored.tobytes(), kind).reshape(shape)
    if called == "bfloat16":
        return (values.astype("<u4") << 16).view("<f4")
    return values != 0 if called == "bool" else values
