# SPDX-License-Identifier: MIT
"""Files as other programs write them are read; what is wrong with a file is said in one line."""

import re
import subprocess
import sys
import unittest
from pathlib import Path

from plot_checks import COST, PREDICTIONS, CONFUSION, TUNING, OUTPUTS, SCORES, SHAPES, COSTS_OF_A_CHIP, BOUNDARY, STUDY, HERE, Failure, WithFiles

import command_line


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
                ("quantization", "q.csv", OUTPUTS, ["form", "output", "float", "integers"]),
                ("roc", "scores.csv", SCORES, ["label", "score"]),
                ("pareto", "shapes.csv", SHAPES, ["network", "form", "samples", "right", "flash"]),
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
        self.assertIn("no table of tools/cost_report", self.refused("memory", self.file("costs.json", "{}")))
        for words in ([self.file("costs.json", "{}")], ["--int8", self.file("e.json", '{"costs": {"a": 1}')],
                      [self.file("costs.json", '{"costs": []}')]):
            self.assertIn(".json: this is no table of tools/cost_report", self.refused("latency", *words))
        self.assertRegex(self.refused("latency", "--network", "3-1"), "costs.json: no core has the network '3-1'")
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

    def test_scores_of_one_class_are_refused(self):
        for label, why in ((1, "all rows are of class 1"), (0, "no row is of class 1")):
            said = self.refused("roc", self.file("s.csv", f"label,score\n{label},0.5\n{label},0.25\n"))
            self.assertRegex(said, rf"s\.csv: {why} \(column 'label'\)")
        self.assertRegex(self.refused("roc", self.file("s.csv", "label,score\n1,1\n0,2\n"), "--run", "he"),
                         "s.csv: has no column 'set'.*leave --run out")

    def test_outputs_that_are_not_all_there_are_refused(self):
        said = self.refused("quantization", self.file("q.csv", OUTPUTS.replace("int8,1,0,0,1,0.5\n", "")))
        self.assertRegex(said, r"q\.csv: column 'output' of 'int8' does not count 0 to 1")

    def test_networks_without_one_flash_or_with_more_right_than_samples_are_refused(self):
        for old, new, why in (("92,2600", "92,2601", "'flash' of '64-10' in 'float' is not one number above 0"),
                              ("80,880", "80,0", "'flash' of '64-8-10' in '16x8' is not one number above 0"),
                              ("100,80", "100,101", "'64-8-10' in '16x8' has 101 of 100 samples right"),
                              ("100,80", "0,0", "'64-8-10' in '16x8' has 0 of 0 samples right")):
            said = self.refused("pareto", self.file("shapes.csv", SHAPES.replace(old, new)))
            self.assertIn(f"shapes.csv: {'column ' if 'flash' in why else ''}{why}", said)
        path = self.file("shapes.csv", SHAPES)
        self.assertRegex(self.refused("pareto", path, "--core", "z80"), r"bill.json: has no core 'z80' \(it has: cortex")
        header, *_, last = SHAPES.splitlines()
        only = self.file("shapes.csv", f"{header}\n{last}\n")
        self.assertIn("has no network in float or int8", self.refused("pareto", only, "--core", "cortex-m4f"))

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
