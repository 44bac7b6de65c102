# SPDX-License-Identifier: MIT
"""The program `digits` as it is used at a terminal."""

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
GOOD_LINES = Path(os.environ['DIGITS_CSV']).read_text().splitlines()[:50]


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=120)


class CommandLine(command_line_checks.Alike, unittest.TestCase):
    program = PROGRAM
    name = 'digits'


class Usage(unittest.TestCase):
    def test_wrong_use_exits_with_2_says_why_and_trains_nothing(self):
        for arguments in (['--bogus'], ['extra'], ['--seed', 'x'], ['--epochs', '0'],
                          ['--learning-rate', 'nan'], ['--data']):
            with self.subTest(arguments=arguments):
                done = run(*arguments)
                self.assertEqual((done.returncode, done.stdout), (2, ''))
                self.assertIn(arguments[0].lstrip('-'), done.stderr)

    def test_a_number_that_cannot_be_is_named_with_its_range(self):
        self.assertIn("digits: --seed: 'x' is not an integer from 0 to 4294967295\n",
                      run('--seed', 'x').stderr)
        self.assertIn("digits: --epochs: '0' is not an integer from 1 to 1000000\n",
                      run('--epochs', '0').stderr)
        self.assertIn("digits: --learning-rate: 'nan' is not a number, 0 or more\n",
                      run('--learning-rate', 'nan').stderr)

    def test_what_is_printed_fits_80_columns(self):
        self.assertEqual(command_line_checks.too_wide(run('--epochs', '5').stdout), [])

    def test_divergence_exits_with_1(self):
        done = run('--learning-rate', '1e38')
        self.assertEqual(done.returncode, 1)
        self.assertIn('diverged', done.stderr)


class Data(unittest.TestCase):
    def refused(self, text, *words):
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory, 'some.csv')
            path.write_text(text)
            done = run('--data', str(path))
        self.assertEqual((done.returncode, done.stdout), (1, ''))
        for word in ('some.csv', *words):
            self.assertIn(word, done.stderr)

    def test_damaged_files_are_refused_naming_line_and_column(self):
        good = '\n'.join(GOOD_LINES[:2]) + '\n'
        line = GOOD_LINES[2]
        self.refused('', 'no numbers')
        self.refused(good + 'x' + line[1:], 'line 3', 'column 1', 'not a number')
        self.refused(good + '17' + line[1:], 'line 3', 'column 1', '17')
        self.refused(good + '-1' + line[1:], 'line 3', 'column 1', '-1')
        self.refused(good + line[:line.rindex(',')] + ',10', 'line 3', 'column 65', '10')
        self.refused(good + line[:line.rindex(',')], 'line 3', '64 cells')
        self.refused(good + line + ',1', 'line 3')
        self.refused(good + line.replace(',', ';'), 'line 3')
        self.refused(good + '0.5' + line[1:], 'line 3', 'column 1', 'not an integer')
        self.refused(line[:-2], '64 columns')
        self.refused(good + line[:-1] + '1e999', 'line 3')

    def test_a_missing_file_is_named(self):
        done = run('--data', '/nowhere/digits.csv')
        self.assertEqual(done.returncode, 1)
        self.assertIn('/nowhere/digits.csv', done.stderr)

    def test_too_few_images_to_hold_any_out_are_refused(self):
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory, 'few.csv')
            path.write_text('\n'.join(GOOD_LINES[:4]) + '\n')
            done = run('--data', str(path))
        self.assertEqual((done.returncode, done.stdout), (1, ''))
        self.assertIn('no samples', done.stderr)

    def test_files_as_spreadsheets_write_them_are_read(self):
        header = ','.join(f'"pixel, {k}"' for k in range(64)) + ',digit'
        with tempfile.TemporaryDirectory() as directory:
            results = []
            for start, end in (('', '\n'), ('', '\r\n'), ('', '\r'), ('\ufeff', '\n'),
                               ('sep=,\n', '\n'), (header + '\n', '\n'), ('', '\n\n')):
                path = Path(directory, 'some.csv')
                path.write_bytes((start + end.join(GOOD_LINES) + end).encode())
                results.append(run('--data', str(path), '--epochs', '2').stdout)
        self.assertIn('CRC-32', results[0])
        self.assertEqual(results, results[:1] * len(results))

    def test_utf_16_is_called_so(self):
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory, 'some.csv')
            path.write_text('\n'.join(GOOD_LINES), encoding='utf-16')
            done = run('--data', str(path))
        self.assertEqual((done.returncode, done.stdout, done.stderr),
                         (1, '', f'digits: {path} is UTF-16; save it as UTF-8\n'))


