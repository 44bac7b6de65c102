# SPDX-License-Identifier: MIT
"""TFLite: float models, those whose weights alone are stored narrower, and those that compute in int8: on request as
they are, or as the float network that their integers stand for."""
import numpy

from graph.values import Budget, Constant, Failed, Signal, input_signal
from operations import Dense, Source
from refusal import Refused
from graph.straight_line import chosen_output, operations_to
from tflite_file import integers
from tflite_file.call import OPERATORS, Call
from tflite_file.model import Model


def recognizes(path, start):
    return start[4:8] == b"TFL3" or path.suffix.lower() == ".tflite"


def read(path, options):
    with open(path, "rb") as file:
        return source_of(file.read(), getattr(options, "dequantize", False))


def quantized(path):
    """The network of int8 of a fully quantised file; None of others."""
    with open(path, "rb") as file:
        return quantized_of(file.read())


def quantized_of(data):
    model = Model(data)
    return integers.Line(model).network() if integers.is_quantised(model) else None


def source_of(data, dequantizes=False):
    return Reading(data, bool(dequantizes)).source()


class Reading:
    def __init__(self, data, dequantizes):
        self.model = Model(data)
        self.dequantizes = dequantizes
        self.budget = Budget(len(data))
        self.remarks = []
        self.described = {}          # name of an operator -> how a sentence begins that is about it
        self.tensors = {}
        self.values = {}
        self.layers = {}             # inputs of FULLY_CONNECTED -> the Signal that it gives

    def remark(self, sentence):
        if sentence not in self.remarks:
            self.remarks.append(sentence)

    def source(self):
        if len(self.model.inputs) != 1:
            names = ", ".join(f"'{self.model.name(index)}'" for index in self.model.inputs)
            raise Refused(f"The network has {len(self.model.inputs)} inputs{': ' if names else ''}{names}.")
        if self.model.graphs > 1:
            self.remark(f"Of the file's {self.model.graphs} graphs, the first is carried over.")
        index = self.model.inputs[0]
        tensor = self.tensor(index)
        if tensor.type == "bool":
            raise Refused(f"The input '{tensor.name}' is no tensor of numbers.")
        if tensor.is_quantised and self.dequantizes:
            self.remark(f"The source's input '{tensor.name}' is {tensor.type}; this network takes the numbers that "
                        f"these stand for, (q - {first(tensor.zero_point)}) * {first(tensor.scale):.9g}.")
            self.says_range(tensor)
        self.values[index] = input_signal(tensor.shape, tensor.name)
        for number in range(len(self.model.operators)):
            self.step(number)
        outputs = [(self.model.name(index), self.value(index)) for index in self.model.outputs]
        for _, value in outputs:
            if isinstance(value, Failed):
                raise value.refusal
        output, labels = chosen_output(outputs, self.remarks)
        features, operations = operations_to(output, "float32", self.described, self.remarks)
        return Source("TFLite", features, operations, "float32",
                      class_names=self.class_names(operations), remarks=self.remarks)

    def tensor(self, index):
        if index not in self.tensors:
            self.tensors[index] = self.model.tensor(index)
        return self.tensors[index]

    def value(self, index):
        if index == -1:
            return None
        if index not in self.values:
            tensor = self.tensor(index)
            if tensor.is_variable:
                self.values[index] = Failed(Refused(f"The tensor '{tensor.name}' remembers values from sample to "
                                                    "sample."))
            elif tensor.data is None:
                self.values[index] = Failed(Refused(f"The tensor '{tensor.name}' is used before it is computed."))
            else:
                integers = tensor.type in ("int32", "int64") and tensor.scale is None
                number = None if integers else "float32"
                self.values[index] = Constant(tensor.data if integers else tensor.numbers(), number)
        value = self.values[index]
        if isinstance(value, Constant):
            self.budget.spend(value.array.size)
        return value

    def step(self, number):
        operator = self.model.operator(number)
        try:
            result = self.call(operator)
        except Refused as refusal:
            result = Failed(refusal)
        except (ValueError, TypeError, IndexError, OverflowError):
            result = Failed(Refused(f"{operator} does not fit what it is given."))
        for place, index in enumerate(operator.outputs):
            self.values[index] = result if place == 0 or isinstance(result, Failed) else Failed(Refused(
                f"{operator} has a second output that is used."))

    def call(self, operator):
        apply = OPERATORS.get(operator.kind)
        if apply is None:
            raise Refused(f"{operator} is an operation that a plain network does not have, or that is not read.")
        inputs = [self.value(index) for index in operator.inputs]
        for value in inputs:
            if isinstance(value, Failed):
                return value
        tensors = [None if index == -1 else self.tensor(index) for index in operator.inputs]
        self.look_for_integers(operator, inputs, tensors)
        self.described[operator.name] = str(operator)
        result = apply(Call(operator, inputs, tensors, self))
        if result is None:
            raise Refused(f"{operator} lacks an input.")
        if isinstance(result, Constant):
            self.budget.spend(result.array.size)
        return result

    def look_for_integers(self, operator, inputs, tensors):
        """Whether signals are integers here, which stand for other numbers."""
        found = [tensor for value, tensor in zip(inputs, tensors) if isinstance(value, Signal) and tensor.is_quantised]
        rounded = [self.tensor(index) for index in operator.outputs[:1]
                   if operator.kind == "QUANTIZE" and inputs and isinstance(inputs[0], Signal)]
        found += rounded
        if not found:
            return
        if not self.dequantizes:
            raise Refused(f"{operator} computes in {found[0].type}: the file is fully quantised. The option for "
                          "int8 carries it over as it is; that to dequantise makes the float network of it that its "
                          "integers stand for.")
        self.remark(f"The source is fully quantised and computes in {found[0].type}; this is the float network that "
                    "its integers stand for, without the rounding and the cutting off between layers, so outputs "
                    "differ.")
        if rounded and inputs[0].before is None:
            self.says_range(rounded[0])

    def says_range(self, tensor):
        """How far inputs go that become integers."""
        kind = {"uint8": numpy.uint8, "int16": numpy.int16}.get(tensor.type, numpy.int8)
        zero, scale = float(first(tensor.zero_point)), float(first(tensor.scale))
        low, high = ((limit - zero) * scale for limit in (numpy.iinfo(kind).min, numpy.iinfo(kind).max))
        self.remark(f"The source cuts its inputs off at {low:.6g} and {high:.6g}.")

    def class_names(self, operations):
        names = self.model.labels()
        if names is None:
            return None
        outputs = [operation for operation in operations if isinstance(operation, Dense)][-1].weights.shape[1]
        if len(names) != (2 if outputs == 1 else outputs):
            self.remark(f"The file names {len(names)} classes and has {outputs} outputs, so their names are left out.")
            return None
        return names


def first(array):
    return 0 if array is None or not array.size else array.flat[0]
