# SPDX-License-Identifier: MIT
"""Pictures show what the files hold, legibly; what is wrong with a file is said in one line."""

import contextlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import command_line
from tables import Failure

try:
    command_line.require_packages()
except Failure as failure:
    print(f"skipped: {failure}")
    sys.exit(77)  # by Meson's convention

import boundary
import histograms
import lettering
import style
import tables

SVG = "{http://www.w3.org/2000/svg}"

COST = """init,iteration,cost
zeros,0,0.69
zeros,1000,0.69
zeros,2000,0.69
he,0,0.88
he,1000,0.25
he,2000,0.07
"""
EPOCHS = "set,epoch,cost\ntraining,1,0.5\ntraining,2,0.25\nheld_out,1,0.6\nheld_out,2,0.5\n"
PREDICTIONS = """init,set,index,x1,x2,label,probability,predicted
he,train,0,0.5,0.5,0,0.1,0
he,train,1,2.5,0.5,1,0.9,1
he,train,2,2.5,1.5,1,0.8,1
he,train,3,3.5,1.5,0,0.7,1
he,test,0,0.5,0.5,1,0.1,0
zeros,train,0,0.5,0.5,0,0.5,0
zeros,train,1,2.5,0.5,1,0.5,0
zeros,train,2,2.5,1.5,1,0.5,0
zeros,train,3,3.5,1.5,0,0.5,0
zeros,test,0,0.5,0.5,1,0.5,0
"""
CONFUSION = "label,predicted,count\n0,0,31\n0,1,4\n0,2,0\n1,0,0\n1,1,27\n1,2,2\n2,0,0\n2,1,0\n2,2,9\n"
TUNING = """place,trial,learning_rate,l2,optimizer,diverged_folds,\
cost_mean,cost_deviation,accuracy_mean,accuracy_deviation
1,2,0.1,0.01,adam,0,0.2,0.05,0.9,0.02
2,1,0.01,0.1,momentum,0,0.3,0.04,0.8,0.03
3,4,1,0.5,adam,0,0.4,0.04,0.75,0.05
4,3,5,1,adam,1,,,,
"""
COSTS_OF_A_CHIP = """{"compilers": {}, "costs": {
"cortex-m4f fused -O2": {"2-1": {
  "instructions": {"initialize": 15021, "predict": 417, "train": 1501},
  "stack": {"initialize": 508, "predict": 204, "train": 208},
  "ram": {"predict": 60, "train": 520}, "static": {"predict": 0, "train": 1, "initialize": 0},
  "flash": {"predict": 2268, "train": 4972, "initialize": 6600},
  "runtime": {"predict": 0, "train": 3, "initialize": 164}}, "activations": {}},
"cortex-m4f fused -Os": {"2-1": {}}}}
"""


def grid(name, probability):
    return "".join(f"{name},{x1},{x2},{probability(x1, x2)}\n" for x2 in range(3) for x1 in range(5))


BOUNDARY = ("init,x1,x2,probability\n" + grid("zeros", lambda x1, x2: 0.5) +
            grid("he", lambda x1, x2: 0.1 + 0.2 * x1 - 0.01 * x2))


def study(function, weights, layers):
    """As `activations --csv` writes it, with three bins."""
    lines = []
    for layer in range(1, layers + 1):
        for values in ("activations", "gradients"):
            start = f"{function},{weights},{layer},{values}"
            if values == "activations":
                lines.append(f"{start},verdict,,,healthy")
            lines += [f"{start},mean,,,0.125", f"{start},standard_deviation,,,{layer}e-6"]
            lines += [f"{start},count,{low},{low + 1},{count}"
                      for low, count in ((-1, 1), (0, 6), (1, 3))]
    return "\n".join(lines) + "\n"


STUDY = ("activation,initializer,layer,values,quantity,low,high,value\n" +
         study("relu", "he", 2) + study("tanh", "0.01", 2))


