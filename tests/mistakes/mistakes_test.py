"""What users write by mistake is one line of error, and that line says what to do.

mistakes.txt holds the cases: "== NAME", the text that the error must hold, the code. The compiler
must refuse each with exactly one line that says "error:", and that line must hold the text. The
case "nothing wrong" must compile, or all of this would prove nothing.

Usage: mistakes_test.py INCLUDE... -- COMPILER...
"""

import concurrent.futures
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent


def cases(text):
    """(name, expected text, code) of each; expected text is empty for what is right."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    starts = [at for at, line in enumerate(lines) if line.startswith("== ")]
    for start, end in zip(starts, [*starts[1:], len(lines)]):
        name, body = lines[start][3:], lines[start + 1:end]
        expected = body.pop(0) if body[0].startswith("picomlp:") else ""
        yield name, expected, "\n".join(body)


def verdict(command, expected, code):
    """What is wrong with how the compiler answers, or nothing."""
    plain = dict(os.environ, LC_ALL="C")
    source = '#include "prelude.hpp"\n' + code + "\n"
    run = subprocess.run([*command, "-x", "c++", "-"], input=source, capture_output=True, text=True,
                         env=plain, cwd=HERE)
    errors = [line for line in run.stderr.splitlines() if "error:" in line]
    good = len(errors) == 1 and expected in errors[0] if expected else run.returncode == 0
    return "" if good else run.stderr or "it compiles\n"


def main(arguments):
    split = arguments.index("--")
    command = [*arguments[split + 1:], "-std=c++17", "-fsyntax-only", "-fno-exceptions", "-fno-rtti",
               "-I.", *("-I" + folder for folder in arguments[:split])]
    found = list(cases((HERE / "mistakes.txt").read_text()))
    mistakes = [name for name, expected, _ in found if expected]
    if min(len(expected) for _, expected, _ in found if expected) < len("picomlp: a line"):
        sys.exit("an expectation that any message meets is none")
    if len(mistakes) < 40 or len(mistakes) == len(found) or len({name for name, *_ in found}) != len(found):
        sys.exit("mistakes.txt must hold 40 mistakes of different names, and what is right")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        verdicts = list(pool.map(lambda case: verdict(command, *case[1:]), found))
    for (name, expected, _), wrong in zip(found, verdicts):
        if wrong:
            print(f"{name}: expected {expected or 'that it compiles'!r}, got\n{wrong}")
    failures = sum(map(bool, verdicts))
    print(f"{len(found) - failures} of {len(found)} cases as expected, {len(mistakes)} of them mistakes")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
