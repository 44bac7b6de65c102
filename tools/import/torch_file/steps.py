# SPDX-License-Identifier: MIT
"""What TorchScript's code may do to a sample: calls of torch.NAME, each an operation of a chain."""
from dataclasses import dataclass

import numpy

from refusal import Refused
from torch_file import modules
from torch_file.unpickling import Tensor

# Calls that leave their first argument as it is.
UNCHANGED = {"contiguous", "detach", "clone", "alias", "positive", "requires_grad_"}
DROPOUTS = {"dropout", "alpha_dropout", "feature_dropout", "feature_alpha_dropout"}
PLAIN = {"relu": "relu", "relu6": "relu6", "sigmoid": "sigmoid", "tanh": "hyperbolic_tangent", "silu": "silu",
         "mish": "mish", "selu": "selu", "hardswish": "hard_swish", "hardsigmoid": "hard_sigmoid"}
COMPARISONS = {"eq": lambda a, b: a == b, "ne": lambda a, b: a != b, "lt": lambda a, b: a < b,
               "gt": lambda a, b: a > b, "le": lambda a, b: a <= b, "ge": lambda a, b: a >= b,
               "__is__": lambda a, b: a is b, "__isnot__": lambda a, b: a is not b}


@dataclass(frozen=True)
class Flow:
    """The sample's features after so many steps."""
    step: int
    form: str = "value"      # "abs", "abs + 1": on the way to softsign


class Opaque:
    """A value that decides nothing: sizes, texts."""


class Transposed:
    """A matrix that the code turns around."""

    def __init__(self, tensor):
        self.tensor = tensor


