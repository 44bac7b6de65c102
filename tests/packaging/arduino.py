#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The library for Arduino that tools/package writes, by Debian's arduino-builder.

    arduino.py SOURCE [--core uno|m4f]

uno   An Uno, whose core is of C++11, in simavr: the example of int8 says what it does on this machine, the others end
      in one line of advice, and what is in src compiles to nothing.
m4f   A core of C++17 of our own, on QEMU: all examples say what they do on this machine.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from two_files import SKIPPED, Failed, check, run

HERE = pathlib.Path(__file__).resolve().parent
AVR = pathlib.Path('/usr/share/arduino/hardware')
BUILDER = pathlib.Path('/usr/share/arduino-builder')
NEEDED = {'uno': ['arduino-builder', 'avr-g++', 'avr-size', 'simavr', 'stdbuf', 'g++'],
          'm4f': ['arduino-builder', 'arm-none-eabi-g++', 'arm-none-eabi-size', 'qemu-system-arm', 'g++']}
BOARD = {'uno': 'arduino:avr:uno', 'm4f': 'own:cortexm:m4f'}
EXAMPLES = ['int8', 'predict', 'xor']
ADVICE = 'picomlp needs C++17, and the core of this board compiles an older standard: update the core, or take a C99'


class Sketches:
    """The examples of the library in a folder of libraries, as a user's sketches have it."""

    def __init__(self, source, folder, core):
        self.source, self.folder, self.core = source, folder, core
        self.library = folder / 'libraries/picomlp'
        tool = [sys.executable, source / 'tools/package', 'arduino', '--to', self.library]
        run(*tool, '--url', 'https://example.org/picomlp')
        run(*tool, '--check')
        if core == 'm4f':
            self.write_core()

    def sketch(self, example):
        return self.library / 'examples' / example / f'{example}.ino'

    def write_core(self):
        """The board's package: Arduino.h, and how programs of the tests start there."""
        board = self.folder / 'hardware/own/cortexm'
        shutil.copytree(HERE / 'arduino_board', board)
        shutil.copytree(HERE / 'arduino_core', board / 'cores/own')
        targets = self.source / 'tests/targets'
        for name in ('board.hpp', 'semihosting.hpp', 'start.hpp', 'cortex_m.cpp', 'cortex_m_counter.cpp', 'start.cpp',
                     'stack.cpp'):
            shutil.copy(targets / name, board / 'cores/own')

    def build(self, example):
        """The program for the board, and what was said of its size."""
        built = self.folder / f'built-{example}'
        built.mkdir()
        hardware = [AVR, BUILDER] if self.core == 'uno' else [self.folder / 'hardware', BUILDER]
        # Debian's core for AVR wants a macro that its compiler has in C alone.
        preferences = ['compiler.cpp.extra_flags=-DDECIMAL_DIG=__DECIMAL_DIG__',
                       f'build.targets={self.source / "tests/targets"}']
        run('arduino-builder', '-compile', *(word for path in hardware for word in ('-hardware', path)), '-tools',
            BUILDER, '-libraries', self.folder / 'libraries', '-fqbn', BOARD[self.core],
            *(word for preference in preferences for word in ('-prefs', preference)), '-build-path', built,
            self.sketch(example).parent)
        program = built / f'{example}.ino.elf'
        size = 'avr-size' if self.core == 'uno' else 'arm-none-eabi-size'
        code, data, zeros = run(size, program).splitlines()[1].split()[:3]
        flash = f'{int(code) + int(data)} bytes of flash'
        # The other core's RAM is its stack and heap.
        return program, f'{flash}, {int(data) + int(zeros)} of RAM' if self.core == 'uno' else flash

    def said_here(self, example, library):
        """What the sketch prints on this machine."""
        program = self.folder / f'here-{example}'
        model = self.sketch(example).with_name('two_moons.c')
        objects = [library] if library else []
        if model.exists():
            objects.append(self.folder / 'model.o')
            run('g++', '-x', 'c', '-std=c99', '-c', model, '-o', objects[-1])
        run('g++', '-std=gnu++17', '-I', HERE / 'arduino_core', '-I', self.library / 'src', '-x', 'c++', '-include',
            'Arduino.h', self.sketch(example), HERE / 'arduino_core/main.cpp', '-x', 'none', *objects, '-o', program)
        return run(program).splitlines()


