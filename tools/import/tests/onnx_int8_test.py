"""ONNX files that compute in int8, carried over as they are: as ONNX Runtime's kernels compute them, in floats here."""
import random
import shutil
import unittest

from of_import import Case
import numpy

import int8_networks
import mutations
import onnx_files as files
from c99 import int8
from onnx_files import node
from quantized import predict
from quantized.requantization import RUNTIME, requantized
from readers import onnx
from refusal import Refused

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


def model(nodes, tensors, features, last):
    """int8 at both ends."""
    return files.model(nodes, tensors, inputs=[files.value("q0", ["n", features], files.INT8)],
                       outputs=[files.value(last, None, files.INT8)])


class Reads(Case):
    def setUp(self):
        self.draw = random.Random(81)

    def gives(self, made, layers):
        sizes = [layers[0]["w"].shape[0]] + [layer["w"].shape[1] for layer in layers]
        self.assertEqual((made.sizes, made.rounding), (sizes, RUNTIME))
        x = int8_networks.inputs_for(self.draw, made, 300)
        expected = of_runtime(x.astype(numpy.int8), layers)
        self.assertEqual(predict.outputs_of(made, x, RUNTIME).tolist(), expected.tolist())
        return x, expected

    def test_operators_and_pairs(self):
        for number in range(24):
            relu = number % 3 == 0
            layers = drawn(self.draw, [self.draw.randint(1, 30) for _ in range(self.draw.randint(2, 4))],
                           number % 2 == 0, number % 4 != 1, relu)
            features, last = layers[0]["w"].shape[0], f"q{len(layers)}"
            for made in (operators(layers), operators(layers, True), pairs(layers, relu)):
                with self.subTest(number):
                    self.gives(onnx.quantized_of(model(*made, features, last)), layers)

    @unittest.skipUnless(shutil.which("gcc"), "no compiler here")
    def test_the_c_file(self):
        for sizes in ([1, 9, 1], [33, 18, 6], [700, 4]):
            layers = drawn(self.draw, sizes)
            made = onnx.quantized_of(model(*operators(layers), sizes[0], f"q{len(layers)}"))
            x, expected = self.gives(made, layers)
            y = int8_networks.outputs_of_program(self.folder(), made, RUNTIME, x, ["gcc", "-std=c99", "-O2"])
            self.assertEqual(y.tolist(), expected.tolist())

    @unittest.skipUnless(shutil.which("gcc"), "no compiler here")
    def test_the_c_file_where_floats_are_halves(self):
        """Factors and sums whose product is within a float's last bit of a half."""
        folder, found = self.folder(), 0
        layers = drawn(self.draw, [1, 1], False)
        made = onnx.quantized_of(model(*operators(layers), 1, "q1"))
        text = int8.Program(made, "net", RUNTIME, None)
        significands = [self.draw.randint(2**23, 2**24 - 1) for _ in range(3000)]
        cases = []
        for significand in significands:
            shift = self.draw.randint(30, 44)
            half = self.draw.randint(0, 127) + 0.5
            near = round(half * 2.0**shift / significand)
            cases += [(sign * (near + off), significand, shift) for off in (-1, 0, 1) for sign in (1, -1)
                      if near + off < 2**24]
        cases = numpy.array(cases)
        (folder / "main.c").write_text('#include <stdio.h>\n#include "net.c"\nint main(void) {\n'
                                       '    long a, b, c;\n    (void)net_predict;\n'
                                       '    while (scanf("%ld %ld %ld", &a, &b, &c) == 3)\n'
                                       '        printf("%ld\\n", (long)net_scaled((int32_t)a, (int32_t)b, '
                                       '(uint_fast8_t)c, 0));\n    return 0;\n}\n')
        (folder / "net.c").write_text(text.source())
        (folder / "net.h").write_text(text.header())
        int8_networks.run(["gcc", "-std=c99", "-O1", folder / "main.c", "-o", folder / "main"])
        given = "\n".join(" ".join(map(str, case)) for case in cases.tolist())
        out = [int(line) for line in int8_networks.run([folder / "main"], given.encode()).split()]
        expected = numpy.clip(requantized(*cases.T, RUNTIME), -512, 512).tolist()
        exact = cases[:, 0] * cases[:, 1] / 2.0**cases[:, 2]
        found = (numpy.rint(exact) != expected).sum()
        self.assertEqual(out, expected)
        self.assertGreater(found, 20)    # where the float is another half than the exact product

    def test_floats_at_the_ends(self):
        layers = drawn(self.draw, [3, 5, 2])
        nodes, tensors = pairs(layers)
        start, end = (quantization(tensors, name, how) for name, how in (("i", layers[0]["x"]), ("o", layers[1]["y"])))
        ends = [node("QuantizeLinear", f"x {start}", "q0"), *nodes, node("DequantizeLinear", f"q2 {end}", "y")]
        made = onnx.quantized_of(files.model(ends, tensors, features=3))
        self.gives(made, layers)
        self.assertIn("to the even one", made.remarks[0])
        made = onnx.quantized_of(files.model([*ends[:-1], node("DequantizeLinear", f"q2 {end}", "f"),
                                              node("Softmax", "f", "y")], tensors, features=3))
        self.assertIn("logits", made.remarks[1])

    def test_files_in_float_are_none(self):
        data = files.model([node("Gemm", "x w", "y")], {"w": numpy.ones((2, 3), "f4")})
        self.assertIsNone(onnx.quantized_of(data))


