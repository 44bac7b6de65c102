#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Below C++17 every public header says that in one line, and nothing else.
Usage: standard_test.py BUILD_FOLDER"""
import itertools
import sys

import public_headers

PROGRAM = '''
using net = picomlp::network<picomlp::input<2>, picomlp::dense<1, picomlp::sigmoid>>;
picomlp::trainer<net, picomlp::binary_cross_entropy, picomlp::adam, picomlp::batch<1>> trainer;
'''


def test(include, names):
    def alone(compiler, standard, name):
        said = public_headers.compile_text(compiler, f'#include <{name}>\n{PROGRAM}', include,
                                           f'-std={standard}')
        errors = [line for line in said.splitlines() if 'error:' in line or 'warning:' in line]
        if len(errors) == 1 and 'picomlp needs C++17' in errors[0]:
            return ''
        return f'{compiler} -std={standard} {name}: {len(errors)} errors, {errors[:3]}'

    headers = [name for name in names if name.endswith('.hpp')]
    yield from public_headers.on_all_processors(
        alone, itertools.product(public_headers.COMPILERS, ['c++98', 'c++11', 'c++14'], headers))


if __name__ == '__main__':
    sys.exit(public_headers.main(test))
