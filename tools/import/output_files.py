# SPDX-License-Identifier: MIT
"""Files that are all written, or none of them."""
import os
import tempfile
from pathlib import Path

from refusal import Refused


def write_all(folder, files):
    """files: {name: bytes}. The folder is made where it is missing."""
    folder = Path(folder)
    temporary = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, contents in files.items():
            handle, path = tempfile.mkstemp(prefix=".import-", dir=folder)
            temporary.append((path, folder / name))
            with os.fdopen(handle, "wb") as file:
                file.write(contents)
            os.chmod(path, 0o666 & ~current_umask())
        for _, target in temporary:
            if target.is_dir():
                raise IsADirectoryError(21, "is a folder", str(target))
        while temporary:
            path, target = temporary[0]
            os.replace(path, target)
            temporary.pop(0)
    except OSError as error:
        raise Refused(f"{error.filename2 or error.filename or folder}: {error.strerror}") from None
    finally:
        for path, _ in temporary:
            if os.path.exists(path):
                os.unlink(path)


def current_umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask
