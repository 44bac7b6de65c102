# SPDX-License-Identifier: MIT
"""The page holds what was run, beside what was published, and needs no other file."""

import base64
import os
import re
import stat
import subprocess
import sys
import tempfile
import unittest
from html.parser import HTMLParser
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent / "plot")]

import command_line
from tables import Failure

try:
    command_line.require_packages()
except Failure as failure:
    print(f"skipped: {failure}")
    sys.exit(77)  # by Meson's convention

import building
import page
import published
import sections
from published import FIGURES, Figure

PROGRAMS = {name: Path(os.environ.get(name.upper(), "")) for name in building.EXAMPLES}

STUDY = """#!/bin/sh
cat > "$2" <<'END'
activation,initializer,layer,values,quantity,low,high,value
""" + "".join(f"""{function},{name},{layer},activations,verdict,,,{verdict}
{function},{name},{layer},activations,mean,,,0.5
{function},{name},{layer},activations,standard_deviation,,,0.25
{function},{name},{layer},activations,count,0,1,3
{function},{name},{layer},activations,count,1,2,1
""" for function, name, verdicts in (
    ("relu", "he", ["healthy", "healthy", "healthy"]),
    ("relu", "0.01", ["healthy", "healthy", "vanishing"]),
    ("tanh", "he", ["saturated", "saturated", "saturated"]),
    ("tanh", "0.01", ["vanishing", "healthy", "symmetric"]))
    for layer, verdict in enumerate(verdicts, 1)) + "END\n"


class Reader(HTMLParser):
    """Tags that must be closed, ids, links, pictures and the cells of tables."""

    OPEN = {"meta", "link", "img", "input"}

    def __init__(self, text):
        super().__init__()
        self.stack, self.ids, self.targets, self.pictures, self.rows = [], [], [], [], []
        self.alternatives, self.figures = [], []
        self.feed(text)
        self.close()
        assert not self.stack, self.stack

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag not in self.OPEN:
            self.stack.append(tag)
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "figure":
            self.figures.append(attributes["id"])
        self.targets += [attributes[name] for name in ("href", "src") if name in attributes]
        if tag == "img":
            self.pictures.append(attributes["src"])
            self.alternatives.append(attributes["alt"])
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag, tag

    def handle_data(self, data):
        if self.stack and self.stack[-1] in ("td", "th"):
            self.rows[-1][-1] += data

    def row(self, name):
        """The first row that begins so."""
        return next(row for row in self.rows if row[0] == name)


