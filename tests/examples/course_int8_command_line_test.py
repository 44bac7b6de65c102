# SPDX-License-Identifier: MIT
"""The program `course_int8` as it is used at a terminal."""

import csv
import os
import re
import subprocess
import unittest

import command_line_checks

PROGRAM = os.environ['PROGRAM']


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=200)


class CommandLine(command_line_checks.Alike, unittest.TestCase):
    program = PROGRAM
    name = 'course_int8'


class Table(unittest.TestCase):
    def test_no_form_of_integers_loses_two_points_in_a_hundred(self):
        done = run('--seeds', '3')
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        rows = {row[0].strip(): [int(number) for number in row[1].split()]
                for row in re.findall(r'^([a-z ]{16})((?: +\d+){7})$', done.stdout, re.MULTILINE)}
        self.assertEqual(list(rows), ['circles', 'moons', 'noisy moons'])
        for name, (samples, *right) in rows.items():
            with self.subTest(name):
                self.assertEqual(samples, {'noisy moons': 600}.get(name, 300))
                self.assertGreater(right[0], 0.85 * samples)
                for found in right:
                    self.assertLessEqual(abs(found - right[0]), 0.02 * samples)

    def test_what_is_printed_fits_80_columns(self):
        self.assertLessEqual(max(map(len, run('--seeds', '1').stdout.splitlines())), 80)

    def test_wrong_use_exits_with_2_and_trains_nothing(self):
        for arguments in (['--bogus'], ['extra'], ['--seeds', '0']):
            with self.subTest(arguments=arguments):
                done = run(*arguments)
                self.assertEqual((done.returncode, done.stdout), (2, ''))

class Files(command_line_checks.InDirectory):
    def rows(self, name):
        with (self.directory / name).open(newline='') as file:
            return list(csv.DictReader(file))

    def test_outputs_and_costs_are_those_of_the_first_seed(self):
        outputs, costs = (self.directory / name for name in ('int8.csv', 'cost.csv'))
        done = run('--seeds', '1', '--csv', str(outputs), '--costs', str(costs))
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        self.assertTrue(done.stdout.endswith(f'\nwrote {outputs}\nwrote {costs}\n'))
        table = {row[0].strip(): [int(number) for number in row[1].split()]
                 for row in re.findall(r'^([a-z ]{16})((?: +\d+){7})$', done.stdout, re.MULTILINE)}
        of_forms = {}
        for row in self.rows('int8.csv'):
            of_forms.setdefault(row['form'], []).append(row)
        self.assertEqual(list(of_forms), [f'{name} {form}' for name in table for form in (
            'int8_per_layer', 'int8_per_output', '16x8_per_output')])
        for position, (form, rows) in enumerate(of_forms.items()):
            samples, in_float, *in_integers = table[form.rpartition(' ')[0]]
            self.assertEqual([(row['sample'], row['output']) for row in rows],
                             [(str(k), '0') for k in range(samples)])
            for column, right in (('float', in_float), ('integers', in_integers[position % 3])):
                self.assertTrue(all(0 <= float(row[column]) <= 1 for row in rows))
                self.assertEqual(sum((float(row[column]) > 0.5) == (row['label'] == '1') for row in rows), right)
        iterations = {}
        for row in self.rows('cost.csv'):
            iterations.setdefault(row['run'], []).append(int(row['iteration']))
            self.assertGreater(float(row['held_out_cost']), 0)
        self.assertEqual(iterations, {f'{name} {run}': list(range(first, last, 100))
                                      for name in table
                                      for end, more in [(5000, 500) if name == 'noisy moons' else (15000, 1500)]
                                      for run, first, last in (('float', 0, end), ('float_longer', end, end + more),
                                                               ('int8_aware', end, end + more))})

    def test_a_file_that_cannot_be_is_found_out_before_training(self):
        for option in ('--csv', '--costs'):
            done = run(option, '/dev/null/int8.csv')
            self.assertEqual((done.returncode, done.stdout), (1, ''))
            self.assertIn('/dev/null', done.stderr)


if __name__ == '__main__':
    unittest.main()
