# SPDX-License-Identifier: MIT
"""The parts of the project's README.md that are written from the tables of costs."""

import textwrap

import eight_bits
from costs import activation_text, flash_text, markdown, read_table
from targets import SOURCE, USUAL_TARGETS, all_targets

README = SOURCE / "README.md"
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


def cycles(costs):
    """Which profile is faster is another question than which one takes fewer instructions."""
    network, job = NETWORKS[-1], "predict"

    def both(profile):
        figures = costs[f"cortex-m4f {profile} -O2"][network]
        return figures["instructions"][job], round(figures["cycles"][job], -2)
    return textwrap.fill(
        "Instructions are not cycles: a Cortex-M4 takes three for a fused multiply-add, and one "
        "each for a multiplication and an addition. By the timings of its reference manual, "
        "without wait states, predicting {0} takes about {2} cycles in the `separate` profile "
        "({1} instructions) and {4} in `fused` ({3}).".format(
            network, *both("separate"), *both("fused")), 100) + "\n"


def written(table, targets):
    costs = table["costs"]
    return "\n\n".join([
        table_of(costs, targets, ["predict", "training step", "initialize"], instruction_cells),
        table_of(costs, targets, ["flash to predict", "and train", "sigmoid", "tanh",
                                  "stack to predict", "to train"], memory_cells),
        cycles(costs)])


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
