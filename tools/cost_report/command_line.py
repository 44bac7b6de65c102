# SPDX-License-Identifier: MIT
"""What picomlp costs on a chip: exact instruction counts, flash, RAM and stack.

measure  builds, runs on the emulated boards, prints tables
check    measures and compares with costs.json: 1 when something costs over 2 %
         more
update   measures, and writes what it finds into costs.json and README.md
show     prints costs.json

With --batches, the instructions of batches of 1 to 17 samples instead, which
batches.json and cliffs.json hold; with --int8, those of predictions in eight
bits, which eight_bits.json and README.md hold. Without a selection all usual
configurations are meant. README.md here says what is counted.
"""

import argparse
import sys
from pathlib import Path

import batches
import costs
import eight_bits
import readme
from measuring import compiler_of, configuration_of, measure, set_up
from targets import (OPTIMIZATIONS, PROFILES, SOURCE, all_targets, batch_targets, choose,
                     choose_batches, choose_eight_bits)

SKIPPED = 77  # by Meson's convention


def arguments(words, targets):
    parser = argparse.ArgumentParser(prog="cost_report", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["measure", "check", "update", "show"])
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--batches", action="store_true", help="of batches of each size")
    kind.add_argument("--int8", action="store_true", help="of predictions in eight bits")
    parser.add_argument("--target", action="append", choices=list(targets), metavar="NAME",
                        help=f"one of {', '.join(targets)}")
    parser.add_argument("--profile", action="append", choices=PROFILES)
    parser.add_argument("--optimization", action="append", choices=OPTIMIZATIONS)
    parser.add_argument("--built", type=Path, metavar="DIR",
                        help="measure what Meson has set up in DIR and nothing else")
    parser.add_argument("--work", type=Path, metavar="DIR", default=SOURCE / "build/cost_report",
                        help="build here (build/cost_report)")
    parser.add_argument("--jobs", type=int, metavar="N", help="compile N files at a time")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE too")
    return parser.parse_args(words)


def choice(chosen):
    """The function that names the usual configurations."""
    return choose_batches if chosen.batches else choose_eight_bits if chosen.int8 else choose


def folders(chosen, targets):
    """{configuration: where it is built}, each one set up."""
    if chosen.built:
        return {configuration_of(chosen.built, targets): chosen.built}
    found = {}
    for configuration in choice(chosen)(targets, chosen.target, chosen.profile, chosen.optimization):
        found[configuration] = chosen.work / str(configuration).replace(" ", "")
    return found


def measured(chosen, targets):
    table = {"compilers": {}, "costs": {}}
    for configuration, folder in folders(chosen, targets).items():
        print(f"measuring {configuration}", file=sys.stderr)
        set_up(configuration, folder)
        target = targets[configuration.target]
        table["compilers"][target.name] = compiler_of(target)
        of = (batches.measure if chosen.batches else
              eight_bits.measure if chosen.int8 else measure)
        table["costs"][str(configuration)] = of(target, folder, chosen.jobs)
    return table


def selection(words):
    """The command that does the same with another verb."""
    return " ".join(["python3 tools/cost_report update", *words[1:]])


def check(known, found, words, usual=None):
    """Whether the figures hold, as an exit status. `usual`: names of configurations."""
    usual = usual or [str(one) for one in choose(all_targets())]
    strangers = [name for name in found["costs"]
                 if name not in known["costs"] and name not in usual]
    if strangers:
        print(f"the table is not meant to have {', '.join(strangers)}: not compared")
        return SKIPPED
    for name, compiler in found["compilers"].items():
        if known["compilers"].get(name, compiler) != compiler:
            print(f"{name}: the table is of {known['compilers'][name]}, and here is {compiler}: "
                  "other figures, not compared")
            return SKIPPED
    worse, better = costs.compare(known, found)
    for line in worse:
        print(f"COSTS MORE: {line}")
    for line in better:
        print(f"costs less: {line}")
    if worse or better:
        print(f"To make these the figures to hold: {selection(words)}")
    count = sum(1 for _ in costs.flat(found["costs"]))
    print(f"{count} figures: {len(worse)} worse by more than 2 % or unknown, {len(better)} better")
    return 1 if worse else 0


def check_cliffs(known, found):
    """The same for batches that take too long for their size."""
    failed = False
    for name, figures in found["costs"].items():
        worse, mended, better = batches.compare(known.get(name, {}),
                                                batches.cliffs_of(name, figures))
        for line in worse:
            print(f"CLIFF: {name}: {line}")
        for line in mended:
            print(f"CLIFF MENDED, take it off the list: {name}: {line}")
        for line in better:
            print(f"lower cliff: {name}: {line}")
        failed = failed or worse or mended
    return 1 if failed else 0


def check_batches(known, found, words):
    usual = [str(one) for one in choose_batches(batch_targets())]
    status = check(known, found, words, usual)
    return status if status == SKIPPED else max(status, check_cliffs(batches.read_cliffs(), found))


def update_batches(known, found):
    """A cliff that is new or higher is left to whoever writes it into cliffs.json by hand."""
    cliffs = batches.read_cliffs()
    for name, figures in found["costs"].items():
        cliffs[name] = batches.lowered(cliffs.get(name, {}), batches.cliffs_of(name, figures))
    batches.COUNTS.write_text(costs.to_json(costs.merged(known, found)))
    batches.CLIFFS.write_text(batches.to_json(cliffs))
    return check_cliffs(cliffs, found)


def figures_for(chosen, targets, known, names=None):
    """What is measured, or shown of what is known."""
    if chosen.command == "show":
        names = [str(one) for one in choice(chosen)(targets, names or chosen.target, chosen.profile,
                                                    chosen.optimization)]
        found = {"compilers": known["compilers"],
                 "costs": {name: known["costs"][name] for name in names if name in known["costs"]}}
    else:
        found = measured(chosen, targets)
    if chosen.json:
        chosen.json.write_text(costs.to_json(found))
    return found


def main_of_batches(chosen, targets, words):
    known = costs.read_table(batches.COUNTS)
    found = figures_for(chosen, targets, known)
    if chosen.command == "check":
        return check_batches(known, found, words)
    status = update_batches(known, found) if chosen.command == "update" else 0
    print(batches.show(found["costs"]))
    return status


def main_of_eight_bits(chosen, targets, words):
    known = costs.read_table(eight_bits.COUNTS)
    found = figures_for(chosen, targets, known)
    if chosen.command == "check":
        return check(known, found, words, [str(one) for one in choose_eight_bits(targets)])
    if chosen.command == "update":
        eight_bits.COUNTS.write_text(costs.to_json(costs.merged(known, found)))
        readme.write()
    print(eight_bits.show(found["costs"]))
    return 0


def main(words):
    targets = batch_targets() if "--batches" in words else all_targets()
    chosen = arguments(words, targets)
    if chosen.batches:
        return main_of_batches(chosen, targets, words)
    if chosen.int8:
        return main_of_eight_bits(chosen, targets, words)
    known = costs.read_table()
    found = figures_for(chosen, targets, known, chosen.target or list(targets))
    if chosen.command == "check":
        return check(known, found, words)
    if chosen.command == "update":
        costs.TABLE.write_text(costs.to_json(costs.merged(known, found)))
        readme.write()
    print(costs.show(found["costs"]))
    return 0
