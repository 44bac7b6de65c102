# SPDX-License-Identifier: MIT
"""The playground's network, as it is drawn, and what is learnt from its pictures."""

import unittest

import browser
import playground
from playground import Page, host

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys


def setUpModule():
    playground.open_window()


def contrast(a, b):
    """Of two colours as [red, green, blue], by WCAG 2."""
    def luminance(colour):
        parts = [part / 255 for part in colour]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
                            for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


class Drawn(Page):
    def tip(self):
        return self.element("#network-tip").text

    def point_at(self, share_right, share_down):
        canvas = self.element("#network")
        self.browser.run("arguments[0].scrollIntoView({block: 'center'})", canvas)
        width, height = canvas.size["width"], canvas.size["height"]
        ActionChains(self.browser.driver).move_to_element_with_offset(
            canvas, round((share_right - 0.5) * width), round((share_down - 0.5) * height)).perform()

    def test_units_and_weights_are_drawn(self):
        self.choose_layers(4, 3)
        colours = self.browser.run("""
            const canvas = document.getElementById('network');
            const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            const found = new Set();
            for (let at = 0; at < data.length; at += 4) {
                if (data[at + 3] > 200) found.add(data.slice(at, at + 3).join());
            }
            return found.size;""")
        self.assertGreater(colours, 50)

    def test_the_pointer_shows_the_numbers(self):
        self.choose_layers(4)
        self.point_at(0.99, 0.5)
        self.assertRegex(self.tip(), "^the output: bias -?[0-9]")
        self.point_at(0.02, 0.42)
        self.assertRegex(self.tip(), "^(input x.|x. → unit [1-4] of layer 1: weight -?[0-9.e-]+)$")
        self.point_at(0.75, 0.5)
        self.assertRegex(self.tip(), "^unit [1-4] of layer 1 → the output: weight -?[0-9]")
        self.point_at(0.75, 0.02)
        self.assertFalse(self.element("#network-tip").is_displayed())

    def test_a_finger_does_too(self):
        self.open(browser.PHONE)
        canvas = self.element("#network")
        self.browser.run("arguments[0].scrollIntoView({block: 'center'})", canvas)
        box = self.browser.run("const {left, top, width, height} = "
                               "arguments[0].getBoundingClientRect(); "
                               "return [left, top, width, height]", canvas)
        left, top, width, height = box
        self.browser.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {
            "type": "touchStart", "touchPoints": [{"x": left + width - 8, "y": top + height / 2}]})
        self.assertRegex(self.tip(), "^the output: bias")
        self.browser.driver.execute_cdp_cmd("Input.dispatchTouchEvent",
                                            {"type": "touchEnd", "touchPoints": []})

    def test_arrow_keys_walk_through_the_units(self):
        self.element("#network").send_keys(Keys.DOWN)
        self.assertRegex(self.tip(), "^unit 1 of layer 1: bias")
        self.press(Keys.DOWN, Keys.DOWN, Keys.RIGHT)
        self.assertRegex(self.tip(), "^unit 3 of layer 2: bias")
        self.press(Keys.RIGHT)
        self.assertRegex(self.tip(), "^the output: bias")
        self.press(Keys.LEFT, Keys.LEFT, Keys.LEFT, Keys.LEFT)
        self.assertRegex(self.tip(), "^input x")

    def test_the_number_is_that_of_the_network_while_it_trains(self):
        self.element("#network").send_keys(Keys.RIGHT, Keys.RIGHT, Keys.RIGHT)
        before = self.tip()
        self.train_to(200)
        self.element("#network").send_keys(Keys.RIGHT)
        self.assertNotEqual(self.tip(), before)


class Learning(Page):
    def test_the_costs_of_training_and_test_are_shown(self):
        self.train_to(800)
        self.assertEqual(float(self.text("cost")), float(f"{host(steps=800)['cost']:.4g}"))
        self.assertNotEqual(self.text("test-cost"), self.text("cost"))
        self.assertLess(abs(float(self.text("test-cost")) / float(self.text("cost")) - 1), 0.2)

    def test_a_plateau_stops_it_and_run_goes_on(self):
        self.choose_layers()
        self.element("#speed").send_keys("as")
        self.click("#run")
        self.browser.wait_for("return document.getElementById('message').textContent.startsWith("
                              "'Stopped at iteration')")
        self.assertRegex(self.text("message"), "hardly fell. Run goes on.")
        stopped = int(self.text("iteration"))
        self.assert_command_gives_the_crc()
        self.click("#plateau")
        self.click("#run")
        self.browser.until(lambda: int(self.text("iteration")) > stopped + 2000, "it goes on")
        self.click("#run")

    def test_a_surface_is_judged_by_numbers(self):
        self.click("#datasets label:nth-child(6)")
        self.assertEqual(self.text("training-words"), "training R²")
        self.train_to(100)
        ours = host(dataset="surface", steps=100)
        self.assertEqual(self.text("test-accuracy"), f"{ours['test_accuracy']:.3f}")

    def test_verdicts_are_explained_and_of_the_initial_weights(self):
        self.browser.open("about:blank")
        self.open(link="#layers=2-8-8-1&activation=tanh&initializer=zeros")
        advice = [one.text for one in self.browser.driver.find_elements("css selector", ".advice")]
        self.assertIn("Choose an initializer that draws random weights.", advice[0])
        verdicts = "return [...document.querySelectorAll('.verdict')].map(one => one.textContent)"
        before = self.browser.run(verdicts)
        self.assertEqual(before[0], "symmetric")
        self.train_to(200)
        self.assertEqual(self.browser.run(verdicts), before)

    def test_dead_units_and_lengths_of_gradients_are_counted(self):
        figures = "return [...document.querySelectorAll('.figures')].map(one => one.textContent)"
        before = self.browser.run(figures)
        self.assertRegex(before[0], r"\|gradient\| [0-9.e-]+ · \|weights\| [0-9.]+")
        self.train_to(500)
        self.assertNotEqual(self.browser.run(figures)[0], before[0])

    def test_every_preset_trains(self):
        links = [one.get_attribute("href").split("#")[1]
                 for one in self.browser.driver.find_elements("css selector", "#presets a")]
        self.assertEqual(len(links), 11)
        for number, link in enumerate(links, 1):
            with self.subTest(link=link):
                self.click(f"#presets li:nth-child({number}) a")
                self.wait_for_message("Ready.")
                self.train_to(30)
                settings = dict(part.split("=") for part in link.split("&"))
                self.assertEqual(self.text("crc"), host(**settings, steps=30)["crc"])

    def test_the_address_follows_what_is_chosen(self):
        self.choose_layers(3)
        self.element("#optimizer").send_keys("adam")
        address = self.browser.run("return location.hash")
        self.assertIn("layers=2-3-1", address)
        self.assertIn("optimizer=adam", address)
        self.browser.driver.refresh()
        self.wait_for_message("Ready.")
        self.assertEqual(self.text("layers"), "2-3-1")


