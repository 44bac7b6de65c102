# SPDX-License-Identifier: MIT
"""A signal in another shape: features keep their order, and each sample stays by itself."""
import numpy

from graph.values import MOST_FEATURES, SAMPLES, Constant, shown
from refusal import Refused


def over_all(signal, axis, what):
    """That an operation along this axis (an integer) sees all features of a sample: the others have one element."""
    axes = len(signal.shape)
    if not -axes <= axis < axes or signal.batched and axis % axes == 0:
        raise Refused(f"{what} works along axis {axis} of {shown(signal.shape)}, which is not that of the features.")
    first = 1 if signal.batched else 0
    if any(size != 1 for index, size in enumerate(signal.shape) if index >= first and index != axis % axes):
        raise Refused(f"{what} works along axis {axis} of {shown(signal.shape)}, so not on all features of a sample.")


def reshape(signal, target, what):
    """As NumPy's reshape; SAMPLES stands for their number."""
    target = [int(size) for size in target]
    refusal = Refused(f"{what} changes {shown(signal.shape)} to "
                      f"{shown([None if size in (SAMPLES, -1) else size for size in target])}, which does not keep "
                      "each sample by itself.")
    if target.count(-1) > 1 or any(size < -1 and size != SAMPLES for size in target):
        raise refusal
    if not signal.batched:
        if SAMPLES in target:
            raise refusal
        known = int(numpy.prod([size for size in target if size != -1], dtype=object))
        if signal.features is None:
            raise refusal
        if -1 in target:
            if known == 0 or signal.features % known:
                raise refusal
            target[target.index(-1)] = signal.features // known
        if int(numpy.prod(target, dtype=object)) != signal.features:
            raise refusal
        return signal.with_shape(target)
    if not target or target[0] not in (SAMPLES, -1, signal.shape[0]) or SAMPLES in target[1:]:
        raise refusal
    rest = target[1:]
    known = int(numpy.prod([size for size in rest if size != -1], dtype=object))
    if -1 in rest:
        if signal.features is None:
            if known != 1:
                raise refusal
            rest[rest.index(-1)] = None
        elif known == 0 or signal.features % known:
            raise refusal
        else:
            rest[rest.index(-1)] = signal.features // known
    elif signal.features is not None and known != signal.features or not 1 <= known <= MOST_FEATURES:
        raise refusal
    return signal.with_shape([signal.shape[0], *rest])


def flatten(signal, axis, what):
    """All axes before `axis` become one, and all from there on."""
    axes = len(signal.shape)
    axis = axis + axes if axis < 0 else axis
    if not 0 <= axis <= axes or signal.batched and axis == 0:
        raise Refused(f"{what} flattens {shown(signal.shape)} from axis {axis} on, which mixes samples.")
    if signal.batched and any(size != 1 for size in signal.shape[1:axis]) or \
            not signal.batched and any(size != 1 for size in signal.shape[:axis]):
        raise Refused(f"{what} flattens {shown(signal.shape)} from axis {axis} on, which takes rows of a sample apart.")
    return signal.with_shape([signal.shape[0] if signal.batched else 1, signal.features])


def squeeze(signal, axes, what):
    """Without the axes, which have one element; all of those where axes is None."""
    count = len(signal.shape)
    first = 1 if signal.batched else 0
    if axes is None:
        axes = [index for index in range(first, count) if signal.shape[index] == 1]
    axes = {axis + count if axis < 0 else axis for axis in axes}
    if any(not first <= axis < count or signal.shape[axis] not in (1, None) for axis in axes):
        raise Refused(f"{what} drops axes {sorted(axes)} of {shown(signal.shape)}.")
    return signal.with_shape([size for index, size in enumerate(signal.shape) if index not in axes])


def unsqueeze(signal, axes, what):
    count = len(signal.shape) + len(axes)
    axes = {axis + count if axis < 0 else axis for axis in axes}
    if any(not (1 if signal.batched else 0) <= axis < count for axis in axes) or count > 16:
        raise Refused(f"{what} puts axes {sorted(axes)} into {shown(signal.shape)}.")
    sizes = iter(signal.shape)
    return signal.with_shape([1 if index in axes else next(sizes, 1) for index in range(count)])


def transpose(signal, order, what):
    """Only if the features stay in their order."""
    count = len(signal.shape)
    if sorted(order) != list(range(count)):
        raise Refused(f"{what} gives the axes of {shown(signal.shape)} the order {list(order)}.")
    long = [axis for axis in order if signal.shape[axis] != 1 or signal.batched and axis == 0]
    if long != sorted(long) or signal.batched and order[0] != 0:
        raise Refused(f"{what} changes the order of features of {shown(signal.shape)}.")
    return signal.with_shape([signal.shape[axis] for axis in order])


def shape_of(signal):
    """As a constant, with SAMPLES in it; Refused where the file leaves another size open."""
    sizes = [SAMPLES if index == 0 and signal.batched and size is None else size
             for index, size in enumerate(signal.shape)]
    if None in sizes:
        raise Refused(f"A shape is computed from {shown(signal.shape)}, which the file leaves open.")
    return Constant(numpy.array(sizes, dtype=numpy.int64))
