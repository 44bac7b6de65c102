# SPDX-License-Identifier: MIT
"""The playground in a browser, by clicks: the host's parameters, to the last bit."""

import json
import random
import shlex
import subprocess
import sys
import unittest

import playground
from playground import BUILT, DATASETS, HOST, MODULES, SEEDS, STEPS, Page, host

from selenium.webdriver.common.keys import Keys


def setUpModule():
    playground.open_window()


class SameBits(Page):
    def test_parameters_are_those_of_the_host(self):
        self.assertEqual(self.text("instruction-set"), "simd128")
        crcs = set()
        for dataset in DATASETS:
            for seed in SEEDS:
                with self.subTest(dataset=dataset, seed=seed):
                    self.choose_dataset(dataset)
                    self.type_into("seed", seed)
                    self.click("#reset")
                    self.train_to(STEPS)
                    ours = host(dataset=dataset, seed=seed, steps=STEPS)
                    self.assertEqual(self.text("crc"), ours["crc"])
                    self.assertEqual(self.text("test-accuracy"),
                                     f"{100 * ours['test_accuracy']:.1f} %")
                    crcs.add(ours["crc"])
        self.assertEqual(len(crcs), len(DATASETS) * len(SEEDS))

    def test_twenty_random_settings_come_to_the_hosts_parameters(self):
        draw = random.Random(21)
        options = self.browser.run("""
            return Object.fromEntries(['activation', 'initializer', 'optimizer'].map(
                id => [id, [...document.getElementById(id).options].map(one => one.text)]));""")
        options |= {"dataset": ["circles", "moons", "xor", "spiral", "blobs", "surface"],
                    "noise": [0, 0.05, 0.2], "test-share": [10, 25, 50], "batch": [0, 1, 16, 128],
                    "learning-rate": [0.001, 0.01, 0.03], "l1": [0, 0.03], "l2": [0, 0.1],
                    "keep": [1, 0.9]}
        crcs = set()
        for number in range(20):
            chosen = {name: draw.choice(values) for name, values in options.items()}
            chosen["seed"] = draw.randrange(2**32)
            sizes = [draw.randint(1, 12) for _ in range(draw.randint(0, 4))]
            chosen["layers"] = "-".join(map(str, [2, *sizes, 1]))
            with self.subTest(number=number, **chosen):
                self.browser.open("about:blank")
                self.open(link="#" + "&".join(f"{name}={value}" for name, value in chosen.items()))
                self.type_into("iterations", 60)
                self.click("#train-to button")
                self.browser.wait_for("return /^(Trained|Stopped)/.test("
                                      "document.getElementById('message').textContent)", 60)
                done = subprocess.run([HOST, *(word for name, value in chosen.items()
                                               for word in (f"--{name}", str(value))),
                                       "--steps", "60"], capture_output=True, text=True)
                ours = json.loads(done.stdout)
                self.assertEqual((self.text("crc"), int(self.text("iteration"))),
                                 (ours["crc"], ours["steps"]))
                crcs.add(ours["crc"])
        self.assertEqual(len(crcs), 20)

    def test_the_command_on_the_page_gives_the_same_with_every_setting_changed(self):
        self.choose_layers(8, 8, 8, 8)
        for name, text in (("activation", "tanh"), ("initializer", "xavier"), ("optimizer", "adam")):
            self.element(f"#{name}").send_keys(text)
        self.choose_dataset("moons")
        for name, key in (("noise", Keys.RIGHT), ("test-share", Keys.RIGHT), ("batch", Keys.LEFT),
                          ("l1", Keys.RIGHT)):
            self.element(f"#{name}").send_keys(key)
        self.type_into("seed", 4294967295)
        self.element("#learning-rate").send_keys(Keys.RIGHT)
        self.element("#lambda").send_keys(Keys.RIGHT, Keys.RIGHT)
        self.element("#dropout").send_keys(Keys.RIGHT)
        self.train_to(50)
        command = self.text("command")
        words = shlex.split(command)
        self.assertEqual(words[0], "build/examples/playground/playground_host")
        self.assertEqual(" ".join(words[1:]),
                         "--dataset moons --layers 2-8-8-8-8-1 --activation tanh --initializer xavier "
                         "--optimizer adam --seed 4294967295 --noise 0.1 --test-share 30 --batch 128 "
                         "--learning-rate 0.3 --l1 0.001 --l2 0.003 --keep 0.95 --steps 50")
        done = subprocess.run([HOST, *words[1:]], capture_output=True, text=True, check=True)
        self.assertEqual(self.text("crc"), json.loads(done.stdout)["crc"])

    def test_steps_however_they_are_cut_up_come_to_the_same(self):
        self.click("#step")
        self.element("#speed").send_keys("fast")
        self.click("#run")
        self.browser.wait_for("return Number(document.getElementById('iteration').textContent) > 30")
        self.click("#run")
        self.train_to(STEPS)
        self.assertEqual(self.text("crc"), host(steps=STEPS)["crc"])

    def test_a_number_that_was_passed_is_trained_to_from_the_beginning(self):
        self.train_to(STEPS)
        self.train_to(100)
        self.assertEqual(self.text("crc"), host(steps=100)["crc"])

    def test_settings_changed_on_the_way_are_told(self):
        self.train_to(100)
        self.element("#learning-rate").send_keys(Keys.LEFT)
        self.assertRegex(self.text("same-note"), "changed settings at iteration 100.*train to 100\\.$")
        self.train_to(200)
        self.assertRegex(self.text("same-note"), "changed settings at iteration 100.*train to 200\\.$")
        self.assert_no_command()
        self.assertNotEqual(self.text("crc"), host(learning_rate=0.03, steps=200)["crc"])
        self.click("#reset")
        self.train_to(200)
        self.assertEqual(self.text("crc"), host(learning_rate=0.03, steps=200)["crc"])
        self.assert_command_gives_the_crc()


