# SPDX-License-Identifier: MIT
"""ONNX's operators that give the same numbers in another shape, and those that compute constants and shapes."""
import math

import numpy

from graph import shapes
from graph.values import SAMPLES, Column, Constant, Labels, Signal, TwoClasses, shown
from onnx_file.call import ML, OPERATORS, are_constant, operator
from onnx_file.model import FLOATS, Attribute
from operations import Affine

MOST_NUMBERS = 1 << 22    # in a constant that is computed from others


@operator("Identity")
def identity(call):
    return call.input(0)


@operator("Dropout")
def dropout(call):
    training = call.constant(2)
    if training is not None and training.array.any():
        call.refuse("is in training mode; export the model in evaluation mode.")
    if isinstance(call.input(0), Signal):
        call.reading.remark(f"Dropout '{call.name}' does nothing outside training and is left out.")
    return call.input(0)


@operator("Cast")
def cast(call):
    value, kind = call.input(0), call.integer("to", 0)
    if call.has("to") and not kind:    # opset 5 and before: a text
        kind = {name.upper(): number for number, name in ((1, "float"), (11, "double"), (7, "int64"), (6, "int32"),
                                                          (10, "float16"))}.get(call.text("to").upper(), 0)
    if isinstance(value, Constant):
        if value.array.dtype == object or kind not in CASTS:
            call.refuse(f"casts to the type {kind} (TensorProto.DataType), which is not read.")
        return Constant(value.array.astype(CASTS[kind]), FLOATS.get(kind))
    if isinstance(value, Signal) and kind not in FLOATS:
        if value.operation is None and value.before is None:
            call.refuse("casts the input to a type that has no fractions.")
        call.refuse("rounds the network's numbers to integers or makes texts of them.")
    if isinstance(value, Signal) and kind in (10, 16):
        call.reading.remark(f"The rounding to {FLOATS[kind]} by '{call.name}' is left out.")
    return value


CASTS = {1: numpy.float32, 2: numpy.uint8, 3: numpy.int8, 6: numpy.int32, 7: numpy.int64, 9: numpy.bool_,
         10: numpy.float16, 11: numpy.float64, 16: numpy.float32}


@operator("CastLike")
def cast_like(call):
    return call.input(0)


def moved(move_constant, move_signal):
    """An operator that gives the same numbers in another shape."""
    def apply(call):
        value = call.input(0)
        if isinstance(value, Constant):
            return Constant(move_constant(call, value.array), value.number)
        return value if isinstance(value, (Labels, Column)) else move_signal(call, call.signal())
    return apply


def target_of(call, sizes):
    """The shape that a Reshape asks for; 0 stands for the size at its place, None for one that the file leaves open."""
    target = call.integer_list("shape", 1)
    if target is None:
        call.refuse("does not say which shape it makes.")
    if call.integer("allowzero", 0):
        return target
    return [sizes[index] if size == 0 and index < len(sizes) else size for index, size in enumerate(target)]


def reshape_signal(call, signal):
    target = target_of(call, signal.shape)
    if target in ([-1, 1], [-1]) and signal.batched and call.reading.is_last(call.node):
        if signal.features != 1:    # what sklearn-onnx makes of a regressor with several targets
            call.reading.remark(f"The source lists each sample's outputs one below the other ('{call.name}'); here "
                                "they stay a row.")
        return signal
    sizes = [SAMPLES if index == 0 and signal.batched else -1 if size is None else size
             for index, size in enumerate(signal.shape)]
    return shapes.reshape(signal, target_of(call, sizes), call.what)


def order_of(call, axes):
    return call.integers("perm") or list(range(axes))[::-1]


OPERATORS["", "Reshape"] = moved(lambda call, array: array.reshape(target_of(call, array.shape)), reshape_signal)
OPERATORS["", "Flatten"] = moved(
    lambda call, array: array.reshape(math.prod(array.shape[:call.integer("axis", 1)]), -1),
    lambda call, signal: shapes.flatten(signal, call.integer("axis", 1), call.what))
OPERATORS["", "Transpose"] = moved(
    lambda call, array: array.transpose(order_of(call, array.ndim)),
    lambda call, signal: shapes.transpose(signal, order_of(call, len(signal.shape)), call.what))


def without(call, array):
    axes = call.integer_list("axes", 1)
    return array.squeeze(None if axes is None else tuple(axes))


def with_axes(call, array):
    axes = call.integer_list("axes", 1) or []
    if array.ndim + len(axes) > 16:
        call.refuse("makes more than 16 axes.")
    return numpy.expand_dims(array, tuple(axes))


OPERATORS["", "Squeeze"] = moved(
    without, lambda call, signal: shapes.squeeze(signal, call.integer_list("axes", 1), call.what))
OPERATORS["", "Unsqueeze"] = moved(
    with_axes, lambda call, signal: shapes.unsqueeze(signal, call.integer_list("axes", 1) or [], call.what))


