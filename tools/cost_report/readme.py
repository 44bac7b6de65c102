# SPDX-License-Identifier: MIT
"""The parts of README.md here that are written from the tables of costs."""

import json
import textwrap

import eight_bits
from cores import CORES
from costs import activation_text, flash_text, markdown, read_table
from targets import SOURCE, USUAL_TARGETS, all_targets

README = SOURCE / "tools/cost_report/README.md"
CHIPS = SOURCE / "tools/cost_report/chips.json"
BEGIN = "<!-- written by tools/cost_report from its costs.json -->\n"
EIGHT_BITS_BEGIN = "<!-- written by tools/cost_report from its eight_bits.json -->\n"
END = "<!-- end of what tools/cost_report writes -->\n"
NETWORKS = ["2-10-5-1", "16-32-32-4", "64-64-64-10"]


def instruction_cells(costs, target, profile):
    figures = costs[f"{target.name} {profile} -O2"]
    return [" / ".join(str(figures[network]["instructions"][job]) for network in NETWORKS)
            for job in ("predict", "train", "initialize")]


def most_flash(figures, job):
    """Of the network whose widths want the most code."""
    return flash_text(max((figures[network] for network in NETWORKS),
                          key=lambda of_network: of_network["flash"][job]), job)


def memory_cells(costs, target, profile):
    small, fast = costs[f"{target.name} {profile} -Os"], costs[f"{target.name} {profile} -O2"]
    return [*(most_flash(small, job) for job in ("predict", "train")),
            *(activation_text(small, name) for name in ("sigmoid", "tanh")),
            *(str(max(fast[network]["stack"][job] for network in NETWORKS))
              for job in ("predict", "train"))]


def table_of(costs, targets, header, cells):
    return markdown(["target", "profile", *header],
                    [[targets[name].title, f"`{profile}`", *cells(costs, targets[name], profile)]
                     for name in USUAL_TARGETS for profile in targets[name].profiles])


def short(number):
    """Three digits of what is about right."""
    return f"{float(f'{number:.3g}'):.0f}" if number >= 100 else f"{number:.2g}"


def of_networks(figures, job, factor=1):
    return " / ".join(short(figures[network]["cycles"][job] * factor) for network in NETWORKS)


def cycle_tables(costs, targets):
    """Cycles of each core, microseconds of chips."""
    def figures(target, profile):
        return costs[f"{target} {profile} -O2"]
    known = [(name, profile) for name in USUAL_TARGETS if name in CORES
             for profile in targets[name].profiles if "cycles" in figures(name, profile)[NETWORKS[0]]]
    by_core = markdown(["target", "profile", "cycles to predict, about", "for a training step"],
                       [[targets[name].title, f"`{profile}`",
                         *(of_networks(figures(name, profile), job) for job in ("predict", "train"))]
                        for name, profile in known])
    chips = [(f"{chip['name']}, {chip['clock']} MHz", name, profile, chip["clock"])
             for chip in json.loads(CHIPS.read_text(encoding="utf-8"))
             for name, profile in known if name == chip["core"]]
    by_chip = markdown(["chip", "target", "profile", "µs to predict, about", "for a training step"],
                       [[chip, targets[name].title, f"`{profile}`",
                         *(of_networks(figures(name, profile), job, 1 / clock)
                           for job in ("predict", "train"))]
                        for chip, name, profile, clock in chips])
    return f"{by_core}\n\n{by_chip}"


def sources_of_cycles(targets):
    """What the figures of each core are from, and what is assumed."""
    return "\n".join(
        textwrap.fill(f"- **{targets[name].title}**: {core.source}. Assumed: {core.assumptions}.",
                      100, subsequent_indent="  ", break_long_words=False)
        for name, core in CORES.items()) + "\n"


def written(table, targets):
    costs = table["costs"]
    return "\n\n".join([
        table_of(costs, targets, ["predict", "training step", "initialize"], instruction_cells),
        table_of(costs, targets, ["flash to predict", "and train", "sigmoid", "tanh",
                                  "stack to predict", "to train"], memory_cells),
        cycle_tables(costs, targets),
        sources_of_cycles(targets)])


def written_of_eight_bits(table, targets):
    return eight_bits.show(table["costs"], lambda name: targets[name].title) + "\n"


def replaced(text, begin, inside):
    """The text with the part between a beginning and the end behind it replaced."""
    before, found, rest = text.partition(begin)
    _, end, after = rest.partition(END)
    if not found or not end:
        raise ValueError("README.md has lost the markers of the cost report")
    return before + begin + inside + END + after


def renewed(text, table, eight_bits_table, targets):
    text = replaced(text, BEGIN, written(table, targets))
    return replaced(text, EIGHT_BITS_BEGIN, written_of_eight_bits(eight_bits_table, targets))


def write():
    README.write_text(renewed(README.read_text(), read_table(), read_table(eight_bits.COUNTS),
                              all_targets()))
