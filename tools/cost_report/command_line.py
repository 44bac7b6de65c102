"""What picomlp costs on a chip: exact instruction counts, flash, RAM and stack.

measure  builds, runs on the emulated boards, prints tables
check    measures and compares with costs.json: 1 when something costs over 2 %
         more
update   measures, and writes what it finds into costs.json and README.md
show     prints costs.json

Without a selection all usual configurations are meant. README.md here says what
is counted.
"""

import argparse
import sys
from pathlib import Path

import costs
import readme
from measuring import compiler_of, configuration_of, measure, set_up
from targets import OPTIMIZATIONS, PROFILES, SOURCE, all_targets, choose

SKIPPED = 77  # by Meson's convention


def arguments(words, targets):
    parser = argparse.ArgumentParser(prog="cost_report", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["measure", "check", "update", "show"])
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


def folders(chosen, targets):
    """{configuration: where it is built}, each one set up."""
    if chosen.built:
        return {configuration_of(chosen.built, targets): chosen.built}
    found = {}
    for configuration in choose(targets, chosen.target, chosen.profile, chosen.optimization):
        found[configuration] = chosen.work / str(configuration).replace(" ", "")
    return found


def measured(chosen, targets):
    table = {"compilers": {}, "costs": {}}
    for configuration, folder in folders(chosen, targets).items():
        print(f"measuring {configuration}", file=sys.stderr)
        set_up(configuration, folder)
        target = targets[configuration.target]
        table["compilers"][target.name] = compiler_of(target)
        table["costs"][str(configuration)] = measure(target, folder, chosen.jobs)
    return table


def selection(words):
    """The command that does the same with another verb."""
    return " ".join(["python3 tools/cost_report update", *words[1:]])


def check(known, found, words):
    """Whether the figures hold, as an exit status."""
    usual = [str(one) for one in choose(all_targets())]
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


def main(words):
    targets = all_targets()
    chosen = arguments(words, targets)
    known = costs.read_table()
    if chosen.command == "show":
        names = [str(one) for one in choose(targets, chosen.target or list(targets),
                                            chosen.profile, chosen.optimization)]
        found = {"compilers": known["compilers"],
                 "costs": {name: known["costs"][name] for name in names if name in known["costs"]}}
    else:
        found = measured(chosen, targets)
    if chosen.json:
        chosen.json.write_text(costs.to_json(found))
    if chosen.command == "check":
        return check(known, found, words)
    if chosen.command == "update":
        known = costs.merged(known, found)
        costs.TABLE.write_text(costs.to_json(known))
        readme.write(known)
    print(costs.show(found["costs"]))
    return 0
