#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Shows that a program and a library of different rounding profiles do not link.

    mixed_profiles.py --library ARCHIVE --profile separate|fused --include DIR COMPILER [ARG ...]

DIR is the include root (lib/). The program's profile.hpp is written here for either profile, from
the template that the build uses.
"""
import argparse
import os
import subprocess
import sys
import tempfile

PROGRAM = '''
#include "picomlp/base/status.hpp"
int main() { return picomlp::describe(picomlp::status::ok)[0] == 'o' ? 0 : 1; }
'''


def link(options, profile, folder):
    base = os.path.join(folder, profile, 'picomlp', 'base')
    os.makedirs(base)
    with open(os.path.join(options.include, 'picomlp', 'base', 'profile.hpp.in')) as file:
        template = file.read()
    with open(os.path.join(base, 'profile.hpp'), 'w') as file:
        file.write(template.replace('@PROFILE@', profile).replace('@NARROW@', '16')
                   .replace('@X86_VECTORS@', 'false'))
    source = os.path.join(folder, 'program.cpp')
    with open(source, 'w') as file:
        file.write(PROGRAM)
    program = os.path.join(folder, profile, 'program')
    linked = subprocess.run(
        [*options.compiler, '-std=c++17', f'-I{os.path.join(folder, profile)}',
         f'-I{options.include}', source, options.library, '-o', program],
        stderr=subprocess.PIPE, text=True, env=dict(os.environ, LC_ALL='C'))
    return program, linked


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--library', required=True)
    parser.add_argument('--profile', required=True, choices=['separate', 'fused'])
    parser.add_argument('--include', required=True)
    parser.add_argument('compiler', nargs='+')
    options = parser.parse_args()
    other = {'separate': 'fused', 'fused': 'separate'}[options.profile]
    with tempfile.TemporaryDirectory() as folder:
        program, linked = link(options, options.profile, folder)
        if linked.returncode != 0:
            print(f'a program of the library\'s own profile does not link:\n{linked.stderr}')
            return 1
        if subprocess.run([program]).returncode != 0:
            print('a program of the library\'s own profile links, but does not run')
            return 1
        _, linked = link(options, other, folder)
        if linked.returncode == 0:
            print(f'a program of profile {other} links with a library of {options.profile}')
            return 1
        if f'undefined reference to `picomlp::{other}::describe' not in linked.stderr:
            print(f'it does not link, but for another reason:\n{linked.stderr}')
            return 1
    print(f'{options.profile} with {options.profile} links and runs, with {other} it does not link')
    return 0


if __name__ == '__main__':
    sys.exit(main())
