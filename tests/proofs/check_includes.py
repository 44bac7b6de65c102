#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that the library includes only what every target has.

    check_includes.py FOLDER        every source file below FOLDER (the include root, lib/)
    check_includes.py --self-test   shows that each kind of offence is caught
"""
import os
import re
import sys
import tempfile

ALLOWED = {
    'stdint.h', 'stddef.h',                                       # types alone, freestanding
    'cpuid.h', 'emmintrin.h', 'immintrin.h',                      # x86
    'arm_neon.h', 'arm_mve.h', 'arm_acle.h', 'riscv_vector.h',    # ARM, RISC-V
    'wasm_simd128.h',                                             # WebAssembly
}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include\b[ \t]*(.*)', re.MULTILINE)
GENERATED = {'picomlp/base/profile.hpp'}
# No file: the one error of those who compile for an older standard (base/profile.hpp.in).
OLD_STANDARD = re.compile(r'"picomlp needs C\+\+17: .*"')

# The vectors that a source is compiled for: beside the file that includes them.
BY_NAME = {'this_instruction_set.hpp': 'PICOMLP_TEXT(picomlp/simd/vectors/PICOMLP_INSTRUCTION_SET.hpp)'}


def offences(root):
    count = 0
    for folder, _, names in os.walk(root):
        for name in sorted(names):
            if not name.endswith(('.hpp', '.h', '.cpp', '.c', '.in', '.inc')):
                continue
            path = os.path.join(folder, name)
            with open(path, encoding='utf-8') as file:
                text = file.read()
            count += 1
            if name.endswith(('.hpp', '.h', '.hpp.in')) and '#pragma once' not in text:
                yield f'{path}: a header without #pragma once'
            for what in INCLUDE.findall(text):
                system = re.match(r'<(.*?)>', what)
                own = re.match(r'"(picomlp/.*?)"', what)
                if system and system.group(1) in ALLOWED:
                    continue
                if own and (own.group(1) in GENERATED
                            or os.path.exists(os.path.join(root, own.group(1)))):
                    continue
                if name == 'profile.hpp.in' and OLD_STANDARD.fullmatch(what):
                    continue
                if BY_NAME.get(name) == what:
                    continue
                yield f'{path}: may not include {what}'
    if count == 0:
        yield f'{root}: no source files'


def self_test():
    samples = {
        '#pragma once\n#include <stdint.h>\n#include "picomlp/a.hpp"\n': None,
        '#pragma once\n#include <math.h>\n': '<math.h>',
        '#pragma once\n  #  include <vector>\n': '<vector>',
        '#pragma once\n#include "a.hpp"\n': '"a.hpp"',
        '#pragma once\n#include "picomlp/missing.hpp"\n': 'missing.hpp',
        '#pragma once\n#include HEADER\n': 'HEADER',
        '#include <stdint.h>\n': '#pragma once',
    }
    missed = 0
    for text, expected in samples.items():
        with tempfile.TemporaryDirectory() as root:
            os.mkdir(os.path.join(root, 'picomlp'))
            with open(os.path.join(root, 'picomlp', 'a.hpp'), 'w', encoding='utf-8') as file:
                file.write(text)
            found = list(offences(root))
        if any(expected in offence for offence in found) if expected else not found:
            continue
        print(f'MISSED: {text!r}: {found}')
        missed += 1
    with tempfile.TemporaryDirectory() as root:
        missed += not list(offences(root))
    print(f'{len(samples) + 1} samples, {missed} missed')
    return 1 if missed else 0


def main(arguments):
    if arguments == ['--self-test']:
        return self_test()
    if len(arguments) != 1 or arguments[0].startswith('-'):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    found = list(offences(arguments[0]))
    print('\n'.join(found))
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
