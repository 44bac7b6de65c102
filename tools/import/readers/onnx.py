# SPDX-License-Identifier: MIT
"""ONNX, as PyTorch's two exporters, sklearn-onnx, tf2onnx and their like write it."""
from dataclasses import replace

import export_metadata
from graph.values import Budget, Constant, Failed, MOST_FEATURES, Signal, input_signal
from onnx_file import integers
from onnx_file.files_beside import FilesBeside
from onnx_file.model import FLOATS, MOST_NODES, function_of, model_of, tensor_of
from onnx_file.call import OPERATORS, Call
from operations import Affine, Dense, Source
from refusal import Refused
from graph.straight_line import chosen_output, operations_to

DEEPEST_FUNCTION = 16
STRINGS = 8


def recognizes(path, start):
    """A model begins with its ir_version, then come the producer, the opsets or the graph."""
    is_model = len(start) > 2 and start[0] == 0x08 and start[1] < 0x40 and start[2] in (0x12, 0x1a, 0x3a, 0x42)
    return path.suffix.lower() == ".onnx" or is_model


def read(path, options):
    with open(path, "rb") as file:
        return source_of(file.read(), getattr(options, "dequantize", False), FilesBeside(path.parent))


def quantized(path):
    """The network of int8 of a quantised file; None of others."""
    with open(path, "rb") as file:
        return quantized_of(file.read(), FilesBeside(path.parent))


def quantized_of(data, beside=None):
    model = model_of(memoryview(data))
    return integers.Line(model, beside).network() if integers.is_quantised(model) else None


def source_of(data, dequantizes=False, beside=None):
    """Of a model's bytes. Without FilesBeside it, it has to hold its tensors itself."""
    return Reading(model_of(memoryview(data)), len(data), bool(dequantizes), beside).source()


