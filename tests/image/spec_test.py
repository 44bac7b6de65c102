# SPDX-License-Identifier: MIT
"""SPEC.md lists every activation with its code, and no other.

Called with lib's path."""
import pathlib
import re
import sys
import zlib


def listed_in(spec):
    return {name: int(code, 16) for name, code in re.findall(r'^\| `(\w+)` \| `0x([0-9a-f]{8})` \|$', spec, re.M)}


def complaints(spec, names):
    listed = listed_in(spec)
    for name in sorted(set(listed) ^ set(names)):
        yield f'{name}: ' + ('no such activation' if name in listed else 'not in the table')
    for name, code in listed.items():
        right = zlib.crc32(name.encode() + b'\0')
        if code != right:
            yield f'{name}: its code is 0x{right:08x}'


def see_it_fail():
    """Or a checker that finds nothing would prove nothing."""
    right = '| `relu` | `0x5a4dfc74` |\n'
    assert not list(complaints(right, ['relu']))
    assert list(complaints(right, ['relu', 'elu'])) == ['elu: not in the table']
    assert list(complaints(right, [])) == ['relu: no such activation']
    assert len(list(complaints(right.replace('4', '5', 1), ['relu']))) == 1


def main(lib):
    see_it_fail()
    floor = pathlib.Path(lib, 'picomlp')
    names = re.findall(r'^ +EACH\((\w+)\)', (floor / 'activation/activation_names.h').read_text(), re.M)
    # A type whose parameter an image holds is stored by the name of the types whose parameter is their own.
    names = [re.sub(r'^any_(\w+)$', r'\1_of', name) for name in names]
    assert len(names) >= 20
    found = list(complaints((floor / 'image/SPEC.md').read_text(), names))
    print('\n'.join(found) or f'all {len(names)} activations are in the table')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
