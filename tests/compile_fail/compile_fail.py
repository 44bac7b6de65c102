# SPDX-License-Identifier: MIT
"""What must not compile is refused with one line of error, and that line says why.

A table holds named cases: "== NAME", the text that the error must hold, the code. Lines that begin
with "# " are comments; "# At least N cases." is one that counts. Every case stands behind the prelude.hpp beside the table. The compiler must
refuse it with exactly one line that says "error:", and the text must stand behind that word; where
compilers say it in their own words, one of two texts, "ONE | OTHER". The case "control" has no text:
it must compile, or all of this would prove nothing.

Usage: compile_fail.py TABLE INCLUDE... -- COMPILER...
"""

import collections
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

Case = collections.namedtuple("Case", "name expected code line")
LEAST_TEXT = len("picomlp: a line")


def cases(text):
    """The cases of a table. A control expects None; line is where a case's code begins."""
    lines = ["" if line == "#" or line.startswith("# ") else line for line in text.splitlines()]
    starts = [at for at, line in enumerate(lines) if line.startswith("== ")]
    if any(line.strip() for line in lines[:starts[0] if starts else None]):
        sys.exit("what stands before the first == NAME belongs to no case")
    found = []
    for start, end in zip(starts, [*starts[1:], len(lines)]):
        name, body = lines[start][3:].strip(), lines[start + 1:end]
        expected = None if name == "control" else "".join(body[:1]).strip()
        code = body if expected is None else body[1:]
        found.append(Case(name, expected, "\n".join(code).rstrip(), end - len(code) + 1))
    return found


def too_few(text, found):
    """What is wrong where a table says how many cases it has at least."""
    least = re.search(r"^# At least (\d+) cases\.$", text, re.MULTILINE)
    return [f"fewer than {least[1]} cases"] if least and len(found) < int(least[1]) else []


def texts(expected):
    """What an error may hold: nothing is expected of a control."""
    return [] if expected is None else [text.strip() for text in expected.split(" |")]


def faults(found):
    """Why a table would prove less than it says."""
    names = [case.name for case in found]
    said = [f"{name}: a name twice" for name, count in collections.Counter(names).items() if count > 1]
    for name, expected, code, _ in found:
        if expected == "":
            said.append(f"{name}: no text to expect")
        else:
            said += [f"{name}: any message could hold {text!r}" for text in texts(expected)
                     if len(text) < LEAST_TEXT]
        if not code.strip():
            said.append(f"{name}: no code")
    if "control" not in names:
        said.append("no case is named control")
    if all(case.expected is None for case in found):
        said.append("no case is a mistake")
    return said


def as_expected(expected, code, answer):
    """Whether the compiler's exit code and what it printed are right for a case."""
    errors = [line.partition("error:")[2] for line in answer.splitlines() if "error:" in line]
    if expected is None:
        return code == 0
    return code != 0 and len(errors) == 1 and any(text in errors[0] for text in texts(expected))


def main(arguments):
    split = arguments.index("--")
    table, *includes = arguments[:split]
    folder = pathlib.Path(table).parent
    command = [*arguments[split + 1:], "-std=c++17", "-fsyntax-only", "-fno-exceptions", "-fno-rtti",
               "-iquote", str(folder), *("-I" + include for include in includes), "-x", "c++", "-"]
    text = pathlib.Path(table).read_text()
    found = cases(text)
    if said := faults(found) + too_few(text, found):
        sys.exit("\n".join(f"{table}: {fault}" for fault in said))

    def compiled(case):
        source = f'#include "prelude.hpp"\n#line {case.line} "{table}"\n{case.code}\n'
        return subprocess.run(command, input=source, capture_output=True, text=True,
                              env=dict(os.environ, LC_ALL="C"))

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = list(pool.map(compiled, found))
    failures = 0
    for case, run in zip(found, runs):
        if not as_expected(case.expected, run.returncode, run.stderr):
            failures += 1
            print(f"{case.name}: expected {case.expected or 'that it compiles'!r}, got\n"
                  f"{run.stderr or 'that it compiles'}")
    print(f"{len(found) - failures} of {len(found)} cases as expected")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
