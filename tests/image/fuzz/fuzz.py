#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs open_image, which the build makes of open_image.cpp and libFuzzer, and says how often it ran.

    fuzz.py [--seconds N] [--keep FOLDER] PROGRAM

A long run is one with more seconds, and a folder that keeps what it finds for the next:

    CXX=clang++ meson setup build/clang && ninja -C build/clang tests/image/fuzz/open_image
    tests/image/fuzz/fuzz.py --seconds 86400 --keep build/found build/clang/tests/image/fuzz/open_image

What fails is left as a file in the folder; PROGRAM FILE runs it again."""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

CORPUS = pathlib.Path(__file__).resolve().parent / 'corpus'


def run(program, seconds, folder):
    """Exit status. libFuzzer adds to the first folder that it is given, so that is not the corpus."""
    done = subprocess.run([program, f'-max_total_time={seconds}', '-max_len=2048', '-print_final_stats=1',
                           f'-artifact_prefix={folder}/', folder, str(CORPUS)],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors='replace', check=False)
    executed = re.search(r'^stat::number_of_executed_units: (\d+)', done.stdout, re.MULTILINE)
    if done.returncode != 0 or not executed:
        print(done.stdout[-20000:])
        return 1
    print(f'{int(executed[1])} images in {seconds} s')
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--seconds', type=int, default=60)
    parser.add_argument('--keep', metavar='FOLDER')
    parser.add_argument('program')
    given = parser.parse_args()
    if given.keep:
        pathlib.Path(given.keep).mkdir(parents=True, exist_ok=True)
        return run(given.program, given.seconds, given.keep)
    with tempfile.TemporaryDirectory() as folder:
        return run(given.program, given.seconds, folder)


if __name__ == '__main__':
    sys.exit(main())
