# SPDX-License-Identifier: MIT
"""Reads pickles without running any of their code.

A pickle is a program: it names functions and calls them. This machine knows its instructions but none of Python's
own functions: a name is looked up in a table of functions of ours that make inert values, and a name that is not in
the table ends the reading. No attribute of anything is looked up by a name from the file, nothing is imported, and
nothing is recursive, so that neither names nor nesting nor numbers from the file reach the interpreter."""
import io
import pickletools

from pickled_values import COMMON, Global, Instance, checked_key, inert, shown
from refusal import Refused


class Machine:
    """Runs one pickle of `file`, and stops behind it."""

    def __init__(self, unpickler, file):
        self.unpickler = unpickler
        self.file = file
        self.stack = []
        self.outer = []    # the stacks below each mark
        self.memo = {}

    def run(self):
        for operation, argument, _ in pickletools.genops(self.file):
            name = operation.name
            if name in PUSHED:
                self.stack.append(argument)
            elif name == "STOP":
                if self.outer or len(self.stack) != 1:
                    raise Refused("the pickle ends in the middle of something")
                return self.stack.pop()
            elif name in EMPTY:
                self.stack.append(EMPTY[name]())
            else:
                step = STEPS.get(name)
                if step is None:
                    raise Refused(f"the pickle has the instruction {name}, which no pickle of a model needs")
                step(self, argument)

    def pop_mark(self):
        above = self.stack
        self.stack = self.outer.pop()
        return above

    def mark(self, _):
        self.outer.append(self.stack)
        self.stack = []

    def tuple_of(self, count):
        if len(self.stack) < count:
            raise IndexError
        at = len(self.stack) - count
        self.stack[at:] = [tuple(self.stack[at:])]

    def remember(self, key):
        self.memo[key] = self.stack[-1]

    def dictionary(self, _):
        above = self.pop_mark()
        self.stack.append({checked_key(key): value for key, value in zip(above[::2], above[1::2], strict=True)})

    def extend(self, elements):
        target = self.stack[-1]
        if isinstance(target, Instance):
            target = target.elements
        if not isinstance(target, list):
            raise Refused("the pickle appends to something that is no list")
        target.extend(elements)

    def append(self, _):
        element = self.stack.pop()
        self.extend([element])

    def insert(self, entries):
        target = self.stack[-1]
        if isinstance(target, Instance):
            target = target.entries
        if not isinstance(target, dict):
            raise Refused("the pickle inserts into something that is no dictionary")
        target.update((checked_key(key), value) for key, value in zip(entries[::2], entries[1::2], strict=True))

    def set_item(self, _):
        value = self.stack.pop()
        key = self.stack.pop()
        self.insert([key, value])

    def add_items(self, _):
        elements = self.pop_mark()
        if not isinstance(self.stack[-1], set):
            raise Refused("the pickle adds to something that is no set")
        self.stack[-1].update(map(checked_key, elements))

    def named(self, argument):
        self.stack.append(self.unpickler.find(*argument.split(" ", 1)))

    def named_by_stack(self, _):
        name = self.stack.pop()
        module = self.stack.pop()
        if not isinstance(name, str) or not isinstance(module, str):
            raise Refused("the pickle asks for something whose name is no text")
        self.stack.append(self.unpickler.find(module, name))

    def call(self, function, arguments, named=None):
        if not isinstance(function, Global) or not isinstance(arguments, (tuple, list)):
            raise Refused("the pickle calls something that is no function")
        try:
            self.stack.append(function.call(*arguments, **(named or {})))
        except Refused:
            raise
        except Exception:
            raise Refused(f"the pickle calls {function.name} with what it does not take") from None

    def reduce(self, _):
        arguments = self.stack.pop()
        self.call(self.stack.pop(), arguments)

    def reduce_named(self, _):
        named = self.stack.pop()
        arguments = self.stack.pop()
        if not isinstance(named, dict) or not all(isinstance(key, str) for key in named):
            raise Refused("the pickle names arguments by something else than texts")
        self.call(self.stack.pop(), arguments, named)

    def made_by_stack(self, _):
        function, *arguments = self.pop_mark()
        self.call(function, arguments)

    def made_by_name(self, argument):
        arguments = self.pop_mark()
        self.call(self.unpickler.find(*argument.split(" ", 1)), arguments)

    def build(self, _):
        state = self.stack.pop()
        target = self.stack[-1]
        if not hasattr(target, "set_state"):
            raise Refused("the pickle sets attributes of something that has none")
        instead = target.set_state(state)
        if instead is not None:
            self.stack[-1] = instead

    def persistent(self, key):
        if self.unpickler.persistent is None:
            raise Refused("the pickle refers to things outside of it")
        self.stack.append(self.unpickler.persistent(key))


