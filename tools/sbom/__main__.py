# SPDX-License-Identifier: MIT
"""The build's SPDX document: which files the library was made of, their checksums and licences.

    python3 tools/sbom BUILD --to FILE

BUILD is a folder that Meson set up and that holds the built library; `meson compile -C BUILD sbom` makes both.
What was compiled, and the headers that it included, are those that Ninja noted. Times are that of
SOURCE_DATE_EPOCH where it is set, so that one build gives one document.
"""
import argparse
import datetime
import json
import os
import pathlib
import sys

import document
from build import Unusable, archive_of, files_of, project_of


def created():
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    when = (datetime.datetime.fromtimestamp(int(epoch), datetime.timezone.utc) if epoch
            else datetime.datetime.now(datetime.timezone.utc))
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def main(arguments):
    parser = argparse.ArgumentParser(prog="sbom", description=__doc__.split("\n", 1)[0])
    parser.add_argument("build", type=pathlib.Path, metavar="BUILD", help="a folder that Meson set up")
    parser.add_argument("--to", type=pathlib.Path, required=True, metavar="FILE",
                        help="the document, SPDX 2.3 in JSON")
    asked = parser.parse_args(arguments)
    project = project_of(asked.build)
    made = document.spdx(project, files_of(asked.build, project), archive_of(asked.build), created())
    asked.to.write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")
    print(f"{asked.to}: {len(made['files'])} files")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Unusable as unusable:
        sys.exit(f"sbom: {unusable}")