class Export(unittest.TestCase):
    NAMES = ['digits_image.h', 'digits_model.hpp', 'digits_vectors.h']

    def test_the_model_of_the_firmware_is_what_is_learnt_and_exported_now(self):
        with tempfile.TemporaryDirectory() as directory:
            folder = Path(directory, 'not', 'there')
            done = run('--export', str(folder))
            self.assertEqual((done.returncode, done.stderr), (0, ''))
            self.assertEqual(sorted(path.name for path in folder.iterdir()), self.NAMES)
            for name in self.NAMES:
                self.assertIn(f'wrote {folder}/{name}\n', done.stdout)
            for name in self.NAMES:
                self.assertEqual((folder / name).read_text(), (EXPORTED / name).read_text(), name)

    def test_a_training_that_fails_exports_nothing(self):
        with tempfile.TemporaryDirectory() as directory:
            done = run('--learning-rate', '1e38', '--export', directory)
            self.assertEqual((done.returncode, list(Path(directory).iterdir())), (1, []))

    def test_a_folder_that_cannot_be_is_found_out_before_training(self):
        with tempfile.NamedTemporaryFile() as file:
            done = run('--export', file.name)
        self.assertEqual((done.returncode, done.stdout), (1, ''))
        self.assertIn(file.name, done.stderr)


class Csv(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = tempfile.TemporaryDirectory()
        cls.files = Path(cls.directory.name, 'not', 'there')
        cls.done = run('--epochs', '5', '--csv', str(cls.files))

    @classmethod
    def tearDownClass(cls):
        cls.directory.cleanup()

    def rows(self, name):
        with open(self.files / name, newline='') as file:
            return list(csv.DictReader(file))

    def test_exactly_two_files_are_written(self):
        self.assertEqual((self.done.returncode, self.done.stderr), (0, ''))
        self.assertEqual(sorted(os.listdir(self.files)), ['confusion.csv', 'cost.csv'])
        self.assertTrue(self.done.stdout.endswith(
            f'\nwrote {self.files}/cost.csv\nwrote {self.files}/confusion.csv\n'))

    def test_costs_of_both_sets_stand_there_for_every_epoch(self):
        rows = self.rows('cost.csv')
        self.assertEqual([(row['run'], row['epoch']) for row in rows],
                         [('64-32-10', str(epoch)) for epoch in range(1, 6)])
        costs, held_out = ([float(row[name]) for row in rows] for name in ('cost', 'held_out_cost'))
        printed = re.search(r'Epoch   5: cost (\S+)', self.done.stdout).group(1)
        self.assertAlmostEqual(costs[4], float(printed), delta=1e-7)
        self.assertTrue(all(later < earlier for earlier, later in zip(costs, costs[1:])))
        self.assertTrue(all(0 < cost < 1 for cost in held_out))
        self.assertNotEqual(costs, held_out)

    def test_the_confusion_counts_are_those_of_the_table(self):
        rows = self.rows('confusion.csv')
        self.assertEqual([(row['label'], row['predicted']) for row in rows],
                         [(str(label), str(predicted)) for label in range(10)
                          for predicted in range(10)])
        table = self.done.stdout.split('digit ')[1].splitlines()[1:11]
        self.assertEqual([row['count'] for row in rows],
                         [count.replace('.', '0') for line in table for count in line.split()[1:]])

    def test_a_training_that_fails_writes_nothing(self):
        with tempfile.TemporaryDirectory() as directory:
            done = run('--learning-rate', '1e38', '--csv', directory)
            self.assertEqual((done.returncode, os.listdir(directory)), (1, []))


if __name__ == '__main__':
    unittest.main()
