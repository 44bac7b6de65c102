# SPDX-License-Identifier: MIT
"""The program `initialization` as it is used at a terminal."""

import csv
import fcntl
import os
import pty
import struct
import subprocess
import tempfile
import termios
import unittest
from pathlib import Path

import command_line_checks

PROGRAM = os.environ['PROGRAM']


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=120)


class CommandLine(command_line_checks.Alike, unittest.TestCase):
    program = PROGRAM
    name = 'initialization'


class HeldOut(command_line_checks.HeldOut, unittest.TestCase):
    program = PROGRAM


class Usage(unittest.TestCase):
    def test_wrong_use_exits_with_2_says_why_and_trains_nothing(self):
        for arguments in (['--bogus'], ['extra'], ['--dataset', 'spirals'], ['--init', 'ones'],
                          ['--seed', '-1'], ['--seed', '4294967296'], ['--seed', 'three'],
                          ['--seed'], ['--iterations', '0'], ['--iterations', '1e3'],
                          ['--learning-rate', 'nan'], ['--learning-rate=-0.1'],
                          ['--learning-rate', 'inf'], ['--precision', 'half'], ['--csv']):
            with self.subTest(arguments=arguments):
                done = run(*arguments)
                self.assertEqual(done.returncode, 2)
                self.assertEqual(done.stdout, '')
                self.assertIn(arguments[0].split('=')[0].lstrip('-'), done.stderr)

    def test_help_names_every_option(self):
        done = run('--help')
        self.assertEqual(done.returncode, 0)
        for option in ('--dataset', '--init', '--seed', '--learning-rate', '--iterations',
                       '--precision', '--csv', '--plot'):
            self.assertIn(option, done.stdout)

    def test_divergence_is_reported_with_exit_code_1_and_writes_nothing(self):
        with tempfile.TemporaryDirectory() as directory:
            done = run('--init', 'random', '--precision', 'float', '--learning-rate', '1e38',
                       '--iterations', '3000', '--csv', directory)
            self.assertEqual(done.returncode, 1)
            self.assertIn('diverged', done.stderr)
            self.assertEqual(os.listdir(directory), [])

    def test_a_csv_directory_that_cannot_be_is_refused_before_training(self):
        done = run('--init', 'he', '--csv', '/dev/null/csv')
        self.assertEqual(done.returncode, 1)
        self.assertIn('/dev/null/csv', done.stderr)
        self.assertEqual(done.stdout, '')


class Output(unittest.TestCase):
    def test_costs_are_printed_as_the_course_prints_them(self):
        done = run('--init', 'random', '--iterations', '1')
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stdout, r'(?m)^Cost after iteration 0: 1773\.58595493738\d*$')
        self.assertNotIn('|', done.stdout)

    def test_without_init_all_runs_are_compared_in_a_closing_table(self):
        done = run('--iterations', '1')
        self.assertEqual(done.stdout.count('Cost after iteration 0'), 5)
        self.assertEqual(done.stdout.count('\n| '), 6)
        self.assertEqual(command_line_checks.too_wide(done.stdout), [])

    def test_the_progress_bar_is_for_terminals_only(self):
        self.assertEqual(run('--init', 'he', '--iterations', '200').stderr, '')
        try:
            ours, theirs = pty.openpty()
        except OSError as error:
            self.skipTest(f'this machine gives out no terminals: {error}')
        with subprocess.Popen([PROGRAM, '--init', 'he', '--iterations', '200'],
                              stdout=subprocess.DEVNULL, stderr=theirs) as process:
            process.wait(timeout=60)
        os.close(theirs)
        shown = os.read(ours, 100000).decode()
        os.close(ours)
        self.assertIn('he [', shown)
        self.assertIn('100%', shown)


