# SPDX-License-Identifier: MIT
"""How pictures look, legibly, and the files that they are written to."""

import contextlib
import io
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from plot_checks import COST, HERE, WithFiles

import command_line
import lettering
import style


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


if __name__ == "__main__":
    unittest.main()
