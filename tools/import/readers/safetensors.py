# SPDX-License-Identifier: MIT
"""safetensors: named arrays behind a JSON header. There are no activations in it, and no order of layers but that of
their names."""
import argparse
import json
import re
from dataclasses import replace

import numpy

import export_metadata
from chain import damage_said_as
from named_weights import activations_wanted, grouped, network
from operations import Affine
from refusal import Refused
from torch_file.unpickling import elements
from zip_file import file_bytes

TYPES = {"F64": ("f8", "float64"), "F32": ("f4", "float32"), "F16": ("f2", "float16"), "BF16": ("bfloat16", "float32")}
COUNTERS = {"I64": "i8", "I32": "i4"}     # num_batches_tracked
LARGEST_HEADER = 100_000_000
STEPS_LIMIT = 10000


def recognizes(path, start):
    length = int.from_bytes(start[:8], "little")
    return len(start) > 8 and start[8:9] == b"{" and 2 <= length <= LARGEST_HEADER or path.suffix == ".safetensors"


def read(path, options):
    with damage_said_as("The file holds something that safetensors files do not."):
        data = file_bytes(path)
        header, start = _header(data)
        told = _metadata(header)
        arrays, kinds = _arrays(header, memoryview(data)[start:])
        scalings = _scalings(arrays) if told else []
        groups, remarks = _ordered(grouped(arrays))
        activations = getattr(options, "activations", None) or _activations(told)
        if activations is None:
            raise Refused(activations_wanted(groups))
        chain = network(groups, argparse.Namespace(activations=activations))
        for remark in remarks:
            chain.remark(remark)
        if "BF16" in kinds:
            chain.remark("The weights are bfloat16; the outputs are taken to be computed in float32.")
        number = next(TYPES[kind][1] for kind in TYPES if kind in kinds) if kinds != {"F16", "BF16"} else "float32"
        source = chain.source("safetensors", number,
                              feature_names=export_metadata.names_in(told, export_metadata.FEATURES),
                              class_names=export_metadata.names_in(told, export_metadata.CLASSES))
        before = [one for one in scalings if not one.is_target_scaling]
        behind = [one for one in scalings if one.is_target_scaling]
        return replace(source, operations=before + source.operations + behind)


# -- what our own export has besides ---------------------------------------------------------------------------------

def _metadata(header):
    """What our export says of itself, or {}."""
    told = header.pop("__metadata__", None)
    return told if isinstance(told, dict) and export_metadata.ACTIVATIONS in told else {}


def _activations(told):
    text = told.get(export_metadata.ACTIVATIONS)
    return text.split(",") if isinstance(text, str) else None


def _scalings(arrays):
    """Affines of the arrays beside the layers, which are taken out."""
    found = []
    for name, first, second in ("scaling", "offset", "factor"), ("targets", "offset", "scale"):
        pair = [arrays.pop(f"{name}.{part}", None) for part in (first, second)]
        if pair[0] is None and pair[1] is None:
            continue
        if pair[0] is None or pair[1] is None or pair[0].ndim != 1 or pair[0].shape != pair[1].shape:
            raise Refused(f"Arrays '{name}.{first}' and '{name}.{second}' are no two vectors of one length.")
        found.append(Affine("scaling of features", *pair) if name == "scaling" else
                     Affine("scaling of targets", None, pair[1], pair[0], is_target_scaling=True))
    return found


