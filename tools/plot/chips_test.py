# SPDX-License-Identifier: MIT
"""Pictures of what networks cost on chips."""

import json
import re
import unittest

from plot_checks import COSTS_OF_A_CHIP, SHAPES, HERE, Failure, WithFiles

import cliffs
import latency
import memory
import pareto
import style


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


class Memory(WithFiles):
    def test_parameters_count_as_flash_or_as_ram(self):
        figures = {"flash": {"predict": 100, "train": 300}, "runtime": {"predict": 1, "train": 2},
                   "ram": {"predict": 10, "train": 30}, "static": {"predict": 0, "train": 0},
                   "stack": {"predict": 5, "train": 6}}
        self.assertEqual(memory.parameter_count("2-10-5-1"), 91)
        self.assertEqual(memory.bytes_of(figures, "2-10-5-1", "predict"), (100 + 1 + 364, 15))
        self.assertEqual(memory.bytes_of(figures, "2-10-5-1", "train"), (300 + 2, 36 + 364))

    def test_every_figure_is_a_bar_with_its_number(self):
        picture = self.drawn("memory")
        for job in memory.JOBS:
            for kind in ("flash", "RAM"):
                for network in memory.NETWORKS:
                    self.assertEqual(len(picture.parts(f"{job} {kind} {network}")), len(memory.CHIPS))
        self.assert_texts(picture, "part of the chip's flash", "part of the chip's RAM", "to predict and train",
                          *memory.NETWORKS, *(chip.name for chip in memory.CHIPS))

    def test_the_picture_that_is_checked_in_is_that_of_the_table(self):
        drawn = style.as_svg(memory.draw(memory.read(memory.COSTS))).decode()
        texts = [re.findall(r">([^<>]+)</text>", svg) for svg in (drawn, (HERE / "memory.svg").read_text())]
        self.assertEqual(*texts, "plot memory --to tools/plot --format svg draws it anew")


class Latency(WithFiles):
    FLOATS = {"costs": {
        "cortex-m4f separate -O2": {"2-1": {"instructions": {"predict": 522, "train": 1813, "initialize": 7}}},
        "cortex-m4f fused -O2": {"2-1": {"instructions": {"predict": 447, "train": 1501}}},
        "cortex-m7 separate -O2": {"2-1": {"instructions": {"predict": 526, "train": 1815}}}}}
    INTEGERS = {"costs": {
        "cortex-m4f separate -O2": {"2-1": {"instructions": {"double_rounding": 697, "single_rounding": 680}}},
        "rv32imc separate -O2": {"2-1": {"instructions": {"double_rounding": 1178}}}}}

    def files(self):
        return (self.file("costs.json", json.dumps(self.FLOATS)), "--int8",
                self.file("eight_bits.json", json.dumps(self.INTEGERS)))

    def test_what_was_counted_is_a_bar_with_its_number(self):
        picture = self.drawn("latency", *self.files(), "--network", "2-1")
        for job, bars in (("train", 2), ("predict", 2), ("int8", 2)):
            self.assertEqual(len(picture.parts(f"2-1 {job}")), bars)
        self.assert_texts(picture, "1813", "522", "697", "1815", "526", "1178", "Cortex-M4F", "Cortex-M7",
                          "RV32IMC", "2-1", "instructions (count)", "predict, int8", "one sample, at -O2")
        self.assertEqual(picture.texts.count("not counted"), 3)
        self.assertFalse({"447", "1501", "680", "7", "Cortex-M3"} & set(picture.texts))

    def test_a_bar_is_as_long_as_its_number(self):
        file, _, int8 = self.files()
        figure = latency.draw(latency.per_core(latency.read(file, int8, ["2-1"])), "", "")
        bars = {(bar.get_gid(), round(bar.get_y() + bar.get_height() / 2)): bar.get_width()
                for bar in figure.axes[0].patches}
        self.assertEqual(bars, {("2-1 int8", 0): 1178, ("2-1 train", 1): 1813, ("2-1 predict", 1): 522,
                                ("2-1 int8", 1): 697, ("2-1 train", 2): 1815, ("2-1 predict", 2): 526})

    def test_microseconds_are_instructions_by_cycles_by_clock(self):
        found = {"2-1": {"cortex-m4f": {"train": 6, "predict": 1000, "int8": 320}, "cortex-m55": {"predict": 1}}}
        cycles = {"2-1": {"cortex-m4f": {"train": 1600}}}
        self.assertEqual(latency.per_chip(found, cycles, {"cortex-m4f": {"cycles": 1.6}}),
                         {"2-1": {"nRF52\n64 MHz": {"train": 25.0, "predict": 25.0, "int8": 8.0},
                                  "STM32F4\n100 MHz": {"train": 16.0, "predict": 16.0, "int8": 5.12}}})

    def test_the_tables_that_are_checked_in_can_be_drawn(self):
        picture = self.drawn("latency")
        for network in latency.NETWORKS:
            self.assertEqual([len(picture.parts(f"{network} {job}")) for job in latency.JOBS], [5, 5, 5])
        picture = self.drawn("latency", "--chips")
        for network in latency.NETWORKS:
            self.assertEqual([len(picture.parts(f"{network} {job}")) for job in latency.JOBS], [6, 6, 6])
        # 33735 cycles, and 14621 instructions of 1.8 cycles.
        self.assert_texts(picture, "microseconds, about", "RP2040", "133 MHz", "ESP32-C3", "530", "410")


