# SPDX-License-Identifier: MIT
"""The checks of programs on pages find what is wrong, and every recipe has its place in the list. Arguments: the source,
and the compiler command."""
import pathlib
import re
import sys
import tempfile
import unittest

import pages

SOURCE = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[2]
COMPILER = sys.argv[2:] or ["c++"]
PAGE = """```csv a.csv
1
```

```cpp
#include <fstream>
#include <iostream>
int main() {
    int number;
    std::ifstream("a.csv") >> number;
    std::cout << number << '\\n';
}
```

```text
1
```
"""


class Pages(unittest.TestCase):
    def run_page(self, text):
        with tempfile.TemporaryDirectory() as folder:
            return pages.run(text, COMPILER, folder)

    def test_a_right_page_passes(self):
        self.assertEqual(len(self.run_page(PAGE)), 1)

    def test_other_output_is_found(self):
        with self.assertRaisesRegex(pages.Broken, "promises"):
            self.run_page(PAGE.replace("```text\n1", "```text\n2"))

    def test_a_program_without_output_is_found(self):
        with self.assertRaisesRegex(pages.Broken, "followed"):
            self.run_page(PAGE + "```cpp\nint x;\n```\n")

    def test_a_failing_program_is_found(self):
        with self.assertRaisesRegex(pages.Broken, "status 3"):
            self.run_page(PAGE.replace("    int number;", "    int number; return 3;"))

    def test_parts_in_c_that_do_not_compile_are_found(self):
        self.run_page(PAGE + "```c\nint one(int* p) { return *p; }\n```\n")
        for part in ("int one(void) { return two; }", "int one(int* new) { int unused; return *new; }",
                     "template <class T> T one;"):
            with self.assertRaisesRegex(pages.Broken, "part 1 in C does not compile"):
                self.run_page(f"{PAGE}```c\n{part}\n```\n")

    def test_the_list_of_recipes_is_that_of_the_folders(self):
        folder = SOURCE / "examples/recipes"
        listed = re.findall(r"^- \[(.*)\]\((\w+)/README\.md\)$", (folder / "README.md").read_text(), re.M)
        titles = {path.parent.name: path.read_text().split("\n", 1)[0][2:] for path in folder.glob("*/README.md")}
        self.assertEqual({name: title for title, name in listed}, titles)
        tested = re.search(r"foreach recipe : \[(.*?)\]", (SOURCE / "tests/readme/meson.build").read_text(), re.S)[1]
        self.assertEqual(set(re.findall(r"'(\w+)'", tested)), set(titles), "those that are tested")


def anchors_of(text):
    """As GitHub makes them of headings."""
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in re.findall(r"^#+ (.*)$", text, re.M)}


def dead_links(root):
    for page in sorted([*root.glob("*.md"), *root.glob("lib/**/*.md"), *root.glob("examples/**/*.md"),
                        *root.glob("tools/**/*.md")]):
        prose = re.sub(r"^```.*?^```$", "", page.read_text(), flags=re.S | re.M)
        for target in re.findall(r"\]\(((?!https?:)[^)\s]+)\)", prose):
            path, _, anchor = target.partition("#")
            there = page.parent / path if path else page
            if not there.exists():
                yield f"{page.relative_to(root)}: {target}"
            elif anchor and there.suffix == ".md" and anchor not in anchors_of(there.read_text()):
                yield f"{page.relative_to(root)}: {target} has no such heading"


class Links(unittest.TestCase):
    def test_lead_somewhere(self):
        self.assertEqual(list(dead_links(SOURCE)), [])

    def test_dead_ones_are_found(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "README.md").write_text("# A b\n[x](README.md#a-b) [y](none.md) [z](#c)\n")
            self.assertEqual(len(list(dead_links(root))), 2)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
