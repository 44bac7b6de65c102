# SPDX-License-Identifier: MIT
"""Small ONNX files that compute in int8, for tests, and what ONNX Runtime makes of them."""
import re

import numpy

import onnx_files as files
from onnx_files import node

MICROSOFT = "com.microsoft"


def of_runtime(q, layers):
    """A product in int32, times a factor in float, rounded to even."""
    for layer in layers:
        sums = (q.astype(numpy.int64) - layer["x"][1]) @ layer["w"].astype(numpy.int64)
        sums = sums + (0 if layer["b"] is None else layer["b"])
        factor = numpy.float32(layer["x"][0]) * layer["s"] / numpy.float32(layer["y"][0])
        products = sums.astype(numpy.float32) * factor.astype(numpy.float32)
        zero = layer["y"][1]
        q = (numpy.rint(numpy.clip(products, -128 - zero, 127 - zero)) + zero).astype(numpy.int8)
    return q


def drawn(draw, sizes, channels=True, bias=True, relu=False):
    """Layers as plain arrays; weights are [inputs][outputs]."""
    layers, at = [], (numpy.float32(draw.uniform(0.01, 0.1)), draw.randint(-128, 127))
    rng = numpy.random.default_rng(draw.randint(0, 2**31))
    for number, (inputs, outputs) in enumerate(zip(sizes, sizes[1:])):
        zero = -128 if relu and number + 2 < len(sizes) else draw.randint(-128, 127)
        y = numpy.float32(at[0] * 0.01 * 70 * inputs**0.5 * draw.uniform(0.5, 2)), zero
        scales = (rng.uniform(0.005, 0.02, outputs if channels else 1)).astype(numpy.float32)
        layers.append({"x": at, "y": y, "w": rng.integers(-127, 128, (inputs, outputs)).astype(numpy.int8), "s": scales,
                       "b": rng.integers(-9000, 9000, outputs).astype(numpy.int32) if bias else None})
        at = y
    return layers


def quantization(tensors, name, how):
    tensors |= {f"{name}_s": numpy.float32(how[0]), f"{name}_z": numpy.int8(how[1])}
    return f"{name}_s {name}_z"


def operators(layers, transposed=False):
    """(nodes, tensors) of QGemm, or QLinearMatMul where there is no bias; from int8 `q0`."""
    nodes, tensors = [], {}
    for number, layer in enumerate(layers):
        n = number
        x, y = (quantization(tensors, f"{part}{n}", layer[part]) for part in "xy")
        tensors |= {f"w{n}": layer["w"].T.copy() if transposed else layer["w"], f"w{n}_s": layer["s"],
                    f"w{n}_z": numpy.zeros(layer["s"].shape, numpy.int8)}
        given = f"q{n} {x} w{n} w{n}_s w{n}_z"
        if layer["b"] is None and not transposed:
            nodes.append(node("QLinearMatMul", f"{given} {y}", f"q{n + 1}"))
        else:
            bias = ""
            if layer["b"] is not None:
                tensors[bias := f"b{n}"] = layer["b"]
            nodes.append(node("QGemm", [*given.split(), bias, *y.split()], f"q{n + 1}", domain=MICROSOFT,
                              **({"transB": 1} if transposed else {})))
    return nodes, tensors


def pairs(layers, relu=False):
    """(nodes, tensors) of DequantizeLinear, Gemm or MatMul, QuantizeLinear; from int8 `q0`."""
    nodes, tensors = [], {}
    for n, layer in enumerate(layers):
        x, y = (quantization(tensors, f"{part}{n}", layer[part]) for part in "xy")
        has_bias = layer["b"] is not None
        tensors |= {f"w{n}": layer["w"].T.copy() if has_bias else layer["w"], f"w{n}_s": layer["s"],
                    f"w{n}_z": numpy.zeros(layer["s"].shape, numpy.int8)}
        axis = {"axis": 0} if has_bias else {"axis": -1}
        nodes += [node("DequantizeLinear", f"w{n} w{n}_s w{n}_z", f"w{n}_f", **axis),
                  node("DequantizeLinear", f"q{n} {x}", f"x{n}_f")]
        if has_bias:
            tensors |= {f"b{n}": layer["b"], f"b{n}_s": layer["x"][0] * layer["s"]}
            nodes.append(node("DequantizeLinear", f"b{n} b{n}_s", f"b{n}_f", axis=0))
            nodes.append(node("Gemm", f"x{n}_f w{n}_f b{n}_f", f"a{n}", transB=1))
        else:
            nodes.append(node("MatMul", f"x{n}_f w{n}_f", f"a{n}"))
        if relu and n + 1 < len(layers):
            nodes.append(node("Relu", f"a{n}", f"r{n}"))
        nodes.append(node("QuantizeLinear", f"{'r' if relu and n + 1 < len(layers) else 'a'}{n} {y}", f"q{n + 1}"))
    return nodes, tensors


def in_uint8(tensors):
    """The same network with activations of uint8: their zero points are 128 more."""
    return {name: (numpy.uint8(value + numpy.int64(128)) if re.fullmatch(r"[xyio]\d*_z", name) else value)
            for name, value in tensors.items()}


def model(nodes, tensors, features, last, element=files.INT8):
    """Integers at both ends."""
    return files.model(nodes, tensors, inputs=[files.value("q0", ["n", features], element)],
                       outputs=[files.value(last, None, element)])
