# SPDX-License-Identifier: MIT
"""A module for Zephyr: zephyr/module.yml, CMakeLists.txt, Kconfig, the two files in src, and a sample that trains.

Rounding and vectors are choices of Kconfig. The flags that keep the bits are for the library's own source alone.
"""

import re

import firmware_files
from firmware_files import names
from project import version

__all__ = ["add_arguments", "complaints", "files", "names"]

MODULE, CMAKE, KCONFIG = "zephyr/module.yml", "zephyr/CMakeLists.txt", "zephyr/Kconfig"
SAMPLE = "samples/train_xor"


def add_arguments(parser):
    parser.add_argument("--url", metavar="URL", help="of the module's repository")


def package_url(url):
    """As `west spdx` names a package that is on GitHub."""
    found = re.fullmatch(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?", url)
    return f"pkg:github/{found[1]}@v{version()}" if found else None


def files(asked):
    """{name: text}"""
    made = firmware_files.files(asked)
    reference = package_url(asked.url)
    if reference:
        made[MODULE] += f"security:\n  external-references:\n    - {reference}\n"
    return made


def module_complaints(texts):
    said = firmware_files.yaml_fields(texts[MODULE])
    wanted = {"name": ["picomlp"], "build.cmake": ["zephyr"], "build.kconfig": [KCONFIG], "samples": ["samples"]}
    for field, value in wanted.items():
        if said.get(field) != value:
            yield f"{MODULE}: {field} is {said.get(field)} and not {value}"
    for reference in said.get("security.external-references", []):
        if not reference.endswith(f"@v{version()}"):
            yield f"{MODULE}: {reference} is not of version {version()}"


def complaints(texts, asked):
    """What is wrong with the files that a folder holds, a line for each."""
    del asked
    yield from module_complaints(texts)
    cmake, kconfig = texts[CMAKE], texts[KCONFIG]
    if firmware_files.command_words(cmake, "zephyr_library_sources") != [
            ["${CMAKE_CURRENT_LIST_DIR}/../src/picomlp.cpp"]]:
        yield f"{CMAKE}: the source is not src/picomlp.cpp"
    yield from firmware_files.flag_complaints(CMAKE, cmake, "zephyr_library_compile_options")
    yield from firmware_files.setting_complaints(KCONFIG, cmake + texts[f"{SAMPLE}/prj.conf"] +
                                                 texts[f"{SAMPLE}/sample.yaml"], kconfig)
    for rule in ("depends on CPP", "depends on !STD_CPP98 && !STD_CPP11 && !STD_CPP14"):
        if not re.search(rf"^\t{re.escape(rule)}$", kconfig, re.M):
            yield f"{KCONFIG}: PICOMLP has no `{rule}`"
    if f"revision: v{version()}\n" not in texts["README.md"]:
        yield f"README.md: its manifest is not of v{version()}"
    for profile, checksum in firmware_files.CHECKSUMS.items():
        if f"parameters {checksum}" not in texts[f"{SAMPLE}/sample.yaml"]:
            yield f"{SAMPLE}/sample.yaml: does not expect {checksum}, of {profile}"
    yield from firmware_files.complaints(texts)