class InSight(Page):
    """What is on the screen."""

    def bottom_of(self, selector):
        return self.element(selector).rect["y"] + self.element(selector).rect["height"]

    def test_run_is_on_the_first_screen_at_every_width(self):
        for size in ((1280, 900), (1024, 768), (927, 900), (820, 900), (768, 650), (650, 900),
                     (390, 780), (360, 740)):
            with self.subTest(size=size):
                self.open(size)
                self.assertLess(self.bottom_of("#run"), size[1])
                self.assertEqual(self.browser.too_wide(), [])

    def tap(self, selector):
        left, top = self.browser.run("""
            const one = document.querySelector(arguments[0]);
            one.scrollIntoView({block: 'center'});
            const {left, top, width, height} = one.getBoundingClientRect();
            return [left + width / 2, top + height / 2];""", selector)
        for kind, points in (("touchStart", [{"x": left, "y": top}]), ("touchEnd", [])):
            self.browser.driver.execute_cdp_cmd("Input.dispatchTouchEvent",
                                                {"type": kind, "touchPoints": points})

    def test_a_finger_chooses_and_runs(self):
        self.open(browser.PHONE)
        self.tap("#datasets label:nth-child(3)")
        self.browser.wait_for("return location.hash.includes('dataset=xor')")
        self.tap("#hidden-layers + .more")
        self.browser.wait_for("return document.getElementById('layers').textContent === '2-10-5-5-1'")
        self.tap("#run")
        self.browser.wait_for("return Number(document.getElementById('iteration').textContent) > 3")
        self.tap("#run")
        self.browser.wait_for("return document.getElementById('run').textContent === 'Run'")
        self.assert_command_gives_the_crc()

    def test_a_small_plane_stays_in_sight_on_a_phone(self):
        self.open(browser.PHONE)
        self.assertFalse(self.element("#dock").is_displayed())
        self.browser.run("document.getElementById('learning-rate').scrollIntoView({block: 'center'})")
        self.browser.wait_for("return !document.getElementById('dock').hidden")
        self.assertTrue(self.element("#dock canvas").is_displayed())
        self.click("#dock button")
        self.browser.wait_for("return Number(document.getElementById('iteration').textContent) > 5")
        self.assertEqual(self.element("#dock button").text, "Pause")
        self.click("#dock button")
        self.assertEqual(self.text("run"), "Run")
        self.browser.run("window.scrollTo(0, 0)")
        self.browser.wait_for("return document.getElementById('dock').hidden")

    def test_the_plane_stays_beside_the_settings_where_there_is_room(self):
        for size in ((1280, 900), (820, 900)):
            with self.subTest(size=size):
                self.open(size)
                self.browser.run("document.getElementById('quantize').scrollIntoView()")
                top = self.browser.run(
                    "return document.querySelector('.plane').getBoundingClientRect().top")
                self.assertGreaterEqual(top, 0)
                self.assertLess(top, 200)

    def test_marks_have_a_contrast_of_three_to_one_to_their_own_field(self):
        for scheme in ("light", "dark"):
            self.open(scheme=scheme)
            for label, name in ((0, "zero"), (1, "one")):
                with self.subTest(scheme=scheme, label=label):
                    rim, core, paper = self.browser.run("""
                        const style = getComputedStyle(document.documentElement);
                        const rgb = name => {
                            const code = style.getPropertyValue(`--${name}`).trim();
                            return [1, 3, 5].map(at => parseInt(code.slice(at, at + 2), 16));
                        };
                        return [rgb(`${arguments[0]}-deep`), rgb(arguments[0]), rgb('card')];""", name)
                    strength = float(self.browser.run(
                        "return getComputedStyle(document.documentElement).getPropertyValue("
                        "'--field-strength')"))
                    field = [part + strength * (own - part) for part, own in zip(paper, core)]
                    self.assertGreater(contrast(rim, field), 3)
            for name in ("positive", "negative", "curve", "test", "weights", "activations",
                         "gradients", "control", "soft", "action", "bad", "good"):
                with self.subTest(scheme=scheme, name=name):
                    own, paper = self.browser.run("""
                        const style = getComputedStyle(document.documentElement);
                        return [arguments[0], 'card'].map(name => {
                            const code = style.getPropertyValue(`--${name}`).trim();
                            return [1, 3, 5].map(at => parseInt(code.slice(at, at + 2), 16));
                        });""", name)
                    self.assertGreater(contrast(own, paper), 3)


if __name__ == "__main__":
    unittest.main()
