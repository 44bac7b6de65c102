"""--int8: a file that computes in int8 as it is, or a network of floats quantised over samples; written as C99."""
import importlib
import subprocess
import tempfile
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

import numpy

import folding
import ours
import own_image
import samples
from c99 import int8
from int8_report import Int8Report
from quantized import calibration, disagreement, from_floats, predict
from quantized.float_layers import FloatLayers
from quantized.requantization import ROUNDINGS, quantized
from refusal import Refused

FORMATS = ("tflite",)
KINDS = {"readers.tflite": "TFLite", "readers.onnx": "ONNX"}
DRIVER = """\
#include <stdio.h>
#include "@NAME@.h"

int main(void) {
    static int8_t x[@INPUTS@];
    static int8_t y[@OUTPUTS@];
    while (fread(x, sizeof x, 1, stdin) == 1) {
        @NAME@_predict(x, y);
        if (fwrite(y, sizeof y, 1, stdout) != 1) return 1;
    }
    return 0;
}
"""


def imported(asked, name, reader, source, said):
    """An Int8Report. reader: the module that recognizes the file; source(): its network of floats, for quantising.
    Within said() refusals are about the model's file."""
    for format in asked.also:
        if format not in FORMATS:
            raise Refused(f"an int8 network is not written as {format}: beside --int8, --also takes "
                          f"{', '.join(FORMATS)}")
    with said():
        network = reader.quantized(asked.model) if hasattr(reader, "quantized") else None
        if network is not None and asked.calibrate:
            raise Refused("The file is in int8 already: leave --calibrate out.")
        if network is None and not asked.calibrate:
            raise Refused("The file is in float: --calibrate FILE.csv gives the samples over which it is quantised.")
    if network is not None:
        named = {key: samples.names_of(path) for key, path in (("feature_names", asked.features),
                                                               ("class_names", asked.classes)) if path}
        return finished(asked, name, KINDS[reader.__name__], replaced(network, **named), {})
    return quantised(asked, name, source, said)


def replaced(network, **fields):
    sizes = {"feature_names": (network.inputs,), "class_names": (network.outputs, 2 if network.outputs == 1 else None)}
    for field, names in fields.items():
        if len(names) not in sizes[field]:
            raise Refused(f"there are {len(names)} names for {sizes[field][0]} {field.partition('_')[0]}s")
    return replace(network, **fields)


def quantised(asked, name, read, said):
    with said():
        source = read()
        asked = own_image.settled(asked, source)
        network = folding.folded(source, asked.number)
        floats = FloatLayers(network, asked.profile)
    x, _ = samples.read(asked.calibrate, network.inputs)
    count = len(x)
    how, _, part = asked.ranges.partition(":")
    with said():
        scaled = floats.scaled(x)
        walked = floats.walk(scaled)
        ranges = calibration.calibrated(scaled, walked, how, float(part or 0.999))
        made = from_floats.quantize(floats, ranges, asked.weight_scales)
    compared_on = f"samples of {asked.calibrate.name}, of which ranges were made"
    if asked.inputs:
        x, _ = samples.read(asked.inputs, network.inputs)
        with said():
            scaled = floats.scaled(x)
            walked = floats.walk(scaled)
        compared_on = f"samples of {asked.inputs.name}"
    found = disagreement.disagreement(made, scaled, walked, asked.rounding or ROUNDINGS[0])
    told = {"min_max": "from the smallest to the largest number", "least_squares": "with the least squared error",
            "percentile": f"with {part or 0.999} of the numbers in them"}[how]
    remarks = [*source.remarks, *network.remarks, *made.remarks]
    return finished(asked, name, source.kind, replace(made, remarks=remarks), {
        "calibration": f"{told}, over {count} samples of {asked.calibrate.name}",
        "floats": floats.by if floats.are_exact else f"{floats.by}; not the library's bits", "disagreement": found,
        "compared_on": compared_on, "x": x})


def finished(asked, name, kind, network, more):
    """With its files, the C file held against NumPy."""
    if network.rounding and asked.rounding:
        raise Refused(f"{asked.model.name}: the network has ONNX Runtime's rounding: leave --rounding out")
    if network.rounding and asked.also:
        raise Refused(f"{asked.model.name}: ONNX Runtime rounds in another way than TFLite: leave --also tflite out")
    asked = Namespace(**{**vars(asked), "rounding": network.rounding or asked.rounding or ROUNDINGS[0]})
    x = inputs_of(network, more.get("x"), asked)
    y = predict.outputs_of(network, x, asked.rounding)
    count = 4 if asked.vectors is None else asked.vectors
    files = int8.write(network, name, asked.rounding, (x[:count], y[:count]))
    checked = held(name, network, files, x, y)
    contents = {file: text.encode() for file, text in files.items()}
    for format in asked.also:
        contents[f"{name}.{format}"] = importlib.import_module(f"writers.{format}").write(network, asked.rounding)
    program = int8.Program(network, name, asked.rounding, None)
    return Int8Report(asked.model.name, name, kind, network, asked.rounding, {"numbers": program.flash_bytes()},
                      sum(program.widest), checked, contents,
                      left_out=[f"{name}.img is left out: images hold networks of floats."], **more)


def inputs_of(network, x, asked):
    """int8[samples][inputs]: those given, or drawn ones."""
    if x is None and asked.inputs:
        x, _ = samples.read(asked.inputs, network.inputs)
    if x is None:
        rng = numpy.random.default_rng(asked.seed)
        return rng.integers(-128, 128, (asked.samples, network.inputs)).astype(numpy.int8)
    x = x.astype(numpy.float32)
    if network.scaling is not None:
        offset, factor = (part.astype(numpy.float32) for part in network.scaling)
        x = (x - offset) * factor
    return quantized(x, network.input.scale, network.input.zero_point)


def held(name, network, files, x, y):
    """A sentence: what the C file computes is what NumPy does. Refused where it is not."""
    words = ours.compiler()
    if words is None:
        return "not compiled, because there is no C compiler; the outputs are NumPy's, in integers"
    driver = DRIVER.replace("@NAME@", name).replace("@INPUTS@", str(network.inputs))
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for file, text in {**files, "driver_of_import.c": driver.replace("@OUTPUTS@", str(network.outputs))}.items():
            (folder / file).write_text(text)
        try:
            built = subprocess.run([*words, "-std=c99", "-O1", "-o", folder / "program", folder / f"{name}.c",
                                    folder / "driver_of_import.c"], capture_output=True, timeout=ours.SECONDS)
            if built.returncode != 0:
                return f"not held to anything, because {words[0]} does not compile the C file"
            ran = subprocess.run([folder / "program"], input=x.tobytes(), capture_output=True, timeout=ours.SECONDS)
        except (OSError, subprocess.TimeoutExpired):
            return f"not held to anything, because {words[0]} or its program cannot be run"
    if ran.stdout != y.tobytes():
        raise Refused(f"the C file compiled by {words[0]} does not give what the integers of NumPy give")
    return f"the C file, compiled by {words[0]}, gives the integers of NumPy for {len(x)} samples"
