#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks what the compiled library asks of its surroundings: almost nothing.

    check_symbols.py ARCHIVE [ARCHIVE ...] [-- COMPILER [ARG ...]]
                                        1 and a list of offences, or 0; with a compiler, routines of
                                        libgcc for what its processor has no instruction are allowed
    check_symbols.py --self-test COMPILER [ARG ...]  shows that each kind of offence is caught

Looked at are the symbols and sections of the object files, so nothing hides in a header or in
what a compiler inserts by itself.
"""
import collections
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import libgcc_routines

ALLOWED_UNDEFINED = {
    'memcpy', 'memset', 'memcmp', 'memmove',  # compilers emit these for plain assignments
    '_GLOBAL_OFFSET_TABLE_',                  # made by the linker, for position-independent code
    '__stack_chk_fail',                       # where the compiler's default is a stack protector
}
FORBIDDEN_SECTIONS = {
    'code that runs before main': r'\.(preinit_array|init_array|ctors|init)(\.|$)',
    'code that runs after main': r'\.(fini_array|dtors|fini)(\.|$)',
    'thread-local storage': r'\.(tdata|tbss)(\.|$)',
    'exception tables': r'\.(gcc_except_table|eh_frame|ARM\.extab|ARM\.exidx)(\.|$)',
    'writable data': r'\.(data(?!\.rel\.ro)|bss|sdata|sbss|noinit)(\.|$)',
    'link-time code (its flags would be the application\'s)': r'\.(gnu\.lto_|llvmbc|llvmcmd)',
}
# On x86, which instruction set has been chosen: one byte. The first call writes it, always with
# the same value.
CHOICE = r'_ZN7picomlp(8separate|5fused)4simd6choiceE$'
ALLOWED_WRITABLE = r'\.(data|bss)\.' + CHOICE
# Typeinfo, its name, vtables and virtual tables' tables, in the names of the C++ ABI.
FORBIDDEN_DEFINED = r'_ZT[ISVT]|_ZGV'
# On x86 a library holds some object files once for each instruction set. They have the same names, so
# what an object file was compiled for is read from the names that it alone defines.
X86_INSTRUCTION_SETS = re.findall(r'ITEM\((\w+)\)', re.search(
    r'#define PICOMLP_X86_INSTRUCTION_SETS\(ITEM\)((?:.*\\\n)*.*)',
    (pathlib.Path(__file__).resolve().parents[2] / 'lib/picomlp/simd/instruction_set.hpp').read_text(
        encoding='utf-8')).group(1))
NAMES_ITS_SET = rf'_Z.*\d({"|".join(X86_INSTRUCTION_SETS)})[_E]'


def output_of(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True,
                          env=dict(os.environ, LC_ALL='C')).stdout


def symbols_of(archive):
    """Yields (object file, kind, name); the second object file of a name is called NAME (2)."""
    member = os.path.basename(archive)
    count = collections.Counter()
    for line in output_of('nm', '--portability', archive).splitlines():
        heading = re.fullmatch(r'.*\[(.*)\]:', line)
        if heading:
            member = heading.group(1)
            count[member] += 1
            member += f' ({count[member]})' if count[member] > 1 else ''
        elif line:
            name, kind, *_ = line.split()
            if not name.startswith('$'):  # marks where code ends and data begins, no symbol
                yield member, kind, name


def sections_of(archive):
    """Yields (object file, section) for each that is not empty."""
    member = os.path.basename(archive)
    try:
        listing = output_of('readelf', '--wide', '--section-headers', archive)
    except subprocess.CalledProcessError:  # clang's way of holding back machine code
        yield member, '.llvmbc'
        return
    for line in listing.splitlines():
        file_line = re.match(r'File: .*\((.*)\)$', line)
        section_line = re.match(
            r' *\[ *\d+\] (\.\S+) +\S+ +[0-9a-f]+ [0-9a-f]+ ([0-9a-f]+)', line)
        if file_line:
            member = file_line.group(1)
        elif section_line and int(section_line.group(2), 16) > 0:
            yield member, section_line.group(1)


def forbidden_sections(archive):
    for member, section in sections_of(archive):
        for what, pattern in FORBIDDEN_SECTIONS.items():
            if re.match(pattern, section) and not re.match(ALLOWED_WRITABLE, section):
                yield f'{member}: {what}: {section}'


def unnamed_weak_definitions(symbols):
    """Of definitions with one name the linker keeps any. Were it the one compiled for a wide
    instruction set, an older processor would meet instructions that it does not have. So such a name
    has to say which instruction set it belongs to."""
    set_of = {}
    for member, kind, name in symbols:
        named = re.match(NAMES_ITS_SET, name)
        if named and kind in 'TDRB':
            set_of[member] = named.group(1)
    for member, kind, name in symbols:
        if member in set_of and kind in 'WVuwv' and set_of[member] not in name:
            yield f'{member}: weak, and does not name its instruction set, {set_of[member]}: {name}'
    # Were the object files no longer told apart, there would be nothing to complain of.
    if any(re.search(CHOICE, name) for _, _, name in symbols):
        count = collections.Counter(set_of.values())
        most = max(count.values(), default=1)
        for instruction_set in X86_INSTRUCTION_SETS:
            if count[instruction_set] < most:
                yield f'object files for {instruction_set}: {count[instruction_set]}, not {most}'


def offences(archive, routines=None):
    """routines: a pattern of names that may be undefined besides."""
    symbols = list(symbols_of(archive))
    defined = {name for _, kind, name in symbols if kind not in 'Uwv'}
    found = []
    for member, kind, name in symbols:
        if kind in 'Uwv' and name not in defined and name not in ALLOWED_UNDEFINED:
            if not (routines and re.fullmatch(routines, name)):
                found.append(f'{member}: needs {name}')
        if kind not in 'Uwv' and re.match(FORBIDDEN_DEFINED, name):
            found.append(f'{member}: run-time type information or a guard: {name}')
    found += unnamed_weak_definitions(symbols)
    found += forbidden_sections(archive)
    if not defined:
        found.append(f'{archive}: defines nothing')
    return found


# What an object file that is compiled for one instruction set defines, and a weak function.
AVX2_TABLE = 'namespace picomlp { extern const int avx2_table[1] = {1}; }'
SSE2_TABLE = AVX2_TABLE.replace('avx2', 'sse2')
INLINE = (' inline __attribute__((noinline)) int {0}(int x) {{ return x; }}'
          ' namespace {{ int caller(int x) {{ return {0}(x); }} }} '
          ' extern int (*const {0}_caller)(int) = caller;')
# Each program needs something forbidden, or is allowed (pattern None); a list is of object files.
SAMPLES = {
    'plain arithmetic': ('float f(float x) { return x * x; }', [], None),
    'copying a structure': ('struct s { char c[4096]; }; void f(s& a, s& b) { a = b; }', [], None),
    'heap': ('int* f() { return new int; }', [], r'needs _Znw[mj]'),
    'malloc': ('void* f() { return __builtin_malloc(9); }', [], 'needs malloc'),
    'libm': ('float f(float x) { return __builtin_expf(x); }', [], 'needs expf'),
    'throwing': ('void f() { throw 1; }', ['-fexceptions'], 'needs __cxa_throw'),
    'unwind tables': ('void g(); struct s { ~s(); }; void f() { s a; g(); }',
                      ['-fexceptions'], r'exception tables: \.(eh_frame|ARM\.ex)'),
    'static constructor': ('int g(); int f = g();', [], r'before main: \.init_array'),
    'static destructor': ('struct s { ~s(); }; s f;', [], r'needs __(cxa|aeabi)_atexit'),
    'guarded static': ('int g(); int f() { static int x = g(); return x; }',
                       ['-fthreadsafe-statics'], 'needs __cxa_guard_acquire'),
    'virtual function': ('struct s { virtual int f(); }; int s::f() { return 1; }', [],
                         'type information or a guard: _ZTV1s'),
    'typeinfo': ('struct s { virtual int f(); }; int s::f() { return 1; }', ['-frtti'],
                 'type information or a guard: _ZTI1s'),
    'thread-local variable': ('thread_local int x = 4; int f() { return x; }',
                              [], r'thread-local storage: \.tdata'),
    'thread-local zero': ('thread_local int x; int f() { return x; }',
                          [], r'thread-local storage: \.tbss'),
    'writable variable': ('static int x = 3; int f() { return ++x; }', [],
                          r'writable data: \.s?data'),
    'writable zero': ('static int x; int f() { return ++x; }', [], r'writable data: \.s?bss'),
    'constant': ('extern const int x[2] = {4, 5};', [], None),
    'constant with an address': ('int f(); extern int (*const x[])() = {f, f}; int f() { return 1; }',
                                 [], None),
    'division of double': ('double f(double x, double y) { return x / y; }', [], None),
    'wide division': ('long long f(long long x, long long y) { return x / y; }', [], None),
    'power with an integer': ('float f(float x, int n) { return __builtin_powif(x, n); }', [],
                              'needs __powisf2'),
    'link-time code': ('float f(float x) { return x * x; }',
                       ['-flto'], 'link-time code'),
    'weak definition beside AVX2': (AVX2_TABLE + INLINE.format('twice'), [], 'weak, .* avx2: .*twice'),
    'weak definition that names AVX2': (AVX2_TABLE + INLINE.format('twice_avx2'), [], None),
    'weak definition in the second of two files of one name': (
        [SSE2_TABLE + INLINE.format('twice_sse2'), AVX2_TABLE + INLINE.format('twice_sse2')], [],
        r'\(2\): weak, .* avx2: .*twice_sse2'),
    'two files of one name that name their sets': (
        [SSE2_TABLE + INLINE.format('twice_sse2'), AVX2_TABLE + INLINE.format('twice_avx2')], [], None),
    'an instruction set without object files': (
        AVX2_TABLE + 'namespace picomlp { inline namespace separate { namespace simd { char choice; }'
        ' char f() { return ++simd::choice; } } }', ['-fdata-sections'], 'object files for avx512: 0'),
    'nothing': ('', [], 'defines nothing'),
}


def self_test(compiler):
    missed = 0
    routines = libgcc_routines.pattern(compiler)
    for name, (source, arguments, expected) in SAMPLES.items():
        with tempfile.TemporaryDirectory() as folder:
            archive = os.path.join(folder, 'library.a')
            objects = []
            for number, text in enumerate([source] if isinstance(source, str) else source):
                path = os.path.join(folder, str(number), 'sample.cpp')
                os.mkdir(os.path.dirname(path))
                with open(path, 'w') as file:
                    file.write(text + '\n')
                objects.append(path + '.o')
                built = subprocess.run(
                    [*compiler, '-std=c++17', '-O1', '-fno-exceptions', '-fno-rtti', '-fno-lto',
                     '-fno-unwind-tables', '-fno-asynchronous-unwind-tables', *arguments, '-c', path,
                     '-o', objects[-1]], stderr=subprocess.PIPE, text=True)
                if built.returncode != 0:
                    sys.exit(f'{name}: {built.stderr}')
            subprocess.run(['ar', 'qcs', archive, *objects], check=True)
            found = offences(archive, routines)
        caught = any(re.search(expected, offence) for offence in found) if expected else not found
        missed += not caught
        print(f'{"caught" if caught and expected else "passed" if caught else "MISSED"}: {name}'
              + (f' ({found})' if not caught else ''))
    return missed


def main(arguments):
    if arguments[:1] == ['--self-test'] and len(arguments) > 1:
        return 1 if self_test(arguments[1:]) else 0
    archives, compiler = arguments, None
    if '--' in arguments:
        place = arguments.index('--')
        archives, compiler = arguments[:place], arguments[place + 1:]
    if not archives or archives[0].startswith('-') or compiler == []:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    routines = libgcc_routines.pattern(compiler) if compiler else None
    count = 0
    for archive in archives:
        found = offences(archive, routines)
        count += len(found)
        for offence in found:
            print(f'{archive}: {offence}')
    return 1 if count else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
