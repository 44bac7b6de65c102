# SPDX-License-Identifier: MIT
"""Numbers of tensors that lie in files beside the model. A model says where: in its own folder, and nowhere else."""
import stat
from pathlib import Path

from protobuf import Message
from refusal import Refused

# Bytes of all tensors together; no plain perceptron that a microcontroller could use comes near it.
MOST_BYTES = 1 << 28
MOST_DIGITS = 18


class FilesBeside:
    """Those of the folder that the model lies in."""

    def __init__(self, folder):
        self.folder = Path(folder).resolve()
        self.left = MOST_BYTES
        self.used = []        # a file's name for each tensor

    def read(self, entries, length, tensor):
        """The bytes of a tensor that needs so many of them. entries: the field external_data, a message each."""
        told = {entry.text(1): entry.text(2) for entry in map(Message, entries)}
        name = told.get("location", "")
        path = self.path_of(name, tensor)
        offset = number_in(told, "offset", 0, tensor)
        stated = number_in(told, "length", length, tensor)
        if stated != length:
            raise Refused(f"The tensor '{tensor}' needs {length} bytes, and the model says that '{name}' has {stated} "
                          "for it.")
        try:
            with open(path, "rb") as file:
                if length > path.stat().st_size - offset:
                    raise Refused(f"The tensor '{tensor}' goes beyond the end of the file '{name}'.")
                self.left -= length
                if self.left < 0:
                    raise Refused(f"The tensors in files beside the model have more than {MOST_BYTES} bytes, more "
                                  "than any network that picomlp is for.")
                file.seek(offset)
                data = file.read(length)
        except OSError:
            raise Refused(f"The tensor '{tensor}' lies in the file '{name}', which cannot be read.") from None
        if len(data) != length:
            raise Refused(f"The tensor '{tensor}' goes beyond the end of the file '{name}'.")
        self.used.append(name)
        return data

    def path_of(self, name, tensor):
        """A location is a relative path with slashes. A link could lead out of the folder as well as "..", and a
        device or a pipe would never end."""
        if not name or "\\" in name or name.startswith("/") or ".." in name.split("/"):
            raise Refused(f"The tensor '{tensor}' lies in '{name}', which is no path within the model's folder.")
        try:
            path = (self.folder / name).resolve(strict=True)
            is_file = stat.S_ISREG(path.stat().st_mode)
        except (OSError, RuntimeError):     # RuntimeError: links in a circle
            raise Refused(f"The tensor '{tensor}' lies in the file '{name}', which is not beside the model.") from None
        if self.folder not in path.parents:
            raise Refused(f"The tensor '{tensor}' lies in '{name}', a link that leads out of the model's folder.")
        if not is_file:
            raise Refused(f"The tensor '{tensor}' lies in '{name}', which is no file.")
        return path


def number_in(told, key, missing, tensor):
    text = told.get(key)
    if text is None:
        return missing
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise Refused(f"The tensor '{tensor}' has the {key} '{text[:40]}' in its file, which is no number.")
    return int(text)
