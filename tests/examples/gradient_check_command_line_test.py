# SPDX-License-Identifier: MIT
"""The program `gradient_check` as it is used at a terminal."""

import csv
import os
import pty
import subprocess
import tempfile
import unittest
from pathlib import Path

import command_line_checks

PROGRAM = os.path.abspath(os.environ['PROGRAM'])


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=60)


class CommandLine(command_line_checks.Alike, unittest.TestCase):
    program = PROGRAM
    name = 'gradient_check'


class Usage(unittest.TestCase):
    def test_wrong_use_exits_with_2_and_says_why(self):
        for arguments in (['--bogus'], ['extra'], ['--case', 'both'], ['--case'],
                          ['--epsilon', '0'], ['--epsilon=-1e-7'], ['--epsilon', 'nan'],
                          ['--epsilon', 'inf'], ['--epsilon', 'small'], ['--epsilon'], ['--csv']):
            with self.subTest(arguments=arguments):
                done = run(*arguments)
                self.assertEqual(done.returncode, 2)
                self.assertEqual(done.stdout, '')
                self.assertIn(arguments[0].split('=')[0].lstrip('-'), done.stderr)

    def test_help_names_every_option(self):
        done = run('--help')
        self.assertEqual(done.returncode, 0)
        for option in ('--case', '--epsilon', '--textbook', '--csv'):
            self.assertIn(option, done.stdout)

    def test_an_epsilon_that_moves_nothing_exits_with_1_and_prints_no_figures(self):
        for epsilon in ('1e-30', '1e308'):
            with tempfile.TemporaryDirectory() as directory:
                done = run('--epsilon', epsilon, '--csv', directory + '/all.csv')
                self.assertEqual(done.returncode, 1)
                self.assertEqual(done.stdout, '')
                self.assertIn('epsilon', done.stderr)
                self.assertEqual(os.listdir(directory), [])

    def test_a_file_that_cannot_be_written_exits_with_1_and_is_named(self):
        with tempfile.TemporaryDirectory() as directory:
            for place, named in (('/dev/null/all.csv', '/dev/null'), (directory, directory)):
                done = run('--csv', place)
                self.assertEqual(done.returncode, 1)
                self.assertEqual(done.stdout, '')
                self.assertIn(named, done.stderr)
            self.assertEqual(os.listdir(directory), [])


class Output(unittest.TestCase):
    def test_both_cases_are_checked_unless_one_is_named(self):
        done = run()
        self.assertEqual(done.returncode, 0)
        self.assertEqual(done.stderr, '')
        self.assertIn('One dimension', done.stdout)
        self.assertRegex(done.stdout, r'(?m)^Relative difference: \d\.\d+e-(09|10), ')
        self.assertRegex(done.stdout, r'(?m)^Relative difference: 0\.28509314\d+, ')
        correct = run('--case', 'correct').stdout
        planted = run('--case', 'planted').stdout
        self.assertIn('agree', correct)
        self.assertNotIn('wrong', correct)
        self.assertIn('wrong', planted)
        self.assertNotIn('agree', planted)

    def test_the_textbook_cost_gives_the_published_figure_to_nine_digits(self):
        done = run('--textbook', '--case', 'planted')
        self.assertEqual(done.returncode, 0)
        figure = done.stdout.split('Relative difference: ')[1].split(',')[0]
        self.assertEqual(f'{float(figure):.9f}', f'{0.285093156781:.9f}')

    def test_colours_are_for_terminals_only(self):
        self.assertNotIn('\033', run().stdout)
        self.assertIn('\033[31m', self.on_terminal({}))
        self.assertNotIn('\033[3', self.on_terminal({'NO_COLOR': '1'}))

    def on_terminal(self, more):
        try:
            ours, theirs = pty.openpty()
        except OSError as error:
            self.skipTest(f'this machine gives out no terminals: {error}')
        environment = {key: value for key, value in os.environ.items() if key != 'NO_COLOR'}
        shown = b''
        with subprocess.Popen([PROGRAM, '--case', 'planted'], stdout=theirs,
                              env={**environment, **more}) as process:
            os.close(theirs)
            try:
                while part := os.read(ours, 4096):
                    shown += part
            except OSError:  # how Linux says that the other side is closed
                pass
            process.wait(timeout=60)
        os.close(ours)
        return shown.decode()


class Csv(unittest.TestCase):
    def test_one_row_for_each_parameter_of_each_case(self):
        with tempfile.TemporaryDirectory() as directory:
            done = run('--csv', directory + '/new/all.csv')
            self.assertEqual(done.returncode, 0)
            self.assertEqual(os.listdir(directory + '/new'), ['all.csv'])
            self.assertTrue(done.stdout.endswith(f'\nwrote {directory}/new/all.csv\n'))
            with open(Path(directory, 'new', 'all.csv'), newline='') as file:
                rows = list(csv.DictReader(file))
        self.assertEqual([row['case'] for row in rows], ['correct'] * 47 + ['planted'] * 47)
        for right, wrong in zip(rows[:47], rows[47:]):
            self.assertEqual(right['numeric'], wrong['numeric'])
            factor = {('1', 'b'): 4, ('2', 'W'): 2}.get((right['layer'], right['kind']), 1)
            self.assertEqual(float(wrong['analytic']), factor * float(right['analytic']))
            self.assertEqual(right['in'] == '', right['kind'] == 'b')
            analytic, numeric = float(wrong['analytic']), float(wrong['numeric'])
            size = abs(analytic) + abs(numeric)
            difference = abs(analytic - numeric) / size if size else 0
            self.assertAlmostEqual(float(wrong['relative_difference']), difference, delta=1e-15)

    def test_the_file_may_lie_in_the_current_directory(self):
        with tempfile.TemporaryDirectory() as directory:
            subprocess.run([PROGRAM, '--csv', 'all.csv'], cwd=directory, check=True,
                           stdout=subprocess.DEVNULL, timeout=60)
            self.assertEqual(os.listdir(directory), ['all.csv'])


if __name__ == '__main__':
    unittest.main()
