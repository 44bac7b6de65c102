# SPDX-License-Identifier: MIT
"""What the writers and the readers of images share: lib/picomlp/image/SPEC.md."""
import struct
import zlib

from network import ACTIVATIONS_OF, PLAIN_ACTIVATIONS

MAGIC = b"picomlp\0"
HEADER = "<8sIHHBBHI8s"
HEADER_BYTES = 32
RECORD = "<HHIII"
LAYER = "<II8s"
RECORD_BYTES = 16
CHECKSUM_BYTES = 4
MUST_UNDERSTAND = 1
LAYERS, PARAMETERS, FEATURE_SCALING, TARGET_SCALING, FEATURE_NAMES, OUTPUT_NAMES, VECTORS, TEXT = range(1, 9)
QUANTIZED_LAYERS, INTEGERS, BYTES = QUANTIZED = range(9, 12)        # of networks of int8
REQUIRED = (LAYERS, PARAMETERS, FEATURE_SCALING, TARGET_SCALING)    # sections that readers must understand
QUANTIZED_MINOR_VERSION = 1
FORMS = RANGE_FORM, LEAKY_FORM, TABLE_FORM = range(3)    # of a layer of int8
QUANTIZED_HEAD = "<IifI"
QUANTIZED_LAYER = "<IIiiiifI"
TABLE_SIZE = 256
NUMBERS = ("float", "double")           # 1 and 2
PROFILES = ("separate", "fused")        # 0 and 1
WIDE_BYTES = 4096
APPLICATIONS = 0x8000


def code_of(activation):
    return zlib.crc32(activation.encode() + b"\0")


def holds_int8(image):
    """Whether the table of sections, of whatever is in a file, names one of a network of int8."""
    if len(image) < HEADER_BYTES or not image.startswith(MAGIC):
        return False
    table = image[HEADER_BYTES:HEADER_BYTES + RECORD_BYTES * struct.unpack_from(HEADER, image)[6]]
    table = table[:len(table) // RECORD_BYTES * RECORD_BYTES]
    return any(kind in QUANTIZED for kind, *_ in struct.iter_unpack(RECORD, table))


ROUNDINGS = {code_of(name): name for name in ("double_rounding", "single_rounding")}
CODES = {code_of(name): name for name in PLAIN_ACTIVATIONS + ACTIVATIONS_OF}
assert len(CODES) == len(PLAIN_ACTIVATIONS + ACTIVATIONS_OF)
