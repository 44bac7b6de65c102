#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests what reaches a user, each by a small program that uses nothing else.

    packaging.py WAY --source DIR [--profile separate|fused]

WAY   install     an installed tree, moved elsewhere, found by pkg-config and by CMake in two ways, without Meson
      subproject  the source as a Meson subproject
      unity       the library by itself, and as a subproject, where all sources are to be compiled as one
      own_board   the library for a bare board by a cross file that is none of tools/cross
      dist        the source archive of `meson dist`, unpacked: it holds every file of the last commit, as it
                  is there, and is a subproject that Meson can set up. So what `install` and `subproject`
                  show of a checkout is true of it. And it is the archive of the wrap that tools/package writes.
"""
import argparse
import glob
import hashlib
import os
import shutil
import sys
import tarfile

import cmake_ways
from commands import LIBRARY_ONLY, check, check_refused, exit_code, run, skipped

COMPILERS = ['g++', 'clang++']
# Packages are looked at here, not speed.
QUICK = '-Doptimization=0'


def build_and_install(source, folder, profile):
    """Installs into a staging folder, moves the tree away from where it was meant to be, and
    returns its new prefix."""
    build = os.path.join(folder, 'build')
    stage = os.path.join(folder, 'stage')
    prefix = os.path.join(folder, 'moved')
    run('meson', 'setup', build, source, '--prefix=/usr/local', f'-Drounding={profile}',
        QUICK, *LIBRARY_ONLY)
    run('meson', 'install', '-C', build, env={'DESTDIR': stage})
    shutil.move(os.path.join(stage, 'usr', 'local'), prefix)
    left = [name for _, _, files in os.walk(stage) for name in files]
    check(not left, f'installed outside the prefix: {left}')
    return prefix


def installed(prefix, pattern):
    return sorted(glob.glob(os.path.join(prefix, pattern), recursive=True))


def use_by_pkg_config(source, prefix, folder, profile):
    pc_files = installed(prefix, '**/picomlp.pc')
    check(len(pc_files) == 1, f'not one picomlp.pc: {pc_files}')
    env = {'PKG_CONFIG_PATH': os.path.dirname(pc_files[0])}
    flags = run('pkg-config', '--cflags', '--libs', 'picomlp', env=env).split()
    check('/usr/local' not in ' '.join(flags), f'picomlp.pc cannot be moved: {flags}')
    stated = run('pkg-config', '--variable=rounding', 'picomlp', env=env).strip()
    check(stated == profile, f'picomlp.pc says profile {stated}, built was {profile}')
    program = os.path.join(folder, 'program')
    for compiler in filter(shutil.which, COMPILERS):
        run(compiler, '-std=c++17', os.path.join(source, 'tests/packaging/consumer/program.cpp'),
            *flags, '-o', program)
        check(run(program) == 'learned 4 of 4\n', 'the installed library says something else')
    if shutil.which('cmake') is None:
        print('SKIPPED: there is no cmake')
        return
    build = os.path.join(folder, 'cmake-build')
    run('cmake', '-S', os.path.join(source, 'tests/packaging/consumer'), '-B', build, env=env)
    run('cmake', '--build', build)
    check(run(os.path.join(build, 'program')) == 'learned 4 of 4\n', 'CMake built something else')


def install(folder, source, profile):
    prefix = build_and_install(source, folder, profile)
    names = [os.path.relpath(path, prefix) for path in installed(prefix, '**')
             if os.path.isfile(path)]
    headers = [name for name in names if name.startswith('include/picomlp/')]
    for name in ('base/profile.hpp', 'base/status.hpp'):
        check(f'include/picomlp/{name}' in headers, f'{name} is not installed')
    others = [name for name in names if name not in headers]
    check(sorted(os.path.basename(name) for name in others) ==
          ['libpicomlp.a', 'picomlp.pc', 'picomlpConfig.cmake', 'picomlpConfigVersion.cmake', 'picomlpTargets.cmake'],
          f'installed beside the headers: {others}')
    use_by_pkg_config(source, prefix, folder, profile)
    if shutil.which('cmake') is not None:
        cmake_ways.use_installed(source, prefix, folder, profile)


def copy_consumer(source, folder):
    """A copy of the program that uses the library, and its folder of subprojects."""
    consumer = os.path.join(folder, 'consumer')
    shutil.copytree(os.path.join(source, 'tests/packaging/consumer'), consumer)
    subprojects = os.path.join(consumer, 'subprojects')
    os.mkdir(subprojects)
    return consumer, subprojects


def set_up_as_subproject(source, library_source, folder, profile, *options):
    """The folder of a build of a program that has the library as a subproject."""
    consumer, subprojects = copy_consumer(source, folder)
    os.symlink(library_source, os.path.join(subprojects, 'picomlp'))
    return set_up_consumer(consumer, folder, profile, *options)


def set_up_by_wrap(source, archive, folder, profile):
    """Likewise, by an archive that has been fetched already."""
    consumer, subprojects = copy_consumer(source, folder)
    cache = os.path.join(subprojects, 'packagecache')
    os.mkdir(cache)
    shutil.copy(archive, cache)
    tool = [sys.executable, os.path.join(source, 'tools/package'), 'wrap', '--to', subprojects, '--archive', archive]
    run(*tool, '--url', 'https://example.org/releases')
    run(*tool, '--check')
    return set_up_consumer(consumer, folder, profile)


def set_up_consumer(consumer, folder, profile, *options):
    build = os.path.join(folder, 'consumer-build')
    run('meson', 'setup', build, consumer, f'-Dpicomlp:rounding={profile}',
        QUICK, '--wrap-mode=forcefallback', *options)
    return build


def use_as_subproject(source, library_source, folder, profile, *options):
    build = set_up_as_subproject(source, library_source, folder, profile, *options)
    run('meson', 'compile', '-C', build)
    targets = run('meson', 'introspect', build, '--targets')
    check('conformance' not in targets, 'a subproject builds the library\'s tests as well')
    run('meson', 'test', '-C', build)


def subproject(folder, source, profile):
    use_as_subproject(source, source, folder, profile)


def unity(folder, source, profile):
    build = os.path.join(folder, 'unity-build')
    run('meson', 'setup', build, source, f'-Drounding={profile}', QUICK, '--unity=on', '-Dsimd=none',
        '-Dtests=enabled', *LIBRARY_ONLY[1:])
    run('ninja', '-C', build, 'tests/proofs/conformance')
    run(os.path.join(build, 'tests/proofs/conformance'), '--expect',
        os.path.join(source, f'tests/proofs/conformance.{profile}.txt'))
    use_as_subproject(source, source, folder, profile, '--unity=on', '-Dpicomlp:simd=none')


def own_board(folder, source, profile):
    cross_file = os.path.join(source, 'tests/packaging/own_board.ini')
    setup = ['meson', 'setup', '--cross-file', cross_file, f'-Drounding={profile}', QUICK]
    for number, options in enumerate([LIBRARY_ONLY, []]):
        build = os.path.join(folder, f'board-build{number}')
        run(*setup, build, source, *options)
    run('ninja', '-C', build)
    check(os.path.exists(os.path.join(build, 'lib/libpicomlp.a')), 'no library was built')
    check_refused('want a cross file like those in tools/cross',
                  *setup, os.path.join(folder, 'refused'), source, '-Dtests=enabled')


def dist(folder, source, profile):
    build = os.path.join(folder, 'dist-build')
    run('meson', 'setup', build, source, *LIBRARY_ONLY)
    # Uncommitted work does not get into the archive, which holds the last commit.
    run('meson', 'dist', '-C', build, '--no-tests', '--allow-dirty', '--formats', 'gztar')
    archives = glob.glob(os.path.join(build, 'meson-dist', 'picomlp-*.tar.gz'))
    check(len(archives) == 1, f'not one archive: {archives}')
    unpacked = os.path.join(folder, 'unpacked')
    with tarfile.open(archives[0]) as archive:
        archive.extractall(unpacked)
    (name,) = os.listdir(unpacked)
    library_source = os.path.join(unpacked, name)
    lines = run('git', '-C', source, 'ls-tree', '-r', '-z', '--format=%(objectname) %(path)', 'HEAD').split('\0')
    committed = {path: name for name, path in (line.split(' ', 1) for line in lines if line)}
    archived = [os.path.relpath(path, library_source)
                for path in glob.glob(os.path.join(library_source, '**'), recursive=True, include_hidden=True)
                if os.path.isfile(path)]
    differ = sorted(set(committed) ^ set(archived))
    check(not differ, f'in the archive or in the commit alone: {differ}')
    for path, name in committed.items():
        with open(os.path.join(library_source, path), 'rb') as file:
            content = file.read()
        # As git names the content of a file.
        same = hashlib.sha1(b'blob %d\0' % len(content) + content).hexdigest() == name
        check(same, f'{path} in the archive is not what was committed')
    set_up_by_wrap(source, archives[0], folder, profile)


def main():
    ways = {'install': install, 'subproject': subproject, 'unity': unity,
            'own_board': own_board, 'dist': dist}
    parser = argparse.ArgumentParser()
    parser.add_argument('way', choices=ways)
    parser.add_argument('--source', required=True)
    parser.add_argument('--profile', choices=['separate', 'fused'], default='separate')
    options = parser.parse_args()
    if options.way == 'dist' and not os.path.exists(os.path.join(options.source, '.git')):
        return skipped('`meson dist` needs a git checkout')
    return exit_code('packaging', ways[options.way], os.path.abspath(options.source), options.profile)


if __name__ == '__main__':
    sys.exit(main())
