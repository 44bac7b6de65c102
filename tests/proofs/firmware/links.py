#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Shows that firmware can link the library with hardly anything else, and in float only.

    links.py [--self-test] --library ARCHIVE --include DIR ... -- COMPILER [ARG ...]

Links with -nostdlib, memory_functions.cpp and libgcc
  - the whole of the library: nothing in it needs more;
  - main.cpp with jobs.cpp, a program that predicts and trains in float, dropping
    what it does not use. Neither it nor an object file of it has a constructor, unwind table or
    thread-local variable, and no routine for double is in it.
--self-test plants each offence, in a library of its own or in the program.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))

import check_symbols  # noqa: E402
import libgcc_routines  # noqa: E402

LANGUAGE = ['-std=c++17', '-O2', '-fno-exceptions', '-fno-rtti', '-fno-threadsafe-statics',
            '-fno-unwind-tables', '-fno-asynchronous-unwind-tables', '-ffunction-sections',
            '-fdata-sections']
# Or memcpy's loop would become a call of memcpy; clang does not know the second of them.
NO_LIBRARY_CALLS = ['-ffreestanding', '-fno-tree-loop-distribute-patterns']
# An application may have data of its own.
OBJECT_SECTIONS = {'code that runs before main', 'code that runs after main',
                   'thread-local storage', 'exception tables'}
# libgcc's 64-bit division comes with an entry that says that it cannot be unwound.
IMAGE_SECTIONS = OBJECT_SECTIONS - {'exception tables'}
# In the names that gcc gives (DF is double, XF and TF are wider), and in those of ARM.
DOUBLE_ROUTINE = r'__\w*[dxt]f\w*|__aeabi_(d\w+|cd\w+|\w+2d)'

DOUBLE_HERE = 'arithmetic of double: __'


class Failure(Exception):
    pass


def run(command, what):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          env=dict(os.environ, LC_ALL='C'))
    if done.returncode != 0:
        raise Failure(f'{what}:\n{done.stdout}')
    return done.stdout


def compile_file(compiler, source, to, includes=(), more=()):
    run([*compiler, *LANGUAGE, *more, *(f'-I{folder}' for folder in includes), '-c', source,
         '-o', to], f'{source} does not compile')
    return to


def without_specs(compiler):
    """A specs file names a C library, even for -nostdlib; compiling, it says where its headers are."""
    return [word for word in compiler if not word.startswith('--specs=')]


def link(compiler, inputs, image, roots):
    """roots: what the program is reached from, first its entry."""
    run([*without_specs(compiler), '-nostdlib', '-static', '-Wl,--gc-sections', f'-Wl,-e,{roots[0]}',
         *(f'-Wl,-u,{root}' for root in roots), *inputs, '-lgcc', '-o', image],
        f'{os.path.basename(image)} does not link')
    return image


def link_whole(compiler, library, memory, image):
    """Every object file of the library, used or not."""
    run([*without_specs(compiler), '-nostdlib', '-static', '-Wl,-e,0', memory, '-Wl,--whole-archive', library,
         '-Wl,--no-whole-archive', '-lgcc', '-o', image], 'the whole library does not link')
    return image


def sections_left(files, which):
    for file in files:
        for offence in check_symbols.forbidden_sections(file):
            if any(f': {what}: ' in offence for what in which):
                yield offence


def double_routines(image):
    for _, kind, name in check_symbols.symbols_of(image):
        if kind in 'tTwW' and re.fullmatch(DOUBLE_ROUTINE, name):
            yield f'{os.path.basename(image)}: arithmetic of double: {name}'


def double_functions(image):
    """The library's own, by their types; what a processor with double would not show otherwise."""
    listing = run(['nm', '--demangle', image], 'nm')
    for line in listing.splitlines():
        if re.search(r' [tTwW] .*picomlp::.*\bdouble\b', line):
            yield f'{os.path.basename(image)}: made for double: {line.split(" ", 2)[2]}'


def size_of(image):
    return run(['size', image], 'size').splitlines()[1].split()[0]


def compile_memory(compiler, output):
    is_clang = any('clang' in os.path.basename(word) for word in compiler)
    return compile_file(compiler, os.path.join(HERE, 'memory_functions.cpp'),
                        os.path.join(output, 'memory_functions.o'),
                        more=NO_LIBRARY_CALLS[:1] if is_clang else NO_LIBRARY_CALLS)


def compile_program(compiler, includes, output):
    return [compile_file(compiler, os.path.join(HERE, name), os.path.join(output, name + '.o'),
                         includes) for name in ('main.cpp', 'jobs.cpp')]


def check_library(compiler, library, memory, output):
    image = link_whole(compiler, library, memory, os.path.join(output, 'whole_library.elf'))
    print(f'the whole library links, {size_of(image)} bytes')
    return list(sections_left([image], IMAGE_SECTIONS))


