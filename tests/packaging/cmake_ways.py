#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests the ways from picomlp into a CMake project, as the top README has them.

    cmake_ways.py WAY --source DIR [--profile separate|fused]

WAY   sources          FetchContent, then add_subdirectory, then installed by CMake and moved: all of one build of the
                       library, with the conformance program's bits, and the headers that Meson installs
      cortex_m4f       add_subdirectory for a Cortex-M4F, and two programs on the emulated board; one
                       compares the bits of its predictions with the host's
      cortex_m4f_bits  likewise, and the conformance program, which takes many minutes: it has the bits there that
                       Meson's build has

What Meson installed is asked for by CMake in `packaging.py install`.
"""
import argparse
import glob
import json
import os
import re
import shutil
import sys

from commands import LIBRARY_ONLY, check, check_refused, exit_code, run

# As quick to compile as can be; cmake_flags.py shows that every other library has Meson's objects.
QUICK = ['-DCMAKE_BUILD_TYPE=Debug', '-DCMAKE_CXX_FLAGS_DEBUG=-O0', '-DPICOMLP_SIMD=none']


def version_of(source):
    """Its three numbers."""
    with open(os.path.join(source, 'meson.build'), encoding='utf-8') as file:
        return [int(number) for number in re.search(r"^  version: '(\d+)\.(\d+)\.(\d+)'", file.read(), re.M).groups()]


def find_package(source):
    major, minor, _ = version_of(source)
    return f'find_package(picomlp {major}.{minor} REQUIRED)'


def readme_lines(source):
    """The CMakeLists.txt that the top README shows, and that text with another way in place of FetchContent."""
    with open(os.path.join(source, 'README.md'), encoding='utf-8') as file:
        text = file.read()
    (lines,) = re.findall(r'```cmake\n(.*?)```', text, re.S)
    for way in (find_package(source), 'add_subdirectory(picomlp/tools/cmake)'):
        check(way in text, f'the README does not show {way}')

    def by(way):
        three = r'include\(FetchContent\).*FetchContent_MakeAvailable\(picomlp\)'
        other, count = re.subn(three, way, lines, flags=re.S)
        check(count == 1, f'the README has no FetchContent in\n{lines}')
        return other
    return lines, by


def write_consumer(source, folder, cmake_lists):
    """The program's folder: the README's first.cpp is the program that the other packages are tried with."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, 'CMakeLists.txt'), 'w', encoding='utf-8') as file:
        file.write(cmake_lists)
    shutil.copy(os.path.join(source, 'tests/packaging/consumer/program.cpp'), os.path.join(folder, 'first.cpp'))
    if not os.path.lexists(os.path.join(folder, 'picomlp')):
        os.symlink(source, os.path.join(folder, 'picomlp'))


def configure(consumer, build, *options):
    return run('cmake', '-G', 'Ninja', '-S', consumer, '-B', build, *options)


def build_and_run(build):
    """What the build said."""
    said = run('cmake', '--build', build)
    check(run(os.path.join(build, 'first')) == 'learned 4 of 4\n', 'the program says something else')
    return said


def use_installed(source, prefix, folder, profile):
    """An installed tree by find_package: a program, one in C alone, and what is refused."""
    consumer, build = os.path.join(folder, 'finder'), os.path.join(folder, 'finder-build')
    _, by = readme_lines(source)
    stated = f'{by(find_package(source))}\nmessage(STATUS "rounding: ${{picomlp_ROUNDING}}, ${{picomlp_VERSION}}")\n'
    write_consumer(source, consumer, stated)
    os.unlink(os.path.join(consumer, 'picomlp'))
    tree = f'-DCMAKE_PREFIX_PATH={prefix}'
    # As of a compiler whose default is an older standard.
    said = configure(consumer, build, tree, '-DCMAKE_CXX_FLAGS=-std=c++14', '-DCMAKE_EXPORT_COMPILE_COMMANDS=ON')
    version = '.'.join(map(str, version_of(source)))
    check(f'rounding: {profile}, {version}\n' in said, f'picomlp_ROUNDING is not {profile}:\n{said}')
    with open(os.path.join(build, 'compile_commands.json'), encoding='utf-8') as file:
        (command,) = [entry['command'] for entry in json.load(file)]
    check(re.search(r'-std=(gnu|c)\+\+17', command), f'C++17 is not asked for: {command}')
    build_and_run(build)
    use_from_c(source, prefix, folder)
    refuse_requests(source, prefix, folder)


