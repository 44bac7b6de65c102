"""TorchScript's code, followed but never run.

A TorchScript file holds its `forward` as text with the syntax of Python. This walks the syntax tree with a stand-in
for the sample and notes what happens to it; conditions are decided as for a trained network with a batch of rows."""
import ast
from dataclasses import dataclass

import numpy

import torch_modules as modules
from chain import damage_said_as
from refusal import Refused
from torch_pickle import Global, Tensor, Thing, unpickled

LARGEST_CODE = 1 << 20
DEEPEST_CALL = 64
MOST_STEPS = 100000
# Calls that leave their first argument as it is.
UNCHANGED = {"contiguous", "detach", "clone", "alias", "positive", "dropout", "dropout_", "alpha_dropout",
             "feature_dropout", "feature_alpha_dropout", "alpha_dropout_", "requires_grad_"}
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


@dataclass(frozen=True)
class Path:
    """A dotted name that stands for a function, such as torch.relu."""
    dotted: str


class Opaque:
    """A value that decides nothing: sizes, texts."""


class Transposed:
    """A matrix that the code turns around."""

    def __init__(self, tensor):
        self.tensor = tensor


class _Return(Exception):
    def __init__(self, value):
        super().__init__()
        self.value = value


class Script:
    """Appends to a chain what the code of a TorchScript file does to a sample."""

    def __init__(self, chain, file):
        self.chain, self.file = chain, file
        self._trees = {}
        self._constants = None
        self._steps = 0
        self._flow = 0
        self._names = {}
        self._path = []

    def run(self):
        root = self.file.root
        if not isinstance(root, Thing):
            raise Refused("The TorchScript file holds no module.")
        self._name_parts(root, "", 0)
        result = self._method(root, "forward", [Flow(0)])
        if result != Flow(self._flow):
            raise Refused("The module's forward returns something else than its last layer's result.")

    # -- names -------------------------------------------------------------------------------------------------------

    def _name_parts(self, thing, name, depth):
        """Says where in the tree of modules each module and tensor is."""
        if depth > DEEPEST_CALL or id(thing) in self._names:
            return
        self._names[id(thing)] = name
        for key, value in thing.attributes.items():
            if isinstance(value, Thing):
                self._name_parts(value, f"{name}.{key}" if name else str(key), depth + 1)
            elif isinstance(value, Tensor):
                self._names.setdefault(id(value), name)

    def _name(self, fallback, tensor=None):
        """Of the layer that is at work."""
        name = self._names.get(id(tensor), "") if tensor is not None else ""
        return name or (self._path[-1] if self._path and self._path[-1] else f"{fallback} (step {self._flow + 1})")

    # -- code --------------------------------------------------------------------------------------------------------

    def _tree(self, module):
        """The syntax tree of the code file of a module's path."""
        if module not in self._trees:
            code = self.file.zip.read(f"{self.file.prefix}code/{module.replace('.', '/')}.py")
            if len(code) > LARGEST_CODE:
                raise Refused(f"The file's code of '{module}' is too long.")
            with damage_said_as(f"The file's code of '{module}' is damaged."):
                self._trees[module] = ast.parse(code.decode())
        return self._trees[module]

    def _definition(self, body, kind, name):
        for node in body:
            if isinstance(node, kind) and node.name == name:
                return node
        raise Refused(f"The file's code has no '{name}'.")

    def _class(self, kind):
        if not isinstance(kind, Global) or not kind.module.startswith("__torch__"):
            raise Refused(f"The TorchScript file holds an object of '{getattr(kind, 'path', '?')}'.")
        return self._definition(self._tree(kind.module).body, ast.ClassDef, kind.name)

    def _method(self, thing, name, arguments, keywords=()):
        kind = thing.kind.name
        is_library = ".torch.nn.modules." in thing.kind.path
        if is_library and kind == "Softsign":
            self._take(arguments[0], kind)
            self.chain.activation(self._names.get(id(thing)) or kind, "softsign")
            return self._next()
        if is_library and kind in modules.VANISHING and name == "forward" and arguments:
            self._take(arguments[0], kind)
            self.chain.remark(f"{kind} '{self._names.get(id(thing))}' does nothing after training and was left out.")
            return arguments[0]
        node = self._definition(self._class(thing.kind).body, ast.FunctionDef, name)
        self._path.append(self._names.get(id(thing), ""))
        result = self._function(node, [thing, *arguments], keywords)
        self._path.pop()
        return result

    def _function(self, node, arguments, keywords=()):
        if len(self._path) > DEEPEST_CALL or node.args.vararg or node.args.kwarg:
            raise Refused(f"The code of '{node.name}' calls too deeply or takes any arguments.")
        names = [argument.arg for argument in node.args.args]
        if len(arguments) > len(names):
            raise Refused(f"The code of '{node.name}' is called with too many arguments.")
        scope = dict(zip(names, arguments))
        scope.update(keywords)
        defaults = node.args.defaults
        for name, default in zip(names[len(names) - len(defaults):], defaults):
            if name not in scope:
                scope[name] = self._value(default, {})
        if any(name not in scope for name in names):
            raise Refused(f"The code of '{node.name}' takes more than one input.")
        try:
            self._run(node.body, scope)
        except _Return as done:
            return done.value
        return None

    def _run(self, body, scope):
        for node in body:
            self._steps += 1
            if self._steps > MOST_STEPS:
                raise Refused("The file's code has too many steps.")
            if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
                scope[node.targets[0].id] = self._value(node.value, scope)
            elif isinstance(node, ast.Return):
                raise _Return(None if node.value is None else self._value(node.value, scope))
            elif isinstance(node, ast.Expr):
                self._value(node.value, scope)
            elif isinstance(node, ast.If):
                self._run(node.body if self._condition(node.test, scope) else node.orelse, scope)
            elif not isinstance(node, ast.Pass):
                raise Refused(f"The code of '{self._name('forward')}' has a {type(node).__name__} statement, which no "
                              "plain network needs.")

    def _condition(self, node, scope):
        value = self._value(node, scope)
        if not isinstance(value, (bool, int)):
            raise Refused(f"The code of '{self._name('forward')}' decides by what the sample holds.")
        return value

    # -- values ------------------------------------------------------------------------------------------------------

    def _value(self, node, scope):
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise Refused("The file's code has too many steps.")
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Name):
            if node.id in scope:
                return scope[node.id]
            return float(node.id) if node.id in ("inf", "nan") else Path(node.id)
        if isinstance(node, (ast.List, ast.Tuple)):
            return [self._value(part, scope) for part in node.elts]
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            value = self._value(node.operand, scope)
            if isinstance(value, (int, float)):
                return -value
        if isinstance(node, ast.Attribute):
            return self._attribute(self._value(node.value, scope), node.attr)
        if isinstance(node, ast.Subscript):
            return Opaque()
        if isinstance(node, ast.Call):
            return self._call(node, scope)
        raise Refused(f"The code of '{self._name('forward')}' has a {type(node).__name__} expression, which no plain "
                      "network needs.")

    def _attribute(self, owner, name):
        if isinstance(owner, Path):
            if owner.dotted == "CONSTANTS":
                return self._constant(name)
            return Path(f"{owner.dotted}.{name}")
        if isinstance(owner, Thing):
            if name == "training":
                return False
            if name in owner.attributes:
                return owner.attributes[name]
            for node in self._class(owner.kind).body:
                if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == name \
                        and node.value is not None:
                    return self._value(node.value, {})
            return Method(owner, name)
        raise Refused(f"The code of '{self._name('forward')}' asks for '{name}' of something that has none.")

    def _constant(self, name):
        if self._constants is None:
            self._constants = unpickled(self.file.zip.read(self.file.prefix + "constants.pkl"))
        index = int(name[1:]) if name[1:].isdecimal() else -1
        if not isinstance(self._constants, tuple) or not 0 <= index < len(self._constants) \
                or not isinstance(self._constants[index], Tensor):
            raise Refused(f"The file has no constant '{name}'.")
        self._constants[index].storage.folder = "constants"
        return self._constants[index]

    def _call(self, node, scope):
        called = self._value(node.func, scope)
        arguments = [self._value(argument, scope) for argument in node.args]
        keywords = {keyword.arg: self._value(keyword.value, scope) for keyword in node.keywords}
        if isinstance(called, Method):
            return self._method(called.owner, called.name, arguments, keywords)
        if not isinstance(called, Path):
            raise Refused(f"The code of '{self._name('forward')}' calls what is no function.")
        if called.dotted == "getattr" and len(arguments) == 2 and isinstance(arguments[1], str):
            return self._attribute(*arguments)
        if called.dotted in ("annotate", "unchecked_cast") and len(arguments) == 2:
            return arguments[1]
        if called.dotted.startswith("__torch__."):
            module, _, name = called.dotted.rpartition(".")
            self._path.append(self._path[-1] if self._path else "")
            result = self._function(self._definition(self._tree(module).body, ast.FunctionDef, name), arguments,
                                    keywords)
            self._path.pop()
            return result
        if called.dotted in ("int", "float", "bool", "ops.prim.NumToTensor", "uninitialized"):
            return arguments[0] if arguments and isinstance(arguments[0], (int, float)) else Opaque()
        library, _, name = called.dotted.partition(".")
        if library == "torch":
            return self._torch(name, arguments, keywords)
        raise Refused(f"The code of '{self._name('forward')}' calls '{called.dotted[:60]}', which is no step of a plain "
                      "network.")

    # -- operations --------------------------------------------------------------------------------------------------

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
        if self._is_reshape(name, arguments):
            return flows[0]
        try:
            result = self._operation(name, arguments, keywords)
        except (IndexError, TypeError, AttributeError) as error:
            raise Refused(f"Layer '{self._name(name)}': torch.{name} is called in a way that no plain network "
                          "needs.") from error
        return self._next() if result is None else result

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


@dataclass(frozen=True)
class Method:
    """A method of an object, before it is called."""
    owner: Thing
    name: str
