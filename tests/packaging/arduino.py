#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The library for Arduino that tools/package writes, by Debian's arduino-builder.

    arduino.py SOURCE [--core uno|m4f|samd|mbed]

uno    An Uno, whose core is of C++11, in simavr: the example of int8 says what it does on this machine, the others end
       in one line of advice, and what is in src compiles to nothing.
m4f    A core of C++17 of our own, on QEMU: all examples say what they do on this machine.
samd, mbed  The flags of Arduino's cores for a Cortex-M0+, of C++11, and for a Cortex-M4F, of C++14, on QEMU: the
       example of int8, and with an archive for the processor that for C, say what they do on this machine.

arduino-builder has no archives of libraries, as arduino-cli has: it is told the linker's flags that that would find.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass

from commands import Failed, check, exit_code, run
from two_files import command_line

HERE = pathlib.Path(__file__).resolve().parent
AVR = pathlib.Path('/usr/share/arduino/hardware')
BUILDER = pathlib.Path('/usr/share/arduino-builder')
FOR_ARM = ['arduino-builder', BUILDER, 'arm-none-eabi-g++', 'arm-none-eabi-size', 'qemu-system-arm', 'g++']
FOR_AVR = ['arduino-builder', BUILDER, AVR / 'arduino/avr', 'avr-g++', 'avr-size', 'simavr', 'stdbuf', 'g++']
EXAMPLES = ['int8', 'predict', 'predict_c', 'xor']
# Those that include no picomlp_arduino.h.
FOR_OLDER_CORES = ['int8', 'predict_c']
ADVICE = 'picomlp needs C++17, and the core of this board compiles an older standard: update the core, or take a C99'


@dataclass(frozen=True)
class Core:
    board: str
    needed: list
    machine: str = ''  # of QEMU
    archive: str = ''  # where Arduino looks for one below src

    def flags(self):
        """Of the archive's compiler: those of the board."""
        name = self.board.rpartition(':')[2]
        boards = (HERE / 'arduino_board/boards.txt').read_text()
        return re.search(rf'^{name}\.build\.flags=(.*)$', boards, re.M)[1].split()


CORES = {
    'uno': Core('arduino:avr:uno', FOR_AVR),
    'm4f': Core('own:cortexm:m4f', FOR_ARM, 'mps2-an386'),
    'samd': Core('own:cortexm:samd', FOR_ARM, 'mps2-an385', 'cortex-m0plus'),
    'mbed': Core('own:cortexm:mbed', FOR_ARM, 'mps2-an386', 'cortex-m4/fpv4-sp-d16-softfp'),
}


