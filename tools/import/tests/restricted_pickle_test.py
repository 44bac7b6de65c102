# SPDX-License-Identifier: MIT
"""Pickles are read without running any of their code, whatever they ask for."""
import collections
import io
import os
import pickle
import pickletools
import random
import struct
import subprocess
import sys
import types
import unittest

from of_import import HERE, Case
import numpy

import pickled_arrays
import sklearn_files as files
import refusal
from pickled_values import Instance
from restricted_pickle import RestrictedUnpickler


def load(data):
    return pickled_arrays.load(io.BytesIO(data), ("sklearn", "numpy.random"), {})


class Calls:
    """Pickles itself as the call function(*arguments)."""

    def __init__(self, function, *arguments, state=None):
        self.parts = (function, arguments) + (() if state is None else (state,))

    def __reduce__(self):
        return self.parts


def text(value):
    return b"\x8c" + bytes([len(value)]) + value.encode()


def named(module, name):
    return text(module) + text(name) + b"\x93"


class Data(Case):
    """What pickles of data hold comes out as it went in."""

    def test_plain_values(self):
        value = {"a": [1, -2, 3 << 80, True, None, 2.5, float("inf"), "ä\n", b"\0\xff", (), (1,), (1, 2), (1, 2, 3),
                       (1, 2, 3, 4), set(), {1, "x"}, frozenset([3]), bytearray(b"ab"), "x" * 300, b"y" * 300, 70000,
                       300],
                 5: {}, (1, "a"): []}
        for protocol in range(6):
            self.assertEqual(load(pickle.dumps(value, protocol)), value)

    def test_what_is_shared_stays_shared(self):
        shared = [1]
        found = load(pickle.dumps([shared, shared]))
        self.assertIs(found[0], found[1])
        around = []
        around.append(around)
        found = load(pickle.dumps(around))
        self.assertIs(found[0], found)

    def test_arrays(self):
        arrays = [numpy.arange(6.0).reshape(2, 3), numpy.arange(6, dtype=">i2"), numpy.array(["a", "bcd"]),
                  numpy.asfortranarray(numpy.arange(6, dtype=numpy.float32).reshape(3, 2)), numpy.array([True, False]),
                  numpy.zeros((0, 3)), numpy.array(2.5), numpy.array([b"xy", b"z"]), numpy.arange(3, dtype=numpy.uint8),
                  numpy.arange(4, dtype=numpy.float16)]
        for array in arrays:
            for protocol in range(6):
                with self.subTest(array=array, protocol=protocol):
                    found = load(pickle.dumps(array, protocol)).values()
                    numpy.testing.assert_array_equal(found, array)
                    self.assertEqual(found.shape, array.shape)
            for alignment in (None, 16):
                numpy.testing.assert_array_equal(load(files.as_joblib(array, alignment)).values(), array)
        self.assertEqual(load(pickle.dumps(numpy.array(["a", 3], object))).values(), ["a", 3])
        self.assertEqual(load(files.as_joblib(numpy.array(["a", 3], object))).values(), ["a", 3])

    def test_scalars(self):
        for value in (numpy.float64(0.1), numpy.float32(0.5), numpy.int64(-3), numpy.bool_(True), numpy.str_("abc"),
                      numpy.str_("")):
            for protocol in range(6):
                self.assertEqual(load(pickle.dumps(value, protocol)), value.item())
        self.assertEqual(load(files.as_numpy_2(numpy.float64(0.1))), 0.1)

    def test_arrays_in_the_axes_of_numpy_2_3(self):
        buffer, dtype = numpy.arange(24.0).tobytes(), pickled_arrays.Dtype("f8")
        array = pickled_arrays.from_buffer(buffer, dtype, (2, 3, 4), "K", [2, 0, 1])
        numpy.testing.assert_array_equal(array.values(), numpy.arange(24.0).reshape(2, 3, 4).transpose(2, 0, 1))
        for axes in ([0, 1], [0, 0, 1], [0, 1, "2"], [1, 2, 3]):
            self.refused("axes in no order", lambda: pickled_arrays.from_buffer(buffer, dtype, (2, 3, 4), "K",
                                                                                axes).values())

    def test_objects_keep_their_state_and_do_nothing(self):
        found = load(pickle.dumps(files.MLPRegressor(alpha=0.5, inner=files.LabelBinarizer(a=1))))
        self.assertIsInstance(found, Instance)
        self.assertEqual(found.class_name, "sklearn.neural_network._multilayer_perceptron.MLPRegressor")
        self.assertEqual(found.state["alpha"], 0.5)
        self.assertEqual(found.state["inner"].state, {"a": 1})

    def test_ordered_dictionaries(self):
        for protocol in range(6):
            ordered = collections.OrderedDict([("b", 1), ("a", 2)])
            self.assertEqual(list(load(pickle.dumps(ordered, protocol)).items()), [("b", 1), ("a", 2)])

    def test_heirs_of_dictionaries_and_lists(self):
        bunch = type("Bunch", (dict,), {"__module__": "sklearn.utils._bunch"})
        chain = type("Chain", (list,), {"__module__": "sklearn.utils._bunch"})
        files.module("sklearn.utils._bunch").Bunch, files.module("sklearn.utils._bunch").Chain = bunch, chain
        self.assertEqual(load(pickle.dumps(bunch(a=1))).entries, {"a": 1})
        self.assertEqual(load(pickle.dumps(chain([1, 2]))).elements, [1, 2])

    def test_keys_of_what_lies_outside(self):
        self.refused("outside of it", load, b"\x80\x02U\x03keyQ.")
        unpickler = RestrictedUnpickler({}, persistent=lambda key: [key])
        self.assertEqual(unpickler.load(b"\x80\x02U\x03keyQ."), ["key"])
        self.assertEqual(unpickler.load(b"Pkey\n."), ["key"])

    def test_the_file_goes_on_behind_the_pickle(self):
        file = io.BytesIO(pickle.dumps(1) + b"rest")
        self.assertEqual(RestrictedUnpickler({}).load(file), 1)
        self.assertEqual(file.read(), b"rest")


