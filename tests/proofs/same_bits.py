#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Builds the library with every compiler, optimization and profile, and compares all their bits.

    same_bits.py [--some] [--jobs N] [--work DIR] SOURCE_ROOT

Each build's conformance program runs with every instruction set that the processor has, and must
print the lines of tests/proofs/conformance.PROFILE.txt. Each build's library also has its symbols
checked. --work keeps the builds in DIR and reuses them. --some makes only what the other tests do
not build anyway: every compiler at -O2, each for one instruction set, and clang's -O0, as gcc's is the
sanitizers'.
"""
import argparse
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile

COMPILERS = ['g++', 'clang++']
OPTIMIZATIONS = ['0', '2', '3']
PROFILES = ['separate', 'fused']


def single_instruction_sets(source):
    """What -Dsimd builds a library for alone."""
    told = subprocess.run(['meson', 'introspect', '--buildoptions',
                           os.path.join(source, 'meson.build')],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                          check=True).stdout
    simd, = (option for option in json.loads(told) if option['name'] == 'simd')
    return [choice for choice in simd['choices'] if choice not in ('auto', 'none')]


def builds(some, source):
    """(compiler, optimization, profile, simd): all with auto, some without SIMD, some for one
    instruction set, which the processor must have."""
    if some:
        yield from [('clang++', '0', 'fused', 'auto'), ('g++', '2', 'fused', 'avx2'),
                    ('clang++', '2', 'separate', 'sse2')]
        return
    yield from itertools.product(COMPILERS, OPTIMIZATIONS, PROFILES, ['auto'])
    yield from itertools.product(COMPILERS, ['3'], PROFILES, ['none'])
    yield from itertools.product(COMPILERS, ['3'], ['fused'],
                                 single_instruction_sets(source))


def run_quietly(command, **options):
    """The command's output goes to the terminal only when it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          **options)
    if done.returncode != 0:
        print(done.stdout, end='')
    return done.returncode == 0


def make(source, folder, compiler, optimization, profile, simd, jobs):
    if not os.path.exists(os.path.join(folder, 'build.ninja')):
        setup = ['meson', 'setup', folder, source, '--buildtype=custom', '-Ddebug=false',
                 f'-Doptimization={optimization}', f'-Drounding={profile}', f'-Dsimd={simd}',
                 '-Dwerror=true', '-Dexamples=disabled', '-Dtools=disabled']
        if not run_quietly(setup, env=dict(os.environ, CXX=compiler)):
            return False
    return run_quietly(['ninja', '-C', folder, f'-j{jobs}', 'lib/libpicomlp.a',
                        'tests/proofs/conformance'])


def check(source, folder, profile):
    """The number of failures."""
    proofs = os.path.join(source, 'tests', 'proofs')
    failures = 0
    conformance = os.path.join(folder, 'tests', 'proofs', 'conformance')
    names = subprocess.run([conformance, '--list-isa'], stdout=subprocess.PIPE, text=True,
                           check=True).stdout.split()
    if not names:
        print('    this processor has none of the instruction sets that it was built for')
    for name in names:
        done = subprocess.run(
            [conformance, '--isa', name,
             '--expect', os.path.join(proofs, f'conformance.{profile}.txt')],
            stdout=subprocess.PIPE, text=True)
        print('   ', done.stdout.strip().replace('\n', '\n    '))
        failures += done.returncode != 0
    symbols = subprocess.run([sys.executable, os.path.join(proofs, 'check_symbols.py'),
                              os.path.join(folder, 'lib', 'libpicomlp.a')])
    return failures + (symbols.returncode != 0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--jobs', type=int, default=os.cpu_count())
    parser.add_argument('--work')
    parser.add_argument('--some', action='store_true')
    parser.add_argument('source')
    options = parser.parse_args()
    work = options.work or tempfile.mkdtemp(prefix='picomlp-same-bits-')
    failures = 0
    count = 0
    for compiler, optimization, profile, simd in builds(options.some, options.source):
        title = f'{compiler} -O{optimization} {profile}' + (f' simd={simd}' if simd != 'auto' else '')
        if shutil.which(compiler) is None:
            print(f'SKIPPED: {title}: there is no {compiler}', flush=True)
            continue
        print(title, flush=True)
        folder = os.path.join(work, title.replace('+', 'p').replace(' ', '_'))
        count += 1
        if make(options.source, folder, compiler, optimization, profile, simd, options.jobs):
            failures += check(options.source, folder, profile)
        else:
            failures += 1
    if options.work is None:
        shutil.rmtree(work)
    print(f'{count} builds, {failures} failures')
    return 1 if failures or count == 0 else 0


if __name__ == '__main__':
    sys.exit(main())
