# SPDX-License-Identifier: MIT
"""A library for Arduino: library.properties, the two files in src, and examples.

A core of C++17 or later compiles the two files to the library's bits. For an older one they are empty, and
picomlp_arduino.h says in one line what to do. Sketches there take a C99 model that tools/import writes, as the example
int8 does, or link with archives that --precompiled has found, by picomlp.h, as the example predict_c does.
"""

import re
from argparse import Namespace
from pathlib import Path

import two_files
from arduino_keywords import keywords
from project import Failure, licence, version

TEXTS = Path(__file__).resolve().parent / "arduino_texts"
PROPERTIES = "library.properties"
KEYWORDS = "keywords.txt"
ENTRY = "picomlp_arduino.h"
TWO_FILES = Namespace(with_c=True)

# By an archive the core's compiler does not see our sources: of src/MCU/FPU-ABI and src/MCU Arduino takes the first.
ARCHIVE = "libpicomlp.a"
PRECOMPILED = "precompiled=full\nldflags=-lpicomlp\n"

# The headers that tools/import and tools/export write for C++ include this name.
FORWARD = "src/picomlp/picomlp.hpp"
FORWARD_TEXT = '#pragma once\n#include "../picomlp.hpp"\n'

# All of src is compiled, whatever the core's standard.
GUARD = "#if __cplusplus >= 201703L  // picomlp_arduino.h says what older ones are to do\n\n"
END_OF_GUARD = "\n#endif  // C++17\n"

# What Arduino's specification of libraries asks for.
FIELDS = ["name", "version", "author", "maintainer", "sentence", "paragraph", "category", "url", "architectures",
          "includes"]
CATEGORIES = ["Display", "Communication", "Signal Input/Output", "Sensors", "Device Control", "Timing", "Data Storage",
              "Data Processing", "Other"]
NAME = re.compile(r"(?!arduino)[a-z0-9][\w .-]{0,62}", re.I | re.A)
VERSION = re.compile(r"\d+\.\d+\.\d+")
KEYWORD_LINE = re.compile(r"[A-Za-z_]\w*\t(?:KEYWORD1|KEYWORD2|LITERAL1)")


def add_arguments(parser):
    parser.add_argument("--url", metavar="URL", help="of the repository")
    parser.add_argument("--precompiled", type=Path, metavar="FOLDER",
                        help=f"whose MCU/{ARCHIVE} and MCU/FPU-ABI/{ARCHIVE} the library is to have")


def example_names():
    """Each file of the examples, as the library's folder has it."""
    return sorted(path.relative_to(TEXTS).as_posix() for path in (TEXTS / "examples").rglob("*") if path.is_file())


def own_texts():
    """{name: text} of the files that are as this checkout has them."""
    texts = {"LICENSE": licence(), f"src/{ENTRY}": (TEXTS / ENTRY).read_text(), FORWARD: FORWARD_TEXT}
    texts.update((name, (TEXTS / name).read_text()) for name in example_names())
    texts["examples/predict_c/two_moons_image.h"] = texts["examples/predict/two_moons_image.h"]
    return texts


def archives(folder):
    """{name below src: path} of the archives in a folder that is laid out as src is to be."""
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.a"))}
    for name in found:
        if not re.fullmatch(rf"[\w-]+/(?:[\w-]+/)?{re.escape(ARCHIVE)}", name, re.A):
            raise Failure(f"{folder / name}: is neither MCU/{ARCHIVE} nor MCU/FPU-ABI/{ARCHIVE}")
    return found


def names(asked):
    del asked
    return [PROPERTIES, KEYWORDS, *own_texts(), *(f"src/{name}" for name in two_files.names(TWO_FILES))]


def properties(url, has_archives=False):
    fields = {
        "name": "picomlp",
        "version": version(),
        "author": "The picomlp authors",
        "maintainer": "The picomlp authors",
        "sentence": "Neural networks that learn and predict on the board, with the same bits on every target.",
        "paragraph": "Multilayer perceptrons of fixed size without a heap, of floats and of int8. Needs a core that "
                     "compiles C++17; on any other, an Uno among them, a generated C99 model predicts.",
        "category": "Data Processing",
        "url": url,
        "architectures": "*",
        "includes": ENTRY,
    }
    return "".join(f"{field}={value}\n" for field, value in fields.items()) + PRECOMPILED * has_archives


