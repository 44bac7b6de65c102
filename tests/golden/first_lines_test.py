#!/usr/bin/env python3
"""Every golden header names its generator in its first line, and how to run it.

    first_lines_test.py TESTS [--self-test]

TESTS is the folder tests. The line is

    // Written by GENERATOR; regenerate with: COMMAND

with GENERATOR relative to the repository: a file that writes this line and that COMMAND runs.
"""
import pathlib
import re
import sys
import tempfile

LINE = re.compile(r'// Written by (?P<generator>tests/\S+\.(?:py|cpp)); regenerate with: (?P<command>\S.*)')


def headers(tests):
    return sorted(tests.glob('**/golden/*.hpp'))


def offence(tests, header):
    """What is wrong with the header's first line, or None."""
    first = header.read_text(encoding='utf-8').split('\n', 1)[0]
    line = LINE.fullmatch(first)
    if not line:
        return f'does not begin with "// Written by GENERATOR; regenerate with: COMMAND": {first}'
    generator = tests.parent / line['generator']
    if not generator.is_file():
        return f'there is no {line["generator"]}'
    program = line['generator'] if generator.suffix == '.py' else '_' + generator.stem
    if program not in line['command']:
        return f'the command does not run {line["generator"]}: {line["command"]}'
    if line['generator'] not in generator.read_text(encoding='utf-8'):
        return f'{line["generator"]} does not write this first line'
    return None


def offences(tests):
    found = headers(tests)
    if not found:
        yield f'{tests}: no golden headers'
    for header in found:
        wrong = offence(tests, header)
        if wrong:
            yield f'{header.relative_to(tests)}: {wrong}'


# The text of a header beside the generator x.py.
GOOD = '// Written by tests/a/golden/x.py; regenerate with: python3 tests/a/golden/x.py\n'
PLANTED = {
    'another wording': '// Written by x.py beside this file; do not edit.\n',
    'a generator that is missing': GOOD.replace('x.py', 'y.py'),
    'a command that runs something else': GOOD.replace('python3 tests/a', 'python3 tests/b'),
    'the line second': '#pragma once\n' + GOOD,
}


def self_test():
    missed = 0
    for name, text in {'as it should be': GOOD, **PLANTED}.items():
        with tempfile.TemporaryDirectory() as folder:
            golden = pathlib.Path(folder) / 'tests' / 'a' / 'golden'
            golden.mkdir(parents=True)
            (golden / 'x.py').write_text(f'print({GOOD!r})\n')
            (golden / 'x.hpp').write_text(text)
            found = list(offences(pathlib.Path(folder) / 'tests'))
        right = bool(found) == (name in PLANTED)
        missed += not right
        print(f'{"seen" if right else "MISSED"}: {name}: {found}')
    return missed


def main(arguments):
    if '--self-test' in arguments:
        return 1 if self_test() else 0
    if len(arguments) != 1:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    found = list(offences(pathlib.Path(arguments[0]).resolve()))
    print('\n'.join(found))
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
