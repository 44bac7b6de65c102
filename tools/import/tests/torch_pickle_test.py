# SPDX-License-Identifier: MIT
"""Pickles that nobody should load, and damaged ones."""
import struct
import unittest

from torch_case import B1, B2, LAYERS, W1, W2, PyTorch, activation, linear, norm
from torch_files import Call, Global, Object, Persistent, Raw, Writer, instructions, ordered, sequential


class Hostile(PyTorch):
    """No pickle makes the reader call or import anything."""

    def test_calls(self):
        for function in (("posix", "system"), ("os", "system"), ("builtins", "eval"), ("__builtin__", "getattr"),
                         ("subprocess", "Popen"), ("torch", "load"), ("numpy", "load"), ("importlib", "import_module"),
                         ("torch.utils._config_module", "ConfigModule"), ("operator", "attrgetter")):
            name = ".".join(function).replace("__builtin__", "builtins")
            call = Call(Global(*function), "touch /tmp/picomlp_was_here")
            for root in (call, {"model": call}, [call]):
                self.refuses(Writer().zip(root), f"calls '{name}', which no model needs")
            self.refuses(Writer().legacy(call), f"calls '{name}', which no model needs")

    def test_objects_with_arguments(self):
        self.refuses(Writer().zip(Object(Global("subprocess", "Popen"), {}, (["true"],))), "makes a 'subprocess.Popen'")

    def test_calls_of_results(self):
        self.refuses(Writer().zip(Call(Call(Global("collections", "OrderedDict")), "x")), "calls 'OrderedDict'")
        self.refuses(Writer().zip(Call("text", "x")), "calls 'str'")

    def test_other_instructions(self):
        for code in (b"(S'true'\nios\nsystem\n", b"(cos\nsystem\nS'true'\no", b"\x82\x01", b"cos\nsystem\n)}\x92",
                     b"\x96" + struct.pack("<Q", 1 << 60), b"Ptext\n"):
            self.refuses(Writer().zip(Raw(code)), "damaged or holds what no model needs")

    def test_attributes_of_classes(self):
        """A pickle must not change this process's own classes by BUILD."""
        self.refuses(Writer().zip(Raw(instructions(Global("collections", "OrderedDict")) + b"}("
                                      + instructions("pop") + instructions(1) + b"ub")), "holds no network")
        import collections
        self.assertTrue(callable(collections.OrderedDict.pop))

    def test_persistent_identities(self):
        self.refuses(Writer().zip(Persistent(("storage", Global("os", "system"), "0", "cpu", 1))), "'os.system'")
        self.refuses(Writer().zip(Persistent("file:///etc/passwd")), "no storage")

    def test_deep_keys(self):
        """Hashing them would end the process."""
        deep = Raw(b")" + b"\x85" * 100000)
        self.refuses(Writer().zip(Raw(b"}" + deep + b"Ns")), "neither a text nor a number")

    def test_control_characters(self):
        self.refuses(self.state({"a\n\x1b[2Jb.weights": W1, "0.weight": W1}), "none of a dense layer", "relu")

    def test_pickles(self):
        """Inside a good zip file, whose checksums would find them otherwise."""
        writer = Writer()
        net = sequential(linear(writer, W1, B1), norm(writer), activation("ELU", alpha=0.5), linear(writer, W2, B2))
        state = ordered({key: writer.tensor(array) for key, array in LAYERS.items()})
        pickles = [instructions(root) for root in (net, state, {"model": state, "epoch": 3})]
        self.fuzz(pickles, "relu", wrap=lambda data: writer.zip(Raw(data)))


if __name__ == "__main__":
    unittest.main()
