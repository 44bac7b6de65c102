#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs clang-tidy over the library's sources, each with the flags that it is built with.

    clang_tidy.py [--jobs N] [--sets SET,...] BUILD

A source that is compiled for several instruction sets is seen for those of --sets alone, by default
avx2: the others differ from it in the type of a vector, and each takes minutes.
Sources for other targets are not in BUILD's compile commands, and so left out.
"""
import argparse
import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile

SET = '-DPICOMLP_INSTRUCTION_SET='


def library_commands(build, sets):
    """The entries of BUILD's compile commands that are to be seen."""
    with open(os.path.join(build, 'compile_commands.json'), encoding='utf-8') as file:
        entries = json.load(file)
    seen = set()
    for entry in entries:
        source = os.path.relpath(os.path.join(entry['directory'], entry['file']))
        words = entry['command'].split()
        chosen = next((word[len(SET):] for word in words if word.startswith(SET)), None)
        if source.startswith('lib' + os.sep) and (chosen is None or chosen in sets) and (source, chosen) not in seen:
            seen.add((source, chosen))
            yield source, chosen, entry


def complaints(source, entry):
    """What clang-tidy says of one source."""
    with tempfile.TemporaryDirectory(prefix='picomlp-tidy-') as folder:
        with open(os.path.join(folder, 'compile_commands.json'), 'w', encoding='utf-8') as file:
            json.dump([entry], file)
        done = subprocess.run(['clang-tidy-14', '--quiet', '-p', folder, source], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0 and not done.stdout:
        return done.stderr
    return done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('build')
    parser.add_argument('--jobs', type=int, default=os.cpu_count())
    parser.add_argument('--sets', default='avx2')
    options = parser.parse_args()
    commands = list(library_commands(options.build, options.sets.split(',')))
    if not commands:
        print(f'clang_tidy.py: no sources of lib in {options.build}', file=sys.stderr)
        return 1
    # The kernels take longest by far: last, they would keep one processor busy alone.
    commands.sort(key=lambda command: 'kernel_table' not in command[0])
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        running = [pool.submit(complaints, source, entry) for source, _, entry in commands]
        for (source, chosen, _), said in zip(commands, running):
            if said.result():
                failed += 1
                print(f'{source} ({chosen})' if chosen else source, said.result(), sep='\n')
    print(f'{len(commands)} sources, {failed} with complaints')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
