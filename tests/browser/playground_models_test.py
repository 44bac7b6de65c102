# SPDX-License-Identifier: MIT
"""What goes into the playground and out of it: tables, networks in int8, and files."""

import json
import os
import re
import shlex
import struct
import subprocess
import tempfile
import unittest
import zlib
from pathlib import Path

import playground
from playground import HOST, SOURCE, Page


INCLUDES = os.environ["PLAYGROUND_INCLUDES"].split(":")  # the library's folder and the build's


def setUpModule():
    playground.open_window()


class Folder(Page):
    """Downloads go to a folder of the test's."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.browser.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {
            "behavior": "allow", "downloadPath": folder.name})

    def save(self, button, name):
        self.click(f"#{button}")
        path = self.folder / name
        self.browser.until(lambda: path.exists() and path.stat().st_size > 0, f"{name} is there")
        return path


class Table(Folder):
    def give(self, text):
        path = self.folder / "table.csv"
        path.write_text(text)
        self.element("#csv").send_keys(str(path))
        return path

    def rows(self, word=lambda k: "no" if k % 2 else "yes"):
        return [f"{k % 7},{k * k % 11 - 3.5},{word(k)}" for k in range(60)]

    def test_a_table_of_two_classes_trains_as_on_the_host(self):
        path = self.give("\n".join(["weight,height,ill", *self.rows()]) + "\n")
        self.wait_for_message("Ready.")
        self.browser.wait_for("return document.getElementById('class-0').textContent === 'yes'")
        self.assertEqual(self.text("class-1"), "no")
        self.train_to(100)
        words = shlex.split(self.text("command"))[1:]
        self.assertEqual(words[words.index("--csv") + 1], "FILE")
        words[words.index("FILE")] = str(path)
        done = subprocess.run([HOST, *words], capture_output=True, text=True, check=True)
        self.assertEqual(self.text("crc"), json.loads(done.stdout)["crc"])

    def test_a_table_of_numbers_is_a_surface(self):
        path = self.give("\n".join(self.rows(lambda k: str(k / 4))))
        self.browser.wait_for("return document.getElementById('test-words').textContent === 'test R²'")
        self.train_to(50)
        done = subprocess.run([HOST, "--dataset", "csv", "--csv", str(path), "--steps", "50"],
                              capture_output=True, text=True, check=True)
        self.assertEqual(self.text("crc"), json.loads(done.stdout)["crc"])

    def test_what_cannot_be_read_is_told(self):
        good = self.rows()
        for text, words in (("", "The file is empty."),
                            ("\n".join(good[:5]), "5 rows of data; 20 to 1000 are wanted."),
                            ("\n".join([*good, "1;2;3"]), "Row 61 has 1 cell.*separated by commas"),
                            ("\n".join([*good, "1,2"]), "Row 61 has 2 cells"),
                            ("\n".join([*good, "x,2,no"]), "Row 61: 'x' is not a number."),
                            ("\n".join([*good, "1,2,maybe"]), "is not a number. A column of classes")):
            with self.subTest(words=words):
                self.give(text)
                self.browser.until(lambda: re.search(words, self.text("message")), words)
        self.train_to(10)
        self.assert_command_gives_the_crc()


class InInt8(Folder):
    def test_the_network_is_quantized_here_and_compared(self):
        self.train_to(2000)
        self.click("#quantize")
        self.assertRegex(self.text("int8-note"), "^(All 100|[0-9]+ of 100) test samples falls? on")
        self.assertRegex(self.text("int8-score"), r"^[0-9.]+ % \(float [0-9.]+ %\)$")
        self.assertGreater(float(self.text("int8-largest")), float(self.text("int8-mean")))
        plane = "return document.getElementById('plane').toDataURL()"
        before = self.browser.run(plane)
        self.click("#show-int8")
        self.assertNotEqual(self.browser.run(plane), before)
        self.click("#step")
        self.assertFalse(self.element("#int8-figures").is_displayed(), "that was another network")
        self.assertFalse(self.element("#show-int8").is_enabled())

    def test_its_image_is_read_by_the_tools(self):
        self.train_to(200)
        self.click("#quantize")
        path = self.save("save-int8-image", "playground_int8.img")
        done = subprocess.run(["/usr/bin/python3", SOURCE / "tools/import", path, "--to",
                               self.folder / "model"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


class Files(Folder):
    def test_the_header_holds_the_parameters_and_compiles(self):
        self.choose_layers(7, 3)
        self.element("#activation").send_keys("tanh")
        self.train_to(100)
        text = self.save("save-header", "playground_model.hpp").read_text()
        numbers = re.findall(r"-?0x[0-9a-f.]+p[-+][0-9]+(?=F)", text)
        bytes_ = b"".join(struct.pack("<f", float.fromhex(number)) for number in numbers)
        self.assertEqual(len(numbers), 3 * 7 + 8 * 3 + 4)
        self.assertEqual(f"{zlib.crc32(bytes_):08x}", self.text("crc"))
        self.assertIn(f"parameters_crc = 0x{self.text('crc')}U", text)
        program = self.folder / "use.cpp"
        program.write_text('#include "playground_model.hpp"\n'
                           "using namespace picomlp;\n"
                           "using net = network<input<2>, dense<7, hyperbolic_tangent>, "
                           "dense<3, hyperbolic_tangent>, dense<1, sigmoid>>;\n"
                           "const net::parameters& w = playground_model::parameters;\n")
        done = subprocess.run(["g++", "-std=c++17", "-Wall", "-Wextra", "-Werror", "-fsyntax-only",
                               *(f"-I{folder}" for folder in INCLUDES), program],
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_the_image_becomes_c99_by_the_command_shown(self):
        self.train_to(100)
        image = self.save("save-image", "playground.img")
        words = shlex.split(self.text("c99-command"))
        self.assertEqual(words[:2], ["python3", "tools/import"])
        done = subprocess.run(["/usr/bin/python3", SOURCE / words[1], image, *words[3:]],
                              cwd=self.folder, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        written = sorted(path.name for path in (self.folder / "model").iterdir())
        self.assertTrue(any(name.endswith(".c") for name in written), written)

    def test_the_image_as_a_header_has_the_images_bytes(self):
        self.train_to(10)
        image = self.save("save-image", "playground.img").read_bytes()
        text = self.save("save-image-header", "playground_image.h").read_text()
        words = [int(word, 16) for word in re.findall("0x([0-9a-f]{16})U", text)]
        self.assertEqual(b"".join(word.to_bytes(8, "little") for word in words)[:len(image)], image)


if __name__ == "__main__":
    unittest.main()