class Command(Page):
    """A command that is seen gives the CRC that is seen."""

    def test_there_is_none_while_the_network_trains(self):
        self.assert_command_gives_the_crc()
        self.browser.run("""
            window.lies = 0;
            new MutationObserver(() => {
                const [command, crc, iteration] = ['command', 'crc', 'iteration'].map(
                    id => document.getElementById(id));
                const seen = command.checkVisibility();
                if (seen && !command.textContent.endsWith(` --steps ${iteration.textContent}`)) {
                    ++window.lies;
                }
            }).observe(document.body, {childList: true, subtree: true, characterData: true});""")
        self.click("#run")
        self.browser.wait_for("return Number(document.getElementById('iteration').textContent) > 20")
        self.assert_no_command()
        self.assertRegex(self.text("same-note"), "^Pause")
        self.click("#run")
        self.assert_command_gives_the_crc()
        self.assertEqual(self.browser.run("return window.lies"), 0)

    def test_a_change_while_it_trains_leaves_none_until_the_reset(self):
        self.element("#speed").send_keys("fast")
        self.click("#run")
        self.browser.wait_for("return Number(document.getElementById('iteration').textContent) > 20")
        self.element("#lambda").send_keys(Keys.RIGHT)
        self.assert_no_command()
        self.click("#run")
        self.assert_no_command()
        self.assertRegex(self.text("same-note"), "changed settings at iteration [0-9]+")
        self.click("#reset")
        self.assert_command_gives_the_crc()

    def test_sliders_moved_before_the_first_step_are_in_it(self):
        self.element("#dropout").send_keys(Keys.RIGHT)
        self.click("#step")
        self.assertIn("--keep 0.95 --steps 1", self.text("command"))
        self.assert_command_gives_the_crc()

    def test_after_a_single_step_and_a_reset_while_running_it_is_there(self):
        self.click("#step")
        self.assert_command_gives_the_crc()
        self.click("#run")
        self.click("#reset")
        self.assert_no_command()
        self.click("#run")
        self.assert_command_gives_the_crc()


class WithoutVectors(Page):
    """A browser that does not know the module's vectors."""

    def setUp(self):
        script = playground.WINDOW.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {
            "source": "WebAssembly.validate = () => false;"})
        self.addCleanup(playground.WINDOW.driver.execute_cdp_cmd,
                        "Page.removeScriptToEvaluateOnNewDocument", script)
        super().setUp()

    def test_the_module_without_them_gives_the_same_bits(self):
        self.assertEqual(self.text("instruction-set"), "scalar")
        self.train_to(STEPS)
        self.assertEqual(self.text("crc"), host(steps=STEPS)["crc"])


class Size(unittest.TestCase):
    def test_a_module_is_below_160_kilobytes(self):
        for name in MODULES:
            size = (BUILT / name).stat().st_size
            print(f"{name}: {size} bytes", file=sys.stderr)
            self.assertLess(size, 160 * 1000, name)


if __name__ == "__main__":
    unittest.main()
