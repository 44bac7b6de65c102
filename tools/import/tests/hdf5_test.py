# SPDX-License-Identifier: MIT
"""HDF5: every form of a group, dataset and attribute that h5py writes by default."""
import struct
import unittest

from reader_case import ReaderCase

import numpy

from hdf5_file.file import Hdf5 as File
from hdf5_files import Dataset, Group, Text, UNDEFINED, file_of
from refusal import Refused

RANDOM = numpy.random.default_rng(18)
ARRAY = RANDOM.normal(size=(13, 7))


class Reader:
    """The file's walk over everything in it, as a reader."""

    @staticmethod
    def read(path, _):
        walk(File(path.read_bytes()).root, 0)
        return Reader

    remarks = ()


def walk(node, depth):
    node.attribute("text")
    node.attribute("number")
    if node.is_dataset:
        node.array()
    elif depth < 4:
        for child in node.children.values():
            walk(child, depth + 1)


class Hdf5(ReaderCase):
    READER = Reader

    def root(self, group, superblock=0):
        return File(file_of(group, superblock)).root

    def refuses_file(self, data, words):
        with self.assertRaises(Refused) as caught:
            walk(File(data).root, 0)
        self.assertIn(words, str(caught.exception))


class Groups(Hdf5):
    def test_nested(self):
        root = self.root(Group({"a": Group({"b": Group({"c": Dataset(ARRAY)})}), "d": Group()}))
        self.assertEqual(sorted(root.children), ["a", "d"])
        self.assertTrue((root.find("a/b/c").array() == ARRAY).all())
        self.assertIsNone(root.find("a/b/d"))
        self.assertEqual(root.find("d").children, {})

    def test_more_than_one_node_holds(self):
        """300 names need two levels of the B-tree."""
        names = [f"name_{index}" for index in range(300)]
        root = self.root(Group({name: Dataset(numpy.array([float(index)])) for index, name in enumerate(names)}))
        self.assertEqual(sorted(root.children), sorted(names))
        self.assertEqual(root.children["name_217"].array(), [217])

    def test_newer_forms(self):
        for superblock in (2, 3):
            inner = Group({"b": Dataset(ARRAY)}, {"text": "x"}, is_new=True)
            root = self.root(Group({"a": inner}, is_new=True), superblock)
            self.assertTrue((root.find("a/b").array() == ARRAY).all())
            self.assertEqual(root.find("a").attribute("text"), "x")

    def test_group_that_holds_itself(self):
        data = bytearray(file_of(Group({"a": Group()})))
        entry = data.rindex(b"SNOD") + 8
        header = struct.unpack_from("<Q", data, 64)[0]
        data[entry + 8:entry + 16] = struct.pack("<Q", header)
        node = File(bytes(data)).root
        for _ in range(5):
            node = node.children["a"]       # on and on, but only as far as it is asked

    def test_tree_that_holds_itself(self):
        data = bytearray(file_of(Group({"a": Group()})))
        tree = data.rindex(b"TREE")
        data[tree + 5] = 1
        data[tree + 32:tree + 40] = struct.pack("<Q", tree)
        self.refuses_file(bytes(data), "damaged B-tree")

    def test_header_that_continues_in_itself(self):
        data = bytearray(file_of(Group({"a": Dataset(ARRAY, "contiguous")}, {"text": "x", "number": ARRAY})))
        at = data.rindex(struct.pack("<HH", 16, 16)) + 8
        where, _ = struct.unpack_from("<QQ", data, at)
        data[where:where + 24] = struct.pack("<HHB3xQQ", 16, 16, 0, where, 24)
        self.refuses_file(bytes(data), "refers to itself")


