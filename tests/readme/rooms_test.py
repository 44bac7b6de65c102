# SPDX-License-Identifier: MIT
"""The list of files in lib/README.md names every header and source of the library, and no other.

An entry is 'FOLDER/NAME, NAME, ...', then a line's end or two blanks and what the files are. NAME
alone stands for the files NAME.hpp, NAME.cpp and NAME.h; with an ending (rows.hpp) it is that of
one file, so a header whose source is added must lose it. Where 'and the files it includes' follows,
the header's own includes from its folder are named with it. Called with lib's path."""
import pathlib
import re
import sys

ENDINGS = ('.hpp.in', '.hpp', '.cpp', '.h')


def listed_in(readme, text_of=None):
    """The names that the list has, as folder/name; text_of(path) is a header's text."""
    block = re.search(r'^## Files\n.*?^```text\n(.*?)^```', readme, re.MULTILINE | re.DOTALL)
    for line in block[1].splitlines() if block else ():
        entry = re.match(r'(\w+(?:/\w+)*)/(\w[\w., ]*?)(?:  |,?$)', line)
        if entry:
            names = [f'{entry[1]}/{name}' for name in re.split(r', ', entry[2])]
            yield from names
            if 'and the files it includes' in line:
                own = rf'^#include "picomlp/({entry[1]}/\w+)\.hpp"'
                yield from re.findall(own, text_of(names[0]), re.MULTILINE)


def name_without_ending(path):
    return next((path[:-len(ending)] for ending in ENDINGS if path.endswith(ending)), path)


def complaints(listed, files):
    """files: paths below picomlp, such as base/status.hpp."""
    pairs = {}
    for path in files:
        pairs.setdefault(name_without_ending(path), set()).add(path)
    seen = set()
    for name in listed:
        pair = name_without_ending(name)
        if pair in seen:
            yield f'{name}: named twice'
        seen.add(pair)
        if pair not in pairs:
            yield f'{name}: no such file'
        elif name != pair and pairs[pair] != {name}:
            yield f'{name}: the files are ' + ', '.join(sorted(pairs[pair]))
    for pair in sorted(set(pairs) - seen):
        yield f'{pair}: not in the list of files'


def see_it_fail():
    """Or a checker that finds nothing would prove nothing."""
    listed = list(listed_in('base/before  x\n## Files\n\n```text\n'
                           'base/status                   text, and more\n'
                           'base/strided_rows.hpp, bits           text\n'
                           '                              more/text\n'
                           'kernels/own/a,\n```\nbase/behind  x\n'))
    assert listed == ['base/status', 'base/strided_rows.hpp', 'base/bits', 'kernels/own/a']
    all_of_them = 'x/all.hpp  a list, and the files it includes'
    assert list(listed_in(f'## Files\n\n```text\n{all_of_them}\n```\n', lambda path: (
        f'// {path}\n#include "picomlp/x/one.hpp"\n#include "picomlp/y/other.hpp"\n'))) == [
            'x/all.hpp', 'x/one']
    files = ['base/status.hpp', 'base/status.cpp', 'base/strided_rows.hpp', 'base/bits.hpp.in',
             'kernels/own/a.cpp']
    assert not list(complaints(listed, files))
    assert list(complaints(listed, files + ['base/more.hpp'])) == [
        'base/more: not in the list of files']
    assert list(complaints(listed, files[:-1])) == ['kernels/own/a: no such file']
    assert len(list(complaints(listed, files + ['base/strided_rows.cpp']))) == 1
    assert len(list(complaints(listed + ['base/bits'], files))) == 1


def main(lib):
    see_it_fail()
    root = pathlib.Path(lib, 'picomlp')
    files = [path.relative_to(root).as_posix() for path in sorted(root.glob('*/**/*'))
             if path.name.endswith(ENDINGS)]
    listed = listed_in(pathlib.Path(lib, 'README.md').read_text(),
                       lambda path: pathlib.Path(root, path).read_text())
    found = list(complaints(listed, files))
    print('\n'.join(found) or f'all {len(files)} files are in the list of files')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
