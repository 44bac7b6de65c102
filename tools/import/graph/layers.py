# SPDX-License-Identifier: MIT
"""What is applied to a signal: layers, constants, and functions of each feature by itself."""
import numpy

from graph.values import MOST_FEATURES, Function, Signal, shown
from operations import Activation, Affine, Dense
from refusal import Refused

# From where two signals meet back to where they part: the longest formula has some ten nodes.
LONGEST_FORMULA = 64


def finite(array, what):
    array = numpy.asarray(array, dtype=numpy.float64)
    if not numpy.isfinite(array).all():
        raise Refused(f"{what} holds a number that is not finite.")
    return array


def only_last_axis(signal, what):
    """That a sample is one row of numbers, with axes of one element before them at most."""
    if not signal.shape or any(size != 1 for size in signal.feature_sizes[:-1]):
        raise Refused(f"{what} works on the last axis of {shown(signal.shape)}, so for several rows of each sample; "
                      "only a Flatten before it would make it a plain layer.")


def dense(signal, weights, bias, name, what):
    """x weights + bias; weights (inputs, outputs)."""
    if weights.ndim != 2 or 0 in weights.shape:
        raise Refused(f"{what} has weights of the shape {shown(weights.shape)}; a dense layer's have two axes.")
    only_last_axis(signal, what)
    inputs, outputs = weights.shape
    if signal.shape[-1] not in (None, inputs):
        raise Refused(f"{what} takes {inputs} numbers, and is given {signal.shape[-1]}.")
    if max(inputs, outputs) > MOST_FEATURES:
        raise Refused(f"{what} has {max(inputs, outputs)} inputs or outputs; picomlp takes {MOST_FEATURES}.")
    if bias is not None:
        if bias.size not in (1, outputs) or bias.shape[-1:] not in ((), (bias.size,)):
            raise Refused(f"{what} has {outputs} outputs and a bias of the shape {shown(bias.shape)}.")
        bias = numpy.broadcast_to(finite(bias, what).reshape(-1), (outputs,)).copy()
    return signal.after(Dense(name, finite(weights, what), bias), outputs)


def by_feature(signal, array, what):
    """A constant as it meets the signal in NumPy's broadcasting: one number, or one for each feature."""
    array = finite(array, what)
    if array.size == 1 and array.ndim <= max(1, len(signal.shape)):
        return array.reshape(1)
    sizes = signal.feature_sizes
    own = array.shape
    if signal.batched and len(own) == len(signal.shape) and own[0] == 1:
        own = own[1:]
    if len(own) > len(sizes):
        raise Refused(f"{what} combines {shown(signal.shape)} with a constant of the shape {shown(array.shape)}, which "
                      "is not the same for each sample.")
    if None in sizes:
        if len(own) != 1 and any(size != 1 for size in own[:-1]) or len(sizes) != 1:
            raise Refused(f"{what} combines {shown(signal.shape)} with a constant of the shape {shown(array.shape)}; "
                          "the file does not say how many features there are.")
        return array.reshape(-1)
    try:
        return numpy.broadcast_to(array.reshape(own), sizes).reshape(-1).copy()
    except ValueError:
        raise Refused(f"{what} combines {shown(signal.shape)} with a constant of the shape "
                      f"{shown(array.shape)}.") from None


def affine(signal, name, what, subtract=None, multiply=None, add=None):
    """(x - subtract) * multiply + add, each a constant that is broadcast."""
    parts = {key: None if part is None else by_feature(signal, part, what)
             for key, part in (("subtract", subtract), ("multiply", multiply), ("add", add))}
    after = signal.after(Affine(name, **parts))
    size = max((part.size for part in parts.values() if part is not None), default=1)
    if size > 1 and signal.features is None:
        after.shape = after.shape[:-1] + (size,)
        after.features = size
    return after


def function(signal, name, compute, activation=None):
    return signal.after(Function(name, compute, activation))


def activation(signal, name, function_name, compute, parameter=None):
    return function(signal, name, compute, Activation(name, function_name, parameter))


def softmax(signal, name, kind):
    """kind: "softmax" or "log_softmax" """
    return signal.after(Activation(name, kind))


def meet(name, what, compute, operands):
    """A function of several signals, or of signals and constants of one number: compute(*values). They must have come
    from one signal on ways where each feature goes by itself."""
    signals = [operand for operand in operands if isinstance(operand, Signal)]
    apart = f"{what} brings together two branches of the network; picomlp's networks are a straight line of layers."
    at, steps = list(signals), 0
    while any(one is not at[0] for one in at):
        latest = max(range(len(at)), key=lambda index: at[index].serial)
        if at[latest].before is None:
            raise Refused(f"{what} brings together several inputs of the network.")
        if not at[latest].goes_by_features or steps >= LONGEST_FORMULA:
            raise Refused(apart)
        at[latest] = at[latest].before
        steps += 1
    shape = max((one.shape for one in signals), key=len)
    if any(one.features != signals[0].features for one in signals):
        raise Refused(apart)
    scalars = []
    for operand in operands:
        if isinstance(operand, Signal):
            scalars.append(None)
            continue
        array = operand.array
        if array.dtype.kind not in "biuf" or not array.size or (array != array.flat[0]).any():
            raise Refused(f"{what} has a constant of {array.size} numbers; only one number makes the same function of "
                          "each feature.")
        scalars.append(array.flat[0])

    def of_signals(*values):
        given = iter(values)
        return compute(*(next(given) if scalar is None else scalar for scalar in scalars))

    return Signal(Function(name, of_signals), tuple(signals), shape, signals[0].batched, source=at[0])
