# SPDX-License-Identifier: MIT
"""Pictures of what a network says and does: planes, histograms, confusion, networks of integers."""

import unittest
from pathlib import Path

from plot_checks import PREDICTIONS, CONFUSION, OUTPUTS, BOUNDARY, STUDY, Failure, WithFiles

import boundary
import classes
import histograms
import quantization


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


class Quantization(WithFiles):
    def test_errors_and_labels_are_counted_for_each_form(self):
        forms = quantization.read(self.file("int8.csv", OUTPUTS))
        self.assertEqual({name: form.error.tolist() for name, form in forms.items()},
                         {"int8": [[0.25, -0.5], [-0.5, 0.75]], "16x8": [[0, 0.25], [0, 0]]})
        self.assertEqual([(form.others, form.right) for form in forms.values()], [(1, (2, 1)), (0, (2, 2))])

    def test_every_output_is_a_point_and_the_summary_stands_above(self):
        picture = self.drawn("quantization", self.file("int8.csv", OUTPUTS))
        self.assertEqual((picture.marks("errors of int8"), picture.marks("errors of 16x8")), (4, 4))
        self.assertEqual(len(picture.parts("bin of 16x8")), quantization.BINS)
        # Mean and standard deviation of 0.25, -0.5, -0.5, 0.75: 0 and the root of 1.125 / 4.
        self.assert_texts(picture, "int8: error 0 \u00b1 0.53, at most 0.75", "output in float", "error of an output",
                          "1 of 2 labels are others; right: 2 in float, 1 in integers", "outputs in a bin (%)")

    def test_bars_are_shares_of_all_outputs(self):
        forms = quantization.read(self.file("int8.csv", OUTPUTS), ["int8"])
        bars = [bar for bar in quantization.draw(forms).axes[1].patches if bar.get_height()]
        self.assertEqual([bar.get_height() for bar in bars], [50, 25, 25])
        for bar, error in zip(bars, (-0.5, 0.25, 0.75)):
            self.assertLessEqual(bar.get_x(), error)
            self.assertGreaterEqual(bar.get_x() + bar.get_width(), error - 1e-12)

    def test_one_output_without_labels_is_a_probability(self):
        text = "form,output,float,integers\nint8,0,0.5,0.5\nint8,0,0.75,0.5\n"
        self.assert_texts(self.drawn("quantization", self.file("int8.csv", text)), "1 of 2 labels are others")

    def test_networks_of_integers_that_err_nowhere_are_drawn(self):
        self.drawn("quantization", self.file("int8.csv", "form,output,float,integers\nint8,0,0.5,0.5\n"))


class Classes(unittest.TestCase):
    def contrast(self, a, b):
        """By WCAG 2."""
        def luminance(color):
            parts = [part / 255 for part in classes.channels(color)]
            red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
                                for part in parts)
            return 0.2126 * red + 0.7152 * green + 0.0722 * blue
        light, dark = sorted((luminance(a), luminance(b)), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    def test_rims_of_samples_stand_out_from_either_class_field(self):
        for shade in boundary.SHADES:
            for look in classes.LOOKS:
                with self.subTest(shade=shade, marker=look.marker):
                    self.assertGreater(self.contrast(look.rim, shade), 3)

    def test_a_field_has_the_colour_of_the_likelier_class_and_is_paler_where_that_is_less_likely(self):
        self.assertEqual(classes.mixed("#ffffff", "#e69f00", 0), "#ffffff")
        self.assertEqual(classes.mixed("#ffffff", "#e69f00", 1), "#e69f00")
        orange, pale_orange, pale_blue, blue = map(classes.channels, boundary.SHADES)
        self.assertGreater(orange[0], orange[2] + 30)
        self.assertGreater(blue[2], blue[0] + 30)
        self.assertGreater(sum(pale_orange), sum(orange))
        self.assertGreater(sum(pale_blue), sum(blue))


if __name__ == "__main__":
    unittest.main()
