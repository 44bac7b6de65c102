# SPDX-License-Identifier: MIT
"""Inputs come from files as they stand there, or are drawn so that the network sees standard normal ones."""
import unittest

from of_import import Case
import numpy

import samples
from network import Layer, Network


class Drawn(Case):
    def network(self, scaling=None):
        return Network("float", 2, [Layer("", numpy.ones((2, 1)), numpy.zeros(1), "relu")], scaling)

    def test_behind_the_scaling_they_are_standard_normal(self):
        scaling = numpy.array([100.0, -3.0]), numpy.array([0.5, 40.0])
        x = samples.drawn(self.network(scaling), 5000, 1)
        self.assertEqual((x.dtype, x.shape), (numpy.float32, (5000, 2)))
        z = (x - scaling[0]) * scaling[1]
        numpy.testing.assert_allclose(z.mean(axis=0), 0, atol=0.05)
        numpy.testing.assert_allclose(z.std(axis=0), 1, atol=0.05)

    def test_the_seed_decides(self):
        first = samples.drawn(self.network(), 10, 1)
        numpy.testing.assert_array_equal(first, samples.drawn(self.network(), 10, 1))
        self.assertFalse(numpy.array_equal(first, samples.drawn(self.network(), 10, 2)))

    def test_a_factor_of_zero(self):
        x = samples.drawn(self.network((numpy.zeros(2), numpy.array([0.0, 1.0]))), 10, 1)
        self.assertTrue(numpy.isfinite(x).all())

    def test_factors_that_no_finite_number_undoes(self):
        for factor in (1e-39, 1e-310):
            x = samples.drawn(self.network((numpy.zeros(2), numpy.array([factor, 1.0]))), 10, 1)
            self.assertTrue(numpy.isfinite(x).all())
            self.assertEqual(abs(x[:, 0]).max(), numpy.finfo("f4").max)


class Files(Case):
    def csv(self, text, inputs=2):
        path = self.folder() / "x.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return samples.read(path, inputs)

    def npz(self, inputs=2, **arrays):
        path = self.folder() / "x.npz"
        numpy.savez(path, **arrays)
        return samples.read(path, inputs)

    def test_csv(self):
        for text, names in (("1,2\n3,4.5\n", None), ("a,b\n1,2\n3,4.5\n", ["a", "b"]),
                            ("\ufeffa, b\r\n1,2\r\n3,4.5", ["a", "b"]),
                            (' 1 , "2"\n\n3,4.5', None)):
            x, found = self.csv(text)
            numpy.testing.assert_array_equal(x, [[1, 2], [3, 4.5]])
            self.assertEqual(found, names)
        numpy.testing.assert_array_equal(self.csv("1\n2\n", 1)[0], [[1], [2]])

    def test_csv_that_does_not_fit(self):
        self.refused("3 numbers for each sample, and the model takes 2", self.csv, "1,2,3\n")
        self.refused("sample 1 has 1 numbers", self.csv, "1,2\n3\n")
        self.refused("sample 1 has 'x'", self.csv, "1,2\n3,x\n")
        self.refused("not finite in sample 1", self.csv, "1,2\n3,nan\n")
        self.refused("not finite in sample 0", self.csv, "inf,2\n")
        self.refused("no samples", self.csv, "")
        self.refused("no samples", self.csv, "a,b\n")
        self.refused("no CSV file", self.csv, b"\xff\xfe1,2")
        self.refused("No such file", samples.read, self.folder() / "none.csv", 2)

    def test_npz(self):
        array = numpy.array([[1, 2], [3, 4]])
        for arrays in ({"x": array, "y": array + 1}, {"data": array}, {"x": array.astype(numpy.float32)}):
            numpy.testing.assert_array_equal(self.npz(**arrays)[0], array)
        numpy.testing.assert_array_equal(self.npz(4, x=numpy.arange(8).reshape(2, 2, 2))[0],
                                         numpy.arange(8).reshape(2, 4))
        numpy.testing.assert_array_equal(self.npz(1, x=numpy.arange(3))[0], [[0], [1], [2]])

    def test_npz_that_does_not_fit(self):
        with self.assertRaises(samples.Refused):
            self.npz(a=numpy.ones((2, 2)), b=numpy.ones((2, 2)))
        with self.assertRaises(samples.Refused):
            self.npz(x=numpy.array([{"an": "object"}], object))
        with self.assertRaises(samples.Refused):
            self.npz(x=numpy.array([["a", "b"]]))
        with self.assertRaises(samples.Refused):
            self.npz(x=numpy.zeros((0, 2)))
        path = self.folder() / "x.npz"
        path.write_bytes(b"PK\3\4 and no more")
        self.refused("no .npz file", samples.read, path, 2)

    def test_outputs_beside_them(self):
        path = self.folder() / "x.npz"
        for arrays, outputs, expected in (({"y": [1, 2]}, 1, ("y", [[1], [2]])),
                                          ({"p": [[0.75, 0.25]] * 2}, 1, ("p", [[0.25]] * 2)),
                                          ({"p": [[0.75, 0.25]] * 2}, 2, ("p", [[0.75, 0.25]] * 2)),
                                          ({"y": [[1, 2, 3]]}, 3, None),
                                          ({"y": ["a", "b"]}, 1, None), ({"label": [1, 2]}, 1, None),
                                          ({"y": [[1, 2]] * 2}, 3, None),
                                          ({"y": numpy.array([1, None])}, 1, None), ({"y": 3}, 1, None)):
            numpy.savez(path, x=numpy.ones((2, 2)), **arrays)
            found = samples.outputs_in(path, 2, outputs)
            self.assertEqual(found and (found[0], found[1].tolist()), expected)
        self.assertIsNone(samples.outputs_in(self.folder() / "x.csv", 2, 1))

    def test_names(self):
        path = self.folder() / "names"
        path.write_text("one\ntwo words\n")
        self.assertEqual(samples.names_of(path), ["one", "two words"])
        self.refused("cannot be read", samples.names_of, path / "no")


if __name__ == "__main__":
    unittest.main()
