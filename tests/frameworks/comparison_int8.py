# SPDX-License-Identifier: MIT
"""Imports a model of int8 by tools/import --int8, compiles the C99 file, and counts the outputs that are not those of
the framework."""
import json
import os
import shlex
import subprocess

import numpy

from comparison import SECONDS_LIMIT, Result, run_import

# Takes what the file takes, int8 or float, and gives the like.
DRIVER = """\
#include <stdio.h>
#include "model.h"

int main(void) {
    static X_TYPE x[MODEL_INPUTS];
    static Y_TYPE y[MODEL_OUTPUTS];
    static int8_t x8[MODEL_INPUTS];
    static int8_t y8[MODEL_OUTPUTS];
    while (fread(x, sizeof x, 1, stdin) == 1) {
        X_TO_INT8;
        model_predict(x8, y8);
        Y_FROM_INT8;
        if (fwrite(y, sizeof y, 1, stdout) != 1) return 1;
    }
    return 0;
}
"""
TO_INT8 = {"float32": "model_quantize(x, x8)", "int8": "for (int i = 0; i < MODEL_INPUTS; ++i) x8[i] = x[i]"}
FROM_INT8 = {"float32": "model_dequantize(y8, y)", "int8": "for (int i = 0; i < MODEL_OUTPUTS; ++i) y[i] = y8[i]"}
C_TYPES = {"float32": "float", "int8": "int8_t"}
RUNTIME = "runtime"    # ONNX Runtime's rounding, which such files have by themselves


def outputs_of(to, x, y):
    """What the C99 file in the folder makes of x: as many numbers as y has, of its type."""
    words = {"X_TYPE": C_TYPES[x.dtype.name], "Y_TYPE": C_TYPES[y.dtype.name], "X_TO_INT8": TO_INT8[x.dtype.name],
             "Y_FROM_INT8": FROM_INT8[y.dtype.name]}
    driver = DRIVER
    for word, code in words.items():
        driver = driver.replace(word, code)
    (to / "driver.c").write_text(driver)
    compiler = shlex.split(os.environ.get("CC", "cc"))
    subprocess.run([*compiler, "-std=c99", "-O1", "-o", to / "program", to / "model.c", to / "driver.c"], check=True,
                   capture_output=True, timeout=SECONDS_LIMIT)
    ran = subprocess.run([to / "program"], input=numpy.ascontiguousarray(x).tobytes(), check=True, capture_output=True,
                         timeout=SECONDS_LIMIT)
    return numpy.frombuffer(ran.stdout, y.dtype).reshape(len(x), -1)


def compared(python, path, npz, to, rounding, most=0.0):
    """A Result. most: the part of the outputs that may be a step off."""
    result = Result(path.name, "int8", is_bounded_otherwise=most > 0)
    options = ["--int8", "--name", "model", *(() if rounding == RUNTIME else ("--rounding", rounding))]
    status, stdout, stderr, result.seconds = run_import(python, path, to, options)
    if status != 0:
        result.faults.append(f"is not imported: {stderr[-300:]}")
        return result
    with numpy.load(npz, allow_pickle=False) as arrays:
        x, y = arrays["x"], arrays[f"y_{rounding}"]
    try:
        ours = outputs_of(to, x, y)
    except subprocess.SubprocessError as error:
        result.faults.append(f"has a C file that is not compiled or does not run: {error}")
        return result
    if ours.shape != y.shape:
        result.faults.append(f"has {ours.shape[1]} outputs and not {y.shape[1]}")
        return result
    step = json.loads(stdout)["output"]["scale"] if y.dtype == numpy.float32 else 1
    result.outputs, result.outputs_that_differ = y.size, int((ours != y).sum())
    off = float(abs(ours.astype(float) - y).max() / step)
    result.note = f"{rounding}: {result.outputs_that_differ} of {y.size} outputs differ" + \
        (f", by {off:.3g} steps at most" if off else "")
    if result.outputs_that_differ > most * y.size or off > 1.001:
        result.faults.append(f"{result.note}; {most:g} of them may, by 1 step")
    return result
