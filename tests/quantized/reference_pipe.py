# SPDX-License-Identifier: MIT
"""Pipes random cases with the reference's results into the program that holds the library to them.

    reference_pipe.py LAYERS PROGRAM [SEED]
"""
import pathlib
import subprocess
import sys


def main(layers, program, seed='1'):
    vectors = pathlib.Path(__file__).resolve().parent / 'reference' / 'vectors.py'
    with subprocess.Popen([sys.executable, vectors, layers, seed], stdout=subprocess.PIPE) as cases:
        held = subprocess.run([program], stdin=cases.stdout, check=False)
    return held.returncode or cases.returncode


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
