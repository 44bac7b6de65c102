# SPDX-License-Identifier: MIT
"""What the tests of pictures have in common: files as the examples and tools write them, and a reader of what
is drawn. Where there is nothing to draw with, a test that imports this is skipped."""

import contextlib
import io
import sys
import tempfile
import unittest
import xml.etree.ElementTree
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import command_line
from tables import Failure

try:
    command_line.require_packages()
except Failure as failure:
    print(f"skipped: {failure}")
    sys.exit(77)  # by Meson's convention

SVG = "{http://www.w3.org/2000/svg}"

COST = """init,iteration,cost
zeros,0,0.69
zeros,1000,0.69
zeros,2000,0.69
he,0,0.88
he,1000,0.25
he,2000,0.07
"""
EPOCHS = "set,epoch,cost\ntraining,1,0.5\ntraining,2,0.25\nheld_out,1,0.6\nheld_out,2,0.5\n"
PREDICTIONS = """init,set,index,x1,x2,label,probability,predicted
he,train,0,0.5,0.5,0,0.1,0
he,train,1,2.5,0.5,1,0.9,1
he,train,2,2.5,1.5,1,0.8,1
he,train,3,3.5,1.5,0,0.7,1
he,test,0,0.5,0.5,1,0.1,0
zeros,train,0,0.5,0.5,0,0.5,0
zeros,train,1,2.5,0.5,1,0.5,0
zeros,train,2,2.5,1.5,1,0.5,0
zeros,train,3,3.5,1.5,0,0.5,0
zeros,test,0,0.5,0.5,1,0.5,0
"""
CONFUSION = "label,predicted,count\n0,0,31\n0,1,4\n0,2,0\n1,0,0\n1,1,27\n1,2,2\n2,0,0\n2,1,0\n2,2,9\n"
TUNING = """place,trial,learning_rate,l2,optimizer,diverged_folds,\
cost_mean,cost_deviation,accuracy_mean,accuracy_deviation
1,2,0.1,0.01,adam,0,0.2,0.05,0.9,0.02
2,1,0.01,0.1,momentum,0,0.3,0.04,0.8,0.03
3,4,1,0.5,adam,0,0.4,0.04,0.75,0.05
4,3,5,1,adam,1,,,,
"""
OUTPUTS = ("form,image,label,output,float,integers\n"
           "int8,0,1,0,0.5,0.75\nint8,0,1,1,2,1.5\nint8,1,0,0,1,0.5\nint8,1,0,1,0.25,1\n"
           "16x8,0,1,0,0.5,0.5\n16x8,0,1,1,2,2.25\n16x8,1,0,0,1,1\n16x8,1,0,1,0.25,0.25\n")
SCORES = "score,label\n0.8,0\n0.9,1\n0.6,1\n0.3,0\n0.6,0\n0.1,1\n"
SHAPES = """network,form,seed,samples,right,flash
64-10,float,1,100,90,2600
64-10,float,2,100,92,2600
64-10,int8,1,100,90,760
64-10,int8,2,100,91,760
64-16-10,float,1,100,95,4840
64-16-10,float,2,100,98,4840
64-16-10,int8,1,100,95,1496
64-16-10,int8,2,100,97,1496
64-8-10,16x8,1,100,80,880
"""
COSTS_OF_A_CHIP = """{"compilers": {}, "costs": {
"cortex-m4f fused -O2": {"2-1": {
  "instructions": {"initialize": 15021, "predict": 417, "train": 1501},
  "stack": {"initialize": 508, "predict": 204, "train": 208},
  "ram": {"predict": 60, "train": 520}, "static": {"predict": 0, "train": 1, "initialize": 0},
  "flash": {"predict": 2268, "train": 4972, "initialize": 6600},
  "runtime": {"predict": 0, "train": 3, "initialize": 164}}, "activations": {}},
"cortex-m4f fused -Os": {"2-1": {}}}}
"""


def grid(name, probability):
    return "".join(f"{name},{x1},{x2},{probability(x1, x2)}\n" for x2 in range(3) for x1 in range(5))


BOUNDARY = ("init,x1,x2,probability\n" + grid("zeros", lambda x1, x2: 0.5) +
            grid("he", lambda x1, x2: 0.1 + 0.2 * x1 - 0.01 * x2))


def study(function, weights, layers):
    """As `activations --csv` writes it, with three bins."""
    lines = []
    for layer in range(1, layers + 1):
        for values in ("activations", "gradients"):
            start = f"{function},{weights},{layer},{values}"
            if values == "activations":
                lines.append(f"{start},verdict,,,healthy")
            lines += [f"{start},mean,,,0.125", f"{start},standard_deviation,,,{layer}e-6"]
            lines += [f"{start},count,{low},{low + 1},{count}"
                      for low, count in ((-1, 1), (0, 6), (1, 3))]
    return "\n".join(lines) + "\n"


STUDY = ("activation,initializer,layer,values,quantity,low,high,value\n" +
         study("relu", "he", 2) + study("tanh", "0.01", 2))


class Svg:
    """What can be read in a picture."""

    def __init__(self, path):
        self.root = xml.etree.ElementTree.parse(path).getroot()
        self.texts = ["".join(text.itertext()) for text in self.root.iter(f"{SVG}text")]

    def parts(self, name):
        """Groups whose id is `name` or, for one that ends in a blank, begins with it."""
        return [group for group in self.root.iter(f"{SVG}g") if group.get("id", "") == name or
                name.endswith(" ") and group.get("id", "").startswith(name)]

    def marks(self, name):
        return sum(len(list(part.iter(f"{SVG}use"))) for part in self.parts(name))


class WithFiles(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.folder = Path(directory.name)

    def file(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return str(path)

    def plane_files(self, grid_text=BOUNDARY, predictions=PREDICTIONS):
        self.file("boundary.csv", grid_text)
        self.file("predictions.csv", predictions)
        return str(self.folder)

    def main(self, *words):
        """What is said on stdout and stderr."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            command_line.main([*words, "--to", str(self.folder / "to")])
        return out.getvalue(), err.getvalue()

    def drawn(self, *words, name=None):
        """The picture's SVG. Nothing may be wrong with the letters."""
        name = f"{name or words[0]}.svg"
        out, err = self.main(*words, "--format", "svg")
        self.assertEqual(err, "")
        self.assertIn(name, out)
        return Svg(self.folder / "to" / name)

    def assert_texts(self, picture, *texts):
        for text in texts:
            self.assertIn(text, picture.texts)
