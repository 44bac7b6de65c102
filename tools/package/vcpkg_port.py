# SPDX-License-Identifier: MIT
"""A port for vcpkg, which builds a source archive by Meson: vcpkg.json and portfile.cmake."""

import json
import re

from archive import add_arguments, address_of, hash_of
from project import description, version

__all__ = ["add_arguments", "complaints", "files", "names"]

MANIFEST = "vcpkg.json"
PORT = "portfile.cmake"

TEXT = """\
# The bits are promised for a static library, compiled by the flags of its own build.
vcpkg_check_linkage(ONLY_STATIC_LIBRARY)

vcpkg_download_distfile(archive
    URLS "@URL@"
    FILENAME "@NAME@"
    SHA512 @HASH@
)
vcpkg_extract_source_archive(SOURCE_PATH ARCHIVE "${archive}")

set(rounding separate)
if("fused" IN_LIST FEATURES)
    set(rounding fused)
endif()
vcpkg_configure_meson(
    SOURCE_PATH "${SOURCE_PATH}"
    OPTIONS -Drounding=${rounding} -Dtests=disabled -Dexamples=disabled -Dtools=disabled
)
vcpkg_install_meson()
vcpkg_fixup_pkgconfig()
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
"""

FIELDS = {"address": r'URLS "(https?://[^"]*)"', "name": r'FILENAME "([^"]*)"', "hash": r"SHA512 ([0-9a-f]{128})\b"}


def names(asked):
    del asked
    return [MANIFEST, PORT]


def manifest():
    return {
        "name": "picomlp",
        "version": version(),
        "description": description(),
        "license": "MIT",
        "dependencies": [{"name": "vcpkg-tool-meson", "host": True}],
        "features": {"fused": {"description": "Sums of products with fused multiply-add"}},
    }


def files(asked):
    """{name: text}"""
    port = TEXT.replace("@URL@", address_of(asked)).replace("@NAME@", asked.archive.name)
    return {MANIFEST: json.dumps(manifest(), indent=2) + "\n",
            PORT: port.replace("@HASH@", hash_of(asked.archive, "sha512"))}


def complaints(texts, asked):
    """What is wrong with the files that a folder holds, a line for each."""
    try:
        said = dict(json.loads(texts[MANIFEST]))
    except (ValueError, TypeError) as error:
        yield f"{MANIFEST}: {error}"
        return
    for field, value in manifest().items():
        if said.get(field) != value:
            yield f"{MANIFEST}: {field} is {said.get(field)} and not {value}"
    found = {field: re.search(pattern, texts[PORT]) for field, pattern in FIELDS.items()}
    for field in FIELDS:
        if not found[field]:
            yield f"{PORT}: has no {field}"
    if not all(found.values()):
        return
    if found["name"][1] != asked.archive.name or not found["address"][1].endswith("/" + asked.archive.name):
        yield f"{PORT}: {found['address'][1]} is not {asked.archive.name}"
    if found["hash"][1] != hash_of(asked.archive, "sha512"):
        yield f"{PORT}: its hash is not that of {asked.archive}"
