# SPDX-License-Identifier: MIT
"""TorchScript's code, followed but never run.

A TorchScript file holds its `forward` as text with the syntax of Python. This walks the syntax tree with a stand-in
for the sample and notes what happens to it; conditions are decided as for a trained network with a batch of rows."""
import ast
from dataclasses import dataclass

from chain import damage_said_as
from refusal import Refused
from torch_file.steps import Flow, Opaque, Steps
from torch_file.unpickling import Global, Tensor, Thing, unpickled

LARGEST_CODE = 1 << 20
DEEPEST_CALL = 64
MOST_STEPS = 100000


@dataclass(frozen=True)
class Path:
    """A dotted name that stands for a function, such as torch.relu."""
    dotted: str


@dataclass(frozen=True)
class Method:
    """A method of an object, before it is called."""
    owner: Thing
    name: str


class _Return(Exception):
    def __init__(self, value):
        super().__init__()
        self.value = value


class Script(Steps):
    """Appends to a chain what the code of a TorchScript file does to a sample."""

    def __init__(self, chain, file):
        super().__init__(chain, file)
        self._trees = {}
        self._constants = None
        self._steps = 0

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
        raise Refused(f"The code of '{self._name('forward')}' calls '{called.dotted[:60]}', which is no step of a "
                      "plain network.")
