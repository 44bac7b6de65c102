# SPDX-License-Identifier: MIT
"""The playground in a browser, by clicks and by keys: the host's parameters, to the last bit."""

import json
import os
import re
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


def setUpModule():
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
        self.browser = WINDOW
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
        self.assertEqual(self.text("same-note"), "This prints the CRC that stands above:")
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

    def test_the_command_on_the_page_gives_the_same_with_every_setting_changed(self):
        self.choose_layers(8, 8, 8, 8)
        for name, text in (("activation", "tanh"), ("initializer", "xavier")):
            self.element(f"#{name}").send_keys(text)
        self.choose_dataset("moons")
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
                         "--seed 4294967295 --learning-rate 0.3 --l2 0.1 --keep 0.95 --steps 50")
        done = subprocess.run([HOST, *words[1:]], capture_output=True, text=True, check=True)
        self.assertEqual(self.text("crc"), json.loads(done.stdout)["crc"])

    def test_steps_however_they_are_cut_up_come_to_the_same(self):
        self.click("#step")
        self.element("#speed").send_keys("10")
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
        self.assertRegex(self.text("same-note"), "changed settings at iteration 100.*train to 100,")
        self.train_to(200)
        self.assertRegex(self.text("same-note"), "changed settings at iteration 100.*train to 200,")
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
        self.element("#speed").send_keys("10")
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


class WrongSeed(Page):
    SENTENCE = "The seed must be a whole number from 0 to 4294967295."

    def test_nothing_is_trained_with_it_whatever_is_pressed(self):
        self.train_to(100)
        crc, command = self.text("crc"), self.text("command")
        for seed in ("", "7.5", "-1", "4294967296"):
            self.type_into("seed", seed)
            self.wait_for_message(self.SENTENCE)
            for act in (lambda: self.type_into("hidden-layers", 3),
                        lambda: self.type_into("units-3", 16),
                        lambda: self.element("#activation").send_keys("tanh"),
                        lambda: self.choose_dataset("moons"),
                        lambda: self.element("#learning-rate").send_keys(Keys.RIGHT),
                        lambda: self.click("#run"), lambda: self.click("#step"),
                        lambda: self.click("#reset"), lambda: self.click("#train-to button")):
                act()
                self.assertEqual(self.text("message"), self.SENTENCE)
                self.assertEqual(self.text("run"), "Run")
                self.assertEqual((self.text("crc"), self.text("command")), (crc, command), seed)
        self.assert_command_gives_the_crc()
        self.type_into("seed", 5)
        self.wait_for_message("Ready.")
        self.assertRegex(self.text("command"), "--dataset moons --layers 2-10-5-16-1 --activation tanh"
                                               ".*--seed 5 .*--steps 0$")
        self.train_to(20)
        self.assert_command_gives_the_crc()

    def test_a_running_training_stops(self):
        self.click("#run")
        self.wait_for_message("Training.")
        self.type_into("seed", "7.5")
        self.wait_for_message(self.SENTENCE)
        self.assertEqual(self.text("run"), "Run")
        self.assertIn("--seed 3 ", self.text("command"))
        self.assert_command_gives_the_crc()

    def test_a_number_of_iterations_that_cannot_be_is_told(self):
        for number in ("", "0", "1.5", "10000001"):
            self.type_into("iterations", number)
            self.click("#train-to button")
            self.assertEqual(self.text("message"), "The number of iterations must be a whole number "
                                                   "from 1 to 10000000.")
            self.assertEqual(self.text("iteration"), "0")
        self.train_to(20)


