# SPDX-License-Identifier: MIT
"""ONNX files as bytes, for tests: a graph is put together from nodes, tensors, inputs and outputs."""
import numpy

from wire import block, integer, key, packed_integers, real

FLOAT, UINT8, INT8, INT32, INT64, STRING, FLOAT16, DOUBLE, BFLOAT16 = 1, 2, 3, 6, 7, 8, 10, 11, 16
TYPES = {"float32": FLOAT, "int8": INT8, "int32": INT32, "int64": INT64, "float16": FLOAT16, "float64": DOUBLE,
         "bool": 9, "uint8": UINT8}


def tensor(array, name="", field="raw"):
    """A TensorProto. `field`: raw, or the field of numbers that the type has."""
    array = numpy.asarray(array)
    if array.dtype.kind == "U" or array.dtype == object:
        return (packed_integers(1, array.shape) + integer(2, STRING) + block(8, name) +
                b"".join(block(6, text) for text in array.reshape(-1)))
    if array.dtype.kind == "i" and array.dtype.name not in TYPES:
        array = array.astype(numpy.int64)
    kind = TYPES[array.dtype.name]
    head = packed_integers(1, array.shape) + integer(2, kind) + block(8, name)
    if field == "raw":
        return head + block(9, array.tobytes())
    if kind in (FLOAT, DOUBLE):
        return head + block(4 if kind == FLOAT else 10, array.tobytes())
    if field == "one by one":    # not packed
        return head + b"".join(integer(7 if kind == INT64 else 5, int(value)) for value in array.reshape(-1))
    values = array.view(numpy.uint16) if kind == FLOAT16 else array
    return head + packed_integers(7 if kind == INT64 else 5, [int(value) for value in values.reshape(-1)])


def bfloat16_tensor(array, name=""):
    bits = (numpy.asarray(array, dtype=numpy.float32).view(numpy.uint32) >> 16).astype(numpy.uint16)
    return packed_integers(1, bits.shape) + integer(2, BFLOAT16) + block(8, name) + block(9, bits.tobytes())


def external_tensor(shape, name, location="weights.bin", kind=FLOAT, **told):
    """Its numbers lie in another file; told: offset, length and whatever else the model says of them."""
    return (packed_integers(1, shape) + integer(2, kind) + block(8, name) +
            b"".join(block(13, block(1, key) + block(2, str(text)))
                     for key, text in {"location": location, **told}.items()) + integer(14, 1))


def attribute(name, value):
    if isinstance(value, Reference):
        return block(1, name) + block(21, value.name) + integer(20, 1)
    if isinstance(value, bytes):      # a TensorProto
        return block(1, name) + block(5, value) + integer(20, 4)
    if isinstance(value, str):
        return block(1, name) + block(4, value) + integer(20, 3)
    if isinstance(value, float):
        return block(1, name) + real(2, value) + integer(20, 1)
    if isinstance(value, int):
        return block(1, name) + integer(3, value) + integer(20, 2)
    if all(isinstance(one, str) for one in value) and len(value):
        return block(1, name) + b"".join(block(9, one) for one in value) + integer(20, 8)
    if all(isinstance(one, int) for one in value):
        return block(1, name) + packed_integers(8, value) + integer(20, 7)
    return block(1, name) + block(7, numpy.asarray(value, dtype="<f4").tobytes()) + integer(20, 6)


class Reference:
    """An attribute that is the function's own."""

    def __init__(self, name):
        self.name = name


def node(kind, inputs, outputs, name="", domain="", **attributes):
    inputs, outputs = (one.split() if isinstance(one, str) else one for one in (inputs, outputs))
    return (b"".join(block(1, one) for one in inputs) + b"".join(block(2, one) for one in outputs) +
            (block(3, name) if name else b"") + block(4, kind) +
            b"".join(block(5, attribute(*pair)) for pair in attributes.items()) +
            (block(7, domain) if domain else b""))


def value(name, shape, element=FLOAT):
    """A ValueInfoProto; a text is an open size, shape None an unknown one. element None: a sequence of maps."""
    if element is None:
        return block(1, name) + block(2, block(4, b""))
    sizes = b"" if shape is None else block(2, b"".join(
        block(1, block(2, size) if isinstance(size, str) else integer(1, size)) for size in shape))
    return block(1, name) + block(2, block(1, integer(1, element) + sizes))


def model(nodes, tensors=(), inputs=None, outputs=None, opset=17, opsets=(), functions=(), features=2):
    """Bytes of a file. `tensors`: a dict of arrays, or TensorProtos. The output is the last node's, called "y"."""
    inputs = [value("x", ["n", features])] if inputs is None else inputs
    outputs = [value("y", None)] if outputs is None else outputs
    if isinstance(tensors, dict):
        tensors = [tensor(array, name) for name, array in tensors.items()]
    graph = (b"".join(block(1, one) for one in nodes) + block(2, "graph") +
             b"".join(block(5, one) for one in tensors) + b"".join(block(11, one) for one in inputs) +
             b"".join(block(12, one) for one in outputs))
    return (integer(1, 8) + block(2, "test") + block(7, graph) + block(8, block(1, "") + integer(2, opset)) +
            b"".join(block(8, block(1, domain) + integer(2, version)) for domain, version in opsets) +
            b"".join(block(25, one) for one in functions))


def function(domain, name, inputs, outputs, nodes, defaults=()):
    """A FunctionProto."""
    return (block(1, name) + b"".join(block(4, one) for one in inputs.split()) +
            b"".join(block(5, one) for one in outputs.split()) + b"".join(block(7, one) for one in nodes) +
            b"".join(block(9, block(1, one) + integer(2, version)) for one, version in (("", 17), (domain, 1))) +
            block(10, domain) +
            b"".join(block(11, attribute(*pair)) for pair in defaults))


def group_field(number):
    """A field of a wire type that no file has."""
    return key(number, 3)
