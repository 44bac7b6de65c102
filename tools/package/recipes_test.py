# SPDX-License-Identifier: MIT
"""The kinds that name a source archive: Meson's wrap, Conan's recipe, vcpkg's port.

tests/packaging/packaging.py uses the wrap.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from argparse import Namespace
from pathlib import Path
from unittest import mock

TOOL = Path(__file__).resolve().parent
sys.path.insert(0, str(TOOL))

import conan_recipe
import vcpkg_port
import wrap
from project import LIBRARY, Failure, version


class OfAnArchive(unittest.TestCase):
    """A kind that names a source archive. Those that inherit say what is theirs."""

    kind = None

    def setUp(self):
        if not self.kind:
            self.skipTest("no kind")
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.archive = self.folder / f"picomlp-{version()}.tar.gz"
        self.archive.write_bytes(b"archive")
        self.asked = Namespace(kind="it", archive=self.archive, url="https://example.org/releases/")
        self.made = self.kind.files(self.asked)

    def complaints(self, old="", new=""):
        changed = {name: text.replace(old, new) for name, text in self.made.items()}
        return list(self.kind.complaints(changed, self.asked))

    def test_what_was_written_is_in_order(self):
        self.assertEqual(self.complaints(), [])
        self.assertEqual(sorted(self.made), sorted(self.kind.names(self.asked)))
        self.assertIn(f"https://example.org/releases/picomlp-{version()}.tar.gz", "".join(self.made.values()))

    def test_an_archive_that_has_changed(self):
        self.archive.write_bytes(b"another")
        (complaint,) = self.complaints()
        self.assertTrue(complaint.endswith(f"hash is not that of {self.archive}"))

    def test_an_address_that_is_none(self):
        self.assertEqual(len(self.complaints("https:/", "")), 1)

    def test_another_file_at_the_address(self):
        self.assertEqual(len(self.complaints(f"releases/picomlp-{version()}.tar.gz", "releases/picomlp.zip")), 1)

    def test_another_archive(self):
        with self.assertRaisesRegex(Failure, f"this checkout is picomlp-{version()}"):
            self.kind.files(Namespace(kind="it", archive=Path("picomlp-0.0.9.tar.gz"), url="https://example.org"))

    def test_no_address(self):
        with self.assertRaisesRegex(Failure, "^it: --url says where the archive is published$"):
            self.kind.files(Namespace(kind="it", archive=self.archive, url=None))


class Wrap(OfAnArchive):
    kind = wrap

    def test_another_version(self):
        self.assertEqual(self.complaints("directory = picomlp-" + version(), "directory = picomlp-0.0.9"),
                         [f"picomlp.wrap: is not of version {version()}: picomlp-0.0.9"])

    def test_nothing_provided(self):
        self.assertEqual(self.complaints("picomlp = picomlp_dep", "picomlp = dep"),
                         ["picomlp.wrap: does not provide picomlp by picomlp_dep"])


MESON_OPTIONS = re.findall(r"^option\('(\w+)'", (LIBRARY.parent / "meson_options.txt").read_text(), re.M)


class Conan(OfAnArchive):
    """Conan is not among Debian's packages: the recipe runs with stand-ins that write down what it asks for."""

    kind = conan_recipe

    def recipe(self):
        asked = []

        def stand_in(name):
            def call(*words, **options):
                asked.append((name, words[1:], options))
                return mock.Mock(project_options=project_options)
            return call

        project_options = {}
        modules = {"conan": mock.Mock(ConanFile=object), "conan.tools": mock.Mock()}
        for module, names in (("files", ["copy", "get", "rmdir"]), ("layout", ["basic_layout"]),
                              ("meson", ["Meson", "MesonToolchain"])):
            modules[f"conan.tools.{module}"] = mock.Mock(**{name: stand_in(name) for name in names})
        space = {}
        with mock.patch.dict(sys.modules, modules):
            exec(self.made["conanfile.py"], space)
        recipe = space["PicomlpConan"]()
        recipe.options = mock.Mock(rounding="fused")
        recipe.source_folder = recipe.package_folder = "folder"
        recipe.cpp_info = mock.Mock()
        return recipe, asked, project_options

    def test_it_names_what_the_build_has(self):
        recipe, _, project_options = self.recipe()
        recipe.generate()
        self.assertLessEqual(set(project_options), set(MESON_OPTIONS))
        self.assertEqual(project_options["rounding"], "fused")

    def test_every_step_runs(self):
        recipe, asked, _ = self.recipe()
        for step in (recipe.layout, recipe.source, recipe.generate, recipe.build, recipe.package, recipe.package_info):
            step()
        self.assertEqual([name for name, _, _ in asked], ["basic_layout", "get", "MesonToolchain", "Meson", "copy",
                                                          "Meson", "rmdir", "rmdir"])
        self.assertEqual([words for name, words, _ in asked if name == "rmdir"],
                         [("folder/lib/cmake",), ("folder/lib/pkgconfig",)])
        self.assertEqual(recipe.cpp_info.libs, ["picomlp"])

    def test_another_version(self):
        self.assertEqual(self.complaints(f'version = "{version()}"', 'version = "0.0.9"'),
                         [f"conanfile.py: is of version 0.0.9, meson.build of {version()}"])

    def test_another_test_package(self):
        self.assertEqual(self.complaints("learned", "lost"),
                         ["test_package/program.cpp: is not that of this checkout"])


class Vcpkg(OfAnArchive):
    """Nor is vcpkg: CMake runs the port with functions of these names that print what they are called with."""

    kind = vcpkg_port
    functions = ["vcpkg_check_linkage", "vcpkg_download_distfile", "vcpkg_extract_source_archive",
                 "vcpkg_configure_meson", "vcpkg_install_meson", "vcpkg_fixup_pkgconfig", "vcpkg_install_copyright"]

    @unittest.skipUnless(shutil.which("cmake"), "there is no cmake")
    def test_the_port_is_cmake_and_names_what_the_build_has(self):
        (self.folder / "portfile.cmake").write_text(self.made["portfile.cmake"])
        stand_ins = "".join(f'function({name})\nmessage(NOTICE "{name} ${{ARGN}}")\nendfunction()\n'
                            for name in self.functions)
        (self.folder / "run.cmake").write_text(
            f"cmake_minimum_required(VERSION 3.13)\n{stand_ins}set(FEATURES fused)\n"
            f"include({self.folder}/portfile.cmake)\n")
        done = subprocess.run(["cmake", "-P", self.folder / "run.cmake"], text=True, capture_output=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([line.split()[0] for line in done.stderr.splitlines()], self.functions)
        options = dict(re.findall(r"-D(\w+)=(\w+)", done.stderr))
        self.assertLessEqual(set(options), set(MESON_OPTIONS))
        self.assertEqual(options["rounding"], "fused")

    def test_another_version(self):
        self.assertEqual(self.complaints(f'"version": "{version()}"', '"version": "0.0.9"'),
                         [f"vcpkg.json: version is 0.0.9 and not {version()}"])


if __name__ == "__main__":
    unittest.main()
