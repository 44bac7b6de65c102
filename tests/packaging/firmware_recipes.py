#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests the recipes for firmware that is not built by Meson, as examples/firmware/README.md has them.

    firmware_recipes.py SOURCE

The commands of that section run, one after the other, in a copy of the checkout. What a block of them
says must end in the text that follows the block, if one does.
"""
import pathlib
import re
import shutil
import subprocess
import sys

from commands import check, exit_code

SECTION = '## Firmware that is not built by Meson'
NEEDED = ['arm-none-eabi-g++', 'arm-none-eabi-gcc', 'qemu-system-arm', 'cmake', 'pkg-config']


def recipes_of(readme):
    """Yields (commands, what they say at the end or '')."""
    section = readme.partition(SECTION)[2].partition('\n## ')[0]
    for commands, _, said in re.findall(r'```sh\n(.*?)```\n(\s*```text\n(.*?)```)?', section, re.S):
        yield commands, said


def run_recipes(recipes, folder):
    """Every block must succeed and say what it should. One shell runs them all, so that they share variables."""
    shell = subprocess.Popen(['sh'], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True)
    mark = 'end of the block'
    script = 'set -e\n' + ''.join(f'{commands}\necho "{mark}"\n' for commands, _ in recipes)
    said = shell.communicate(script)[0].split(mark + '\n')
    for (commands, expected), printed in zip(recipes, said):
        check(printed.endswith(expected) and len(said) > 1,
              f'--- these commands\n{commands}--- say\n{printed}--- and not\n{expected}')
    check(shell.returncode == 0 and len(said) == len(recipes) + 1,
          f'--- exit status {shell.returncode} after\n{said[-1]}')


def in_a_copy(folder, source):
    recipes = list(recipes_of((source / 'examples/firmware/README.md').read_text()))
    check(len(recipes) >= 4 and sum(bool(said) for _, said in recipes) >= 3,
          f'of {len(recipes)} recipes, not all that were promised')
    copy = folder / 'checkout'
    shutil.copytree(source, copy, symlinks=True, ignore=shutil.ignore_patterns('.git', 'build*', '__pycache__'))
    run_recipes(recipes, copy)
    print(f'{len(recipes)} recipes')


if __name__ == '__main__':
    sys.exit(exit_code('firmware', in_a_copy, pathlib.Path(sys.argv[1]), needed=NEEDED))
