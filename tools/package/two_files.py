# SPDX-License-Identifier: MIT
"""picomlp.hpp and picomlp.cpp: the whole library, for any C++17 compiler.

    c++ -std=c++17 -O2 -c picomlp.cpp

Everything public is in the one, the rest in the other. With --with-c what C programs include is a third
file, picomlp.h, which picomlp.hpp includes. Macros choose the rounding profile; the
compiler's own choose the instruction set. The folder's README says more.
"""

import re
from pathlib import Path

from amalgamation import Amalgamation
from conditions import ALWAYS
from local_names import renamed, shared_names
from project import LICENCE_LINE, floors, licence, sources, text_of, version

HEADER = "picomlp.hpp"
SOURCE = "picomlp.cpp"
C_HEADER = "picomlp.h"
TEXTS = Path(__file__).resolve().parent / "two_files_texts"

# What the two files may include.
SYSTEM_HEADERS = ["stddef.h", "stdint.h", "arm_mve.h", "arm_neon.h", "cpuid.h", "emmintrin.h", "immintrin.h",
                  "wasm_simd128.h"]

# All that is public.
PUBLIC = ["picomlp/picomlp.hpp"]
PUBLIC_IN_C = ["picomlp/c/activation.h", "picomlp/c/model.h", "picomlp/c/quantized_model.h", "picomlp/c/status.h",
               "picomlp/c/training.h"]

PROFILE = "picomlp/base/profile.hpp"

# A library of x86-64 has one instruction set here, as with -Dsimd=avx2. lib/picomlp/*/meson.build says the same.
VECTORS_OF_X86 = "defined(PICOMLP_X86_VECTORS)"
CONDITIONS = {
    "picomlp/kernels/dispatch/direct.cpp": (False, VECTORS_OF_X86),
    **dict.fromkeys([
        "picomlp/kernels/dispatch/x86.cpp",
        "picomlp/math/detail/array_functions_x86.cpp",
        "picomlp/math/detail/arrays/cross_entropy.cpp",
        "picomlp/math/detail/arrays/exp.cpp",
        "picomlp/math/detail/arrays/log.cpp",
        "picomlp/math/detail/arrays/sigmoid.cpp",
        "picomlp/math/detail/arrays/softmax.cpp",
        "picomlp/math/detail/arrays/softmax_cross_entropy.cpp",
        "picomlp/math/detail/arrays/softplus.cpp",
        "picomlp/math/detail/arrays/tanh.cpp",
        "picomlp/quantized/kernels/x86_dense.cpp",
        "picomlp/quantized/kernels/x86_tiles.cpp",
        "picomlp/random/detail/normal_blocks.cpp",
        "picomlp/simd/dispatch/x86_features.cpp",
        "picomlp/trainer/batch_step.cpp",
        "picomlp/trainer/few_samples_step.cpp",
        "picomlp/trainer/sample_step.cpp",
    ], (True, VECTORS_OF_X86)),
}
# Behind all others of its floor: what it calls is specialized there.
LAST_OF_FLOOR = ["picomlp/math/detail/array_functions_x86.cpp"]
# Of several instruction sets.
LEFT_OUT = ["picomlp/kernels/dispatch/kernel_table.cpp", "picomlp/simd/dispatch/x86.cpp"]

# gcc's options for a floor's files, as in its meson.build. Without those of the kernels, -O3 would read behind rows.
GCC_OPTIONS = [
    (["picomlp/kernels/"], ["no-tree-loop-vectorize", "no-version-loops-for-strides"]),
    (["picomlp/math/detail/arrays/", "picomlp/random/detail/normal_blocks.cpp"],
     ["tree-vectorize", "no-tree-pre", "schedule-insns"]),
]

# The vectors that a macro names elsewhere.
BY_NAME = "#include PICOMLP_TEXT(picomlp/simd/vectors/PICOMLP_INSTRUCTION_SET.hpp)\n"
EACH_BY_NAME = """\
#if defined(PICOMLP_BY_AVX512)
#include "picomlp/simd/vectors/avx512.hpp"
#elif defined(PICOMLP_BY_AVX2)
#include "picomlp/simd/vectors/avx2.hpp"
#else
#include "picomlp/simd/vectors/sse2.hpp"
#endif
"""


def add_arguments(parser):
    parser.add_argument("--with-c", action="store_true", help="what C programs include in a file of its own")


def names(asked):
    return [HEADER, SOURCE] + [C_HEADER] * asked.with_c


def library_text(name):
    """A file of the library as it is to be inserted."""
    if name == PROFILE:
        return (TEXTS / "profile.hpp").read_text()
    text = text_of(name)
    text = text.replace(BY_NAME, EACH_BY_NAME)
    # The profile's name alone, not the namespace's, which says more here.
    return text.replace("_OF(PICOMLP_PROFILE)", "_OF(PICOMLP_ROUNDING)")