class Layers(Page):
    """Any number of hidden layers, of any sizes."""

    def button(self, name, which):
        return self.element(f"#{name}").find_element("xpath", f"../button[@class='{which}']")

    def assert_trains_as_the_host(self, layers, **settings):
        self.assertEqual(self.text("layers"), layers)
        self.train_to(20)
        self.assertEqual(self.text("crc"), host(layers=layers, steps=20, **settings)["crc"])
        self.assertIn(f"--layers {layers} ", self.text("command"))

    def test_buttons_add_and_remove_layers_and_units(self):
        self.button("hidden-layers", "more").click()
        self.assertEqual(self.text("layers"), "2-10-5-5-1", "as wide as the one before")
        self.button("units-3", "more").click()
        self.button("units-1", "fewer").click()
        self.assert_trains_as_the_host("2-9-5-6-1")
        for _ in range(3):
            self.button("hidden-layers", "fewer").click()
        self.assertFalse(self.element("#units-1").is_displayed())
        self.assertFalse(self.button("hidden-layers", "fewer").is_enabled())
        self.assert_trains_as_the_host("2-1")
        self.button("hidden-layers", "more").click()
        self.assert_trains_as_the_host("2-4-1")

    def test_buttons_end_at_the_limits(self):
        for _ in range(4):
            self.button("hidden-layers", "more").click()
        self.assertFalse(self.button("hidden-layers", "more").is_enabled())
        self.choose_layers(32, 1, 32, 1, 32, 1)
        self.assertFalse(self.button("units-1", "more").is_enabled())
        self.assertTrue(self.button("units-1", "fewer").is_enabled())
        self.assertFalse(self.button("units-2", "fewer").is_enabled())
        self.element("#activation").send_keys("hard_swish")
        self.assert_trains_as_the_host("2-32-1-32-1-32-1-1", activation="hard_swish")
        self.assertEqual(self.text("parameter-count"), "325")

    def test_arrow_keys_count_too(self):
        self.element("#hidden-layers").send_keys(Keys.UP)
        self.element("#units-3").send_keys(Keys.DOWN, Keys.DOWN)
        self.assert_trains_as_the_host("2-10-5-3-1")

    def test_every_activation_trains_as_on_the_host(self):
        names = self.browser.run("return [...document.getElementById('activation').options].map("
                                 "one => one.text)")
        self.assertEqual(len(names), 16)
        crcs = set()
        for name in names:
            with self.subTest(activation=name):
                self.browser.run("const [name] = arguments; const field = "
                                 "document.getElementById('activation'); field.value = name; "
                                 "field.dispatchEvent(new Event('change'))", name)
                self.assert_trains_as_the_host("2-10-5-1", activation=name)
                crcs.add(self.text("crc"))
        self.assertEqual(len(crcs), 15, "relu6 is relu as long as no unit reaches 6")

    def test_what_cannot_be_is_told_and_trains_nothing(self):
        self.train_to(20)
        crc = self.text("crc")
        for name, text, words in (("hidden-layers", "7", "hidden layers"),
                                  ("hidden-layers", "", "hidden layers"),
                                  ("units-2", "33", "units in layer 2"),
                                  ("units-2", "0", "units in layer 2"),
                                  ("units-1", "1.5", "units in layer 1")):
            before = self.element(f"#{name}").get_property("value")
            self.type_into(name, text)
            limits = "0 to 6" if name == "hidden-layers" else "1 to 32"
            sentence = f"The number of {words} must be a whole number from {limits}."
            self.assertEqual(self.text("message"), sentence)
            self.assertEqual(self.element("#complaint").text, sentence, "seen beside the fields")
            for button in ("#run", "#step", "#reset"):
                self.click(button)
                self.assertEqual(self.text("message"), sentence)
            self.assertEqual((self.text("crc"), self.text("layers")), (crc, "2-10-5-1"))
            self.type_into(name, before)
            self.wait_for_message("Ready.")
            self.assertFalse(self.element("#complaint").is_displayed())
            self.train_to(20)
            self.assertEqual(self.text("crc"), crc)

    def test_a_field_that_is_no_longer_seen_need_not_be_valid(self):
        self.type_into("units-2", "99")
        self.assertRegex(self.text("message"), "layer 2")
        self.button("hidden-layers", "fewer").click()
        self.assert_trains_as_the_host("2-10-1")
        self.button("hidden-layers", "more").click()
        self.assert_trains_as_the_host("2-10-10-1")


