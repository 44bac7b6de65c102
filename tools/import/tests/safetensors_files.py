# SPDX-License-Identifier: MIT
"""Writes safetensors files, the wrong ones too."""
import json
import struct

import numpy

from torch_files import bfloat16

TYPES = {"f8": "F64", "f4": "F32", "f2": "F16", "i8": "I64"}


def header_of(arrays):
    """(header, data) of {name: array, or (dtype, shape, bytes)}."""
    header, data = {}, b""
    for name, array in arrays.items():
        if isinstance(array, tuple):
            kind, shape, part = array
        else:
            kind, shape, part = TYPES[array.dtype.str[1:]], list(array.shape), array.tobytes()
        header[name] = {"dtype": kind, "shape": shape, "data_offsets": [len(data), len(data) + len(part)]}
        data += part
    return header, data


def file_with(header, data):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + data


def file_of(arrays):
    return file_with(*header_of(arrays))


def in_bfloat16(array):
    return "BF16", list(numpy.shape(array)), bfloat16(array)
