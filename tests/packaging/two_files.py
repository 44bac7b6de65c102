#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The library as two files gives the bits of every other build.

    two_files.py SOURCE [--profile separate|fused] [--flags]

The tool writes them, gcc and clang compile them by the command line of its README, and the conformance program, which
sees nothing but picomlp.hpp, compares its stages. With --flags: which flags are refused, which do no harm, and which
check_compilation() finds by its probe.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
# The kernels' stages call what is not public.
PRIVATE = ['picomlp/kernels/detail/dense.hpp']

CHECK = '''#include "picomlp.hpp"
#include <stdio.h>
int main() {
    puts(picomlp::describe(picomlp::check_compilation()));
    puts(picomlp::name_of(picomlp::active_instruction_set()));
}
'''


class Failed(Exception):
    pass


def run(*command, cwd=None):
    """What the command says. All of it is shown when it fails."""
    done = subprocess.run([str(word) for word in command], cwd=cwd, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    if done.returncode != 0:
        raise Failed(f'{" ".join(map(str, command))}\n{done.stdout}')
    return done.stdout


def check(condition, complaint):
    if not condition:
        raise Failed(complaint)


def command_line(source):
    """As the tool's README has it, without the compiler's name."""
    readme = (source / 'tools/package/README.md').read_text()
    return re.search(r'^c\+\+ (.*-c picomlp\.cpp)$', readme, re.M)[1].split()


class Made:
    """The two files, and a folder in which the library's own names of headers stand for picomlp.hpp."""

    def __init__(self, source, folder, profile):
        self.source, self.folder, self.profile = source, folder, profile
        self.macros = ['-DPICOMLP_ROUNDING_FUSED'] if profile == 'fused' else []
        tool = source / 'tools/package'
        run(sys.executable, tool, 'two-files', '--to', folder)
        run(sys.executable, tool, 'two-files', '--to', folder, '--check')
        header = (folder / 'picomlp.hpp').read_text()
        for name in re.findall(r'^// ---- (picomlp/\S+)$', header, re.M):
            self.forward(name, f'#pragma once\n#include "{folder / "picomlp.hpp"}"\n')
        for name in PRIVATE:
            self.forward(name, (source / 'lib' / name).read_text())

    def forward(self, name, text):
        path = self.folder / 'include' / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def library(self, compiler, *flags):
        """Compiled by the README's command line; later flags count."""
        built = self.folder / f'library{len(list(self.folder.glob("library*.o")))}.o'
        words = command_line(self.source)
        run(compiler, *words, *self.macros, *flags, '-o', built, cwd=self.folder)
        return built

    def program(self, compiler, name, text, library):
        (self.folder / f'{name}.cpp').write_text(text)
        run(compiler, '-std=c++17', *self.macros, '-I', self.folder, self.folder / f'{name}.cpp', library, '-o',
            self.folder / name)
        return run(self.folder / name)

    def samples(self, compiler, library):
        """The program that the packages for firmware have gives the parameters that they promise."""
        folder = self.folder / 'firmware'
        run(sys.executable, self.source / 'tools/package', 'zephyr', '--to', folder, '--url', 'https://example.org')
        sample = folder / 'samples/train_xor'
        checksums = re.findall(r'parameters ([0-9a-f]{8})"', (sample / 'sample.yaml').read_text())
        said = self.program(compiler, 'sample', (sample / 'src/main.cpp').read_text(), library)
        wanted = f'learned 4 of 4, parameters {checksums[self.profile == "fused"]}\n'
        check(said == wanted, f'the sample says {said}and not {wanted}')

    def conformance(self, compiler):
        """The conformance program's own objects."""
        proofs = self.source / 'tests/proofs'
        sources = [proofs / 'conformance.cpp', *sorted(proofs.glob('*_stages.cpp'))]
        folder = self.folder / 'stages'
        folder.mkdir()
        run(compiler, '-std=c++17', '-O0', *self.macros, '-I', self.folder / 'include', '-I', self.source / 'tests',
            '-c', *sources, cwd=folder)
        return sorted(folder.glob('*.o'))


def same_bits(made, compilers):
    objects = made.conformance(compilers[0])
    expected = made.source / f'tests/proofs/conformance.{made.profile}.txt'
    for compiler in compilers:
        # The second compiles with less optimization, which takes half the time.
        library = made.library(compiler, *(['-O1'] if compiler != compilers[0] else []))
        said = made.program(compiler, 'first', CHECK, library).splitlines()
        check(said[0] == 'ok', f'{compiler}: check_compilation() says: {said[0]}')
        made.samples(compiler, library)
        program = made.folder / 'conformance'
        run(compilers[0], *objects, library, '-o', program)
        said = run(program, '--expect', expected).splitlines()[-1]
        check(' 0 different, 0 left out' in said, said)
        print(f'{compiler}: {said}')


def flags_that_change_bits(made, compilers):
    for compiler in compilers:
        for flag in ('-ffast-math', '-Ofast', '-ffinite-math-only'):
            try:
                run(compiler, *command_line(made.source), flag, '-E', '-o', os.devnull, cwd=made.folder)
            except Failed as failed:
                check('picomlp: compile picomlp.cpp without -ffast-math' in str(failed), str(failed))
            else:
                raise Failed(f'{compiler} {flag} is not refused')
    texts = made.source / 'tools/package/two_files_texts'
    probe = ((texts / 'compiler.hpp').read_text() + (texts / 'rounding_probe.cpp').read_text() +
             'int main() { return picomlp::rounding_probe::rounds_each_operation() ? 0 : 1; }\n')
    (made.folder / 'probe.cpp').write_text(probe)
    if 'fma' not in pathlib.Path('/proc/cpuinfo').read_text():
        print('not shown what flags change: this processor has no FMA')
        return
    kept = [('g++', ['-ffp-contract=fast', '-fassociative-math', '-freciprocal-math', '-fno-signed-zeros',
                     '-fno-trapping-math']), ('clang++', ['-ffp-contract=on'])]
    changed = [('clang++', ['-ffp-contract=fast']), ('clang++', ['-funsafe-math-optimizations'])]
    for cases, status in ((kept, 0), (changed, 1)):
        for compiler, flags in cases:
            if compiler not in compilers:
                continue
            run(compiler, '-std=c++17', '-O2', '-mavx2', '-mfma', *flags, 'probe.cpp', '-o', 'probe', cwd=made.folder)
            found = subprocess.run([made.folder / 'probe'], check=False).returncode
            check(found == status, f'{compiler} {" ".join(flags)}: the probe returns {found}, not {status}')
            print(f'{compiler} {" ".join(flags)}: {"kept" if status == 0 else "found"}')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('source', type=pathlib.Path)
    parser.add_argument('--profile', choices=['separate', 'fused'], default='separate')
    parser.add_argument('--flags', action='store_true')
    options = parser.parse_args()
    compilers = [name for name in ('g++', 'clang++') if shutil.which(name)]
    if not compilers:
        print('SKIPPED: there is neither g++ nor clang++')
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix='picomlp-two-files-') as folder:
        try:
            made = Made(options.source.resolve(), pathlib.Path(os.path.realpath(folder)), options.profile)
            (flags_that_change_bits if options.flags else same_bits)(made, compilers)
        except Failed as failed:
            print(failed)
            return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())
