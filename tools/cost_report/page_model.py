# SPDX-License-Identifier: MIT
"""What the playground's page knows of networks' costs on chips: bill.json, out of shapes.json.

shapes.json holds what was measured at -Os, per core: instructions of networks of many shapes, the flash of
programs with one job each, and ten configurations that no fit has seen. bill.json holds what the page
interpolates by (page_fit.py).

    python3 tools/cost_report/page_model.py update [CORE or BUILD]...     into shapes.json and bill.json
    python3 tools/cost_report/page_model.py compare [CORE or BUILD]...    the bill with what is compiled now
    python3 tools/cost_report/page_model.py fit                           shapes.json into bill.json
    python3 tools/cost_report/page_model.py check                         errors of the fit, core by core

CORE is built in build/bill, BUILD is what Meson has set up there already. Without any: all cores.
"""

import json
import re
import sys
from pathlib import Path

import page_fit
from costs import block, markdown
from measuring import command_for, configuration_of, flash_of, parse_sections, parse_work, run, set_up
from page_fit import FITTED, JOBS
from targets import SOURCE, Configuration, all_targets, family_of

HERE = Path(__file__).resolve().parent
SHAPES, BILL = HERE / "shapes.json", HERE / "bill.json"
WORK = SOURCE / "build/bill"
LIMIT = 0.05  # of a relative error, for what the fit has not seen

CORES = ["cortex-m0plus", "cortex-m3", "cortex-m4f", "cortex-m33", "cortex-m7", "rv32imc"]
# Where floats are software, the library has fast ones of its own, but not where it is compiled for size.
SOFTWARE_FLOATS = ["cortex-m0plus", "cortex-m3", "rv32imc"]

IMAGE = re.compile(r"cost_page_(\d)_(?:(\w+)_)?(predict|train|int8|nothing)$")
COUNTER = re.compile(r"cost_checked_([^+]+\+[^+]+\+(?!.*_(?:predict|train|int8)$)\w+)$")

# -- measuring -----------------------------------------------------------------------------------

def measure(folder):
    """(core, what was measured)."""
    targets = all_targets()
    configuration = configuration_of(folder, targets)
    target = targets[configuration.target]
    run("ninja", "-C", folder, "cost_page")
    programs = Path(folder) / "tools/cost_report"
    counts = parse_work(run(*command_for(target.board, str(programs / "cost_shapes"), [])))
    size = target.compiler.removesuffix("g++") + "size"
    images = {path.name: parse_sections(run(size, "-A", path))
              for path in sorted(programs.glob("cost_page_*")) if IMAGE.match(path.name)}
    nothing = images.pop("cost_page_3_nothing")
    flash = {}
    for name, sections in images.items():
        number, variant, job = IMAGE.match(name).groups()
        flash.setdefault(variant or number, {})[job] = sum(flash_of(sections, nothing).values())
    return target.name, {
        "compiler": run(target.compiler, "--version").splitlines()[0],
        "optimization": configuration.optimization, "profile": configuration.profile,
        "instructions": {name: of["instructions"] for name, of in counts.items()},
        "flash": flash, "checked": checked_in(programs, target, size, nothing)}


def checked_in(programs, target, size, nothing):
    """{configuration: {measure: {job: number}}}"""
    found = {}
    for program in sorted(programs.glob("cost_checked_*")):
        if COUNTER.match(program.name):
            found |= parse_work(run(*command_for(target.board, str(program), [])))
    for name, figures in found.items():
        images = {job: parse_sections(run(size, "-A", programs / f"cost_checked_{name}_{job}")) for job in JOBS}
        figures["flash"] = {job: sum(flash_of(image, nothing).values()) for job, image in images.items()}
    return found


# -- the bill ------------------------------------------------------------------------------------

# Cycles of an instruction, for cores of which the cost report computes none.
ASSUMED_CYCLES = {"cortex-m33": 1.5, "rv32imc": 1.4}

