#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Firmware that predicts one sample by a model in flash takes no more code than it needs.

    flash_size.py [--self-test] --library ARCHIVE --root DIR -- COMPILER [ARG ...]   DIR: of the build

Links model_from_image.cpp, of floats, and quantized_from_image.cpp, of int8, as firmware is linked, for
the least code (-Os, --gc-sections), and counts the program's functions and constants, main's included. Not counted are memcpy and memset, which every
firmware has, and the compiler's own library. Unless it was built so, the library's sources that the
program links are compiled anew as -Doptimization=s does: by the build's own commands but for that, and
without kernels for narrow layers.
--self-test: a program that does more is found to be too large.
"""
import argparse
import json
import os
import pathlib
import re
import shlex
import sys
import tempfile

import links

LIMITS = {'model_from_image': {'code': 2200, 'constants': 80},  # bytes
          'quantized_from_image': {'code': 3860, 'constants': 16}}
KINDS = {'code': 'tTwW', 'constants': 'rRvV'}
FLASH = ['-Wl,--defsym,flash_begin=0x1000', '-Wl,--defsym,flash_end=0x2000']


def sizes_of(image):
    """{'code': [(bytes, function), ...], 'constants': ...}"""
    found = {what: [] for what in KINDS}
    places = set()  # some functions have two names
    for line in links.run(['nm', '--demangle', '--print-size', image], 'nm').splitlines():
        sized = re.match(r'([0-9a-f]+) ([0-9a-f]+) (\w) (main$|.*picomlp::.*)', line)
        if not sized or sized[1] in places:
            continue
        places.add(sized[1])
        for what, kinds in KINDS.items():
            if sized[3] in kinds:
                found[what].append((int(sized[2], 16), re.sub(r'picomlp::\w+::', '', sized[4])))
    return found


class Builder:
    def __init__(self, options, output):
        self.compiler, self.output = options.compiler, output
        self.root, self.library = options.root.resolve(), options.library.resolve()
        self.includes = [links.HERE + '/../../../lib', self.root / 'lib']
        self.memory = links.compile_memory(self.compiler, output)

    def link(self, source, name, objects, more=()):
        program = links.compile_file(self.compiler, os.path.join(links.HERE, f'{source}.cpp'),
                                     f'{self.output}/{name}.o', self.includes, ['-Os', *more])
        image = f'{self.output}/{name}.elf'
        return links.link(self.compiler, [program, self.memory, *objects, *FLASH,
                                          f'-Wl,-Map={image}.map'], image, ['main'])

    def for_the_least_code(self):
        """The library, or what the programs link of it, compiled at -Os."""
        entries = json.loads((self.root / 'compile_commands.json').read_text(encoding='utf-8'))
        commands = {os.path.basename(entry['output']): shlex.split(entry['command'])
                    for entry in entries if entry['output'].startswith('lib/')}
        if any('-Os' in command for command in commands.values()):
            return [self.library]
        members = []
        for source in LIMITS:
            self.link(source, 'as_built', [self.library], ['-DWITH_SELF_TEST'])
            listing = pathlib.Path(f'{self.output}/as_built.elf.map').read_text(encoding='utf-8')
            members += re.findall(r'libpicomlp\.a\(([\w.]+)\)', listing)
        settings = 'picomlp/base/profile.hpp'
        os.makedirs(f'{self.output}/picomlp/base')
        as_built = (self.root / 'lib' / settings).read_text(encoding='utf-8')
        pathlib.Path(self.output, settings).write_text(
            re.sub('(narrow_width = )[0-9]+', r'\g<1>0', as_built), encoding='utf-8')
        self.includes = [self.output, *self.includes]
        return [self.compiled(member, commands[member]) for member in sorted(set(members))]

    def compiled(self, member, command):
        words = [word for word in command[:command.index('-MD')]
                 if not re.match(r'-O|-fcallgraph-info', word)]
        # What is found by -iquote comes before the build's own.
        words += ['-Os', '-iquote', self.output, '-c', self.root / command[-1], '-o', f'{self.output}/{member}']
        links.run(['env', '-C', self.root, *words], member)
        return f'{self.output}/{member}'


def exceeded(source, found):
    """Prints what is counted; whether it is too much."""
    failed = False
    print(source)
    for what, limit in LIMITS[source].items():
        size = sum(each for each, _ in found[what])
        failed |= size > limit
        print(f'{what}: {size} bytes, at most {limit}' + (': TOO MUCH' if size > limit else ''))
    return failed


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--library', type=pathlib.Path, required=True)
    parser.add_argument('--root', type=pathlib.Path, required=True)
    parser.add_argument('--self-test', action='store_true')
    parser.add_argument('compiler', nargs='+')
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as output:
        builder = Builder(options, output)
        objects = builder.for_the_least_code()
        more = ['-DWITH_SELF_TEST'] if options.self_test else []
        found = {source: sizes_of(builder.link(source, 'program', objects, more)) for source in LIMITS}
    if options.self_test:
        caught = all([exceeded(source, sizes) for source, sizes in found.items()])
        print('caught' if caught else 'MISSED')
        return not caught
    for sizes in found.values():
        for size, name in sorted(sizes['code']):
            print(f'{size:6} {name[:100]}')
    return any([exceeded(source, sizes) for source, sizes in found.items()])


if __name__ == '__main__':
    sys.exit(main())
