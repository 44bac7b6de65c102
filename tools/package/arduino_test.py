# SPDX-License-Identifier: MIT
"""The library for Arduino, without a compiler for boards: tests/packaging/arduino.py has one."""

import contextlib
import importlib.util
import io
import shutil
import sys
import tempfile
import unittest
from argparse import Namespace
from pathlib import Path

TOOL = Path(__file__).resolve().parent
sys.path.insert(0, str(TOOL))

import arduino_library
import arduino_models
from arduino_keywords import keywords
from command_line import write
from project import Failure, version

URL = "https://example.org/picomlp"


class Keywords(unittest.TestCase):
    def test_types_functions_and_constants_of_the_namespace(self):
        text = """
            #pragma once
            namespace picomlp {
            enum class way { up };
            inline constexpr way usual = way::up;
            inline namespace PICOMLP_PROFILE {
            // int comment();
            namespace detail { struct inner {}; }
            struct [[nodiscard]] result { int value; };
            template <class T> struct alignas(sizeof(T)) aligned {};
            using whole = int;
            result compute(int from) noexcept;
            bool operator==(result, result);
            inline int twice(int x) { int local = x; return local; }
            }
            }
            namespace other { int foreign(); }
        """
        self.assertEqual(keywords(text),
                         "# types\naligned\tKEYWORD1\nresult\tKEYWORD1\nway\tKEYWORD1\nwhole\tKEYWORD1\n\n"
                         "# functions\ncompute\tKEYWORD2\ntwice\tKEYWORD2\n\n# constants\nusual\tLITERAL1\n")


class Arduino(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.made = arduino_library.files(Namespace(url=URL, precompiled=None))

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def written(self, files):
        with contextlib.redirect_stdout(io.StringIO()):
            write(self.folder, files)

    def complaints(self, texts):
        return list(arduino_library.complaints(texts, Namespace(to=self.folder)))

    def complaints_of_properties(self, old, new):
        return list(arduino_library.complaints_of_properties(self.made["library.properties"].replace(old, new, 1)))

    def test_what_was_written_is_in_order(self):
        self.written(self.made)
        self.assertEqual(self.complaints(self.made), [])
        self.assertEqual(sorted(self.made), sorted(arduino_library.names(None)))

    def test_each_part_is_checked(self):
        changed = {**self.made, "src/picomlp.hpp": self.made["src/picomlp.hpp"] + "#include <math.h>\n",
                   "src/picomlp.cpp": self.made["src/picomlp.cpp"].replace(">= 201703L  //", ">= 201402L  //"),
                   "library.properties": self.made["library.properties"].replace("architectures=*\n", ""),
                   "keywords.txt": self.made["keywords.txt"] + "adam\tKEYWORD1\n"}
        changed.update((name, text + "\n") for name, text in arduino_library.own_texts().items())
        self.assertEqual(self.complaints(changed),
                         ["library.properties: has no architectures", "keywords.txt: adam is there twice",
                          *(f"{name}: is not that of this checkout" for name in arduino_library.own_texts()),
                          "src/picomlp.cpp: is not left out before C++17", "src/picomlp.hpp: includes math.h"])

    def test_every_field_is_there(self):
        self.assertEqual(self.complaints_of_properties("", ""), [])
        for field in arduino_library.FIELDS:
            self.assertIn(f"has no {field}", self.complaints_of_properties(f"{field}=", f"{field}_="))

    def test_values_that_arduino_refuses(self):
        for old, new, complaint in (
                ("name=picomlp", "name=Arduino picomlp", "Arduino takes no library of the name Arduino picomlp"),
                ("category=Data Processing", "category=Learning", "Learning is none of Arduino's categories"),
                ("url=https://", "url=", "url is no address: example.org/picomlp"),
                (f"version={version()}", "version=0.0.9", f"is of version 0.0.9, meson.build of {version()}"),
                ("picomlp_arduino.h", "picomlp.hpp", "a sketch is to include picomlp.hpp and not picomlp_arduino.h"),
                ("paragraph=", "paragraph=\n", "a line is no field=value, or a field is there twice")):
            self.assertIn(complaint, self.complaints_of_properties(old, new))

    def test_keywords(self):
        self.assertIn("\ntrainer\tKEYWORD1\n", self.made["keywords.txt"])
        self.assertIn("\ncheck_compilation\tKEYWORD2\n", self.made["keywords.txt"])
        self.assertEqual(list(arduino_library.complaints_of_keywords("adam  KEYWORD1\n")),
                         ["is no word, one tab and its kind: adam  KEYWORD1"])

    def test_what_a_folder_must_not_hold(self):
        self.written({**self.made, "src/more.c": "", "examples/other/main.ino": "", "tool.exe": "",
                      ".development": ""})
        (self.folder / "link").symlink_to("LICENSE")
        self.assertEqual(list(arduino_library.complaints_of_folder(self.folder, set(self.made))),
                         [".development: Arduino's library manager refuses it",
                          "link: is a symbolic link, which Arduino's library manager refuses",
                          "src/more.c: all of src is compiled, and this is no part of it",
                          "tool.exe: Arduino's library manager refuses it",
                          "examples/other: has no other.ino"])

    def test_archives(self):
        place = "cortex-m4/fpv4-sp-d16-softfp/libpicomlp.a"
        archives = self.folder / "archives"
        (archives / place).parent.mkdir(parents=True)
        (archives / place).write_bytes(b"!<arch>\n\xff")
        made = arduino_library.files(Namespace(url=URL, precompiled=archives))
        self.folder = self.folder / "library"
        self.written(made)
        self.assertEqual((self.folder / "src" / place).read_bytes(), b"!<arch>\n\xff")
        texts = {name: made[name] for name in arduino_library.names(None)}
        self.assertEqual(self.complaints(texts), [])
        self.assertEqual(self.complaints({**texts, "library.properties": self.made["library.properties"]}),
                         ["library.properties: src has 1 archives, which must be told by: "
                          "['precompiled=full', 'ldflags=-lpicomlp']"])

    def test_archives_in_other_places_are_refused(self):
        for place, complaint in (("libpicomlp.a", "is neither"), ("cortex-m4/libother.a", "is neither"),
                                 ("a/b/c/libpicomlp.a", "is neither"), ("cortex-m4/none.txt", "has no libpicomlp.a")):
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder, place)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.touch()
                with self.assertRaisesRegex(Failure, complaint):
                    arduino_library.files(Namespace(url=URL, precompiled=Path(folder)))

    def test_an_address_is_wanted(self):
        with self.assertRaisesRegex(Failure, "^arduino: --url says where the repository is$"):
            arduino_library.files(Namespace(url=None, precompiled=None))


@unittest.skipUnless(importlib.util.find_spec("numpy") and shutil.which("cc"), "there is no NumPy or no C compiler")
class Models(unittest.TestCase):
    def test_the_models_are_those_that_the_tool_writes(self):
        with tempfile.TemporaryDirectory() as folder:
            arduino_models.write(Path(folder))
            for example, names in arduino_models.FILES.items():
                for name in names:
                    self.assertEqual(Path(folder, example, name).read_text(),
                                     (arduino_models.EXAMPLES / example / name).read_text())


if __name__ == "__main__":
    unittest.main()
