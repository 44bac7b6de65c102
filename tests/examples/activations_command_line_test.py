# SPDX-License-Identifier: MIT
"""The program `activations` as it is used at a terminal."""

import csv
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

import command_line_checks

PROGRAM = os.environ['PROGRAM']


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=120)


class CommandLine(command_line_checks.Alike, unittest.TestCase):
    program = PROGRAM
    name = 'activations'


class Usage(unittest.TestCase):
    def test_wrong_use_exits_with_2_says_why_and_studies_nothing(self):
        for arguments in (['--bogus'], ['extra'], ['--activation', 'elu'],
                          ['--initializer', 'ones'], ['--std', '-1'], ['--std', 'nan'],
                          ['--std', '1e7'], ['--std', 'one'], ['--std', '1x'], ['--seed', '-1'],
                          ['--seed', '4294967296'], ['--samples', '0'], ['--samples', '100001'],
                          ['--precision', 'half'], ['--csv'],
                          ['--std', '1', '--initializer', 'he']):
            with self.subTest(arguments=arguments):
                done = run(*arguments)
                self.assertEqual(done.returncode, 2)
                self.assertEqual(done.stdout, '')
                self.assertIn(arguments[0].lstrip('-'), done.stderr)

    def test_help_names_every_option(self):
        done = run('--help')
        self.assertEqual(done.returncode, 0)
        for option in ('--activation', '--initializer', '--std', '--seed', '--samples',
                       '--precision', '--histograms', '--csv'):
            self.assertIn(option, done.stdout)

    def test_a_file_that_cannot_be_is_refused_before_the_study(self):
        with tempfile.TemporaryDirectory() as directory:
            for place in ('/dev/null/a.csv', directory, directory + '/'):
                with self.subTest(place=place):
                    done = run('--csv', place)
                    self.assertEqual(done.returncode, 1)
                    self.assertIn(place.rstrip('/') if place != '/dev/null/a.csv' else '/dev/null',
                                  done.stderr)
                    self.assertEqual(done.stdout, '')
            self.assertEqual(os.listdir(directory), [])


class Output(unittest.TestCase):
    def test_the_plain_run_is_section_6_and_answers_which_initializer(self):
        done = run()
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        self.assertEqual(done.stdout.count('Verdict'), 12)
        self.assertNotRegex(done.stdout, r'(?m) $')
        self.assertEqual(command_line_checks.too_wide(done.stdout), [])
        closing = [[cell.strip() for cell in line.split('|')[1:]]
                   for line in done.stdout.splitlines()[-4:]]
        self.assertEqual(closing, [
            ['x 1', 'saturated', 'saturated', 'exploding'],
            ['x 0.01', 'vanishing', 'vanishing', 'vanishing'],
            ['x sqrt(1/100) (Xavier)', 'vanishing', 'healthy', 'vanishing (1/5)'],
            ['x sqrt(2/100) (He)', 'vanishing', 'healthy', 'healthy']])

    def test_one_activation_and_one_initializer_are_one_table(self):
        done = run('--activation', 'relu', '--initializer', 'zeros', '--samples', '50')
        self.assertEqual(done.stdout.count('Verdict'), 1)
        self.assertIn('\n| Verdict        |' + ' |'.join([' symmetric'] * 5) + '\n', done.stdout)
        self.assertIn('relu, weights zeros', done.stdout)

    def test_any_standard_deviation_can_be_asked_for(self):
        done = run('--activation', 'tanh', '--std', '0.05', '--samples', '50')
        self.assertIn('tanh, weights normal x 0.05', done.stdout)

    def test_another_seed_and_precision_give_other_numbers(self):
        plain = run('--activation', 'tanh', '--samples', '50').stdout
        self.assertNotEqual(run('--activation', 'tanh', '--samples', '50', '--seed', '1').stdout,
                            plain)
        self.assertEqual(run('--activation', 'tanh', '--samples', '50', '--seed', '0').stdout,
                         plain)
        with tempfile.TemporaryDirectory() as directory:
            for number in ('float', 'double'):
                run('--activation', 'tanh', '--samples', '50', '--precision', number, '--csv',
                    f'{directory}/{number}')
            self.assertNotEqual(Path(directory, 'float').read_bytes(),
                                Path(directory, 'double').read_bytes())

    def test_histograms_are_drawn_when_asked_for_or_at_a_terminal(self):
        arguments = ['--activation', 'relu', '--std', '1', '--samples', '50']
        self.assertNotIn('smallest', run(*arguments).stdout)
        drawn = run(*arguments, '--histograms').stdout
        self.assertIn('smallest', drawn)
        self.assertEqual(command_line_checks.too_wide(drawn), [])
        shown = command_line_checks.on_terminal(80, PROGRAM, *arguments)
        if shown is None:
            self.skipTest('this machine gives out no terminals')
        self.assertEqual(shown, drawn)

    def test_numbers_of_three_digit_exponents_fit_as_well(self):
        done = run('--std', '1e-40', '--histograms', '--samples', '50')
        self.assertEqual(command_line_checks.too_wide(done.stdout), [])


class Csv(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = tempfile.TemporaryDirectory()
        cls.path = Path(cls.directory.name, 'new', 'study.csv')
        cls.done = run('--samples', '200', '--csv', str(cls.path))
        with open(cls.path, newline='') as file:
            cls.rows = list(csv.DictReader(file))

    @classmethod
    def tearDownClass(cls):
        cls.directory.cleanup()

    def test_nothing_but_the_file_is_written(self):
        self.assertEqual(self.done.returncode, 0)
        self.assertEqual(os.listdir(self.path.parent), ['study.csv'])
        self.assertTrue(self.done.stdout.endswith(f'\nwrote {self.path}\n'))

    def test_there_is_a_line_for_each_number(self):
        self.assertEqual(list(self.rows[0]), ['activation', 'initializer', 'layer', 'values',
                                              'quantity', 'low', 'high', 'value'])
        self.assertEqual(len(self.rows), 3 * 4 * 5 * (1 + 2 * (10 + 30)))

    def test_bins_join_and_their_counts_add_up(self):
        groups = {}
        for row in self.rows:
            key = (row['activation'], row['initializer'], row['layer'], row['values'])
            groups.setdefault(key, []).append(row)
        self.assertEqual(len(groups), 3 * 4 * 5 * 2)
        for rows in groups.values():
            bins = [row for row in rows if row['quantity'] == 'count']
            numbers = {row['quantity']: row['value'] for row in rows}
            self.assertEqual(sum(int(row['value']) for row in bins), 100 * 200)
            self.assertEqual(bins[0]['low'], numbers['minimum'])
            self.assertEqual(bins[-1]['high'], numbers['maximum'])
            for left, right in zip(bins, bins[1:]):
                self.assertEqual(left['high'], right['low'])

    def test_verdicts_are_those_of_the_tables(self):
        written = [row['value'] for row in self.rows if row['quantity'] == 'verdict']
        printed = [cell.strip() for line in self.done.stdout.splitlines()
                   if line.startswith('| Verdict') for cell in line.split('|')[2:]]
        self.assertEqual(written, printed)

    def test_the_same_command_writes_the_same_bytes(self):
        with tempfile.TemporaryDirectory() as again:
            run('--samples', '200', '--csv', again + '/study.csv')
            self.assertEqual(Path(again, 'study.csv').read_bytes(), self.path.read_bytes())


if __name__ == '__main__':
    unittest.main()
