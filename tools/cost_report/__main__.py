"""What picomlp costs on a chip: instructions, flash, RAM and stack. See README.md here."""

import argparse
import sys
import tempfile

from measuring import Library, measure
from targets import target_named


def main(words):
    parser = argparse.ArgumentParser(prog="cost_report", description=__doc__)
    parser.add_argument("--target", required=True)
    parser.add_argument("--built", required=True, help="a folder where Meson has built the library")
    parser.add_argument("--keep", metavar="DIR", help="leave the measuring programs in DIR")
    chosen = parser.parse_args(words)
    library = Library(target_named(chosen.target), chosen.built)
    with tempfile.TemporaryDirectory() as folder:
        results = measure(library, chosen.keep or folder)
    print(f"{chosen.target} -O{library.optimization} {library.profile}")
    for network, measures in results["networks"].items():
        flash = ", ".join(f"{job} {size['code']} + {size['runtime']}"
                          for job, size in measures["flash"].items())
        print(f"{network:12} instructions {measures['instructions']}")
        print(f"{'':12} stack {measures['stack']} ram {measures['ram']}")
        print(f"{'':12} flash {flash}")
    print("activations", results["activations"])


if __name__ == "__main__":
    main(sys.argv[1:])
