# SPDX-License-Identifier: MIT
"""Programs on pages of Markdown: each compiles as printed, and prints what the page says.

A block ```cpp is followed by a block ```text with what its program prints. A block ```csv NAME is a file that
the page's programs read. A block ```c is C99 without a program around it: it compiles.
"""
import pathlib
import re
import subprocess

PROGRAM = re.compile(r"^```cpp\n(.*?)^```$.*?^```text\n(.*?)^```$", re.S | re.M)
PART_IN_C = re.compile(r"^```c\n(.*?)^```$", re.S | re.M)
FILE = re.compile(r"^```csv (\S+)\n(.*?)^```$", re.S | re.M)


class Broken(Exception):
    """What a page promises and does not keep."""


def programs_of(text):
    """(source, what it prints) of each program."""
    programs = PROGRAM.findall(text)
    if not programs or len(programs) != text.count("```cpp"):
        raise Broken("every program is followed by what it prints")
    return programs


def compile_parts_in_c(text, compiler, folder):
    """By a compiler of C++, told that it is C."""
    for number, part in enumerate(PART_IN_C.findall(text)):
        source = pathlib.Path(folder, f"part_{number}.c")
        source.write_text(part)
        words = [word for word in compiler if not word.endswith((".a", ".so"))]
        done = subprocess.run([*words, "-x", "c", "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror",
                               "-fsyntax-only", source], capture_output=True, text=True)
        if done.returncode != 0:
            raise Broken(f"part {number + 1} in C does not compile:\n{done.stderr}")


def run(text, compiler, folder):
    """Compiles and runs a page's programs in a folder; compiler is all that is needed, a library behind it."""
    # The source goes before the library: a linker takes from a library what is missing so far.
    at = next((i for i, word in enumerate(compiler) if word.endswith(".a")), len(compiler))
    for name, content in FILE.findall(text):
        pathlib.Path(folder, name).write_text(content)
    compile_parts_in_c(text, compiler, folder)
    programs = programs_of(text)
    for number, (program, expected) in enumerate(programs):
        source, binary = pathlib.Path(folder, f"program_{number}.cpp"), pathlib.Path(folder, f"program_{number}")
        source.write_text(program)
        subprocess.run([*compiler[:at], "-std=c++17", "-Wall", "-Wextra", "-Wpedantic", "-Werror",
                        source, *compiler[at:], "-o", binary], check=True)
        done = subprocess.run([binary], capture_output=True, text=True, cwd=folder, timeout=60)
        if done.returncode != 0:
            raise Broken(f"program {number + 1} ends with status {done.returncode}")
        printed = re.sub(r" +\n", "\n", done.stdout)
        if printed != expected:
            raise Broken(f"the page promises\n{expected}but the program prints\n{printed}")
    return programs
