#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Shows that the application's compiler flags cannot change the library's results.

    application_flags.py --library ARCHIVE --expect FILE --include DIR ... SOURCE ...

Builds the conformance program as an application would be, with the mildest and with the wildest
flags, and compares every stage's bits with the checked-in list. One thing a flag can do: linked
with -Ofast, gcc up to version 12 (and clang with gcc's start-up files) puts in a routine that
flushes subnormals before main. Then check_arithmetic() must notice, every stage without subnormals
must be as ever, and with the processor's settings restored all of them.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile

COMPILERS = ['g++', 'clang++']
WILD = ['-Ofast', '-march=native', '-flto']
WARNING = '# the processor is set to'


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--library', required=True)
    parser.add_argument('--expect', required=True)
    parser.add_argument('--include', action='append', required=True)
    parser.add_argument('sources', nargs='+')
    options = parser.parse_args()
    includes = [f'-I{folder}' for folder in options.include]
    failures = 0

    def run(title, program, *arguments):
        done = subprocess.run([program, '--expect', options.expect, *arguments],
                              stdout=subprocess.PIPE, text=True)
        print(f'--- {title}\n{done.stdout}', end='')
        return done

    with tempfile.TemporaryDirectory() as folder:
        program = os.path.join(folder, 'application')
        for compiler in COMPILERS:
            if shutil.which(compiler) is None:
                print(f'SKIPPED: there is no {compiler}')
                continue
            for flags in (['-O0'], WILD):
                title = f'{compiler} {" ".join(flags)}'
                subprocess.run([compiler, '-std=c++17', *flags, *includes, *options.sources,
                                options.library, '-o', program], check=True)
                done = run(title, program)
                failures += done.returncode != 0
                notices = WARNING in done.stdout
                if notices and flags != WILD:
                    print('FAILED: unsupported arithmetic without an unusual flag')
                    failures += 1
                if not notices and ', 0 left out' not in done.stdout:
                    print('FAILED: stages left out for no reason')
                    failures += 1
                if notices:
                    done = run(f'{title}, settings restored', program, '--restore-arithmetic')
                    failures += done.returncode != 0 or ', 0 left out' not in done.stdout
    print(f'{failures} failed')
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
