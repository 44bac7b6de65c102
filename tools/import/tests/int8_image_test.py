# SPDX-License-Identifier: MIT
"""A network of int8 as an image: the bytes of the golden writer, the same when they are written again, and the outputs
of the network it was made of."""
import contextlib
import io
import json
import random
import unittest
from dataclasses import replace

from of_import import Case
import numpy

import command_line
import image_format as of
import int8_files
import int8_networks
import quantized_image_writing as writing
from quantized import activations, predict
from quantized.activations import Quantization
from quantized.requantization import ROUNDINGS
from quantized_image import quantized_model_of
from quantized_image_test import GOLDEN, image_of as golden_bytes, sealed


def drawn(draw, step, beta=None):
    made = int8_networks.network(draw, [3, 5, 2], ["none", step], beta)
    return replace(made, scaling=(numpy.array([0.5, 0, -3]), numpy.array([2.0, 1, 0.25])),
                   targets=(numpy.array([1.0, 2]), numpy.array([3.0, 0.5])), feature_names=["a", "ä", ""],
                   class_names=["left", "right"])


def golden_of(network, rounding, text, vectors):
    """The network by the golden writer, whose layers are filled by hand."""
    layers = []
    for layer in network.layers:
        form, limits = writing.form_of(layer, rounding)
        code, parameter = writing.stated(layer, False)
        leaky = layer.only_leaky()
        one = GOLDEN.Layer(layer.units, of.CODES[code], form, len(layer.weight_scales) > 1, limits,
                           layer.sums.zero_point, layer.outputs.zero_point, layer.outputs.scale, parameter,
                           (leaky.above, leaky.below) if leaky else ())
        one.fill = lambda *_: None
        one.weights, one.biases = layer.weights.reshape(-1).tolist(), layer.whole_biases.tolist()
        one.multipliers = list(map(tuple, layer.multipliers.tolist()))
        one.table = layer.table(rounding).tolist() if form == GOLDEN.TABLE else []
        layers.append(one)
    image = GOLDEN.QuantizedImage(f"{rounding}_rounding", network.inputs, network.input.scale, network.input.zero_point,
                                  layers)
    for kind, pair in ((3, network.scaling), (4, network.targets)):
        image.add(kind, 1, len(pair[0]), image.pack([*pair[0], *pair[1]]))
    image.name_features(*network.feature_names)
    image.name_outputs(*network.class_names)
    x, y = vectors
    image.add(7, 0, len(x), image.pack([*x.reshape(-1), *y.reshape(-1)]))
    image.describe(text)
    # What the golden network makes of the vectors, by the reference in Python integers.
    for one, expected in zip(x, y):
        scaled = writing.scaled(network, one.reshape(1, -1))[0]
        q = [GOLDEN.numbers_of.quantize(GOLDEN.Fraction(float(value)), GOLDEN.Fraction(network.input.scale),
                                        network.input.zero_point) for value in scaled]
        how = network.layers[-1].outputs
        z = writing.dequantized(numpy.array(image.outputs_of(q)), how.scale, how.zero_point)
        offset, scale = (part.astype(numpy.float32) for part in network.targets)
        assert (z * scale + offset == expected).all(), "the vectors are not the reference's"
    return image.finish().bytes(0, 1)


