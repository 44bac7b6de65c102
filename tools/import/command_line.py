# SPDX-License-Identifier: MIT
"""Reads a plain multilayer perceptron out of another project's file, and writes it as picomlp's image, as C99 and
as C++, with a proof beside it: how far its outputs are from the source's."""
import argparse
import importlib
import json
import keyword
import pkgutil
import re
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy

import comparison
import cpp_header
import evaluate
import folding
import forward
import frameworks
import image
import int8_command
import int8_report
import ours
import output_files
import own_image
import readers
import report
import samples
import writers
from network import ACTIVATIONS_OF, PLAIN_ACTIVATIONS
from quantized.from_floats import WEIGHT_SCALES
from quantized.requantization import ROUNDINGS
from refusal import Refused

# A file's numbers may be any: what overflows or is no number is looked for where it is kept, and refused in a sentence.
numpy.seterr(all="ignore")

START_BYTES = 4096
# Words that C or C++ has for itself; Python's are among the usual suspects too.
TAKEN = {"auto", "bool", "case", "catch", "char", "class", "const", "default", "delete", "do", "double", "else", "enum",
         "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if", "inline", "int", "long",
         "main",
         "mutable", "namespace", "new", "operator", "private", "protected", "public", "register", "return", "short",
         "signed", "sizeof", "static", "struct", "switch", "template", "this", "throw", "true", "try", "typedef",
         "union",
         "unsigned", "using", "virtual", "void", "volatile", "while", *keyword.kwlist}


def activation_list(text):
    """"relu,relu,softmax". "leaky_relu_of:0.2" is another: readers know what to make of it."""
    names = [name.strip() for name in text.split(",")]
    for name in names:
        if name not in PLAIN_ACTIVATIONS and name.partition(":")[0] not in ACTIVATIONS_OF:
            raise argparse.ArgumentTypeError(f"{name!r} is no activation: {', '.join(PLAIN_ACTIVATIONS)}, "
                                             "leaky_relu_of:0.2, elu_of:0.5")
    return names


def identifier(text):
    if not re.fullmatch(r"[A-Za-z_]\w*", text, re.ASCII) or text in TAKEN:
        raise argparse.ArgumentTypeError(f"{text!r} cannot be a name in C")
    return text


def count(text):
    if not text.isdigit() or not 1 <= int(text) <= 10_000_000:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to 10000000")
    return int(text)


def vector_count(text):
    return 0 if text == "0" else count(text)


def ranges(text):
    how, _, part = text.partition(":")
    try:
        if how in ("min_max", "least_squares") and not part or how == "percentile" and 0 < float(part or 1) <= 1:
            return text
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{text!r} is none of min_max, least_squares, percentile:0.999")


def format_list(text):
    """"onnx,npz"."""
    names = [name.strip() for name in text.split(",")]
    for name in names:
        if name not in (*writers.FORMATS, *int8_command.FORMATS):
            raise argparse.ArgumentTypeError(f"{name!r} is no format that is written: "
                                             f"{', '.join((*writers.FORMATS, *int8_command.FORMATS))}")
    return names


