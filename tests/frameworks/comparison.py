# SPDX-License-Identifier: MIT
"""Imports a model by tools/import and holds what it computes against what the framework said."""
import json
import re
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy

from models import classes_of

ROOT = Path(__file__).resolve().parents[2]
BOUNDS = {"float": 2e-6, "double": 1e-13}
SECONDS_LIMIT = 600


@dataclass
class Result:
    model: str
    number: str = ""
    relative: float | None = None    # the largest difference as a part of the largest output
    labels: int | None = None        # samples whose classes differ; None where there are none
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)
    note: str = ""
    is_skipped: bool = False
    is_bounded_otherwise: bool = False    # where the framework itself is less exact
    layers: list | None = None       # of the report
    outputs: int = 0                 # of int8, that were held to the framework's
    outputs_that_differ: int = 0


def run_import(python, model, to, options):
    """(status, stdout, stderr, seconds) of the command."""
    start = time.monotonic()
    done = subprocess.run([python, str(ROOT / "tools/import"), str(model), "--to", str(to), "--json", *options],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=SECONDS_LIMIT,
                          check=False)
    return done.returncode, done.stdout, done.stderr.strip(), time.monotonic() - start


def outputs_in(header, name):
    """[samples][outputs] of NAME_vectors.h, bit for bit."""
    found = re.search(rf"{name}_vectors_y\[(\d+)\]\[(\d+)\] = \{{(.*?)\}};", header.read_text(), re.DOTALL)
    if found is None:
        return None
    numbers = [float.fromhex(text) for text in re.findall(r"-?0x[0-9a-f.]+p[-+]\d+|-?\d+\.\d+", found[3])]
    return numpy.array(numbers).reshape(int(found[1]), int(found[2]))


def is_one_sentence(stderr):
    return stderr.startswith("import: ") and "\n" not in stderr


def refusal(python, model, to, word):
    status, _, stderr, seconds = run_import(python, model, to, [])
    result = Result(model.name, seconds=seconds, note="refused, as it must be")
    if status == 0:
        result.faults.append("is imported, but must be refused")
    elif status != 1 or not is_one_sentence(stderr):
        result.faults.append(f"is refused with status {status} and not by one sentence: {stderr[-200:]}")
    elif word.lower() not in stderr.lower():
        result.faults.append(f"is refused without '{word}': {stderr}")
    return result


def compared(python, model, npz, to, number, activations=None, bound=None, threshold=0.5):
    """A Result. bound: instead of the one for the number, towards the framework; the file's operations must agree
    with ours within the number's own bound in any case."""
    options = ["--number", number, "--inputs", str(npz), "--name", "model"]
    with numpy.load(npz, allow_pickle=False) as arrays:
        given = {name: arrays[name] for name in arrays.files}
    options += ["--vectors", str(len(given["x"]))]
    if activations:
        options += ["--activations", activations]
    result = Result(model.name, number, is_bounded_otherwise=bound is not None)
    status, stdout, stderr, result.seconds = run_import(python, model, to, options)
    if status != 0:
        result.faults.append(f"is not imported: {stderr[-300:]}")
        return result
    report = json.loads(stdout)
    result.layers = report["layers"]
    ours = outputs_in(to / "model_vectors.h", "model") if (to / "model_vectors.h").exists() else None
    if ours is None or len(ours) != len(given["x"]):
        result.faults.append("does not come with an output for each sample")
        return result
    theirs = expected(given, ours.shape)
    if theirs is None and "label" not in given:
        result.faults.append(f"has {ours.shape[1]} outputs, and the framework gives no such array")
        return result
    if theirs is not None:
        result.relative = float(numpy.abs(ours - theirs).max() / max(numpy.abs(theirs).max(), 1e-300))
        limit = bound or BOUNDS[number]
        if not result.relative <= limit:
            result.faults.append(f"is off by {result.relative:.2g} of the largest output, more than {limit:g}")
    own = report["comparisons"][0]["relative_difference"]
    if own is None or not own <= BOUNDS[number]:
        result.faults.append(f"is off by {own} from the file's own operations")
    if "label" in given:
        result.labels = labels_that_differ(ours, given["label"], report["class_names"], threshold)
        if result.labels and bound is None:
            result.faults.append(f"has other labels for {result.labels} of {len(ours)} samples")
    return result


def labels_that_differ(ours, theirs, class_names, threshold):
    """How many samples; theirs are names of classes where the file has such, indices where it has none, or a yes or
    no for each output."""
    if theirs.ndim == 2:
        return int(((ours > threshold) != theirs).any(axis=1).sum())
    chosen = classes_of(ours, threshold)
    if class_names:
        return int((numpy.array(class_names)[chosen] != theirs.astype(str)).sum())
    return int((chosen != theirs).sum())


def expected(given, shape):
    """The framework's outputs as an array of this shape: y, or else p of probabilities."""
    for name in ("y", "p"):
        if name in given and given[name].dtype.kind == "f" and given[name].shape[:1] == shape[:1]:
            y = given[name].reshape(shape[0], -1).astype(numpy.float64)
            if shape[1] == 1 and y.shape[1] == 2:    # both classes, where the network has the second
                y = y[:, 1:]
            if y.shape == shape:
                return y
    return None