class WithFolder(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.folder = Path(directory.name)

    def program(self, text):
        path = self.folder / "program"
        path.write_text(text)
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path


class Page(unittest.TestCase):
    def test_texts_are_shown_as_they_are(self):
        text = page.whole("<t>", [page.section("a&b", "1 < 2", [
            page.paragraph("<script>"), page.listing("a & b"), page.hidden("<s>", page.table(
                "x > y", ["<"], [["&amp;"]])), page.picture(b"<svg/>", "p", '"q"')])])
        reader = Reader(text)
        self.assertNotIn("<script>", text)
        self.assertEqual(reader.rows, [["<"], ["&amp;"]])
        self.assertEqual(reader.alternatives, ['"q"'])
        self.assertIn("<pre>a &amp; b</pre>", text)

    def test_a_picture_is_inside_the_page(self):
        picture, = Reader(page.picture(b"<svg/>", "p", "words")).pictures
        kind, data = picture.split(",")
        self.assertEqual(kind, "data:image/svg+xml;base64")
        self.assertEqual(base64.b64decode(data), b"<svg/>")

    def test_coordinates_are_rounded_and_texts_are_not(self):
        self.assertEqual(page.rounded(b'<path d="M 1.23456 2.5 \nL 3.999999 4"/>\n  <text x="0.12345">0.12345</text>'),
                         b'<path d="M 1.23 2.5\nL 4.00 4"/>\n<text x="0.12">0.12345</text>')

    def test_links_of_a_paragraph(self):
        self.assertEqual(page.paragraph_with_links("a & b", {"b": "https://b"}),
                         '<p>a &amp; <a href="https://b">b</a></p>')


class Published(unittest.TestCase):
    def test_accuracies_are_those_that_numpy_gives(self):
        golden = (SOURCE / "tests/golden/course_accuracies.hpp").read_text()
        rows = re.findall(r'\{"(\w+)", "(\w+)", (\d+), (\d+)\}', golden)
        checked = 0
        for dataset, start, train, test in rows:
            if start in FIGURES["initialization"][dataset]:
                figures = FIGURES["initialization"][dataset][start]
                self.assertEqual(float(figures["train"]), int(train) / 300)
                self.assertEqual(float(figures["test"]), int(test) / 100)
                checked += 1
        self.assertEqual(checked, 7)

    def test_costs_are_those_that_numpy_gives_where_rounding_does_not_matter(self):
        golden = (SOURCE / "tests/golden/course_costs.hpp").read_text()
        rows = re.findall(r'\{"(\w+)", "(\w+)", (true|false),\s*\{([^}]*)\}', golden)
        checked = 0
        for dataset, start, chaotic, numbers in rows:
            if start not in FIGURES["initialization"][dataset]:
                continue
            self.assertEqual(chaotic == "true", start in published.CHAOTIC)
            if chaotic == "false":
                costs = FIGURES["initialization"][dataset][start]["costs"]
                expected = [float.fromhex(number.strip()) for number in numbers.split(",")]
                self.assertEqual(len(costs), len(expected))
                for cost, number in zip(costs, expected):
                    self.assertAlmostEqual(cost / number, 1, delta=2e-15)
                checked += 1
        self.assertEqual(checked, 4)

    def test_figures_stand_beside_ours_with_their_difference(self):
        self.assertEqual(published.percentages(Figure(0.9933, 0.96)), ["96.0", "99.3", "+3.3"])
        self.assertEqual(published.percentages(Figure(0.95, 0.96)), ["96.0", "95.0", "-1.0"])
        self.assertEqual(published.percentages(Figure(0.96, 0.96)), ["96.0", "96.0", "0.0"])
        self.assertEqual(published.percentages(Figure(0.96, None)), ["", "96.0", ""])
        self.assertEqual(published.costs(Figure(0.5, 0.25)), ["0.25", "0.5", "+2.5e-01"])
        self.assertEqual(published.costs(Figure(1773.5, None)), ["inf", "1773.5", ""])

    def test_a_figure_is_met_when_it_is_what_was_printed(self):
        for text, ours, met in (("0.93", 0.9289, True), ("0.93", 0.924, False),
                                ("0.947867298578", 0.9478672985781991, True),
                                ("0.947867298578", 0.947867299, False)):
            self.assertEqual(Figure.printed(ours, text).is_met(), met, (text, ours))


class Sections(WithFolder):
    def assert_captions_name_what_is_shown(self, reader, name):
        """Each picture has its sentence, with a name that stands in the picture."""
        self.assertEqual(len(reader.figures), len(reader.pictures))
        for figure, caption, address in zip(reader.figures, reader.alternatives, reader.pictures):
            sentence = sections.TO_SEE[name, figure.removeprefix(f"{name}-")]
            self.assertTrue(caption.endswith(sentence), figure)
            svg = base64.b64decode(address.partition(",")[2]).decode()
            shown = {text.partition(":")[0].strip() for text in re.findall(r">([^<>]+)</text>", svg)}
            names = {run for run in (*sections.IN_PICTURES.values(), "zeros") if run in sentence}
            self.assertTrue(names, f"{figure}: no run is named")
            self.assertLessEqual(names, shown, figure)

    def test_initialization_meets_what_was_published(self):
        name, _, text = sections.initialization(PROGRAMS["initialization"], self.folder, "circles")
        reader = Reader(text)
        self.assertIn("Of 8 published accuracies, 8 are met", text)
        largest = float(re.search(r"by at most (\S+) of their value", text).group(1))
        self.assertLess(largest, 1e-12)
        self.assertEqual(reader.row("He"), ["He", "99.3", "99.3", "0.0", "96.0", "96.0", "0.0"])
        self.assertEqual(reader.row("Xavier")[1:4], ["", "99.0", ""])
        self.assertEqual(reader.figures, ["circles-cost", "circles-boundary"])
        self.assert_captions_name_what_is_shown(reader, "circles")
        self.assertEqual(sum(row[:1] == ["14000"] for row in reader.rows), 4)
        self.assertIn(["0", "inf", "1773.58595494", ""], reader.rows)

    def test_what_is_not_met_is_counted_and_shown(self):
        figures = {"he": {"train": "0.98", "test": "0.96", "costs": [0.5]},
                   "zeros": {"train": "0.5", "test": "0.5", "costs": [0.7]}}
        rows = [f"{start},{name},{k},{int(k < right)},0.5,1"
                for start, name, right in (("he", "train", 99), ("he", "test", 96),
                                           ("zeros", "train", 50), ("zeros", "test", 50))
                for k in range(100)]
        (self.folder / "predictions.csv").write_text(
            "\n".join(["init,set,index,label,probability,predicted", *rows]) + "\n")
        (self.folder / "cost.csv").write_text("init,iteration,cost\nhe,0,0.75\nzeros,0,0.7\n")
        found = sections.accuracies(self.folder, figures)
        costs = sections.cost_figures(self.folder, figures, 1000)
        self.assertIn("Of 4 published accuracies, 3 are met", sections.comparison(found, costs))
        self.assertIn("at most 5e-01", sections.comparison(found, costs))
        self.assertTrue(sections.comparison(found, {}).endswith("to all digits printed.</p>"))
        reader = Reader(sections.accuracy_table(found, sections.STARTS))
        self.assertEqual(reader.row("He")[1:4], ["98.0", "99.0", "+1.0"])

    def test_the_page_begins_with_a_summary(self):
        parts = [("a", "A", page.paragraph(sections.SENTENCE.format(8, 8))), ("b", "B", "none"),
                 ("c", "C", page.paragraph(sections.SENTENCE.format(6, 5)))]
        _, _, text = sections.about(parts)
        self.assertIn("13 of 14 published accuracies are met", text)
        self.assertIn('<a href="https://www.coursera.org/learn/deep-neural-network">', text)
        self.assertIn("0 of 0", sections.about([])[2])

    def test_regularization_without_the_courses_data_compares_nothing(self):
        _, _, text = sections.regularization(PROGRAMS["regularization"], self.folder, None)
        reader = Reader(text)
        self.assertIn("may not be passed on", text)
        self.assertEqual(reader.row("with L2, lambda 0.7"),
                         ["with L2, lambda 0.7", "", "95.0", "", "", "92.5", ""])
        self.assertEqual(len(reader.pictures), 2)
        self.assert_captions_name_what_is_shown(reader, "regularization")

    def test_moons_have_sentences_too_and_so_has_every_verdict(self):
        reader = Reader(sections.initialization(PROGRAMS["initialization"], self.folder, "moons")[2])
        self.assert_captions_name_what_is_shown(reader, "moons")
        self.assertEqual({name for name, _ in sections.TO_SEE}, {"circles", "moons", "regularization"})
        names = (SOURCE / "lib/picomlp/study/layer_statistics.hpp").read_text()
        verdicts = re.search(r"enum class verdict[^{]*\{(.*?)\}", names, re.S)[1]
        verdicts = re.findall(r"^\s*(\w+)", verdicts, re.M)
        # 1000 samples are enough.
        self.assertEqual(set(sections.OF_VERDICTS), set(verdicts) - {"too_few_samples"})

    def test_gradient_check_gives_three_figures(self):
        reader = Reader(sections.gradient_check(PROGRAMS["gradient_check"])[2])
        right, planted, textbook = reader.rows[1:4]
        self.assertLess(float(right[2]), 1e-8)
        self.assertEqual(right[1:2] + right[3:], ["", ""])
        self.assertEqual([planted[1], textbook[1]], ["0.285093156781"] * 2)
        self.assertLess(abs(float(planted[3])), 1e-8)
        self.assertLess(abs(float(textbook[3])), 1e-9)

    def test_activations_get_verdicts_and_a_picture_for_each_run(self):
        program = self.program(STUDY)
        reader = Reader(sections.activations(program, self.folder / "study.csv")[2])
        self.assertEqual(reader.rows, [
            ["weights", "relu", "tanh"],
            ["normal x sqrt(2/100) (He)", "healthy", "saturated"],
            ["normal x 0.01", "vanishing (1 of 3 layers)", "vanishing (1 of 3 layers)"]])
        self.assertEqual(reader.figures, ["activations-relu-he", "activations-relu-0.01",
                                           "activations-tanh-he", "activations-tanh-0.01"])

    def test_a_program_that_fails_is_named_with_what_it_says(self):
        program = self.program("#!/bin/sh\necho something is wrong >&2\nexit 1\n")
        with self.assertRaisesRegex(Failure, "program --case correct failed\nsomething is wrong"):
            sections.gradient_check(program)

    def test_a_missing_tool_names_debians_packages(self):
        with self.assertRaisesRegex(Failure, "^no no-such-tool here; Debian has .*meson"):
            building.run("no-such-tool")


class Machine(unittest.TestCase):
    def test_build_and_machine_are_described(self):
        facts = dict(building.facts(Path(os.environ["BUILD"])))
        self.assertIn(facts["rounding profile"], ("separate", "fused"))
        self.assertRegex(facts["picomlp"], r"^\d+\.\d+\.\d+, ")
        for name in ("compiler", "processor", "system", "build type", "instruction sets"):
            self.assertTrue(facts[name])


class Whole(WithFolder):
    """Builds everything anew and takes minutes, so only by its name: report_test.py Whole."""

    def test_the_page_has_every_figure_and_needs_nothing_else(self):
        path = self.folder / "new" / "page.html"
        done = subprocess.run([sys.executable, HERE, "--to", path, "--build", self.folder / "build"],
                              capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, f"{path}\n", ""))
        reader = Reader(path.read_text())
        for name in ("circles", "moons", "regularization"):
            self.assertIn(f"{name}-cost", reader.ids)
            self.assertIn(f"{name}-boundary", reader.ids)
        for function in ("sigmoid", "tanh", "relu"):
            for weights in ("1", "0.01", "xavier", "he"):
                self.assertIn(f"activations-{function}-{weights}", reader.ids)
        self.assertEqual(len(reader.pictures), 2 * 3 + 12)
        self.assertEqual(len(reader.ids), len(set(reader.ids)))
        self.assertTrue(all(reader.alternatives))
        for target in reader.targets:
            self.assertTrue(target.startswith("data:") or
                            target[0] == "#" and target[1:] in reader.ids or
                            target in sections.COURSE_LINKS.values(), target[:80])
        self.assertLess(path.stat().st_size, 3_000_000)


def load_tests(loader, _tests, _pattern):
    """Everything that is quick."""
    return unittest.TestSuite(loader.loadTestsFromTestCase(case)
                              for case in (Page, Published, Sections, Machine))


if __name__ == "__main__":
    unittest.main()