class Datasets(Hdf5):
    def array(self, *arguments, **more):
        return self.root(Group({"d": Dataset(*arguments, **more)})).find("d").array()

    def test_types(self):
        for kind in ("<f2", "<f4", "<f8", ">f4", ">f8", "<i4", "u1", ">i8"):
            array = (10 * ARRAY).astype(kind)
            read = self.array(array)
            self.assertEqual(read.dtype, array.dtype)
            self.assertTrue((read == array).all())

    def test_layouts(self):
        for layout in ("contiguous", "compact", "old"):
            self.assertTrue((self.array(ARRAY, layout) == ARRAY).all(), layout)
        self.assertTrue((self.array(ARRAY, "unwritten") == 0).all())

    def test_scalar_and_empty(self):
        self.assertEqual(self.array(numpy.array(2.5)), 2.5)
        self.assertEqual(self.array(numpy.zeros((0, 3))).shape, (0, 3))

    def test_chunks(self):
        for filters in ((), ("gzip",), ("shuffle", "gzip"), ("shuffle",), ("shuffle", "gzip", "checksum")):
            for kind in ("f4", "f8"):
                array = ARRAY.astype(kind)
                self.assertTrue((self.array(array, "chunked", (4, 3), filters) == array).all(), filters)

    def test_chunk_without_its_filters(self):
        read = self.array(ARRAY, "chunked", (4, 3), ("shuffle", "gzip"), is_first_plain=True)
        self.assertTrue((read == ARRAY).all())

    def test_unknown_filter(self):
        data = file_of(Group({"d": Dataset(ARRAY, "chunked", (4, 3), ("unknown",))}))
        self.refuses_file(data, "filter 32000, which is neither gzip nor shuffle")

    def test_damaged_chunk(self):
        data = bytearray(file_of(Group({"d": Dataset(ARRAY, "chunked", (13, 7), ("gzip",))})))
        at = data.index(b"\x78\x9c")
        data[at + 5] ^= 0xFF
        self.refuses_file(bytes(data), "chunk")

    def test_chunk_that_is_longer_than_it_may_be(self):
        data = bytearray(file_of(Group({"d": Dataset(numpy.zeros((64, 64)), "chunked", (64, 64), ("gzip",))})))
        layout = data.index(struct.pack("<3I", 64, 64, 8))
        data[layout:layout + 12] = struct.pack("<3I", 64, 32, 8)
        self.refuses_file(bytes(data), "another size")

    def test_more_than_the_file_can_hold(self):
        """A bomb: all of it is compressed zeros that are claimed to be there."""
        data = bytearray(file_of(Group({"d": Dataset(ARRAY, "chunked", (4, 3), ("gzip",))})))
        at = data.index(struct.pack("<QQ", 13, 7))
        data[at:at + 16] = struct.pack("<QQ", 1 << 40, 1 << 20)
        self.refuses_file(bytes(data), "far more data than a file of its size can hold")
        data = bytearray(file_of(Group({"d": Dataset(ARRAY)})))
        at = data.index(struct.pack("<QQ", 13, 7))
        data[at:at + 16] = struct.pack("<QQ", 1 << 40, 1 << 20)
        self.refuses_file(bytes(data), "beyond its end")

    def test_chunk_outside(self):
        data = bytearray(file_of(Group({"d": Dataset(ARRAY, "chunked", (4, 3))})))
        at = data.index(struct.pack("<3Q", 12, 6, 0))
        data[at:at + 8] = struct.pack("<Q", 16)
        self.refuses_file(bytes(data), "chunk outside its dataset")

    def test_bfloat16_is_no_ieee_type(self):
        data = bytearray(file_of(Group({"d": Dataset(ARRAY.astype("f2"))})))
        at = data.index(struct.pack("<HHBBBBI", 0, 16, 10, 5, 0, 10, 15))
        data[at:at + 12] = struct.pack("<HHBBBBI", 0, 16, 7, 8, 0, 7, 127)
        self.refuses_file(bytes(data), "holds no numbers")


class Attributes(Hdf5):
    def test_kinds(self):
        attributes = {"text": "ä" * 3000, "fixed": Text("abc"), "empty": "", "number": numpy.array(7),
                      "numbers": numpy.arange(3.0), "texts": ["a", "", "bcd"],
                      "fixed_texts": numpy.array([b"dense/kernel:0", b"x"])}
        for is_new in (False, True):
            root = self.root(Group({}, attributes, is_new))
            for name in ("text", "empty", "texts"):
                self.assertEqual(root.attribute(name), attributes[name])
            self.assertEqual(root.attribute("fixed"), "abc")
            self.assertEqual(root.attribute("fixed_texts"), ["dense/kernel:0", "x"])
            self.assertEqual(root.attribute("number"), 7)
            self.assertEqual(list(root.attribute("numbers")), [0, 1, 2])
            self.assertIsNone(root.attribute("nothing"))

    def test_text_that_is_not_there(self):
        data = bytearray(file_of(Group({}, {"text": "abcdefgh"})))
        heap = data.index(b"GCOL")
        data[heap + 16] = 9
        self.refuses_file(bytes(data), "text that is not there")

    def test_dense_links(self):
        data = bytearray(file_of(Group({"a": Group()}, is_new=True)))
        at = data.rindex(struct.pack("<BBQQ", 0, 0, UNDEFINED, UNDEFINED))
        data[at + 2:at + 10] = struct.pack("<Q", 96)
        self.refuses_file(bytes(data), "dense form")


class Damage(Hdf5):
    def test_no_hdf5(self):
        self.refuses_file(b"hello", "no HDF5 file")

    def test_cut_off(self):
        data = file_of(Group({"d": Dataset(ARRAY)}))
        self.refuses_file(data[:60], "")
        self.refuses_file(data[:-40], "")

    def test_superblock(self):
        data = bytearray(file_of(Group()))
        data[8] = 9
        self.refuses_file(bytes(data), "superblock of the unknown version 9")
        data[8], data[13] = 0, 4
        self.refuses_file(bytes(data), "addresses of 8 bytes")

    def test_mutations(self):
        old = Group({"g": Group({"d": Dataset(ARRAY), "c": Dataset(ARRAY, "chunked", (4, 3), ("shuffle", "gzip"))}),
                     "e": Dataset(ARRAY[:2], "compact")}, {"text": "abc", "number": numpy.arange(3)})
        new = Group({"g": Group({"d": Dataset(ARRAY)}, {"text": ["a", "b"]}, is_new=True)}, is_new=True)
        self.fuzz([file_of(old), file_of(new), file_of(new, 2)])


if __name__ == "__main__":
    unittest.main()
