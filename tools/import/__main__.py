# SPDX-License-Identifier: MIT
"""python3 tools/import MODEL --to DIR carries another project's model over."""
import sys

try:
    from command_line import main
except ModuleNotFoundError as missing:
    if missing.name != "numpy":
        raise
    sys.exit("import: NumPy is missing: install Debian's python3-numpy and use /usr/bin/python3")
from refusal import Refused

if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")    # names in files have letters that terminals lack
    try:
        sys.exit(main(sys.argv[1:]))
    except Refused as refused:
        sys.exit(f"import: {refused}")
