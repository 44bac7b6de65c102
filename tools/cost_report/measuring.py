# SPDX-License-Identifier: MIT
"""Builds a library and this folder's programs, runs them and takes them apart."""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import cores
import cycles
from targets import CROSS_FILES, ONE_OPTIMIZATION, SOURCE, Configuration

sys.path.insert(0, str(CROSS_FILES))
from emulate import command_for

NETWORKS = {"2-10-5-1": "small", "16-32-32-4": "medium", "64-64-64-10": "large"}
FLASH_JOBS = ["predict", "train", "initialize"]
# Cycles are counted where cores.py knows the core: of this one in every build, of others at -O2.
CYCLES_OF_ALL_BUILDS = "cortex-m4f"
ACTIVATIONS = ["sigmoid", "tanh"]


class Failure(Exception):
    """Something did not build, run or count."""


def run(*words):
    """What a command prints. QEMU may show a program's output as its own standard error."""
    words = [str(word) for word in words]
    try:
        done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    except FileNotFoundError:
        raise Failure(f"no {words[0]} here") from None
    if done.returncode != 0:
        raise Failure(f"{' '.join(words)}\n{done.stdout}")
    return done.stdout


def compiler_of(target):
    """Name and version: with another one come other figures."""
    return f"{target.compiler} {run(target.compiler, '-dumpfullversion').strip()}"


def set_up(configuration, folder):
    if not (folder / "build.ninja").exists():
        run("meson", "setup", folder, SOURCE, "--cross-file",
            SOURCE / f"tools/cross/{configuration.target}.ini", "-Dtests=disabled",
            "-Dexamples=disabled", "-Dtools=disabled", "-Ddebug=false",
            f"-Doptimization={configuration.optimization}", f"-Drounding={configuration.profile}")


def configuration_of(folder, targets):
    """What a build that is there already is a build of."""
    options = {option["name"]: option["value"]
               for option in json.loads(run("meson", "introspect", folder, "--buildoptions"))}
    for target in targets.values():
        if list(target.arguments) == options["cpp_args"]:
            return Configuration(target.name, options["rounding"], options["optimization"],
                                 options["simd"])
    raise Failure(f"{folder} was not set up with one of the cross files for bare boards")


def parse_work(text):
    """The lines of work.cpp as {network: {measure: {job: number}}}."""
    results = {}
    for line in text.splitlines():
        words = line.split()
        if len(words) != 4 or not words[3].isdigit():
            raise Failure(f"a measuring program printed: {line}")
        network, job, measure, number = words
        results.setdefault(network, {}).setdefault(measure, {})[job] = int(number)
    return results


def check_counter(loops):
    """A loop takes two instructions for every turn, whatever else it takes."""
    others = None
    for turns, instructions in loops.items():
        rest = instructions - 2 * int(turns)
        if others is None:
            others = rest
        elif rest != others:
            raise Failure(f"the counter does not count: {turns} turns of two instructions came to "
                          f"{instructions} instead of {others + 2 * int(turns)}")


def parse_sections(text):
    """Section sizes from what `size -A` prints."""
    return {name: int(size) for name, size in re.findall(r"^(\.\w+) +(\d+) +\d+$", text, re.M)}


def grown(larger, smaller, *sections):
    return sum(larger.get(name, 0) - smaller.get(name, 0) for name in sections)


def flash_of(image, without):
    """Bytes that a job brings into an image: the library's with its call, and the compiler's."""
    return {"library": grown(image, without, ".job", ".library"),
            "runtime": grown(image, without, ".runtime")}


def flash_report(images):
    """From {name of the image: section sizes} of a network to what its jobs take."""
    report = {"flash": {}, "runtime": {}, "static": {}}
    for job in FLASH_JOBS:
        sizes = flash_of(images[job], images["nothing"])
        report["flash"][job] = sizes["library"]
        report["runtime"][job] = sizes["runtime"]
        report["static"][job] = grown(images[job], images["nothing"], ".library_ram")
    return report


def activation_report(images):
    """What an activation adds to predicting with relu."""
    report = {}
    for name in ACTIVATIONS:
        sizes = flash_of(images[name], images["predict"])
        report[name] = {"flash": sizes["library"], "runtime": sizes["runtime"]}
    return report


def traced_jobs(target, program):
    """Addresses of the instructions of each job of traced.cpp: {(network, job): [address]}."""
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / "trace"
        run(*command_for(target.board, str(program), []), "-singlestep", "-d", "exec,nochain",
            "-D", trace)
        with trace.open() as lines:
            jobs = cycles.jobs_in(lines)
    names = [(network, job) for network in NETWORKS
             for job in ("prepare", "initialize", "predict", "train")]
    if len(jobs) < len(names):
        raise Failure(f"the trace of {program} has {len(jobs)} jobs instead of {len(names)}")
    return dict(zip(names, jobs))


def measure_cycles(target, program, counted):
    """What traced.cpp does, in cycles, and a second opinion on the counts of instructions where it
    has the same numbers: {network: {job: number}}."""
    objdump = target.compiler.removesuffix("g++") + "objdump"
    instructions = cycles.parse_disassembly(run(objdump, "-d", program))
    report = {network: {} for network in NETWORKS}
    for (network, job), addresses in traced_jobs(target, program).items():
        if job == "prepare" or (job == "initialize" and not target.has_floating_point()):
            continue
        number = len(addresses) - 1  # a count leaves out a return, see work.cpp
        count = counted[network]["instructions"][job]
        # In software, instructions depend on the numbers, which are others in the trace.
        if target.has_floating_point() and number != count:
            raise Failure(f"{network} {job} took {number} instructions in a trace, and was "
                          f"counted as {count}")
        found = cycles.cycles_of(cores.CORES[target.name], addresses, instructions)
        report[network][job] = round(found * count / number)
    return report


def wants_cycles(configuration):
    return configuration.target in cores.CORES and (
        configuration.target == CYCLES_OF_ALL_BUILDS or
        configuration.optimization == ONE_OPTIMIZATION)


def measure(target, folder, jobs=None):
    """Everything about the library built in a folder, as costs.json has it."""
    run("ninja", "-C", folder, *(["-j", jobs] if jobs else []), "cost_report")
    programs = Path(folder) / "tools/cost_report"
    results = parse_work(run(*command_for(target.board, str(programs / "cost_work"), [])))
    check_counter(results.pop("loop")["instructions"])
    size = target.compiler.removesuffix("g++") + "size"

    def sections(network, image):
        return parse_sections(run(size, "-A", programs / f"cost_{network}_{image}"))

    for name, network in NETWORKS.items():
        images = {image: sections(network, image) for image in ["nothing", *FLASH_JOBS]}
        results[name].update(flash_report(images))
    if wants_cycles(configuration_of(folder, {target.name: target})):
        found = measure_cycles(target, programs / "cost_traced", results)
        for name in NETWORKS:
            results[name]["cycles"] = found[name]
    small = {image: sections("small", image) for image in ["predict", *ACTIVATIONS]}
    return {**results, "activations": activation_report(small)}
