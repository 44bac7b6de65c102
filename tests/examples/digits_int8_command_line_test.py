# SPDX-License-Identifier: MIT
"""The program `digits_int8` as it is used at a terminal, and the firmware's file that it has written."""

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


if __name__ == '__main__':
    unittest.main()
