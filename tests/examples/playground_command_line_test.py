# SPDX-License-Identifier: MIT
"""The program `playground_host`: JSON for those who compare."""

import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

import command_line_checks

PROGRAM = os.environ['PROGRAM']
EXPECTED = Path(os.environ['EXPECTED'])


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=120)


class CommandLine(command_line_checks.Alike, unittest.TestCase):
    program = PROGRAM
    name = 'playground_host'


class PlaygroundHost(unittest.TestCase):
    def test_wrong_use_exits_with_2_and_says_why(self):
        for arguments in (['--bogus'], ['extra'], ['--dataset', 'spirals'], ['--layers', '2-33-1'],
                          ['--layers', '2-1-1-1-1-1-1-1-1'], ['--layers', '10-5'],
                          ['--initializer', 'ones'], ['--activation', 'softmax'], ['--seed', '-1'],
                          ['--steps', '1.5'], ['--l2'], ['--optimizer', 'sgd'], ['--batch', '-1'],
                          ['--test-share', '9'], ['--csv']):
            with self.subTest(arguments=arguments):
                done = run(*arguments)
                self.assertEqual(done.returncode, 2)
                self.assertEqual(done.stdout, '')
                self.assertIn(arguments[0], done.stderr)

    def test_layers_that_cannot_be_are_told_how_they_are_written(self):
        self.assertIn('layers are written as 2-10-5-1: 2, then up to 6 hidden layers of 1 to 32 units, '
                      'then 1', run('--layers', '2-33-1').stderr)

    def test_any_layers_train(self):
        for layers in ('2-1', '2-3-1', '2-32-32-32-32-32-32-1'):
            with self.subTest(layers=layers):
                done = run('--layers', layers, '--activation', 'gelu', '--steps', '3')
                self.assertEqual(done.returncode, 0)
                self.assertEqual(json.loads(done.stdout)['layers'], layers)

    def test_what_was_asked_for_is_said_again_beside_the_result(self):
        done = run('--dataset', 'moons', '--initializer', 'xavier', '--layers', '2-16-16-1',
                   '--activation', 'tanh', '--seed', '4294967295', '--learning-rate', '0.5',
                   '--l2', '0.25', '--keep', '0.75', '--steps', '40', '--optimizer', 'momentum',
                   '--batch', '50', '--noise', '0.2', '--test-share', '40', '--l1', '0.5')
        self.assertEqual(done.returncode, 0)
        result = json.loads(done.stdout)
        expected = {'dataset': 'moons', 'initializer': 'xavier', 'layers': '2-16-16-1',
                    'activation': 'tanh', 'seed': 4294967295, 'learning_rate': 0.5, 'l2': 0.25,
                    'keep': 0.75, 'steps': 40, 'optimizer': 'momentum', 'batch': 50, 'noise': 0.2,
                    'test_share': 40, 'l1': 0.5, 'outcome': 'ok'}
        self.assertEqual({name: result[name] for name in expected}, expected)
        self.assertRegex(result['crc'], '^[0-9a-f]{8}$')
        self.assertGreater(result['accuracy'], 0.5)

    def test_a_table_of_ones_own_trains(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / 'table.csv'
            rows = [f'{k % 5},{k % 3},{"ab"[k % 2]}' for k in range(40)]
            path.write_text('\n'.join(['one,two,class', *rows]))
            done = run('--dataset', 'csv', '--csv', str(path), '--steps', '3')
            self.assertEqual((done.returncode, json.loads(done.stdout)['dataset']), (0, 'csv'))
            path.write_text('\n'.join(rows[:5]))
            for arguments, words in ((['--csv', str(path)], '20 to 1000 rows'),
                                     (['--csv', folder + '/none.csv'], 'none.csv')):
                failed = run('--dataset', 'csv', *arguments)
                self.assertEqual((failed.returncode, failed.stdout), (1, ''))
                self.assertIn(words, failed.stderr)
        without = run('--dataset', 'csv', '--steps', '3')
        self.assertEqual(without.returncode, 1)
        self.assertIn('no samples', json.loads(without.stdout)['outcome'])

    def test_a_training_that_ends_early_exits_with_1(self):
        for arguments, outcome in ((['--learning-rate', '1e30'], 'diverged'),
                                   (['--keep', '0'], 'range')):
            with self.subTest(arguments=arguments):
                done = run(*arguments)
                self.assertEqual(done.returncode, 1)
                self.assertIn(outcome, json.loads(done.stdout)['outcome'])

    def test_the_compared_trainings_have_their_bits(self):
        done = run('--crcs')
        self.assertEqual(done.returncode, 0)
        runs = json.loads(done.stdout)['runs']
        lines = [f"{one['dataset']} {one['seed']} {one['steps']} {one['crc']}" for one in runs]
        self.assertEqual(lines, EXPECTED.read_text().splitlines())
        self.assertEqual(len({one['crc'] for one in runs}), 6)


if __name__ == '__main__':
    unittest.main()