class Plot(unittest.TestCase):
    ARGUMENTS = ['--init', 'he', '--dataset', 'moons', '--iterations', '14001']

    def on_terminal(self, columns, *arguments):
        """Exit code and what a terminal of that width gets to show, both outputs together."""
        try:
            ours, theirs = pty.openpty()
        except OSError as error:
            self.skipTest(f'this machine gives out no terminals: {error}')
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack('HHHH', 24, columns, 0, 0))
        with subprocess.Popen([PROGRAM, *arguments], stdin=subprocess.DEVNULL, stdout=theirs,
                              stderr=subprocess.PIPE) as process:
            os.close(theirs)
            shown = b''
            while True:
                try:
                    part = os.read(ours, 65536)
                except OSError:  # Linux: the writing end is closed
                    break
                if not part:
                    break
                shown += part
            said = process.stderr.read()
            code = process.wait(timeout=60)
        os.close(ours)
        self.assertEqual((code, said), (0, b''))
        return shown.decode('ascii').replace('\r\n', '\n')

    def drawings(self, shown):
        """The lines of the costs and of the boundary."""
        _, costs, boundary, *rest = shown.split('\n\n', 3)
        self.assertEqual([costs.split('\n')[0], boundary.split('\n')[0]], ['cost', 'x2'])
        self.assertEqual(''.join(rest), '')
        return costs.split('\n')[1:], boundary.rstrip('\n').split('\n')[1:]

    def test_a_terminal_gets_costs_and_boundary_below_what_is_printed_anyway(self):
        shown = self.on_terminal(100, '--plot', *self.ARGUMENTS)
        printed = run(*self.ARGUMENTS).stdout
        self.assertTrue(shown.startswith(printed))
        costs, boundary = self.drawings(shown)
        self.assertEqual(len(costs), 13)
        self.assertEqual(sum(line.count('o') for line in costs[:-1]), 15)
        self.assertRegex(costs[-1], 'iteration.* 14000$')
        # Trained on moons: no mark has the wrong class, and class 1 has its side of the plane.
        marks = ''.join(boundary[:-1])
        self.assertGreater(marks.count('o'), 30)
        self.assertGreater(marks.count('x'), 30)
        self.assertEqual(marks.count('O') + marks.count('X'), 0)
        self.assertGreater(marks.count(':'), 100)
        self.assertGreater(boundary[-3].count(':'), boundary[0].count(':'))

    def test_drawings_are_as_wide_as_the_terminal(self):
        for columns, costs_width, boundary_width in ((100, 100, 60), (40, 40, 40), (0, 80, 60)):
            costs, boundary = self.drawings(self.on_terminal(columns, '--plot', *self.ARGUMENTS))
            self.assertEqual(max(map(len, costs)), costs_width)
            self.assertEqual(max(map(len, boundary)), boundary_width)

    def test_zeros_are_a_level_line_and_half_of_the_samples_wrong(self):
        costs, boundary = self.drawings(self.on_terminal(
            80, '--plot', '--init', 'zeros', '--iterations', '14001'))
        self.assertEqual([row for row, line in enumerate(costs[:-1]) if 'o' in line], [5])
        self.assertEqual(''.join(boundary[:-1]).count('x'), 0)
        self.assertGreater(''.join(boundary[:-1]).count('X'), 30)
        self.assertNotIn(':', ''.join(boundary))

    def test_nothing_is_drawn_without_being_asked_for(self):
        self.assertEqual(self.on_terminal(80, *self.ARGUMENTS), run(*self.ARGUMENTS).stdout)

    def test_what_is_no_terminal_gets_no_drawings_and_stderr_says_so(self):
        done = run('--plot', *self.ARGUMENTS)
        self.assertEqual(done.stdout, run(*self.ARGUMENTS).stdout)
        self.assertEqual((done.returncode, done.stderr),
                         (0, 'initialization: nothing is plotted: the output is no terminal\n'))


class Csv(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = tempfile.TemporaryDirectory()
        cls.done = run('--dataset', 'moons', '--iterations', '1001', '--csv',
                       cls.directory.name + '/new/one')
        cls.files = Path(cls.directory.name, 'new', 'one')

    @classmethod
    def tearDownClass(cls):
        cls.directory.cleanup()

    def rows(self, name):
        with open(self.files / name, newline='') as file:
            return list(csv.DictReader(file))

    def test_exactly_the_three_files_are_written(self):
        self.assertEqual(self.done.returncode, 0)
        names = ['cost.csv', 'predictions.csv', 'boundary.csv']
        self.assertEqual(sorted(os.listdir(self.files)), sorted(names))
        self.assertTrue(self.done.stdout.endswith(
            ''.join(f'wrote {self.files}/{name}\n' for name in names)))

    def test_costs_have_17_digits_and_agree_with_what_is_printed(self):
        rows = self.rows('cost.csv')
        self.assertEqual([row['iteration'] for row in rows], ['0', '1000'] * 5)
        printed = [line.split(': ')[1] for line in self.done.stdout.splitlines()
                   if line.startswith('Cost')]
        self.assertEqual([float(row['cost']) for row in rows], [float(cost) for cost in printed])
        self.assertTrue(all(row['cost'] == f'{float(row["cost"]):.17g}' for row in rows))

    def test_predictions_cover_all_samples_and_follow_the_probabilities(self):
        rows = self.rows('predictions.csv')
        self.assertEqual(len(rows), 5 * 400)
        for row in rows:
            self.assertEqual(row['predicted'], str(int(float(row['probability']) > 0.5)))
        for set_name, size in (('train', 300), ('test', 100)):
            labels = [row['label'] for row in rows
                      if (row['init'], row['set']) == ('he', set_name)]
            self.assertEqual(labels.count('1'), size // 2)

    def test_predictions_stand_beside_their_points_which_the_boundary_surrounds(self):
        predictions, grid = self.rows('predictions.csv'), self.rows('boundary.csv')
        train = [row for row in predictions if (row['init'], row['set']) == ('he', 'train')]
        for axis in ('x1', 'x2'):
            points = [float(row[axis]) for row in train]
            ends = [float(row[axis]) for row in grid if row['init'] == 'he']
            self.assertAlmostEqual(min(points) - min(ends), 0.5)
            self.assertAlmostEqual(max(ends) - max(points), 0.5)
        # Moons: class 0 is the upper one, on the left.
        means = [sum(float(row['x1']) for row in train if row['label'] == label) / 150
                 for label in '01']
        self.assertAlmostEqual(means[0], 0, delta=0.02)
        self.assertAlmostEqual(means[1], 1, delta=0.02)

    def test_the_boundary_is_a_grid_of_probabilities(self):
        rows = [row for row in self.rows('boundary.csv') if row['init'] == 'he']
        self.assertEqual(len(rows), 101 * 101)
        self.assertEqual(len({row['x1'] for row in rows}), 101)
        self.assertTrue(all(0 <= float(row['probability']) <= 1 for row in rows))

    def test_the_same_command_writes_the_same_bytes(self):
        with tempfile.TemporaryDirectory() as again:
            run('--dataset', 'moons', '--iterations', '1001', '--csv', again)
            for name in ('cost.csv', 'predictions.csv', 'boundary.csv'):
                self.assertEqual(Path(again, name).read_bytes(),
                                 (self.files / name).read_bytes())


if __name__ == '__main__':
    unittest.main()
