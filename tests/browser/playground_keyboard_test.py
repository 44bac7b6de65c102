# SPDX-License-Identifier: MIT
"""The playground by keys alone."""

import unittest

import playground
from playground import Page, host

from selenium.webdriver.common.keys import Keys


def setUpModule():
    playground.open_window()


PRESETS = ["two circles", "vanishing gradients", "dying units", "zeros that stay alike",
           "XOR by three units", "a spiral by Adam", "overfitting", "… and L2 against it",
           "L1 that switches weights off", "a surface", "a line is not enough"]


class Keyboard(Page):
    def focus_by_tab(self, name):
        for _ in range(70):
            if self.focused() == name:
                return
            self.press(Keys.TAB)
        self.fail(f"{name} is not reached by Tab")

    def assert_space_runs_and_pauses(self):
        before = int(self.text("iteration"))
        self.press(Keys.SPACE)
        self.wait_for_message("Training.")
        self.browser.until(lambda: int(self.text("iteration")) > before, "it trains")
        self.press(Keys.SPACE)
        self.browser.wait_for("return document.getElementById('message').textContent.startsWith("
                              "'Paused at iteration ')")

    def test_space_runs_and_pauses_wherever_the_focus_is(self):
        self.assert_space_runs_and_pauses()
        self.choose_dataset("moons")
        self.assert_space_runs_and_pauses()
        for name in ("reset", "step", "show-test", "quantize", "network", "noise"):
            with self.subTest(focus=name):
                self.click(f"#{name}")
                self.assert_space_runs_and_pauses()
        self.assertTrue(self.element("#show-test").is_selected(), "which Space has not undone")

    def test_space_is_a_controls_own_where_it_is_reached_by_keyboard_or_typed_into(self):
        self.focus_by_tab("logarithmic")
        self.press(Keys.SPACE)
        self.assertTrue(self.element("#logarithmic").is_selected())
        self.click("#seed")
        self.press(Keys.SPACE)
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
        self.assertEqual(reached, [
            "show-test", "run", "step", "reset", "speed", "Train to", "iterations", "plateau",
            "hidden-layers", "units-1", "units-2", "network", *PRESETS, "dataset", "csv", "noise",
            "test-share", "batch", "activation", "initializer", "optimizer", "seed", "learning-rate",
            "l1", "lambda", "dropout", "logarithmic", "chip", "quantize", "save-header", "save-image",
            "save-image-header", "link"])
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


if __name__ == "__main__":
    unittest.main()