def said_by_simavr(program, last):
    """The lines of the serial port up to the one that begins so. Nothing ends a sketch by itself."""
    simulator = subprocess.Popen(['timeout', '60', 'stdbuf', '-oL', 'simavr', '-m', 'atmega328p', '-f', '16000000',
                                  program], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    lines = []
    for line in simulator.stdout:
        text = re.sub(r'\x1b\[[0-9;]*m', '', line.rstrip('\n'))
        # "\r\n" at its end.
        if text.endswith('..'):
            lines.append(text[:-2])
            if lines[-1].startswith(last):
                break
    simulator.terminate()
    simulator.stdout.close()
    simulator.wait()
    return lines


def compare(example, said, expected, size):
    check(said == expected, '\n'.join([f'{example}: on the board', *said, '--- and here', *expected]))
    check(expected[-1] == f'{example}: ok', expected[-1])
    print(f'{example}: {len(said)} lines as on this machine; {size}', flush=True)


def on_uno(sketches):
    program, size = sketches.build('int8')
    compare('int8', said_by_simavr(program, 'int8: '), sketches.said_here('int8', None), size)
    for example in ('predict', 'xor'):
        try:
            sketches.build(example)
        except Failed as failed:
            errors = [line for line in str(failed).splitlines() if 'error:' in line]
            check(len(errors) == 1 and ADVICE in errors[0], str(failed))
            print(f'{example}: refused in one line')
        else:
            raise Failed(f'{example} is compiled for C++11')
    for compiler, standard in (('avr-g++', 'gnu++11'), ('g++', 'gnu++14')):
        built = sketches.folder / 'older.o'
        run(compiler, f'-std={standard}', '-c', sketches.library / 'src/picomlp.cpp', '-o', built)
        left = run('nm', built).split() if compiler == 'g++' else run('avr-nm', built).split()
        check(not [word for word in left if 'picomlp' in word], f'{compiler}: src/picomlp.cpp has {left}')
    # As headers of tools/import and tools/export have it.
    user = sketches.folder / 'user.cpp'
    user.write_text('#include <picomlp/picomlp.hpp>\npicomlp::status unused;\n')
    run('g++', '-std=gnu++17', '-fsyntax-only', '-I', sketches.library / 'src', user)


def on_m4f(sketches):
    library = None
    for example in EXAMPLES:
        program, size = sketches.build(example)
        said = run(sys.executable, sketches.source / 'tools/cross/emulate.py', 'mps2-an386', program).splitlines()
        if example != 'int8' and not library:
            library = sketches.folder / 'picomlp.o'
            run('g++', '-std=c++17', '-O0', '-c', sketches.library / 'src/picomlp.cpp', '-o', library)
        compare(example, said, sketches.said_here(example, library), size)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('source', type=pathlib.Path)
    parser.add_argument('--core', choices=['uno', 'm4f'], default='uno')
    options = parser.parse_args()
    missing = [name for name in NEEDED[options.core] if not shutil.which(name)]
    missing += [str(path) for path in (AVR / 'arduino/avr', BUILDER)[options.core != 'uno':] if not path.exists()]
    if missing:
        print(f'SKIPPED: there is no {", ".join(missing)}')
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix='picomlp-arduino-') as folder:
        try:
            sketches = Sketches(options.source.resolve(), pathlib.Path(os.path.realpath(folder)), options.core)
            (on_uno if options.core == 'uno' else on_m4f)(sketches)
        except Failed as failed:
            print(failed)
            return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())
