# SPDX-License-Identifier: MIT
"""What is chosen on the playground's page, or stands in a link to it."""

import unittest

import playground
from playground import Page, host

from selenium.webdriver.common.keys import Keys


def setUpModule():
    playground.open_window()


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
                            ("#dataset=csv", "its data are a CSV file, which a link does not hold"),
                            ("#dataset=spirals", "its data set must be one of circles, moons, xor, spiral, "
                                                "blobs, surface"),
                            ("#seed=-1", "its seed must be a whole number from 0 to 4294967295"),
                            ("#seed=4294967296&layers=2-4-1",
                             "its seed must be a whole number from 0 to 4294967295"),
                            ("#initializer=ones",
                             "its initializer must be one of zeros, random, he, xavier, he_normal, he_uniform, "
                             "xavier_normal, xavier_uniform, lecun_normal, lecun_uniform, orthogonal"),
                            ("#layers=2-4-1&keep=0.55", "its keep must be one of 1, 0.95, 0.9, 0.86, "
                                                        "0.8, 0.7, 0.6, 0.5")):
            with self.subTest(link=link):
                self.browser.open("about:blank")
                self.open(link=link, message=f"This link cannot be opened: {words}.")
                self.assertEqual(self.text("layers"), "2-10-5-1")
                self.train_to(10)
                self.assertEqual(self.text("crc"), host(steps=10)["crc"])


if __name__ == "__main__":
    unittest.main()