class Svg:
    """What can be read in a picture."""

    def __init__(self, path):
        self.root = xml.etree.ElementTree.parse(path).getroot()
        self.texts = ["".join(text.itertext()) for text in self.root.iter(f"{SVG}text")]

    def parts(self, name):
        """Groups whose id is `name` or, for one that ends in a blank, begins with it."""
        return [group for group in self.root.iter(f"{SVG}g") if group.get("id", "") == name or
                name.endswith(" ") and group.get("id", "").startswith(name)]

    def marks(self, name):
        return sum(len(list(part.iter(f"{SVG}use"))) for part in self.parts(name))


class WithFiles(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.folder = Path(directory.name)

    def file(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return str(path)

    def plane_files(self, grid_text=BOUNDARY, predictions=PREDICTIONS):
        self.file("boundary.csv", grid_text)
        self.file("predictions.csv", predictions)
        return str(self.folder)

    def main(self, *words):
        """What is said on stdout and stderr."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            command_line.main([*words, "--to", str(self.folder / "to")])
        return out.getvalue(), err.getvalue()

    def drawn(self, *words, name=None):
        """The picture's SVG. Nothing may be wrong with the letters."""
        name = f"{name or words[0]}.svg"
        out, err = self.main(*words, "--format", "svg")
        self.assertEqual(err, "")
        self.assertIn(name, out)
        return Svg(self.folder / "to" / name)

    def assert_texts(self, picture, *texts):
        for text in texts:
            self.assertIn(text, picture.texts)


class Cost(WithFiles):
    def points(self, picture, name):
        curve, = picture.parts(name)
        return len(re.findall("[ML]", curve.find(f"{SVG}path").get("d")))

    def test_each_run_is_a_curve_with_its_name_and_axes_are_named(self):
        picture = self.drawn("cost", self.file("cost.csv", COST))
        self.assertEqual(len(picture.parts("curve ")), 2)
        self.assertEqual(self.points(picture, "curve he"), 3)
        self.assert_texts(picture, "zeros", "he", "iteration", "cost (nats per sample)", "0.8")

    def test_epochs_are_named_so(self):
        picture = self.drawn("cost", self.file("cost.csv", EPOCHS))
        self.assert_texts(picture, "epoch", "training", "held_out")
        self.assertEqual(self.points(picture, "curve held_out"), 2)

    def test_several_files_come_into_one_figure_named_by_their_folders(self):
        picture = self.drawn("cost", self.file("circles/cost.csv", COST),
                             self.file("moons/cost.csv", COST), "--run", "he")
        self.assertEqual([part.get("id") for part in picture.parts("curve ")],
                         ["curve circles: he", "curve moons: he"])

    def test_a_logarithmic_axis_has_powers_of_ten(self):
        path = self.file("cost.csv", COST.replace("0.88", "1773"))
        self.assert_texts(self.drawn("cost", path, "--log"), "0.1", "1", "10", "100", "1000")
        self.assertNotIn("0.1", self.drawn("cost", path).texts)

    def test_a_logarithmic_axis_within_one_power_of_ten_has_labels_too(self):
        for costs, labels in (("0.69", {"0.62", "0.64", "0.66", "0.68"}), ("1.9", {"1"})):
            text = re.sub(r"0\.88|0\.25|0\.07", "0.62", COST).replace("0.69", costs)
            picture = self.drawn("cost", self.file("cost.csv", text), "--log")
            self.assertTrue(labels <= set(picture.texts), picture.texts)

    def test_a_cost_that_only_rounding_changes_stays_a_level_line(self):
        for words in ([], ["--log"]):
            text = re.sub(r"0\.88|0\.25|0\.07|0\.69", "0.6931471805599453", COST)
            path = self.file("cost.csv", text.replace("0.6931471805599453", "0.6931471805599458", 2))
            picture = self.drawn("cost", path, *words)
            curve, = picture.parts("curve zeros")
            heights = re.findall(r"[ML] \S+ (\S+)", curve.find(f"{SVG}path").get("d"))
            self.assertLess(max(map(float, heights)) - min(map(float, heights)), 1e-6)
            self.assertGreaterEqual(sum(text.startswith("0.") for text in picture.texts), 3)

    def test_a_run_has_its_curve_and_its_name_in_the_legend_whatever_it_is_called(self):
        for name in ("_zeros", "__", "$\\frac{$", "$\\x$", "$$", "50 % of $x_1$", "a & b <c>", "x, y"):
            with self.subTest(name=name):
                path = self.file("cost.csv", COST.replace("zeros", f'"{name}"'))
                picture = self.drawn("cost", path)
                self.assert_texts(picture, name, "he")
                self.assertEqual(self.points(picture, f"curve {name}"), 3)

    def test_costs_very_far_apart_are_drawn(self):
        for words in ([], ["--log"]):
            path = self.file("cost.csv", COST.replace("0.88", "1e100").replace("0.07", "1e-300"))
            self.drawn("cost", path, *words)

    def test_a_cost_of_0_has_no_logarithm(self):
        path = self.file("cost.csv", COST.replace("0.88", "0"))
        with self.assertRaisesRegex(Failure, "'he'.*cost 0.*--log"):
            self.main("cost", path, "--log")
        self.drawn("cost", path)


class Boundary(WithFiles):
    def test_shows_samples_boundary_and_share_right_of_each_run(self):
        picture = self.drawn("boundary", self.plane_files())
        self.assert_texts(picture, "zeros: 50.0 % of 4 right (train)", "x1 (no unit)",
                          "he: 75.0 % of 4 right (train)", "x2 (no unit)", "sample of class 0",
                          "sample of class 1", "probability 1/2", "probability of class 1", "0.25")
        # Of two runs.
        self.assertEqual(picture.marks("samples of class 0"), 4)
        self.assertEqual(picture.marks("samples of class 1"), 4)

    def test_a_constant_probability_has_no_boundary(self):
        picture = self.drawn("boundary", self.plane_files(), "--run", "zeros")
        self.assertEqual(picture.parts("boundary"), [])
        picture = self.drawn("boundary", self.plane_files(), "--run", "he")
        self.assertEqual(len(picture.parts("boundary")), 1)

    def test_the_test_set_can_be_shown(self):
        picture = self.drawn("boundary", self.plane_files(), "--run", "he", "--set", "test")
        self.assert_texts(picture, "he: 0.0 % of 1 right (test)")
        self.assertEqual(picture.marks("samples of class 0"), 0)
        self.assertEqual(picture.marks("samples of class 1"), 1)

    def test_every_probability_stands_at_its_point_whatever_the_order_of_the_rows(self):
        header, *rows = BOUNDARY.splitlines()
        shuffled = [rows[(7 * k) % len(rows)] for k in range(len(rows))]
        self.assertEqual(set(shuffled), set(rows))
        folder = self.plane_files("\n".join([header, *shuffled]))
        plane = boundary.read(folder, "train", ["he"])["he"]
        for row, x2 in enumerate((0, 1, 2)):
            for column, x1 in enumerate((0, 1, 2, 3, 4)):
                self.assertAlmostEqual(plane.probability[row][column], 0.1 + 0.2 * x1 - 0.01 * x2)
        self.assertEqual([list(points[0]) for points in plane.points], [[0.5, 3.5], [2.5, 2.5]])


class Histograms(WithFiles):
    def test_layers_stand_side_by_side_gradients_below_activations(self):
        path = self.file("study.csv", STUDY)
        picture = self.drawn("histograms", path, name="histograms-relu-he")
        self.assertEqual(len(picture.parts("bin")), 2 * 2 * 3)
        self.assert_texts(picture, "relu, weights normal x sqrt(2/100) (He)", "activation (no unit)",
                          "activations in a bin (%)", "gradients in a bin (%)", "layer 1: healthy",
                          "layer 2: healthy", "layer 2", "mean 0.12, std 2·10⁻⁶")
        self.assertTrue((self.folder / "to/histograms-tanh-0.01.svg").exists())

    def test_bars_are_shares_of_all_values_between_their_edges(self):
        run = histograms.read(self.file("study.csv", STUDY))["relu", "he"]
        panel = histograms.draw("relu", "he", run).axes[0]
        self.assertEqual([(bar.get_x(), bar.get_width(), bar.get_height()) for bar in panel.patches],
                         [(-1, 1, 10), (0, 1, 60), (1, 1, 30)])

    def test_one_run_can_be_chosen(self):
        path = self.file("study.csv", STUDY)
        out, _ = self.main("histograms", path, "--activation", "tanh", "--format", "svg")
        self.assertEqual([Path(line).name for line in out.split()], ["histograms-tanh-0.01.svg"])
        with self.assertRaisesRegex(Failure, "study.csv.*initializer 'zeros'.*he, 0.01"):
            self.main("histograms", path, "--initializer", "zeros")


    def test_names_lead_into_no_other_folder(self):
        path = self.file("study.csv", STUDY.replace("relu", "../re lu"))
        out, _ = self.main("histograms", path, "--initializer", "he", "--format", "svg")
        self.assertEqual(out, f"{self.folder / 'to/histograms-.._re_lu-he.svg'}\n")


class Confusion(WithFiles):
    def test_counts_stand_with_true_classes_down_and_predicted_ones_across(self):
        picture = self.drawn("confusion", self.file("confusion.csv", CONFUSION))
        for place, count in (("0 0", "31"), ("0 1", "4"), ("1 0", "0"), ("1 2", "2"), ("2 2", "9")):
            part, = picture.parts(f"count {place}")
            self.assertEqual("".join(part.itertext()).strip(), count)
        self.assert_texts(picture, "true class", "predicted class", "67 of 73 right (91.8 %)",
                          "share of the class's samples (%)")

    def test_predictions_are_counted_by_run_and_set(self):
        path = self.file("predictions.csv", PREDICTIONS)
        picture = self.drawn("confusion", path, "--run", "he")
        self.assertEqual(["".join(part.itertext()).strip() for part in picture.parts("count ")],
                         ["1", "1", "0", "2", "0", "0", "1", "0"])
        self.assert_texts(picture, "he, train", "3 of 4 right (75.0 %)", "0 of 1 right (0.0 %)")
        picture = self.drawn("confusion", path, "--set", "test")
        self.assert_texts(picture, "he, test", "zeros, test")
        self.assertNotIn("he, train", picture.texts)


class Tuning(WithFiles):
    def test_every_trial_is_a_mark_in_each_of_four_panels(self):
        picture = self.drawn("tuning", self.file("tune.csv", TUNING))
        self.assertEqual(picture.marks("trials of adam"), 4 * 2)
        self.assertEqual(picture.marks("trials of momentum"), 4 * 1)
        self.assertEqual(picture.marks("diverged trials"), 4 * 1)
        self.assert_texts(picture, "adam", "momentum", "best", "diverged (no score)",
                          "learning rate (no unit)", "L2 penalty lambda (no unit)",
                          "(nats per sample)", "validation accuracy (%)")
        self.assertNotIn("RMSE", " ".join(picture.texts))
        regression = TUNING.replace("cost_", "rmse_").replace("accuracy_", "r2_")
        picture = self.drawn("tuning", self.file("tune.csv", regression.replace("0.75", "-0.75")))
        self.assertEqual(picture.marks("trials of adam"), 4 * 2)
        self.assert_texts(picture, "validation RMSE", "(unit of the target)",
                          "validation R2 (no unit)")
        picture = self.drawn("tuning", self.file("tune.csv", TUNING.replace("adam", "_$adam$")))
        self.assert_texts(picture, "_$adam$", "momentum")


class Chip(WithFiles):
    def test_every_figure_is_a_bar_with_its_number(self):
        picture = self.drawn("chip", self.file("costs.json", COSTS_OF_A_CHIP), "--network", "2-1")
        bars = {"flash": ["2268", "4975", "6764"], "ram": ["264", "729"],
                "instructions": ["417", "1501", "15021"]}
        for measure, numbers in bars.items():
            self.assertEqual(len(picture.parts(f"{measure} ")), len(numbers))
            self.assert_texts(picture, *numbers)
        self.assert_texts(picture, "flash (bytes)", "RAM and stack (bytes)", "instructions (count)",
                          "cortex-m4f", "fused", "predict one sample", "2-1 in float at -O2")

    def test_the_table_that_is_checked_in_can_be_drawn(self):
        picture = self.drawn("chip", "--network", "64-64-64-10", "--optimization", "s")
        self.assertGreaterEqual(len(picture.parts("flash train")), 7)


def sweep(by, cost, sets=("sse2", "avx512")):
    """As tools/bench/sweep.py writes it, two points a curve."""
    return json.dumps({"curves": [
        {"does": does, "over": over, "fixed": 64, "by": by, "instruction_set": name,
         "points": [[1, cost, 1 / cost], [16, cost / 8, 8 / cost]]}
        for does in ("predict", "train") for over in ("batch", "width") for name in sets]})


class Sweep(WithFiles):
    def test_each_set_is_a_column_and_what_was_before_is_drawn_beside(self):
        path = self.file("sweep.json", sweep("picomlp", 2.0))
        before = self.file("before.json", sweep("picomlp", 5.0))
        picture = self.drawn("sweep", path, "--before", before)
        self.assertEqual({part.get("id") for part in picture.parts("curve predict ")},
                         {f"curve predict 64-64-64-10, {name}: {by}" for name in ("sse2", "avx512")
                          for by in ("picomlp", "before")})
        self.assertEqual(len(picture.parts("curve train ")), 4)
        self.assert_texts(picture, "SSE2", "AVX-512", "picomlp", "before", "samples in the batch",
                          "(\u00b5s a sample)")
        self.assertNotIn("AVX2", picture.texts)

    def test_rates_are_drawn_over_widths(self):
        path = self.file("sweep.json", sweep("picomlp", 2.0))
        picture = self.drawn("sweep", path, name="sweep-widths")
        self.assertEqual(len(picture.parts("curve ")), 4)
        self.assert_texts(picture, "width W of W-W-W-10", "(GFLOP/s)", "train, batch of 64")

    def test_a_peer_that_chooses_its_set_itself_is_drawn_beside_the_best_one(self):
        own, peer = (json.loads(text)["curves"] for text in
                     (sweep("picomlp", 2.0), sweep("PyTorch", 3.0, sets=(None,))))
        picture = self.drawn("sweep", self.file("sweep.json", json.dumps({"curves": own + peer})))
        self.assertEqual([part.get("id") for part in picture.parts("curve ")
                          if part.get("id").endswith("PyTorch")],
                         ["curve predict 64-64-64-10, avx512: PyTorch",
                          "curve train 64-64-64-10, avx512: PyTorch"])

    def test_what_is_no_sweep_is_refused(self):
        for text in ("{}", '{"curves": []}', "no JSON", sweep("picomlp", 2.0).replace("[1,", "[0,"),
                     sweep("picomlp", 2.0, sets=("neon",))):
            with self.subTest(text=text[:40]), self.assertRaisesRegex(Failure, "sweep.json: "):
                self.main("sweep", self.file("sweep.json", text))


class Lettering(unittest.TestCase):
    def test_texts_on_top_of_each_other_and_beyond_the_edge_are_found(self):
        figure = style.new_figure(4, 3)
        for x, y, text, angle in ((0.3, 0.5, "some words", 0), (0.32, 0.5, "others", 0),
                                  (0.7, 0.4, "standing", 90), (0.68, 0.5, "lying", 0),
                                  (0.95, 0.9, "reaches out", 0), (0.1, 0.1, "alone", 0)):
            figure.text(x, y, text, rotation=angle)
        self.assertEqual(lettering.complaints(figure),
                         ["the texts 'some words' and 'others' overlap",
                          "the texts 'standing' and 'lying' overlap",
                          "the text 'reaches out' is cut off"])

    def test_neighbours_are_no_overlap(self):
        figure = style.new_figure(4, 3)
        figure.text(0.3, 0.5, "upper")
        figure.text(0.3, 0.4, "lower")
        figure.text(0.3, 0.7, "two\nlines")
        self.assertEqual(lettering.complaints(figure), [])

    def test_the_command_says_so(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "cost.csv")
            path.write_text(COST.replace("zeros", "z" * 150))
            err = io.StringIO()
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(err):
                command_line.main(["cost", str(path), "--to", folder, "--format", "svg"])
            self.assertRegex(err.getvalue(), "^plot: cost: the text 'zzz.* is cut off\n")


class Style(unittest.TestCase):
    def test_lines_differ_without_their_colours(self):
        inks = style.inks(49)
        self.assertEqual(len({(str(ink.dashes), ink.marker) for ink in inks}), 49)

    def test_numbers_are_short(self):
        for value, text in ((0, "0"), (0.5, "0.5"), (1000, "1000"), (3e6, "3·10⁶"), (1e-7, "10⁻⁷"),
                            (-2.5e-12, "-2.5·10⁻¹²")):
            self.assertEqual(style.short_number(value), text)


class Help(unittest.TestCase):
    def test_fits_80_columns(self):
        environment = {**os.environ, "COLUMNS": "80"}
        for words in ([], *([kind] for kind in command_line.KINDS)):
            done = subprocess.run([sys.executable, HERE, *words, "--help"], env=environment,
                                  capture_output=True, text=True, timeout=60)
            self.assertEqual(done.returncode, 0)
            self.assertEqual([line for line in done.stdout.splitlines() if len(line) > 80], [])


class Files(WithFiles):
    def test_both_formats_are_written_unless_one_is_asked_for(self):
        path = self.file("cost.csv", COST)
        for words, names in (([], ["cost.png", "cost.svg"]), (["--format", "png"], ["cost.png"]),
                             (["--name", "other", "--format", "svg"], ["other.svg"])):
            out, err = self.main("cost", path, *words)
            self.assertEqual(err, "")
            self.assertEqual([Path(line).name for line in out.splitlines()], names)
        png = (self.folder / "to/cost.png").read_bytes()
        self.assertEqual(png[:8], b"\x89PNG\r\n\x1a\n")
        # 6.4 x 4.2 inches.
        self.assertEqual(png[16:24], (960).to_bytes(4, "big") + (630).to_bytes(4, "big"))

    def test_another_process_writes_the_same(self):
        folder = self.plane_files()
        for to in ("first", "second"):
            subprocess.run([sys.executable, HERE, "boundary", folder, "--to", self.folder / to],
                           check=True, capture_output=True, timeout=60)
        for name in ("boundary.png", "boundary.svg"):
            self.assertEqual((self.folder / "first" / name).read_bytes(),
                             (self.folder / "second" / name).read_bytes())


class Spreadsheets(WithFiles):
    """Files as other programs write them."""

    def test_a_byte_order_mark_line_ends_blanks_quotes_and_sep_change_nothing(self):
        expected = self.drawn("confusion", self.file("confusion.csv", CONFUSION)).texts
        quoted = re.sub("[^,\n]+", r'"\g<0>"', CONFUSION)
        for text in ("\ufeff" + CONFUSION, CONFUSION.replace("\n", "\r\n"),
                     CONFUSION.replace("\n", "\r"), CONFUSION.replace("\n", "\n\n"),
                     CONFUSION.replace(",", " , "), quoted, quoted.replace(",", ", "),
                     "sep=,\n" + CONFUSION, "\ufeffsep=,\r\n" + CONFUSION.replace("\n", "\r\n")):
            with self.subTest(text=text[:30]):
                path = self.folder / "confusion.csv"
                path.write_bytes(text.encode())
                self.assertEqual(self.drawn("confusion", str(path)).texts, expected)

    def test_a_letter_that_the_font_lacks_is_one_line(self):
        path = self.file("cost.csv", COST.replace("zeros", "\u7cdf"))
        _, err = self.main("cost", path, "--format", "png")
        self.assertRegex(err, r"\A(plot: Glyph .*\n)+\Z")


class Refusals(WithFiles):
    def refused(self, *words):
        with self.assertRaises(Failure) as caught:
            self.main(*words)
        self.assertNotIn("\n", str(caught.exception))
        self.assertFalse((self.folder / "to").exists())
        return str(caught.exception)

    def test_a_missing_column_is_named_with_its_file(self):
        for kind, name, text, columns in (
                ("cost", "cost.csv", COST, ["iteration", "cost"]),
                ("histograms", "study.csv", STUDY,
                 ["activation", "initializer", "layer", "values", "quantity", "low", "high", "value"]),
                ("confusion", "confusion.csv", CONFUSION, ["label", "predicted"]),
                ("tuning", "tune.csv", TUNING,
                 ["learning_rate", "l2", "optimizer", "diverged_folds", "cost_mean",
                  "accuracy_deviation"])):
            for column in columns:
                with self.subTest(kind=kind, column=column):
                    header, rest = text.split("\n", 1)
                    renamed = ",".join("other" if name == column else name
                                       for name in header.split(","))
                    said = self.refused(kind, self.file(name, f"{renamed}\n{rest}"))
                    self.assertIn(name, said)
                    self.assertIn(f"no column '{column}'", said)

    def test_a_missing_column_of_the_plane_is_named_with_its_file(self):
        for file, columns in (("boundary.csv", ["x1", "x2", "probability"]),
                              ("predictions.csv", ["init", "set", "x1", "x2", "label", "predicted"])):
            for column in columns:
                with self.subTest(file=file, column=column):
                    folder = self.plane_files()
                    text = (self.folder / file).read_text()
                    self.file(file, re.sub(rf"\b{column}\b", "other", text, count=1))
                    said = self.refused("boundary", folder)
                    self.assertIn(file, said)
                    self.assertIn(f"no column '{column}'", said)

    def test_a_wrong_cell_is_named_with_file_line_and_column(self):
        for cell, why in (("much", "not a number"), ("", "empty"), ("nan", "not finite"),
                          ("1e999", "not finite")):
            said = self.refused("cost", self.file("cost.csv", COST.replace("0.88", cell)))
            self.assertRegex(said, rf"cost\.csv, line 5, column 'cost': .*{why}")
        said = self.refused("confusion", self.file("c.csv", CONFUSION.replace("1,2,2", "1.5,2,2")))
        self.assertRegex(said, r"c\.csv, line 7, column 'label': 1\.5 is not an integer")
        said = self.refused("confusion", self.file("c.csv", CONFUSION.replace("1,2,2", "1,40,2")))
        self.assertRegex(said, r"c\.csv: column 'predicted' has class 40")
        said = self.refused("tuning", self.file("tune.csv", TUNING.replace("0.3,", ",")))
        self.assertRegex(said, r"tune\.csv, line 3, column 'cost_mean': .* empty")

    def test_numbers_too_large_to_count_or_to_draw_and_negative_deviations_are_named(self):
        said = self.refused("confusion", self.file("c.csv", "label,predicted,count\n0,1,1e30\n"))
        self.assertRegex(said, r"c\.csv, line 2, column 'count': 1e\+30 is too large")
        said = self.refused("confusion", self.file("c.csv", "label,predicted\n0,1e30\n"))
        self.assertRegex(said, r"c\.csv, line 2, column 'predicted': 1e\+30 is too large")
        for cost in ("1.7e308", "-1e300"):
            said = self.refused("cost", self.file("cost.csv", COST.replace("0.88", cost)))
            self.assertRegex(said, r"cost\.csv, line 5, column 'cost': '.*' is too large to be drawn")
        said = self.refused("tuning", self.file("tune.csv", TUNING.replace("0.05,", "-0.05,", 1)))
        self.assertRegex(said, r"tune\.csv, line 2, column 'cost_deviation': -0\.05 is below 0")
        said = self.refused("boundary", self.plane_files(predictions=PREDICTIONS.replace("3.5", "1e99")))
        self.assertRegex(said, r"boundary\.csv: 'zeros' spans 1e\+99 in x1 and 2 in x2")

    def test_what_is_no_text_in_utf_8_is_named_with_what_to_do(self):
        for contents, why in ((COST.encode("utf-16"), " is UTF-16; save it as UTF-8"),
                              (COST.encode("utf-16-le"), " is UTF-16; save it as UTF-8"),
                              (COST.encode("utf-16-be"), " is UTF-16; save it as UTF-8"),
                              (COST.encode("utf-32"), " is UTF-32; save it as UTF-8"),
                              (b"PK\x03\x04...", " is a spreadsheet or another ZIP archive; export it"),
                              (b"\x1f\x8b...", " is compressed; unpack it"),
                              (COST.replace("he,1000", "h\u00e9,1000").encode("latin-1"),
                               ", line 6: the byte 0xe9 is not UTF-8; save the file as UTF-8"),
                              (COST.replace("he,1000", "h\x1be,1000").encode(),
                               ", line 6, column 1: there is the control character U\\+001B"),
                              (COST.replace("0.25", "0.25\0").encode(), ", line 6.*(NUL|U\\+0000)")):
            with self.subTest(why=why):
                path = self.folder / "cost.csv"
                path.write_bytes(contents)
                self.assertRegex(self.refused("cost", str(path)), "cost\\.csv" + why)

    def test_other_separators_an_index_and_quotation_marks_are_named_with_what_to_do(self):
        indexed = "".join(f"{k - 1 if k else ''},{line}\n" for k, line in enumerate(COST.splitlines()))
        semicolons = "found ';' between values; separate them by commas"
        for text, why in ((COST.replace(",", ";"), f"line 1, column 1: {semicolons}"),
                          (COST.replace(",", "\t"), "line 1, column 1: found a tab between values"),
                          (COST.replace("he,0,0.88", "he;0;0,88"), f"line 5, column 'cost': {semicolons}"),
                          ('"init";"cost"\n"he";1\n', f"line 1: {semicolons}"),
                          (COST.replace("0.88", '"0,88"'), "'0,88' is not a number; write a decimal point"),
                          ("sep=;\n" + COST.replace(",", ";"), "line 1, column 1: 'sep=;' names another"),
                          (indexed, "line 1, column 1: the column has no name; .* index=False"),
                          (COST.replace("cost", ""), "line 1, column 3: the column has no name"),
                          (COST.replace("iteration", "cost"),
                           "line 1, column 3: another column is called 'cost' as well"),
                          (COST.replace("he,0", '"he,0'), "line 7: unexpected end of data")):
            with self.subTest(why=why):
                self.assertRegex(self.refused("cost", self.file("cost.csv", text)), f"cost\\.csv.*{why}")

    def test_cells_too_few_or_too_many_are_named(self):
        said = self.refused("cost", self.file("cost.csv", COST.replace(",0.88", "")))
        self.assertRegex(said, r"cost\.csv, line 5, column 'cost': the line has 2 cells, the header 3")
        said = self.refused("cost", self.file("cost.csv", COST.replace("0.88", "0.88,1")))
        self.assertRegex(said, r"cost\.csv, line 5, column 'cost': the line has 4 cells, the header 3")

    def test_files_that_are_none_are_named(self):
        for path, why in ((str(self.folder / "cost.csv"), "No such file"),
                          (self.file("empty.csv", ""), "no rows"),
                          (self.file("header.csv", "init,iteration,cost\n"), "no rows")):
            self.assertRegex(self.refused("cost", path), f"{Path(path).name}: .*{why}")
        said = self.refused("chip", self.file("costs.json", "{}"))
        self.assertRegex(said, "costs.json: this is no table of tools/cost_report")
        said = self.refused("chip", self.file("costs.json", COSTS_OF_A_CHIP), "--network", "3-1")
        self.assertRegex(said, r"costs.json: .* no network '3-1' \(it has: 2-1\)")

    def test_a_run_that_is_not_there_is_named_and_so_are_those_that_are(self):
        said = self.refused("cost", self.file("cost.csv", COST), "--run", "xavier")
        self.assertRegex(said, r"cost\.csv: no row has init 'xavier' \(there are: zeros, he\)")

    def test_points_that_are_no_grid_are_refused(self):
        folder = self.plane_files(BOUNDARY.rstrip("\n").rpartition("\n")[0])
        self.assertRegex(self.refused("boundary", folder),
                         r"boundary\.csv: columns 'x1' and 'x2' of 'he' make no grid: 14 points")

    def test_only_diverged_trials_are_refused(self):
        header, *_, diverged = TUNING.splitlines()
        said = self.refused("tuning", self.file("tune.csv", f"{header}\n{diverged}\n"))
        self.assertRegex(said, r"tune\.csv: every trial diverged")

    def test_a_folder_that_cannot_be_is_named(self):
        path = self.file("cost.csv", COST)
        with self.assertRaisesRegex(Failure, "cost.csv/cost.png"):
            command_line.main(["cost", path, "--to", path])

    def test_the_command_says_it_in_one_line_and_exits_with_1(self):
        done = subprocess.run([sys.executable, HERE, "cost", "/nowhere/cost.csv"],
                              capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertEqual(done.stderr, "plot: /nowhere/cost.csv: No such file or directory\n")


if __name__ == "__main__":
    unittest.main()
