"""Wrong shapes must not compile, and must say so in one line.

Every .cpp file of the folder but control.cpp starts with "// expect: TEXT". The compiler must
refuse it with exactly one line that says "error:", and that line must hold TEXT. control.cpp must
compile, or all of this would prove nothing.

Usage: compile_fail.py FOLDER INCLUDE... -- COMPILER...
"""

import os
import pathlib
import subprocess
import sys


def main(arguments):
    split = arguments.index("--")
    folder, *includes = arguments[:split]
    command = [*arguments[split + 1:], "-std=c++17", "-fsyntax-only", "-fno-exceptions",
               "-fno-rtti", *("-I" + i for i in includes)]
    plain = dict(os.environ, LC_ALL="C")
    failures = 0
    sources = sorted(pathlib.Path(folder).glob("*.cpp"))
    for source in sources:
        run = subprocess.run([*command, str(source)], capture_output=True, text=True, env=plain)
        errors = [line for line in run.stderr.splitlines() if "error:" in line]
        if source.stem == "control":
            good = run.returncode == 0
        else:
            expected = source.read_text().splitlines()[0].partition("// expect: ")[2]
            good = run.returncode != 0 and len(errors) == 1 and expected and expected in errors[0]
        if not good:
            failures += 1
            print(f"{source.name}: not as expected\n{run.stderr}")
    print(f"{len(sources) - failures} of {len(sources)} files as expected")
    return 1 if failures or len(sources) < 2 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