PUSHED = {"INT", "BININT", "BININT1", "BININT2", "LONG", "LONG1", "LONG4", "FLOAT", "BINFLOAT", "STRING", "BINSTRING",
          "SHORT_BINSTRING", "UNICODE", "SHORT_BINUNICODE", "BINUNICODE", "BINUNICODE8", "BINBYTES", "SHORT_BINBYTES",
          "BINBYTES8", "BYTEARRAY8"}
EMPTY = {"NONE": lambda: None, "NEWTRUE": lambda: True, "NEWFALSE": lambda: False, "EMPTY_LIST": list,
         "EMPTY_TUPLE": tuple, "EMPTY_DICT": dict, "EMPTY_SET": set}
STEPS = {
    "PROTO": lambda machine, _: None,
    "FRAME": lambda machine, _: None,
    "MARK": Machine.mark,
    "POP": lambda machine, _: machine.stack.pop() if machine.stack else machine.pop_mark(),
    "POP_MARK": lambda machine, _: machine.pop_mark(),
    "DUP": lambda machine, _: machine.stack.append(machine.stack[-1]),
    "LIST": lambda machine, _: push_marked(machine, list),
    "TUPLE": lambda machine, _: push_marked(machine, tuple),
    "FROZENSET": lambda machine, _: push_marked(machine, lambda all_: frozenset(map(checked_key, all_))),
    "TUPLE1": lambda machine, _: machine.tuple_of(1),
    "TUPLE2": lambda machine, _: machine.tuple_of(2),
    "TUPLE3": lambda machine, _: machine.tuple_of(3),
    "DICT": Machine.dictionary,
    "APPEND": Machine.append,
    "APPENDS": lambda machine, _: machine.extend(machine.pop_mark()),
    "SETITEM": Machine.set_item,
    "SETITEMS": lambda machine, _: machine.insert(machine.pop_mark()),
    "ADDITEMS": Machine.add_items,
    "GET": lambda machine, key: machine.stack.append(machine.memo[key]),
    "BINGET": lambda machine, key: machine.stack.append(machine.memo[key]),
    "LONG_BINGET": lambda machine, key: machine.stack.append(machine.memo[key]),
    "PUT": Machine.remember,
    "BINPUT": Machine.remember,
    "LONG_BINPUT": Machine.remember,
    "MEMOIZE": lambda machine, _: machine.remember(len(machine.memo)),
    "GLOBAL": Machine.named,
    "STACK_GLOBAL": Machine.named_by_stack,
    "REDUCE": Machine.reduce,
    "NEWOBJ": Machine.reduce,
    "NEWOBJ_EX": Machine.reduce_named,
    "OBJ": Machine.made_by_stack,
    "INST": Machine.made_by_name,
    "BUILD": Machine.build,
    "PERSID": Machine.persistent,
    "BINPERSID": lambda machine, _: machine.persistent(machine.stack.pop()),
}


def push_marked(machine, kind):
    above = machine.pop_mark()
    machine.stack.append(kind(above))


class RestrictedUnpickler:
    """table: {(module, name): function}. A function gets the arguments that the pickle has for it, where names are
    Global. What it returns may have `set_state(state)`, which gets what the pickle has for the object's attributes;
    where that returns something, the pickle goes on with it in the object's place.
    inert_packages: names within these packages that are not in the table become functions that make an Instance.
    persistent: a function of the keys of what lies outside of the pickle, or None where nothing may.
    """

    def __init__(self, table, inert_packages=(), persistent=None):
        self.table = {**COMMON, **table}
        self.inert_packages = tuple(inert_packages)
        self.persistent = persistent

    def find(self, module, name):
        whole = f"{module}.{name}"
        function = self.table.get((module, name))
        if function is None:
            if not any(f"{module}.".startswith(f"{package}.") for package in self.inert_packages):
                raise Refused(f"the pickle asks for {shown(whole)}, which is not on the list of harmless names")
            function = inert(whole)
        return Global(whole, function)

    def load(self, file):
        """The object that the pickle at the file's position describes. `file` is binary, or bytes."""
        if isinstance(file, (bytes, bytearray)):
            file = io.BytesIO(file)
        try:
            return Machine(self, file).run()
        except Refused:
            raise
        except Exception:
            # Instructions that miss what they work on, numbers that are none, an end in the middle.
            raise Refused("the pickle is damaged or cut off") from None
