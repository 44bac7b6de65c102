#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every source says its licence in its first lines; what a program writes is left to REUSE.toml.

    licences_test.py SOURCE_ROOT
"""
import pathlib
import re
import sys

TAG = "SPDX-License-" "Identifier: MIT"
SOURCES = {".cpp", ".hpp", ".in", ".c", ".h", ".py", ".js", ".mjs", ".css", ".html", ".ini", ".ld", ".cmake", ".sollya"}
NAMES = {"meson.build", "meson_options.txt", "Makefile", "CMakeLists.txt", "quickstart"}
FOLDERS = ("lib", "tests", "examples", "tools")
WRITTEN = re.compile(r"[Ww]ritten by \S+\.(?:py|cpp)|regenerate with")
# As tools/import and the examples write them.
MODELS = re.compile(r"two_moons(?:_image)?\.[ch]|digits_(?:image|int8|model|vectors)\.hp?p?")


def is_source(path):
    return path.is_file() and (path.suffix in SOURCES or path.name in NAMES)


def is_written(path, beginning):
    return "golden" in path.parts or MODELS.fullmatch(path.name) or WRITTEN.search(beginning)


def beginning(path):
    with open(path, encoding="utf-8") as file:
        return "".join(line for line, _ in zip(file, range(4)))


def complaints(root):
    count = 0
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            inner = path.relative_to(root)
            if not is_source(path) or any(part.startswith("build") for part in inner.parts[:-1]):
                continue
            first = beginning(path)
            count += 1
            if TAG not in first and not is_written(inner, first):
                yield f"{inner}: does not say its licence in its first lines: {TAG}"
    if count < 1000:
        yield f"only {count} sources were found in {root}"


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    found = list(complaints(root))
    print("\n".join(found) if found else "every source says its licence")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
