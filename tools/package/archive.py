# SPDX-License-Identifier: MIT
"""The source archive that a recipe names: one that `meson dist` has made."""

import hashlib
from pathlib import Path

from project import Failure, version


def add_arguments(parser):
    parser.add_argument("--archive", type=Path, required=True, metavar="FILE",
                        help="picomlp-VERSION.tar.gz or the like")
    parser.add_argument("--url", metavar="URL", help="of the folder that the archive is published in")


def hash_of(path, kind):
    """kind: sha256 or sha512"""
    try:
        return hashlib.new(kind, path.read_bytes()).hexdigest()
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}") from None


def address_of(asked):
    """Where the archive is published."""
    if not asked.url:
        raise Failure(f"{asked.kind}: --url says where the archive is published")
    if not asked.archive.name.startswith(f"picomlp-{version()}."):
        raise Failure(f"{asked.archive}: this checkout is picomlp-{version()}")
    return f"{asked.url.rstrip('/')}/{asked.archive.name}"