# examples/import's C99 files of 64-32-10 with relu on an ATmega328P, as its README has them: cycles of
# a prediction, and bytes of the network in flash, numbers included.
DIGITS = [64, 32, 10]
DIGITS_ON_AVR = {"predict": (682480, 11352), "int8": (92576, 3514)}


def avr_core(activations):
    """By multiply-adds alone, from one network."""
    products = sum(a * b for a, b in page_fit.layers_of(DIGITS))
    units = sum(DIGITS[1:])
    numbers = {"predict": 4 * (products + units), "int8": products + 12 * units}
    nothing = dict.fromkeys(JOBS, 0)
    return {
        "title": "AVR, ATmega328P", "cycles": 1, "unit": "cycles",
        "note": "AVRs run the network as C99, which does not train. These figures are scaled by multiply-adds "
                "from one network, 64-32-10, which simavr has run: a guess for small networks and for "
                "activations other than relu.",
        "int8": "int8",
        "instructions": {job: [0, 0, 0, DIGITS_ON_AVR[job][0] / products]
                         if job in DIGITS_ON_AVR else None for job in JOBS},
        "flash": {job: {"code": DIGITS_ON_AVR[job][1] - numbers[job], "layer": 0}
                  if job in DIGITS_ON_AVR else None for job in JOBS},
        "activations": {name: {"parts": dict.fromkeys(JOBS, [0, 0, 0]), "flash": nothing} for name in activations},
        "optimizers": {}}


def note_on(name, measured, fitted):
    """What the page says of its figures for a core."""
    errors = page_fit.check(name, measured, fitted)
    worst = 100 * max(error for both in errors.values() for error in both)
    networks = len(page_fit.networks_of(measured))
    return (f"Flash is code compiled for size (-O{measured['optimization']}) by "
            f"{measured['compiler'].split(' (')[0]}, and the network’s numbers. Instructions are interpolated from "
            f"{FITTED} networks counted in QEMU; over them and {networks - FITTED} others the largest error is "
            f"{worst:.1f} %. RAM is what sizeof says, without the stack; for training it includes the parameters.")


def speed_note_on(name, costs):
    """What another build is to the one that the figures are of."""
    size, speed = (costs.get(str(Configuration(name, "separate", level)), {}).get("2-10-5-1") for level in ("s", "2"))
    if size and speed:
        def code(figures):
            return figures["flash"]["predict"] + figures["runtime"]["predict"]
        share = 100 * speed["instructions"]["predict"] / size["instructions"]["predict"]
        words = (f"Compiled for speed (-O2), 2-10-5-1 with a linear output takes {share:.0f} % of the instructions "
                 f"to predict, and {code(speed)} bytes of code instead of {code(size)}.")
    else:
        words = "Compiled for speed (-O2), the library takes fewer instructions and more flash."
    return words + (" This chip has no float instructions; only that build replaces them by the library’s own fast "
                    "routines." if name in SOFTWARE_FLOATS else "")


def cycles_of(name, costs):
    """Of an instruction of 2-10-5-1's prediction, in the first build whose cycles are known."""
    if name in ASSUMED_CYCLES:
        return {"cycles": ASSUMED_CYCLES[name], "cyclesFrom": "an assumption for this core"}
    figures, level = next((figures, level) for level in ("s", "2")
                          for figures in [costs[str(Configuration(name, "separate", level))]["2-10-5-1"]]
                          if "cycles" in figures)
    return {"cycles": round(figures["cycles"]["predict"] / figures["instructions"]["predict"], 2),
            "cyclesFrom": f"of 2-10-5-1 at -O{level}, without wait states (tools/cost_report)"}


def bill_of(shapes):
    costs = json.loads((HERE / "costs.json").read_text())["costs"]
    cores = {}
    for name in CORES:
        core = {"title": family_of(name), **cycles_of(name, costs)}
        fitted = page_fit.fit(name, shapes[name])
        cores[name] = core | {"note": note_on(name, shapes[name], fitted),
                              "speedNote": speed_note_on(name, costs)} | fitted
    return {"cores": cores | {"atmega328p": avr_core(cores["cortex-m4f"]["activations"])}}


