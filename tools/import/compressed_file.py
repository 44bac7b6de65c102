# SPDX-License-Identifier: MIT
"""Files that joblib, gzip and their kind have compressed."""
import bz2
import gzip
import io
import lzma
import zlib

from refusal import Refused

# Of the file, and of what it is decompressed to.
MOST_BYTES = 1 << 28
COMPRESSED = {b"\x1f\x8b": lambda file: gzip.GzipFile(fileobj=file), b"BZh": bz2.BZ2File, b"\xfd7zXZ": lzma.LZMAFile,
              b"]\0\0": lzma.LZMAFile}
ZLIB_STARTS = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
LZ4_START = b"\x04\x22\x4d\x18"


def contents(path):
    """The bytes of the pickle, decompressed."""
    try:
        with open(path, "rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}") from None
    if data.startswith(LZ4_START):
        raise Refused("the file is compressed by LZ4, which Python cannot read: dump it by joblib with compress='zlib'")
    if data.startswith(b"ZF"):
        raise Refused("joblib before 0.10 has compressed the file: load it with that version and write it by "
                      "pickle.dump")
    if data.startswith(ZLIB_STARTS):
        data = decompressed(zlib_contents, data)
    for start, reader in COMPRESSED.items():
        if data.startswith(start):
            data = decompressed(lambda file: reader(file).read(MOST_BYTES + 1), data)
            break
    if len(data) > MOST_BYTES:
        raise Refused(f"the file holds more than {MOST_BYTES >> 20} MiB, which no model here has")
    return data


def zlib_contents(file):
    decompressor = zlib.decompressobj()
    data = decompressor.decompress(file.read(), MOST_BYTES + 1)
    if not decompressor.eof and len(data) <= MOST_BYTES:
        raise EOFError
    return data


def decompressed(read_all, data):
    try:
        return read_all(io.BytesIO(data))
    except (OSError, EOFError, zlib.error, lzma.LZMAError):
        raise Refused("the file is compressed, and damaged or cut off") from None
