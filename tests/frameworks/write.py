# SPDX-License-Identifier: MIT
"""python3 write.py SECTION FOLDER [TEXT]: writes the section's models, those with TEXT in their names, into FOLDER.

For the Python that has the section's frameworks. Status 3 says that it has not, and stdout what is missing."""
import importlib
import importlib.util
import sys

MISSING = 3


def lacking(package, error):
    said = str(error).strip().splitlines() or [type(error).__name__]
    print(f"{package}: {said[0][:120]}")
    return MISSING


def is_ours(name):
    return name.partition(".")[0] == "sections" or importlib.util.find_spec(name) is not None


def main(section, path, only=""):
    try:
        module = importlib.import_module(f"sections.{section}")
    except ModuleNotFoundError as error:    # of a framework that the section imports at its beginning
        if is_ours(error.name):
            raise
        return lacking(error.name, error)
    versions = []
    for package in module.PACKAGES:
        try:
            imported = importlib.import_module(package)
        except Exception as error:    # a broken installation fails with more than ImportError
            return lacking(package, error)
        versions.append(f"{package} {getattr(imported, '__version__', '')}".strip())
    from models import Folder
    folder = Folder(path, only)
    folder.note(versions=versions)
    module.write(folder)
    folder.note(done=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
