# SPDX-License-Identifier: MIT
"""Curves: costs, thresholds, trials of a search, sweeps of sizes."""

import json
import re
import unittest

from plot_checks import SVG, COST, EPOCHS, PREDICTIONS, TUNING, SCORES, Failure, WithFiles

import cost_curves
import threshold_curves


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

    def test_held_out_costs_of_several_runs_have_a_panel_of_their_own(self):
        text = "init,iteration,cost,held_out_cost\nhe,0,0.5,0.75\nhe,1000,0.25,4\nxavier,0,1,2\nxavier,1000,0.5,1\n"
        path = self.file("cost.csv", text)
        picture = self.drawn("cost", path)
        self.assertEqual([[part.get("id") for part in picture.parts(name)] for name in ("curve ", "held out ")],
                         [["curve he", "curve xavier"], ["held out he", "held out xavier"]])
        self.assert_texts(picture, "training", "held out", "he", "xavier")
        runs, axis = cost_curves.read([path])
        training, held_out = cost_curves.draw(runs, axis).axes
        self.assertEqual([list(line.get_ydata()) for line in training.lines], [[0.5, 0.25], [1, 0.5]])
        self.assertEqual([list(line.get_ydata()) for line in held_out.lines], [[0.75, 4], [2, 1]])
        self.assertEqual(training.get_ylim(), held_out.get_ylim())
        self.assertGreater(training.get_ylim()[1], 4)

    def test_held_out_costs_of_one_run_stand_in_its_panel(self):
        path = self.file("cost.csv", "run,epoch,cost,held_out_cost\n64-32-10,1,0.5,0.75\n64-32-10,2,0.25,0.5\n")
        picture = self.drawn("cost", path)
        self.assertEqual(len(picture.parts("curve ") + picture.parts("held out ")), 2)
        self.assert_texts(picture, "training", "held out", "epoch")
        with self.assertRaisesRegex(Failure, "'64-32-10' has the cost 0,.*--log"):
            self.main("cost", self.file("cost.csv", "run,epoch,cost,held_out_cost\n64-32-10,1,0.5,0\n"), "--log")

    def test_files_with_and_without_held_out_costs_come_into_one_figure(self):
        picture = self.drawn("cost", self.file("circles/cost.csv", COST),
                             self.file("moons/cost.csv", "init,iteration,cost,held_out_cost\nhe,0,1,2\nhe,1000,1,3\n"))
        self.assertEqual(len(picture.parts("curve ")), 3)
        self.assertEqual([part.get("id") for part in picture.parts("held out ")], ["held out moons: he"])

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


class Roc(WithFiles):
    # Worked out by hand: thresholds 0.9, 0.8, 0.6 (two samples), 0.3, 0.1.
    def test_points_and_areas_are_those_of_every_threshold(self):
        curve = threshold_curves.read(self.file("scores.csv", SCORES))[""]
        third = 1 / 3
        for found, expected in ((curve.false_rate, [0, 0, third, 2 * third, 1, 1]),
                                (curve.recall, [0, third, third, 2 * third, 2 * third, 1]),
                                (curve.precision, [1, 0.5, 0.5, 0.4, 0.5])):
            self.assertEqual(len(found), len(expected))
            for one, other in zip(found, expected):
                self.assertAlmostEqual(one, other)
        self.assertAlmostEqual(curve.average, third * (1 + 0.5 + 0.5))
        self.assertEqual((curve.half, curve.share), (3, 0.5))

    def test_the_area_is_the_share_of_pairs_in_the_right_order(self):
        scores = [(37 * k % 50) // 3 / 10 for k in range(60)]
        positive = [(k * k + score * 7) % 5 < 2 for k, score in enumerate(scores)]
        pairs = [(a > b) + (a == b) / 2 for a, one in zip(scores, positive) for b, other in zip(scores, positive)
                 if one and not other]
        self.assertIn(0.5, pairs)
        curve = threshold_curves.curve_of(scores, positive)
        self.assertAlmostEqual(curve.area, sum(pairs) / len(pairs))
        self.assertIsNone(curve.half)  # scores up to 1.6 are no probabilities

    def test_both_curves_and_their_areas_stand_there_for_each_run(self):
        text = PREDICTIONS + "he,test,1,1,1,0,0.05,0\nzeros,test,1,1,1,0,0.5,0\n"
        picture = self.drawn("roc", self.file("predictions.csv", text))
        self.assertEqual([part.get("id") for part in picture.parts("ROC ")], ["ROC he", "ROC zeros"])
        self.assertEqual(len(picture.parts("precision ")), 2)
        self.assert_texts(picture, "he: ROC area 1.000, average precision 1.000", "class 1", "recall",
                          "zeros: ROC area 0.500, average precision 0.500", "false positive rate", "precision",
                          "by chance")
        self.assertNotIn("marks: score above 1/2", picture.texts)  # none is
        picture = self.drawn("roc", self.file("scores.csv", SCORES))
        self.assertEqual(picture.marks("half "), 2)
        self.assert_texts(picture, "ROC area 0.500, average precision 0.666", "marks: score above 1/2")

    def test_column_class_and_set_can_be_chosen(self):
        picture = self.drawn("roc", self.file("scores.csv", "who,p2\n2,0.25\n0,0.5\n1,0.75\n"), "--label", "who",
                             "--score", "p2", "--positive", "2")
        self.assert_texts(picture, "class 2", "ROC area 0.000, average precision 0.333")
        picture = self.drawn("roc", self.file("p.csv", PREDICTIONS.replace("0.8,1", "0.6,1")), "--set", "train",
                             "--run", "he")
        self.assert_texts(picture, "he: ROC area 0.750, average precision 0.833")


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


if __name__ == "__main__":
    unittest.main()
