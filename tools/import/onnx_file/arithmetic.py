# SPDX-License-Identifier: MIT
"""ONNX's operators that work feature by feature, of which exporters put functions together."""
import math

import numpy

from graph import functions, layers
from graph.values import SAMPLES, Constant, Signal
from onnx_file.call import OPERATORS, are_constant, operator


def folded(call, compute):
    """Of constants alone."""
    arrays = [call.array(index) for index, value in enumerate(call.inputs) if value is not None]
    if any((array == SAMPLES).any() for array in arrays if array.dtype.kind in "if"):
        call.refuse("computes with the number of samples, which the file leaves open.")
    shape = numpy.broadcast_shapes(*(array.shape for array in arrays))
    call.reading.budget.spend(math.prod(shape))
    return Constant(numpy.asarray(compute(*arrays)), next((value.number for value in call.inputs if value), None))


def arithmetic(kind, compute, with_constant, from_constant):
    """with_constant(c): the parts of an Affine for signal OP c; from_constant(c) for c OP signal, or None."""
    def apply(call):
        first, second = call.input(0), call.input(1)
        if are_constant(call) and len(call.inputs) == 2 and None not in call.inputs:
            if kind == "Div" and call.array(0).dtype.kind in "iu":
                return folded(call, lambda x, y: x // numpy.where(y == 0, 1, y))
            return folded(call, compute)
        if len(call.inputs) != 2 or first is None or second is None:
            call.refuse(f"has {len(call.inputs)} inputs.")
        if call.has("axis"):
            call.refuse("has the attribute axis of an early ONNX, which is not read.")
        if isinstance(first, Signal) and isinstance(second, Constant):
            return layers.affine(first, call.name, call.what, **with_constant(call.array(1).astype(float)))
        if isinstance(second, Signal) and isinstance(first, Constant) and from_constant is not None:
            return layers.affine(second, call.name, call.what, **from_constant(call.array(0).astype(float)))
        return meet(call, compute)
    OPERATORS["", kind] = apply


arithmetic("Add", numpy.add, lambda c: {"add": c}, lambda c: {"add": c})
arithmetic("Sub", numpy.subtract, lambda c: {"subtract": c}, lambda c: {"multiply": -numpy.ones(1), "add": c})
arithmetic("Mul", numpy.multiply, lambda c: {"multiply": c}, lambda c: {"multiply": c})
arithmetic("Div", numpy.true_divide, lambda c: {"multiply": 1 / c}, None)


def meet(call, compute):
    operands = [value for value in call.inputs if value is not None]
    if any(not isinstance(value, (Signal, Constant)) for value in operands) or not operands:
        call.refuse("does not take what it is given.")
    return layers.meet(call.name, call.what, compute, operands)


def formula(kind, compute, operands=1):
    """Of one or several numbers, feature by feature; operands None: of any number of them."""
    def apply(call):
        given = sum(value is not None for value in call.inputs)
        if given != (operands or max(1, given)):
            call.refuse(f"has {given} inputs.")
        return folded(call, compute) if are_constant(call) else meet(call, compute)
    OPERATORS["", kind] = apply


def smallest(*values):
    result = values[0]
    for value in values[1:]:
        result = numpy.minimum(result, value)
    return result


def largest(*values):
    return -smallest(*(-value for value in values))


formula("Pow", numpy.power, 2)
formula("Min", smallest, None)
formula("Max", largest, None)
formula("Sum", lambda *values: sum(values), None)
formula("Where", lambda condition, one, other: numpy.where(condition, one, other), 3)
formula("Greater", numpy.greater, 2)
formula("Less", numpy.less, 2)
formula("GreaterOrEqual", numpy.greater_equal, 2)
formula("LessOrEqual", numpy.less_equal, 2)
formula("Not", numpy.logical_not)
formula("Exp", numpy.exp)
formula("Sqrt", numpy.sqrt)
formula("Erf", functions.erf)
formula("Abs", numpy.abs)
formula("Reciprocal", lambda x: 1 / numpy.asarray(x, dtype=float))
formula("Sign", numpy.sign)


@operator("Neg")
def negative(call):
    if are_constant(call):
        return folded(call, numpy.negative)
    return layers.affine(call.signal(), call.name, call.what, multiply=-numpy.ones(1))


@operator("Log")
def logarithm(call):
    if are_constant(call):
        return folded(call, numpy.log)
    signal = call.signal()
    if getattr(signal.operation, "function", None) == "softmax":
        return layers.softmax(signal.before, call.name, "log_softmax")
    return layers.function(signal, call.name, numpy.log)
