# SPDX-License-Identifier: MIT
"""What tools/package writes, without a compiler: tests/packaging/two_files.py has one."""

import functools
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from argparse import Namespace
from pathlib import Path

TOOL = Path(__file__).resolve().parent
sys.path.insert(0, str(TOOL))

import known_training
import platformio
import two_files
from amalgamation import Amalgamation
from conditions import ALWAYS, any_of, both, conditions_by_line, text_of_condition
from local_names import local_names, namespace_names, renamed, shared_names
from project import LIBRARY, Failure, sources, version

PLAIN = Namespace(with_c=False)


def when(*literals):
    """A condition of one case: "A" or "!A" for each expression."""
    return frozenset([frozenset((not text.startswith("!"), text.lstrip("!")) for text in literals)])


@functools.lru_cache
def made_now():
    return two_files.files(PLAIN)


class Sources(unittest.TestCase):
    def test_those_of_x86_vectors_alone_are_those_of_the_builds(self):
        said = set()
        for build in (LIBRARY / "picomlp").glob("*/meson.build"):
            for block in re.findall(r"^if has_x86_vectors(.*?)^(?:else|endif)", build.read_text(), re.M | re.S):
                said |= {f"picomlp/{build.parent.name}/{name}" for name in re.findall(r"'([\w/]+\.cpp)'", block)}
        self.assertGreater(len(said), 10)
        of_one_set = {name for name, (wanted, _) in two_files.CONDITIONS.items() if wanted}
        # Only a source of the processor's features has a condition of another kind in its build.
        self.assertEqual(of_one_set - said, {"picomlp/simd/dispatch/x86_features.cpp"})
        self.assertEqual(said - of_one_set, set(two_files.LEFT_OUT) - {"picomlp/simd/dispatch/x86.cpp"})


class Conditions(unittest.TestCase):
    def test_each_line_has_the_condition_under_which_it_is_seen(self):
        text = "a\n#if A\nb\n#elif B && \\\n    C\nc\n#else\nd\n#endif\n#ifndef X\ne\n#endif\n"
        seen = {line: text_of_condition(condition) for line, condition in conditions_by_line(text) if len(line) == 1}
        self.assertEqual(seen, {"a": "", "b": "A", "c": "!A && (B && C)", "d": "!A && !(B && C)", "e": "!defined(X)"})

    def test_cases_join(self):
        self.assertEqual(any_of([when("A"), when("!A")]), ALWAYS)
        self.assertEqual(any_of([when("A", "B"), when("A", "!B")]), when("A"))
        self.assertEqual(any_of([when("A"), when("!A", "B")]), when("A") | when("B"))
        self.assertEqual(any_of([when("A"), when("A", "B")]), when("A"))
        self.assertEqual(any_of([when("A", "B"), when("C")]), when("A", "B") | when("C"))

    def test_what_contradicts_itself_is_no_case(self):
        self.assertEqual(both(when("A"), when("!A", "B")), frozenset())


class Amalgamations(unittest.TestCase):
    def text(self, files, roots, **others):
        return Amalgamation(roots, files.__getitem__, **others)

    def test_a_header_is_there_once_and_first(self):
        files = {"picomlp/a.cpp": '#include "picomlp/a.hpp"\n#include "picomlp/b.hpp"\nint a;\n',
                 "picomlp/a.hpp": '#pragma once\n#include <stdint.h>\n#include "picomlp/b.hpp"\nint h;\n',
                 "picomlp/b.hpp": "#pragma once\nint b;\n"}
        made = self.text(files, [("picomlp/a.cpp", ALWAYS)])
        self.assertEqual(made.names, ["picomlp/b.hpp", "picomlp/a.hpp", "picomlp/a.cpp"])
        self.assertEqual(made.system_headers, ["stdint.h"])
        self.assertEqual(re.findall(r"int \w|#.*", made.text()), ["int b", "int h", "int a"])

    def test_a_header_of_conditions_is_there_under_any_of_them(self):
        files = {"picomlp/a.cpp": '#if A\n#include "picomlp/h.hpp"\n#endif\nint a;\n',
                 "picomlp/b.cpp": '#if B\n#include "picomlp/h.hpp"\n#endif\nint b;\n',
                 "picomlp/h.hpp": "#include <arm_neon.h>\nint h;\n"}
        made = self.text(files, [("picomlp/a.cpp", ALWAYS), ("picomlp/b.cpp", when("C"))])
        self.assertEqual(re.findall(r"int \w|#.*", made.text().replace("\\\n", "")),
                         ["#if A ||     (B && C)", "#include <arm_neon.h>", "int h", "#endif", "int a",
                          "#if C", "int b", "#endif"])

    def test_a_header_below_declarations_stays_there(self):
        files = {"picomlp/a.cpp": 'namespace a {\n}\n#include "picomlp/h.hpp"\nint a;\n',
                 "picomlp/h.hpp": "int h;\n"}
        made = self.text(files, [("picomlp/a.cpp", ALWAYS)])
        self.assertEqual(re.findall(r"namespace|int \w", made.text()), ["namespace", "int h", "int a"])


