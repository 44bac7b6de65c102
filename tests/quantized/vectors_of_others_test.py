# SPDX-License-Identifier: MIT
"""Test vectors of CMSIS-NN and of TensorFlow Lite Micro, by ==.

    vectors_of_others_test.py PROGRAM [FOLDER...]

A folder is a checkout of github.com/ARM-software/CMSIS-NN or github.com/tensorflow/tflite-micro. Their files stay
outside this repository: without folders, PICOMLP_INT8_VECTORS names some, with a colon between two; without that there
is nothing to show. Vectors that lie outside of what the library computes are listed with the reason."""
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'reference'))

import cmsis_nn  # noqa: E402
import tflm_tests  # noqa: E402
import vectors  # noqa: E402

NOTHING_TO_SHOW = 77    # meson's word for a test that is skipped
READERS = {'CMSIS-NN': (cmsis_nn, cmsis_nn.FOLDER), 'TensorFlow Lite Micro': (tflm_tests, tflm_tests.SOURCE)}


def reader_of(folder):
    for name, (reader, path) in READERS.items():
        if (pathlib.Path(folder) / path).exists():
            return name, reader
    sys.exit(f'{folder} is a checkout of neither ' + ' nor '.join(READERS))


def holds(program, case):
    stream = ' '.join(map(str, [*case, vectors.END]))
    held = subprocess.run([program], input=stream, stdout=subprocess.PIPE, text=True, check=False)
    return held.returncode == 0


def main(program, *folders):
    folders = folders or [folder for folder in os.environ.get('PICOMLP_INT8_VECTORS', '').split(':') if folder]
    if not folders:
        print('PICOMLP_INT8_VECTORS names no folder')
        return NOTHING_TO_SHOW
    failed = False
    for folder in folders:
        whose, reader = reader_of(folder)
        seen = wrong = 0
        left_out = {}
        for name, case in reader.cases(folder):
            if isinstance(case, str):
                left_out.setdefault(case, []).append(name)
                continue
            good = holds(program, case)
            seen, wrong = seen + 1, wrong + (not good)
            print(f'{whose}, {name}: ' + ('equal' if good else 'OTHERWISE'))
        for reason, names in left_out.items():
            print(f'{whose}: left out for {reason}: ' + ', '.join(names))
        print(f'{whose}: {seen} sets of vectors, {wrong} otherwise')
        failed = failed or wrong > 0 or seen == 0
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