def guarded(text):
    """A source that is empty before C++17. Its first lines, the licence, stay first."""
    first, rest = text.split("\n\n", 1)
    return f"{first}\n\n{GUARD}{rest}{END_OF_GUARD}"


def files(asked):
    """{name: text, or an archive's bytes}"""
    if not asked.url:
        raise Failure("arduino: --url says where the repository is")
    made = {f"src/{name}": text for name, text in two_files.files(TWO_FILES).items()}
    source = f"src/{two_files.SOURCE}"
    made[source] = guarded(made[source])
    found = archives(asked.precompiled) if asked.precompiled else {}
    if asked.precompiled and not found:
        raise Failure(f"{asked.precompiled}: has no {ARCHIVE}")
    return {PROPERTIES: properties(asked.url, bool(found)), KEYWORDS: keywords(made[f"src/{two_files.HEADER}"]),
            **own_texts(), **made, **{f"src/{name}": path.read_bytes() for name, path in found.items()}}


def complaints_of_properties(text):
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    said = dict(line.split("=", 1) for line in lines if "=" in line)
    if len(said) != len(lines):
        yield "a line is no field=value, or a field is there twice"
    for field in FIELDS:
        if not said.get(field, "").strip():
            yield f"has no {field}"
    if not NAME.fullmatch(said.get("name", "")):
        yield f"Arduino takes no library of the name {said.get('name')}"
    if not VERSION.fullmatch(said.get("version", "")) or said["version"] != version():
        yield f"is of version {said.get('version')}, meson.build of {version()}"
    if said.get("category") not in CATEGORIES:
        yield f"{said.get('category')} is none of Arduino's categories"
    if not said.get("url", "").startswith(("https://", "http://")):
        yield f"url is no address: {said.get('url')}"
    for name in said.get("includes", "").split(","):
        if name.strip() != ENTRY:
            yield f"a sketch is to include {name.strip()} and not {ENTRY}"


def complaints_of_folder(folder, known):
    """What Arduino would compile, or refuse, besides the files that are known."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            yield f"{name}: is a symbolic link, which Arduino's library manager refuses"
        elif path.is_file() and name not in known and name.startswith("src/") and path.suffix != ".a":
            yield f"{name}: all of src is compiled, and this is no part of it"
        elif path.suffix == ".exe" or path.name == ".development":
            yield f"{name}: Arduino's library manager refuses it"
    for example in sorted(path for path in (folder / "examples").glob("*") if path.is_dir()):
        if not (example / f"{example.name}.ino").is_file():
            yield f"examples/{example.name}: has no {example.name}.ino"


def complaints_of_archives(folder, text):
    """Arduino looks for archives where library.properties says that there are some, and there alone."""
    found = archives(folder / "src")
    if bool(found) != (PRECOMPILED in text):
        yield f"{PROPERTIES}: src has {len(found)} archives, which must be told by: {PRECOMPILED.split()}"


def complaints_of_keywords(text):
    words = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            words.append(line.split("\t")[0])
            if not KEYWORD_LINE.fullmatch(line):
                yield f"is no word, one tab and its kind: {line}"
    for word in sorted({word for word in words if words.count(word) > 1}):
        yield f"{word} is there twice"


def complaints(texts, asked):
    """What is wrong with the files that a folder holds, a line for each."""
    for name, complaints_of in ((PROPERTIES, complaints_of_properties), (KEYWORDS, complaints_of_keywords)):
        yield from (f"{name}: {complaint}" for complaint in complaints_of(texts[name]))
    for name, text in own_texts().items():
        if texts[name] != text:
            yield f"{name}: is not that of this checkout"
    source = texts[f"src/{two_files.SOURCE}"]
    if source.count(GUARD) != 1 or not source.endswith(END_OF_GUARD):
        yield f"src/{two_files.SOURCE}: is not left out before C++17"
    inner = {name: texts[f"src/{name}"] for name in two_files.names(TWO_FILES)}
    yield from (f"src/{complaint}" for complaint in two_files.complaints(inner, TWO_FILES))
    yield from complaints_of_folder(asked.to, set(texts))
    yield from complaints_of_archives(asked.to, texts[PROPERTIES])
