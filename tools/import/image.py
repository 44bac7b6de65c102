# SPDX-License-Identifier: MIT
"""Writes images (lib/picomlp/image/SPEC.md)."""
import struct
import zlib
from dataclasses import dataclass

import numpy

import image_format as of
from network import Network
from refusal import Refused


@dataclass(frozen=True)
class Model:
    """What an image holds."""
    network: Network
    profile: str               # "separate" or "fused"
    text: str | None = None    # whatever people should know


def little_endian(values, number_type):
    return numpy.ascontiguousarray(values, numpy.dtype(number_type).newbyteorder("<")).tobytes()


def texts(names):
    for name in names:
        if "\0" in name:
            raise Refused(f"the name {name!r} holds a zero byte")
    return b"".join(name.encode() + b"\0" for name in names)


def layer_record(network, layer):
    parameter = b"" if layer.parameter is None else little_endian(layer.parameter, network.type)
    return struct.pack(of.LAYER, layer.units, of.code_of(layer.activation), parameter)


def description(network, number_type, text):
    """(kind, count, contents) of what networks of floats and of int8 have alike."""
    if network.scaling is not None:
        yield of.FEATURE_SCALING, network.inputs, little_endian(network.scaling, number_type)
    if network.targets is not None:
        yield of.TARGET_SCALING, network.outputs, little_endian(network.targets, number_type)
    if network.feature_names is not None:
        yield of.FEATURE_NAMES, len(network.feature_names), texts(network.feature_names)
    if network.class_names is not None:
        yield of.OUTPUT_NAMES, len(network.class_names), texts(network.class_names)
    if network.vectors is not None:
        x, y = network.vectors
        yield of.VECTORS, len(x), little_endian(x, number_type) + little_endian(y, number_type)
    if text is not None:
        yield of.TEXT, 1, texts([text])


def sections_of(model):
    """(kind, count, contents) in the order of kinds."""
    network = model.network
    yield of.LAYERS, len(network.layers), b"".join(layer_record(network, layer) for layer in network.layers)
    parameters = network.parameters()
    yield of.PARAMETERS, parameters.size, little_endian(parameters, network.type)
    yield from description(network, network.type, model.text)


def image_of(model):
    """The image's bytes."""
    return laid_out(sections_of(model), model.network.inputs, model.network.number, model.profile)


def laid_out(sections, inputs, number, profile, minor_version=0):
    """The bytes of an image of these sections."""
    sections = list(sections)
    end = of.HEADER_BYTES + of.RECORD_BYTES * len(sections)
    table, body = b"", bytearray()
    for kind, count, contents in sections:
        is_wide = kind == of.PARAMETERS and len(contents) >= of.WIDE_BYTES
        zeros = -end % (64 if is_wide else 16)
        flags = of.MUST_UNDERSTAND if kind in (*of.REQUIRED, *of.QUANTIZED) else 0
        table += struct.pack(of.RECORD, kind, flags, end + zeros, len(contents), count)
        behind = -len(contents) % 64 if is_wide else 0
        body += bytes(zeros) + contents + bytes(behind)
        end += zeros + len(contents) + behind
    length = (end + of.CHECKSUM_BYTES + 15) // 16 * 16
    if length >= 1 << 32:
        raise Refused("the model takes 4 GiB or more, which no image holds")
    header = struct.pack(of.HEADER, of.MAGIC, length, 1, minor_version, 1 + of.NUMBERS.index(number),
                         of.PROFILES.index(profile), len(sections), inputs, b"")
    image = header + table + bytes(body) + bytes(length - of.CHECKSUM_BYTES - end)
    return image + struct.pack("<I", zlib.crc32(image))
