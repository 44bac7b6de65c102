#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compiles every public header by itself under all the warnings that users are known to turn on; all of
them together, each room's first in turn; and a program that instantiates most templates. Usage: warnings_test.py BUILD_FOLDER"""
import itertools
import sys

import public_headers

GCC = ['-Wall', '-Wextra', '-Wpedantic', '-Wconversion', '-Wsign-conversion', '-Wshadow',
       '-Wold-style-cast', '-Wuseless-cast', '-Wdouble-promotion', '-Wcast-align', '-Wcast-qual',
       '-Wundef', '-Wfloat-conversion', '-Wformat=2', '-Wnull-dereference', '-Wduplicated-cond',
       '-Wlogical-op', '-Woverloaded-virtual', '-Wnon-virtual-dtor', '-Wredundant-decls',
       '-Wswitch-enum', '-Weffc++', '-Werror']
CLANG = ['-Weverything', '-Werror',
         '-Wno-c++98-compat', '-Wno-c++98-compat-pedantic',  # this is C++17
         '-Wno-pre-c++17-compat', '-Wno-c++20-compat',       # likewise, and both are compiled here
         '-Wno-padded',                                      # a struct may end in a byte
         '-Wno-undefined-func-template']                     # it is defined in the library
WARNINGS = {'g++': GCC, 'clang++': CLANG}
# Of a program with static variables.
PROGRAM = {'g++': [], 'clang++': ['-Wno-exit-time-destructors', '-Wno-global-constructors']}
STANDARDS = ['c++17', 'c++20', 'c++2b']
C_WARNINGS = ['-Wall', '-Wextra', '-Wpedantic', '-Wconversion', '-Wsign-conversion', '-Wundef', '-Werror']
C_STANDARDS = ['c99', 'c11', 'c17']


def test(include, names):
    def alone(compiler, standard, name):
        # Twice, so that it must guard itself.
        return public_headers.compile_text(compiler, f'#include "{name}"\n' * 2, include,
                                           f'-std={standard}', *WARNINGS[compiler])

    def alone_in_c(compiler, standard, name):
        # Behind a header of macros alone, C wants a declaration.
        text = f'#include "{name}"\n' * 2 + 'extern int declared;\n'
        return public_headers.compile_text(public_headers.C_COMPILERS[compiler], text, include,
                                           f'-std={standard}', *C_WARNINGS, ending='.c')

    def program(compiler, standard):
        text = (public_headers.HERE / 'uses.cpp').read_text()
        return public_headers.compile_text(compiler, text, include, f'-std={standard}',
                                           *WARNINGS[compiler], *PROGRAM[compiler])

    def with_one_room_first(compiler, room):
        # Two rooms may use a name of the namespace detail for different things, which only one order shows.
        ordered = sorted((name for name in names if name.endswith('.hpp')),
                         key=lambda name: not name.startswith(f'picomlp/{room}/'))
        return public_headers.compile_text(compiler, ''.join(f'#include "{name}"\n' for name in ordered),
                                           include, '-std=c++17', *WARNINGS[compiler])

    for_c = [name for name in names if name.endswith('.h')]
    if not for_c:
        yield 'no headers for C'
    compilers = public_headers.COMPILERS
    run = public_headers.on_all_processors
    yield from run(alone, itertools.product(compilers, STANDARDS, names))
    rooms = sorted({name.split('/')[1] for name in names if name.count('/') == 2})
    yield from run(with_one_room_first, itertools.product(compilers, rooms))
    yield from run(alone_in_c, itertools.product(compilers, C_STANDARDS, for_c))
    yield from run(program, itertools.product(compilers, STANDARDS))


if __name__ == '__main__':
    sys.exit(public_headers.main(test))
