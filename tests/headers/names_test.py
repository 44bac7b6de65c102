#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compiles a program with `using namespace picomlp;` and the standard headers that have names in the
global namespace, which uses every public name without saying whose it is. clang lists the names, so
that a new one is not forgotten. Usage: names_test.py BUILD_FOLDER"""
import itertools
import json
import subprocess
import sys

import public_headers

STANDARD_HEADERS = ['algorithm', 'cmath', 'complex', 'cstdlib', 'cstring', 'functional', 'numeric',
                    'random', 'string', 'vector', 'math.h', 'stdlib.h', 'string.h', 'strings.h',
                    'time.h', 'unistd.h']
INCLUDES = ''.join(f'#include <{name}>\n' for name in STANDARD_HEADERS)
TYPES = ('CXXRecordDecl', 'EnumDecl', 'TypeAliasDecl', 'TypedefDecl')
FUNCTIONS = ('FunctionDecl', 'FunctionTemplateDecl')
TEMPLATES = {'ClassTemplateDecl': '{}', 'TypeAliasTemplateDecl': '{}', 'VarTemplateDecl': 'decltype({})'}
# Words that a program has for its own global variables. A name inside the library must not be one.
USERS_WORDS = ['constraints', 'counts', 'costs', 'data', 'images', 'labels', 'order', 'outputs', 'penalties',
               'rates', 'samples', 'schedules', 'targets', 'weights']
# Namespaces inside the library whose names are of one word; another is to be of two.
NAMESPACES_OF_ONE_WORD = {'detail', 'kernels', 'math', 'simd'}
GENERATORS = '''
#if __cplusplus >= 202002L
static_assert(std::uniform_random_bit_generator<xoshiro128pp>);
static_assert(std::uniform_random_bit_generator<numpy_random_state>);
#endif
'''


def declarations(include, names):
    """Every declaration that stands in the namespace picomlp or its inline namespace, as clang has it."""
    text = ''.join(f'#include "{name}"\n' for name in names)
    tree = subprocess.run(
        ['clang++', '-std=c++17', f'-I{include}', '-fsyntax-only', '-Xclang', '-ast-dump=json', '-Xclang',
         '-ast-dump-filter=picomlp', '-x', 'c++', '-'],
        input=text, text=True, check=True, stdout=subprocess.PIPE).stdout

    def inside(namespace):
        for node in namespace.get('inner', []):
            if node.get('isInline') and node['kind'] == 'NamespaceDecl':
                yield from inside(node)
            elif node.get('name', '').isidentifier() and not node.get('isImplicit'):
                yield node

    decoder = json.JSONDecoder()
    at = tree.find('{\n')
    while at >= 0:
        node, end = decoder.raw_decode(tree, at)
        if node['kind'] == 'NamespaceDecl' and node.get('name') == 'picomlp':
            yield from inside(node)
        at = tree.find('{\n', end)


def use(node, number):
    """A line that looks the name up and that is right whatever it means, '' for a specialization."""
    name, kind = node['name'], node['kind']
    if kind == 'NamespaceDecl':
        return f'namespace use_{number} = {name};'
    if kind in TYPES:
        return f'using use_{number} = {name};'
    if kind in FUNCTIONS:
        return f'template <class Any> auto use_{number}(Any any) -> decltype({name}(any));'
    if kind == 'VarDecl':
        return f'using use_{number} = decltype({name});'
    if kind in TEMPLATES:
        parameters, arguments = [], []
        for place, parameter in enumerate(node['inner']):
            if parameter['kind'] == 'TemplateTypeParmDecl':
                parameters.append(f'class Type{place}')
                arguments.append(f'Type{place}')
            elif parameter['kind'] == 'NonTypeTemplateParmDecl':
                parameters.append(f'auto value{place}')
                arguments.append(f'value{place}')
        used = TEMPLATES[kind].format(f'{name}<{", ".join(arguments)}>')
        return f'template <{", ".join(parameters)}> using use_{number} = {used};'
    if kind.endswith('SpecializationDecl'):
        return ''
    return f'#error "names_test.py does not know what a {kind} is: {name}"'


def test(include, names):
    if 'clang++' not in public_headers.COMPILERS:
        return
    headers = [name for name in names if name.endswith('.hpp')]
    found = {(node['name'], node['kind']): node for node in declarations(include, headers)}
    lines = [use(node, number) for number, node in enumerate(found.values())]
    if len(lines) < 200:
        yield f'only {len(lines)} public names'
    included = INCLUDES + ''.join(f'#include "{name}"\n' for name in headers)
    program = included + 'using namespace picomlp;\n' + '\n'.join(lines) + GENERATORS

    def compile_it(compiler, standard):
        return public_headers.compile_text(compiler, program, include, f'-std={standard}')

    def used_together(compiler, standard):
        text = INCLUDES + (public_headers.HERE / 'uses.cpp').read_text()
        return public_headers.compile_text(compiler, text, include, f'-std={standard}')

    def words_of_users(compiler, standard):
        text = ''.join(f'int {word}[4];\n' for word in USERS_WORDS)
        uses = ' + '.join(f'{word}[0]' for word in USERS_WORDS)
        return public_headers.compile_text(
            compiler, f'{included}using namespace picomlp;\n{text}int used() {{ return {uses}; }}\n', include,
            f'-std={standard}')

    for name, kind in found:
        if kind == 'NamespaceDecl' and '_' not in name and name not in NAMESPACES_OF_ONE_WORD:
            yield f'the namespace {name} has a name that users may have for a variable'
    jobs = list(itertools.product(public_headers.COMPILERS, ['gnu++17', 'gnu++20']))
    yield from public_headers.on_all_processors(compile_it, jobs)
    yield from public_headers.on_all_processors(used_together, jobs)
    yield from public_headers.on_all_processors(words_of_users, jobs)
    # Seen to fail: a name of the C library's that is a type of ours.
    if 'ambiguous' not in public_headers.compile_text('clang++', 'int relu(int);\n' + program, include,
                                                      '-std=gnu++17'):
        yield 'a name that collides was not noticed'


if __name__ == '__main__':
    sys.exit(public_headers.main(test))
