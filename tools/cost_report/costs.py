# SPDX-License-Identifier: MIT
"""The table of costs: reading and writing it, comparing with it, showing it.

{"compilers": {TARGET: NAME AND VERSION},
 "costs": {"TARGET PROFILE -OLEVEL": {NETWORK: {MEASURE: {JOB: NUMBER}}, "activations": ...}}}
"""

import json
from pathlib import Path

from targets import Configuration

TABLE = Path(__file__).resolve().parent / "costs.json"
TOLERANCE = 0.02
NOTHING = {"compilers": {}, "costs": {}}


def block(entries, indent):
    """A JSON object of (name, text of the value), each on a line of its own."""
    inside = ",\n".join(f"{indent}  {json.dumps(name)}: {text}" for name, text in entries)
    return "{\n" + inside + f"\n{indent}}}" if entries else "{}"


def to_json(table):
    """Indented, but a network's figures on a line of their own: a change is a changed line."""
    compilers = [(name, json.dumps(text)) for name, text in sorted(table["compilers"].items())]
    costs = [(name, block([(part, json.dumps(figures)) for part, figures in parts.items()], "    "))
             for name, parts in sorted(table["costs"].items())]
    return block([("compilers", block(compilers, "  ")), ("costs", block(costs, "  "))], "") + "\n"


def read_table(path=TABLE):
    return json.loads(path.read_text()) if path.exists() else NOTHING


def merged(table, measured):
    return {part: {**table[part], **measured[part]} for part in NOTHING}


def flat(figures, path=()):
    """Numbers with their names from the outside in."""
    for name, inside in figures.items():
        if isinstance(inside, dict):
            yield from flat(inside, (*path, name))
        else:
            yield (*path, name), inside


def compare(table, measured):
    """(worse, better): lines about figures that went up by more than the tolerance, or that nobody
    knows; and about those that went down."""
    worse, better = [], []
    for name, figures in measured["costs"].items():
        known = dict(flat(table["costs"].get(name, {})))
        found = dict(flat(figures))
        for path in [path for path in known if path not in found]:
            worse.append(f"{name}: {' '.join(path)} is no longer measured")
        for path, number in found.items():
            place = f"{name}: {' '.join(path)}"
            if path not in known:
                worse.append(f"{place} is {number}, which the table does not have")
            elif number > known[path] * (1 + TOLERANCE):
                worse.append(f"{place} was {known[path]} and is {number}")
            elif number < known[path]:
                better.append(f"{place} was {known[path]} and is {number}")
    return worse, better


# -- Markdown ------------------------------------------------------------------------------------

def markdown(header, rows):
    """Numbers at the right, in columns as wide as they need: a terminal can show it as well."""
    cells = [header, *rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(header))]
    is_number = [all(row[column][:1].isdigit() for row in rows) for column in range(len(header))]

    def line(row):
        return "| " + " | ".join(
            text.rjust(width) if number else text.ljust(width)
            for text, width, number in zip(row, widths, is_number)) + " |"
    rule = "|" + "|".join("-" * (width + 1) + (":" if number else "-")
                          for width, number in zip(widths, is_number)) + "|"
    return "\n".join([line(header), rule, *(line(row) for row in rows)])


def bytes_text(flash, runtime):
    """What the library takes, and behind a plus what it needs of the compiler's own."""
    return f"{flash} + {runtime}" if runtime else str(flash)


def flash_text(figures, job):
    return bytes_text(figures["flash"][job], figures["runtime"][job])


def activation_text(figures, name):
    return bytes_text(**figures["activations"][name])


NETWORK_HEADER = ["target", "profile", "-O", "network", "initialize", "predict", "train",
                  "flash to predict", "and train", "and initialize", "RAM to predict", "to train",
                  "stack to predict", "to train"]


def network_rows(name, figures):
    configuration = Configuration.named(name)
    for network, of_network in figures.items():
        if network == "activations":
            continue
        instructions, ram, stack = (of_network[part] for part in ("instructions", "ram", "stack"))
        static = of_network["static"]
        yield [configuration.target, configuration.profile, configuration.optimization, network,
               *(str(instructions[job]) for job in ("initialize", "predict", "train")),
               *(flash_text(of_network, job) for job in ("predict", "train", "initialize")),
               *(str(ram[job] + static[job]) for job in ("predict", "train")),
               *(str(stack[job]) for job in ("predict", "train"))]


def activation_rows(name, figures):
    configuration = Configuration.named(name)
    for activation in figures["activations"]:
        yield [configuration.target, configuration.profile, configuration.optimization, activation,
               activation_text(figures, activation)]


def cycle_rows(name, figures):
    configuration = Configuration.named(name)
    for network, of_network in figures.items():
        if "cycles" in of_network:
            yield [configuration.target, configuration.profile, configuration.optimization, network,
                   *(str(of_network["cycles"].get(job, "")) for job in ("predict", "train", "initialize"))]


def show(costs):
    """All figures as tables."""
    tables = []
    for header, rows_of in [
            (NETWORK_HEADER, network_rows),
            (["target", "profile", "-O", "activation", "flash beyond relu's"], activation_rows),
            (["target", "profile", "-O", "network", "cycles to predict, about", "train",
              "initialize"], cycle_rows)]:
        rows = [row for name, figures in costs.items() for row in rows_of(name, figures)]
        if rows:
            tables.append(markdown(header, rows))
    return "\n\n".join(tables)