class LocalNames(unittest.TestCase):
    SOURCE = """
        // int comment();
        namespace picomlp {
        namespace {
        constexpr int width = 4;
        template <class T>
        struct walker { int inner; };
        using whole = int;
        template <class T, class Function>
        T fold(const T* x, Function f) { int local = width; return x->fold + f.width + local; }
        constexpr text texts[] = {text("a")};
        }  // namespace
        int shown(int a) { return fold(a); }
        }
    """

    def test_what_unnamed_namespaces_declare(self):
        self.assertEqual(local_names(self.SOURCE), {"width", "walker", "whole", "fold", "texts"})
        self.assertEqual(namespace_names(self.SOURCE), {"width", "walker", "whole", "fold", "texts", "shown"})

    def test_only_names_that_another_file_has_too_are_shared(self):
        shared = shared_names({"a": self.SOURCE, "b": "namespace b {\nvoid fold();\nint shown;\n}\n"})
        self.assertEqual(shared, {"a": {"fold"}, "b": set()})

    def test_members_and_comments_keep_their_names(self):
        made = renamed("fold(x->fold, x.fold, a::fold, (*fold)(), folded); // fold", {"fold"}, "_of_a")
        self.assertEqual(made, "fold_of_a(x->fold, x.fold, a::fold, (*fold)(), folded); // fold")


class TwoFiles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.made = made_now()

    def names_in(self, *files):
        return [name for file in files for name in re.findall(r"^// ---- (\S+)$", self.made[file], re.M)]

    def test_each_file_of_the_library_is_there_once(self):
        names = self.names_in("picomlp.hpp", "picomlp.cpp")
        self.assertEqual(len(names), len(set(names)))
        everything = {path.relative_to(LIBRARY).as_posix() for path in LIBRARY.rglob("*.*pp")}
        # What stays where it is included has no heading of its own.
        inserted = {"picomlp/quantized/kernels/cortex_m_dsp_layer.hpp",
                    "picomlp/quantized/kernels/cortex_m_dsp_small_layer.hpp"}
        self.assertEqual(everything - set(names), {*two_files.LEFT_OUT, *inserted})

    def test_sources_with_a_condition_exist(self):
        self.assertLessEqual({*two_files.CONDITIONS, *two_files.LEFT_OUT, *two_files.LAST_OF_FLOOR}, set(sources()))

    def test_nothing_private_is_in_the_header(self):
        self.assertEqual([name for name in self.names_in("picomlp.hpp") if "/dispatch/" in name or "/vectors/" in name],
                         [])

    def test_the_same_bytes_whatever_the_order_of_sets(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, TOOL, "two-files", "--to", folder], check=True, timeout=60,
                           env={**os.environ, "PYTHONHASHSEED": "1"}, stdout=subprocess.DEVNULL)
            for name, text in self.made.items():
                self.assertEqual(Path(folder, name).read_text(), text)

    def test_the_crcs_are_those_of_exact_arithmetic(self):
        said = dict(re.findall(r"crc_of_(\w+) = (0x\w{8});", self.made["picomlp.cpp"]))
        self.assertEqual(said, {profile: f"0x{crc:08x}" for profile, crc in known_training.crcs().items()})

    def test_c_has_a_file_of_its_own_if_asked(self):
        made = two_files.files(Namespace(with_c=True))
        self.assertEqual(sorted(made), ["picomlp.cpp", "picomlp.h", "picomlp.hpp"])
        self.assertEqual(made["picomlp.cpp"], self.made["picomlp.cpp"])
        self.assertNotIn("---- picomlp/c/model.h", made["picomlp.hpp"])
        self.assertIn("---- picomlp/c/model.h", made["picomlp.h"])