class Reading:
    def __init__(self, model, length, dequantizes, beside):
        self.model, self.beside = model, beside
        self.budget = Budget(length)
        self.dequantizes = dequantizes
        self.remarks = []
        self.numbers = set()         # what weights are stored as
        self.described = {}          # name of a node -> how a sentence begins that is about it
        self.feature_names = None
        self.steps = 0
        self.inputs = {}             # Signal -> name
        self.taken = None            # names that nodes take, once somebody asks

    def remark(self, sentence):
        if sentence not in self.remarks:
            self.remarks.append(sentence)

    def is_last(self, node):
        """Whether only the graph's outputs take what the node gives."""
        if self.taken is None:
            self.taken = {name for other in self.model.nodes for name in other.inputs}
        return self.taken.isdisjoint(node.outputs)

    def uses(self, weights):
        self.numbers.add(weights.number)

    def source(self):
        values = {}
        for value in self.model.inputs:
            if value.name in self.model.tensors:
                continue
            if value.element == STRINGS or value.element is None:
                raise Refused(f"The input '{value.name}' is no tensor of numbers.")
            values[value.name] = input_signal(value.shape, value.name)
            self.inputs[values[value.name]] = value.name
        if not values:
            raise Refused("The file's graph has no input.")
        for name, block in self.model.tensors.items():
            values[name] = self.attempt(lambda block=block, name=name: tensor_of(block, name, self.beside),
                                        f"The tensor '{name}'")
        self.run(self.model.nodes, values, self.model.opsets, {}, 0)
        output, labels = chosen_output(self.outputs(values), self.remarks)
        features, operations = operations_to(output, self.number(), self.described, self.remarks)
        self.check_inputs(output)
        self.mark_targets(operations)
        for name in self.beside.used if self.beside else ():
            self.remark(f"Weights are in the file '{name}' beside the model.")
        told = self.model.metadata
        return Source("ONNX", features, operations, self.number(),
                      self.feature_names or export_metadata.names_in(told, export_metadata.FEATURES),
                      self.class_names(output, labels, operations) or
                      export_metadata.names_in(told, export_metadata.CLASSES),
                      labels is not None and labels.is_multilabel, self.remarks)

    def mark_targets(self, operations):
        """What our own export says is the scaling of targets is no part of the last layer."""
        names = self.model.metadata.get(export_metadata.TARGET_SCALING, "").split(",")
        for at in range(len(operations) - 1, -1, -1):
            if not isinstance(operations[at], Affine) or operations[at].name not in names:
                break
            operations[at] = replace(operations[at], is_target_scaling=True)

    def outputs(self, values):
        """(name, value) of each output; what fails is no matter for outputs that are no float numbers."""
        outputs, failed = [], []
        for output in self.model.outputs:
            value = values.get(output.name, Failed(Refused(f"The output '{output.name}' is computed by no node.")))
            if not isinstance(value, Failed):
                outputs.append((output.name, value))
            else:
                failed.append((output.name, value.refusal))
                if output.element in FLOATS:
                    raise value.refusal
        if failed and not any(isinstance(value, Signal) for _, value in outputs):
            raise failed[0][1]
        for name, _ in failed:
            self.remark(f"The output '{name}', which is made of the others, is left out.")
        return outputs

    def number(self):
        for number in ("bfloat16", "float16"):
            if number in self.numbers:
                if number == "bfloat16":
                    self.remark("The source computes in bfloat16.")
                return "float16"
        return "float64" if self.numbers == {"float64"} else "float32"

    def class_names(self, output, labels, operations):
        names, at = labels.names if labels is not None else None, output
        while names is None and at is not None:
            names, at = at.class_names, at.before
        layers = [operation for operation in operations if isinstance(operation, Dense)]
        outputs = layers[-1].weights.shape[1]
        if names is not None and len(names) != (2 if outputs == 1 else outputs):
            self.remark(f"The file names {len(names)} classes and has {outputs} outputs, so their names are left out.")
            return None
        return names

    def attempt(self, work, what):
        """What the work gives, or Failed."""
        try:
            return work()
        except Refused as refusal:
            return Failed(refusal)
        except (ValueError, TypeError, IndexError, OverflowError):
            return Failed(Refused(f"{what} does not fit what it is given."))

    def run(self, nodes, values, opsets, attributes, depth):
        """The nodes in the order of the file, which puts each behind those that it takes from."""
        for node in nodes:
            self.steps += 1
            if self.steps > MOST_NODES:
                raise Refused(f"The file's functions make more than {MOST_NODES} nodes.")
            given = [None if name == "" else values.get(name, Failed(Refused(
                f"{node} takes '{name}', which nothing before it gives."))) for name in node.inputs]
            failed = next((value for value in given if isinstance(value, Failed)), None)
            result = failed or self.attempt(lambda: self.call(node, given, opsets, attributes, depth), str(node))
            if isinstance(result, Failed):
                result = [result] * len(node.outputs)
            elif not isinstance(result, list):
                result = [result] + [Failed(Refused(f"{node} has a second output that is used."))] * len(node.outputs)
            for name, value in zip(node.outputs, result):
                if name:
                    values[name] = value

    def call(self, node, given, opsets, attributes, depth):
        own = {name: attributes.get(value) if isinstance(value, str) else value
               for name, value in node.attributes.items()}
        block = self.model.functions.get((node.domain, node.kind))
        if block is not None:
            return self.inline(node, block, given, own, depth)
        operator = OPERATORS.get((node.domain, node.kind))
        if operator is None:
            raise Refused(f"{node} is an operation that a plain network does not have, or that is not read.")
        call = Call(node, given, own, opsets.get(node.domain, 0) or (1 if node.domain else 0), self)
        self.described[call.name] = call.what
        result = operator(call)
        if result is None:
            raise Refused(f"{node} lacks an input.")
        if isinstance(result, Constant):
            self.budget.spend(result.array.size)
        return result

    def inline(self, node, block, given, attributes, depth):
        """A function that the file defines itself, as the first versions of PyTorch's second exporter do."""
        if depth >= DEEPEST_FUNCTION:
            raise Refused(f"{node} calls functions of the file more than {DEEPEST_FUNCTION} deep.")
        body = function_of(block)
        values = {name: value for name, value in zip(body.inputs, given) if value is not None}
        self.run(body.nodes, values, {**self.model.opsets, **body.opsets}, {**body.defaults, **attributes}, depth + 1)
        return [values.get(name, Failed(Refused(f"{node} does not compute '{name}'."))) for name in body.outputs]

    # --- inputs ---

    def input_of(self, value):
        """The graph's input that the value is, whatever its shape; or None."""
        while isinstance(value, Signal) and value.operation is None and value.before is not None:
            value = value.before
        return value if isinstance(value, Signal) and value in self.inputs else None

    def inputs_together(self, call, parts):
        """Several inputs, one behind the other: each feature, or group of them, has its name."""
        sizes = [part.features for part in parts]
        if None in sizes or sum(sizes) > MOST_FEATURES:
            call.refuse("puts inputs together whose sizes the file leaves open.")
        self.feature_names = [self.inputs[part] if part.features == 1 else f"{self.inputs[part]}[{index}]"
                              for part in parts for index in range(part.features)]
        first = parts[0]
        together = Signal(None, (), (first.shape[0] if first.batched else 1, sum(sizes)), first.batched)
        self.inputs[together] = ""
        self.remark("The inputs " + ", ".join(f"'{self.inputs[part]}'" for part in parts) +
                    " become one, in this order.")
        return together

    def check_inputs(self, output):
        at = output
        while at.before is not None:
            at = at.before
        if self.inputs[at] and len(self.inputs) > 1:
            names = ", ".join(f"'{name}'" for name in self.inputs.values() if name)
            raise Refused(f"The network has several inputs: {names}.")
