#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compiles all public headers where platforms' macros are defined, each as something that compiles
nowhere. foreign_macros.txt holds the names. Usage: foreign_macros_test.py BUILD_FOLDER"""
import sys

import public_headers

# Headers that do not belong to the library; what macros do to them is not its business.
BEFORE = '''#include <stddef.h>
#include <stdint.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif
'''


def poison(listed):
    """The names, each with the parameters of its macro."""
    for line in listed.splitlines():
        for name in [] if line.startswith('#') else line.split():
            yield name.rstrip('('), '(...)' if name.endswith('(') else ''


def test(include, names):
    listed = dict(poison((public_headers.HERE / 'foreign_macros.txt').read_text()))
    if len(listed) < 400:
        yield f'only {len(listed)} names'
    definitions = ''.join(f'#undef {name}\n#define {name}{arguments} <a_macro_called_{name}>\n'
                          for name, arguments in listed.items())

    def together(compiler, headers, standard, ending):
        text = BEFORE + definitions + ''.join(f'#include "{name}"\n' for name in headers)
        return public_headers.compile_text(compiler, text, include, f'-std={standard}', ending=ending)

    def sketch(compiler):
        text = (public_headers.HERE / 'arduino/sketch.cpp').read_text()
        return public_headers.compile_text(compiler, text, include, '-std=gnu++17',
                                           f'-I{public_headers.HERE / "arduino"}')

    # The headers for C as C alone: in C++ they are among the others.
    for_c = [name for name in names if name.endswith('.h')]
    for compiler in public_headers.COMPILERS:
        yield together(compiler, names, 'gnu++17', '.cpp')
        yield together(compiler, names, 'gnu++20', '.cpp')
        yield together(public_headers.C_COMPILERS[compiler], for_c, 'gnu11', '.c')
        yield sketch(compiler)
        # Seen to fail: a name that a header uses.
        text = BEFORE + '#define describe <a_macro_called_describe>\n#include "picomlp/base/status.hpp"\n'
        if not public_headers.compile_text(compiler, text, include):
            yield f'{compiler}: a macro that collides was not noticed'


if __name__ == '__main__':
    sys.exit(public_headers.main(test))
