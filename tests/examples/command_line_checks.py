# SPDX-License-Identifier: MIT
"""What the command lines of all programs have in common."""

import csv
import fcntl
import math
import os
import pathlib
import pty
import struct
import subprocess
import tempfile
import termios
import unittest

TERMINAL_WIDTH = 80


def too_wide(text, width=TERMINAL_WIDTH):
    """Lines that a terminal would break."""
    return [line for line in text.splitlines() if len(line) > width]


def on_terminal(columns, *words):
    """What the program prints to a terminal of that width; None where there are no terminals."""
    try:
        ours, theirs = pty.openpty()
    except OSError:
        return None
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack('HHHH', 24, columns, 0, 0))
    shown = b''
    with subprocess.Popen(words, stdout=theirs, stderr=subprocess.DEVNULL) as process:
        os.close(theirs)
        try:
            while chunk := os.read(ours, 100000):
                shown += chunk
        except OSError:  # Linux' way to say that the other end has been closed
            pass
        process.wait(timeout=120)
    os.close(ours)
    return shown.decode().replace('\r\n', '\n')


class Alike:
    """To be inherited beside unittest.TestCase, with `program`, its path, and `name`."""

    def run_program(self, *words):
        return subprocess.run([self.program, *words], capture_output=True, text=True, timeout=120)

    def test_help_fits_the_terminal_and_breaks_between_words(self):
        done = self.run_program('--help')
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        self.assertEqual(too_wide(done.stdout), [])
        self.assertNotRegex(done.stdout, r'(?m) $')
        self.assertIn(f'Usage: {self.name} [OPTIONS]\n', done.stdout)
        narrow = on_terminal(60, self.program, '--help')
        if narrow is None:
            self.skipTest('this machine gives out no terminals')
        self.assertEqual(too_wide(narrow, 60), [])
        self.assertEqual(narrow.split(), done.stdout.split())

    def test_wrong_options_are_named_after_the_program(self):
        for words in (['--bogus'], ['extra']):
            done = self.run_program(*words)
            self.assertEqual((done.returncode, done.stdout), (2, ''))
            self.assertTrue(done.stderr.startswith(f'{self.name}: '), done.stderr)
            self.assertIn(words[0], done.stderr)

    def test_a_precision_is_asked_for_by_one_option_if_at_all(self):
        self.assertNotIn('--float', self.run_program('--help').stdout)
        if '--precision' in self.run_program('--help').stdout:
            self.assertIn('--precision double|float', self.run_program('--help').stdout)


class HeldOut:
    """To be inherited beside unittest.TestCase by the tests of the course's trainings, with `program`."""

    def files_of(self, iterations, name):
        with tempfile.TemporaryDirectory() as directory:
            done = subprocess.run([self.program, '--iterations', str(iterations), '--csv', directory],
                                  capture_output=True, text=True, timeout=120)
            self.assertEqual((done.returncode, done.stderr), (0, ''))
            with open(pathlib.Path(directory, name), newline='') as file:
                return list(csv.DictReader(file))

    def test_held_out_costs_are_those_of_what_is_predicted_after_as_many_steps(self):
        rows = self.files_of(1001, 'cost.csv')
        run_column = next(iter(rows[0]))
        costs = {row[run_column]: float(row['held_out_cost']) for row in rows if row['iteration'] == '1000'}
        shares = {}
        for row in self.files_of(1000, 'predictions.csv'):
            if row['set'] == 'test':
                one = float(row['probability'])
                shares.setdefault(row[run_column], []).append(one if row['label'] == '1' else 1 - one)
        self.assertEqual(list(shares), list(costs))
        # Of a probability close to 1, 1 - p has few digits.
        checked = [name for name in costs if min(shares[name]) > 1e-8]
        self.assertGreaterEqual(len(checked), 2)
        for name in checked:
            mean = sum(-math.log(share) for share in shares[name]) / len(shares[name])
            self.assertAlmostEqual(costs[name] / mean, 1, delta=1e-8, msg=name)


class InDirectory(unittest.TestCase):
    """Tests with files: `directory` is gone behind each of them."""

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = pathlib.Path(directory.name)

    def file(self, name, text):
        path = self.directory / name
        path.write_text(text)
        return str(path)
