# SPDX-License-Identifier: MIT
"""A library for PlatformIO: library.json, and the two files in src.

What includes picomlp.hpp needs C++17: `build_unflags = -std=gnu++11` and `build_flags = -std=gnu++17` in
platformio.ini, where the platform's own standard is older.
"""

import json
from argparse import Namespace

import two_files
from project import Failure, description, licence, version

MANIFEST = "library.json"
TWO_FILES = Namespace(with_c=True)


def add_arguments(parser):
    parser.add_argument("--url", metavar="URL", help="of the repository")


def names(asked):
    del asked
    return [MANIFEST, "LICENSE", *(f"src/{name}" for name in two_files.names(TWO_FILES))]


def manifest(url):
    return {
        "name": "picomlp",
        "version": version(),
        "description": description(),
        "keywords": ["neural network", "machine learning", "mlp", "tinyml", "training"],
        "license": "MIT",
        "authors": [{"name": "The picomlp authors"}],
        "repository": {"type": "git", "url": url},
        "frameworks": "*",
        "platforms": "*",
        "headers": ["picomlp.hpp", "picomlp.h"],
        "build": {"srcDir": "src", "includeDir": "src", "flags": ["-ffp-contract=off"]},
    }


def files(asked):
    """{name: text}"""
    if not asked.url:
        raise Failure("platformio: --url says where the repository is")
    made = {MANIFEST: json.dumps(manifest(asked.url), indent=2) + "\n", "LICENSE": licence()}
    made.update((f"src/{name}", text) for name, text in two_files.files(TWO_FILES).items())
    return made


def complaints(texts, asked):
    """What is wrong with the files that a folder holds, a line for each."""
    del asked
    try:
        said = json.loads(texts[MANIFEST])
        wanted = manifest(said.get("repository", {}).get("url", ""))
    except (json.JSONDecodeError, AttributeError) as error:
        yield f"{MANIFEST}: {error}"
        return
    for field, value in wanted.items():
        if said.get(field) != value:
            yield f"{MANIFEST}: {field} is {said.get(field)} and not {value}"
    if not str(wanted["repository"]["url"]).startswith("https://"):
        yield f"{MANIFEST}: the repository's url is no address: {wanted['repository']['url']}"
    if texts["LICENSE"] != licence():
        yield "LICENSE: is not that of this checkout"
    inner = {name[len("src/"):]: text for name, text in texts.items() if name.startswith("src/")}
    yield from (f"src/{complaint}" for complaint in two_files.complaints(inner, TWO_FILES))
