# SPDX-License-Identifier: MIT
"""The inputs that a model is compared on: given ones, or drawn ones."""
import csv
import zipfile
from pathlib import Path

import numpy

from refusal import Refused


def drawn(network, count, seed):
    """[count][inputs]: behind the scaling of features they are standard normal, or as near as finite numbers come."""
    x = numpy.random.default_rng(seed).standard_normal((count, network.inputs))
    if network.scaling is not None:
        offset, factor = network.scaling
        most = numpy.finfo(network.type).max
        x = numpy.clip(x / numpy.where(factor == 0, 1, factor) + offset, -most, most)
    return x.astype(network.type)


def read(path, inputs):
    """([samples][inputs] float64, names of the columns or None) of a .csv or .npz file."""
    path = Path(path)
    try:
        x, names = from_npz(path) if path.suffix.lower() == ".npz" else from_csv(path)
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror or error}") from None
    if len(x) == 0:
        raise Refused(f"{path} holds no samples")
    x = x.reshape(len(x), -1)
    if x.shape[1] != inputs:
        raise Refused(f"{path} has {x.shape[1]} numbers for each sample, and the model takes {inputs}")
    if not numpy.all(numpy.isfinite(x)):
        sample = int(numpy.argwhere(~numpy.isfinite(x))[0][0])
        raise Refused(f"{path} has a number that is not finite in sample {sample}")
    return x, names


def outputs_in(path, count, outputs):
    """(name, [count][outputs]) of what an .npz file says the outputs are: an array y, or p of probabilities. None where
    it has none of this shape."""
    if path.suffix.lower() != ".npz":
        return None
    with numpy.load(path, allow_pickle=False) as arrays:
        for name in ("y", "p"):
            try:
                y = arrays[name]
            except (KeyError, ValueError):    # there is none, or one of objects
                continue
            if y.dtype.kind not in "fiu" or y.shape[:1] != (count,):
                continue
            y = y.astype(numpy.float64).reshape(count, -1)
            if outputs == 1 and y.shape[1] == 2:    # both classes, where the network has the second
                y = y[:, 1:]
            if y.shape[1] == outputs:
                return name, y
    return None


def from_npz(path):
    try:
        with numpy.load(path, allow_pickle=False) as arrays:
            name = "x" if "x" in arrays.files else arrays.files[0] if len(arrays.files) == 1 else None
            if name is None:
                raise Refused(f"{path} has no array x, nor one alone: {', '.join(arrays.files[:8])}")
            x = arrays[name]
    except (ValueError, KeyError, EOFError, zipfile.BadZipFile):
        raise Refused(f"{path} is no .npz file of arrays of numbers") from None
    if x.dtype.kind not in "fiub" or x.ndim == 0:
        raise Refused(f"{path} holds an x that is no array of numbers")
    return x.astype(numpy.float64), None


def from_csv(path):
    """A first line without numbers names the columns."""
    try:
        with open(path, newline="", encoding="utf-8-sig") as file:
            rows = [row for row in csv.reader(file, skipinitialspace=True) if row]
    except (UnicodeDecodeError, csv.Error):
        raise Refused(f"{path} is no CSV file") from None
    names = None
    if rows and not any(is_number(cell) for cell in rows[0]):
        names = [cell.strip() for cell in rows.pop(0)]
    for at, row in enumerate(rows):
        if len(row) != len(rows[0]):
            raise Refused(f"{path}: sample {at} has {len(row)} numbers and not {len(rows[0])}")
        for cell in row:
            if not is_number(cell):
                raise Refused(f"{path}: sample {at} has {cell!r}, which is no number")
    return numpy.array(rows, numpy.float64), names


def is_number(cell):
    try:
        float(cell)
    except ValueError:
        return False
    return True


def names_of(path):
    """One name in each line."""
    try:
        return Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise Refused(f"{path} cannot be read as names in lines") from None
