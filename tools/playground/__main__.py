# SPDX-License-Identifier: MIT
"""Builds the playground: one page that holds its WebAssembly modules, with vectors and without. A
browser opens it from the disk, and needs no network. The modules lie beside it.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

import page

SOURCE = Path(__file__).resolve().parents[2]
MISSING_TOOLS = 77
# What is asked for, and Debian's package that has it.
TOOLS = {"meson": "meson", "ninja": "ninja-build", "clang++": "clang", "llvm-ar": "llvm",
         "wasm-ld": "lld"}
MODULES = {"playground.wasm": "auto", "playground_scalar.wasm": "none"}

# What networks cost on cores, which the page interpolates; and chips that have them.
TABLES = [SOURCE / "tools/cost_report" / name for name in ("bill.json", "chips.json")]


class Failure(Exception):
    """Something to tell the user."""


def missing_tools():
    """A sentence, or None."""
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if not missing:
        return None
    packages = " ".join(sorted({TOOLS[tool] for tool in missing}))
    return f"no {', '.join(missing)} here (Debian: {packages})"


def run(*words):
    done = subprocess.run([str(word) for word in words], text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    if done.returncode != 0:
        raise Failure(f"{' '.join(str(word) for word in words)} failed\n{done.stdout}")


def build_module(folder, simd, rounding, jobs):
    """The module's path."""
    if not (folder / "build.ninja").exists():
        run("meson", "setup", folder, SOURCE, "--cross-file", SOURCE / "tools/cross/wasm32.ini",
            "-Dtests=disabled", "-Dtools=disabled", f"-Dsimd={simd}", f"-Drounding={rounding}")
    target = "examples/playground/playground.wasm"
    run("ninja", "-C", folder, "-j", jobs, target)
    return folder / target


def build(work, output, rounding, jobs):
    output.mkdir(parents=True, exist_ok=True)
    for name, simd in MODULES.items():
        shutil.copyfile(build_module(work / Path(name).stem, simd, rounding, jobs),
                        output / name)
    files = {name: output / name for name in MODULES} | {path.name: path for path in TABLES}
    page.write(SOURCE / "examples/playground/page", files, output / "playground.html")


def main(words):
    parser = argparse.ArgumentParser(prog="playground", description=__doc__)
    parser.add_argument("--output", type=Path, default=SOURCE / "build/playground",
                        metavar="FOLDER", help="default build/playground")
    parser.add_argument("--work", type=Path, default=SOURCE / "build/wasm", metavar="FOLDER",
                        help="build there; default build/wasm")
    parser.add_argument("--rounding", choices=["separate", "fused"], default="separate",
                        help="the profile, for new build folders; default separate")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), metavar="N",
                        help="compile N files at a time; default: one for each processor")
    asked = parser.parse_args(words)
    missing = missing_tools()
    if missing:
        print(f"playground: {missing}", file=sys.stderr)
        return MISSING_TOOLS
    try:
        build(asked.work, asked.output, asked.rounding, asked.jobs)
    except Failure as failure:
        sys.exit(f"playground: {failure}")
    for name in MODULES:
        print(f"{asked.output / name}: {(asked.output / name).stat().st_size} bytes")
    print(asked.output / "playground.html")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