class Steps:
    """Adds to a chain, each step behind the one before."""

    def __init__(self, chain, file):
        self.chain, self.file = chain, file
        self._flow = 0
        self._names = {}      # of modules and tensors, by their ids
        self._path = []       # the names of the modules that are at work, the innermost last

    def _name(self, fallback, tensor=None):
        """Of the layer that is at work."""
        name = self._names.get(id(tensor), "") if tensor is not None else ""
        return name or (self._path[-1] if self._path and self._path[-1] else f"{fallback} (step {self._flow + 1})")

    def _take(self, value, what):
        """The operation goes on from where the last one ended, or there are two branches."""
        if not isinstance(value, Flow) or value.step != self._flow:
            raise Refused(f"Layer '{self._name(what)}' does not go on from the layer before it: the network branches.")

    def _next(self):
        self._flow += 1
        return Flow(self._flow)

    def _torch(self, name, arguments, keywords):
        flows = [value for value in arguments if isinstance(value, Flow)]
        if not flows:
            return self._without_sample(name, arguments)
        for flow in flows:
            self._take(flow, name)
        if name == "dim":
            return 2
        if name in ("size", "numel", "len"):
            return Opaque()
        if name in UNCHANGED:
            return flows[0]
        if name.rstrip("_") in DROPOUTS:
            return self._dropout(name, arguments)
        if self._is_reshape(name, arguments):
            return flows[0]
        try:
            result = self._operation(name, arguments, keywords)
        except (IndexError, TypeError, AttributeError) as error:
            raise Refused(f"Layer '{self._name(name)}': torch.{name} is called in a way that no plain network "
                          "needs.") from error
        return self._next() if result is None else result

    def _dropout(self, name, arguments):
        layer = self._name(name)
        if len(arguments) != 3 or arguments[2] is not False:
            raise Refused(f"Layer '{layer}' drops values out in use too: it was saved in training mode, or calls "
                          "dropout without saying when.")
        self.chain.remark(f"Dropout '{layer}' does nothing after training and was left out.")
        return arguments[0]

    def _without_sample(self, name, arguments):
        if name == "t" and len(arguments) == 1 and isinstance(arguments[0], Tensor):
            return Transposed(arguments[0])
        if name in COMPARISONS and len(arguments) == 2:
            if all(isinstance(value, (int, float, type(None), str)) for value in arguments):
                try:
                    return COMPARISONS[name](*arguments)
                except TypeError:
                    return Opaque()
            if name in ("__is__", "__isnot__"):
                return (arguments[0] is arguments[1]) == (name == "__is__")
        if name == "__not__" and isinstance(arguments[0], bool):
            return not arguments[0]
        return Opaque()

    def _is_reshape(self, name, arguments):
        layer = self._name(name)
        if name == "flatten":
            modules.add_flatten(layer, *(arguments[1:] + [0, -1][len(arguments) - 1:])[:2])
        elif name in ("reshape", "view"):
            shape = arguments[1] if len(arguments) == 2 else None
            if not isinstance(shape, list) or len(shape) != 2 or \
                    not (shape[1] in (-1, self.chain.width) or self.chain.width is None) or \
                    not (shape[0] == -1 or isinstance(shape[0], Opaque)):
                raise Refused(f"Layer '{layer}' reshapes into something else than a row of features.")
            if self.chain.width is None and isinstance(shape[1], int) and shape[1] > 0:
                self.chain.width = self.chain.inputs = shape[1]
        elif name == "squeeze":
            if len(arguments) != 2 or arguments[1] not in (1, -1) or self.chain.width != 1:
                raise Refused(f"Layer '{layer}' squeezes a dimension that is not the single output's.")
        else:
            return False
        self.chain.remark(f"torch.{name} in '{layer}' was left out: samples come as rows of features.")
        return True

    def _operation(self, name, arguments, keywords):
        """Adds torch.NAME; None, or the value if it is only a part of a step."""
        chain, x, rest = self.chain, arguments[0], arguments[1:]
        layer = self._name(name)
        plain = name[:-1] if name.endswith("_") else name
        if plain in PLAIN:
            chain.activation(layer, PLAIN[plain])
        elif plain in ("softmax", "log_softmax"):
            modules.add_softmax(chain, layer, plain, rest[0])
        elif plain == "leaky_relu":
            chain.leaky_relu(layer, rest[0] if rest else 0.01)
        elif plain == "rrelu":
            chain.leaky_relu(layer, sum((rest + [1 / 8, 1 / 3][len(rest):])[:2]) / 2)
        elif plain == "prelu":
            modules.add_prelu(chain, layer, self._array(rest[0]))
        elif plain == "elu":
            if list(rest[1:]) not in ([], [1], [1, 1], [1.0], [1.0, 1.0]):
                raise Refused(f"Layer '{layer}': an ELU with a scale is no activation of picomlp.")
            chain.elu(layer, rest[0] if rest else 1)
        elif plain == "celu":
            modules.add_celu(chain, layer, rest[0] if rest else 1)
        elif plain == "gelu":
            modules.add_gelu(chain, layer, keywords.get("approximate", "none"))
        elif plain == "softplus":
            modules.add_softplus(chain, layer, *(rest + [1, 20][len(rest):]))
        elif plain == "hardtanh":
            modules.add_hardtanh(chain, layer, *(rest[:2] + [-1, 1][len(rest):]))
        elif plain == "batch_norm":
            if rest[4] is not False:
                raise Refused(f"Layer '{layer}' normalizes by each batch's own mean: it was saved in training mode.")
            weight, bias, mean, variance = (None if part is None else self._array(part) for part in rest[:4])
            chain.normalization(self._name(name, rest[2]), mean, variance, rest[6], weight, bias)
        elif plain == "linear":
            weights, bias = rest[0], (rest[1] if len(rest) > 1 else None)
            chain.dense(self._name(name, weights), self._array(weights).T, None if bias is None else self._array(bias))
        elif plain == "addmm":
            chain.dense(self._name(name, getattr(rest[1], "tensor", None)), self._array(rest[1]), self._array(x))
            if any(keywords.get(key, 1) != 1 for key in ("alpha", "beta")):
                raise Refused(f"Layer '{layer}': torch.addmm with factors.")
        elif plain in ("matmul", "mm"):
            chain.dense(self._name(name, getattr(rest[0], "tensor", rest[0])), self._array(rest[0]), None)
        else:
            return self._arithmetic(plain, layer, arguments, keywords)
        return None

    def _arithmetic(self, name, layer, arguments, keywords):
        x, other = arguments[0], (arguments[1] if len(arguments) > 1 else None)
        if name == "abs":
            return Flow(x.step, "abs")
        if name == "add" and x == Flow(self._flow, "abs") and other == 1:
            return Flow(x.step, "abs + 1")
        if name == "div" and other == Flow(self._flow, "abs + 1"):
            self.chain.activation(layer, "softsign")
            return None
        if isinstance(x, Flow) and isinstance(other, Flow):
            raise Refused(f"Layer '{layer}' computes torch.{name} of two values: the network branches.")
        if name in ("add", "sub") and (keywords.get("alpha", 1) != 1 or len(arguments) > 2 and arguments[2] != 1):
            raise Refused(f"Layer '{layer}' is a torch.{name} with a factor, which is no step of a plain network.")
        if not isinstance(x, Flow) and name in ("add", "mul"):
            x, other = other, x
        if x != Flow(self._flow) or name not in ("add", "sub", "mul", "div"):
            raise Refused(f"Layer '{layer}' is torch.{name}, which is no step of a plain network.")
        vector = numpy.array([float(other)]) if isinstance(other, (int, float)) else self._array(other).reshape(-1)
        if name == "div":
            if len(arguments) > 2 or keywords:
                raise Refused(f"Layer '{layer}' divides with rounding.")
            if (vector == 0).any():
                raise Refused(f"Layer '{layer}' divides by zero.")
            vector = 1 / vector
        self.chain.affine(layer, **{{"add": "add", "sub": "subtract"}.get(name, "multiply"): vector})
        return None

    def _array(self, value):
        if isinstance(value, Transposed):
            return self.file.array(value.tensor).T
        if not isinstance(value, Tensor):
            raise Refused(f"The code of '{self._name('forward')}' uses a tensor that the file does not hold.")
        return self.file.array(value)
