"""What a run leaves behind: a file of figures, and the table in the project's README.md."""

import json
import pathlib

from comparison import markdown, own_cells, peer_cells

HERE = pathlib.Path(__file__).resolve().parent
MEASURED = HERE / "measured.json"
README = HERE.parents[1] / "README.md"
BEGIN = "<!-- written by tools/bench/compare.py from its measured.json -->\n"
END = "<!-- end of what tools/bench/compare.py writes -->\n"


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return "unknown processor"


def circumstances(rows, ours):
    """On what and by what it was measured; the peers' versions."""
    versions = {row["against"]["version"] for row in rows if row["against"]} - {"picomlp"}
    compilers = {one.about["compiler"] for one in ours if "compiler" in one.about}
    peaks = {f"{one.instruction_set} {one.precision}":
             one.facts["peak"]["work"] / min(one.seconds("peak"))
             for one in ours if "peak" in one.rounds}
    return {"processor": processor(), "compiler": ", ".join(sorted(compilers)),
            "peers": sorted(versions), "peak_gflops": peaks}


def written(measured):
    """The part of README.md: what a user may want to compare, without limits or our own variants."""
    lines = []
    for row in measured["rows"]:
        if row["against"]["version"] == "picomlp":
            continue
        job, kind, time, _, of_peak = own_cells(row)
        lines.append([job, kind, time, of_peak, *peer_cells(row)])
    table = markdown(["job", "instruction set", "picomlp", "of peak", "against", "its time",
                      "ratio"], lines)
    return (f"{table}\n\nMeasured on {measured['processor']}, {measured['compiler']}; "
            f"{', '.join(measured['peers'])}.\n")


def replaced(text, inside):
    """The text with the part between the markers replaced."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("README.md has lost the markers of the benchmark")
    return before + BEGIN + inside + END + after


def write_json(file, measured):
    file.write_text(json.dumps(measured, indent=1, ensure_ascii=False) + "\n")


def update(measured):
    text = replaced(README.read_text(), written(measured))
    write_json(MEASURED, measured)
    README.write_text(text)
