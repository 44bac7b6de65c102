#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests the recipes for firmware that is not built by Meson, as examples/firmware/README.md has them.

    firmware_recipes.py SOURCE

The commands of that section run, one after the other, in a copy of the checkout. What a block of them
says must end in the text that follows the block, if one does.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SECTION = '## Firmware that is not built by Meson'
NEEDED = ['arm-none-eabi-g++', 'arm-none-eabi-gcc', 'qemu-system-arm', 'cmake', 'pkg-config']
SKIPPED = 77


def recipes_of(readme):
    """Yields (commands, what they say at the end or '')."""
    section = readme.partition(SECTION)[2].partition('\n## ')[0]
    for commands, _, said in re.findall(r'```sh\n(.*?)```\n(\s*```text\n(.*?)```)?', section, re.S):
        yield commands, said


def run(recipes, folder):
    """True when every block succeeds and says what it should. One shell runs them all, so that they
    share variables."""
    shell = subprocess.Popen(['sh'], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True)
    mark = 'end of the block'
    script = 'set -e\n' + ''.join(f'{commands}\necho "{mark}"\n' for commands, _ in recipes)
    said = shell.communicate(script)[0].split(mark + '\n')
    for (commands, expected), printed in zip(recipes, said):
        if not printed.endswith(expected) or len(said) <= 1:
            print(f'--- these commands\n{commands}--- say\n{printed}--- and not\n{expected}')
            return False
    if shell.returncode != 0 or len(said) != len(recipes) + 1:
        print(f'--- exit status {shell.returncode} after\n{said[-1]}')
        return False
    return True


def main(source):
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        print(f'SKIPPED: there is no {", ".join(missing)}')
        return SKIPPED
    source = pathlib.Path(source)
    recipes = list(recipes_of((source / 'examples/firmware/README.md').read_text()))
    if len(recipes) < 4 or sum(bool(said) for _, said in recipes) < 3:
        print(f'of {len(recipes)} recipes, not all that were promised')
        return 1
    with tempfile.TemporaryDirectory(prefix='picomlp-firmware-') as folder:
        copy = os.path.join(folder, 'checkout')
        shutil.copytree(source, copy, symlinks=True,
                        ignore=shutil.ignore_patterns('.git', 'build*', '__pycache__'))
        passed = run(recipes, copy)
    print(f'{len(recipes)} recipes: {"passed" if passed else "FAILED"}')
    return 0 if passed else 1


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
