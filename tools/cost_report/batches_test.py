# SPDX-License-Identifier: MIT
"""Batches that are cliffs are found; batches.json and cliffs.json are in order.

Needs no cross compiler, like cost_report_test.py.
"""

import contextlib
import io
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import batches
import command_line
import costs
import measuring
import targets


def batch_counts(**changes):
    """Of a job on four lanes without a cliff, but for changes such as _5=300."""
    counts = {str(samples): 100 * -(-samples // 4) for samples in [*range(1, 18), 20]}
    changes = {name.removeprefix("_"): number for name, number in changes.items()}
    return {"single": 100, **counts, **changes}


class Batches(unittest.TestCase):
    name = "cortex-m55 fused -O2"

    def cliffs(self, **changes):
        return batches.cliffs_of(self.name, {"net": {"train": batch_counts(**changes)}})

    def test_batches_are_counted_on_boards_and_where_a_system_runs(self):
        known = targets.batch_targets()
        self.assertEqual(known["cortex-m4f"], targets.all_targets()["cortex-m4f"])
        self.assertEqual(known["aarch64-linux"].board, "")
        self.assertIn("qemu-aarch64", known["aarch64-linux"].emulator)
        chosen = [str(one) for one in targets.choose_batches(known, ["aarch64-linux"])]
        self.assertEqual(chosen, ["aarch64-linux separate -O2", "aarch64-linux fused -O2"])

    def test_instructions_between_marks_are_counted(self):
        log = ["Trace 0: 0x7f [0/1/2/3] main", "Trace 0: 0x7f [0/1/2/3] start_counting",
               "Trace 0: 0x7f [0/1/2/3] start_counting", "Trace 0: 0x7f [0/1/2/3] job",
               "Trace 0: 0x7f [0/1/2/3] stop_counting", "Trace 0: 0x7f [0/1/2/3] stop_counting",
               "Trace 0: 0x7f [0/1/2/3] start_counting", "Trace 0: 0x7f [0/1/2/3] stop_counting"]
        lines = [f"{line}\n".encode() for line in log]
        self.assertEqual(batches.counts_between_marks(lines), [2, 1])

    def test_counts_replace_what_a_program_without_a_counter_prints(self):
        self.assertEqual(batches.with_counts("net 1 train 0\nnet 2 train 0\n", [7, 17, 27]),
                         "net 1 train 10\nnet 2 train 20")
        with self.assertRaisesRegex(measuring.Failure, "2 jobs instead of 3"):
            batches.with_counts("net 1 train 0\nnet 2 train 0\n", [7, 17])

    def test_batches_within_the_limits_are_no_cliffs(self):
        self.assertEqual(self.cliffs(_5=220, _1=110), {})

    def test_more_than_the_next_full_vectors_is_a_cliff(self):
        self.assertEqual(self.cliffs(_5=300), {"net train 5": {"vector": 1.5}})
        self.assertEqual(self.cliffs(_17=600), {"net train 17": {"vector": 1.2}})

    def test_more_than_single_samples_is_a_cliff(self):
        self.assertEqual(self.cliffs(single=20), {
            f"net train {samples}": {"singles": 100 * -(-samples // 4) / (samples * 20)}
            for samples in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17)
            if 100 * -(-samples // 4) > 1.15 * samples * 20})

    def width_cliffs(self, **changes):
        counts = {str(width): 7 * width * (width + 1) for width in range(1, 68)}
        counts.update({name.removeprefix("_"): number for name, number in changes.items()})
        return batches.cliffs_of(self.name, {batches.WIDTHS: {"predict": counts}})

    def test_widths_that_cost_as_much_for_a_multiply_add_are_no_cliffs(self):
        self.assertEqual(self.width_cliffs(), {})

    def test_more_than_the_width_below_for_a_multiply_add_is_a_cliff(self):
        found = self.width_cliffs(_17=1.26 * 7 * 17 * 18, _18=1.26 * 7 * 18 * 19)
        self.assertEqual(list(found), ["W-W-W predict 17", "W-W-W predict 18"])
        self.assertEqual(list(found["W-W-W predict 17"]), ["narrower"])
        self.assertAlmostEqual(found["W-W-W predict 17"]["narrower"], 1.26)
        # Width 19 is as cheap as all others, so 18 is dearer than a wider layer.
        self.assertEqual(list(found["W-W-W predict 18"]), ["wider"])

    def test_more_than_the_width_above_is_a_cliff(self):
        self.assertEqual(self.width_cliffs(_31=1.05 * 7 * 32 * 33), {})
        found = self.width_cliffs(_31=1.06 * 7 * 32 * 33)
        self.assertEqual(list(found), ["W-W-W predict 31"])
        self.assertEqual(list(found["W-W-W predict 31"]), ["wider"])
        self.assertAlmostEqual(found["W-W-W predict 31"]["wider"], 1.06)

    def test_without_vectors_every_batch_is_full(self):
        counts = {"net": {"train": batch_counts(_5=300)}}
        self.assertEqual(batches.cliffs_of("cortex-m4f fused -O2", counts), {})

    def test_a_known_cliff_passes_and_one_over_two_percent_higher_does_not(self):
        known = {"net train 5": {"vector": 1.5}}
        self.assertEqual(batches.compare(known, {"net train 5": {"vector": 1.53}}), ([], [], []))
        self.assertEqual(batches.compare(known, {"net train 5": {"vector": 1.531}}),
                         (["net train 5 takes 1.54 times what a batch that fills vectors would; it "
                           "may be 1.5"], [], []))

    def test_an_unknown_cliff_does_not_pass(self):
        known = {"net train 5": {"vector": 1.5}}
        found = {"net train 5": {"vector": 1.5, "singles": 1.2}, "net train 6": {"vector": 1.2}}
        self.assertEqual([len(lines) for lines in batches.compare(known, found)], [2, 0, 0])

    def test_a_mended_and_a_lower_cliff_are_told(self):
        known = {"net train 5": {"vector": 1.5}, "net train 6": {"singles": 2.0}}
        self.assertEqual(batches.compare(known, {"net train 6": {"singles": 1.8}}), (
            [], ["net train 5 is within the limit of what a batch that fills vectors would take"],
            ["net train 6 takes 1.8 times what single samples would; it was 2.0"]))

    def test_an_update_only_lowers_cliffs(self):
        known = {"net train 5": {"vector": 1.5}, "net train 6": {"singles": 2.0, "vector": 1.2}}
        found = {"net train 6": {"singles": 1.8}, "net train 7": {"singles": 3.0}}
        self.assertEqual(batches.lowered(known, found), {"net train 6": {"singles": 1.8}})
        self.assertEqual(batches.lowered(known, {"net train 5": {"vector": 1.9}}),
                         {"net train 5": {"vector": 1.5}})

    def test_a_cliff_fails_the_check_and_so_does_a_mended_one_on_the_list(self):
        found = {"costs": {self.name: {"net": {"train": batch_counts(_5=300)}}}}
        of_five = {"net train 5": {"vector": 1.5}}
        for known, status, text in (({}, 1, "CLIFF: "), (of_five, 0, ""),
                                    ({"net train 5": {"vector": 1.6}}, 0, "lower cliff: "),
                                    ({**of_five, "net train 6": {"vector": 1.2}}, 1,
                                     "CLIFF MENDED")):
            said = io.StringIO()
            with self.subTest(text), contextlib.redirect_stdout(said):
                self.assertEqual(command_line.check_cliffs({self.name: known}, found), status)
            self.assertTrue(said.getvalue().startswith(text))

    def test_a_ratio_stands_beside_its_count(self):
        shown = batches.show({self.name: {"net": {"train": batch_counts(_5=300)}}})
        self.assertIn("300 (1.5 x vector)", shown)

    def test_widths_are_shown_by_themselves(self):
        counts = {"1": 14, "2": 42}
        shown = batches.show({self.name: {"net": {"train": batch_counts()},
                                          batches.WIDTHS: {"train": counts}}})
        self.assertIn("| size | W-W-W train |", shown)
        self.assertIn("|    2 |          42 |", shown)


class OnRecord(unittest.TestCase):
    def test_batches_are_on_record_as_the_tool_writes_them(self):
        counts, cliffs = costs.read_table(batches.COUNTS), batches.read_cliffs()
        self.assertEqual(batches.COUNTS.read_text(), costs.to_json(counts))
        self.assertEqual(batches.CLIFFS.read_text(), batches.to_json(cliffs))
        for one in targets.choose_batches(targets.batch_targets()):
            self.assertIn(str(one), counts["costs"])

    def test_the_cliffs_on_record_are_those_of_the_counts(self):
        for name, figures in costs.read_table(batches.COUNTS)["costs"].items():
            worse, mended, _ = batches.compare(batches.read_cliffs().get(name, {}),
                                               batches.cliffs_of(name, figures))
            self.assertEqual((worse, mended), ([], []), name)


if __name__ == "__main__":
    unittest.main()
