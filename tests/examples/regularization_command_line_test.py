# SPDX-License-Identifier: MIT
"""The program `regularization` as it is used at a terminal."""

import csv
import os
import subprocess
import unittest
from pathlib import Path

import command_line_checks

PROGRAM = os.environ['PROGRAM']
FOOTBALL = Path(os.environ.get('PICOMLP_FOOTBALL', ''))
GOOD = 'x1,x2,y\n0.5,-0.5,0\n1.5,2,1\n-1,0.25,1\n'


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=120)


class CommandLine(command_line_checks.Alike, unittest.TestCase):
    program = PROGRAM
    name = 'regularization'


class HeldOut(command_line_checks.HeldOut, unittest.TestCase):
    program = PROGRAM


class Usage(command_line_checks.InDirectory):
    def test_wrong_use_exits_with_2_says_why_and_trains_nothing(self):
        for arguments in (['--bogus'], ['extra'], ['--model', 'l1'], ['--dropout', 'matlab'],
                          ['--keep', '0'], ['--keep=-0.5'], ['--keep', '1.01'], ['--keep', 'nan'],
                          ['--keep', 'most'], ['--keep', '0.5x'], ['--lambda=-0.7'],
                          ['--lambda', 'nan'], ['--lambda', 'inf'], ['--learning-rate=-0.3'],
                          ['--learning-rate', 'nan'], ['--iterations', '0'],
                          ['--iterations', '1e3'], ['--seed', '-1'], ['--seed', '4294967296'],
                          ['--precision', 'half'], ['--float'], ['--csv'], ['--train'],
                          ['--train', self.file('one.csv', GOOD)],
                          ['--test', self.file('two.csv', GOOD)]):
            with self.subTest(arguments=arguments):
                done = run(*arguments)
                self.assertEqual(done.returncode, 2)
                self.assertEqual(done.stdout, '')
                self.assertIn(arguments[0].split('=')[0].lstrip('-'), done.stderr)

    def test_the_message_says_what_is_in_range(self):
        self.assertIn('above 0 and at most 1', run('--keep', '1.01').stderr)
        self.assertIn('0 or more', run('--lambda=-1').stderr)
        self.assertIn('0 or more', run('--learning-rate=-1').stderr)

    def test_help_names_every_option(self):
        done = run('--help')
        self.assertEqual(done.returncode, 0)
        for option in ('--train', '--test', '--model', '--lambda', '--keep', '--dropout', '--seed',
                       '--learning-rate', '--iterations', '--precision', '--csv'):
            self.assertIn(option, done.stdout)

    def test_divergence_is_reported_with_exit_code_1_and_writes_nothing(self):
        done = run('--model', 'l2', '--precision', 'float', '--learning-rate', '1e38',
                   '--iterations', '3000', '--csv', str(self.directory))
        self.assertEqual(done.returncode, 1)
        self.assertIn('l2: ', done.stderr)
        self.assertIn('diverged', done.stderr)
        self.assertEqual(os.listdir(self.directory), [])

    def test_numbers_that_only_a_double_can_hold_are_refused_for_float(self):
        for arguments in (['--model', 'l2', '--lambda', '1e300'],
                          ['--model', 'dropout', '--keep', '1e-300']):
            with self.subTest(arguments=arguments):
                done = run('--precision', 'float', '--iterations', '1', *arguments)
                self.assertEqual(done.returncode, 1)
                self.assertIn(arguments[1] + ': ', done.stderr)
                self.assertNotIn('Cost', done.stdout)


class Data(command_line_checks.InDirectory):
    def refused(self, train, test, *more):
        """The message when these texts are refused; checks that nothing else comes of them."""
        done = run('--train', self.file('train.csv', train), '--test', self.file('test.csv', test),
                   '--iterations', '1', '--csv', str(self.directory / 'results'), *more)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout, '')
        self.assertFalse((self.directory / 'results').exists())
        return done.stderr

    def test_what_is_wrong_with_a_file_is_said_with_its_place(self):
        for bad, message in (('x1,x2,y\n0.5,-0.5,0\n1.5,,1\n', 'line 3, column 2: the cell is empty'),
                             ('x1,x2,y\n0.5,left,0\n', "line 2, column 2: 'left' is not a number"),
                             ('1,nan,0\n', "line 1, column 2: 'nan' is not finite"),
                             ('1,2,0\n1,2\n', 'line 2, column 3: the line has 2 cells'),
                             ('1,2,0\n1,2,2\n', 'line 2, column 3: the label is 2'),
                             ('1,2,0\n1,2,0.5\n', 'line 2, column 3: the label is 0.5'),
                             ('1,2,-1\n', 'line 1, column 3: the label is -1'),
                             ('1,2\n3,4\n', 'has 2 columns'), ('1,2,3,0\n', 'has 4 columns'),
                             ('x1,x2,y\n', 'holds no numbers'), ('', 'holds no numbers')):
            with self.subTest(bad=bad):
                for name, texts in (('train.csv', (bad, GOOD)), ('test.csv', (GOOD, bad))):
                    said = self.refused(*texts)
                    self.assertIn(message, said)
                    self.assertIn(str(self.directory / name), said)

    def test_coordinates_too_large_for_a_float_are_refused_for_float_alone(self):
        large = '0.5,1e39,0\n1,2,1\n'
        self.assertIn('line 1, column 2: the number is too large', 
                      self.refused(GOOD, large, '--precision', 'float'))
        done = run('--train', self.file('train.csv', GOOD), '--test', self.file('test.csv', large),
                   '--iterations', '1')
        self.assertEqual(done.returncode, 0)

    def test_more_training_samples_than_the_program_takes_are_refused(self):
        rows = [f'{i % 7},{i % 5},{i % 2}\n' for i in range(1025)]
        said = self.refused(''.join(rows), GOOD)
        self.assertIn('holds 1025 samples; training takes at most 1024', said)
        done = run('--train', self.file('train.csv', ''.join(rows[:-1])),
                   '--test', self.file('test.csv', ''.join(rows)), '--iterations', '1')
        self.assertEqual(done.returncode, 0)

    def test_files_that_are_not_there_are_named(self):
        good = self.file('good.csv', GOOD)
        for files in ((str(self.directory / 'none.csv'), good), (good, str(self.directory / 'none.csv')),
                      ('', good)):
            done = run('--train', files[0], '--test', files[1])
            self.assertEqual(done.returncode, 1)
            self.assertEqual(done.stdout, '')
            self.assertIn('cannot read ', done.stderr)

    def test_a_csv_directory_that_cannot_be_is_refused_before_training(self):
        done = run('--csv', '/dev/null/csv')
        self.assertEqual(done.returncode, 1)
        self.assertIn('/dev/null/csv', done.stderr)
        self.assertEqual(done.stdout, '')


