# SPDX-License-Identifier: MIT
"""--int8: a file that computes in int8 as it is, or a network of floats quantised over samples; written as C99 and
as an image."""
import importlib
import subprocess
import tempfile
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

import numpy

import cpp_header
import folding
import ours
import own_image
import quantized_image_writing as image_writing
import samples
from c99 import int8
from int8_report import Int8Report
from quantized import calibration, disagreement, from_floats, predict
from quantized.float_layers import FloatLayers
from quantized.requantization import ROUNDINGS, RUNTIME, quantized
from quantized_image import quantized_model_of
from refusal import Refused

FORMATS = ("tflite",)
KINDS = {"readers.tflite": "TFLite", "readers.onnx": "ONNX", "readers.picomlp_image": "picomlp"}
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
    check_rounding(network, asked)
    asked = Namespace(**{**vars(asked), "rounding": network.rounding or asked.rounding or ROUNDINGS[0]})
    x = inputs_of(network, more.get("x"), asked)
    y = predict.outputs_of(network, x, asked.rounding)
    count = own_image.VECTORS if asked.vectors is None else asked.vectors
    files = int8.write(network, name, asked.rounding, (x[:count], y[:count]))
    checked = held(name, network, files, x, y)
    contents = {file: text.encode() for file, text in files.items()}
    for format in asked.also:
        contents[f"{name}.{format}"] = importlib.import_module(f"writers.{format}").write(network, asked.rounding)
    vectors, told = vectors_for(network, x, more.get("x"), asked)
    left_out = []
    try:
        data = image_for(replace(network, vectors=vectors), kind, x, asked)
        contents = {f"{name}.img": data, f"{name}_image.h": cpp_header.image_header(data, name).encode(), **contents}
        if network.beta is not None:
            told.append("The softmax at the end is not in the image: its outputs are the logits, of which the largest "
                        "is the same.")
    except Refused as why:
        left_out.append(f"{name}.img is left out: {why}.")
    program = int8.Program(network, name, asked.rounding, None)
    return Int8Report(asked.model.name, name, kind, network, asked.rounding, {"numbers": program.flash_bytes()},
                      sum(program.widest), checked, contents, vectors=0 if vectors is None else len(vectors[0]),
                      left_out=[*told, *left_out], **more)


def check_rounding(network, asked):
    """A network with a rounding of its own has no other."""
    if network.image and asked.rounding not in (None, network.rounding):
        raise Refused(f"{asked.model.name}: the image is of {network.rounding} rounding: leave --rounding out")
    if network.rounding == RUNTIME and asked.rounding:
        raise Refused(f"{asked.model.name}: the network has a rounding of its own, ONNX Runtime's: leave --rounding "
                      "out")
    if network.rounding == RUNTIME and asked.also:
        raise Refused(f"{asked.model.name}: ONNX Runtime rounds in another way than TFLite, so there is no TFLite file "
                      "of these outputs")


def vectors_for(network, x, features, asked):
    """(test vectors of the image or None, sentences about them). x: in int8, made of features where these are given.
    Refused where an image that is imported gives other outputs than it says."""
    told = []
    if network.vectors is not None:
        given, expected = network.vectors
        found = image_writing.outputs_of(network, given, asked.rounding)
        differ = numpy.argwhere(found.view(numpy.uint32) != expected.view(numpy.uint32))
        if differ.size:
            sample, output = differ[0]
            raise Refused(f"{asked.model.name}: the image fails its own test: of its test vector {sample}, output "
                          f"{output} should be {expected[sample, output]:.9g} and is {found[sample, output]:.9g}")
        count = f"the image's {len(given)} test vectors" if len(given) > 1 else "the image's test vector"
        told.append(f"Outputs are those of {count}, bit for bit.")
        if asked.vectors is None:
            return network.vectors, told
    count = own_image.VECTORS if asked.vectors is None else asked.vectors
    if count == 0 or network.rounding == RUNTIME:
        return None, told
    if features is None and asked.inputs:
        features, _ = samples.read(asked.inputs, network.inputs)
    if features is None:
        features = image_writing.features_of(network, x)
    vectors = image_writing.vectors_of(network, features, asked.rounding, count)
    if vectors is None:
        told.append("The image has no test vectors, because no outputs are finite.")
    return vectors, told


def image_for(network, kind, x, asked):
    """The image's bytes, read again and held against the network for x: refused where there is none."""
    text = network.image[0].text if network.image else f"Imported from {asked.model.name} ({kind})."
    data = image_writing.image_of(network, asked.rounding, text)
    again = image_writing.network_of(quantized_model_of(data))
    expected = predict.outputs_by_layer(network, x, asked.rounding)
    if any((one != other).any() for one, other in zip(predict.outputs_by_layer(again, x, again.rounding), expected)):
        raise AssertionError("the image that was written gives other outputs than the network")
    return data


def inputs_of(network, x, asked):
    """int8[samples][inputs]: those given, or drawn ones."""
    if x is None and asked.inputs:
        x, _ = samples.read(asked.inputs, network.inputs)
    if x is None:
        rng = numpy.random.default_rng(asked.seed)
        return rng.integers(-128, 128, (asked.samples, network.inputs)).astype(numpy.int8)
    return quantized(image_writing.scaled(network, x), network.input.scale, network.input.zero_point)


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