class Link(Page):
    """An address that ends in settings, named as the host program's."""

    def test_the_shapes_that_were_there_first_open(self):
        for layers in ("2-4-1", "2-10-5-1", "2-20-3-1", "2-16-16-1", "2-8-8-8-8-1"):
            for activation in ("relu", "tanh"):
                with self.subTest(layers=layers, activation=activation):
                    self.browser.open("about:blank")
                    self.open(link=f"#layers={layers}&activation={activation}")
                    self.train_to(10)
                    self.assertEqual(self.text("crc"), host(layers=layers, activation=activation,
                                                            steps=10)["crc"])

    def test_a_page_links_to_itself_with_every_setting(self):
        self.choose_layers(3, 32, 7)
        for name, text in (("activation", "mish"), ("initializer", "xavier")):
            self.element(f"#{name}").send_keys(text)
        self.choose_dataset("moons")
        self.type_into("seed", 4294967295)
        self.element("#learning-rate").send_keys(Keys.RIGHT)
        self.element("#lambda").send_keys(Keys.RIGHT, Keys.RIGHT)
        self.element("#dropout").send_keys(Keys.RIGHT)
        self.train_to(30)
        crc, command = self.text("crc"), self.text("command")
        link = self.element("#link").get_attribute("href")
        self.click("#link")
        self.assertEqual(self.text("crc"), crc, "which starts nothing anew")
        self.browser.open("about:blank")
        self.open(link="#" + link.split("#")[1])
        self.assertEqual(self.text("dropout-value"), "5 %")
        self.train_to(30)
        self.assertEqual((self.text("crc"), self.text("command")), (crc, command))

    def test_a_page_that_is_open_follows_a_link(self):
        self.train_to(20)
        self.browser.run("location.hash = '#layers=2-6-1&seed=9&utm=x'")
        self.browser.wait_for("return document.getElementById('iteration').textContent === '0'")
        self.assertEqual(self.text("message"), "Ready.")
        self.train_to(20)
        self.assertEqual(self.text("crc"), host(layers="2-6-1", seed=9, steps=20)["crc"])

    def test_what_cannot_be_is_told_and_the_page_opens_without_it(self):
        layers = ("its layers must be written as 2-10-5-1: 2, then up to 6 hidden layers of 1 to 32 "
                  "units, then 1")
        for link, words in (("#layers=2-33-1", layers), ("#layers=2-1-1-1-1-1-1-1-1", layers),
                            ("#layers=2-0-1", layers), ("#layers=2-x-1", layers),
                            ("#layers=2- 4-1", layers), ("#layers=", layers), ("#layers=2", layers),
                            ("#dataset=spirals", "its data set must be one of circles, moons"),
                            ("#seed=-1", "its seed must be a whole number from 0 to 4294967295"),
                            ("#seed=4294967296&layers=2-4-1",
                             "its seed must be a whole number from 0 to 4294967295"),
                            ("#initializer=ones",
                             "its initializer must be one of zeros, random, he, xavier"),
                            ("#layers=2-4-1&keep=0.55", "its keep must be one of 1, 0.95, 0.9, 0.86, "
                                                        "0.8, 0.7, 0.6, 0.5")):
            with self.subTest(link=link):
                self.browser.open("about:blank")
                self.open(link=link, message=f"This link cannot be opened: {words}.")
                self.assertEqual(self.text("layers"), "2-10-5-1")
                self.train_to(10)
                self.assertEqual(self.text("crc"), host(steps=10)["crc"])


class WithoutVectors(Page):
    """A browser that does not know the module's vectors."""

    def setUp(self):
        script = WINDOW.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {
            "source": "WebAssembly.validate = () => false;"})
        self.addCleanup(WINDOW.driver.execute_cdp_cmd,
                        "Page.removeScriptToEvaluateOnNewDocument", script)
        super().setUp()

    def test_the_module_without_them_gives_the_same_bits(self):
        self.assertEqual(self.text("instruction-set"), "scalar")
        self.train_to(STEPS)
        self.assertEqual(self.text("crc"), host(steps=STEPS)["crc"])


