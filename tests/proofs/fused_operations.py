#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""No instruction of x86-64 in a library of the separate profile multiplies and adds with one rounding.

    fused_operations.py ARCHIVE -- COMPILER [ARG ...]

-ffp-contract=off forbids it, but gcc 12 makes such instructions all the same where its vectors hold products that are
added and subtracted in turn. The compiler makes the program that this test is first seen to fail on."""
import os
import re
import subprocess
import sys
import tempfile

FUSED = re.compile(r'\t(vfn?m(?:add|sub)\w*)')
MULTIPLIES_AND_ADDS = '''
#include <immintrin.h>
__m128 f(__m128 a, __m128 b, __m128 c);
__attribute__((target("fma"))) __m128 f(__m128 a, __m128 b, __m128 c) { return _mm_fmadd_ps(a, b, c); }
'''


def fused_in(path):
    """{function: instruction}"""
    listed = subprocess.run(['objdump', '--disassemble', '--demangle', '--no-show-raw-insn', path], stdout=subprocess.PIPE,
                            text=True, errors='replace', check=True).stdout
    found, function = {}, '?'
    for line in listed.splitlines():
        if line.endswith('>:'):
            function = line.partition('<')[2][:-2]
        elif (instruction := FUSED.search(line)):
            found[function] = instruction[1]
    return found


def see_it_fail(compiler):
    with tempfile.TemporaryDirectory() as folder:
        source, made = os.path.join(folder, 'f.cpp'), os.path.join(folder, 'f.o')
        with open(source, 'w', encoding='utf-8') as file:
            file.write(MULTIPLIES_AND_ADDS)
        subprocess.run([*compiler, '-O2', '-c', source, '-o', made], check=True)
        assert len(fused_in(made)) == 1


def main(archive, compiler):
    see_it_fail(compiler)
    found = fused_in(archive)
    for function, instruction in sorted(found.items()):
        print(f'{function}: {instruction}')
    print(f'{len(found)} functions with operations that are rounded once')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], sys.argv[3:]))
