# SPDX-License-Identifier: MIT
"""What has been imported in int8: as text, and as JSON for programs."""
from dataclasses import dataclass, field

from report import in_json, row, short_row, SHOWN_SAMPLES

PERCENT = 100


@dataclass(frozen=True)
class Int8Report:
    file: str                  # the model's name, without its folder
    name: str
    kind: str                  # of file
    network: object            # quantized.network.QuantizedNetwork
    rounding: str
    flash: dict                # bytes: "numbers"
    ram: int                   # bytes of arrays on the stack
    checked: str               # how the C file was held against NumPy
    files: dict                # name: bytes
    calibration: str | None = None     # how ranges were found; None of a file that is in int8 already
    floats: str | None = None          # what has computed the floats
    disagreement: object = None        # quantized.disagreement.Disagreement
    compared_on: str | None = None
    x: object = None                   # the features that were compared on
    vectors: int = 0                   # in the image
    left_out: list[str] = field(default_factory=list)

    @property
    def has_classes(self):
        return self.network.class_names is not None or any("softmax" in sentence for sentence in self.network.remarks) \
            or (self.network.outputs == 1 and self.network.layers[-1].activation == "sigmoid")


def as_json(report):
    network, found = report.network, report.disagreement
    layers = [{"name": layer.name, "units": layer.units, "activation": layer.activation,
               "weight_scales": len(layer.weight_scales), "scale": layer.outputs.scale,
               "zero_point": layer.outputs.zero_point} for layer in network.layers]
    compared = None
    if found is not None:
        for layer, one in zip(layers, found.layers):
            layer.update({"largest_error": one.largest, "mean_error": one.mean,
                          "saturated": one.saturated, "outputs_compared": one.outputs})
        compared = {"samples": found.samples, "from": report.compared_on, "floats_by": report.floats,
                    "largest_difference": found.largest, "mean_difference": found.mean,
                    "labels_that_differ": found.labels if report.has_classes else None,
                    "worst_sample": {"sample": found.worst_sample, "output": found.worst_output,
                                     "features": report.x[found.worst_sample].tolist(), "float": found.floats,
                                     "int8": found.int8}}
    return in_json({
        "file": report.file, "kind": report.kind, "name": report.name, "number": "int8", "rounding": report.rounding,
        "inputs": network.inputs, "outputs": network.outputs,
        "input": {"scale": network.input.scale, "zero_point": network.input.zero_point},
        "output": {"scale": network.output.scale, "zero_point": network.output.zero_point},
        "layers": layers, "has_softmax": network.beta is not None,
        "has_feature_scaling": network.scaling is not None, "has_target_scaling": network.targets is not None,
        "feature_names": network.feature_names, "class_names": network.class_names,
        "calibration": report.calibration, "disagreement": compared, "checked": report.checked,
        "test_vectors": report.vectors,
        "remarks": [*network.remarks, *report.left_out], "flash": report.flash, "ram": {"stack": report.ram},
        "files": {name: len(contents) for name, contents in report.files.items()},
        "paste": {"C99": paste(report)}})


def paste(report):
    name, network = report.name, report.network
    return [f'#include "{name}.h"    /* and compile {name}.c */',
            f"int8_t x[{network.inputs}], y[{network.outputs}];", f"{name}_predict(x, y);"]


def label_text(found):
    if not found.labels:
        return f"all {found.samples} alike"
    more = ", ..." if len(found.labels) > SHOWN_SAMPLES else ""
    return (f"{len(found.labels)} of {found.samples} differ: samples "
            f"{', '.join(map(str, found.labels[:SHOWN_SAMPLES]))}{more}")


def comparison(report):
    found = report.disagreement
    yield row("against", f"the floats, by {report.floats}")
    yield row("samples", f"{found.samples} {report.compared_on}")
    reach = 255 * report.network.layers[-1].outputs.scale
    yield row("largest", f"{found.largest:.3g}, which is {PERCENT * found.largest / reach:.2g} % of what outputs reach "
                         "over")
    yield row("mean", f"{found.mean:.3g}")
    if found.largest > 0:
        yield row("worst sample", f"{found.worst_sample}, output {found.worst_output}: {found.int8:.6g} and not "
                                  f"{found.floats:.6g}, for {short_row(report.x[found.worst_sample])}")
    if report.has_classes:
        yield row("labels", label_text(found))
    for number, (layer, one) in enumerate(zip(report.network.layers, found.layers), 1):
        step = layer.outputs.scale
        most, mean = one.largest / step, one.mean / step
        yield row(f"layer {number}", f"off by {most:.3g} steps of {step:.3g} at most, {mean:.3g} on average; "
                                     f"{one.saturated} of {one.outputs} outputs out of reach")


def as_text(report):
    network = report.network
    layers = ", ".join([f"{layer.units} {layer.activation}" for layer in network.layers] +
                       ["softmax"] * (network.beta is not None))
    scales = "one scale for each output" if any(len(layer.weight_scales) > 1 for layer in network.layers) else \
        "one scale for each layer"
    lines = [row("model", f"{report.file} ({report.kind})"),
             row("network", f"{network.inputs} features, {layers}; int8, {scales}, {report.rounding} rounding")]
    if network.class_names:
        lines.append(row("classes", ", ".join(network.class_names)))
    if report.calibration:
        lines.append(row("ranges", report.calibration))
    for at, remark in enumerate(network.remarks):
        lines.append(row("note" if at == 0 else "", remark))
    lines += ["", row("checked", report.checked)]
    if report.disagreement is not None:
        lines += ["", *comparison(report), ""]
    for at, remark in enumerate(report.left_out):
        lines.append(row("note" if at == 0 else "", remark))
    image = report.files.get(f"{report.name}.img")
    lines.append(row("flash", f"{report.flash['numbers']} bytes of numbers" + (
        "" if image is None else f"; the image: {len(image)} with {report.vectors} test vectors")))
    lines.append(row("RAM", f"{report.ram} bytes while a sample is predicted, on the stack"))
    for at, name in enumerate(report.files):
        lines.append(row("written" if at == 0 else "", name))
    lines += ["", "C99:", *(f"    {line}" for line in paste(report))]
    return "\n".join(lines) + "\n"
