# SPDX-License-Identifier: MIT
"""A table that proves nothing is refused, and so is a compiler's answer that is not as expected."""

import contextlib
import io
import pathlib
import tempfile
import unittest

import compile_fail

CONTROL = "== control\nint right;\n"
MISTAKE = "== a mistake\npicomlp: this says what to do\nint wrong;\n"
EXPECTED = "picomlp: this says what to do"
LINE = "cases.txt:3:1: error: static assertion failed: picomlp: this says what to do\n"


def faults(text):
    return compile_fail.faults(compile_fail.cases(text))


class Reading(unittest.TestCase):
    def test_cases_have_name_text_code_and_the_line_it_begins_at(self):
        text = "# A comment.\n\n" + CONTROL + "\n# -- numbers\n\n" + MISTAKE
        control, mistake = compile_fail.cases(text)
        self.assertEqual(control[:2], ("control", None))
        self.assertEqual(control.code.strip(), "int right;")
        self.assertEqual(mistake, ("a mistake", EXPECTED, "int wrong;", 10))

    def test_directives_are_code_and_comments_keep_the_count_of_lines(self):
        _, case = compile_fail.cases(CONTROL + MISTAKE + "# A comment.\n#include <vector>\n")
        self.assertEqual(case.code, "int wrong;\n\n#include <vector>")


class Tables(unittest.TestCase):
    def test_a_right_table_has_no_faults(self):
        self.assertEqual(faults(CONTROL + MISTAKE), [])

    def test_an_empty_expectation(self):
        for empty in "", "  ":
            self.assertEqual(faults(CONTROL + f"== a mistake\n{empty}\nint wrong;\n"),
                             ["a mistake: no text to expect"])
        self.assertEqual(faults(CONTROL + "== a mistake\n"),
                         ["a mistake: no text to expect", "a mistake: no code"])

    def test_an_expectation_that_most_messages_meet(self):
        self.assertEqual(faults(CONTROL + "== a mistake\npicomlp: \nint wrong;\n"),
                         ["a mistake: any message could hold 'picomlp:'"])

    def test_one_of_two_expectations_that_most_messages_meet(self):
        for short in "", "no":
            self.assertEqual(faults(CONTROL + f"== a mistake\n{EXPECTED} | {short}\nint wrong;\n"),
                             [f"a mistake: any message could hold {short!r}"])

    def test_a_name_twice(self):
        self.assertEqual(faults(CONTROL + MISTAKE + MISTAKE), ["a mistake: a name twice"])
        self.assertEqual(faults(CONTROL + CONTROL + MISTAKE), ["control: a name twice"])

    def test_no_control(self):
        self.assertEqual(faults(MISTAKE), ["no case is named control"])

    def test_fewer_cases_than_said(self):
        table = CONTROL + MISTAKE
        for least, said in (("2", []), ("3", ["fewer than 3 cases"])):
            text = f"# At least {least} cases.\n" + table
            self.assertEqual(compile_fail.too_few(text, compile_fail.cases(text)), said)
        self.assertEqual(compile_fail.too_few(table, compile_fail.cases(table)), [])

    def test_no_code(self):
        self.assertEqual(faults(CONTROL + f"== a mistake\n{EXPECTED}\n\n"), ["a mistake: no code"])
        self.assertEqual(faults("== control\n\n" + MISTAKE), ["control: no code"])

    def test_nothing_but_a_control(self):
        self.assertEqual(faults(CONTROL), ["no case is a mistake"])

    def test_code_before_the_first_name(self):
        with self.assertRaises(SystemExit):
            compile_fail.cases("int lost;\n" + CONTROL + MISTAKE)


class Answers(unittest.TestCase):
    def test_as_expected(self):
        self.assertTrue(compile_fail.as_expected(EXPECTED, 1, "In file included from x:\n" + LINE))
        self.assertTrue(compile_fail.as_expected(None, 0, "cases.txt:3:1: warning: unused\n"))

    def test_a_mistake_that_compiles(self):
        self.assertFalse(compile_fail.as_expected(EXPECTED, 0, ""))
        self.assertFalse(compile_fail.as_expected(EXPECTED, 0, LINE))

    def test_another_error_or_none_or_two(self):
        self.assertFalse(compile_fail.as_expected(EXPECTED, 1, "x:1:1: error: expected ';'\n"))
        self.assertFalse(compile_fail.as_expected(EXPECTED, 1, "killed\n"))
        self.assertFalse(compile_fail.as_expected(EXPECTED, 1, LINE + "x:1:1: error: and more\n"))

    def test_the_text_stands_behind_the_word_error_not_in_a_path(self):
        self.assertFalse(compile_fail.as_expected("step_is_ignored", 1,
                                                  "step_is_ignored.cpp:1:1: error: no such type\n"))

    def test_one_of_two_texts_where_compilers_say_it_in_their_own_words(self):
        for said, good in (("assignment of read-only y", True), ("cannot assign to y", True),
                           ("cannot assign nothing", False)):
            self.assertEqual(compile_fail.as_expected("assignment of read-only | cannot assign to", 1,
                                                      f"x:1:1: error: {said}\n"), good)

    def test_a_control_that_does_not_compile(self):
        self.assertFalse(compile_fail.as_expected(None, 1, LINE))


class Program(unittest.TestCase):
    def result(self, text, *compiler):
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
            table = pathlib.Path(folder) / "cases.txt"
            table.write_text(text)
            (table.parent / "prelude.hpp").write_text("")
            return compile_fail.main([str(table), folder, "--", *compiler])

    def test_a_compiler_that_takes_all_or_nothing_fails(self):
        self.assertEqual(self.result(CONTROL + MISTAKE, "true"), 1)
        self.assertEqual(self.result(CONTROL + MISTAKE, "false"), 1)

    def test_a_compiler_that_answers_as_expected_passes(self):
        answer = f"! grep -q wrong || {{ echo '{LINE}' >&2; exit 1; }}"
        self.assertEqual(self.result(CONTROL + MISTAKE, "sh", "-c", answer), 0)

    def test_a_table_with_a_fault_fails_before_anything_is_compiled(self):
        with self.assertRaises(SystemExit) as stopped:
            self.result(MISTAKE, "false")
        self.assertIn("no case is named control", str(stopped.exception))


if __name__ == "__main__":
    unittest.main()
