# SPDX-License-Identifier: MIT
"""A recipe for Conan 2, which builds a source archive by Meson: conanfile.py, and a package that tests it."""

import re

from archive import add_arguments, address_of, hash_of
from project import ROOT, description, version

__all__ = ["add_arguments", "complaints", "files", "names"]

RECIPE = "conanfile.py"

TEXT = '''\
"""picomlp: a multilayer perceptron with the same bits on every target."""

import os

from conan import ConanFile
from conan.tools.files import copy, get, rmdir
from conan.tools.layout import basic_layout
from conan.tools.meson import Meson, MesonToolchain


class PicomlpConan(ConanFile):
    name = "picomlp"
    version = "@VERSION@"
    description = "@DESCRIPTION@"
    license = "MIT"
    topics = ("neural-network", "machine-learning", "embedded")
    package_type = "static-library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"rounding": ["separate", "fused"]}
    default_options = {"rounding": "separate"}

    def layout(self):
        basic_layout(self, src_folder="src")

    def build_requirements(self):
        self.tool_requires("meson/[>=1.0.0]")

    def source(self):
        get(self, "@URL@",
            sha256="@HASH@", strip_root=True)

    def generate(self):
        toolchain = MesonToolchain(self)
        toolchain.project_options["rounding"] = str(self.options.rounding)
        for part in ("tests", "examples", "tools"):
            toolchain.project_options[part] = "disabled"
        toolchain.generate()

    def build(self):
        meson = Meson(self)
        meson.configure()
        meson.build()

    def package(self):
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))
        Meson(self).install()
        # Conan's generators write these for those who use the package.
        for folder in ("cmake", "pkgconfig"):
            rmdir(self, os.path.join(self.package_folder, "lib", folder))

    def package_info(self):
        self.cpp_info.libs = ["picomlp"]
'''

TEST = '''\
import os

from conan import ConanFile
from conan.tools.build import can_run
from conan.tools.layout import basic_layout
from conan.tools.meson import Meson


class PicomlpTest(ConanFile):
    settings = "os", "arch", "compiler", "build_type"
    generators = "MesonToolchain", "PkgConfigDeps"

    def layout(self):
        basic_layout(self)

    def requirements(self):
        self.requires(self.tested_reference_str)

    def build_requirements(self):
        self.tool_requires("meson/[>=1.0.0]")

    def build(self):
        meson = Meson(self)
        meson.configure()
        meson.build()

    def test(self):
        if can_run(self):
            self.run(os.path.join(self.cpp.build.bindir, "program"), env="conanrun")
'''

# A user's program, by which every package is tried.
CONSUMER = ROOT / "tests/packaging/consumer"

FIELDS = {"version": r'^    version = "([^"]*)"$', "address": r'\bget\(self, "(https?://[^"]*)"',
          "hash": r'\bsha256="([0-9a-f]{64})"'}


def test_package():
    """{name: text}"""
    made = {"test_package/conanfile.py": TEST}
    made.update((f"test_package/{name}", (CONSUMER / name).read_text()) for name in ("meson.build", "program.cpp"))
    return made


def names(asked):
    del asked
    return [RECIPE, *test_package()]


def recipe(address, hash_):
    text = TEXT.replace("@VERSION@", version()).replace("@DESCRIPTION@", description())
    return text.replace("@URL@", address).replace("@HASH@", hash_)


def files(asked):
    """{name: text}"""
    return {RECIPE: recipe(address_of(asked), hash_of(asked.archive, "sha256")), **test_package()}


def complaints(texts, asked):
    """What is wrong with the file that a folder holds, a line for each."""
    for name, text in test_package().items():
        if texts[name] != text:
            yield f"{name}: is not that of this checkout"
    text = texts[RECIPE]
    said = {field: re.search(pattern, text, re.M) for field, pattern in FIELDS.items()}
    for field, found in said.items():
        if not found:
            yield f"{RECIPE}: has no {field}"
    if not all(said.values()):
        return
    if said["version"][1] != version():
        yield f"{RECIPE}: is of version {said['version'][1]}, meson.build of {version()}"
    if not said["address"][1].endswith("/" + asked.archive.name):
        yield f"{RECIPE}: {said['address'][1]} is not {asked.archive.name}"
    if said["hash"][1] != hash_of(asked.archive, "sha256"):
        yield f"{RECIPE}: its hash is not that of {asked.archive}"
