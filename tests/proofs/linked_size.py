#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A program that only predicts one sample links what that needs, on x86-64 too.

    linked_size.py LIBRARY ROOT [--alone SET] -- COMPILER [ARG ...]     ROOT: of the build

The program predicts a 2-10-5-1 network. Its size is that of .text and .rodata, less those of a program
that does nothing, both built as a user would: against the static library, with -O2 -ffunction-sections
-fdata-sections -Wl,--gc-sections. It is measured with the library as it was built and, unless that is
for SET alone, with its objects made anew for AVX2 alone.
"""
import argparse
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

LIMITS = {'all': 150_000, 'one': 10_000}  # bytes
FLAGS = '-std=c++17 -O2 -ffunction-sections -fdata-sections -Wl,--gc-sections'.split()
PROGRAM = '''
#include "picomlp/picomlp.hpp"
using namespace picomlp;
using net = network<input<2>, dense<10, relu>, dense<5, relu>, dense<1, sigmoid>>;
net::parameters w;
batch_scratch<net, 1> scratch;
float x[2], y[1];
int main() { return ok(predict(w, scratch, x, y)) ? 0 : 1; }
'''
NOTHING = 'int main() { return 0; }\n'


def run(command, **options):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if done.returncode != 0:
        sys.exit(f'{shlex.join(map(str, command))}\n{done.stdout}')
    return done.stdout


def code_and_constants(program):
    return sum(int(size) for size in re.findall(r'^\.(?:text|rodata) +(\d+) ', run(['size', '-A', program]),
                                                re.MULTILINE))


class Builder:
    def __init__(self, compiler, root, source, folder):
        self.compiler, self.folder = compiler, folder
        self.includes = [f'-I{root / "lib"}', f'-I{source / "lib"}']
        self.nothing = code_and_constants(self.link('nothing', NOTHING, []))

    def link(self, name, text, objects):
        source, program = self.folder / f'{name}.cpp', self.folder / name
        source.write_text(text, encoding='utf-8')
        run([*self.compiler, *FLAGS, *self.includes, source, *objects, f'-Wl,-Map={program}.map', '-o', program])
        return program

    def measured(self, name, objects):
        return code_and_constants(self.link(name, PROGRAM, objects)) - self.nothing


def objects_for_avx2_alone(root, source, members, folder):
    """The members of the library that the program links, as -Dsimd=avx2 makes them."""
    entries = json.loads((root / 'compile_commands.json').read_text(encoding='utf-8'))
    by_output = {entry['output']: shlex.split(entry['command']) for entry in entries}

    def command_of(folder_name, member):
        return by_output[f'lib/{folder_name}/{member}']

    def parts(command):
        """compiler and arguments; without the output, dependencies and the source."""
        return [word for word in command[:command.index('-MD')] if word != '-c']

    # What the flags of an instruction set's sources have besides those of all others.
    kernels = parts(command_of('picomlp/libpicomlp_kernels_avx2.a.p', 'kernels_dispatch_kernel_table.cpp.o'))
    others = parts(command_of('libpicomlp.a.p', 'picomlp_network_predict.cpp.o'))
    added = [word for word in kernels if re.match(r'-m|-DPICOMLP_INSTRUCTION_SET', word)]
    replaced = {'picomlp_simd_dispatch_x86.cpp.o': 'picomlp/simd/dispatch/one.cpp',
                'picomlp_kernels_dispatch_x86.cpp.o': 'picomlp/kernels/dispatch/x86.cpp'}
    running, objects = [], []
    for member in sorted(members):
        if f'lib/picomlp/libpicomlp_math_avx2.a.p/{member}' in by_output:  # the same in both libraries
            objects.append(root / f'lib/picomlp/libpicomlp_math_avx2.a.p/{member}')
            continue
        if f'lib/libpicomlp.a.p/{member}' not in by_output:  # of an instruction set
            continue
        command = command_of('libpicomlp.a.p', member)
        path = source / 'lib' / replaced[member] if member in replaced else root / command[-1]
        flags = kernels if 'kernels_dispatch' in member else others + added
        objects.append(folder / member)
        running.append(subprocess.Popen([*flags, '-c', path, '-o', folder / member], cwd=root))
        if len(running) == 2 and any([one.wait() for one in running]):
            sys.exit('the library does not compile for AVX2 alone')
        running = running[:1] if len(running) == 1 else []
    if any([one.wait() for one in running]):
        sys.exit('the library does not compile for AVX2 alone')
    return objects


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('library', type=pathlib.Path)
    parser.add_argument('root', type=pathlib.Path)
    parser.add_argument('--alone', default='', metavar='SET')
    parser.add_argument('compiler', nargs='+')
    options = parser.parse_args()
    source = pathlib.Path(__file__).resolve().parents[2]
    failed = 0

    def tell(what, size, limit):
        nonlocal failed
        failed |= size > limit
        print(f'{what}: {size} bytes, at most {limit}' + (': TOO MUCH' if size > limit else ''))

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        builder = Builder(options.compiler, options.root.resolve(), source, folder)
        size = builder.measured('predict', [options.library.resolve()])
        if options.alone:
            tell(f'{options.alone} alone', size, LIMITS['one'])
            return failed
        tell('all instruction sets', size, LIMITS['all'])
        members = set(re.findall(r'libpicomlp\.a\(([\w.]+)\)', (folder / 'predict.map').read_text()))
        objects = objects_for_avx2_alone(options.root.resolve(), source, members, folder)
        tell('AVX2 alone', builder.measured('alone', objects), LIMITS['one'])
    return failed


if __name__ == '__main__':
    sys.exit(main())
