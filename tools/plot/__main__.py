# SPDX-License-Identifier: MIT
"""python3 tools/plot ... draws what the examples and tools write."""

import sys

from command_line import main
from tables import Failure

if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Failure as failure:
        sys.exit(f"plot: {failure}")
