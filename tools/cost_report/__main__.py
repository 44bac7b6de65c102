# SPDX-License-Identifier: MIT
"""python3 tools/cost_report ... runs the cost report."""

import sys

from command_line import main
from measuring import Failure

if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Failure as failure:
        sys.exit(f"cost_report: {failure}")
