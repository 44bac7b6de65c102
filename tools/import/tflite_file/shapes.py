# SPDX-License-Identifier: MIT
"""TFLite's operators that give the same numbers in another shape or form, and those that compute shapes."""
import numpy

from graph import shapes
from graph.values import SAMPLES, Constant, Labels, Signal
from tflite_file.call import OPERATORS, are_constant, operator

INTEGERS = {2: numpy.int32, 4: numpy.int64}      # TensorType


def moved(move_constant, move_signal):
    """An operator that gives the same numbers in another shape."""
    def apply(call):
        value = call.input(0)
        if isinstance(value, Constant):
            return Constant(move_constant(call, value.array), value.number)
        return value if isinstance(value, Labels) else move_signal(call, call.signal())
    return apply


def target_of(call):
    if call.input(1) is not None:
        return call.integers(1)
    return listed(call, 0)


def listed(call, field):
    found = None if call.operator.options is None else call.operator.options.vector(field, "<i4")
    return [] if found is None else [int(one) for one in found[:64]]


def reshaped(call, signal):
    return shapes.reshape(signal, target_of(call), call.what)


OPERATORS["RESHAPE"] = moved(lambda call, array: array.reshape(target_of(call)), reshaped)
OPERATORS["SQUEEZE"] = moved(
    lambda call, array: array.squeeze(tuple(listed(call, 0)) or None),
    lambda call, signal: shapes.squeeze(signal, listed(call, 0) or None, call.what))
OPERATORS["EXPAND_DIMS"] = moved(
    lambda call, array: numpy.expand_dims(array, call.integers(1)[0]) if array.ndim < 16 else call.refuse("is deep."),
    lambda call, signal: shapes.unsqueeze(signal, call.integers(1)[:1], call.what))
OPERATORS["TRANSPOSE"] = moved(
    lambda call, array: array.transpose(call.integers(1)),
    lambda call, signal: shapes.transpose(signal, call.integers(1), call.what))


@operator("SHAPE")
def shape(call):
    value = call.input(0)
    return Constant(numpy.array(value.array.shape)) if isinstance(value, Constant) else shapes.shape_of(call.signal())


@operator("STRIDED_SLICE")
def strided_slice(call):
    if isinstance(call.input(0), Signal):
        call.refuse("takes some of the network's numbers out.")
    array, starts, ends, steps = call.array(0), call.integers(1), call.integers(2), call.integers(3)
    begin_mask, end_mask, ellipsis_mask, new_axis_mask, shrink_mask = (call.option(field, "<i") for field in range(5))
    if ellipsis_mask or new_axis_mask or not len(starts) == len(ends) == len(steps) <= array.ndim:
        call.refuse("takes numbers out in a way that is not read.")
    parts = []
    for index, (start, end, step) in enumerate(zip(starts, ends, steps)):
        bit = 1 << index
        if shrink_mask & bit:
            parts.append(start)
        else:
            parts.append(slice(None if begin_mask & bit else start, None if end_mask & bit else end, step))
    return Constant(numpy.asarray(array[tuple(parts)]), call.inputs[0].number)


@operator("PACK")
def pack(call):
    return Constant(numpy.stack([call.array(index) for index in range(len(call.inputs))],
                                axis=call.option(1, "<i")), call.inputs[0].number if call.inputs else None)


@operator("REDUCE_PROD")
def product(call):
    array = call.array(0)
    ones = array[array != 1]
    if array.ndim == 1 and (ones == SAMPLES).any():
        if len(ones) > 1:
            call.refuse("multiplies the number of samples with other sizes, so rows of a sample count as samples.")
        result = numpy.array(SAMPLES)
    else:
        result = numpy.asarray(numpy.prod(array))
    return Constant(result.reshape(1) if call.option(0, "<b") else result, call.inputs[0].number)


@operator("GATHER")
def gather(call):
    array, where = call.array(0), call.array(1)
    call.reading.budget.spend(where.size * (array.size if array.ndim > 1 else 1))
    return Constant(numpy.take(array, where, axis=call.option(0, "<i")), call.inputs[0].number)


@operator("CONCATENATION")
def concatenation(call):
    if are_constant(call):
        arrays = [call.array(index) for index in range(len(call.inputs))]
        return Constant(numpy.concatenate(arrays, axis=call.option(0, "<i")), call.inputs[0].number)
    call.refuse("puts branches of the network together; picomlp's networks are a straight line of layers.")


@operator("CAST")
def cast(call):
    value, to = call.input(0), call.option(1, "<b")
    if isinstance(value, Constant):
        return Constant(value.array.astype(INTEGERS.get(to, numpy.float64)), value.number)
    if isinstance(value, Signal) and to not in (0, 1, 10):
        call.refuse("rounds the network's numbers to integers.")
    return value


@operator("QUANTIZE", "DEQUANTIZE")
def requantise(call):
    """Constants are float numbers here from the start; of signals, the reading has already said what that means."""
    return call.input(0)


@operator("ARG_MAX")
def argmax(call):
    shapes.over_all(call.signal(), call.integers(1)[0], call.what)
    return Labels(call.signal())
