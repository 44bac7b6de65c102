# SPDX-License-Identifier: MIT
"""A folder of models from elsewhere: files NAME.* with NAME.npz beside them, which holds x and y, p or label."""
import re
import tempfile
from pathlib import Path

import comparison

ASKS_FOR_ACTIVATIONS = "--activations"


def results(python, folder, numbers, only=""):
    """Yields a Result for each file and number. Files without activations get those of a file of the same NAME that
    has them."""
    known = {}
    files = sorted(path for path in Path(folder).iterdir() 
                   if path.is_file() and path.suffix not in (".npz", ".md", ".txt") and only in path.name)
    later = []
    for path in files:
        npz = npz_of(path)
        if npz is None:
            yield comparison.Result(path.name, is_skipped=True, note="has no .npz of inputs and outputs beside it")
            continue
        for number in numbers_for(path, numbers):
            result = one(python, path, npz, number, None)
            if any(ASKS_FOR_ACTIVATIONS in fault for fault in result.faults):
                later.append((path, npz, number))
                continue
            if result.layers:
                known[npz] = option_of(result.layers)
            yield result
    for path, npz, number in later:
        if npz in known:
            yield one(python, path, npz, number, known[npz])
        else:
            yield comparison.Result(path.name, number, is_skipped=True,
                                    note="holds no activations, and no file of its name does")


def one(python, path, npz, number, activations):
    with tempfile.TemporaryDirectory() as to:
        return comparison.compared(python, path, npz, Path(to), number, activations)


def numbers_for(path, numbers):
    """Only scikit-learn computes in double by itself."""
    return numbers if re.search(r"\.(pkl|pickle|joblib)", path.name) else numbers[:1]


def npz_of(path):
    """NAME is what the name begins with; it may have dots itself."""
    parts = path.name.split(".")
    for count in range(len(parts) - 1, 0, -1):
        npz = path.with_name(".".join(parts[:count]) + ".npz")
        if npz.exists():
            return npz
    return None


def option_of(layers):
    return ",".join(layer["activation"] if layer["parameter"] is None else
                    f"{layer['activation']}:{layer['parameter']!r}" for layer in layers)
