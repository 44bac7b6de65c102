# SPDX-License-Identifier: MIT
"""An ONNX file as plain objects: the graph's nodes, tensors, inputs and outputs. What they mean is another room's."""
import math
from dataclasses import dataclass, field

import numpy

from graph.values import Constant
from protobuf import Damaged, Message, as_text
from refusal import Refused

# TensorProto.DataType: (NumPy's type of raw_data, what the file calls it)
DATA_TYPES = {1: ("<f4", "float32"), 2: ("u1", None), 3: ("i1", None), 4: ("<u2", None), 5: ("<i2", None),
              6: ("<i4", None), 7: ("<i8", None), 9: ("?", None), 10: ("<f2", "float16"), 11: ("<f8", "float64"),
              12: ("<u4", None), 13: ("<u8", None), 16: ("<u2", "bfloat16")}
STRING = 8
EXTERNAL = 1      # TensorProto.DataLocation
FLOATS = {1: "float32", 10: "float16", 11: "float64", 16: "bfloat16"}
MOST_NODES = 5000


@dataclass
class Node:
    kind: str
    domain: str
    name: str
    inputs: list
    outputs: list
    attributes: dict      # name -> Attribute, or a str: the name of the function's attribute that it takes

    def __str__(self):
        name = self.name or next((output for output in self.outputs if output), "")
        return f"The node '{name}' ({self.domain + '.' if self.domain else ''}{self.kind})"


@dataclass
class Attribute:
    message: Message

    def integer(self):
        return self.message.integer(3)

    def real(self):
        return self.message.real(2)

    def text(self):
        return self.message.text(4)

    def tensor(self):
        return self.message.block(5)

    def reals(self):
        return self.message.reals(7, "<f4")

    def integers(self):
        return self.message.integers(8)

    def texts(self):
        return self.message.texts(9)


@dataclass
class Value:
    """An input or output of the graph."""
    name: str
    element: int | None        # DataType of a tensor; None for what is no tensor
    shape: list | None         # None for an open size; None where the file does not say


@dataclass
class FunctionBody:
    """A function that the file itself defines."""
    inputs: list
    outputs: list
    nodes: list
    opsets: dict
    defaults: dict             # attributes with their default values


@dataclass
class Model:
    nodes: list
    tensors: dict              # name -> bytes of a TensorProto
    inputs: list
    outputs: list
    opsets: dict               # domain -> version
    functions: dict = field(default_factory=dict)    # (domain, name) -> bytes of a FunctionProto
    metadata: dict = field(default_factory=dict)     # texts by key


def node_of(block):
    message = Message(block)
    return Node(message.text(4), domain_of(message.text(7)), message.text(3), message.texts(1), message.texts(2),
                attributes_of(message.blocks(5)))


def attributes_of(blocks):
    attributes = {}
    for block in blocks:
        message = Message(block)
        attributes[message.text(1)] = message.text(21) if 21 in message else Attribute(message)
    return attributes


def value_of(block):
    message = Message(block)
    kind = Message(message.block(2) or b"")
    tensor = kind.block(1)
    if tensor is None:
        return Value(message.text(1), None, None)
    tensor = Message(tensor)
    if 2 not in tensor:
        return Value(message.text(1), tensor.integer(1), None)
    sizes = []
    for dimension in Message(tensor.block(2)).blocks(1):
        dimension = Message(dimension)
        size = dimension.integer(1, -1)
        sizes.append(size if size > 0 else None)
    return Value(message.text(1), tensor.integer(1), sizes)


def domain_of(name):
    return "" if name == "ai.onnx" else name


def opsets_of(blocks):
    messages = [Message(block) for block in blocks]
    return {domain_of(message.text(1)): message.integer(2) for message in messages}