def arguments(words):
    parser = argparse.ArgumentParser(prog="import", description=__doc__)
    parser.add_argument("model", type=Path, metavar="MODEL", help="the other project's file, or an image")
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="write there, made when missing")
    parser.add_argument("--name", type=identifier, help="of files and functions; default: that of MODEL")
    parser.add_argument("--number", choices=["float", "double"],
                        help="default float, or as the image that is imported")
    parser.add_argument("--profile", choices=["separate", "fused"],
                        help="how a * b + c is rounded: twice, or once where the processor has fma; default separate, "
                             "or as the image that is imported")
    parser.add_argument("--activations", type=activation_list, metavar="LIST",
                        help="one for each dense layer, with commas, for files that hold none: relu,relu,softmax")
    parser.add_argument("--dequantize", action="store_true",
                        help="of a quantised file, take the float network that its integers stand for")
    parser.add_argument("--int8", action="store_true",
                        help="write a network of int8: a file that computes so as it is, any other quantised")
    parser.add_argument("--calibrate", type=Path, metavar="FILE",
                        help="quantise over these samples, some hundred: .csv or .npz as --inputs")
    parser.add_argument("--ranges", type=ranges, default="min_max", metavar="HOW",
                        help="of int8: min_max (default), percentile:0.999 (the part that remains), least_squares")
    parser.add_argument("--weight-scales", choices=WEIGHT_SCALES, default=WEIGHT_SCALES[0],
                        help="of int8: how many scales the weights of a layer have; default per_output")
    parser.add_argument("--rounding", choices=ROUNDINGS,
                        help="of int8: double (default) as TensorFlow Lite Micro and CMSIS-NN round, or single as "
                             "their builds with SINGLE_ROUNDING")
    parser.add_argument("--inputs", type=Path, metavar="FILE",
                        help="compare on these: a .csv, or the array x of an .npz, which may hold the "
                             "outputs beside it as y or p; default: drawn ones")
    parser.add_argument("--samples", type=count, default=256, metavar="N", help="draw so many; default 256")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of what is drawn; default 1")
    parser.add_argument("--vectors", type=vector_count, metavar="N",
                        help="put so many samples and outputs into the image as its test; default 4, or those of the "
                             "image that is imported")
    parser.add_argument("--also", type=format_list, default=[], metavar="LIST",
                        help="write the model in these formats as well, with commas: onnx, npz, safetensors; of "
                             "--int8: tflite")
    parser.add_argument("--features", type=Path, metavar="FILE", help="names of the features, one a line")
    parser.add_argument("--classes", type=Path, metavar="FILE", help="names of the outputs or classes, one a line")
    parser.add_argument("--with-framework", action="store_true",
                        help="compare with the framework that wrote the file as well, where it is installed. It loads "
                             "the file itself, which runs the code in a pickle: for files that you trust")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    asked = parser.parse_args(words)
    if asked.seed < 0:
        parser.error("argument --seed: not negative")
    if asked.calibrate and not asked.int8:
        parser.error("argument --calibrate: of --int8")
    if not asked.int8 and set(asked.also) & set(int8_command.FORMATS):
        parser.error("argument --also: tflite is written of --int8")
    if asked.int8 and (asked.dequantize or asked.number == "double"):
        parser.error("argument --int8: not beside --dequantize or --number double")
    return asked


def name_from(path):
    name = re.sub(r"\W", "_", path.name.partition(".")[0] or "model", flags=re.ASCII)
    return f"model_{name}" if name[0].isdigit() or name in TAKEN else name


def behind_colon(sentence):
    """Readers give whole sentences; behind the file's name they go on without a capital and a full stop."""
    first, _, rest = sentence.partition(" ")
    if first in ("A", "An", "It", "Its", "Layer", "Layers", "No", "One", "The", "This"):
        first = first.lower()
    sentence = f"{first} {rest}" if rest else first
    return sentence[:-1] if sentence.endswith(".") and not sentence.endswith("..") else sentence


def source_of(path, options):
    """What the first reader that recognizes the file makes of it."""
    return reader_of(path).read(path, options)


def reader_of(path):
    """The first that recognizes the file."""
    try:
        with open(path, "rb") as file:
            start = file.read(START_BYTES)
    except OSError as error:
        raise Refused(f"cannot be read: {error.strerror}") from None
    for module in sorted(found.name for found in pkgutil.iter_modules(readers.__path__)):
        reader = importlib.import_module(f"readers.{module}")
        if hasattr(reader, "recognizes") and reader.recognizes(path, start):
            return reader
    raise Refused("is no model file of a kind that is known here")


def with_names(source, asked):
    features = samples.names_of(asked.features) if asked.features else source.feature_names
    classes = samples.names_of(asked.classes) if asked.classes else source.class_names
    return replace(source, feature_names=in_unicode(features), class_names=in_unicode(classes))


def in_unicode(names):
    """Files may hold halves of characters, which no text may."""
    return names and [str(name).encode("utf-8", "replace").decode() for name in names]


def c99_files(network, name, profile):
    """{file: text}, or None where there is no writer yet."""
    try:
        writer = importlib.import_module("c99.writer")
    except ModuleNotFoundError:
        return None
    return writer.write(network, name, profile)


