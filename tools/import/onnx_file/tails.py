# SPDX-License-Identifier: MIT
"""ONNX's operators behind a classifier, and those of quantised models."""
import math

import numpy

from graph import shapes
from graph.values import Constant, Labels, Signal
from onnx_file.call import ML, operator
from onnx_file.model import Attribute


@operator("ArgMax")
def argmax(call):
    signal = call.signal()
    shapes.over_all(signal, call.integer("axis", 0), call.what)
    return Labels(signal)


@operator("Binarizer", domain=ML)
def binarizer(call):
    return Labels(call.signal(), is_multilabel=True)


@operator("ZipMap", domain=ML)
def zip_map(call):
    signal = call.signal()
    names = call.get("classlabels_strings", None, Attribute.texts) or call.integers("classlabels_int64s")
    result = signal.with_shape(signal.shape)
    result.class_names = [str(one) for one in names] if names else None
    return result


@operator("LabelEncoder", domain=ML)
def label_encoder(call):
    labels = call.input(0)
    if not isinstance(labels, Labels):
        call.refuse("makes labels of something else than the class with the largest score.")
    names = call.get("classes_strings", None, Attribute.texts) or \
        call.get("values_strings", None, Attribute.texts) or call.integers("values_int64s")
    keys = call.integers("keys_int64s") or list(range(len(names or ())))
    if not names or len(names) != len(keys):
        call.refuse("has no table from classes to their names that is read.")
    table = dict(zip(keys, (str(one) for one in names)))
    if sorted(table) != list(range(len(table))):
        call.refuse("has a table that leaves out classes.")
    return Labels(labels.scores, [table[key] for key in range(len(table))], labels.is_multilabel)


@operator("DequantizeLinear")
def dequantize(call):
    value = call.input(0)
    if isinstance(value, Signal):
        return value
    if not isinstance(value, Constant):
        call.refuse("does not take what it is given.")
    scale, zero = call.array(1).astype(numpy.float64), call.constant(2)
    zero = numpy.zeros(1) if zero is None else zero.array.astype(numpy.float64)
    if scale.size > 1:
        axis = call.integer("axis", 1)
        along = [1] * value.array.ndim
        along[axis] = -1
        scale, zero = scale.reshape(along), zero.reshape(along) if zero.size > 1 else zero
    if math.prod(numpy.broadcast_shapes(value.array.shape, scale.shape, zero.shape)) != value.array.size:
        call.refuse("has scales that do not fit its numbers.")
    call.reading.remark("Weights that are stored as integers are carried over as the float numbers that they stand "
                        "for.")
    return Constant((value.array.astype(numpy.float64) - zero) * scale, "float32")


@operator("QuantizeLinear")
def quantize(call):
    signal = call.signal()
    if not call.reading.dequantizes:
        call.refuse("rounds the network's numbers to integers; the option to dequantise makes a float network of it.")
    call.reading.remark("The source rounds numbers between its layers to integers and cuts them off; this network does "
                        "not, so outputs differ.")
    return signal