def use_from_c(source, prefix, folder):
    """There must be no C++ compiler that the project knows of."""
    consumer, build = os.path.join(folder, 'in_c'), os.path.join(folder, 'in_c-build')
    write_consumer(source, consumer, f'cmake_minimum_required(VERSION 3.16)\nproject(in_c C)\n{find_package(source)}\n'
                   'add_executable(first program.c)\ntarget_link_libraries(first PRIVATE picomlp::picomlp)\n')
    shutil.copy(os.path.join(source, 'tests/packaging/consumer/program.c'), consumer)
    configure(consumer, build, f'-DCMAKE_PREFIX_PATH={prefix}', '-DCMAKE_C_FLAGS=-std=c99 -pedantic-errors')
    run('cmake', '--build', build)
    check(run(os.path.join(build, 'first')) == 'ok\n', 'the program in C says something else')


def refuse_requests(source, prefix, folder):
    """Without a compiler, which makes them quick."""
    consumer, build = os.path.join(folder, 'asks'), os.path.join(folder, 'asks-build')
    os.makedirs(consumer, exist_ok=True)
    (package,) = [found for found, _, names in os.walk(prefix) if 'picomlpConfig.cmake' in names]
    with open(os.path.join(consumer, 'CMakeLists.txt'), 'w', encoding='utf-8') as file:
        file.write('cmake_minimum_required(VERSION 3.16)\nproject(asks NONE)\n'
                   'find_package(picomlp ${REQUEST} REQUIRED)\n')

    def ask(*options):
        return ('cmake', '-S', consumer, '-B', build, f'-Dpicomlp_DIR={package}', *options)
    major, minor, patch = version_of(source)
    series, whole, later = f'{major}.{minor}', f'{major}.{minor}.{patch}', f'{major}.{minor + 1}'
    optional = f'{series};OPTIONAL_COMPONENTS;training'
    for accepted in ('', series, whole, optional, f'0.1...{whole}', f'{series}...<{later}'):
        run(*ask(f'-DREQUEST={accepted}'))
    check_refused('picomlp has no component "training", as it is one library: ask for it without COMPONENTS.',
                  *ask('-DREQUEST=COMPONENTS;training'))
    for request in ('0.1', later, str(major + 1), f'{series}.99', f'{later}...99', f'0.1...<{series}'):
        check_refused('is compatible with requested version' if '...' not in request
                      else 'is compatible with requested version range', *ask(f'-DREQUEST={request}'))
    check_refused(f'version: {whole} (64 bit)', *ask(f'-DREQUEST={series}', '-DCMAKE_SIZEOF_VOID_P=4'))


def refuse_options(source, folder):
    cmake = ('cmake', '-G', 'Ninja', '-S', os.path.join(source, 'tools/cmake'), '-B', os.path.join(folder, 'refused'))
    check_refused('picomlp: PICOMLP_ROUNDING is "fuse", which is none of: separate, fused.',
                  *cmake, '-DPICOMLP_ROUNDING=fuse')
    check_refused('picomlp: PICOMLP_SIMD is "avx", which is none of: auto, none, sse2, avx2, avx512.',
                  *cmake, '-DPICOMLP_ROUNDING=fused', '-DPICOMLP_SIMD=avx')


def headers_of_meson(source, folder):
    """What `meson install` would install, below the include folder."""
    build = os.path.join(folder, 'meson-build')
    run('meson', 'setup', build, source, '--prefix=/usr/local', *LIBRARY_ONLY)
    names = json.loads(run('meson', 'introspect', build, '--installed')).values()
    return {name.partition('/include/')[2] for name in names if '/include/' in name}


def sources(folder, source, profile):
    consumer, build = os.path.join(folder, 'consumer'), os.path.join(folder, 'build')
    lines, by = readme_lines(source)
    write_consumer(source, consumer, lines)
    configure(consumer, build, *QUICK, f'-DPICOMLP_ROUNDING={profile}', '-DPICOMLP_TESTS=ON', '-DPICOMLP_INSTALL=ON')
    library = '/crc32.cpp.o'
    check(library in build_and_run(build), 'FetchContent did not build the library')
    run('ctest', '--output-on-failure', '--no-tests=error', '-R', 'picomlp_same_bits',
        cwd=os.path.join(build, '_deps/picomlp-build'))

    # The same command lines, by which nothing is compiled again.
    write_consumer(source, consumer, by('add_subdirectory(picomlp/tools/cmake _deps/picomlp-build)'))
    configure(consumer, build)
    os.unlink(os.path.join(build, 'first'))
    said = build_and_run(build)
    check(library not in said, f'add_subdirectory builds another library than FetchContent:\n{said}')

    stage, prefix = os.path.join(folder, 'stage'), os.path.join(folder, 'moved')
    run('cmake', '--install', build, '--prefix', '/usr/local', env={'DESTDIR': stage})
    shutil.move(os.path.join(stage, 'usr/local'), prefix)
    include = os.path.join(prefix, 'include')
    headers = {os.path.relpath(os.path.join(found, name), include)
               for found, _, names in os.walk(include) for name in names}
    differ = sorted(headers ^ headers_of_meson(source, folder))
    check(not differ, f'installed by Meson or by CMake alone: {differ}')
    use_installed(source, prefix, folder, profile)
    refuse_options(source, folder)


