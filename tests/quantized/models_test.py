# SPDX-License-Identifier: MIT
"""Public models of int8 give what the reference gives, in both roundings: every input of a model that has one, a
thousand random ones of others.

    models_test.py PROGRAM

The files stay outside this repository: PICOMLP_INT8_MODELS names a folder with some, *.tflite. Without it there is
nothing to show."""
import os
import pathlib
import subprocess
import sys

SAMPLES = '1000'
NOTHING_TO_SHOW = 77    # meson's word for a test that is skipped
NONE = ': 0, otherwise than the reference: 0'    # what the program says of kinds that it was not given


def main(program):
    folder = os.environ.get('PICOMLP_INT8_MODELS')
    if not folder:
        print('PICOMLP_INT8_MODELS names no folder')
        return NOTHING_TO_SHOW
    models = pathlib.Path(__file__).resolve().parent / 'reference' / 'models.py'
    files = [path for path in sorted(pathlib.Path(folder).glob('*.tflite')) if 'float' not in path.name]
    failed = not files
    for path in files:
        with subprocess.Popen([sys.executable, models, path, SAMPLES], stdout=subprocess.PIPE) as cases:
            held = subprocess.run([program], stdin=cases.stdout, stdout=subprocess.PIPE, text=True, check=False)
        compared = [line for line in held.stdout.splitlines() if not line.endswith(NONE)]
        print(f'{path.name}: ' + ('; '.join(compared) or 'nothing was compared'))
        failed = failed or held.returncode != 0 or cases.returncode != 0 or not compared
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
