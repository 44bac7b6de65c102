#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The SPDX document of a build, which is made for this: every file of the library once, and as it is.

    sbom_test.py SOURCE_ROOT

SOURCE_ROOT is set up anew, for plain code and without optimization.
"""
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(sys.argv.pop(1)).resolve()
OPTIONS = ["-Dsimd=none", "-Doptimization=0", "-Dtests=disabled", "-Dexamples=disabled", "-Dtools=disabled"]


def run(*command, **environment):
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env={**os.environ, **environment}).stdout


def sbom(build, **environment):
    run("meson", "compile", "-C", build, "sbom", **environment)
    return json.loads((build / "picomlp.spdx.json").read_text(encoding="utf-8"))


class Document(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.build = pathlib.Path(cls.folder.name) / "build"
        run("meson", "setup", cls.build, ROOT, *OPTIONS)
        cls.before = subprocess.run([sys.executable, ROOT / "tools/sbom", cls.build, "--to", os.devnull],
                                    stderr=subprocess.PIPE, text=True)
        cls.document = sbom(cls.build, SOURCE_DATE_EPOCH="1700000000")
        cls.files = {file["fileName"]: file for file in cls.document["files"]}

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_a_library_that_is_not_built_is_said_so(self):
        self.assertNotEqual(self.before.returncode, 0)
        self.assertRegex(self.before.stderr, r"^sbom: the library is not built yet: meson compile")

    def test_checksums_are_those_of_the_files(self):
        for name, file in self.files.items():
            found = {one["algorithm"]: one["checksumValue"] for one in file["checksums"]}
            path = next(root / name for root in (self.build / "lib", self.build, ROOT) if (root / name).is_file())
            content = path.read_bytes()
            self.assertEqual(found, {"SHA1": hashlib.sha1(content).hexdigest(),
                                     "SHA256": hashlib.sha256(content).hexdigest()}, name)

    def test_every_source_that_was_compiled_is_there(self):
        members = set(run("ar", "t", self.build / "lib/libpicomlp.a").split())
        compiled = {name for name in self.files if name.endswith(".cpp")}
        self.assertEqual(len(members), len(compiled))
        for name in compiled:
            inner = name.removeprefix("./lib/").replace("/", "_")
            self.assertTrue(any(inner.endswith(member.removesuffix(".o")) for member in members), name)

    def test_headers_of_other_floors_and_the_profile_are_there(self):
        for name in ("./lib/picomlp/base/profile.hpp", "./lib/picomlp/kernels/order.hpp"):
            self.assertIn(name, self.files)
        self.assertFalse([name for name in self.files if name.startswith("./tests/")])

    def test_the_package_has_the_projects_version_and_licence(self):
        package, = self.document["packages"]
        version = re.search(r"version: '([^']+)'", (ROOT / "meson.build").read_text(encoding="utf-8"))[1]
        self.assertEqual((package["versionInfo"], package["licenseConcluded"]), (version, "MIT"))
        sums = sorted(file["checksums"][0]["checksumValue"] for name, file in self.files.items()
                      if name != "./libpicomlp.a")
        self.assertEqual(package["packageVerificationCode"]["packageVerificationCodeValue"],
                         hashlib.sha1("".join(sums).encode()).hexdigest())

    def test_every_file_is_related_and_has_a_name_of_its_own(self):
        names = [file["SPDXID"] for file in self.document["files"]]
        self.assertEqual(len(set(names)), len(names))
        for kind in ("CONTAINS", "GENERATED_FROM"):
            related = {one["relatedSpdxElement"] for one in self.document["relationships"]
                       if one["relationshipType"] == kind}
            self.assertEqual(related, set(names) - {"SPDXRef-File-libpicomlp.a"})

    def test_the_same_build_gives_the_same_document(self):
        self.assertEqual(sbom(self.build, SOURCE_DATE_EPOCH="1700000000"), self.document)
        self.assertEqual(self.document["creationInfo"]["created"], "2023-11-14T22:13:20Z")


if __name__ == "__main__":
    unittest.main()
