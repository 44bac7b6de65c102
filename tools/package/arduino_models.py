# SPDX-License-Identifier: MIT
"""Writes the models of Arduino's examples again, by tools/import: NumPy and a C compiler are needed.

    /usr/bin/python3 tools/package/arduino_models.py

Both are of examples/import's model of scikit-learn: as an image of floats, and quantised over a grid of its plane.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from project import ROOT

EXAMPLES = Path(__file__).resolve().parent / "arduino_texts/examples"
MODEL = ROOT / "examples/import/two_moons.joblib"
FILES = {"predict": ["two_moons_image.h"], "int8": ["two_moons.c", "two_moons.h"]}


def grid():
    """Where the moons lie, a quarter apart."""
    points = [(-1.5 + i / 4, -1 + j / 4) for i in range(17) for j in range(11)]
    return "x0,x1\n" + "".join(f"{x:g},{y:g}\n" for x, y in points)


def write(to):
    """to/EXAMPLE/FILE for each of FILES."""
    with tempfile.TemporaryDirectory() as folder:
        samples = Path(folder, "grid.csv")
        samples.write_text(grid())
        for example, options in (("predict", []), ("int8", ["--int8", "--calibrate", samples])):
            made = Path(folder, example)
            subprocess.run([sys.executable, ROOT / "tools/import", MODEL, "--to", made, *options], check=True,
                           stdout=subprocess.DEVNULL)
            (to / example).mkdir(parents=True, exist_ok=True)
            for name in FILES[example]:
                shutil.copy(made / name, to / example / name)


if __name__ == "__main__":
    write(EXAMPLES)
