# SPDX-License-Identifier: MIT
"""The report's page in a browser: every picture, every table, and nothing else."""

import os
import sys
import tempfile
import unittest
from pathlib import Path

import browser

browser.require_browser()

TOOLS = Path(__file__).resolve().parents[2] / "tools"
sys.path[:0] = [str(TOOLS / "report"), str(TOOLS / "plot")]

import command_line
from tables import Failure

try:
    command_line.require_packages()
except Failure as failure:
    print(f"skipped: {failure}")
    sys.exit(77)

import building
import page
import published
import report_command

PICTURES = {*(f"{data}-{kind}" for data in ("circles", "moons", "regularization")
              for kind in ("cost", "boundary")),
            *(f"activations-{function}-{weights}" for function in ("sigmoid", "tanh", "relu")
              for weights in ("1", "0.01", "xavier", "he"))}
# Accuracy for circles, moons and regularization; costs of each published training; relative
# differences; verdicts; the machine.
TABLES = 3 + sum(len(runs) for runs in published.FIGURES["initialization"].values()) + 3

SEE_PICTURES = """
const done = arguments[arguments.length - 1];
const see = async figure => {
    const image = figure.querySelector('img');
    try { await image.decode(); } catch (error) { return [figure.id, 0, 0]; }
    return [figure.id, image.naturalWidth, image.getBoundingClientRect().width];
};
Promise.all([...document.querySelectorAll('figure')].map(see)).then(done);"""
SEE_TABLES = """
document.querySelectorAll('details').forEach(one => { one.open = true; });
return [...document.querySelectorAll('table')].map(table => [
    table.caption.textContent, table.tBodies[0].rows.length, table.getBoundingClientRect().height]);"""
# Tables of accuracies that must be scrolled to see all columns.
CUT_TABLES = """
return [...document.querySelectorAll('.table')].filter(box => box.scrollWidth > box.clientWidth)
    .map(box => box.querySelector('caption').textContent).filter(caption => caption == 'Accuracy');"""


def setUpModule():
    global WINDOW
    WINDOW = unittest.enterModuleContext(browser.Browser())


class ReportPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        cls.page = Path(folder, "report.html")
        programs = {name: Path(os.environ[name.upper()]) for name in building.EXAMPLES}
        cls.page.write_text(report_command.whole_page(programs, Path(os.environ["BUILD"]), None))
        cls.browser = WINDOW

    def test_every_picture_and_table_is_there_and_nothing_is_asked_for(self):
        self.browser.screen(browser.DESKTOP)
        self.browser.open(self.page)
        seen = {name: (width, shown)
                for name, width, shown in self.browser.driver.execute_async_script(SEE_PICTURES)}
        self.assertEqual(set(seen), PICTURES)
        self.assertEqual(self.browser.run("return document.images.length"), len(PICTURES))
        for name, (width, shown) in seen.items():
            self.assertGreater(min(width, shown), 300, name)

        tables = self.browser.run(SEE_TABLES)
        self.assertEqual(len(tables), TABLES)
        for caption, rows, height in tables:
            self.assertGreaterEqual(rows, 3, caption)
            self.assertGreater(height, 20 * rows, caption)

        self.assertEqual(self.browser.complaints(), [])
        self.assertEqual(self.browser.requests(), [])

    def test_a_telephone_shows_it_without_horizontal_scrolling(self):
        self.browser.screen(browser.PHONE)
        self.browser.open(self.page)
        self.browser.run(SEE_TABLES)
        self.assertEqual(self.browser.too_wide(), [])
        self.assertEqual(self.browser.run(CUT_TABLES), [])


class PlantedErrors(unittest.TestCase):
    """On a page of the report's making, with little on it."""

    def setUp(self):
        self.browser = WINDOW

    def see(self, planted="", drawing=b"<svg xmlns='http://www.w3.org/2000/svg' width='9'/>"):
        """Pictures not drawn, complaints, and what was asked for besides the page."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "page.html")
            path.write_text(page.whole("Planted errors", [page.section("section", "Section", [
                page.picture(drawing, "drawing", "a drawing"), planted])]))
            self.browser.open(path)
            pictures = self.browser.driver.execute_async_script(SEE_PICTURES)
            return ([name for name, width, _ in pictures if width == 0],
                    "\n".join(self.browser.complaints()), self.browser.requests())

    def test_a_page_without_errors_has_none(self):
        self.assertEqual(self.see(), ([], "", []))

    def test_a_picture_that_cannot_be_drawn_is_noticed(self):
        self.assertEqual(self.see(drawing=b"<svg"), (["drawing"], "", []))

    def test_complaints_are_noticed(self):
        self.assertRegex(self.see("<script>console.error('so')</script>")[1], '"so"$')
        self.assertRegex(self.see("<script>nothing()</script>")[1], "ReferenceError: nothing")

    def test_requests_are_noticed(self):
        address = "http://picomlp.invalid/a.png"
        self.assertEqual(self.see(f"<img src='{address}'>")[2], [address])

    def test_what_is_too_wide_is_named(self):
        self.browser.screen(browser.PHONE)
        self.see("<p style='width: 30rem'>wide</p>")
        first, second = self.browser.too_wide()
        self.assertEqual(first, "page: 496 of 360")
        self.assertTrue(second.startswith('<p style='))


if __name__ == "__main__":
    unittest.main()