class Sketches:
    """The examples of the library in a folder of libraries, as a user's sketches have it."""

    def __init__(self, source, folder, core):
        self.source, self.folder, self.core = source, folder, CORES[core]
        self.library = folder / 'libraries/picomlp'
        tool = [sys.executable, source / 'tools/package', 'arduino', '--to', self.library]
        archives = ['--precompiled', self.make_archive()] if self.core.archive else []
        run(*tool, '--url', 'https://example.org/picomlp', *archives)
        run(*tool, '--check')
        if self.core.machine:
            self.write_core()

    def make_archive(self):
        """A folder with the library as C++17 compiles it, where it is for the core's processor."""
        folder, two_files = self.folder / 'archives', self.folder / 'two-files'
        place = folder / self.core.archive
        place.mkdir(parents=True)
        run(sys.executable, self.source / 'tools/package', 'two-files', '--to', two_files, '--with-c')
        run('arm-none-eabi-g++', *command_line(self.source), *self.core.flags(), '-Os', '-ffunction-sections',
            '-fdata-sections', '-fno-exceptions', '-fno-rtti', '-fno-threadsafe-statics', '-o',
            self.folder / 'picomlp-archive.o', cwd=two_files)
        run('arm-none-eabi-ar', 'rcs', place / 'libpicomlp.a', self.folder / 'picomlp-archive.o')
        return folder

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
        hardware = [self.folder / 'hardware' if self.core.machine else AVR, BUILDER]
        # Debian's core for AVR wants a macro that its compiler has in C alone.
        preferences = ['compiler.cpp.extra_flags=-DDECIMAL_DIG=__DECIMAL_DIG__',
                       f'build.targets={self.source / "tests/targets"}']
        if self.core.archive:
            preferences.append(f'compiler.libraries.ldflags=-L{self.library / "src" / self.core.archive} -lpicomlp')
        run('arduino-builder', '-compile', *(word for path in hardware for word in ('-hardware', path)), '-tools',
            BUILDER, '-libraries', self.folder / 'libraries', '-fqbn', self.core.board,
            *(word for preference in preferences for word in ('-prefs', preference)), '-build-path', built,
            self.sketch(example).parent)
        program = built / f'{example}.ino.elf'
        size = 'arm-none-eabi-size' if self.core.machine else 'avr-size'
        code, data, zeros = run(size, program).splitlines()[1].split()[:3]
        flash = f'{int(code) + int(data)} bytes of flash'
        # The other core's RAM is its stack and heap.
        return program, flash if self.core.machine else f'{flash}, {int(data) + int(zeros)} of RAM'

    def said_by_qemu(self, program):
        return run(sys.executable, self.source / 'tools/cross/emulate.py', self.core.machine, program).splitlines()

    def said_here(self, example):
        """What the sketch prints on this machine."""
        program = self.folder / f'here-{example}'
        model = self.sketch(example).with_name('two_moons.c')
        objects = []
        if example != 'int8':
            objects.append(self.folder / 'picomlp.o')
            if not objects[0].exists():
                run('g++', '-std=c++17', '-O0', '-c', self.library / 'src/picomlp.cpp', '-o', objects[0])
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


def check_refused_in_one_line(sketches, example):
    try:
        sketches.build(example)
    except Failed as failed:
        errors = [line for line in str(failed).splitlines() if 'error:' in line]
        check(len(errors) == 1 and ADVICE in errors[0], str(failed))
        print(f'{example}: refused in one line', flush=True)
    else:
        raise Failed(f'{example} is compiled for an older standard')


def on_uno(folder, source, core):
    sketches = Sketches(source, folder, core)
    program, size = sketches.build('int8')
    compare('int8', said_by_simavr(program, 'int8: '), sketches.said_here('int8'), size)
    for example in ('predict', 'xor'):
        check_refused_in_one_line(sketches, example)
    for compiler, standard in (('avr-g++', 'gnu++11'), ('g++', 'gnu++14')):
        built = sketches.folder / 'older.o'
        run(compiler, f'-std={standard}', '-c', sketches.library / 'src/picomlp.cpp', '-o', built)
        left = run('nm', built).split() if compiler == 'g++' else run('avr-nm', built).split()
        check(not [word for word in left if 'picomlp' in word], f'{compiler}: src/picomlp.cpp has {left}')
    # As headers of tools/import and tools/export have it.
    user = sketches.folder / 'user.cpp'
    user.write_text('#include <picomlp/picomlp.hpp>\npicomlp::status unused;\n')
    run('g++', '-std=gnu++17', '-fsyntax-only', '-I', sketches.library / 'src', user)


def on_qemu(folder, source, core):
    sketches = Sketches(source, folder, core)
    chosen = FOR_OLDER_CORES if sketches.core.archive else EXAMPLES
    for example in chosen:
        program, size = sketches.build(example)
        compare(example, sketches.said_by_qemu(program), sketches.said_here(example), size)
    for example in sorted(set(EXAMPLES) - set(chosen)):
        check_refused_in_one_line(sketches, example)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('source', type=pathlib.Path)
    parser.add_argument('--core', choices=CORES, default='uno')
    options = parser.parse_args()
    core = CORES[options.core]
    return exit_code('arduino', on_qemu if core.machine else on_uno, options.source.resolve(), options.core,
                     needed=core.needed)


if __name__ == '__main__':
    sys.exit(main())
