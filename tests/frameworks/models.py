# SPDX-License-Identifier: MIT
"""What a section hands over to the comparison: files of models, and beside each what its framework makes of inputs.

A folder holds the models' files, MODEL.npz (x, y and maybe label) for each, and a manifest: a line of JSON for each
model, so that what a framework has written before it crashed is still compared."""
import json
import time
from pathlib import Path

import numpy

MANIFEST = "manifest.jsonl"
SAMPLES = 48


def drawn(features, seed, samples=SAMPLES):
    """float64[samples][features], each number a float: one rounding less between the two sides."""
    x = 1.5 * numpy.random.default_rng(seed).standard_normal((samples, features))
    return x.astype(numpy.float32).astype(numpy.float64)


def classes_of(y, threshold=0.5):
    """What applies: one output is a yes or no, the largest of several wins."""
    return (y[:, 0] > threshold).astype(int) if y.shape[1] == 1 else y.argmax(axis=1)


class Folder:
    """Where a section writes. In --only, of all models those whose names have this text."""

    def __init__(self, path, only=""):
        self.path, self.only = Path(path), only
        self._names = set()
        self._manifest = open(self.path / MANIFEST, "w", encoding="utf-8")

    def note(self, **line):
        self._manifest.write(json.dumps(line) + "\n")
        self._manifest.flush()

    def add(self, file, write, x, y, label=None, numbers=("float",), **more):
        """write(path) writes the model, whose framework makes y of x, and which classes it takes them for: label,
        as an index, or as the class is called where the file holds that.

        y may be a function, for outputs that are known once the file is there. numbers: "float", "double", what it
        is imported as. more: `activations`, the option of that name; `bound`, as a part of the largest output, where
        the framework is no better; `threshold` of a single output between no and yes."""
        if not self._is_wanted(file):
            return
        if not self._is_written(file, write):
            return
        try:
            y = numpy.asarray(y(self.path / file) if callable(y) else y, numpy.float64)
        except Exception as error:    # the framework does not run what it has written
            self._not_written(file, error)
            return
        arrays = {"x": numpy.asarray(x, numpy.float64), "y": y.reshape(len(x), -1)}
        if label is not None:
            arrays["label"] = numpy.asarray(label)
        numpy.savez(self.path / f"{file}.npz", **arrays)
        self.note(file=file, numbers=list(numbers), **more)

    def add_int8(self, file, write, x, differ=None, **outputs):
        """write(path) writes a model that computes in int8. x: int8 or float32, as it takes. outputs: for each
        rounding, `double`, `single` or `runtime`, what gives the framework's outputs once the file is there. differ:
        for a rounding the part of the outputs that may be a step off."""
        if not self._is_wanted(file) or not self._is_written(file, write):
            return
        try:
            arrays = {f"y_{rounding}": of(self.path / file) for rounding, of in outputs.items()}
        except Exception as error:
            self._not_written(file, error)
            return
        numpy.savez(self.path / f"{file}.npz", x=x, **arrays)
        self.note(file=file, roundings=list(outputs), differ=differ or {})

    def add_refused(self, file, write, word):
        """A model that is to be refused, in one sentence with this word."""
        if self._is_wanted(file) and self._is_written(file, write):
            self.note(file=file, refused=word)

    def add_trial(self, what, trial, failure):
        """Instead of a model, something that is done: trial() returns what is to be said of it, or raises failure."""
        if not self._is_wanted(what):
            return
        start, said, faults = time.monotonic(), "", []
        try:
            said = trial()
        except failure as failed:
            first, *more = str(failed).strip().splitlines()
            faults = [first, *more[-20:]]
        self.note(file=what, seconds=time.monotonic() - start, said=said, faults=faults)

    def _is_wanted(self, file):
        assert file not in self._names, f"two models are called {file}"
        self._names.add(file)
        return self.only in file

    def _is_written(self, file, write):
        try:
            write(self.path / file)
        except Exception as error:    # whatever a framework's exporter does not like
            self._not_written(file, error)
            return False
        return True

    def _not_written(self, file, error):
        said = str(error).strip().splitlines() or [""]
        self.note(file=file, not_written=f"{type(error).__name__}: {said[0][:120]}")
