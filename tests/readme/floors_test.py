# SPDX-License-Identifier: MIT
"""The table of floors in lib/README.md is that of the folders, and no file includes from below its own.
simd holds vectors: its files do not speak of layers.

Called with lib's path."""
import pathlib
import re
import sys

INCLUDE = re.compile(r'^#include "picomlp/(\w+)/[\w./]+"', re.MULTILINE)

# In names and comments of simd.
WORDS_OF_LAYERS = re.compile(r'(?<![a-z])(layers?|outputs?|inputs?|samples?|forwards?|backwards?|gradients?|'
                             r'weights?|bias(?:es)?)(?![a-z])', re.IGNORECASE)
# The bias of an exponent (base/detail/ieee.hpp).
OTHER_MEANINGS = re.compile(r'\blayout::bias\b')


def floors_of(readme):
    """Their names, the ground floor first."""
    return re.findall(r'^\| \[`(\w+)`\]\(picomlp/\1\) \|', readme, re.MULTILINE)


def complaints(floors, files):
    """files: text by path below picomlp, such as base/status.hpp."""
    folders = {path.partition('/')[0] for path in files if '/' in path}
    for name in sorted(folders ^ set(floors)):
        yield f'{name}: ' + ('no such folder' if name in floors else 'not in the table of floors')
    for path, text in sorted(files.items()):
        own = path.partition('/')[0]
        if own not in floors:
            continue
        for other in INCLUDE.findall(text):
            if other not in floors or floors.index(other) > floors.index(own):
                yield f'{path} includes from {other}, which stands below {own}'


def words_of_layers(files):
    for path, text in sorted(files.items()):
        if path.startswith('simd/'):
            for number, line in enumerate(text.splitlines(), 1):
                for word in WORDS_OF_LAYERS.findall(OTHER_MEANINGS.sub('', line)):
                    yield f'{path}:{number} says {word}: simd knows nothing of layers'


def see_it_fail():
    """Or a checker that finds nothing would prove nothing."""
    floors = floors_of('| [`base`](picomlp/base) | x |\n| [`loss`](picomlp/loss) | y |\n')
    up = '#include "picomlp/base/status.hpp"\n'
    down = '#include "picomlp/loss/loss.hpp"\n'
    assert floors == ['base', 'loss']
    assert not list(complaints(floors, {'base/a.hpp': up, 'loss/a.hpp': up + down, 'all.hpp': down}))
    assert len(list(complaints(floors, {'base/a.hpp': up + down, 'loss/a.hpp': up}))) == 1
    assert len(list(complaints(floors, {'base/a.hpp': up}))) == 1
    assert len(list(complaints(floors, {'base/a.hpp': up, 'loss/a.hpp': up, 'more/a.hpp': ''}))) == 1
    deeper = '#include "picomlp/loss/detail/loss.hpp"\n'
    assert len(list(complaints(floors, {'base/detail/a.hpp': deeper, 'loss/a.hpp': up}))) == 1
    deep = '#include "picomlp/loss/deep/loss.hpp"\n'
    assert len(list(complaints(floors, {'base/a.hpp': deep, 'loss/a.hpp': '', 'loss/deep/loss.hpp': ''}))) == 1
    assert not list(words_of_layers({'simd/a.hpp': 'T lane; // biased\nlayout::bias', 'base/a.hpp': 'outputs'}))
    planted = 'size_t outputs;\nvoid add_input(T);\n// Forward.\nbias = layout::bias + 1;\n'
    assert len(list(words_of_layers({'simd/a.hpp': planted}))) == 4


def main(lib):
    see_it_fail()
    root = pathlib.Path(lib, 'picomlp')
    files = {path.relative_to(root).as_posix(): path.read_text()
             for path in root.rglob('*') if path.suffix in ('.h', '.hpp', '.cpp', '.in')}
    found = list(complaints(floors_of(pathlib.Path(lib, 'README.md').read_text()), files))
    found += words_of_layers(files)
    print('\n'.join(found) or f'{len(files)} files include from their own floor and those above')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
