# SPDX-License-Identifier: MIT
"""The program `course_int8` as it is used at a terminal."""

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


if __name__ == '__main__':
    unittest.main()