class Pareto(WithFiles):
    def test_accuracies_are_means_of_the_trainings(self):
        self.assertEqual([(one.name, one.form, one.flash, one.accuracy)
                          for one in pareto.read(self.file("shapes.csv", SHAPES))],
                         [("64-10", "float", 2600, 0.91), ("64-10", "int8", 760, 0.905),
                          ("64-16-10", "float", 4840, 0.965), ("64-16-10", "int8", 1496, 0.96),
                          ("64-8-10", "16x8", 880, 0.8)])

    def test_the_front_holds_those_that_no_other_beats(self):
        networks = [pareto.Network(name, "", flash, accuracy) for name, flash, accuracy in (
            ("large", 9, 0.8), ("best", 5, 0.9), ("equal but larger", 6, 0.9), ("small", 1, 0.5),
            ("equal but worse", 1, 0.4), ("middle", 3, 0.7), ("worse than small", 2, 0.5))]
        self.assertEqual([one.name for one in pareto.front_of(networks)], ["small", "middle", "best"])

    def test_every_network_is_a_mark_and_those_of_the_front_are_named(self):
        picture = self.drawn("pareto", self.file("shapes.csv", SHAPES))
        self.assertEqual([picture.marks(f"networks in {form}") for form in ("float", "int8", "16x8")], [2, 2, 1])
        self.assertEqual(picture.marks("front"), 3)
        self.assertEqual([part.get("id") for part in picture.parts("name of ")],
                         ["name of 64-10", "name of 64-16-10"])
        self.assert_texts(picture, "float", "int8", "16x8", "64-10", "64-16-10", "samples that are read correctly (%)",
                          "flash for weights, biases and multipliers (bytes)")
        self.assertNotIn("64-8-10", picture.texts)

    def test_code_of_a_core_can_be_added(self):
        networks = pareto.with_code(pareto.read(self.file("shapes.csv", SHAPES)), "cortex-m4f")
        flash = json.loads(latency.BILL.read_text())["cores"]["cortex-m4f"]["flash"]
        of_float, of_int8 = flash["predict"], flash["int8"]
        self.assertEqual([(one.name, one.form, one.flash) for one in networks], [
            ("64-10", "float", 2600 + of_float["code"] + of_float["layer"]),
            ("64-10", "int8", 760 + of_int8["code"] + of_int8["layer"]),
            ("64-16-10", "float", 4840 + of_float["code"] + 2 * of_float["layer"]),
            ("64-16-10", "int8", 1496 + of_int8["code"] + 2 * of_int8["layer"])])
        picture = self.drawn("pareto", self.file("shapes.csv", SHAPES), "--core", "cortex-m4f")
        self.assert_texts(picture, "flash for the network and its code, cortex-m4f, at -Os (bytes)")


class Cliffs(WithFiles):
    def counts(self, target="cortex-m4f"):
        """Six instructions for a multiply-add; a batch takes half of its samples one by one."""
        widths = {str(w): 12 * w * (w + 1) for w in range(1, 68)}
        batch = {"single": 100, **{str(n): 50 * n for n in range(1, 21)}}
        return self.file("batches.json", json.dumps({"compilers": {}, "costs": {f"{target} separate -O2": {
            "64-64-64-10": {"predict": batch, "train": batch},
            "W-W-W": {"predict": widths, "train": widths}}}}))

    def test_instructions_are_those_of_a_multiply_add_and_of_single_samples(self):
        found = cliffs.read(self.counts(), "64-64-64-10")
        self.assertEqual(found, {"cortex-m4f": {
            "widths": {"predict": [6.0] * 67, "train": [6.0] * 67},
            "batches": {"predict": [0.5] * 17, "train": [0.5] * 17}}})

    def test_each_target_is_a_curve_in_four_panels(self):
        picture = self.drawn("cliffs", self.counts())
        self.assertEqual({part.get("id") for part in picture.parts("curve ")},
                         {f"curve {measure} {job}: cortex-m4f" for measure in ("widths", "batches")
                          for job in ("predict", "train")})
        self.assert_texts(picture, "Cortex-M4F", "width W", "samples in the batch", "one sample of W-W-W",
                          "batches of 64-64-64-10")

    def test_the_table_that_is_checked_in_can_be_drawn(self):
        picture = self.drawn("cliffs")
        self.assertEqual(len(picture.parts("curve ")), 4 * len(cliffs.TARGETS))

    def test_what_is_no_such_table_is_refused(self):
        with self.assertRaisesRegex(Failure, "these are no batches of tools/cost_report: '2-1'"):
            cliffs.read(self.counts(), "2-1")
        with self.assertRaisesRegex(Failure, "nothing was counted"):
            cliffs.read(self.counts("cortex-m9"), "64-64-64-10")


if __name__ == "__main__":
    unittest.main()
