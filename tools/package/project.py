# SPDX-License-Identifier: MIT
"""What this checkout is: version, description, licence, and the files of the library."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "lib"
LICENCE_LINE = "SPDX-License-" "Identifier: MIT"  # in two pieces: licence checkers read every line of every file


class Failure(Exception):
    """What was asked for cannot be written, or is not in order."""


def version():
    return re.search(r"^project\(.*?version: '([^']+)'", (ROOT / "meson.build").read_text(), re.S | re.M)[1]


def description():
    """The one sentence, as pkg-config has it."""
    return re.search(r"^  description: '([^']+)'", (LIBRARY / "meson.build").read_text(), re.M)[1]


def licence():
    return (ROOT / "LICENSE").read_text()


def floors():
    """The library's folders from below to above, as the table of its README has them."""
    return re.findall(r"^\| \[`(\w+)`\]\(picomlp/", (LIBRARY / "README.md").read_text(), re.M)


def sources():
    """Each source as picomlp/FLOOR/..., floor by floor."""
    names = []
    for floor in floors():
        folder = LIBRARY / "picomlp" / floor
        names += sorted(path.relative_to(LIBRARY).as_posix() for path in folder.rglob("*.cpp"))
    return names


def text_of(name):
    return (LIBRARY / name).read_text(encoding="utf-8")
