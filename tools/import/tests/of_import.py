# SPDX-License-Identifier: MIT
"""Finds tools/import for its tests, which run as scripts, and what they share."""
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODELS = HERE / "models"
REPOSITORY = HERE.parents[2]
sys.path.insert(0, str(HERE.parent))

try:
    import numpy
except ModuleNotFoundError:
    print("skipped: no NumPy: install Debian's python3-numpy and use /usr/bin/python3")
    sys.exit(77)    # by Meson's convention

from refusal import Refused    # noqa: E402


class Case(unittest.TestCase):
    def refused(self, words, function, *arguments):
        """The call is refused in one sentence that holds these words."""
        with self.assertRaises(Refused) as caught:
            function(*arguments)
        sentence = str(caught.exception)
        self.assertIn(words, sentence)
        self.assertNotIn("\n", sentence)

    def same(self, found, expected, what=""):
        """Arrays that may be large: unittest takes minutes to say how lists of thousands differ."""
        found, expected = numpy.asarray(found), numpy.asarray(expected)
        self.assertEqual(found.shape, expected.shape, what)
        different = numpy.argwhere(found != expected)
        if len(different):
            at = tuple(different[0])
            self.fail(f"{len(different)} of {found.size} differ, first at {at}: {found[at]} and not {expected[at]} "
                      f"{what}")

    def folder(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        return Path(temporary.name)
