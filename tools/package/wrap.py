# SPDX-License-Identifier: MIT
"""picomlp.wrap: a source archive as a subproject of Meson's.

The archive is one that `meson dist` has made. Where a project has it in subprojects/packagecache, Meson fetches
nothing.
"""

import configparser
import re

from archive import add_arguments, address_of, hash_of
from project import version

__all__ = ["add_arguments", "complaints", "files", "names"]

WRAP = "picomlp.wrap"


def names(asked):
    del asked
    return [WRAP]


def files(asked):
    """{name: text}"""
    return {WRAP: f"""\
[wrap-file]
directory = picomlp-{version()}
source_url = {address_of(asked)}
source_filename = {asked.archive.name}
source_hash = {hash_of(asked.archive, "sha256")}

[provide]
picomlp = picomlp_dep
"""}


def complaints(texts, asked):
    """What is wrong with the file that a folder holds, a line for each."""
    file = configparser.ConfigParser(interpolation=None)
    try:
        file.read_string(texts[WRAP])
        wrap, provided = dict(file["wrap-file"]), dict(file["provide"])
    except (configparser.Error, KeyError) as error:
        yield f"{WRAP}: {str(error).splitlines()[0]}"
        return
    for field in ("directory", "source_url", "source_filename", "source_hash"):
        if field not in wrap:
            yield f"{WRAP}: has no {field}"
    if wrap.get("directory") != f"picomlp-{version()}":
        yield f"{WRAP}: is not of version {version()}: {wrap.get('directory')}"
    if not wrap.get("source_url", "").endswith("/" + wrap.get("source_filename", "")):
        yield f"{WRAP}: source_url is not one of {wrap.get('source_filename')}"
    if not re.match(r"https?://", wrap.get("source_url", "")):
        yield f"{WRAP}: source_url is no address: {wrap.get('source_url')}"
    if wrap.get("source_hash") != hash_of(asked.archive, "sha256"):
        yield f"{WRAP}: source_hash is not that of {asked.archive}"
    if provided != {"picomlp": "picomlp_dep"}:
        yield f"{WRAP}: does not provide picomlp by picomlp_dep"