@operator("Constant")
def constant(call):
    if call.has("value"):
        call.reading.budget.spend(len(call.attributes["value"].tensor() or b""))
        return call.tensor("value")
    if call.has("value_float"):
        return Constant(numpy.array(call.real("value_float", 0), dtype=numpy.float32), "float32")
    if call.has("value_floats"):
        return Constant(numpy.array(call.get("value_floats", (), Attribute.reals), dtype=numpy.float32), "float32")
    if call.has("value_int"):
        return Constant(numpy.array(call.integer("value_int", 0), dtype=numpy.int64))
    if call.has("value_ints"):
        return Constant(numpy.array(call.integers("value_ints"), dtype=numpy.int64))
    if call.has("value_strings"):
        return Constant(numpy.array(call.get("value_strings", (), Attribute.texts), dtype=object))
    if call.has("value_string"):
        return Constant(numpy.array([call.text("value_string")], dtype=object).reshape(()))
    call.refuse("holds its numbers in a form that is not read.")


@operator("Shape")
def shape(call):
    value = call.input(0)
    sizes = Constant(numpy.array(value.array.shape)) if isinstance(value, Constant) else shapes.shape_of(call.signal())
    end = call.integer("end", len(sizes.array))
    return Constant(sizes.array[call.integer("start", 0):end].astype(numpy.int64))


def bounded(call, sizes):
    sizes = [int(size) for size in sizes]
    if any(size < 0 for size in sizes) or math.prod(sizes) > MOST_NUMBERS or len(sizes) > 16:
        call.refuse(f"makes a constant of the shape {shown(sizes)}.")
    call.reading.budget.spend(math.prod(sizes))
    return sizes


@operator("ConstantOfShape")
def constant_of_shape(call):
    sizes = bounded(call, call.array(0).reshape(-1)[:64])
    value = call.tensor("value") if call.has("value") else \
        Constant(numpy.zeros(1, dtype=numpy.float32), "float32")
    return Constant(numpy.full(sizes, value.array.reshape(-1)[0]), value.number)


@operator("Expand")
def expand(call):
    if isinstance(call.input(0), Signal):
        call.refuse("repeats the network's numbers.")
    array = call.array(0)
    sizes = bounded(call, call.array(1).reshape(-1)[:64])
    sizes = bounded(call, numpy.broadcast_shapes(array.shape, tuple(sizes)))
    return Constant(numpy.broadcast_to(array, sizes), call.constant(0).number)


@operator("Gather", "ArrayFeatureExtractor")
def gather(call):
    return gathered(call, call.integer("axis", 0))


@operator("ArrayFeatureExtractor", domain=ML)
def extractor(call):
    return gathered(call, -1)


def gathered(call, axis):
    """Of a constant; class names by a label are what the label is called."""
    table, index = call.input(0), call.input(1)
    if isinstance(table, Constant) and isinstance(index, Labels):
        return Labels(index.scores, [class_name(one) for one in table.array.reshape(-1)[:MOST_NUMBERS]],
                      index.is_multilabel)
    if not isinstance(table, Constant):
        call.refuse("takes some of the network's numbers out.")
    where = call.array(1)
    call.reading.budget.spend(where.size * (table.array.size if table.array.ndim > 1 else 1))
    return Constant(numpy.take(table.array, where, axis=axis), table.number)


def class_name(value):
    return value if isinstance(value, str) else str(value.item() if isinstance(value, numpy.generic) else value)


@operator("Slice")
def slice_constant(call):
    starts, ends = call.integer_list("starts", 1), call.integer_list("ends", 2)
    if starts is None or ends is None:
        call.refuse("does not say what it takes.")
    if isinstance(call.input(0), Signal):
        signal, axes = call.signal(), call.integer_list("axes", 3) or [0]
        if len(signal.shape) == 2 and axes in ([1], [-1]) and ends == [starts[0] + 1]:
            return Column(signal)
        call.refuse("takes some of the network's numbers out.")
    array = call.array(0)
    axes = call.integer_list("axes", 3) or range(len(starts))
    steps = call.integer_list("steps", 4) or [1] * len(starts)
    parts = [slice(None)] * array.ndim
    for axis, start, end, step in zip(axes, starts, ends, steps):
        parts[axis] = slice(start, end if step > 0 or end >= -array.shape[axis] else None, step)
    return Constant(array[tuple(parts)], call.constant(0).number)


@operator("Concat")
def concat(call):
    if are_constant(call):
        arrays = [call.array(index) for index in range(len(call.inputs))]
        return Constant(numpy.concatenate(arrays, axis=call.integer("axis", 0)), call.inputs[0].number)
    graph_inputs = [call.reading.input_of(value) for value in call.inputs]
    if len(graph_inputs) > 1 and None not in graph_inputs and len(set(graph_inputs)) == len(graph_inputs):
        return call.reading.inputs_together(call, graph_inputs)
    if len(call.inputs) == 2 and all(isinstance(value, Signal) for value in call.inputs):
        first, second = call.inputs
        if is_complement(first, second):
            shapes.over_all(second, call.integer("axis", 1), call.what)
            return second.after(TwoClasses(call.name), 2)
    call.refuse("puts branches of the network together; picomlp's networks are a straight line of layers.")


def is_complement(first, second):
    """Whether first is 1 - second."""
    operation = first.operation
    return (second.features == 1 and isinstance(operation, Affine) and first.before is second and
            operation.subtract is None and (operation.multiply == -1).all() and operation.add is not None and
            (operation.add == 1).all())