# -- comparing -----------------------------------------------------------------------------------

def compared(measured, fitted):
    """For each configuration and job: (configuration, job, the bill's and the compiler's flash, the bill's
    and the counted instructions, RAM)."""
    for configuration, figures in measured["checked"].items():
        billed = page_fit.cost_of(configuration, fitted)
        for job in JOBS:
            numbers = figures["numbers"].get(job, 0)
            yield (configuration, job, round(billed[job]["flash"]) + numbers, figures["flash"][job] + numbers,
                   round(billed[job]["instructions"]), figures["instructions"][job], figures["ram"][job])


def is_within(billed, found):
    return abs(billed / found - 1) < LIMIT


def compare(folder, shapes):
    """Prints the bill beside what is compiled and counted now. How many figures are further from it than
    the limit; RAM must be what it was, which the page computes (tests/browser/playground_bill_test.py)."""
    core, measured = measure(folder)
    fitted = json.loads(BILL.read_text())["cores"][core]
    rows, wrong = [], 0
    for configuration, job, *figures, ram in compared(measured, fitted):
        known_ram = shapes[core]["checked"][configuration]["ram"][job]
        pairs = [figures[:2], figures[2:]]
        wrong += sum(not is_within(*pair) for pair in pairs) + (ram != known_ram)
        rows.append([configuration, job, *(cell for billed, found in pairs for cell in (
            str(billed), str(found), f"{100 * (billed / found - 1):+.1f} %")), str(known_ram), str(ram)])
    print(markdown([core, "job", "flash billed", "linked", "off", "instructions billed", "counted", "off",
                    "RAM billed", "sizeof"], rows))
    print(f"{wrong} figures are off by more than {100 * LIMIT:.0f} %, or in RAM at all")
    return wrong


# -- files ---------------------------------------------------------------------------------------

def in_lines(table):
    """JSON in which a dictionary that holds no dictionary stands on a line, as do those that hold only
    such small ones: a change is a changed line."""
    def depth(one):
        return 1 + max((depth(inside) for inside in one.values()), default=0) if isinstance(one, dict) else 0
    def text(one, indent):
        if depth(one) < 3:
            return json.dumps(rounded(one), ensure_ascii=False)
        return block([(key, text(inside, indent + "  ")) for key, inside in one.items()], indent)
    return text(table, "") + "\n"


def rounded(one):
    """Floats with as many digits as anybody can use."""
    if isinstance(one, dict):
        return {name: rounded(inside) for name, inside in one.items()}
    if isinstance(one, list):
        return [rounded(inside) for inside in one]
    return float(f"{one:.7g}") if isinstance(one, float) else one


def built(words):
    """Folders for those cores and builds, one after another."""
    for word in words or CORES:
        folder = WORK / word if word in CORES else Path(word)
        if word in CORES:
            set_up(Configuration(word, "separate", "s"), folder)
        yield folder


def main(words):
    shapes = json.loads(SHAPES.read_text())
    command, chosen = words[0] if words else "", words[1:]
    if command == "update":
        for folder in built(chosen):
            shapes |= dict([measure(folder)])
        SHAPES.write_text(in_lines({name: shapes[name] for name in CORES if name in shapes}))
    if command in ("update", "fit"):
        BILL.write_text(in_lines(bill_of(shapes)))
    elif command == "compare":
        return min(1, sum(compare(folder, shapes) for folder in built(chosen)))
    elif command == "check":
        for name, measured in shapes.items():
            errors = page_fit.check(name, measured, page_fit.fit(name, measured))
            print(name, {job: [f"{100 * error:.1f} %" for error in both] for job, both in errors.items()})
    else:
        sys.exit(__doc__)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
