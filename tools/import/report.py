# SPDX-License-Identifier: MIT
"""What has been imported, and the proof that it computes what its source does: as text, and as JSON for programs."""
import math
import textwrap
from dataclasses import dataclass, field

from comparison import BOUNDS, Comparison
from network import Network
from operations import Source
from pickled_values import shown

WIDTH = 80
HEAD = 14    # of the column on the left
# Activations with a parameter have objects of other names (lib/picomlp/c/activation.h).
OBJECTS_IN_C = {"leaky_relu_of": "any_leaky_relu", "elu_of": "any_elu"}
SHOWN_FEATURES = 6
SHOWN_SAMPLES = 10


@dataclass(frozen=True)
class Report:
    file: str                          # the model's name, without its folder
    name: str
    source: Source
    network: Network
    profile: str
    x: object                          # float64[samples][inputs], on which outputs were compared
    samples: str                       # where these come from
    ours: object                       # ours.Outputs
    comparisons: list[Comparison]
    by_numpy: float                    # how far the folded network by NumPy is off, as a part of the largest output
    not_compared: list[str]            # why a reference is missing, and the like
    files: dict                        # name: bytes
    left_out: list[str] = field(default_factory=list)    # files that could not be written, and why


def activation_of(layer):
    return layer.activation if layer.parameter is None else f"{layer.activation}({layer.parameter:.6g})"


def vector_count(network):
    return 0 if network.vectors is None else len(network.vectors[0])


def number_bytes(network):
    return 4 if network.number == "float" else 8


def flash_bytes(report):
    """What is in flash besides code."""
    network = report.network
    scalings = 2 * network.inputs * (network.scaling is not None) \
        + 2 * network.outputs * (network.targets is not None)
    return {"parameters": network.parameters().size * number_bytes(network),
            "scalings": scalings * number_bytes(network),
            "image": len(report.files[f"{report.name}.img"])}


def ram_bytes(network):
    """The library's scratch for one sample, or the C file's arrays on the stack: layers 1, 3, ... write to one, layers
    2, 4, ... and the scaling of features to the other."""
    odd = max(network.sizes[1::2])
    even = max(network.sizes[2::2], default=1)
    if network.scaling is not None or network.targets is not None:
        even = max(even, network.inputs)
    return {"scratch": (odd + even) * number_bytes(network)}


def comparison_as_json(report, comparison):
    x = report.x[comparison.worst_sample]
    return {"by": comparison.by, "largest_difference": comparison.largest, "mean_difference": comparison.mean,
            "largest_output": comparison.largest_output, "relative_difference": comparison.relative,
            "bound": BOUNDS[report.network.number], "is_within_bound": is_within(report, comparison),
            "worst_sample": {"sample": comparison.worst_sample, "output": comparison.worst_output,
                             "features": x.tolist(), "ours": comparison.ours, "source": comparison.theirs},
            "labels_that_differ": comparison.labels_that_differ}


def is_within(report, comparison):
    return comparison.relative <= BOUNDS[report.network.number]


