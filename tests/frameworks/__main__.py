# SPDX-License-Identifier: MIT
"""Frameworks write models, tools/import carries them over, and both sides' outputs are compared. See README.md."""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import comparison
import comparison_int8
import environment
import given_models
import table
from models import MANIFEST
from write import MISSING

HERE = Path(__file__).resolve().parent
# Debian's, which has NumPy; tools/import needs nothing else.
SYSTEM_PYTHON = "/usr/bin/python3"
# In this order; `given` is the folder of PICOMLP_MODELS.
SECTIONS = ("scikit_learn", "sklearn_onnx", "emlearn_c", "pytorch", "pytorch_onnx", "safetensors_files", "keras_3",
            "keras_2", "keras_onnx", "tflite", "tflite_int8", "onnx_int8", "packages", "given")
SECONDS_LIMIT = 3600


def say(text):
    print(f"-- {text}", flush=True)


def arguments(words):
    parser = argparse.ArgumentParser(prog="frameworks", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"of {', '.join(SECTIONS)}; default: all")
    parser.add_argument("--work", type=Path, required=True, help="the folder for the virtual environment")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="import so many models at a time")
    parser.add_argument("--only", default="", metavar="TEXT", help="models with TEXT in their names")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave the models there, a folder for each section")
    parser.add_argument("--python", type=Path, action="append", metavar="PROGRAM",
                        help="write models with this Python's frameworks, instead of the virtual environment's and the "
                             "system's; may be given several times")
    asked = parser.parse_args(words)
    for name in asked.sections:
        if name not in SECTIONS:
            parser.error(f"unknown section '{name}'")
    return asked


def importing_python():
    """What runs tools/import: no framework is near it."""
    return SYSTEM_PYTHON if Path(SYSTEM_PYTHON).exists() else sys.executable


def pythons(asked):
    """Those that may have frameworks: {how it is called: program}."""
    if asked.python:
        return {str(program): str(program) for program in asked.python}
    found = {}
    made = environment.made(asked.work, say)
    if made is not None:
        found["from PyPI"] = str(made)
    if Path(SYSTEM_PYTHON).exists():
        found["the system's"] = SYSTEM_PYTHON
    return found


def written(python, section, folder, only):
    """(status, what it said): models by a process of its own, which may crash or crowd the memory."""
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "", "PYTHONDONTWRITEBYTECODE": "1",
             "PYTHONWARNINGS": "ignore"}
    with open(folder / "stderr.txt", "w", encoding="utf-8") as stderr:
        done = subprocess.run([python, str(HERE / "write.py"), section, str(folder), only], stdout=subprocess.PIPE,
                              stderr=stderr, text=True, env={**os.environ, **quiet}, timeout=SECONDS_LIMIT,
                              check=False)
    return done.returncode, done.stdout.strip()


def compared(folder, model):
    """The Results of one line of the manifest."""
    python, path = importing_python(), folder / model["file"]
    if "not_written" in model:
        return [comparison.Result(path.name, is_skipped=True, note=f"not written: {model['not_written']}")]
    if "said" in model:
        return [comparison.Result(model["file"], seconds=model["seconds"], faults=model["faults"], note=model["said"])]
    with tempfile.TemporaryDirectory() as to:
        if "refused" in model:
            return [comparison.refusal(python, path, Path(to), model["refused"])]
        if "roundings" in model:
            return [comparison_int8.compared(python, path, folder / f"{path.name}.npz", Path(to) / rounding, rounding,
                                             model["differ"].get(rounding, 0.0)) for rounding in model["roundings"]]
        return [comparison.compared(python, path, folder / f"{path.name}.npz", Path(to) / number, number,
                                    model.get("activations"), model.get("bound"), model.get("threshold", 0.5))
                for number in model["numbers"]]


def run_section(python, called, section, asked):
    """Its Results, printed as they come; None where the Python lacks its frameworks, and why."""
    folder = Path(tempfile.mkdtemp(prefix=f"{section}-"))
    if asked.keep:
        folder.rmdir()
        folder = asked.keep / f"{section}-{called}".replace(" ", "-").replace("/", "_").replace("'", "")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    start = time.monotonic()
    try:
        status, said = written(python, section, folder, asked.only)
        if status == MISSING:
            return None, said.splitlines()[-1]
        lines = [json.loads(line) for line in (folder / MANIFEST).read_text().splitlines()] \
            if (folder / MANIFEST).exists() else []
        versions = next((", ".join(line["versions"]) for line in lines if "versions" in line), "")
        models = [line for line in lines if "file" in line]
        print(f"\n{section}: {versions} ({called}); {len(models)} models, written in "
              f"{time.monotonic() - start:.0f} s", flush=True)
        results = []
        with ThreadPoolExecutor(max(1, asked.jobs)) as pool:
            for some in pool.map(lambda model: compared(folder, model), models):
                for result in some:
                    print(table.line_of(result), flush=True)
                    results.append(result)
        if status != 0 or not any("done" in line for line in lines):
            last = (folder / "stderr.txt").read_text(errors="replace").strip().splitlines() or [""]
            results.append(comparison.Result(f"all of {section}", faults=[f"its writer ended with status {status}: "
                                                                         f"{last[-1][:200]}"]))
            print(table.line_of(results[-1]))
        return results, versions
    finally:
        if not asked.keep:
            shutil.rmtree(folder, ignore_errors=True)


def run_given(asked):
    folder = os.environ.get("PICOMLP_MODELS")
    if not folder:
        if asked.sections:
            sys.exit("frameworks: 'given' wants the environment variable PICOMLP_MODELS")
        return []
    print(f"\nmodels of {folder}", flush=True)
    results = []
    for result in given_models.results(importing_python(), folder, ("float", "double"), asked.only):
        print(table.line_of(result), flush=True)
        results.append(result)
    return results


def main(words):
    asked = arguments(words)
    asked.work.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    if subprocess.run([sys.executable, str(HERE / "self_test.py")], check=False).returncode != 0:
        return 1
    found = pythons(asked)
    print(table.HEAD)
    results, skipped = [], []
    for section in asked.sections or SECTIONS:
        if section == "given":
            results += run_given(asked)
            continue
        reasons = {}
        for called, python in found.items():
            some, said = run_section(python, called, section, asked)
            if some is None:
                reasons[called] = said
            else:
                results += some
        if len(reasons) == len(found):
            skipped.append(section)
            print(f"\n{section}: SKIPPED: "
                  + "; ".join(f"{called}: {reason}" for called, reason in reasons.items()), flush=True)
    text, is_well = table.summary(results, skipped)
    print(f"\n{text} ({time.monotonic() - start:.0f} s)")
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
