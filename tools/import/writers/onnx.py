# SPDX-License-Identifier: MIT
"""ONNX: a Gemm for each layer, the scalings in front and behind, any number of samples."""
import export_metadata
from protobuf_writing import block, integer
from refusal import Refused
from writers.onnx_activations import FUNCTIONS
from writers.onnx_graph import Graph

IR_VERSION, OPSET = 7, 14     # ONNX 1.8 of 2020: the first with HardSwish, and all that the rest asks for
LONGEST = (1 << 31) - 1       # bytes of a message
TARGET_NODES = ("target_scale", "target_offset")


def graph_of(network):
    graph = Graph(network.number)
    value = "x"
    if network.scaling is not None:
        offset, factor = network.scaling
        value = graph.node("Sub", value, graph.tensor("scaling.offset", offset), name="feature_offset")
        value = graph.node("Mul", value, graph.tensor("scaling.factor", factor), name="feature_factor")
    for at, layer in enumerate(network.layers, 1):
        graph.prefix = f"layer_{at}/"
        value = graph.node("Gemm", value, graph.tensor(f"layer_{at}.weight", layer.weights),
                           graph.tensor(f"layer_{at}.bias", layer.bias))
        value = FUNCTIONS[network.number][layer.activation](graph, value, layer.parameter)
    graph.prefix = ""
    if network.targets is not None:
        offset, scale = network.targets
        value = graph.node("Mul", value, graph.tensor("targets.scale", scale), name=TARGET_NODES[0])
        graph.node("Add", value, graph.tensor("targets.offset", offset), name=TARGET_NODES[1])
    return graph


def write(model):
    network = model.network
    told = export_metadata.of(model)
    if network.targets is not None:
        told[export_metadata.TARGET_SCALING] = ",".join(TARGET_NODES)
    data = (integer(1, IR_VERSION) + block(2, "picomlp") + (block(6, model.text) if model.text else b"") +
            block(7, graph_of(network).write(network.inputs, network.outputs)) +
            block(8, block(1, "") + integer(2, OPSET)) +
            b"".join(block(14, block(1, key) + block(2, text)) for key, text in told.items()))
    if len(data) > LONGEST:
        raise Refused("the model takes 2 GiB or more, which no ONNX file holds")
    return data
