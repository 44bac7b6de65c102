# SPDX-License-Identifier: MIT
"""A component for ESP-IDF: idf_component.yml, CMakeLists.txt, Kconfig, the two files in src, an example that trains.

Rounding is a choice of Kconfig. The flags that keep the bits are for the component's own source alone.
"""

import firmware_files
from firmware_files import files, names
from project import description, version

__all__ = ["add_arguments", "complaints", "files", "names"]

MANIFEST, CMAKE, KCONFIG = "idf_component.yml", "CMakeLists.txt", "Kconfig"
EXAMPLE = "examples/train_xor"


def add_arguments(parser):
    parser.add_argument("--url", metavar="URL", help="of the component's repository, without .git")


def manifest_complaints(texts):
    said = firmware_files.yaml_fields(texts[MANIFEST])
    wanted = {"version": version(), "description": description(), "license": "MIT", "dependencies.idf": ">=5.0"}
    for field, value in wanted.items():
        if said.get(field) != [value]:
            yield f"{MANIFEST}: {field} is {said.get(field)} and not {value}"
    for field in ("url", "repository"):
        if not said.get(field, [""])[0].startswith("https://"):
            yield f"{MANIFEST}: {field} is no address: {said.get(field)}"
    name = f"{EXAMPLE}/main/{MANIFEST}"
    said = firmware_files.yaml_fields(texts[name])
    if said.get("dependencies.picomlp.version") != [f"^{version()}"]:
        yield f"{name}: is not of version {version()}"
    if said.get("dependencies.picomlp.override_path") != ["../../.."]:
        yield f"{name}: does not use the component that it lies in"


def complaints(texts, asked):
    """What is wrong with the files that a folder holds, a line for each."""
    del asked
    yield from manifest_complaints(texts)
    cmake = texts[CMAKE]
    if firmware_files.command_words(cmake, "idf_component_register") != [
            ["SRCS", "src/picomlp.cpp", "INCLUDE_DIRS", "src"]]:
        yield f"{CMAKE}: registers another source than src/picomlp.cpp, or another folder of headers than src"
    for words in firmware_files.command_words(cmake, "target_compile_options"):
        if words[:2] != ["${COMPONENT_LIB}", "PRIVATE"]:
            yield f"{CMAKE}: flags are {' '.join(words[:2])} and not PRIVATE"
    for words in firmware_files.command_words(cmake, "target_compile_definitions"):
        if words[:2] != ["${COMPONENT_LIB}", "PUBLIC"]:
            yield f"{CMAKE}: the setting {words[-1]} is not PUBLIC"
    yield from firmware_files.flag_complaints(CMAKE, cmake, "target_compile_options")
    yield from firmware_files.setting_complaints(KCONFIG, cmake, texts[KCONFIG])
    yield from firmware_files.complaints(texts)
