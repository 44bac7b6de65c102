# SPDX-License-Identifier: MIT
"""What a run leaves behind: a file of figures, and the table in README.md here."""

import json
import pathlib
import textwrap

from comparison import markdown, readable, readable_ratio

HERE = pathlib.Path(__file__).resolve().parent
MEASURED = HERE / "measured.json"
README = HERE / "README.md"
TITLES = {"sse2": "SSE2", "avx2": "AVX2", "avx512": "AVX-512"}
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


def cell(row):
    fraction = row["fraction_of_peak"]
    of_peak = "" if fraction is None else f", {100 * fraction:.0f} %"
    return f"{readable_ratio(row['against']['ratio'])} ({readable(row['seconds'])}{of_peak})"


def written(measured):
    """The part of README.md: a line for each job and peer, a column for each instruction set."""
    lines = {}
    for row in measured["rows"]:
        if row["against"]["version"] != "picomlp":
            alone = row["against"].get("variant") == "products alone"
            against = row["against"]["family"] + (", products alone" if alone else "")
            line = lines.setdefault((row.get("group", row["job"]), against), {})
            line[row["instruction_set"]] = cell(row)
    table = markdown(["job", "against", *TITLES.values()],
                     [[*key, *(line.get(name, "") for name in TITLES)]
                      for key, line in lines.items()])
    peers = sorted({" ".join(version.split()[:2]) for version in measured["peers"]})
    sentence = f"Measured on {measured['processor']} with {measured['compiler']}: {', '.join(peers)}."
    return f"{table}\n\n{textwrap.fill(sentence, 100)}\n"


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
