# SPDX-License-Identifier: MIT
"""The files of a CMSIS-Pack: picomlp.picomlp.pdsc, the two files in src, and a template that trains.

Rounding is a variant of the component. In the folder, `zip -r picomlp.picomlp.VERSION.pack .` makes the pack.
"""

from xml.etree import ElementTree

import firmware_files
from firmware_files import names
from project import version

__all__ = ["add_arguments", "complaints", "files", "names"]

DESCRIPTION_FILE = "picomlp.picomlp.pdsc"
FUSED = "#define PICOMLP_ROUNDING_FUSED"
FILES = [
    {"category": "doc", "name": "README.md"},
    {"category": "header", "name": "src/picomlp.hpp"},
    {"category": "header", "name": "src/picomlp.h"},
    {"category": "sourceCpp", "name": "src/picomlp.cpp"},
    {"category": "sourceCpp", "name": "templates/train_xor.cpp", "attr": "template", "select": "Train on the chip"},
]


def add_arguments(parser):
    parser.add_argument("--url", metavar="URL", help="of the folder that the pack is published in")


def files(asked):
    """{name: text}"""
    made = firmware_files.files(asked)
    lines = ["        <file " + " ".join(f'{field}="{value}"' for field, value in file.items()) + "/>"
             for file in FILES]
    made[DESCRIPTION_FILE] = made[DESCRIPTION_FILE].replace("@FILES@", "\n".join(lines))
    return made


def component_complaints(component, texts):
    variant = component.get("Cvariant")
    said = f"{DESCRIPTION_FILE}: variant {variant}"
    if component.get("Cversion") != version():
        yield f"{said} is of version {component.get('Cversion')}, meson.build of {version()}"
    named = [file.get("name") for file in component.iter("file")]
    for name in named:
        if name not in texts:
            yield f"{said} names {name}, which is not there"
    for file in FILES:
        if file["name"] not in named:
            yield f"{said} does not name {file['name']}"
    if (FUSED in (component.findtext("Pre_Include_Global_h") or "")) != (variant == "Fused"):
        yield f"{said} is not of its rounding"


def complaints(texts, asked):
    """What is wrong with the files that a folder holds, a line for each."""
    del asked
    try:
        package = ElementTree.fromstring(texts[DESCRIPTION_FILE])
    except ElementTree.ParseError as error:
        yield f"{DESCRIPTION_FILE}: is no XML: {error}"
        return
    if f"{package.findtext('vendor')}.{package.findtext('name')}.pdsc" != DESCRIPTION_FILE:
        yield f"{DESCRIPTION_FILE}: is not named by vendor and name"
    url = package.findtext("url") or ""
    if not (url.startswith("https://") and url.endswith("/")):
        yield f"{DESCRIPTION_FILE}: url is no folder's address: {url}"
    releases = [release.get("version") for release in package.iter("release")]
    if releases != [version()]:
        yield f"{DESCRIPTION_FILE}: is of version {releases}, meson.build of {version()}"
    for name in (package.findtext("license"), *(found.get("name") for found in package.iter("license"))):
        if name not in (None, "LICENSE"):
            yield f"{DESCRIPTION_FILE}: the licence is LICENSE and not {name}"
    if package.findtext("license") is None:
        yield f"{DESCRIPTION_FILE}: has no licence"
    components = package.findall("components/component")
    if sorted(component.get("Cvariant") for component in components) != ["Fused", "Separate"]:
        yield f"{DESCRIPTION_FILE}: has not the variants Fused and Separate"
    for component in components:
        yield from component_complaints(component, texts)
    yield from firmware_files.complaints(texts)
