# SPDX-License-Identifier: MIT
"""The library in the form that other build systems take.

two-files   picomlp.hpp and picomlp.cpp: the whole library, for any C++17 compiler
platformio  a library for PlatformIO: library.json, and the two files in src
arduino     a library for Arduino: the two files in src, and sketches
wrap        picomlp.wrap: a source archive as a subproject of Meson's
conan       conanfile.py: a recipe for Conan 2, and a package that tests it
vcpkg       a port for vcpkg: vcpkg.json and portfile.cmake
zephyr      a module for Zephyr, and a sample
esp-idf     a component for ESP-IDF, and an example
cmsis-pack  the files of a CMSIS-Pack, and the .pdsc that describes them

With --check nothing is written: what the folder holds is examined instead.
`package KIND --help` has the options of each.
"""

import argparse
import importlib
from pathlib import Path

from project import Failure

KINDS = {"two-files": "two_files", "platformio": "platformio", "arduino": "arduino_library", "wrap": "wrap",
         "conan": "conan_recipe", "vcpkg": "vcpkg_port", "zephyr": "zephyr_module", "esp-idf": "esp_idf_component",
         "cmsis-pack": "cmsis_pack"}


def arguments(words):
    parser = argparse.ArgumentParser(prog="package", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    for kind, module_name in KINDS.items():
        module = importlib.import_module(module_name)
        kind_parser = kinds.add_parser(kind, description=module.__doc__,
                                       formatter_class=argparse.RawDescriptionHelpFormatter)
        module.add_arguments(kind_parser)
        kind_parser.add_argument("--to", type=Path, required=True, metavar="FOLDER",
                                 help="made when missing; files of the same names are replaced")
        kind_parser.add_argument("--check", action="store_true",
                                 help="examine what is there; write nothing")
    return parser.parse_args(words)


def write(folder, files):
    """files: {name, which may hold folders: text, or bytes}"""
    for name, text in files.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        except OSError as error:
            raise Failure(f"{path}: {error.strerror}") from None
        print(path)


def read(folder, names):
    """{name: text}"""
    texts = {}
    for name in names:
        try:
            texts[name] = (folder / name).read_text(encoding="utf-8")
        except OSError as error:
            raise Failure(f"{folder / name}: {error.strerror}") from None
        except UnicodeDecodeError:
            raise Failure(f"{folder / name}: not UTF-8") from None
    return texts


def main(words):
    asked = arguments(words)
    kind = importlib.import_module(KINDS[asked.kind])
    if not asked.check:
        write(asked.to, kind.files(asked))
        return 0
    complaints = list(kind.complaints(read(asked.to, kind.names(asked)), asked))
    if complaints:
        raise Failure("\n".join(complaints))
    print(f"{asked.to}: {asked.kind} in order")
    return 0