def _unique(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise Refused("The header names something twice.")
    return dict(pairs)


def _header(data):
    length = int.from_bytes(data[:8], "little")
    if len(data) < 8 or length > min(LARGEST_HEADER, len(data) - 8):
        raise Refused(f"The header claims {length} bytes, more than the file has.")
    with damage_said_as("The header is no JSON."):
        header = json.loads(data[8:8 + length].decode(), object_pairs_hook=_unique)
    if not isinstance(header, dict):
        raise Refused("The header is no JSON object.")
    return header, 8 + length


def _is_count(value):
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 48


def _arrays(header, data):
    """The arrays by their names, and the types they have."""
    arrays, kinds, regions = {}, set(), []
    for name, entry in header.items():
        kind = entry.get("dtype") if isinstance(entry, dict) else None
        shape, offsets = (entry.get("shape"), entry.get("data_offsets")) if isinstance(entry, dict) else (None, None)
        if not isinstance(kind, str) or not isinstance(shape, list) or not isinstance(offsets, list) \
                or len(offsets) != 2 or not all(map(_is_count, shape + offsets)):
            raise Refused(f"Array '{name}' has no usable type, shape and place.")
        if kind not in TYPES and not (kind in COUNTERS and name.endswith("num_batches_tracked")):
            raise Refused(f"Array '{name}' has the type {kind}; F64, F32, F16 and BF16 can be read.")
        element = COUNTERS[kind] if kind in COUNTERS else TYPES[kind][0]
        count = 1
        for length in shape:
            count *= length
        begin, end = offsets
        size = 2 if kind == "BF16" else numpy.dtype(element).itemsize
        if end - begin != count * size or end > len(data):
            raise Refused(f"Array '{name}' of shape {shape} lies at {begin} to {end}, which does not fit its size or "
                          "the file.")
        if count:
            regions.append((begin, end, name))
        if kind in TYPES:
            kinds.add(kind)
        arrays[name] = elements(data[begin:end], element).reshape(shape).astype(numpy.float64)
    regions.sort()
    for before, after in zip(regions, regions[1:]):
        if after[0] < before[1]:
            raise Refused(f"Arrays '{before[2]}' and '{after[2]}' overlap.")
    return arrays, kinds


# -- the order of layers ---------------------------------------------------------------------------------------------
# A file is sorted by name, or by nothing. So only numbers tell an order: of layers whose names are the same without
# them. Whatever they leave open, the shapes must decide.

def _natural(name):
    """A key that sorts "layer.10" behind "layer.2"."""
    return [(1, int(part), "") if part.isdecimal() else (0, 0, part) for part in re.split(r"(\d+)", name)]


def _pattern(group):
    return re.sub(r"\d+", "#", group.name)


def _numbers(group):
    return re.findall(r"\d+", group.name)


def _orders(rows):
    """Up to two orders in which dense layers fit together, each row's in its own order; None if there is too much to
    try."""
    found, steps = [], 0
    trail = [([], rows)]
    while trail and len(found) < 2:
        steps += 1
        if steps > STEPS_LIMIT:
            return None
        done, left = trail.pop()
        if not any(left):
            found.append(done)
        for index, row in enumerate(left):
            if row and (not done or done[-1].arrays["weight"].shape[0] == row[0].arrays["weight"].shape[1]):
                trail.append((done + row[:1], left[:index] + [row[1:]] + left[index + 1:]))
    return found


def _ordered(groups):
    """The layers in order, and what is to be remarked on it."""
    groups = sorted(groups, key=lambda group: _natural(group.name))
    if len(set(map(_pattern, groups))) == 1:
        return groups, []
    dense = [group for group in groups if group.kind == "dense"]
    others = [group for group in groups if group.kind != "dense"]
    rows = {}
    for group in dense:
        rows.setdefault(_pattern(group), []).append(group)
    orders = [dense] if len(rows) == 1 else _orders(list(rows.values()))
    if orders is None or len(orders) != 1:
        problem = "their shapes do not fit together" if orders == [] else "their shapes allow more than one"
        raise Refused(f"The names of the layers ({', '.join(group.name for group in dense[:8])}) do not say their "
                      f"order, and {problem}.")
    ordered, remarks = orders[0], []
    if len(rows) > 1:
        remarks.append("The order of the layers was taken from their shapes: "
                       f"{', '.join(group.name for group in ordered)}.")
    for other in others:
        ordered = _placed(ordered, other, remarks)
    return ordered, remarks


def _placed(ordered, other, remarks):
    """With a normalization or a PReLU in its place: behind the dense layer of the same number, "bn1" behind "fc1"."""
    same = [index for index, group in enumerate(ordered)
            if group.kind == "dense" and _numbers(group) and _numbers(group) == _numbers(other)]
    if len(same) != 1:
        raise Refused(f"The name of layer '{other.name}' does not say behind which dense layer it lies.")
    place = same[0] + 1
    while place < len(ordered) and ordered[place].kind != "dense":
        place += 1
    remarks.append(f"Layer '{other.name}' was placed behind '{ordered[same[0]].name}', by its number.")
    return ordered[:place] + [other] + ordered[place:]
