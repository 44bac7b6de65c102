# SPDX-License-Identifier: MIT
"""A recipe: its program compiles as printed, and prints what the page says.

Arguments: the page, then the compiler command with everything needed to link. For the recipe on Keras the model file
is written first, as Keras writes it, and the page's command is run, by the Python that PYTHON names. Exit status 77,
which Meson calls skipped, where there is no NumPy for that.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import pages

ROOT = pathlib.Path(__file__).resolve().parents[2]
TESTS = ROOT / "tools/import/tests"

# h = relu(x1 + x2), relu(x1 + x2 - 1); y = sigmoid(10 h1 - 20 h2 - 5): exclusive or.
WRITE_KERAS = f"""
import sys
sys.path[:0] = [{str(TESTS)!r}, {str(TESTS.parent)!r}]
import numpy
from keras_files import dense, keras, layer, model
f4 = lambda values: numpy.array(values, "f4")
layers = [layer("InputLayer", "input", batch_shape=[None, 2]),
          dense("hidden", f4([[1, 1], [1, 1]]), f4([0, -1]), activation="relu"),
          dense("out", f4([[10], [-20]]), f4([-5]), activation="sigmoid")]
open("xor_gate.keras", "wb").write(keras(model(layers)))
"""


def import_model(text, folder):
    """Runs the page's command on a file of Keras; whether there is NumPy."""
    words = re.search(r"^```sh\n(.*?)^```$", text, re.S | re.M)[1].split()
    python = words[0] = os.environ.get("PYTHON", words[0])
    if subprocess.run([python, "-c", "import numpy"], stderr=subprocess.DEVNULL).returncode != 0:
        return False
    subprocess.run([python, "-c", WRITE_KERAS], check=True, cwd=folder)
    words[1] = str(ROOT / words[1])
    subprocess.run(words, check=True, cwd=folder, stdout=subprocess.DEVNULL)
    return True


def main(page, compiler):
    text = pathlib.Path(page).read_text()
    with tempfile.TemporaryDirectory() as folder:
        if "tools/import xor_gate.keras" in text and not import_model(text, folder):
            return 77
        programs = pages.run(text, compiler, folder)
    print(f"{len(programs)} programs, compiled and printed as promised")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1], sys.argv[2:]))
    except pages.Broken as broken:
        sys.exit(str(broken))
