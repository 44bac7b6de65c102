#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The comparison must be able to fail: what would hide a fault in it."""
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import numpy

import comparison
import comparison_int8
import environment
import given_models
import models
import table

# Stands for tools/import: prints a report, and writes outputs 0.25 and 0.75.
IMPORT = """#!{python}
import json, pathlib, sys
to = pathlib.Path(sys.argv[sys.argv.index("--to") + 1])
to.mkdir(exist_ok=True)
(to / "model_vectors.h").write_text("static const float model_vectors_y[2][1] = {{\\n"
                                    "    {{\\n        0x1p-2F}},\\n    {{\\n        0x1.8p-1F}}}};\\n")
print(json.dumps({{"layers": [], "class_names": {names}, "comparisons": [{{"relative_difference": {own}}}]}}))
"""


class Comparisons(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def compared(self, own=0.0, names=None, bound=None, number="float", **arrays):
        program, npz = self.folder / "import", self.folder / "m.npz"
        program.write_text(IMPORT.format(python=sys.executable, own=own, names=names))
        os.chmod(program, stat.S_IRWXU)
        numpy.savez(npz, x=numpy.zeros((2, 1)), **{name: numpy.array(value) for name, value in arrays.items()})
        return comparison.compared(str(program), Path("m.pkl"), npz, self.folder / "to", number, bound=bound)

    def test_what_agrees(self):
        result = self.compared(y=[0.25, 0.75], label=[0, 1])
        self.assertEqual((result.faults, result.relative, result.labels), ([], 0, 0))

    def test_outputs(self):
        self.assertIn("is off by 4e-06", self.compared(y=[0.25, 0.750003]).faults[0])
        self.assertEqual(self.compared(y=[0.25, 0.750001]).faults, [])
        self.assertIn("1e-13", self.compared(y=[0.25, 0.75 + 1e-12], number="double").faults[0])
        self.assertIn("is off by nan", self.compared(y=[0.25, float("nan")]).faults[0])
        self.assertIn("no such array", self.compared(y=[[0.25] * 3, [0.75] * 3]).faults[0])

    def test_a_bound_is_for_the_framework_alone(self):
        self.assertEqual(self.compared(y=[0.25, 0.76], bound=0.05).faults, [])
        self.assertEqual(len(self.compared(y=[0.25, 0.76], bound=0.05, own=1e-5).faults), 1)

    def test_the_file_s_operations(self):
        self.assertIn("own operations", self.compared(y=[0.25, 0.75], own=3e-6).faults[0])

    def test_labels(self):
        self.assertEqual(self.compared(y=[0.25, 0.75], label=[1, 1]).labels, 1)
        self.assertEqual(len(self.compared(y=[0.25, 0.75], label=[1, 1]).faults), 1)
        self.assertEqual(self.compared(y=[0.25, 0.75], label=["no", "yes"], names=["no", "yes"]).labels, 0)
        self.assertEqual(self.compared(y=[0.25, 0.75], label=["no", "yes"], names=["yes", "no"]).labels, 2)
        self.assertEqual(self.compared(y=[0.25, 0.75], label=[[0], [0]]).labels, 1)

    def test_both_classes_where_we_have_the_second(self):
        self.assertEqual(self.compared(p=[[0.75, 0.25], [0.25, 0.75]]).relative, 0)

    def test_refusals(self):
        def refused(text, status=1):
            program = self.folder / "import"
            program.write_text(f"#!/bin/sh\nprintf '{text}' >&2\nexit {status}\n")
            os.chmod(program, stat.S_IRWXU)
            return comparison.refusal(str(program), Path("m.pkl"), self.folder, "branch").faults

        self.assertEqual(refused("import: m.pkl: the network branches."), [])
        self.assertIn("must be refused", refused("", 0)[0])
        self.assertIn("without 'branch'", refused("import: m.pkl: no.")[0])
        self.assertIn("not by one sentence", refused("Traceback\\nbranch")[0])
        self.assertIn("status 2", refused("import: branch", 2)[0])


# Stands for tools/import --int8: a C file that doubles one number, of steps of 0.5 where floats come and go.
IMPORT_INT8 = """#!{python}
import json, pathlib, sys
if {status}:
    sys.exit("import: no.")
to = pathlib.Path(sys.argv[sys.argv.index("--to") + 1])
to.mkdir(exist_ok=True)
(to / "model.h").write_text("#include <stdint.h>\\n#define MODEL_INPUTS 1\\n#define MODEL_OUTPUTS 1\\n"
    "void model_predict(const int8_t *x, int8_t *y);\\n"
    "static inline void model_quantize(const float *x, int8_t *y) {{ y[0] = (int8_t)(2 * x[0]); }}\\n"
    "static inline void model_dequantize(const int8_t *x, float *y) {{ y[0] = x[0] * 0.5F; }}\\n")
(to / "model.c").write_text('#include "model.h"\\n'
                            "void model_predict(const int8_t *x, int8_t *y) {{ y[0] = (int8_t)(2 * x[0]); }}")
print(json.dumps({{"output": {{"scale": 0.5}}}}))
"""


class Int8(unittest.TestCase):
    def compared(self, x, y, kind=numpy.int8, status=0, **more):
        with tempfile.TemporaryDirectory() as folder:
            program, npz = Path(folder) / "import", Path(folder) / "m.npz"
            program.write_text(IMPORT_INT8.format(python=sys.executable, status=status))
            os.chmod(program, stat.S_IRWXU)
            numpy.savez(npz, x=numpy.array(x, kind)[:, None], y_single=numpy.array(y, kind).reshape(len(x), -1))
            return comparison_int8.compared(str(program), Path("m.tflite"), npz, Path(folder) / "to", "single", **more)

    def test_what_agrees(self):
        for kind, x, y in ((numpy.int8, [1, -60], [2, -120]), (numpy.float32, [1.5, -20], [3, -40])):
            result = self.compared(x, y, kind)
            self.assertEqual((result.faults, result.outputs, result.outputs_that_differ), ([], 2, 0))

    def test_what_does_not(self):
        self.assertIn("1 of 2", self.compared([1, 2], [2, 5]).faults[0])
        self.assertIn("1 of 2", self.compared([1, 2], [2, 4.5], numpy.float32).faults[0])
        self.assertIn("and not 2", self.compared([1, 2], [[2, 2], [4, 4]]).faults[0])
        self.assertIn("not imported", self.compared([1], [2], status=1).faults[0])

    def test_what_may_differ(self):
        self.assertEqual(self.compared([1, 2], [2, 5], most=0.5).faults, [])
        self.assertEqual(len(self.compared([1, 2], [2, 6], most=0.5).faults), 1)
        self.assertEqual(len(self.compared([1, 2], [3, 5], most=0.5).faults), 1)


class Others(unittest.TestCase):
    def test_summary(self):
        good, bad = comparison.Result("a", "float", 1e-7), comparison.Result("b", faults=["is off"])
        left_out = comparison.Result("c", is_skipped=True)
        self.assertTrue(table.summary([good, left_out], ["x"])[1])
        self.assertFalse(table.summary([good, bad], [])[1])
        self.assertFalse(table.summary([left_out], [])[1])

    def test_blocks(self):
        self.assertEqual(environment.blocks("# one\na==1\n\nb==2\n# two\nc==3\n"),
                         [("one", ["a==1", "b==2"]), ("two", ["c==3"])])

    def test_names_with_dots(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "a.b.npz").touch()
            self.assertEqual(given_models.npz_of(Path(folder) / "a.b.state.pt").name, "a.b.npz")
            self.assertIsNone(given_models.npz_of(Path(folder) / "a.c.pt"))

    def test_activations_of_another_file(self):
        self.assertEqual(given_models.option_of([{"activation": "leaky_relu_of", "parameter": 0.2},
                                                 {"activation": "softmax", "parameter": None}]),
                         "leaky_relu_of:0.2,softmax")



class Trials(unittest.TestCase):
    def lines(self, trial):
        with tempfile.TemporaryDirectory() as folder:
            models.Folder(folder).add_trial("it", trial, ValueError)
            line = json.loads((Path(folder) / models.MANIFEST).read_text())
        return line["said"], line["faults"]

    def test_what_is_done(self):
        self.assertEqual(self.lines(lambda: "3 files"), ("3 files", []))

    def test_what_fails(self):
        def failing():
            raise ValueError("tool pack\n" + "more\n" * 30 + "no licence\n")
        said, faults = self.lines(failing)
        self.assertEqual((said, faults[0], faults[-1], len(faults)), ("", "tool pack", "no licence", 21))


class Writers(unittest.TestCase):
    """write.py with a section of the test's own."""

    def status(self, text):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("write.py", "models.py"):
                shutil.copy(Path(__file__).with_name(name), folder)
            sections = Path(folder) / "sections"
            sections.mkdir()
            (sections / "of_a_test.py").write_text(text)
            done = subprocess.run([sys.executable, Path(folder) / "write.py", "of_a_test", folder],
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
        return done.returncode, done.stdout

    def test_what_a_section_lacks_is_told(self):
        for text in ("import no_such_framework\n", 'PACKAGES = ["no_such_framework"]\n'):
            status, said = self.status(text)
            self.assertEqual(status, 3)
            self.assertIn("no_such_framework", said)

    def test_a_section_that_does_not_find_its_own_modules_is_no_lack(self):
        self.assertEqual(self.status("import sections.no_such_section\n")[0], 1)
        self.assertEqual(self.status("from models import no_such_thing\n")[0], 1)


if __name__ == "__main__":
    unittest.main()