class Output(command_line_checks.InDirectory):
    def test_costs_are_printed_every_10000_iterations(self):
        done = run('--model', 'none', '--iterations', '10001')
        self.assertEqual(done.returncode, 0)
        printed = [line.split(': ')[0] for line in done.stdout.splitlines() if 'Cost' in line]
        self.assertEqual(printed, ['Cost after iteration 0', 'Cost after iteration 10000'])
        self.assertNotIn('|', done.stdout)
        self.assertEqual(done.stderr, '')

    def test_without_model_all_of_them_are_compared_in_a_closing_table(self):
        done = run('--iterations', '1', '--lambda', '0.25', '--keep', '0.5', '--dropout', 'own')
        self.assertEqual(done.stdout.count('Cost after iteration 0'), 3)
        self.assertEqual(done.stdout.count('\n| '), 4)
        self.assertIn('\n| with L2, lambda 0.25 ', done.stdout)
        self.assertIn('\n| with dropout, keep 0.5, new masks ', done.stdout)

    def test_options_reach_the_training(self):
        usual = run('--iterations', '10001').stdout
        for arguments in (['--lambda', '0.1'], ['--keep', '0.5'], ['--dropout', 'own'],
                          ['--seed', '4'], ['--learning-rate', '0.1'], ['--precision', 'float']):
            with self.subTest(arguments=arguments):
                costs = [line for line in run('--iterations', '10001', *arguments).stdout.split('\n')
                         if line.startswith('Cost')]
                self.assertNotEqual(costs, [line for line in usual.split('\n')
                                            if line.startswith('Cost')])


class Csv(command_line_checks.InDirectory):
    def rows(self, name):
        with open(self.directory / name, newline='') as file:
            return list(csv.DictReader(file))

    def test_all_recorded_costs_predictions_and_boundaries_are_written(self):
        done = run('--iterations', '1001', '--csv', str(self.directory))
        self.assertEqual(done.returncode, 0)
        names = ['cost.csv', 'predictions.csv', 'boundary.csv']
        self.assertEqual(sorted(os.listdir(self.directory)), sorted(names))
        self.assertTrue(done.stdout.endswith(
            '|\n' + ''.join(f'wrote {self.directory}/{name}\n' for name in names)))
        self.assertEqual(command_line_checks.too_wide(
            done.stdout.replace(str(self.directory), '')), [])
        costs = self.rows('cost.csv')
        self.assertEqual([(row['model'], row['iteration']) for row in costs],
                         [(model, iteration) for model in ('none', 'l2', 'dropout')
                          for iteration in ('0', '1000')])
        printed = [float(line.split(': ')[1]) for line in done.stdout.splitlines()
                   if line.startswith('Cost')]
        self.assertEqual([float(row['cost']) for row in costs[::2]], printed)
        self.assertEqual(len(self.rows('predictions.csv')), 3 * 260)
        self.assertEqual(list(self.rows('predictions.csv')[0]),
                         ['model', 'set', 'index', 'x1', 'x2', 'label', 'probability', 'predicted'])
        self.assertEqual(len(self.rows('boundary.csv')), 3 * 101 * 101)
        self.assertEqual(list(self.rows('boundary.csv')[0]), ['model', 'x1', 'x2', 'probability'])


class Football(unittest.TestCase):
    def test_the_published_figures_are_printed(self):
        files = [FOOTBALL / 'train.csv', FOOTBALL / 'test.csv']
        if not all(file.is_file() for file in files):
            self.skipTest(f'no football data in PICOMLP_FOOTBALL, which is {str(FOOTBALL)!r}')
        done = run('--train', str(files[0]), '--test', str(files[1]))
        self.assertEqual(done.returncode, 0)
        runs = done.stdout.split('\n\n')
        for printed, cost, train, test in zip(
                runs, (0.655741252348, 0.697448449313, 0.654391240515),
                ('0.9478672985781991', '0.9383886255924171', '0.9289099526066351'),
                ('0.915', '0.93', '0.95')):
            self.assertAlmostEqual(float(printed.split('\n')[1].split(': ')[1]), cost, places=12)
            self.assertIn(f'On the train set: accuracy {train}\n', printed)
            self.assertIn(f'On the test set:  accuracy {test}', printed)
        self.assertEqual(runs[3].splitlines()[2:],
                         ['| without regularization              |  94.8% |  91.5% |',
                          '| with L2, lambda 0.7                 |  93.8% |  93.0% |',
                          '| with dropout, keep 0.86             |  92.9% |  95.0% |'])


if __name__ == '__main__':
    unittest.main()