class Hostile(Case):
    def not_loaded(self, words, data):
        self.refused(words, load, data)

    def test_functions_of_the_system(self):
        for function in (os.system, eval, exec, getattr, __import__, open, subprocess.Popen, print, type, breakpoint,
                         os.unlink, pickle.loads, sys.exit, types.SimpleNamespace, collections.Counter, numpy.load,
                         numpy.memmap, numpy.fromfile, numpy.save):
            data = pickle.dumps(Calls(function, "touch /tmp/hostile"), 4)
            self.not_loaded("harmless names", data)
            self.not_loaded("harmless names", pickle.dumps(Calls(function, "touch /tmp/hostile"), 0))
        self.not_loaded("posix.system", pickle.dumps(Calls(os.system, "true")))

    def test_nothing_was_run(self):
        marker = self.folder() / "marker"
        for function, argument in ((os.system, f"touch {marker}"), (eval, f"open({str(marker)!r}, 'w')")):
            for protocol in range(6):
                with self.assertRaises(refusal.Refused):
                    load(pickle.dumps(Calls(function, argument), protocol))
        self.assertFalse(marker.exists())
        # The same pickles do it where they are not restricted.
        pickle.loads(pickle.dumps(Calls(os.system, f"touch {marker}")))
        self.assertTrue(marker.exists())

    def test_dots_in_names_lead_nowhere(self):
        for module, name in (("numpy", "core.os.system"), ("sklearn_evil", "x"), ("numpy.core.multiarray", "os.system"),
                             ("builtins", "object.__class__"), ("collections", "OrderedDict.__init__"), ("", ""),
                             ("os", "system"), ("nt", "system"), ("numpy.random_", "x"), ("sklearnx.a", "b"),
                             ("numpy.testing._private.utils", "runstring"), ("numpy.f2py", "compile")):
            self.not_loaded("harmless names", b"\x80\x04" + named(module, name) + b".")

    def test_names_in_sklearn_are_inert(self):
        """Also those of modules that it has in it."""
        for module, name in (("sklearn", "os.system"), ("sklearn.utils.os", "system"), ("numpy.random", "os.system")):
            found = load(b"\x80\x04" + named(module, name) + text("touch /tmp/hostile") + b"\x85R.")
            self.assertIsInstance(found, Instance)
            self.assertEqual(found.arguments, ("touch /tmp/hostile",))

    def test_names_by_opcodes(self):
        for data in (b"cos\nsystem\n(S'true'\ntR.", b"(cos\nsystem\nS'true'\no.", b"(S'true'\nios\nsystem\n.",
                     b"\x80\x02cos\nsystem\n)\x81.", b"\x80\x04" + named("os", "system") + b")}\x92."):
            self.not_loaded("os.system", data)
        self.not_loaded("EXT1", b"\x80\x02\x82\x01.")
        self.not_loaded("EXT4", b"\x80\x02\x84\x01\0\0\0.")
        self.not_loaded("NEXT_BUFFER", b"\x80\x05\x97.")
        self.not_loaded("READONLY_BUFFER", b"\x80\x05\x98.")

    def test_names_that_are_no_text(self):
        self.not_loaded("no text", b"\x80\x04K\x01K\x02\x93.")
        self.not_loaded("no text", b"\x80\x04" + text("os") + b"\x85" + text("system") + b"\x93.")

    def test_calls_of_what_is_no_function(self):
        self.not_loaded("no function", b"\x80\x04" + text("a") + b")R.")
        self.not_loaded("no function", b"\x80\x04" + named("numpy", "dtype") + text("f8") + b"R.")
        self.not_loaded("what it does not take", b"\x80\x04" + named("numpy", "dtype") + b")R.")
        self.not_loaded("what it does not take", b"\x80\x04" + named("numpy", "dtype") + text("f8") + b"\x85}"
                        + text("code") + text("f4") + b"s\x92.")

    def test_attributes_of_what_has_none(self):
        for target in (named("numpy", "dtype"), named("sklearn.a", "B"), b"]", b"}", b"K\1", text("a")):
            self.not_loaded("has none", b"\x80\x04" + target + b"}" + text("__class__") + b"K\1sb.")

    def test_ways_around(self):
        self.not_loaded("no class", b"ccopyreg\n_reconstructor\n(K\1cbuiltins\nobject\nNtR.")
        self.not_loaded("no class", b"ccopyreg\n__newobj__\n(S'a'\ntR.")
        self.not_loaded("harmless names", b"ccopyreg\nadd_extension\n.")
        self.not_loaded("harmless names", b"ccopyreg\n__newobj_ex__\n.")
        self.not_loaded("something else than bytes", pickle.dumps(Calls(__import__("_codecs").encode, "abc", "rot13")))
        self.not_loaded("something else than bytes", pickle.dumps(Calls(__import__("_codecs").encode, b"abc", "zlib")))
        self.not_loaded("harmless names", pickle.dumps(Calls(__import__("_codecs").decode, b"abc", "zlib")))

    def test_scalars_of_objects(self):
        """NumPy's scalar() unpickles what it is given for an object."""
        scalar = numpy.float64(1).__reduce__()[0]
        inner = pickle.dumps(Calls(os.system, "touch /tmp/hostile"))
        self.not_loaded("scalar for an object", pickle.dumps(Calls(scalar, numpy.dtype(object), inner)))
        self.not_loaded("as many numbers", pickle.dumps(Calls(scalar, numpy.dtype("f8"), b"123")))

    def test_keys_that_recurse(self):
        """Python's hash of a tuple in a tuple in a tuple ends in the stack."""
        deep = b"\x80\x04}" + b")" + b"\x85" * 100000 + b"K\1s."
        self.not_loaded("keys", deep)
        self.not_loaded("keys", b"\x80\x04\x8f(" + b")" + b"\x85" * 100000 + b"\x90.")
        self.not_loaded("keys", b"\x80\x04(" + b")" + b"\x85" * 100000 + b"\x91.")
        self.not_loaded("keys", b"\x80\x04}]K\1s.")

    def test_depth(self):
        for opening, closing in ((b"]", b"a"), (b"(", b"t"), (b")", b"\x85")):
            count = 50000
            data = b")" + closing * count if opening == b")" else opening * count + closing * (count - 1)
            try:
                load(b"\x80\x04" + data + b".")
            except refusal.Refused:
                pass

    def test_counts_that_no_file_holds(self):
        for data in (b"\x8e" + struct.pack("<Q", 1 << 62) + b"abc", b"\x8d" + struct.pack("<Q", (1 << 64) - 1),
                     b"B" + struct.pack("<I", (1 << 32) - 1), b"\x8b" + struct.pack("<i", -1), b"X\xff\xff\xff\xff",
                     b"\x96" + struct.pack("<Q", 1 << 50), b"T" + struct.pack("<i", -5), b"I" + b"9" * 5000 + b"\n",
                     b"r\xff\xff\xff\xff", b"j\xff\xff\xff\xff", b"p-1\n", b"g7\n", b"Fx\n", b"Ix\n", b"S'a\n",
                     b"V\\u12\n"):
            self.not_loaded("damaged or cut off", b"\x80\x04" + data + b".")

    def array(self, shape, data, code="f8"):
        dtype = pickle.dumps(numpy.dtype(code), 4)[2:-1]
        dtype = dtype[9:] if dtype[:1] == b"\x95" else dtype
        state = b"(K\1" + shape + dtype + b"\x89" + b"C" + bytes([len(data)]) + data + b"t"
        return b"\x80\x04" + named("numpy.core.multiarray", "_reconstruct") + b"(" + named("numpy", "ndarray") \
            + b"K\0\x85C\1bt" + b"R" + state + b"b."

    def test_arrays_larger_than_their_numbers(self):
        numpy.testing.assert_array_equal(load(self.array(b"K\2\x85", bytes(16))).values(), [0, 0])
        huge = b"\x8a\x08" + struct.pack("<q", 1 << 61)
        for shape in (b"K\3\x85", huge + b"\x85", huge + b"K\0\x86", b"J\xff\xff\xff\xff\x85", b"K\2",
                      b"G" + bytes(8) + b"\x85",
                      b"(" + b"K\1" * 40 + b"K\2t"):
            with self.assertRaises(refusal.Refused):
                load(self.array(shape, bytes(16)))

    def test_joblib_arrays_larger_than_the_file(self):
        data = files.as_joblib(numpy.zeros(100))
        whole = data.replace(b"Kd", b"K\xff", 1)
        self.assertNotEqual(whole, data)
        self.not_loaded("cut off within an array", whole)
        self.not_loaded("cut off within an array", data[:-50])

    def test_objects_in_joblib_arrays_are_restricted_too(self):
        hostile = numpy.array([Calls(os.system, "touch /tmp/hostile")], object)
        self.not_loaded("posix.system", files.as_joblib(hostile))
        self.not_loaded("posix.system", pickle.dumps(hostile))
        inner = numpy.array([1], object)
        for _ in range(3):
            inner = numpy.array([files.ArrayWrapper(subclass=numpy.ndarray, shape=(1,), order="C",
                                                    dtype=numpy.dtype(object), allow_mmap=False)], object)
        self.not_loaded("harmless names", files.as_joblib(inner))

    def test_element_types(self):
        record = numpy.zeros(2, [("a", "f8"), ("b", "i4")])
        for array in (record, numpy.zeros(2, complex), numpy.zeros(2, "M8[s]"), numpy.zeros(2, "V3")):
            for write in (pickle.dumps, files.as_joblib):
                self.refused("is not carried over", lambda: load(write(array)).values())

    def test_texts_of_no_size(self):
        array = pickled_arrays.Array()
        array.set((1 << 30,), pickled_arrays.Dtype("U0"), "C", b"")
        self.refused("texts of no size", array.values)

    def test_texts_that_are_none(self):
        array = numpy.array(["ab", "c"])
        data = pickle.dumps(array).replace(b"b\0\0\0", b"b\0\0\1")
        self.refused("no character", lambda: load(data).values())
        for order in "<>":
            found = load(pickle.dumps(array.astype(array.dtype.newbyteorder(order)))).values()
            self.assertEqual(found.tolist(), ["ab", "c"])

    def test_instructions_without_what_they_work_on(self):
        for operation in pickletools.opcodes:
            data = b"\x80\x04" + operation.code.encode("latin-1") + b"\0" * 9 + b"."
            try:
                load(data)
            except refusal.Refused:
                pass
        self.not_loaded("in the middle", b"(.")
        self.not_loaded("in the middle", b"NN.")
        self.not_loaded("in the middle", b".")
        self.not_loaded("damaged or cut off", b"N")
        self.not_loaded("damaged or cut off", b"")

    def test_names_in_sentences_are_short_and_printable(self):
        with self.assertRaises(refusal.Refused) as caught:
            load(b"\x80\x04" + text("os\n\x1b[2J") + b"\x8d" + struct.pack("<Q", 5000) + b"x" * 5000 + b"\x93.")
        self.assertLess(len(str(caught.exception)), 150)
        self.assertTrue(str(caught.exception).isprintable())

    def test_mutations(self):
        """Whatever bytes are changed: read, or refused, and nothing else."""
        seeds = [pickle.dumps(files.pipeline(files.StandardScaler(mean_=numpy.zeros(3), scale_=numpy.ones(3)),
                                             files.regressor()), protocol) for protocol in (0, 2, 4, 5)]
        seeds.append(files.as_joblib(files.classifier(classes=("a", "b", "c"))))
        generator = random.Random(4)
        for _ in range(400):
            data = bytearray(generator.choice(seeds))
            for _ in range(generator.randint(1, 6)):
                data[generator.randrange(len(data))] = generator.choice((0, 1, 46, 82, 98, 255,
                                                                         generator.randrange(256)))
            try:
                load(bytes(data))
            except refusal.Refused:
                pass


class Process(Case):
    def test_in_a_process_of_its_own(self):
        """A crash of the interpreter fails here, and not the whole test."""
        code = ("import sys; sys.path.insert(0, sys.argv[1]); import restricted_pickle as r\n"
                "data = b'\\x80\\x04' + b']' * 100000 + b'a' * 99999 + b'.'\n"
                "value = r.RestrictedUnpickler({}).load(data); del value\n"
                "data = b'\\x80\\x04)' + b'\\x85' * 100000 + b'.'\n"
                "value = r.RestrictedUnpickler({}).load(data); del value\n"
                "link = b'csklearn\\nA\\n)R}\\x8c\\x01a'\n"
                "data = b'\\x80\\x04' + link * 100000 + b'N' + b'sb' * 100000 + b'.'\n"
                "value = r.RestrictedUnpickler({}, ('sklearn',)).load(data); del value; print('whole')")
        done = subprocess.run([sys.executable, "-c", code, HERE.parent], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stdout), (0, "whole\n"), done.stderr)


if __name__ == "__main__":
    unittest.main()
