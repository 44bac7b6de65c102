# SPDX-License-Identifier: MIT
"""python3 tools/package ... writes the library in the form that other build systems take."""

import sys

from command_line import main
from project import Failure

if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Failure as failure:
        sys.exit(f"package: {failure}")