class Seen(Page):
    def test_the_plane_takes_the_colours_of_the_classes(self):
        before = self.color_at(0.5, 0.5), self.color_at(0.02, 0.02)
        self.train_to(3000)
        middle, corner = self.color_at(0.5, 0.5), self.color_at(0.02, 0.02)
        self.assertNotEqual((middle, corner), before)
        self.assertGreater(middle[2], middle[0] + 30, "class 1, blue")
        self.assertGreater(corner[0], corner[2] + 30, "class 0, orange")

    def test_each_layer_has_its_histograms(self):
        self.choose_layers(8, 8, 8, 8)
        self.train_to(10)
        drawn = self.browser.run("""
            return [...document.querySelectorAll('#layer-list canvas')].map(canvas => {
                const data = canvas.getContext('2d').getImageData(0, 0, canvas.width,
                                                                  canvas.height - 20).data;
                return data.some(value => value > 0);
            });""")
        self.assertEqual(drawn, [True] * 2 * 5)
        verdicts = self.browser.run("return [...document.querySelectorAll('.verdict')].map("
                                    "one => one.textContent)")
        self.assertTrue(all(re.fullmatch("[a-z]+", verdict) for verdict in verdicts), verdicts)

    def test_the_cost_falls(self):
        first = float(self.text("cost"))
        self.train_to(2000)
        self.assertLess(float(self.text("cost")), first / 2)

    def test_colours_follow_the_scheme(self):
        paper = "return getComputedStyle(document.body).backgroundColor"
        light = self.browser.run(paper)
        plane = self.color_at(0.02, 0.02)
        self.browser.screen(browser.DESKTOP, "dark")
        self.assertNotEqual(self.browser.run(paper), light)
        self.browser.until(lambda: self.color_at(0.02, 0.02) != plane, "the plane is dark, too")

    def test_a_telephone_shows_it_without_horizontal_scrolling(self):
        self.open(browser.PHONE)
        self.assertEqual(self.browser.too_wide(), [])
        self.choose_layers(8, 8, 8, 8, 32, 32)
        self.train_to(100)
        self.assertEqual(self.browser.too_wide(), [])
        small = self.browser.run("""
            return [...document.querySelectorAll('button, select, input[type=number]')].filter(
                one => one.getBoundingClientRect().height < 36).map(one => one.id);""")
        self.assertEqual(small, [], "too small for a finger")

    def test_less_motion_is_a_picture_now_and_then(self):
        self.open(motion="reduce")
        count = """
            window.pictures = 0;
            new MutationObserver(() => ++window.pictures).observe(
                document.getElementById('iteration'), {childList: true});"""
        self.browser.run(count)
        self.click("#run")
        self.browser.wait_for("return window.pictures >= 3")
        self.browser.run("window.pictures = 0; window.begin = performance.now()")
        self.browser.wait_for("return performance.now() - window.begin > 1500")
        self.assertLessEqual(self.browser.run("return window.pictures"), 4)
        self.click("#run")

    def test_a_large_network_is_drawn_coarsely_only_while_it_trains(self):
        slow = WINDOW.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": """
            const real = WebAssembly.instantiate;
            window.sides = [];
            WebAssembly.instantiate = async (...words) => {
                const {instance} = await real(...words);
                const exports = {...instance.exports, draw_grid(width, ...others) {
                    for (const begin = performance.now(); performance.now() - begin < 15;);
                    sides.push(width);
                    return instance.exports.draw_grid(width, ...others);
                }};
                return {instance: {exports}};
            };"""})
        self.addCleanup(WINDOW.driver.execute_cdp_cmd,
                        "Page.removeScriptToEvaluateOnNewDocument", slow)
        self.open()
        self.assertEqual(set(self.browser.run("return window.sides")), {96})
        self.browser.run("window.sides = []")
        self.train_to(5000)
        sides = self.browser.run("return window.sides")
        self.assertEqual((set(sides[:-1]), sides[-1]), ({48}, 96))

    def test_a_frames_time_is_measured(self):
        self.click("#run")
        self.browser.wait_for("return document.getElementById('frame-time').dataset.frames === '120'")
        self.click("#run")
        shown = self.text("frame-time")
        self.assertRegex(shown, r"^\d+\.\d ms$")
        print(f"a frame of training and drawing takes {shown} (median of 120)", file=sys.stderr)


class Keyboard(Page):
    def focus_by_tab(self, name):
        for _ in range(40):
            if self.focused() == name:
                return
            self.press(Keys.TAB)
        self.fail(f"{name} is not reached by Tab")

    def test_space_runs_and_pauses_while_no_control_has_the_focus(self):
        self.press(Keys.SPACE)
        self.wait_for_message("Training.")
        self.browser.wait_for("return Number(document.getElementById('iteration').textContent) > 0")
        self.press(Keys.SPACE)
        self.browser.wait_for("return document.getElementById('message').textContent.startsWith("
                              "'Paused at iteration ')")

    def test_space_is_a_controls_own_while_it_has_the_focus(self):
        self.focus_by_tab("logarithmic")
        self.press(Keys.SPACE)
        self.assertTrue(self.element("#logarithmic").is_selected())
        self.assertEqual(self.text("message"), "Ready.")

    def test_everything_is_reached_and_seen_to_have_the_focus(self):
        reached, unseen = [], []
        self.press(Keys.TAB)
        while self.focused() not in reached and self.focused() != "the page":
            reached.append(self.focused())
            if not self.browser.run("""
                    const one = document.activeElement;
                    return [one, one.closest('label')].some(
                        box => box && getComputedStyle(box).outlineStyle === 'solid');"""):
                unseen.append(self.focused())
            self.press(Keys.TAB)
        self.assertEqual(reached, ["show-test", "run", "step", "reset", "Train to", "iterations",
                                   "dataset", "hidden-layers", "units-1", "units-2", "activation",
                                   "initializer", "seed", "learning-rate", "lambda", "dropout",
                                   "speed", "logarithmic", "link"])
        self.assertEqual(unseen, [])

    def test_every_control_has_a_name(self):
        nameless = self.browser.run("""
            return [...document.querySelectorAll('input, select')].filter(
                one => !one.labels.length || !one.labels[0].textContent.trim()).map(one => one.id);""")
        self.assertEqual(nameless, [])
        names = self.browser.run("""
            return [...document.querySelectorAll('.stepper:not([hidden]) button')].map(
                one => one.getAttribute('aria-label'));""")
        self.assertEqual(names, [f"One {what} {how}" for what in (
            "hidden layer", "unit in layer 1", "unit in layer 2") for how in ("fewer", "more")])

    def test_a_training_is_set_up_and_run_by_keys_alone(self):
        self.focus_by_tab("dataset")
        self.press(Keys.RIGHT)
        self.focus_by_tab("initializer")
        self.press("xav")
        self.focus_by_tab("seed")
        self.press(Keys.UP)
        self.focus_by_tab("learning-rate")
        self.press(Keys.LEFT)
        self.browser.run("document.activeElement.blur()")
        self.focus_by_tab("iterations")
        self.press("200", Keys.ENTER)  # a field that is reached by Tab is replaced by what is typed
        self.wait_for_message("Trained to iteration 200.")
        self.assertEqual(self.text("crc"), host(dataset="moons", initializer="xavier", seed=4,
                                                learning_rate=0.03, steps=200)["crc"])

    def test_numbers_that_cannot_be_are_refused(self):
        self.train_to(100)
        crc = self.text("crc")
        for name, text in (("seed", "-1"), ("seed", "4294967296"), ("seed", ""), ("seed", "1.5")):
            self.type_into(name, text)
            self.assertEqual(self.text("crc"), crc, text)
            self.assertRegex(self.text("message"), "^The seed must be a whole number")


class Size(unittest.TestCase):
    def test_a_module_is_below_112_kilobytes(self):
        for name in MODULES:
            size = (BUILT / name).stat().st_size
            print(f"{name}: {size} bytes", file=sys.stderr)
            self.assertLess(size, 112 * 1024, name)


if __name__ == "__main__":
    unittest.main()
