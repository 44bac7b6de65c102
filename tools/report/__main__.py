# SPDX-License-Identifier: MIT
"""python3 tools/report ... runs the course and writes one page about it."""

import sys
from pathlib import Path

# Reading files and drawing pictures is tools/plot's.
sys.path.append(str(Path(__file__).resolve().parents[1] / "plot"))

from tables import Failure

from report_command import main

if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Failure as failure:
        sys.exit(f"report: {failure}")
