"""Measures one built library: instructions, stack and RAM by running it, flash by linking it."""

import json
import subprocess
import sys
from pathlib import Path

from targets import SOURCE

PROGRAMS = Path(__file__).resolve().parent / "programs"
NETWORKS = {"2-10-5-1": "small", "16-32-32-4": "medium", "64-64-64-10": "large"}

# How firmware that wants to be small compiles its own part.
APPLICATION_ARGUMENTS = ["-std=c++17", "-ffreestanding", "-fno-exceptions", "-fno-rtti",
                         "-fno-threadsafe-statics", "-fno-unwind-tables",
                         "-fno-asynchronous-unwind-tables", "-ffunction-sections",
                         "-fdata-sections", "-Wall", "-Wextra", "-Werror"]
JOBS = {"nothing": [], "predict": ["PREDICT_FROM_FLASH"], "train": ["TRAIN"],
        "train and initialize": ["TRAIN", "INITIALIZE"]}
ACTIVATIONS = ["sigmoid", "tanh"]


def run(words):
    # QEMU writes what a program prints by semihosting's SYS_WRITE0 to its standard error.
    outcome = subprocess.run([str(word) for word in words], stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True)
    if outcome.returncode != 0:
        raise SystemExit(f"cost_report: {' '.join(map(str, words))}\n{outcome.stdout}")
    return outcome.stdout


class Library:
    """A library that Meson built for a target."""

    def __init__(self, target, folder):
        self.target, self.folder = target, Path(folder)
        options = {option["name"]: option["value"] for option in
                   json.loads(run(["meson", "introspect", folder, "--buildoptions"]))}
        self.optimization, self.profile = options["optimization"], options["rounding"]
        self.archive = self.folder / "lib/libpicomlp.a"

    def compile(self, source, output, *arguments):
        run([self.target.compiler, *self.target.arguments, *APPLICATION_ARGUMENTS,
             f"-O{self.optimization}", "-I", SOURCE / "lib", "-I", self.folder / "lib",
             *arguments, "-c", PROGRAMS / source, "-o", output])
        return output

    def link(self, objects, output, *arguments):
        code, data = self.target.memory
        run([self.target.compiler, *self.target.arguments, *objects, self.archive,
             "-nostdlib", "-lc", "-lgcc", "-Wl,--gc-sections",
             f"-Wl,--defsym,CODE_ORIGIN={code:#x},--defsym,DATA_ORIGIN={data:#x}",
             *arguments, "-T", PROGRAMS / "image.ld", "-o", output])
        return output


def parse_work(text):
    """The lines of work.cpp as {network: {measure: {job: number}}}."""
    results = {}
    for line in text.splitlines():
        network, job, measure, number = line.split()
        results.setdefault(network, {}).setdefault(measure, {})[job] = int(number)
    return results


def check_counter(loops):
    """A turn of the loop is two instructions; the first one and the call around it are free."""
    first = loops["1"]
    for turns, instructions in loops.items():
        expected = first + 2 * (int(turns) - 1)
        if instructions != expected:
            raise SystemExit(f"cost_report: the counter does not count: {turns} turns of two "
                             f"instructions came to {instructions}, not {expected}")


def measure_work(library, folder):
    processor = "riscv.cpp" if library.target.is_riscv else "cortex_m.cpp"
    objects = [library.compile(processor, folder / "processor.o"),
               library.compile("common.cpp", folder / "common.o"),
               library.compile("work.cpp", folder / "job.o")]
    program = library.link(objects, folder / "work.elf")
    results = parse_work(run([sys.executable, SOURCE / "tools/cross/emulate.py",
                              library.target.board, program]))
    check_counter(results.pop("loop")["instructions"])
    return results


def parse_sections(text):
    """Section sizes from the output of `size -A`."""
    sizes = {}
    for line in text.splitlines():
        words = line.split()
        if len(words) == 3 and words[0].startswith(".") and words[1].isdigit():
            sizes[words[0]] = int(words[1])
    return sizes


def image_sections(library, folder, network, job, activation="relu"):
    arguments = [f"-DNETWORK={NETWORKS[network]}", f"-DHIDDEN={activation}",
                 *(f"-D{name}" for name in JOBS[job])]
    objects = [library.compile(f"{name}.cpp", folder / f"{name}.o", *arguments)
               for name in ("main", "data", "job")]
    image = library.link(objects, folder / f"{network}-{activation}-{job.replace(' ', '-')}.elf",
                         "-Wl,--entry=main")
    size = library.target.compiler.replace("g++", "size")
    return parse_sections(run([size, "-A", image]))


def flash_of(with_job, without):
    """What a job brings into an image: library and call, and the compiler's routines they need."""
    def grown(*names):
        return sum(with_job.get(name, 0) - without.get(name, 0) for name in names)
    return {"code": grown(".job", ".library", ".library_data"), "runtime": grown(".runtime")}


def measure_flash(library, folder, network):
    without = image_sections(library, folder, network, "nothing")
    return {job: flash_of(image_sections(library, folder, network, job), without)
            for job in JOBS if job != "nothing"}


def measure_activations(library, folder):
    """What an activation adds to predicting with relu."""
    relu = image_sections(library, folder, "2-10-5-1", "predict")
    return {name: flash_of(image_sections(library, folder, "2-10-5-1", "predict", name), relu)
            for name in ACTIVATIONS}


def measure(library, folder):
    """Everything about a built library; measuring programs are made in `folder`."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    networks = measure_work(library, folder)
    for network, results in networks.items():
        results["flash"] = measure_flash(library, folder, network)
    return {"networks": networks, "activations": measure_activations(library, folder)}
