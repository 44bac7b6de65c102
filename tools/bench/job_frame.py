# SPDX-License-Identifier: MIT
"""The command line and the timing of contenders that are written in Python."""

import os

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[threads] = "1"  # before NumPy loads its BLAS

import argparse
import json
import statistics
import time

LONG = 20  # an execution that fills so many measurements is one of its own


def seconds_for(run, count):
    begin = time.process_time()
    for _ in range(count):
        last = run()
    return time.process_time() - begin, last


def measure(name, make, check, precision, seconds, repeat):
    """Warms up, finds how many executions take `seconds`, and times that many `repeat` times."""
    run = make(precision)
    count = 1
    while True:
        taken, _ = seconds_for(run, count)
        if taken >= seconds:
            break
        count = max(count + 1, int(count * min(1.1 * seconds / max(taken, 1e-7), 100)))
    times = []
    for _ in range(1 if taken > LONG * seconds else repeat):
        taken, last = seconds_for(run, count)
        times.append(taken / count)
    return {"job": name, "variant": "", "check": float(check(last)), "seconds": times}


def main(description, contender, jobs, families, precisions):
    """Runs `jobs`: name -> (what makes a run for a precision, what makes a figure of its result).

    `families` is asked for the same of other names, and says None of those that it does not know.
    `precisions` says what "float" and "double" are to them, the default last."""
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    parser.add_argument("--precision", choices=list(precisions), default=list(precisions)[-1])
    parser.add_argument("--jobs", type=lambda text: text.split(","), default=list(jobs))
    parser.add_argument("--json")
    parser.add_argument("--seconds", type=float, default=0.1)
    parser.add_argument("--repeat", type=int, default=5)
    chosen = parser.parse_args()
    results = []
    for name in chosen.jobs:
        found = jobs.get(name) or families(name)
        if found:
            results.append(measure(name, *found, precisions[chosen.precision], chosen.seconds,
                                   chosen.repeat))
            print(name, statistics.median(results[-1]["seconds"]), results[-1]["check"])
    if chosen.json:
        with open(chosen.json, "w") as file:
            json.dump({"contender": contender, "instruction_set": "", "rounding": "",
                       "precision": chosen.precision, "results": results}, file)
    return 0