def imported(asked):
    """The Report, and all files as bytes."""
    try:
        source = with_names(source_of(asked.model, asked), asked)
        asked = own_image.settled(asked, source)
        network = folding.folded(source, asked.number)
    except Refused as refused:
        raise Refused(f"{asked.model.name}: {behind_colon(str(refused))}") from None
    name = asked.name or name_from(asked.model)
    x, where = chosen_inputs(network, asked)
    c_files = c99_files(network, name, asked.profile)
    own = ours.outputs_of(network, name, c_files, x)
    threshold = comparison.class_threshold(source, network)
    expected = evaluate.outputs_of(source, x)
    comparisons = [comparison.compared(own.y, expected, "the file's operations, in float64", threshold)]
    by_numpy = comparison.compared(forward.outputs_of(network, x), expected, "").relative
    notes = []
    try:
        told = own_image.vectors_told(source, network, name, c_files, asked)
    except Refused as refused:
        raise Refused(f"{asked.model.name}: {refused}") from None
    if told is not None:
        notes.append(told)
    known = samples.outputs_in(asked.inputs, len(x), network.outputs) if asked.inputs else None
    if known is not None:
        which, theirs = known
        comparisons.append(comparison.compared(own.y, theirs, f"the array {which} of {asked.inputs.name}", threshold))
    if asked.with_framework:
        try:
            by, theirs = frameworks.outputs_of(source, asked.model, x, network.outputs)
            comparisons.append(comparison.compared(own.y, theirs, by, threshold))
        except frameworks.NotComparable as why:
            notes.append(f"Not compared with the framework: {why}.")

    vectors = source.image[0].network.vectors if asked.keeps_vectors else \
        usable_vectors(network, own, x, asked.vectors)
    if vectors is not None:
        network = replace(network, vectors=vectors)
        c_files = c99_files(network, name, asked.profile)    # with a self-test
    elif asked.vectors:
        notes.append("The image has no test vectors, because outputs are not the library's bits." if not own.are_exact
                     else "The image has no test vectors, because no outputs are finite.")
    text = source.image[0].text if source.image else f"Imported from {asked.model.name} ({source.kind})."
    model = image.Model(network, asked.profile, text)
    data = own_image.kept(source, asked) or image.image_of(model)
    files = {f"{name}.img": data, f"{name}_image.h": cpp_header.image_header(data, name).encode()}
    left_out = []
    try:
        files[f"{name}_model.hpp"] = cpp_header.model_header(network, name, asked.profile).encode()
    except Refused as why:
        left_out.append(f"{name}_model.hpp is left out: {why}.")
    if vectors is not None:
        files[f"{name}_vectors.h"] = cpp_header.vectors_header(network, name).encode()
    for file, contents in (c_files or {}).items():
        files[file] = contents.encode()
    for format in asked.also:
        files[f"{name}.{format}"] = importlib.import_module(f"writers.{format}").write(model)
    return report.Report(asked.model.name, name, source, network, asked.profile, x, where, own, comparisons, by_numpy,
                         notes,
                         files, left_out)


def is_for_int8(asked):
    """An image of int8 is one without being asked for."""
    if asked.int8 or asked.dequantize or asked.number == "double":
        return asked.int8
    try:
        reader = reader_of(asked.model)
        return hasattr(reader, "is_quantized") and reader.is_quantized(asked.model)
    except Refused:
        return False    # and is refused again, in its place


def imported_as_int8(asked):
    """The Int8Report, with all files."""
    name = asked.name or name_from(asked.model)

    @contextmanager
    def said():
        try:
            yield
        except Refused as refused:
            raise Refused(f"{asked.model.name}: {behind_colon(str(refused))}") from None
    with said():
        reader = reader_of(asked.model)
    return int8_command.imported(asked, name, reader, lambda: with_names(reader.read(asked.model, asked), asked), said)


def chosen_inputs(network, asked):
    if asked.inputs:
        x, _ = samples.read(asked.inputs, network.inputs)
        return x, f"samples of {asked.inputs.name}"
    return samples.drawn(network, asked.samples, asked.seed).astype(numpy.float64), "drawn samples"


def usable_vectors(network, own, x, most):
    """The first samples whose outputs are finite, in the network's type. None where there are none."""
    if not own.are_exact or most == 0:
        return None
    given = x.astype(network.type)
    usable = numpy.flatnonzero(numpy.isfinite(own.y).all(axis=1) & numpy.isfinite(given).all(axis=1))[:most]
    return (given[usable], own.y[usable]) if usable.size else None


def check_model_is_kept(asked, files):
    """The imported file may lie where others are written, but not under their names."""
    for name, contents in files.items():
        target = asked.to / name
        if target.exists() and target.samefile(asked.model) and target.read_bytes() != contents:
            raise Refused(f"{name} would be written over the file that is imported: give another --to or --name")


def main(words):
    asked = arguments(words)
    done, told = (imported_as_int8(asked), int8_report) if is_for_int8(asked) else (imported(asked), report)
    as_json = json.dumps(told.as_json(done), indent=2, allow_nan=False)
    text = told.as_text(done)
    files = {**done.files, f"{done.name}_report.txt": text.encode(),
             f"{done.name}_report.json": f"{as_json}\n".encode()}
    check_model_is_kept(asked, files)
    output_files.write_all(asked.to, files)
    print(as_json if asked.json else text, end="\n" if asked.json else "")
    return 0
