# SPDX-License-Identifier: MIT
"""Builds and runs the examples, and knows what they were built by."""

import json
import os
import platform
import shlex
import subprocess
from pathlib import Path

from tables import Failure

SOURCE = Path(__file__).resolve().parents[2]
EXAMPLES = ["initialization", "regularization", "gradient_check", "activations"]


def run(*words):
    """What a command prints on stdout."""
    words = [str(word) for word in words]
    try:
        done = subprocess.run(words, capture_output=True, text=True)
    except FileNotFoundError:
        raise Failure(f"no {words[0]} here; Debian has g++, meson, pkg-config and libcli11-dev "
                      "(tools/quickstart run installs them)") from None
    if done.returncode != 0:
        raise Failure(f"{' '.join(words)} failed\n{done.stdout}{done.stderr}")
    return done.stdout


def build(folder, jobs):
    """{example: its program}"""
    if not (folder / "build.ninja").exists():
        run("meson", "setup", folder, SOURCE, "-Dtests=disabled", "-Dtools=disabled",
            "-Dexamples=enabled")
    targets = [f"examples/{name}/{name}" for name in EXAMPLES]
    run("ninja", "-C", folder, "-j", jobs, *targets)
    return {name: folder / target for name, target in zip(EXAMPLES, targets)}


def facts(folder):
    """[(what, which)] of the build and of this machine."""
    options = {option["name"]: option["value"]
               for option in json.loads(run("meson", "introspect", folder, "--buildoptions"))}
    project = json.loads(run("meson", "introspect", folder, "--projectinfo"))
    return [("picomlp", f"{project['version']}, {revision()}"),
            ("rounding profile", options["rounding"]),
            ("instruction sets", "plain scalar code" if options["simd"] == "none"
             else "all that this processor has, chosen at run time"),
            ("build type", options["buildtype"]),
            ("compiler", compiler(folder)),
            ("processor", f"{processor()}, {os.cpu_count()} in use"),
            ("system", system())]


def revision():
    try:
        return "commit " + run("git", "-C", SOURCE, "describe", "--always", "--dirty").strip()
    except Failure:
        return "not a git checkout"


def compiler(folder):
    command = shlex.split(json.loads((folder / "compile_commands.json").read_text())[0]["command"])
    name = next(word for word in command if Path(word).name != "ccache")
    return run(name, "--version").splitlines()[0]


def processor():
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.machine()


def system():
    try:
        name = platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        name = platform.system()
    return f"{name}, {platform.machine()}"
