#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""examples/import: the commands of its README, on this machine and on the emulated chips that it can build for."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / 'examples' / 'import'
CHIPS = {
    'cortex-m4f': ('Cortex-M4F', ['arm-none-eabi-gcc', 'arm-none-eabi-size', 'qemu-system-arm']),
    'atmega328p': ('ATmega328P', ['avr-gcc', 'avr-size', 'simavr']),
}


class Commands(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.model = pathlib.Path(cls.folder.name) / 'two_moons'
        imported = subprocess.run([os.environ['PYTHON'], ROOT / 'tools' / 'import', EXAMPLE / 'two_moons.joblib', '--to',
                                   cls.model], stdout=subprocess.PIPE, text=True, check=True)
        cls.report = imported.stdout

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def make(self, target, model=None):
        made = subprocess.run(['make', '-s', '-C', EXAMPLE, f'MODEL={model or self.model}', target],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=120)
        # simavr colours what comes from the serial line, and shows the end of a line as a dot.
        said = re.sub(r'\x1b\[[0-9;]*m', '', made.stdout)
        lines = [re.sub(r'\.$', '', line) for line in said.splitlines()]
        return made.returncode, [line for line in lines if re.match(r'\(|.*(bit for bit|the model has)$', line)], said

    def expected(self, name):
        """What the README shows."""
        shown = re.search(r'```text\n(.*?)```', (EXAMPLE / 'README.md').read_text(), re.DOTALL)[1]
        return shown.replace('Cortex-M4F', name).splitlines()

    def test_the_report_finds_no_other_label(self):
        self.assertRegex(self.report, r'labels +all 256 alike')

    def test_this_machine_says_what_the_readme_shows(self):
        code, lines, said = self.make('host')
        self.assertEqual(code, 0, said)
        self.assertEqual(lines, self.expected('this machine'), said)

    def test_chips_say_the_same(self):
        for target, (name, tools) in CHIPS.items():
            if all(shutil.which(tool) for tool in tools):
                with self.subTest(target):
                    _, lines, said = self.make(target)
                    self.assertEqual(lines, self.expected(name), said)

    def test_a_model_with_another_number_fails_its_self_test(self):
        other = pathlib.Path(self.folder.name) / 'other'
        shutil.copytree(self.model, other)
        source = other / 'two_moons.c'
        text = source.read_text()
        offset = re.search(r'two_moons_x_offset\[2\].*\n +([\d.]+)f', text)
        source.write_text(text[:offset.start(1)] + '0.6' + text[offset.end(1):])
        code, lines, said = self.make('host', other)
        self.assertNotEqual(code, 0)
        self.assertEqual(lines, ['This machine computes other outputs than the model has'], said)

    def test_the_readme_has_four_commands(self):
        commands = re.search(r'```sh\n(.*?)```', (EXAMPLE / 'README.md').read_text(), re.DOTALL)[1].splitlines()
        self.assertEqual(len(commands), 4)


if __name__ == '__main__':
    unittest.main()