class Refuses(Case):
    def test_what_does_not_fit(self):
        draw = random.Random(82)
        layers = drawn(draw, [3, 4, 2])
        nodes, tensors = operators(layers)
        plain, floats = pairs(layers)
        two = (numpy.float32(2), 3)
        for words, some, given, last in (
                ("zero point of uint8", nodes, {**tensors, "x0_z": numpy.uint8(3)}, "q2"),
                ("another quantisation", nodes, {**tensors, "x1_s": numpy.float32(9)}, "q2"),
                ("no matrix of int8", nodes, {**tensors, "w1": tensors["w1"].astype(numpy.uint8)}, "q2"),
                ("is given 4", nodes, {**tensors, "w1": tensors["w1"][:3]}, "q2"),
                ("3 scales", nodes, {**tensors, "w0_s": numpy.ones(3, "f4")}, "q2"),
                ("between 2^-36 and 1", nodes, {**tensors, "y1_s": numpy.float32(1e-9)}, "q2"),
                ("more than 24 bits", nodes, {**tensors, "b1": numpy.array([2**25, 0], "i4")}, "q2"),
                ("no straight line", nodes[::-1], tensors, "q2"),
                ("not what the last node", nodes, tensors, "q1"),
                ("outputs in float", plain[:-1], floats, "a1"),
                ("of another scale", plain, {**floats, "b1_s": numpy.float32(7) * floats["b1_s"]}, "q2"),
                ("which ONNX Runtime computes in float", *pairs(drawn(draw, [3, 4, 2]), True), "q2"),
                ("a network of int8 does not have", [*nodes, node("Elu", "q2", "y")], tensors, "y"),
                ("changes the quantisation", [*nodes, node("QuantizeLinear", f"q2 {quantization(tensors, 'n', two)}",
                                                           "y")], tensors, "y")):
            with self.subTest(words):
                self.refused(words, onnx.quantized_of, model(some, given, 3, last))

    def test_files_with_mistakes(self):
        draw = mutations.source("onnx int8")
        layers = drawn(draw, [3, 4, 2])
        good = [model(*made, 3, "q2") for made in (operators(layers), pairs(layers))]

        def predicted(data):
            network = onnx.quantized_of(data)
            if network is None:
                raise Refused("The file is in float.")
            predict.outputs_of(network, numpy.full((2, network.inputs), [[-128], [127]]), RUNTIME)
        count, read_well = mutations.fuzz(self, predicted, mutations.drawn(good, draw))
        self.assertGreaterEqual(read_well, count // 100)


if __name__ == "__main__":
    unittest.main()
