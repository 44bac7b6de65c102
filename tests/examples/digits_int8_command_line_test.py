# SPDX-License-Identifier: MIT
"""The program `digits_int8` as it is used at a terminal, and the firmware's file that it has written."""

import csv
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import command_line_checks

PROGRAM = os.environ['PROGRAM']
EXPORTED = Path(os.environ['EXPORTED'])


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=200)


class CommandLine(command_line_checks.Alike, unittest.TestCase):
    program = PROGRAM
    name = 'digits_int8'


class Usage(unittest.TestCase):
    def test_wrong_use_exits_with_2_says_why_and_trains_nothing(self):
        for arguments in (['--bogus'], ['extra'], ['--seeds', '0'], ['--first-seed', 'x'],
                          ['--learning-rate', 'nan'], ['--data']):
            with self.subTest(arguments=arguments):
                done = run(*arguments)
                self.assertEqual((done.returncode, done.stdout), (2, ''))
                self.assertIn(arguments[0].lstrip('-'), done.stderr)

    def test_divergence_exits_with_1(self):
        done = run('--seeds', '1', '--learning-rate', '1e38')
        self.assertEqual(done.returncode, 1)
        self.assertIn('diverged', done.stderr)


class Table(unittest.TestCase):
    def test_little_is_lost_and_the_firmware_has_what_is_exported(self):
        with tempfile.TemporaryDirectory() as directory:
            done = run('--seeds', '1', '--export', directory)
            self.assertEqual((done.returncode, done.stderr), (0, ''))
            self.assertEqual(Path(directory, 'digits_int8.hpp').read_text(),
                             (EXPORTED / 'digits_int8.hpp').read_text())
        self.assertEqual(command_line_checks.too_wide(done.stdout), [])
        row = re.search(r'^ +1' + 7 * r' +(\d+)' + '$', done.stdout, re.MULTILINE)
        images, in_float, _, per_output, in_16x8, _, aware = map(int, row.groups())
        self.assertEqual(images, 359)
        self.assertLessEqual(100 * (in_float - per_output) / images, 0.3)
        self.assertLessEqual(100 * abs(in_float - in_16x8) / images, 0.3)
        self.assertGreaterEqual(aware, in_float)

    def test_the_outputs_that_are_written_are_those_of_the_table(self):
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory, 'not', 'there', 'int8.csv')
            done = run('--seeds', '1', '--csv', str(path))
            self.assertEqual((done.returncode, done.stderr), (0, ''))
            self.assertTrue(done.stdout.endswith(f'\nwrote {path}\n'))
            with path.open(newline='') as file:
                rows = list(csv.DictReader(file))
        table = re.search(r'^ +1' + 7 * r' +(\d+)' + '$', done.stdout, re.MULTILINE)
        images, in_float, *in_integers = map(int, table.groups()[:5])
        forms = ['int8_per_layer', 'int8_per_output', '16x8_per_output']
        self.assertEqual([(row['form'], row['image'], row['output']) for row in rows],
                         [(form, str(image), str(output)) for form in forms for image in range(images)
                          for output in range(10)])

        def right(of_form, column):
            of_images = [of_form[k:k + 10] for k in range(0, len(of_form), 10)]
            return sum(max(outputs, key=lambda row: float(row[column]))['output'] == outputs[0]['label']
                       for outputs in of_images)

        for form, counted in zip(forms, in_integers):
            of_form = [row for row in rows if row['form'] == form]
            self.assertEqual((right(of_form, 'float'), right(of_form, 'integers')), (in_float, counted), form)
            errors = [abs(float(row['float']) - float(row['integers'])) for row in of_form]
            self.assertLess(max(errors), 2, form)  # of outputs from -20 to 20
            self.assertGreater(max(errors), 0, form)

    def test_costs_are_written_of_all_three_trainings_which_go_on_from_the_first(self):
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory, 'cost.csv')
            done = run('--seeds', '1', '--costs', str(path))
            self.assertEqual((done.returncode, done.stderr), (0, ''))
            self.assertTrue(done.stdout.endswith(f'\nwrote {path}\n'))
            with path.open(newline='') as file:
                rows = list(csv.DictReader(file))
        epochs = {}
        for row in rows:
            epochs.setdefault(row['run'], []).append(int(row['epoch']))
        self.assertEqual(epochs, {'float': list(range(1, 31)), 'float_longer': list(range(31, 41)),
                                  'int8_aware': list(range(31, 41))})
        last = {row['run']: row for row in rows}
        # More epochs at a lower rate; eight bits that are simulated change little, but something.
        for name in ('cost', 'held_out_cost'):
            before, longer, aware = (float(last[run][name]) for run in epochs)
            self.assertLess(longer, before)
            self.assertAlmostEqual(aware, longer, delta=0.01 * longer)
            self.assertNotEqual(aware, longer)


if __name__ == '__main__':
    unittest.main()
