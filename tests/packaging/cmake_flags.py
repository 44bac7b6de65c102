#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests that CMake compiles the library's every object as Meson does.

    cmake_flags.py SOURCE [NUMBER...]    those of the list below; without, all

For each build below both are asked, without compiling, what they would compile and how: the same objects,
with the same flags of code (-std, -O, -f, -m, -D) where of two that contradict one another the last counts,
and the same generated header. Builds whose compiler is not here are left out.
"""
import ast
import configparser
import json
import os
import re
import shlex
import sys

from commands import LIBRARY_ONLY, check, missing, passes, run, skipped

# Of the one build alone, with no effect on code: a flag's key, and why.
HARMLESS = {
    '-f diagnostics-color': 'the colours of messages, by Meson',
    '-f color-diagnostics': 'the same, for clang',
    '-f callgraph-info': 'a file beside the object, for tests/proofs/stack_bounds.py',
    '-D _FILE_OFFSET_BITS': 'Meson gives it to everybody; the library opens no files',
    '-D NDEBUG': "CMake's releases; the library has no assert, which is checked here",
}
LEVELS = {'Debug': '0', 'RelWithDebInfo': '2', 'Release': '3', 'MinSizeRel': 's'}

# What a parent project may set for all of its targets, and must not reach the library.
HOSTILE = ['-DCMAKE_CXX_FLAGS=-ffast-math -flto', '-DCMAKE_CXX_STANDARD=20', '-DCMAKE_UNITY_BUILD=ON',
           '-DCMAKE_INTERPROCEDURAL_OPTIMIZATION=ON', '-DCMAKE_POSITION_INDEPENDENT_CODE=OFF']

# (compiler, cross file or '', build type, rounding, simd): together they enter every branch on flags.
BUILDS = [
    ('g++', '', 'Release', 'separate', 'auto'),
    ('g++', '', 'Debug', 'fused', 'none'),
    ('g++', '', 'RelWithDebInfo', 'separate', 'sse2', *HOSTILE),
    ('g++', '', 'Release', 'fused', 'avx512'),
    ('clang++', '', 'MinSizeRel', 'fused', 'auto'),
    ('clang++', '', 'Release', 'separate', 'avx2'),
    ('arm-none-eabi-g++', 'cortex-m4f', 'MinSizeRel', 'separate', 'auto'),
    ('arm-linux-gnueabihf-g++', 'armv7-linux', 'RelWithDebInfo', 'fused', 'auto'),
    ('aarch64-linux-gnu-g++', 'aarch64-linux', 'RelWithDebInfo', 'separate', 'auto'),
    ('aarch64-linux-gnu-g++', 'aarch64-linux', 'Release', 'separate', 'none'),
    ('clang++', 'wasm32', 'MinSizeRel', 'separate', 'auto'),
]


def flags_of(command):
    """The flags of code in a compiler's command: by key, what counts of each."""
    flags = {'-O': '0'}
    for word in shlex.split(command):
        if word.startswith('-O'):
            # For size Meson has clang's -Oz, CMake -Os: a build type is its user's.
            flags['-O'] = {'': '1', 'z': 's'}.get(word[2:], word[2:])
        elif word.startswith('-std='):
            flags['-std'] = word[5:]
        elif word[:2] in ('-f', '-m', '-D'):
            name, _, value = word[2:].partition('=')
            no = re.fullmatch(r'no-(.*)', name)
            key, value = (no[1], 'no') if no and word[:2] != '-D' else (name, value or 'yes')
            flags[f'{word[:2]} {key}'] = value
    return {key: value for key, value in flags.items() if key not in HARMLESS}


def objects_of(build, source):
    """The library's objects, by (source file, instruction set or ''): their flags."""
    lib = os.path.join(source, 'lib') + os.sep
    found = {}
    with open(os.path.join(build, 'compile_commands.json'), encoding='utf-8') as file:
        for entry in json.load(file):
            path = os.path.realpath(os.path.join(entry['directory'], entry['file']))
            if path.startswith(lib):
                flags = flags_of(entry['command'])
                key = path[len(lib):], flags.get('-D PICOMLP_INSTRUCTION_SET', '')
                check(key not in found, f'{build} compiles {key} twice')
                found[key] = flags
    return found


def differences(by_meson, by_cmake):
    """Sentences."""
    for key in sorted(by_meson.keys() | by_cmake.keys()):
        name = ' for '.join(filter(None, key))
        if key not in by_cmake:
            yield f'{name}: compiled by Meson alone'
        elif key not in by_meson:
            yield f'{name}: compiled by CMake alone'
        else:
            meson, cmake = by_meson[key], by_cmake[key]
            for flag in sorted(meson.keys() | cmake.keys()):
                if meson.get(flag) != cmake.get(flag):
                    yield f'{name}: {flag} is {meson.get(flag)} by Meson and {cmake.get(flag)} by CMake'


