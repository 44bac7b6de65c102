# SPDX-License-Identifier: MIT
"""The playground in a browser, for tests: built once, a new page for each test, and the host program."""

import json
import os
import shlex
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import browser

browser.require_browser()

from selenium.webdriver.common.keys import Keys

SOURCE = Path(__file__).resolve().parents[2]
HOST = os.environ["PLAYGROUND_HOST"]
WORK = Path(os.environ["PLAYGROUND_WORK"])  # the modules are built there, and stay for the next run
DATASETS = ("circles", "moons")
SEEDS = (1, 2, 3)
STEPS = 300
MODULES = ("playground.wasm", "playground_scalar.wasm")
BUILT = WORK / "page"
COMMAND_NOTE = "In picomlp’s folder, after Meson has built the examples, this command prints the same CRC:"


def open_window():
    """To be called by a test's setUpModule()."""
    done = subprocess.run([sys.executable, SOURCE / "tools/playground", "--work", WORK, "--output",
                           BUILT, "--jobs", os.environ.get("PLAYGROUND_JOBS", "1"),
                           "--rounding", os.environ["PLAYGROUND_ROUNDING"]],
                          capture_output=True, text=True)
    if done.returncode == 77:
        print(f"skipped: {done.stderr.strip()}", flush=True)
        os._exit(77)  # unittest would take another exception for a failure
    assert done.returncode == 0, done.stdout + done.stderr
    global WINDOW
    WINDOW = unittest.enterModuleContext(browser.Browser())


def host(**settings):
    """What the host program prints after that training."""
    words = [word for name, value in settings.items()
             for word in (f"--{name.replace('_', '-')}", str(value))]
    done = subprocess.run([HOST, *words], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


class Page(unittest.TestCase):
    """A new page for each test; it must not have complained of anything at the end."""

    def setUp(self):
        self.browser = self.window = WINDOW
        self.open()

    def tearDown(self):
        self.assertEqual(self.browser.complaints(), [])
        self.assertEqual(self.browser.requests(), [])

    def open(self, size=browser.DESKTOP, scheme="light", motion="no-preference", link="",
             message="Ready."):
        self.browser.screen(size, scheme, motion)
        self.browser.open(BUILT / "playground.html", link)
        self.wait_for_message(message)

    def element(self, selector):
        return self.browser.driver.find_element("css selector", selector)

    def click(self, selector):
        self.element(selector).click()

    def text(self, name):
        return self.browser.run("return document.getElementById(arguments[0]).textContent", name)

    def wait_for_message(self, text):
        self.browser.wait_for("return document.getElementById('message').textContent === "
                              f"{json.dumps(text)}", 60)

    def type_into(self, name, text):
        """Instead of what stands there, and on to the next control."""
        self.element(f"#{name}").send_keys(Keys.CONTROL, "a")
        self.element(f"#{name}").send_keys(Keys.BACKSPACE, str(text), Keys.TAB)

    def choose_layers(self, *units):
        """The units of each hidden layer."""
        self.type_into("hidden-layers", len(units))
        for number, count in enumerate(units, 1):
            self.type_into(f"units-{number}", count)
        self.assertEqual(self.text("layers"), "-".join(map(str, [2, *units, 1])))

    def choose_dataset(self, name):
        # Its label, for the button itself is not seen.
        index = DATASETS.index(name)
        self.click(f"#datasets label:nth-child({index + 1})")

    def train_to(self, steps):
        self.type_into("iterations", steps)
        self.click("#train-to button")
        self.wait_for_message(f"Trained to iteration {steps}.")
        self.assertEqual(self.text("iteration"), str(steps))

    def assert_no_command(self):
        self.assertFalse(self.element("#command").is_displayed())
        self.assertEqual(self.text("command"), "")

    def assert_command_gives_the_crc(self):
        self.assertTrue(self.element("#command").is_displayed())
        self.assertEqual(self.text("same-note"), COMMAND_NOTE)
        words = shlex.split(self.text("command"))
        done = subprocess.run([HOST, *words[1:]], capture_output=True, text=True, check=True)
        self.assertEqual(self.text("crc"), json.loads(done.stdout)["crc"])

    def press(self, *keys):
        """At whatever has the focus."""
        from selenium.webdriver import ActionChains
        ActionChains(self.browser.driver).send_keys(*keys).perform()

    def focused(self):
        return self.browser.run("""
            const one = document.activeElement;
            return one === document.body ? 'the page' : one.id || one.name || one.textContent;""")

    def color_at(self, right, down):
        """Of the plane, by shares of its width and height: [red, green, blue]."""
        return self.browser.run("""
            const plane = document.getElementById('plane');
            const pixel = Object.assign(document.createElement('canvas'), {width: 1, height: 1});
            const context = pixel.getContext('2d', {willReadFrequently: true});
            context.drawImage(plane, -arguments[0] * plane.width, -arguments[1] * plane.height);
            return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];""", right, down)