def write_board_consumer(source, consumer, more, programs):
    """Whose programs start on the Cortex-M4F that QEMU has."""
    _, by = readme_lines(source)
    board = '${PROJECT_SOURCE_DIR}/picomlp/tests/targets'
    start_up = ' '.join(f'{board}/{name}.cpp' for name in ('cortex_m', 'cortex_m_counter', 'start', 'stack'))
    write_consumer(source, consumer, by('add_subdirectory(picomlp/tools/cmake)') + f'''
{more}foreach(program {programs})
  target_sources(${{program}} PRIVATE {start_up})
  target_link_options(${{program}} PRIVATE -nostartfiles --specs=rdimon.specs -Wl,--gc-sections
    -L{board} -T{board}/mps2_an386.ld)
endforeach()
''')


def board_options(source, profile):
    return ['-DCMAKE_BUILD_TYPE=MinSizeRel', f'-DPICOMLP_ROUNDING={profile}',
            f'-DCMAKE_TOOLCHAIN_FILE={source}/examples/firmware/cortex-m4f.cmake']


def said_by_board(source, program, *arguments):
    """The last line."""
    said = run(sys.executable, os.path.join(source, 'tools/cross/emulate.py'), 'mps2-an386', program, *arguments)
    return said.splitlines()[-1]


def cortex_m4f(folder, source, profile):
    consumer, build = os.path.join(folder, 'consumer'), os.path.join(folder, 'build')
    firmware = '${PROJECT_SOURCE_DIR}/picomlp/examples/firmware'
    write_board_consumer(source, consumer, f'''\
add_executable(digits {firmware}/predict_from_flash.cpp {firmware}/console.cpp {firmware}/console_semihosting.cpp)
target_include_directories(digits PRIVATE {firmware}/digits/{profile})
target_link_libraries(digits PRIVATE picomlp::picomlp)
''', 'first digits')
    options = board_options(source, profile)
    check_refused('picomlp: PICOMLP_SIMD=avx2 is an instruction set of x86-64, and this compiler compiles for another '
                  'processor: take auto or none.',
                  'cmake', '-G', 'Ninja', '-S', consumer, '-B', build, *options, '-DPICOMLP_SIMD=avx2')
    configure(consumer, build, *options, '-DPICOMLP_SIMD=auto')
    run('cmake', '--build', build)
    last_lines = {'first': 'learned 4 of 4', 'digits': 'Outputs as on the host, bit for bit: 10 of 10'}
    for program, last_line in last_lines.items():
        said = said_by_board(source, os.path.join(build, program))
        check(said == last_line, f'the board says at last\n{said}')


def cortex_m4f_bits(folder, source, profile):
    consumer, build = os.path.join(folder, 'consumer'), os.path.join(folder, 'build')
    write_board_consumer(source, consumer, '''\
target_compile_options(picomlp_conformance PRIVATE -fno-exceptions -fno-rtti -ffunction-sections -fdata-sections)
''', 'first picomlp_conformance')
    configure(consumer, build, *board_options(source, profile), '-DPICOMLP_TESTS=ON')
    run('cmake', '--build', build, '--target', 'picomlp_conformance')
    (program,) = glob.glob(os.path.join(build, '**/picomlp_conformance'), recursive=True)
    said = said_by_board(source, program, '--expect', os.path.join(source, f'tests/proofs/conformance.{profile}.txt'))
    check(' 0 different' in said, said)
    print(f'cortex-m4f: {said}')


def main():
    board_tools = ['cmake', 'ninja', 'arm-none-eabi-g++', 'qemu-system-arm']
    ways = {'sources': (sources, ['cmake', 'ninja']), 'cortex_m4f': (cortex_m4f, board_tools),
            'cortex_m4f_bits': (cortex_m4f_bits, board_tools)}
    parser = argparse.ArgumentParser()
    parser.add_argument('way', choices=ways)
    parser.add_argument('--source', required=True)
    parser.add_argument('--profile', choices=['separate', 'fused'], default='separate')
    options = parser.parse_args()
    way, needed = ways[options.way]
    return exit_code('cmake', way, os.path.realpath(options.source), options.profile, needed=needed)


if __name__ == '__main__':
    sys.exit(main())