def check_program(compiler, library, memory, objects, output, roots=('main',)):
    image = link(compiler, [*objects, memory, library], os.path.join(output, 'firmware.elf'), roots)
    found = list(sections_left(objects, OBJECT_SECTIONS))
    found += sections_left([image], IMAGE_SECTIONS)
    found += double_functions(image)
    if 'double' in libgcc_routines.hardware_of(compiler):
        print('the processor computes with double: its routines were not looked for')
    else:
        found += double_routines(image)
    print(f'a program of float links, {size_of(image)} bytes')
    return found


# Each is the source of a library, arguments, and what is said of it (None: nothing).
LIBRARIES = {
    'arithmetic': ('float f(float x, double y) { return x * static_cast<float>(y / x); }', [],
                   None),
    'copying': ('struct s { char c[4096]; }; void f(s& a, s& b) { a = b; }', [], None),
    'heap': ('void* f() { return __builtin_malloc(9); }', [], 'undefined reference to `malloc'),
    'libm': ('float f(float x) { return __builtin_expf(x); }', [], 'undefined reference to `expf'),
    'moving': ('void f(char* a, char* b, unsigned n) { __builtin_memmove(a, b, n); }', [],
               'undefined reference to `memmove'),
    'throwing': ('void f() { throw 1; }', ['-fexceptions'], 'undefined reference to `__cxa_'),
    'constructor': ('int f() { return 3; } int x = f();', ['-O0'],
                    'runs before main: .init_array'),
    'thread-local variable': ('thread_local int x = 4;', [], 'thread-local storage: .tdata'),
}
# Elsewhere libgcc may have a way in float.
ON_ARM = 'a conversion that libgcc does in double on ARM'
# Each is linked into the program, which is right without it.
PROGRAM_PARTS = {
    'nothing': ('extern "C" void planted() {}', [], None),
    'float': ('float x; extern "C" void planted() { x = x / 3.0F; }', [], None),
    'double': ('float x; extern "C" void planted() { x = x * 0.1; }', [], DOUBLE_HERE),
    ON_ARM: (
        'float x; long long y; extern "C" void planted() { y = static_cast<long long>(x); }', [],
        DOUBLE_HERE),
    'made for double': (
        'namespace picomlp { template <class T> [[gnu::noinline]] void g(T*) {'
        ' __asm__ volatile(""); } } extern "C" void planted() { picomlp::g<double>(nullptr); }', [],
        'made for double: void picomlp::g<double>'),
    'constructor': ('int f() { return 3; } int x = f(); extern "C" void planted() {}', ['-O0'],
                    'runs before main: .init_array'),
    'thread-local variable': ('thread_local int x = 4; extern "C" void planted() { ++x; }', [],
                              'thread-local storage: .tdata|reference to `__aeabi_read_tp'),
    'unwind tables': ('void f(); extern "C" void planted() { f(); } void f() {}',
                      ['-fexceptions', '-funwind-tables'], 'exception tables: '),
}


def self_test(compiler, library, includes, output):
    missed = 0
    memory = compile_memory(compiler, output)
    program = compile_program(compiler, includes, output)
    has_double = 'double' in libgcc_routines.hardware_of(compiler)
    is_arm = '__arm__' in libgcc_routines.macros_of(compiler)

    def planted(source, arguments):
        path = os.path.join(output, 'planted.cpp')
        with open(path, 'w') as file:
            file.write(source + '\n')
        return compile_file(compiler, path, path + '.o', more=arguments)

    def tell(name, expected, check):
        try:
            found = check()
        except Failure as failure:
            found = [str(failure)]
        caught = any(re.search(expected, text) for text in found) if expected else not found
        print(f'{"caught" if caught and expected else "passed" if caught else "MISSED"}: {name}'
              + (f' ({found})' if not caught else ''))
        return not caught

    for name, (source, arguments, expected) in LIBRARIES.items():
        archive = os.path.join(output, name.replace(' ', '_') + '.a')
        run(['ar', 'rcs', archive, planted(source, arguments)], 'ar')
        missed += tell(f'library: {name}', expected,
                       lambda: check_library(compiler, archive, memory, output))
    for name, (source, arguments, expected) in PROGRAM_PARTS.items():
        if has_double and expected == DOUBLE_HERE or name == ON_ARM and not is_arm:
            continue
        objects = [*program, planted(source, arguments)]
        missed += tell(f'program: {name}', expected,
                       lambda: check_program(compiler, library, memory, objects, output,
                                             ('main', 'planted')))
    return missed


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--library', required=True)
    parser.add_argument('--include', action='append', required=True)
    parser.add_argument('--self-test', action='store_true')
    parser.add_argument('compiler', nargs='+')
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as output:
        if options.self_test:
            return 1 if self_test(options.compiler, options.library, options.include, output) else 0
        memory = compile_memory(options.compiler, output)
        program = compile_program(options.compiler, options.include, output)
        found = []
        for check in (lambda: check_library(options.compiler, options.library, memory, output),
                      lambda: check_program(options.compiler, options.library, memory, program,
                                            output)):
            try:
                found += check()
            except Failure as failure:
                found.append(str(failure))
    for offence in found:
        print(offence)
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
