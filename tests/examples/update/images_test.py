# SPDX-License-Identifier: MIT
"""The images in examples/update/images are what make_images writes now.

Usage: images_test.py MAKE_IMAGES DIRECTORY
"""

import pathlib
import subprocess
import sys
import tempfile

NAMES = ["three_inputs.img", "two_inputs.img"]


def main(program, expected):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, folder], check=True)
        written = {path.name: path.read_bytes() for path in pathlib.Path(folder).iterdir()}
    different = [name for name in NAMES if written.pop(name, None) != pathlib.Path(expected, name).read_bytes()]
    print(f"different: {different}, not expected: {sorted(written)}")
    return 1 if different or written else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
