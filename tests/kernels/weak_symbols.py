"""No code compiled for one processor may be linked into a path for another.

The linker keeps one of several weak definitions of a name, whichever comes first. So what is
compiled with AVX flags must define no weak name that a file compiled without them could define too:
every weak name has to contain the instruction set's own. Compiled here at -O0, where nothing is
inlined by choice, and at -O3. What they need from elsewhere is the library's own, or memory
functions: a call of libm would be one that the processor was to be spared.

Usage: weak_symbols.py [--self-test] '--set=NAME FLAGS...'... LIB BUILT_LIB SOURCE... -- COMPILER...
LIB holds picomlp/..., BUILT_LIB the picomlp/base/profile.hpp that the build wrote; each SOURCE is
compiled once for each --set.
"""

import itertools
import pathlib
import subprocess
import sys
import tempfile

ALWAYS = ["-std=c++17", "-ffp-contract=off", "-fno-math-errno", "-fno-exceptions", "-fno-rtti"]
ALLOWED_UNDEFINED = ("memcpy", "memset", "memmove", "memcmp", "_GLOBAL_OFFSET_TABLE_",
                     "__stack_chk_fail")


def symbols(compiler, source, includes, flags, level, folder):
    """(kind, name) of every symbol of the compiled source."""
    target = pathlib.Path(folder) / "object.o"
    command = [*compiler, *ALWAYS, *flags, level, *("-I" + str(i) for i in includes), "-c",
               str(source), "-o", str(target)]
    subprocess.run(command, check=True)
    lines = subprocess.run(["nm", str(target)], check=True, capture_output=True, text=True).stdout
    return [tuple(line.split()[-2:]) for line in lines.splitlines()]


def complaints(found, name):
    for kind, symbol in found:
        if kind in "WVwvu" and name not in symbol:
            yield f"weak, and not of {name} alone: {symbol}"
        if kind == "U" and "picomlp" not in symbol and symbol not in ALLOWED_UNDEFINED:
            yield f"needs a function from elsewhere: {symbol}"


def main(arguments):
    split = arguments.index("--")
    options, compiler = arguments[:split], arguments[split + 1:]
    self_test = "--self-test" in options
    sets = [option[len("--set="):].split() for option in options if option.startswith("--set=")]
    library, built, *sources = (pathlib.Path(o) for o in options if not o.startswith("--"))
    if not sets or not sources:
        print(__doc__, file=sys.stderr)
        return 2
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        if self_test:
            planted = pathlib.Path(folder) / "planted.cpp"
            planted.write_text("template <class T> T twice(T x) { return x + x; }\n"
                               "template float twice(float);\n")
            sources = [planted]
        for (name, *flags), source, level in itertools.product(sets, sources, ("-O0", "-O3")):
            flags = [*flags, "-DPICOMLP_INSTRUCTION_SET=" + name]
            found = symbols(compiler, source, [library, built], flags, level, folder)
            for complaint in complaints(found, name):
                print(source.name, name, level, complaint)
                failed = True
    if self_test:
        return 0 if failed else 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
