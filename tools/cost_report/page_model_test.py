# SPDX-License-Identifier: MIT
"""What page_fit.py and page_model.py make of measured networks."""

import json
import re
import unittest

import page_fit
import page_model

SHAPES = json.loads(page_model.SHAPES.read_text())
BILL = json.loads(page_model.BILL.read_text())


class Fit(unittest.TestCase):
    def test_coefficients_are_found_again(self):
        wanted = [120, 30, 7.5, 4]
        rows = [[1, layers, units, products] for layers, units, products in (
            (1, 1, 2), (2, 5, 12), (2, 9, 24), (3, 16, 75), (4, 40, 300), (3, 65, 1120), (2, 33, 96))]
        values = [sum(a * b for a, b in zip(wanted, row)) for row in rows]
        for found, one in zip(page_fit.least_squares(rows, values), wanted):
            self.assertAlmostEqual(found, one, 3)

    def test_three_equations_are_solved(self):
        self.assertEqual(page_fit.solve([[1, 1, 1], [0, 2, 5], [2, 5, -1]], [6, -4, 27]), [5, 3, -2])

    def test_rows_are_taken_four_at_a_time_the_last_ones_again_where_more_than_one_is_left(self):
        self.assertEqual([page_fit.rows_of(10, outputs) for outputs in (1, 3, 4, 5, 6, 7, 8, 9)], [
            (0, 0, 1, 10, 0), (0, 0, 3, 30, 0), (1, 10, 0, 0, 0), (1, 10, 1, 10, 0), (2, 20, 0, 0, 1),
            (2, 20, 0, 0, 1), (2, 20, 0, 0, 0), (2, 20, 1, 10, 0)])

    def test_the_page_has_the_fit_of_what_was_measured(self):
        self.assertEqual(page_model.BILL.read_text(), page_model.in_lines(page_model.bill_of(SHAPES)))

    def test_networks_that_were_not_fitted_are_within_the_limit(self):
        self.assertEqual(set(page_model.CORES), set(SHAPES))
        for name, measured in SHAPES.items():
            for job, (_, others) in page_fit.check(name, measured, page_fit.fit(name, measured)).items():
                with self.subTest(core=name, job=job):
                    self.assertLess(others, page_model.LIMIT)

    def test_configurations_that_were_not_fitted_are_within_the_limit(self):
        for core, measured in SHAPES.items():
            self.assertEqual(len(measured["checked"]), 10)
            for configuration, job, *figures, _ in page_model.compared(measured, BILL["cores"][core]):
                with self.subTest(core=core, configuration=configuration, job=job):
                    self.assertTrue(page_model.is_within(*figures[:2]), f"flash {figures[:2]}")
                    self.assertTrue(page_model.is_within(*figures[2:]), f"instructions {figures[2:]}")


class Page(unittest.TestCase):
    def test_every_core_of_the_page_has_every_activation(self):
        self.assertEqual(set(BILL["cores"]), {*page_model.CORES, "atmega328p"})
        for name, core in BILL["cores"].items():
            with self.subTest(core=name):
                self.assertEqual(len(core["activations"]), 16)

    def test_every_chip_has_a_core_of_the_page(self):
        for chip in json.loads((page_model.HERE / "chips.json").read_text()):
            self.assertIn(chip["core"], BILL["cores"])

    def test_figures_of_an_avr_are_those_of_its_readme(self):
        readme = (page_model.SOURCE / "examples/import/README.md").read_text()
        rows = [[cell.strip() for cell in line.split("|")[1:-1]]
                for line in readme.splitlines() if line.startswith("|")]
        table = {name: cells for name, *cells in rows}
        names = next(cells for cells in rows if "ATmega328P, float" in cells)[1:]
        for job, name in (("predict", "ATmega328P, float"), ("int8", "ATmega328P, int8")):
            column = names.index(name)
            cycles, flash = (int(re.match("[0-9]+", table[row][column])[0])
                             for row in ("a prediction", "flash of the network, bytes"))
            self.assertEqual((cycles, flash), page_model.DIGITS_ON_AVR[job])


if __name__ == "__main__":
    unittest.main()
