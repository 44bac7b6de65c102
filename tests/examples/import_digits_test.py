#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""examples/import: the digits in float and in int8, on this machine and on the emulated chips that it can build for."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / 'examples' / 'import'
KINDS = ('float', 'int8')
# The table's columns for a chip, and the tools that it wants.
CHIPS = {
    'cortex-m0plus': ('Cortex-M0+', 'M0+', ['arm-none-eabi-gcc', 'arm-none-eabi-size', 'qemu-system-arm']),
    'atmega328p': ('ATmega328P', 'ATmega328P', ['avr-gcc', 'avr-size', 'simavr']),
}
IMAGES = 359 * 41
# Of cycles, instructions and flash, for another compiler than the README's.
TOLERANCE = 0.1


def table():
    """{column: {row: the first number there}} of the README's table."""
    lines = [[cell.strip() for cell in line.strip('|\n').split('|')]
             for line in (EXAMPLE / 'README.md').read_text().splitlines() if line.startswith('|')]
    heads, *rows = [line for line in lines if not line[1].startswith('---')]
    return {head: {row[0]: int(row[k].split()[0]) for row in rows if re.match(r'\d+( |$)', row[k])}
            for k, head in enumerate(heads) if k > 0}


class Digits(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.table = table()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def make(self, target, *variables):
        made = subprocess.run(['make', '-s', '-C', EXAMPLE, f'DIGITS={self.folder.name}/digits',
                               f'PYTHON={os.environ["PYTHON"]}', *variables, target], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False, timeout=550)
        # simavr colours what comes from the serial line, and shows the end of a line as a dot.
        return re.sub(r'\x1b\[[0-9;]*m|\.$', '', made.stdout, flags=re.MULTILINE)

    def test_this_machine_reads_what_the_table_says(self):
        said = self.make('digits-host')
        for kind in KINDS:
            right = self.table[f'M0+, {kind}']['held-out digits right, of 359']
            self.assertIn(f'this machine, {kind}: {right} of 359 digits right\nCRC-32 of all outputs: ', said)

    def test_chips_have_the_same_outputs_at_the_cost_in_the_table(self):
        for target, (name, column, tools) in CHIPS.items():
            if not all(shutil.which(tool) for tool in tools):
                continue
            said = self.make(f'digits-{target}')
            found = re.findall(rf'^ +(\d+)\t +(\d+)\t[^~]*?^{re.escape(name)}, (\w+): (\d+) of 359 digits right\n'
                               r'A prediction: (\d+) \w+, (\d+) bytes of stack\nCRC-32 of all outputs: [0-9a-f]{8}\n'
                               r'Outputs as on the PC, bit for bit$', said, re.MULTILINE)
            self.assertEqual([kind for _, _, kind, *_ in found], list(KINDS), said)
            for text, data, kind, right, cost, stack in found:
                with self.subTest(target, kind=kind):
                    shown = self.table[f'{column}, {kind}']
                    flash = int(text) + int(data)
                    self.assertEqual(int(right), shown['held-out digits right, of 359'])
                    for measured, row in ((cost, 'a prediction'), (stack, 'stack of a prediction, bytes'),
                                          (flash - IMAGES, 'flash of the program without the images, bytes')):
                        self.assertAlmostEqual(int(measured) / shown[row], 1, delta=TOLERANCE, msg=row)
                    self.assertLessEqual(flash, 32768)

    @unittest.skipUnless(all(map(shutil.which, CHIPS['atmega328p'][2])), 'no AVR here')
    def test_other_outputs_are_told(self):
        said = self.make('digits-atmega328p', 'expected=-DEXPECTED=0')
        self.assertEqual(said.count('Other outputs than on the PC'), 2, said)


if __name__ == '__main__':
    unittest.main()
