# SPDX-License-Identifier: MIT
"""A graph of ONNX that is being put together, and its bytes."""
import numpy

from protobuf_writing import block, integer, packed_integers, real

ELEMENTS = {"float": 1, "double": 11}    # TensorProto.DataType
REAL, INTEGER = 1, 2                     # AttributeProto.AttributeType


class Graph:
    """Over "float" or "double". Values go by the name of the node that gives them."""

    def __init__(self, number):
        self.number = number
        self.nodes = []      # [operator, inputs, name, attributes]
        self.tensors = {}    # name: array
        self.prefix = ""     # of the layer that nodes are put in for

    def node(self, operator, *inputs, name=None, **attributes):
        """The name of its output, which is the node's own."""
        name = self.prefix + (name or operator.lower())
        taken = {node[2] for node in self.nodes}
        if name in taken:
            name = next(f"{name}_{at}" for at in range(2, len(taken) + 3) if f"{name}_{at}" not in taken)
        self.nodes.append([operator, list(inputs), name, attributes])
        return name

    def tensor(self, name, values):
        """A constant of the graph, by its name."""
        self.tensors[name] = numpy.asarray(values, numpy.float32 if self.number == "float" else numpy.float64)
        return name

    def constant(self, value):
        """A single number."""
        return self.tensor(f"constant_{float(value)!r}", value)

    def write(self, inputs, outputs):
        """A GraphProto from "x" to "y", which is what the last node gives."""
        last = self.nodes[-1]
        nodes = [block(1, node_bytes(*node, "y" if node is last else node[2])) for node in self.nodes]
        tensors = [block(5, self.tensor_bytes(*pair)) for pair in self.tensors.items()]
        return (b"".join(nodes) + block(2, "picomlp") + b"".join(tensors) + block(11, self.value_bytes("x", inputs)) +
                block(12, self.value_bytes("y", outputs)))

    def tensor_bytes(self, name, array):
        kind = array.dtype.newbyteorder("<")
        return (packed_integers(1, array.shape) + integer(2, ELEMENTS[self.number]) + block(8, name) +
                block(9, array.astype(kind).tobytes()))

    def value_bytes(self, name, size):
        """A ValueInfoProto of any number of samples."""
        shape = block(1, block(2, "samples")) + block(1, integer(1, size))
        return block(1, name) + block(2, block(1, integer(1, ELEMENTS[self.number]) + block(2, shape)))


def node_bytes(operator, inputs, name, attributes, output):
    return (b"".join(block(1, one) for one in inputs) + block(2, output) + block(3, name) + block(4, operator) +
            b"".join(block(5, attribute_bytes(*pair)) for pair in attributes.items()))


def attribute_bytes(name, value):
    if isinstance(value, int):
        return block(1, name) + integer(3, value) + integer(20, INTEGER)
    return block(1, name) + real(2, value) + integer(20, REAL)
