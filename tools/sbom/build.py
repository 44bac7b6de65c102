# SPDX-License-Identifier: MIT
"""What a build folder says of the library: its version, the archive, the files that it was compiled from."""
import json
import pathlib
import re
import subprocess
from dataclasses import dataclass

TAG = "SPDX-License-" "Identifier"  # in two pieces: licence checkers read every line of every file
LICENCE_LINE = re.compile(TAG + r": ([\w.+-]+)")


class Unusable(Exception):
    """A sentence that says what to do."""


@dataclass(frozen=True)
class Project:
    version: str
    source: pathlib.Path
    build: pathlib.Path
    copyright: str


@dataclass(frozen=True)
class File:
    name: str  # relative to the source, or to the build for what the build has made
    content: bytes
    licence: str


def _told(build, what):
    path = build / "meson-info" / f"intro-{what}.json"
    if not path.is_file():
        raise Unusable(f"{build} is not a folder that Meson set up: meson setup {build}")
    return json.loads(path.read_text(encoding="utf-8"))


def _library_targets(build):
    return [target for target in _told(build, "targets")
            if target["type"] == "static library" and re.fullmatch(r"picomlp(_\w+)?", target["name"])]


def project_of(build):
    build = build.resolve()
    version = _told(build, "projectinfo")["version"]
    definition = next(pathlib.Path(target["defined_in"]) for target in _library_targets(build)
                      if target["name"] == "picomlp")
    source = definition.parent.parent
    found = re.search(r"^(Copyright .*)$", (source / "LICENSE").read_text(encoding="utf-8"), re.MULTILINE)
    return Project(version, source, build, found[1])


def archive_of(build):
    """The library's bytes."""
    path = next(pathlib.Path(target["filename"][0]) for target in _library_targets(build)
                if target["name"] == "picomlp")
    if not path.is_file():
        raise Unusable(f"the library is not built yet: meson compile -C {build} sbom")
    return path.read_bytes()


def _noted_by_ninja(build):
    """(object file, the files that it depends on) for each that was compiled."""
    done = subprocess.run(["ninja", "-C", build, "-t", "deps"], stdout=subprocess.PIPE, check=True, text=True)
    for block in done.stdout.split("\n\n"):
        heading, *lines = block.split("\n")
        if ": #deps" in heading:
            yield heading.split(": #deps")[0], [line.strip() for line in lines if line.startswith("    ")]


def files_of(build, project):
    """The library's own sources and headers, in the order of their names."""
    folders = {str(pathlib.Path(target["filename"][0]).relative_to(project.build)) + ".p/"
               for target in _library_targets(build)}
    found = {}
    for compiled, needed in _noted_by_ninja(build):
        if not any(compiled.startswith(folder) for folder in folders):
            continue
        for name in needed:
            path = (project.build / name).resolve()
            for root in (project.build, project.source):
                if path.is_relative_to(root):
                    found.setdefault(str(path.relative_to(root)), path)
                    break
    if not found:
        raise Unusable(f"the library is not built yet: meson compile -C {build} sbom")
    return [_file(name, path) for name, path in sorted(found.items())]


def _file(name, path):
    content = path.read_bytes()
    licence = LICENCE_LINE.search(content.decode("utf-8"))
    if not licence:
        raise Unusable(f"{name} does not say its licence: begin it with a line {TAG}: MIT")
    return File(name, content, licence[1])
