# SPDX-License-Identifier: MIT
"""Zip files of unknown origin: every size is bounded before a byte of it is kept."""
import io
import zipfile

from chain import damage_said_as
from refusal import Refused

# No plain perceptron that a microcontroller could use comes near it.
LARGEST_MEMBER = 1 << 28
# What deflate can do at best.
LARGEST_RATIO = 1032


def file_bytes(path):
    """A file's bytes, unless it is far too large."""
    size = path.stat().st_size
    if size > LARGEST_MEMBER:
        raise Refused(f"The file has {size} bytes, more than any network that picomlp is for.")
    return path.read_bytes()


class ZipFile:
    """The members of a zip file by their names."""

    def __init__(self, data):
        self.size = len(data)
        with damage_said_as("The zip file is damaged."):
            self._file = zipfile.ZipFile(io.BytesIO(data))
            self.names = self._file.namelist()

    def read(self, name):
        """A member's bytes, whole."""
        with damage_said_as(f"The zip file's member '{name}' is damaged."):
            try:
                info = self._file.getinfo(name)
            except KeyError:
                raise Refused(f"The zip file has no member '{name}'.") from None
            if info.file_size > min(LARGEST_MEMBER, LARGEST_RATIO * self.size):
                raise Refused(f"The zip file's member '{name}' claims {info.file_size} bytes, which is too much.")
            with self._file.open(info) as member:
                data = member.read(info.file_size + 1)
            if len(data) != info.file_size:
                raise Refused(f"The zip file's member '{name}' has another size than it claims.")
            return data
