# SPDX-License-Identifier: MIT
"""The reference of the library's public headers, by Doxygen.

    python3 tools/reference BUILD --to FOLDER

writes FOLDER/html/index.html; BUILD is a folder that Meson set up. Whatever Doxygen warns of, an undocumented
name included, ends it with status 1. `meson compile -C BUILD reference` does this.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys

import headers

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LIBRARY = ROOT / "lib/picomlp"

# What picomlp.hpp reaches and no program names: tables, layouts and checks of the library's own, by floor. New
# headers are public until they are listed here. Also internal: every kernel but two, and what is in a folder `detail`.
INTERNAL = {
    "base": ("element_iterator", "integer_list", "memory_block", "named_setting", "same_bytes", "running_moments"),
    "math": ("refuse_integers",),
    "network": ("checked_samples", "dynamic_samples", "sample_forms"),
    "option": ("dynamic_settings",),
    "quantized": ("compared_layers", "dense", "error_sums", "float_network", "quantized_batch", "sample_tile"),
    "trainer": ("backpropagation", "dynamic_training", "gather", "trained_part", "trainer_options", "trainer_step",
                "training_tables"),
}
PUBLIC_KERNELS = ("order", "vector_arithmetic")


def is_internal(path):
    path = pathlib.PurePath(path)
    floor, name = path.parts[0], path.stem
    return "detail" in path.parts[:-1] or name in INTERNAL.get(floor, ()) \
        or floor == "kernels" and name not in PUBLIC_KERNELS


def version():
    return re.search(r"version: '([\d.]+)'", (ROOT / "meson.build").read_text())[1]


def floors():
    """Name and contents of each, the ground floor first."""
    table = (ROOT / "lib/README.md").read_text()
    rows = re.findall(r"^\| \[`(\w+)`\]\(picomlp/\1\) \| (.*?) \| [^|]* \|$", table, re.M)
    return [(name, re.sub(r"\[(.*?)\]\(.*?\)", r"\1", what)) for name, what in rows]


def public_headers(build):
    """Their texts by path below picomlp."""
    texts, waiting = {}, ["picomlp.hpp", *(f"c/{path.name}" for path in (LIBRARY / "c").glob("*.h"))]
    while waiting:
        path = waiting.pop()
        if path in texts:
            continue
        made = build / "lib/picomlp" / path
        texts[path] = ((LIBRARY / path) if (LIBRARY / path).exists() else made).read_text()
        waiting += re.findall(r'^#include "picomlp/([\w/]+\.hp?p?)"', texts[path], re.M)
    return {path: text for path, text in sorted(texts.items()) if not is_internal(path)}


def interfaces(texts):
    """The hooks of each header's interfaces: its own, else its floor's."""
    by_floor, own = {}, {}
    for path, text in texts.items():
        lines = text.split("\n")
        own[path] = headers.hooks_in(lines)
        if path == "option/option.hpp":
            own[path] = headers.members_of_base(lines, "option")
        name = path.partition("/")[0]
        if path == f"{name}/{name}.hpp" or path == "initializer/initialize.hpp":
            by_floor[name] = own[path]
    return {path: {**by_floor.get(path.partition("/")[0], {}), **own[path]} for path in texts}


def page(text):
    """Links to other recipes stay links; of those to files of the project the words remain."""
    text = re.sub(r"\]\(\.\./(\w+)/README\.md\)", r"](recipe_\1.md)", text)
    return re.sub(r"\[([^\]]*)\]\((?!https?:|recipe_)[^)\s]+\)", r"\1", text)


def recipes():
    """Their pages, by a name that Doxygen can link to."""
    return {f"recipe_{path.parent.name}.md": page(path.read_text())
            for path in sorted((ROOT / "examples/recipes").glob("*/README.md"))}


def prepare(texts, pages, to):
    """Copies of headers and pages, as Doxygen is to read them."""
    shutil.rmtree(to, ignore_errors=True)
    hooks = interfaces(texts)
    for path, text in texts.items():
        copy = to / "picomlp" / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        floor = path.partition("/")[0] if "/" in path else None
        copy.write_text(headers.as_read(floor, text, hooks[path]))
    groups = []
    for name, what in floors():
        said = "".join(headers.interface_text(text) for path, text in texts.items() if path.startswith(f"{name}/"))
        groups.append(f"/** @defgroup {name} {name}\n@brief {what[0].upper() + what[1:]}.\n\n{said}*/\n")
    (to / "floors.dox").write_text("/** @namespace picomlp\nThe library. */\n" + "".join(groups))
    for name, text in pages.items():
        (to / name).write_text(text)
    shutil.copy(HERE / "main.md", to / "main.md")


def run(texts, pages, to):
    """Doxygen's warnings, each once, and its status."""
    prepared = to / "prepared"
    prepare(texts, pages, prepared)
    settings = (HERE / "Doxyfile.in").read_text()
    for name, value in {"version": version(), "to": to, "prepared": prepared}.items():
        settings = settings.replace(f"@{name}@", str(value))
    (to / "Doxyfile").write_text(settings)
    shutil.rmtree(to / "html", ignore_errors=True)
    done = subprocess.run(["doxygen", to / "Doxyfile"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    return list(dict.fromkeys(line.replace(f"{prepared}/", "lib/") for line in done.stderr.splitlines() if line)), \
        done.returncode


def main(arguments):
    parser = argparse.ArgumentParser(prog="reference", description=__doc__.split("\n", 1)[0])
    parser.add_argument("build", type=pathlib.Path, metavar="BUILD", help="a folder that Meson set up")
    parser.add_argument("--to", type=pathlib.Path, required=True, metavar="FOLDER", help="where html/ is written")
    asked = parser.parse_args(arguments)
    asked.to.mkdir(parents=True, exist_ok=True)
    texts = public_headers(asked.build)
    warnings, status = run(texts, recipes(), asked.to.resolve())
    if warnings:
        print("\n".join(warnings))
    print(f"{asked.to}/html/index.html: {len(texts)} headers, {len(warnings)} warnings")
    return 1 if warnings or status else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
