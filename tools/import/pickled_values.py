# SPDX-License-Identifier: MIT
"""What the names in a pickle stand for here: functions of ours that make inert values, and no function of Python's."""
from refusal import Refused


def shown(text, most=60):
    """A name from a file as part of a sentence: one line, not long."""
    text = "".join(letter if letter.isprintable() else "?" for letter in str(text)[:most + 1])
    return text if len(text) <= most else text[:most - 3] + "..."


class Instance:
    """What stands for an object of a class that is not here: its class's name, and what the file says of it."""
    __slots__ = ("class_name", "arguments", "state", "elements", "entries")

    def __init__(self, class_name, arguments=()):
        self.class_name = class_name    # with its module
        self.arguments = arguments
        self.state = {}                 # its attributes
        self.elements = []              # of a list's heir
        self.entries = {}               # of a dictionary's heir

    @property
    def short_name(self):
        """Without its module, for sentences."""
        return shown(self.class_name.rpartition(".")[2])

    def set_state(self, state):
        parts = state if isinstance(state, tuple) and len(state) == 2 else (state,)
        for part in parts:
            if isinstance(part, dict):
                self.state.update(part)


class OrderedDict(dict):
    """A dictionary whose attributes are dropped."""
    def set_state(self, state):
        pass


class Global:
    """A name of the pickle on the machine's stack. It can be called, and passed on."""
    __slots__ = ("name", "call")

    def __init__(self, name, call):
        self.name = name
        self.call = call


def inert(class_name):
    """A function that makes an Instance of whatever arguments."""
    return lambda *arguments, **named: Instance(class_name, arguments)


def encoded(text, encoding):
    """How protocols up to 2 write bytes: the only use of _codecs.encode that a pickle of data has."""
    if not isinstance(text, str) or encoding not in ("latin1", "latin-1"):
        raise Refused("the pickle calls _codecs.encode for something else than bytes")
    return text.encode("latin-1")


def collected(kind):
    def collect(elements=()):
        if not isinstance(elements, (list, tuple)):
            raise Refused(f"the pickle makes a {kind.__name__} of something else than a list")
        return kind(map(checked_key, elements))
    return collect


def raw(kind):
    def make(contents=b"", encoding="latin-1"):
        if isinstance(contents, str) and encoding == "latin-1":    # as protocols up to 2 have it
            contents = contents.encode("latin-1")
        if not isinstance(contents, (bytes, bytearray)):
            raise Refused(f"the pickle makes {kind.__name__} of something else than bytes")
        return kind(contents)
    return make


def made(class_, *arguments):
    """copyreg's ways to make an object: _reconstructor(class, base, state), __newobj__(class, ...)."""
    if not isinstance(class_, Global):
        raise Refused("the pickle makes an object of something that is no class")
    return class_.call()


def plain_dict(entries=()):
    if not isinstance(entries, (list, tuple)):
        raise Refused("the pickle makes a dictionary of something else than pairs")
    return OrderedDict((checked_key(key), value) for key, value in entries)


BUILT_IN = ("builtins", "__builtin__")
# What any pickle of data may ask for.
COMMON = {
    ("_codecs", "encode"): encoded,
    ("collections", "OrderedDict"): plain_dict,
    ("copyreg", "_reconstructor"): made, ("copy_reg", "_reconstructor"): made,
    ("copyreg", "__newobj__"): made, ("copy_reg", "__newobj__"): made,
    **{(module, "object"): inert("object") for module in BUILT_IN},
    **{(module, "set"): collected(set) for module in BUILT_IN},
    **{(module, "frozenset"): collected(frozenset) for module in BUILT_IN},
    **{(module, "bytes"): raw(bytes) for module in BUILT_IN},
    **{(module, "bytearray"): raw(bytearray) for module in BUILT_IN},
}

SCALARS = (str, bytes, int, float, bool, type(None))


def checked_key(key):
    """Keys are hashed, which recurses for tuples within tuples: a file could end the interpreter by them."""
    parts = key if isinstance(key, tuple) else (key,)
    if not all(isinstance(part, SCALARS) for part in parts):
        raise Refused("the pickle has a dictionary or set whose keys are neither texts nor numbers")
    return key
