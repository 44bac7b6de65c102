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

from commands import check, check_refused, exit_code, missing, run, skipped

# The kernels' stages call what is not public.
PRIVATE = ['picomlp/kernels/detail/dense.hpp']

CHECK = '''#include "picomlp.hpp"
#include <stdio.h>
int main() {
    puts(picomlp::describe(picomlp::check_compilation()));
    puts(picomlp::name_of(picomlp::active_instruction_set()));
}
'''

LOOPS_IN_ASSEMBLY = '''
#include "picomlp/kernels/sample/small_cortex_m_terms.hpp"
void multiples(const float*& a, const float* end, float factor, float*& sum) {
    picomlp::kernels::small_cortex_m_terms::add_multiples(a, end, factor, sum);
}
void products(const float*& a, const float* end, const float*& b, float& sum) {
    picomlp::kernels::small_cortex_m_terms::add_products(a, end, 1, b, 1, sum);
}
'''


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


def same_bits(folder, source, profile, compilers):
    made = Made(source, folder, profile)
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


def loops_in_assembly_compile(made):
    """Whatever the flags say of a frame pointer, whose register they want."""
    compiler = 'arm-none-eabi-g++'
    if missing(compiler):
        print(f'not shown that loops in assembly compile: there is no {compiler}')
        return
    (made.folder / 'loops.cpp').write_text(
        (made.source / 'tools/package/two_files_texts/compiler.hpp').read_text() + LOOPS_IN_ASSEMBLY)
    for flags in (['-O0'], ['-O2', '-fno-omit-frame-pointer']):
        run(compiler, '-std=c++17', '-mcpu=cortex-m0plus', '-mthumb', *flags, '-I', made.folder / 'include',
            '-I', made.source / 'lib', '-c', 'loops.cpp', '-o', 'loops.o', cwd=made.folder)


def flags_that_change_bits(folder, source, profile, compilers):
    made = Made(source, folder, profile)
    for compiler in compilers:
        for flag in ('-ffast-math', '-Ofast', '-ffinite-math-only'):
            check_refused('picomlp: compile picomlp.cpp without -ffast-math', compiler, *command_line(made.source),
                          flag, '-E', '-o', os.devnull, cwd=made.folder)
    loops_in_assembly_compile(made)
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
        return skipped('there is neither g++ nor clang++')
    return exit_code('two-files', flags_that_change_bits if options.flags else same_bits, options.source.resolve(),
                     options.profile, compilers)


if __name__ == '__main__':
    sys.exit(main())
