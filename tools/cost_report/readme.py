"""The part of the project's README.md that is written from the table of costs."""

from costs import flash_text, markdown
from targets import SOURCE, USUAL_TARGETS, all_targets

README = SOURCE / "README.md"
BEGIN = "<!-- written by tools/cost_report from its costs.json -->\n"
END = "<!-- end of what tools/cost_report writes -->\n"
NETWORKS = ["2-10-5-1", "16-32-32-4", "64-64-64-10"]


def rows(costs, targets):
    for name in USUAL_TARGETS:
        for profile in targets[name].profiles:
            fast, small = costs[f"{name} {profile} -O2"], costs[f"{name} {profile} -Os"]
            counts = [" / ".join(str(fast[network]["instructions"][job]) for network in NETWORKS)
                      for job in ("predict", "train", "initialize")]
            flash = [flash_text(small["2-10-5-1"], job) for job in ("predict", "train")]
            stack = [str(max(fast[network]["stack"][job] for network in NETWORKS))
                     for job in ("predict", "train")]
            yield [targets[name].title, f"`{profile}`", *counts, *flash, *stack]


def written(table, targets):
    header = ["target", "profile", "predict", "training step", "initialize", "flash to predict",
              "and train", "stack to predict", "to train"]
    return markdown(header, list(rows(table["costs"], targets))) + "\n"


def replaced(text, inside):
    """The text with the part between the markers replaced."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("README.md has lost the markers of the cost report")
    return before + BEGIN + inside + END + after


def write(table):
    README.write_text(replaced(README.read_text(), written(table, all_targets())))
