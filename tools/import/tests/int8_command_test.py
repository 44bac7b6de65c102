# SPDX-License-Identifier: MIT
"""--int8 as users run it: floats quantised over samples, files in int8 carried over, or one line that says why not."""
import contextlib
import io
import json
import random
import shutil
import unittest

from command_test import run
from of_import import MODELS, Case
from rtneural_test import dense as rtneural_dense, model as rtneural_model
import numpy

import command_line
import int8_command
import int8_files
import int8_networks
import onnx_int8_files
import ours
from quantized import predict
from readers import picomlp_image, tflite

WINE = MODELS / "sk_wine_minmax_tanh.joblib"


class Command(Case):
    def csv(self, name="sk_wine_minmax_tanh", count=None):
        path = self.folder() / "samples.csv"
        numpy.savetxt(path, numpy.load(MODELS / f"{name}.npz")["x"][:count], delimiter=",")
        return path

    def imported(self, *words):
        folder = self.folder()
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            command_line.main([*map(str, words), "--to", str(folder), "--int8", "--json"])
        return json.loads(printed.getvalue()), folder

    def test_floats(self):
        found, folder = self.imported(WINE, "--calibrate", self.csv(), "--inputs", MODELS / "sk_wine_minmax_tanh.npz")
        compared = found["disagreement"]
        self.assertEqual((found["number"], found["rounding"], found["inputs"], found["outputs"]),
                         ("int8", "double", 13, 3))
        self.assertEqual(compared["labels_that_differ"], [])
        self.assertLess(compared["largest_difference"], 255 * found["output"]["scale"] / 50)
        self.assertTrue(0 < compared["mean_difference"] < compared["largest_difference"])
        self.assertEqual([layer["saturated"] for layer in found["layers"]], [0, 0])
        self.assertEqual({path.name for path in folder.iterdir()},
                         {"sk_wine_minmax_tanh" + end for end in (".c", ".h", ".img", "_image.h", "_report.txt",
                                                          "_report.json")})
        self.assertIn("(x[i] - offset[i]) * factor[i]", (folder / "sk_wine_minmax_tanh.h").read_text())
        text = (folder / "sk_wine_minmax_tanh_report.txt").read_text()
        self.assertLessEqual(max(map(len, text.splitlines())), 80)
        for head in ("model", "network", "ranges", "checked", "against", "labels", "layer 1", "flash"):
            self.assertEqual(sum(line.startswith(f"{head:14}") for line in text.splitlines()), 1, head)

    @unittest.skipUnless(shutil.which("gcc"), "no compiler here")
    def test_floats_through_the_header(self):
        """From features to outputs by NAME_quantize() and NAME_dequantize(): near scikit-learn's, in its units."""
        name = "sk_diabetes_regressor"
        known = numpy.load(MODELS / f"{name}.npz")
        found, folder = self.imported(MODELS / f"{name}.joblib", "--calibrate", self.csv(name))
        (folder / "main.c").write_text(f"""
#include <stdio.h>
#include "{name}.h"
int main(void) {{
    float x[{found['inputs']}], y[1]; int8_t q[{found['inputs']}], p[1];
    while (fread(x, sizeof x, 1, stdin) == 1) {{
        {name}_quantize(x, q); {name}_predict(q, p); {name}_dequantize(p, y); fwrite(y, sizeof y, 1, stdout);
    }}
    return {name}_self_test();
}}""")
        int8_networks.run(["gcc", "-std=c99", *int8_networks.WARNINGS, folder / "main.c", folder / f"{name}.c", "-o",
                           folder / "main"])
        y = numpy.frombuffer(int8_networks.run([folder / "main"], known["x"].astype("f4").tobytes()), "f4")
        reach = known["y"].max() - known["y"].min()
        self.assertLess(abs(y - known["y"].reshape(-1)).max(), 0.05 * reach)

    def test_options(self):
        csv = self.csv()
        least, _ = self.imported(WINE, "--calibrate", csv, "--ranges", "percentile:0.9", "--weight-scales", "per_layer",
                                 "--rounding", "single")
        self.assertEqual((least["rounding"], [layer["weight_scales"] for layer in least["layers"]]), ("single", [1, 1]))
        self.assertGreater(least["layers"][0]["saturated"] + least["layers"][1]["saturated"], 0)
        self.assertIn("0.9 of the numbers", least["calibration"])

    def test_a_file_in_int8(self):
        draw = random.Random(71)
        path = self.folder() / "small.tflite"
        path.write_bytes(int8_files.random_model(draw))
        found, folder = self.imported(path, "--also", "tflite")
        network = tflite.quantized(path)
        again = tflite.quantized_of((folder / "small.tflite").read_bytes())
        x = int8_networks.inputs_for(draw, network, 20)
        self.same(predict.outputs_of(again, x, "double"), predict.outputs_of(network, x, "double"))
        self.assertEqual((found["kind"], found["disagreement"]), ("TFLite", None))

    def test_tflite_of_floats(self):
        """Tanh is in integers, as TFLite has it."""
        _, folder = self.imported(WINE, "--calibrate", self.csv(), "--also", "tflite")
        x = int8_networks.inputs_for(random.Random(76), tflite.quantized(folder / "sk_wine_minmax_tanh.tflite"), 50)
        of_image, of_tflite = (predict.outputs_of(read(folder / f"sk_wine_minmax_tanh.{end}"), x, "double")
                               for read, end in ((picomlp_image.quantized, "img"), (tflite.quantized, "tflite")))
        self.same(of_image, of_tflite)

    def test_an_onnx_file_in_int8(self):
        draw = random.Random(75)
        path = self.folder() / "small.onnx"
        layers = onnx_int8_files.drawn(draw, [3, 5, 2])
        path.write_bytes(onnx_int8_files.model(*onnx_int8_files.operators(layers), 3, "q2"))
        found, folder = self.imported(path)
        self.assertEqual((found["kind"], found["rounding"]), ("ONNX", "runtime"))
        self.assertIn("those of\n   ONNX Runtime.\n", (folder / "small.h").read_text())
        for more in (["--rounding", "single"], ["--also", "tflite"]):
            self.refused("ONNX Runtime", command_line.main, [str(path), "--to", str(folder), "--int8", *more])

    def test_without_a_compiler(self):
        folder = self.folder()
        done = run(WINE, "--to", folder, "--int8", "--calibrate", self.csv(), CC="no-such-compiler")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("not the library's bits", " ".join(done.stdout.split()))
        self.assertTrue((folder / "sk_wine_minmax_tanh.c").exists())

    def test_a_c_file_that_computes_something_else_is_seen(self):
        if ours.compiler() is None:
            self.skipTest("no C compiler")
        network = int8_networks.network(random.Random(72), [2, 3], ["none"])
        x = int8_networks.inputs_for(random.Random(73), network, 9).astype(numpy.int8)
        y = predict.outputs_of(network, x, "double")
        files = int8_command.int8.write(network, "net", "double")
        self.assertIn("gives the integers", int8_command.held("net", network, files, x, y))
        y[4, 1] ^= 1
        self.refused("does not give what", int8_command.held, "net", network, files, x, y)

    def test_refusals(self):
        path = self.folder() / "small.tflite"
        path.write_bytes(int8_files.random_model(random.Random(74)))
        empty = self.folder() / "x.csv"
        empty.write_text("1,2\n")
        two = self.folder() / "two.csv"
        two.write_text("1,2\n-3,4\n")
        elu = self.folder() / "elu.json"
        elu.write_bytes(rtneural_model(rtneural_dense(activation="elu")))
        for words, arguments in (
                ("joblib: the file is in float: --calibrate", [WINE]),
                ("in int8 already", [path, "--calibrate", self.csv()]),
                ("is not written as npz", [WINE, "--calibrate", self.csv(), "--also", "npz"]),
                ("has no operator", [elu, "--calibrate", two, "--also", "tflite"]),
                ("x.csv has 2 numbers for each sample, and the model takes 13", [WINE, "--calibrate", empty])):
            with self.subTest(words):
                self.refused(words, command_line.main, [*map(str, arguments), "--to", str(self.folder()), "--int8"])
        for wrong in (["--calibrate", empty], ["--int8", "--dequantize"], ["--int8", "--ranges", "widest"],
                      ["--also", "tflite"], ["--int8", "--number", "double"], ["--int8", "--ranges", "percentile:2"]):
            with self.assertRaises(SystemExit) as caught, contextlib.redirect_stderr(io.StringIO()):
                command_line.main([str(WINE), "--to", "folder", *map(str, wrong)])
            self.assertEqual(caught.exception.code, 2, wrong)


if __name__ == "__main__":
    unittest.main()
