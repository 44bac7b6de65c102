# SPDX-License-Identifier: MIT
"""Picks out of the C fragments what a network needs, in an order in which C can read it.

A fragment is a C file whose paragraphs, parted by empty lines, are definitions. Where they name each other, they say
name_... or NAME_..., which becomes the network's own name. A definition that nothing needs is left out, so that no
compiler warns of it."""
import re
from functools import lru_cache
from pathlib import Path

from .numbers import in_decimal

FOLDER = Path(__file__).resolve().parent / "fragments"
# Where a definition is looked for. Those of integer stand for those of float where a float operation is a call.
FOLDERS = {"float": ["float", "real"], "double": ["double", "real"], "soft_float": ["integer", "float", "real"]}

PLACEHOLDER = re.compile(r"\b(?:name|NAME)_\w+")
DEFINED = [re.compile(pattern, re.M) for pattern in (
    r"^# *define (NAME_\w+)",
    r"^static (?:inline )?\w+ \**(name_\w+)\(",
    r"^typedef \w+ (name_\w+);",
    r"^} (name_\w+);")]


@lru_cache(maxsize=None)
def definitions_in(folder):
    """{name: paragraph} of every definition in a folder; a paragraph may define several."""
    found = {}
    for path in sorted((FOLDER / folder).glob("*.c")):
        for paragraph in path.read_text().strip().split("\n\n"):
            for pattern in DEFINED:
                for name in pattern.findall(paragraph):
                    assert name not in found, f"{path} defines {name} again"
                    found[name] = paragraph
    return found


def definition(name, folders):
    """The paragraph that defines a name; None where no fragment does."""
    return next((definitions_in(folder)[name] for folder in folders if name in definitions_in(folder)), None)


def needed(names, number):
    """The paragraphs that define these names and everything that they name, each behind what it needs."""
    order = []

    def add(name, path=()):
        paragraph = definition(name, FOLDERS[number])
        if paragraph is None or paragraph in order or paragraph in path:
            return
        for other in PLACEHOLDER.findall(paragraph):
            add(other, (*path, paragraph))
        order.append(paragraph)

    for name in names:
        add(name)
    return order


def code_for(names, number):
    """The definitions behind these names. Those of a float come twice where they differ: in integers and in floats."""
    usual = needed(names, number)
    soft = needed(names, "soft_float") if number == "float" else usual
    if soft == usual:
        return in_decimal("\n\n".join(usual), number)
    only_soft = [p for p in soft if p not in usual]
    only_usual = [p for p in usual if p not in soft]
    common = [p for p in usual if p in soft]
    differing = {name for p in only_soft + only_usual for pattern in DEFINED for name in pattern.findall(p)}
    first = []
    behind = []
    for paragraph in common:
        names_in = set(PLACEHOLDER.findall(paragraph))
        own = {name for pattern in DEFINED for name in pattern.findall(paragraph)}
        if (names_in - own) & differing:
            behind.append(paragraph)
            differing |= own
        else:
            first.append(paragraph)
    parts = [*first, "#if NAME_SOFT_FLOAT", *only_soft, "#else", *only_usual, "#endif", *behind]
    return in_decimal("\n\n".join(parts), number)


def named(code, name):
    """Code with the network's name in place of the placeholder."""
    return re.sub(r"\bNAME_(?=\w)", name.upper() + "_", re.sub(r"\bname_(?=\w)", name + "_", code))
