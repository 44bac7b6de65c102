#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A header's place says who may include it: directly in a room's folder (lib/picomlp/base) it is
installed; in a folder inside a room it is the library's own.
Usage: places_test.py BUILD_FOLDER"""
import pathlib
import sys

import public_headers

LIB = pathlib.Path(__file__).resolve().parents[2] / 'lib'
WRITTEN_BY_THE_BUILD = {'picomlp/base/profile.hpp'}


def complaints(installed, in_lib):
    for name in sorted(set(installed) | set(in_lib)):
        is_public = len(pathlib.PurePosixPath(name).parts) <= 3
        if is_public and name not in installed:
            yield f'{name} is not installed: its place is a folder inside the room, such as detail'
        if not is_public and name in installed:
            yield f'{name} is installed: its place is the room\'s own folder'


def see_it_fail():
    public, private = 'picomlp/base/a.hpp', 'picomlp/base/detail/b.hpp'
    assert not list(complaints([public, 'picomlp/all.hpp'], [public, private, 'picomlp/all.hpp']))
    assert len(list(complaints([], [public, private]))) == 1
    assert len(list(complaints([public, private], [public, private]))) == 1


def test(_, names):
    see_it_fail()
    in_lib = [path.relative_to(LIB).as_posix() for path in LIB.rglob('*') if path.suffix in ('.h', '.hpp')]
    yield from complaints(set(names) - WRITTEN_BY_THE_BUILD, in_lib)


if __name__ == '__main__':
    sys.exit(public_headers.main(test))
