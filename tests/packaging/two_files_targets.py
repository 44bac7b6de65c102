#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The two files of tools/package on emulated targets: the bits of every other build.

    two_files_targets.py SOURCE [TARGET ...]

TARGET is a cross file of tools/cross for a bare board or for Linux, without its ending. Its compiler and flags compile
the two files and the conformance program, without Meson.
"""
import argparse
import ast
import configparser
import pathlib
import sys

from commands import check, exit_code, missing, run, skipped
from two_files import Made, command_line

USUAL = ['cortex-m4f', 'cortex-m0plus', 'rv32imc', 'aarch64-linux']


class CrossFile:
    """What Meson would read of it."""

    def __init__(self, source, name):
        file = configparser.ConfigParser(interpolation=None)
        file.read(source / f'tools/cross/{name}.ini')
        self._constants = {}
        self._constants = {key: self.value(text) for key, text in file['constants'].items()} if file.has_section(
            'constants') else {}
        self.properties = {key: self.value(text) for key, text in file['properties'].items()}
        binaries = {key: self.value(text) for key, text in file['binaries'].items()}
        self.compiler = binaries['cpp'] if isinstance(binaries['cpp'], list) else [binaries['cpp']]
        options = file['built-in options'] if file.has_section('built-in options') else {}
        self.flags = self.value(options['cpp_args']) if 'cpp_args' in options else []
        self.link_flags = self.value(options['cpp_link_args']) if 'cpp_link_args' in options else []
        wrapper = binaries.get('exe_wrapper', [])
        self.wrapper = wrapper if isinstance(wrapper, list) else [wrapper]
        self.is_board = file['host_machine']['system'].strip("'") == 'none'

    def value(self, text):
        """Texts, lists, sums and constants."""
        def of(node):
            if isinstance(node, ast.BinOp):
                return of(node.left) + of(node.right)
            if isinstance(node, ast.Name):
                return {'true': True, 'false': False, **self._constants}[node.id]
            return ast.literal_eval(node)
        return of(ast.parse(text.strip(), mode='eval').body)


def build(made, cross, folder):
    """The conformance program for a target."""
    source = made.source
    firmware = ['-ffunction-sections', '-fdata-sections', '-fno-exceptions', '-fno-rtti']
    compile_ = [*cross.compiler, *cross.flags]
    run(*compile_, *command_line(source), *firmware, *made.macros, '-o', folder / 'picomlp.o', cwd=made.folder)
    proofs = source / 'tests/proofs'
    small = ['-DPROOFS_SMALL_BOARD'] if cross.properties.get('small_board') else []
    run(*compile_, '-std=c++17', '-O0', *firmware, *made.macros, *small, '-I',
        made.folder / 'include', '-I', source / 'tests', '-c', proofs / 'conformance.cpp',
        *sorted(proofs.glob('*_stages.cpp')), cwd=folder)
    link = [*cross.link_flags]
    if cross.is_board:
        targets = source / 'tests/targets'
        starts = [targets / name for name in [*cross.properties['startup'], 'start.cpp', 'stack.cpp']]
        run(*compile_, '-std=c++17', '-Os', '-ffreestanding', '-fno-exceptions', '-fno-rtti', '-fno-threadsafe-statics',
            '-c', *starts, cwd=folder)
        link += ['-nostartfiles', '-Wl,--gc-sections', f'-L{targets}',
                 f'-T{targets / cross.properties["linker_script"]}', *cross.properties['semihosting']]
    program = folder / 'conformance'
    run(*cross.compiler, *sorted(folder.glob('*.o')), *link, '-o', program)
    return program


def command_for(source, cross, program):
    if cross.is_board:
        return [sys.executable, source / 'tools/cross/emulate.py', cross.properties['machine'], program]
    return [*cross.wrapper, program]


def same_bits(folder, source, profile, targets):
    made = Made(source, folder, profile)
    for target, cross in targets.items():
        (folder / target).mkdir()
        program = build(made, cross, folder / target)
        expected = source / f'tests/proofs/conformance.{profile}.txt'
        said = run(*command_for(source, cross, program), '--expect', expected).splitlines()[-1]
        check(' 0 different' in said, said)
        print(f'{target}: {said}', flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('source', type=pathlib.Path)
    parser.add_argument('targets', nargs='*')
    parser.add_argument('--profile', choices=['separate', 'fused'], default='separate')
    options = parser.parse_args()
    source = options.source.resolve()
    targets = {target: CrossFile(source, target) for target in options.targets or USUAL}
    for target, cross in list(targets.items()):
        absent = missing(cross.compiler[0])
        if absent:
            print(f'{target}: there is no {absent[0]}')
            del targets[target]
    if not targets:
        return skipped('there is no compiler for any of them')
    return exit_code('two-files', same_bits, source, options.profile, targets)


if __name__ == '__main__':
    sys.exit(main())