def in_json(value):
    """JSON has no number that is not finite: these are null."""
    if isinstance(value, dict):
        return {key: in_json(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [in_json(inner) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def as_json(report):
    network, source = report.network, report.source
    return in_json({
        "file": report.file, "kind": source.kind, "name": report.name,
        "number": network.number, "source_number": source.number, "profile": report.profile,
        "inputs": network.inputs, "outputs": network.outputs,
        "layers": [{"name": layer.name, "units": layer.units, "activation": layer.activation,
                    "parameter": layer.parameter} for layer in network.layers],
        "has_feature_scaling": network.scaling is not None,
        "has_target_scaling": network.targets is not None,
        "feature_names": network.feature_names, "class_names": network.class_names,
        "is_multilabel": source.is_multilabel,
        "samples": {"count": len(report.x), "from": report.samples},
        "ours": {"by": report.ours.by, "are_exact": report.ours.are_exact},
        "relative_difference_of_numpy": report.by_numpy,
        "comparisons": [comparison_as_json(report, comparison) for comparison in report.comparisons],
        "remarks": [*source.remarks, *network.remarks, *report.not_compared, *report.left_out],
        "flash": flash_bytes(report), "ram": ram_bytes(network), "test_vectors": vector_count(network),
        "files": {name: len(contents) for name, contents in report.files.items()},
        "paste": paste(report),
    })


def paste(report):
    """Lines for a program, by language."""
    name, network = report.name, report.network
    T, inputs, outputs = network.number, network.inputs, network.outputs
    lines = {}
    if f"{name}.c" in report.files:
        lines["C99"] = [f'#include "{name}.h"    /* and compile {name}.c */',
                        f"{T} x[{inputs}], y[{outputs}];",
                        f"int outcome = {name}_predict(x, y);    /* 0 for y, otherwise why not */"]
    if f"{name}_model.hpp" in report.files:
        is_scaled = network.scaling is not None or network.targets is not None
        what, scratch = (f"{name}_model::model",
                         f"picomlp::scaled_scratch<{name}_model::network, 1>") if is_scaled else \
            (f"{name}_model::parameters", f"{name}_model::network::scratch")
        lines["C++17"] = [f'#include "{name}_model.hpp"', f"{scratch} scratch;",
                          f"{T} x[{inputs}], y[{outputs}];", f"picomlp::predict({what}, scratch, x, y);"]
    activations = sorted({OBJECTS_IN_C.get(layer.activation, layer.activation) for layer in network.layers})
    lines["C, image"] = [f'#include "{name}_image.h"',
                         "static const picomlp_activation* const listed[] = {",
                         *(f"    &picomlp_{activation}," for activation in activations), "};",
                         "static const picomlp_activations known = PICOMLP_LIST(listed);",
                         "picomlp_model* model;",
                         f"int outcome = picomlp_model_open(&model, {name}_image,",
                         f"    sizeof {name}_image, &known, memory, sizeof memory);"]
    return lines


def row(head, text):
    return textwrap.fill(text, WIDTH, initial_indent=f"{head:{HEAD}}", subsequent_indent=" " * HEAD,
                         break_on_hyphens=False)


def short_row(values):
    shown = ", ".join(f"{value:.6g}" for value in values[:SHOWN_FEATURES])
    return f"({shown}{', ...' if len(values) > SHOWN_FEATURES else ''})"


def label_text(report, comparison):
    differing = comparison.labels_that_differ
    if differing is None:
        return None
    if not differing:
        return f"all {len(report.x)} alike"
    some = ", ".join(map(str, differing[:SHOWN_SAMPLES]))
    more = ", ..." if len(differing) > SHOWN_SAMPLES else ""
    return f"{len(differing)} of {len(report.x)} differ: samples {some}{more}"


def proof(report):
    number = report.network.number
    yield row("ours", f"{report.ours.by}" + ("" if report.ours.are_exact else "; not the library's bits"))
    yield row("inputs", f"{len(report.x)} {report.samples}")
    for comparison in report.comparisons:
        yield ""
        yield row("against", comparison.by)
        yield row("largest", f"{comparison.largest:.3g}, which is {comparison.relative:.2g} of the largest output "
                             f"{comparison.largest_output:.6g}")
        yield row("mean", f"{comparison.mean:.3g}")
        if comparison.largest > 0:
            yield row("worst sample", f"{comparison.worst_sample}, output {comparison.worst_output}: "
                                      f"{comparison.ours:.9g} and not {comparison.theirs:.9g}, for "
                                      f"{short_row(report.x[comparison.worst_sample])}")
        labels = label_text(report, comparison)
        if labels is not None:
            yield row("labels", labels)
        if not is_within(report, comparison):
            yield row("", f"This is more than the {BOUNDS[number]:g} that {number} gives for most models; NumPy in "
                          f"{number} is off by {report.by_numpy:.2g} on these inputs.")


def as_text(report):
    network, source = report.network, report.source
    flash, ram = flash_bytes(report), ram_bytes(network)
    layers = ", ".join(f"{layer.units} {activation_of(layer)}" for layer in network.layers)
    lines = [row("model", f"{report.file} ({source.kind}, {source.number})"),
             row("network", f"{network.inputs} features, {layers}; {network.number}, {report.profile}")]
    if network.class_names:
        lines.append(row("classes", ", ".join(map(shown, network.class_names))))
    remarks = [*source.remarks, *network.remarks]
    for at, remark in enumerate(remarks):
        lines.append(row("folded" if at == 0 else "", remark))
    lines += ["", *proof(report), ""]
    for at, remark in enumerate([*report.not_compared, *report.left_out]):
        lines.append(row("note" if at == 0 else "", remark))
    lines.append(row("flash", f"{flash['parameters']} bytes of parameters"
                              + (f", {flash['scalings']} of scalings" if flash["scalings"] else "")
                              + f"; the image: {flash['image']} with {vector_count(network)} test vectors"))
    lines.append(row("RAM", f"{ram['scratch']} bytes while a sample is predicted, on the stack or as scratch"))
    for at, name in enumerate(report.files):
        lines.append(row("written" if at == 0 else "", name))
    for language, text in paste(report).items():
        lines += ["", f"{language}:", *(f"    {line}" for line in text)]
    return "\n".join(lines) + "\n"
