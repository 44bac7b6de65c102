# SPDX-License-Identifier: MIT
"""Pictures of what the examples and tools write, as PNG and SVG.

cost        cost curves: cost.csv of initialization, regularization or digits
boundary    the decision boundary with the samples: a folder that the first two
            have filled
histograms  activations and gradients, layer by layer: what
            `activations --csv FILE` writes
confusion   confusion matrices: confusion.csv of digits, predictions.csv of the
            others
roc         ROC and precision-recall: predictions.csv of initialization or
            regularization, or any CSV with a label and a score in each row
tuning      trials of a search: what `tune --csv FILE` writes
chip        flash, RAM and instructions on chips: costs.json of
            tools/cost_report
memory      flash and RAM of networks against those of whole chips:
            costs.json of tools/cost_report
latency     instructions, or microseconds of chips, in float and int8:
            costs.json and eight_bits.json of tools/cost_report
cliffs      instructions of a multiply-add over widths, and of batches against
            single samples: batches.json of tools/cost_report
quantization
            errors of outputs in integers: what `digits_int8 --csv FILE` and
            `course_int8 --csv FILE` write
pareto      accuracy against flash, networks of several shapes in float and in
            integers: what `digits_shapes --csv FILE` writes
sweep       time against the size of a batch, and rate against the width of a
            network: what tools/bench/sweep.py writes

`plot KIND --help` has the options of each.
"""

import argparse
import importlib
import re
import sys
import warnings
from pathlib import Path

from tables import Failure

KINDS = {"cost": "cost_curves", "boundary": "boundary", "histograms": "histograms",
         "confusion": "confusion", "roc": "threshold_curves", "tuning": "tuning", "chip": "chip_costs",
         "memory": "memory", "latency": "latency", "cliffs": "cliffs",
         "quantization": "quantization", "pareto": "pareto", "sweep": "sweeps"}


def require_packages():
    for package in ("numpy", "matplotlib"):
        try:
            importlib.import_module(package)
        except ImportError:
            raise Failure(f"{sys.executable} has no {package}: install Debian's python3-matplotlib "
                          "and use /usr/bin/python3") from None
    import matplotlib
    if "text.parse_math" not in matplotlib.rcParams:
        raise Failure(f"matplotlib {matplotlib.__version__} is too old; 3.6 or later is needed")


def arguments(words):
    parser = argparse.ArgumentParser(prog="plot", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    for kind, module_name in KINDS.items():
        module = importlib.import_module(module_name)
        kind_parser = kinds.add_parser(kind, description=module.__doc__)
        module.add_arguments(kind_parser)
        kind_parser.add_argument("--to", type=Path, default=Path("."), metavar="FOLDER",
                                 help="write there, made when missing; default: here")
        kind_parser.add_argument("--name", help="of the files, without the ending; default: "
                                                "that of the kind")
        kind_parser.add_argument("--format", choices=["png", "svg", "both"], default="both",
                                 help="default both")
    return parser.parse_args(words)


def write(path, contents):
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents)
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}") from None


def file_name(name):
    """Without what would lead into another folder, or that shells and other systems take amiss."""
    return re.sub(r"[^\w.+-]", "_", name)


def main(words):
    require_packages()
    asked = arguments(words)
    import lettering
    import style
    # Such as for a letter that the font does not have.
    warnings.showwarning = lambda message, *_: print(f"plot: {message}", file=sys.stderr)
    for usual_name, figure in importlib.import_module(KINDS[asked.kind]).figures(asked).items():
        name = file_name(usual_name)
        if asked.name:
            name = name.replace(asked.kind, asked.name, 1)
        for ending in ("png", "svg") if asked.format == "both" else (asked.format,):
            path = asked.to / f"{name}.{ending}"
            write(path, style.WRITERS[ending](figure))
            print(path)
        for line in lettering.complaints(figure):
            print(f"plot: {name}: {line}", file=sys.stderr)
    return 0