def model_of(data):
    """Of a file's bytes."""
    message = Message(data)
    block = message.block(7)
    if block is None:
        raise Refused("The file is no ONNX model: it holds no graph.")
    graph = Message(block)
    if 15 in graph:
        raise Refused("The file keeps weights as sparse tensors, which are not read.")
    if len(graph.blocks(1)) > MOST_NODES:
        raise Refused(f"The file has {len(graph.blocks(1))} nodes; a plain network has some hundred.")
    functions = {}
    for block in message.blocks(25):
        one = Message(block)
        functions[one.text(10), one.text(1)] = block
    return Model([node_of(block) for block in graph.blocks(1)],
                 {Message(block).text(8): block for block in graph.blocks(5)},
                 [value_of(block) for block in graph.blocks(11)], [value_of(block) for block in graph.blocks(12)],
                 opsets_of(message.blocks(8)), functions,
                 {pair.text(1): pair.text(2) for pair in map(Message, message.blocks(14))})


def function_of(block):
    message = Message(block)
    return FunctionBody(message.texts(4), message.texts(5), [node_of(one) for one in message.blocks(7)],
                        opsets_of(message.blocks(9)), attributes_of(message.blocks(11)))


def tensor_of(block, what, beside=None):
    """A TensorProto as a Constant; texts are an array of str. beside: FilesBeside the model, where it came from one."""
    message = Message(block)
    kind, sizes = message.integer(2), message.integers(1)
    name = message.text(8) or what
    if 3 in message:
        raise Refused(f"The tensor '{name}' is stored in segments, which are not read.")
    if any(size < 0 for size in sizes) or len(sizes) > 16:
        raise Damaged(f"the tensor '{name}' has the shape {sizes}")
    count = math.prod(sizes)
    raw = message.block(9)
    if message.integer(14) == EXTERNAL:
        raw = bytes_beside(message, kind, count, name, beside)
    if kind == STRING:
        values, number = numpy.array([as_text(one) for one in message.blocks(6)], dtype=object), None
    elif kind in DATA_TYPES:
        values, number = numbers_of(message, kind, name, raw)
    else:
        raise Refused(f"The tensor '{name}' is of the type {kind} (TensorProto.DataType), which is not read.")
    if count != values.size:
        raise Damaged(f"the tensor '{name}' has {values.size} numbers and the shape {sizes}")
    return Constant(values.reshape(sizes), number)


def bytes_beside(message, kind, count, name, beside):
    if beside is None:
        raise Refused(f"The tensor '{name}' lies in a file of its own beside the model.")
    if kind not in DATA_TYPES:
        raise Refused(f"The tensor '{name}' lies in a file of its own and is of the type {kind} "
                      "(TensorProto.DataType), which is not read there.")
    return beside.read(message.blocks(13), count * numpy.dtype(DATA_TYPES[kind][0]).itemsize, name)


def numbers_of(message, kind, name, raw):
    """(array, what the file calls its type). raw: its bytes, or None where it has a field of numbers."""
    dtype, number = DATA_TYPES[kind]
    dtype = numpy.dtype(dtype)
    if raw is not None:
        if len(raw) % dtype.itemsize:
            raise Damaged(f"the tensor '{name}' has {len(raw)} bytes")
        values = numpy.frombuffer(bytes(raw), numpy.dtype("u1") if dtype.kind == "b" else dtype)
    elif kind == 1:
        values = message.reals(4, "<f4")
    elif kind == 11:
        values = message.reals(10, "<f8")
    elif kind == 7:
        values = numpy.array(message.integers(7), dtype=numpy.int64)
    elif kind in (12, 13):
        values = numpy.array([one & 0xFFFFFFFFFFFFFFFF for one in message.integers(11)], dtype=numpy.uint64)
    else:    # int32_data holds everything narrower, halves as their bits
        values = numpy.array(message.integers(5), dtype=numpy.int64)
        if number is not None:
            values = values.astype("<u2").view(dtype)
    if number == "bfloat16":
        values = (values.astype("<u4") << 16).view("<f4")
    elif dtype.kind == "b":
        values = values != 0
    return values.astype(dtype.newbyteorder("=") if number != "bfloat16" else numpy.float32), number