class Images(Case):
    def test_golden_bytes(self):
        draw = random.Random(81)
        for step in ("none", "relu", "relu6", "leaky_relu", "sigmoid", "hyperbolic_tangent", "requantised"):
            for rounding in ROUNDINGS:
                with self.subTest(step, rounding=rounding):
                    made = drawn(draw, step)
                    x = writing.features_of(made, int8_networks.inputs_for(draw, made, 5))
                    made = replace(made, vectors=writing.vectors_of(made, x, rounding, 4))
                    self.assertEqual(writing.image_of(made, rounding, "Made."),
                                     golden_of(made, rounding, "Made.", made.vectors))

    def test_golden_images_again(self):
        for make in (GOLDEN.int8_every_section, GOLDEN.int8_single, GOLDEN.int8_smallest):
            data = golden_bytes(make)
            model = quantized_model_of(data)
            network = writing.network_of(model)
            self.assertEqual(writing.image_of(network, network.rounding, model.text), data)
            if network.vectors is not None:
                x, y = network.vectors
                self.assertEqual(writing.outputs_of(network, x, network.rounding).tobytes(), y.tobytes())

    def test_round_trip(self):
        draw = random.Random(82)
        for number in range(24):
            made, rounding = int8_networks.random_network(draw), ROUNDINGS[number % 2]
            data = writing.image_of(made, rounding)
            again = writing.network_of(quantized_model_of(data))
            self.assertEqual(writing.image_of(again, again.rounding), data)
            x = int8_networks.inputs_for(draw, made, 30)
            self.assertEqual(predict.outputs_of(again, x, rounding).tolist(),
                             predict.outputs_by_layer(made, x, rounding)[-1].tolist())

    def test_what_layers_say(self):
        """Names of activations: softmax of the logits, and a slope."""
        draw = random.Random(83)
        model = quantized_model_of(writing.image_of(drawn(draw, "none", 1.0), "double"))
        self.assertEqual([layer.activation for layer in model.layers], ["identity", "softmax"])
        self.assertIn("logits", writing.network_of(model).remarks[0])
        made = int8_networks.network(draw, [1, 1], ["leaky_relu"])
        of_sums, to = made.layers[0].sums, made.layers[0].outputs
        for slope, name in ((0.01, "leaky_relu"), (0.25, "leaky_relu_of(0.25)")):
            layer = replace(made.layers[0], steps=(activations.leaky_relu(of_sums, slope, to),))
            data = writing.image_of(replace(made, layers=[layer]), "single")
            self.assertEqual(quantized_model_of(data).layers[0].activation, name)

    def test_what_no_image_has(self):
        made = drawn(random.Random(84), "none")
        self.refused("no rounding in floats", writing.image_of, made, "runtime")
        tiny = Quantization(1e-40, 0)
        self.refused("the inputs have the scale", writing.image_of, replace(made, input=tiny), "double")
        layer = replace(made.layers[1], sums=tiny)
        layers = [made.layers[0], layer]
        self.refused("the outputs of layer 2", writing.image_of, replace(made, layers=layers), "double")


class Command(Case):
    def imported(self, data, *words, file="small.img"):
        """(the report as JSON, the folder)"""
        path, to = self.folder() / file, self.folder()
        path.write_bytes(data)
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            command_line.main([str(path), "--to", str(to), "--json", *map(str, words)])
        return json.loads(printed.getvalue()), to

    def test_a_file_in_int8_and_its_image(self):
        """The image says what the file does, and comes through as it is, with --int8 or without."""
        data = int8_files.random_model(random.Random(85))
        for rounding in ROUNDINGS:
            found, to = self.imported(data, "--int8", "--rounding", rounding, file="small.tflite")
            image = (to / "small.img").read_bytes()
            self.assertEqual((found["test_vectors"], found["files"]["small.img"]), (4, len(image)))
            for words in ((), ("--int8",), ("--int8", "--rounding", rounding)):
                again, other = self.imported(image + bytes(40), *words)
                self.assertEqual((other / "small.img").read_bytes(), image)
                self.assertEqual((again["kind"], again["number"], again["rounding"]), ("picomlp", "int8", rounding))
                self.assertIn("Outputs are those of the image's 4 test vectors, bit for bit.", again["remarks"])
                text = (other / "small.c").read_text()
                self.assertEqual(text[:text.index("test_x")], (to / "small.c").read_text()[:text.index("test_x")])
            more, _ = self.imported(image, "--vectors", 9)
            self.assertEqual(more["test_vectors"], 9)

    def test_vectors_that_differ(self):
        data = golden_bytes(GOLDEN.int8_single)
        offset = next(numpy.frombuffer(data, "<u4", 3, 32 + 16 * at)[1] for at in range(data[18])
                      if data[32 + 16 * at] == 7)
        wrong = sealed(data, int(offset) + 4 * 4 * 3, bytes([data[int(offset) + 4 * 4 * 3] ^ 1]))
        self.refused("small.img: the image fails its own test: of its test vector 0, output 0", self.imported, wrong)

    def test_refusals(self):
        data = golden_bytes(GOLDEN.int8_single)
        for words, arguments in (("of single rounding", ["--rounding", "double"]),
                                 ("in int8 already", ["--int8", "--calibrate", "x.csv"]),
                                 ("no scales of weights", ["--int8", "--also", "tflite"]),
                                 ("of which no network of floats is made", ["--dequantize"])):
            self.refused(words, self.imported, data, *arguments)


if __name__ == "__main__":
    unittest.main()