class Check(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.made = made_now()

    def complaints(self, name, change):
        return list(two_files.complaints({**self.made, name: change(self.made[name])}, PLAIN))

    def test_what_was_written_is_in_order(self):
        self.assertEqual(self.complaints("picomlp.hpp", str), [])

    def test_another_version(self):
        self.assertEqual(self.complaints("picomlp.cpp", lambda text: text.replace(version(), "0.0.9", 1)),
                         [f"picomlp.cpp: is of version 0.0.9, meson.build of {version()}"])

    def test_an_include_that_is_not_allowed(self):
        for line, named in (("#include <math.h>", "math.h"), ('#include "picomlp/base/status.hpp"',
                            "picomlp/base/status.hpp"), ("#  include NAME", "NAME")):
            self.assertEqual(self.complaints("picomlp.cpp", lambda text, line=line: text + line + "\n"),
                             [f"picomlp.cpp: includes {named}"])

    def test_a_path_of_this_machine(self):
        self.assertEqual(self.complaints("picomlp.hpp", lambda text: text + "// /home/me/picomlp\n"),
                         ["picomlp.hpp: holds a path of a machine, /home/me/picomlp"])

    def test_no_licence(self):
        self.assertEqual(self.complaints("picomlp.hpp", lambda text: text.replace("WARRANTY", "warranty", 1)),
                         ["picomlp.hpp: has no text of the licence, or another"])

    def test_a_file_that_is_something_else(self):
        self.assertEqual(self.complaints("picomlp.hpp", lambda text: "\n" + text),
                         ["picomlp.hpp: does not begin as this tool writes it"])

    def test_a_missing_file_is_one_line(self):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([sys.executable, TOOL, "two-files", "--to", folder, "--check"], text=True,
                                  capture_output=True, timeout=60)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertRegex(done.stderr, r"^package: \S+/picomlp.hpp: No such file or directory\n$")


class PlatformIO(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.made = platformio.files(Namespace(url="https://example.org/picomlp"))

    def complaints(self, **changes):
        said = json.loads(self.made["library.json"])
        said.update(changes)
        return list(platformio.complaints({**self.made, "library.json": json.dumps(said)}, None))

    def test_what_was_written_is_in_order(self):
        self.assertEqual(self.complaints(), [])

    def test_every_header_that_is_named_is_there(self):
        for header in json.loads(self.made["library.json"])["headers"]:
            self.assertIn(f"src/{header}", self.made)

    def test_another_version(self):
        self.assertEqual(self.complaints(version="0.0.9"), [f"library.json: version is 0.0.9 and not {version()}"])

    def test_an_address_that_is_none(self):
        self.assertEqual(self.complaints(repository={"type": "git", "url": "here"}),
                         ["library.json: the repository's url is no address: here"])

    def test_no_manifest(self):
        self.assertEqual(len(list(platformio.complaints({**self.made, "library.json": "{"}, None))), 1)

    def test_sources_are_checked_too(self):
        made = {**self.made, "src/picomlp.h": self.made["src/picomlp.h"] + "#include <math.h>\n"}
        self.assertEqual(list(platformio.complaints(made, None)), ["src/picomlp.h: includes math.h"])

    def test_an_address_is_wanted(self):
        with self.assertRaisesRegex(Failure, "--url says where the repository is"):
            platformio.files(Namespace(url=None))


if __name__ == "__main__":
    unittest.main()