GCC_ALONE = "#if defined(__GNUC__) && !defined(__clang__)"


def heading(name, what):
    """The first lines of a file. FIRST_LINE below reads them again."""
    text = [f"{name}: picomlp {version()}, {what}", "", LICENCE_LINE, "", *licence().splitlines()]
    return "".join(f"// {line}".rstrip() + "\n" for line in text) + "\n"


# The file that is not there, in profile.hpp.
NEEDS_A_LATER_STANDARD = "picomlp needs C++17: compile with -std=c++17 or a later standard"

MACHINE_PATH = re.compile(r"(?<![\w.:/])/(?:home|root|tmp|usr|var|opt|mnt|work|Users)/[\w./-]*|\b[A-Z]:\\\\\w+")
FIRST_LINE = re.compile(r"// (\S+): picomlp (\S+), ")


def included(headers):
    return "".join(f"#include <{name}>\n" for name in headers)


def around(name):
    """What opens and closes the part of the source that a file of the library is."""
    for beginnings, options in GCC_OPTIONS:
        if name.startswith(tuple(beginnings)):
            said = ", ".join(f'"{option}"' for option in options)
            return (f"{GCC_ALONE}\n#pragma GCC push_options\n#pragma GCC optimize({said})\n#endif\n",
                    f"{GCC_ALONE}\n#pragma GCC pop_options  // {options[0]}\n#endif\n")
    return "", ""


def with_own_names(texts, headers):
    """The sources, in which what is their own has names that no other file has."""
    shared = shared_names({**texts, **headers})
    return {name: renamed(text, shared[name], "_of_" + re.sub(r"\W", "_", name[len("picomlp/"):-len(".cpp")]))
            for name, text in texts.items()}


def always(names_):
    return [(name, ALWAYS) for name in names_]


def source_text(public):
    """The source's text behind its include of the header, in which there is what `public` names."""
    chosen = sorted((name for name in sources() if name not in LEFT_OUT),
                    key=lambda name: (floors().index(name.split("/")[1]), name in LAST_OF_FLOOR))
    roots = [(name, frozenset([frozenset([CONDITIONS[name]])]) if name in CONDITIONS else ALWAYS) for name in chosen]
    texts = {name: library_text(name) for name in chosen}
    inner = Amalgamation(roots, library_text, public)
    headers = {name: library_text(name) for name in [*public, *inner.names] if name not in texts}
    texts = with_own_names(texts, headers)
    inner = Amalgamation(roots, lambda name: texts.get(name) or library_text(name), public)
    return included(inner.system_headers) + "\n" + inner.text(around)


def files(asked):
    """{name: text}"""
    made = {}
    in_c = Amalgamation(always(PUBLIC_IN_C), library_text)
    public = Amalgamation(always(PUBLIC + PUBLIC_IN_C), library_text)
    first = ""
    if asked.with_c:
        made[C_HEADER] = (heading(C_HEADER, "everything for C programs in one file") + "#pragma once\n\n" +
                          included(in_c.system_headers) + "\n" + in_c.text())
        public = Amalgamation(always(PUBLIC), library_text, in_c.names)
        first = f'#include "{C_HEADER}"\n'
    made[HEADER] = (heading(HEADER, "everything public in one file") + "#pragma once\n\n" + first +
                    included(public.system_headers) + "\n" + public.text() + "\n" +
                    (TEXTS / "check_compilation.hpp").read_text())
    made[SOURCE] = (heading(SOURCE, "the library behind picomlp.hpp") + (TEXTS / "compiler.hpp").read_text() +
                    f'\n#include "{HEADER}"\n\n' + source_text({*public.names, *in_c.names}) + "\n" +
                    (TEXTS / "rounding_probe.cpp").read_text() + "\n" +
                    (TEXTS / "check_compilation.cpp").read_text())
    return made


def foreign_includes(text):
    """What a file includes that it must not."""
    allowed = {*SYSTEM_HEADERS, HEADER, C_HEADER, NEEDS_A_LATER_STANDARD}
    for line in text.splitlines():
        found = re.match(r'\s*#\s*include\s*(?:[<"]([^>"]*)[>"]|(.*))', line)
        if found and found[1] not in allowed:
            yield found[1] or found[2]


def complaints(texts, asked):
    """What is wrong with the files that a folder holds, a line for each."""
    del asked
    for name, text in texts.items():
        first = FIRST_LINE.match(text)
        if not first or first[1] != name:
            yield f"{name}: does not begin as this tool writes it"
        elif first[2] != version():
            yield f"{name}: is of version {first[2]}, meson.build of {version()}"
        if "".join(f"// {line}".rstrip() + "\n" for line in licence().splitlines()) not in text:
            yield f"{name}: has no text of the licence, or another"
        for header in foreign_includes(text):
            yield f"{name}: includes {header}"
        for path in sorted(set(MACHINE_PATH.findall(text))):
            yield f"{name}: holds a path of a machine, {path}"
