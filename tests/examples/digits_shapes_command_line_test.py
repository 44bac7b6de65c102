# SPDX-License-Identifier: MIT
"""The program `digits_shapes` as it is used at a terminal, and the table in the repository that it has written."""

import csv
import os
import re
import subprocess
import unittest
from pathlib import Path

import command_line_checks

PROGRAM = os.environ['PROGRAM']
TABLE = Path(os.environ['SHAPES'])


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=200)


class CommandLine(command_line_checks.Alike, unittest.TestCase):
    program = PROGRAM
    name = 'digits_shapes'


class Table(command_line_checks.InDirectory):
    def test_the_one_in_the_repository_is_what_is_counted_now(self):
        path = self.directory / 'not' / 'there' / 'shapes.csv'
        done = run('--csv', str(path))
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        self.assertTrue(done.stdout.endswith(f'\nwrote {path}\n'))
        self.assertEqual(command_line_checks.too_wide(done.stdout.partition('wrote')[0]), [])
        if os.environ['PROFILE'] == 'separate':
            self.assertEqual(path.read_text(), TABLE.read_text())
        self.sums_are_printed(done.stdout, path)

    def sums_are_printed(self, printed, path):
        with path.open(newline='') as file:
            rows = list(csv.DictReader(file))
        for name in dict.fromkeys(row['network'] for row in rows):
            line = re.search(rf'^{name} +(.*)$', printed, re.MULTILINE).group(1)
            expected = []
            for form in ('float', 'int8', '16x8'):
                of_form = [row for row in rows if (row['network'], row['form']) == (name, form)]
                self.assertEqual([row['seed'] for row in of_form], [str(seed) for seed in range(1, 11)])
                right, samples = (sum(int(row[column]) for row in of_form) for column in ('right', 'samples'))
                expected += [of_form[0]['flash'], 'B', f'{100 * right / samples:.2f}', '%']
            self.assertEqual(line.split(), expected)

    def test_flash_is_that_of_weights_biases_and_multipliers(self):
        path = self.directory / 'shapes.csv'
        run('--seeds', '1', '--csv', str(path))
        with path.open(newline='') as file:
            flash = {(row['network'], row['form']): int(row['flash']) for row in csv.DictReader(file)}
        # Weights of one byte; a multiplier is a significand and a shift of 4 bytes each.
        self.assertEqual(flash['64-32-10', 'float'], 4 * 2410)
        self.assertEqual(flash['64-32-10', 'int8'], (64 * 32 + 32 * 10) + 42 * (4 + 8))
        self.assertEqual(flash['64-32-10', '16x8'], (64 * 32 + 32 * 10) + 42 * (8 + 8))

    def test_the_network_of_digits_has_its_bits(self):
        path = self.directory / 'shapes.csv'
        run('--seeds', '1', '--csv', str(path))
        with path.open(newline='') as file:
            right = [row['right'] for row in csv.DictReader(file) if row['network'] == '64-32-10']
        done = subprocess.run([os.environ['DIGITS_INT8'], '--seeds', '1'], capture_output=True, text=True, timeout=200)
        _, in_float, _, per_output, in_16x8, *_ = re.search(
            r'^ +1' + 7 * r' +(\d+)' + '$', done.stdout, re.MULTILINE).groups()
        self.assertEqual(right, [in_float, per_output, in_16x8])


class Usage(unittest.TestCase):
    def test_wrong_use_exits_with_2_and_trains_nothing(self):
        for arguments in (['--bogus'], ['extra'], ['--seeds', '0'], ['--data']):
            with self.subTest(arguments=arguments):
                done = run(*arguments)
                self.assertEqual((done.returncode, done.stdout), (2, ''))

    def test_missing_data_and_a_file_that_cannot_be_are_named(self):
        for arguments in (['--data', '/nowhere/digits.csv'], ['--csv', '/dev/null/a.csv']):
            done = run(*arguments)
            self.assertEqual((done.returncode, done.stdout), (1, ''))
            self.assertIn(os.path.dirname(arguments[1]), done.stderr)


if __name__ == '__main__':
    unittest.main()
