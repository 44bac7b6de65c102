# SPDX-License-Identifier: MIT
"""The reference has no warning and no undocumented name, and such things would be found. Argument: the build folder.

Exit status 77, which Meson calls skipped, where there is no Doxygen."""
import importlib.util
import pathlib
import shutil
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import headers

BUILD = pathlib.Path(sys.argv.pop(1)) if len(sys.argv) > 1 else None


def program():
    """tools/reference itself: a module of this name is another one already."""
    spec = importlib.util.spec_from_file_location("reference", HERE / "__main__.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


reference = program()

WITHOUT_COMMENT = """// SPDX-License-Identifier: MIT
// A header.
#pragma once

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Is documented.
struct good {
    int x;  ///< so is this
    PLANTED
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
"""


class Headers(unittest.TestCase):
    def test_a_hook_is_described_by_the_interface(self):
        lines = ["// A thing `t` offers", "//", "//   template <class T>", "//   static void go(T a,",
                 "//                   T b) noexcept;", "//     Goes from a", "//     to b.", "//",
                 "//   static constexpr bool far = true;", "//     Says how far."]
        self.assertEqual(headers.hooks_in([*lines, ""]), {"go": "Goes from a to b.", "far": "Says how far."})
        told = headers.with_what_others_say(
            ["struct own {", "    template <class T>", "    static void go(T a, T b) noexcept;", "};"],
            {"go": "Goes."})
        self.assertEqual(told[1], "    /** Goes. */ template <class T>")

    def test_a_comment_holds_for_what_follows_without_an_empty_line(self):
        told = headers.with_what_others_say(["/// Both.", "int a();", "int b();", "", "int c();"], {})
        self.assertEqual(told, ["/// Both.", "int a();", "/** Both. */ int b();", "", "int c();"])

    def test_the_inside_of_the_library_is_left_out(self):
        text = "// x\n// Of a file.\n#pragma once\n\nnamespace detail {\nint a;\n}  // namespace detail\nint b;\n"
        read = headers.as_read("base", text, {})
        self.assertNotIn("int a", read)
        self.assertIn("int b", read)
        self.assertIn("/// Of a file.", read)
        self.assertEqual(read.count("\n"), text.count("\n"))

    def test_every_header_is_either_public_or_listed(self):
        texts = reference.public_headers(BUILD)
        self.assertIn("network/network.hpp", texts)
        self.assertNotIn("kernels/narrow_layers.hpp", texts)
        self.assertIn("base/profile.hpp", texts)
        self.assertIn("c/training.h", texts)

    def test_every_listed_name_has_a_header(self):
        for floor, names in {**reference.INTERNAL, "kernels": reference.PUBLIC_KERNELS}.items():
            for name in names:
                self.assertTrue((reference.LIBRARY / floor / f"{name}.hpp").is_file(), f"{floor}/{name}")


@unittest.skipUnless(shutil.which("doxygen"), "there is no doxygen")
class Reference(unittest.TestCase):
    def warnings(self, texts, pages):
        with tempfile.TemporaryDirectory() as folder:
            found, status = reference.run(texts, pages, pathlib.Path(folder).resolve())
            self.assertEqual(status, 0)
            made = (pathlib.Path(folder) / "html/index.html").exists()
        self.assertTrue(made)
        return found

    def test_an_undocumented_name_is_found(self):
        for planted, found in (("int y;", "not documented"), ("int y;  ///< see @ref nothing", "nothing"),
                               ("int y;  ///< documented", "")):
            text = WITHOUT_COMMENT.replace("PLANTED", planted)
            told = self.warnings({"base/planted.hpp": text}, {})
            self.assertEqual(bool(told), bool(found), told)
            self.assertIn(found, "".join(told))

    def test_there_is_no_warning(self):
        self.assertEqual(self.warnings(reference.public_headers(BUILD), reference.recipes()), [])


if __name__ == "__main__":
    outcome = unittest.main(exit=False, verbosity=2).result
    sys.exit(1 if not outcome.wasSuccessful() else 77 if outcome.skipped else 0)