def processor_of(cross_file):
    """The options of the processor, as a cross file of tools/cross has them."""
    parser = configparser.ConfigParser(inline_comment_prefixes='#')
    parser.read(cross_file)
    return ast.literal_eval(parser['constants']['processor']) if parser.has_section('constants') else []


def compare(folder, source, compiler, cross, build_type, rounding, simd, *settings):
    meson, cmake = os.path.join(folder, 'meson'), os.path.join(folder, 'cmake')
    to_meson, to_cmake = [], [f'-DCMAKE_CXX_COMPILER={compiler}', *settings]
    if cross:
        file = os.path.join(source, f'tools/cross/{cross}.ini')
        to_meson += ['--cross-file', file]
        to_cmake += [f'-DCMAKE_SYSTEM_NAME={"Linux" if "linux" in cross else "Generic"}',
                     f'-DCMAKE_CXX_FLAGS={" ".join(processor_of(file))}',
                     '-DCMAKE_TRY_COMPILE_TARGET_TYPE=STATIC_LIBRARY']
    run('meson', 'setup', meson, source, f'-Drounding={rounding}', f'-Dsimd={simd}',
        f'-Doptimization={LEVELS[build_type]}', *to_meson, *LIBRARY_ONLY, env={} if cross else {'CXX': compiler})
    run('cmake', '-G', 'Ninja', '-S', os.path.join(source, 'tools/cmake'), '-B', cmake,
        f'-DPICOMLP_ROUNDING={rounding}', f'-DPICOMLP_SIMD={simd}', f'-DCMAKE_BUILD_TYPE={build_type}',
        '-DCMAKE_EXPORT_COMPILE_COMMANDS=ON', *to_cmake)
    by_meson, by_cmake = objects_of(meson, source), objects_of(cmake, source)
    check(len(by_meson) > 100, f'Meson compiles {len(by_meson)} objects')
    found = list(differences(by_meson, by_cmake))
    headers = []
    for header in ('meson/lib/picomlp/base/profile.hpp', 'cmake/include/picomlp/base/profile.hpp'):
        with open(os.path.join(folder, header), encoding='utf-8') as text:
            headers.append(text.read())
    if headers[0] != headers[1]:
        found.append(f'profile.hpp by Meson\n{headers[0]}and by CMake\n{headers[1]}')
    check(not found, '\n'.join([f'{len(found)} differences:', *found[:20]]))
    print(f'{len(by_meson)} objects, the same by both', flush=True)


def see_it_fail():
    """Or a comparison that finds nothing would prove nothing."""
    one = {('a.cpp', ''): flags_of('c++ -O3 -fno-lto -ffp-contract=off -DNDEBUG -fdiagnostics-color=always')}
    assert not list(differences(one, {('a.cpp', ''): flags_of('c++ -O0 -O3 -flto -ffp-contract=off -fno-lto')}))
    for other in ('c++ -fno-lto -ffp-contract=off', 'c++ -O3 -fno-lto -flto -ffp-contract=off',
                  'c++ -O3 -fno-lto', 'c++ -O3 -fno-lto -ffp-contract=fast',
                  'c++ -O3 -fno-lto -ffp-contract=off -mfma', 'c++ -O3 -fno-lto -ffp-contract=off -DX=1',
                  'c++ -O3 -fno-lto -ffp-contract=off -std=c++20'):
        assert len(list(differences(one, {('a.cpp', ''): flags_of(other)}))) == 1, other
    assert len(list(differences(one, {}))) == 1
    assert len(list(differences(one, {**one, ('a.cpp', 'avx2'): {}}))) == 1


def asserts_in(lib):
    for folder, _, names in os.walk(lib):
        for name in names:
            with open(os.path.join(folder, name), encoding='utf-8') as file:
                if re.search(r'\bNDEBUG\b|\bassert\(|<c?assert', file.read()):
                    yield name


def main(source, *chosen):
    see_it_fail()
    if missing('cmake'):
        return skipped('there is no cmake')
    source = os.path.realpath(source)
    failed = False
    names = list(asserts_in(os.path.join(source, 'lib')))
    if names:
        print(f'-DNDEBUG is of no effect no longer: {names}')
        failed = True
    for build in BUILDS if not chosen else [BUILDS[int(number)] for number in chosen]:
        print(f'{build}: ', end='')
        if missing(build[0]):
            print(f'left out, as there is no {build[0]}')
        elif not passes('flags', compare, source, *build):
            failed = True
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
