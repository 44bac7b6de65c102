# SPDX-License-Identifier: MIT
"""How the playground's page looks and moves."""

import math
import re
import sys
import time
import unittest

import browser
import playground
from playground import Page


def setUpModule():
    playground.open_window()


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
        self.assertEqual(drawn, [True] * 3 * 5)
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
                one => one.checkVisibility() && one.getBoundingClientRect().height < 36).map(
                    one => one.id);""")
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
        slow = playground.WINDOW.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": """
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
        self.addCleanup(playground.WINDOW.driver.execute_cdp_cmd,
                        "Page.removeScriptToEvaluateOnNewDocument", slow)
        self.open()
        self.assertEqual(set(self.browser.run("return window.sides")), {96})
        self.browser.run("window.sides = []")
        self.train_to(5000)
        sides = self.browser.run("return window.sides")
        self.assertEqual((set(sides[:-1]), sides[-1]), ({48}, 96))

    def best_frame(self, wanted):
        """The least median of 120 frames, in milliseconds, of those shown until it is below what is wanted,
        for half a minute at most: other programs may slow this one down, none makes it faster."""
        self.click("#plateau")
        self.click("#run")
        self.browser.wait_for("return document.getElementById('frame-time').dataset.frames === '120'", 60)
        best = math.inf
        for _ in range(120):
            shown = self.text("frame-time")
            self.assertRegex(shown, r"^\d+\.\d ms$")
            best = min(best, float(shown.split()[0]))
            if best < wanted:
                break
            time.sleep(0.25)
        self.click("#run")
        return best

    def test_a_frame_takes_less_than_a_screen_has_for_it(self):
        for layers in ("2-10-5-1", "2-32-32-32-32-32-32-1"):
            with self.subTest(layers=layers):
                self.browser.open("about:blank")
                self.open(link=f"#layers={layers}")
                taken = self.best_frame(16)
                print(f"a frame of {layers} takes {taken} ms (median of 120)", file=sys.stderr)
                self.assertLess(taken, 16)

    def test_no_frame_wants_more_of_the_processor_than_a_screen_has(self):
        """Other programs take time between, but not the processor's time of this one; they do make it
        slower, so the best of five runs counts."""
        with browser.Browser(traced=True) as window:
            for speed in ("normal", ""):
                worst = []
                while len(worst) < 5 and not (worst and worst[-1] < 16):
                    window.work_of_frames()
                    window.open(playground.BUILT / "playground.html", "#layers=2-32-32-32-32-32-32-1")
                    window.wait_for("return document.getElementById('message').textContent === 'Ready.'")
                    window.run("document.getElementById('plateau').click();"
                               "document.getElementById('speed').value = arguments[0];"
                               "document.getElementById('run').click();", speed)
                    window.wait_for("return document.getElementById('frame-time').dataset.frames === '120'", 60)
                    frames = sorted(window.work_of_frames())
                    self.assertGreater(len(frames), 100)
                    worst.append(frames[-1])
                    print(f"at speed '{speed}' the scripts of a frame take {frames[len(frames) // 2]:.1f} ms, at most "
                          f"{worst[-1]:.1f} ms", file=sys.stderr)
                self.assertLess(worst[-1], 16)


if __name__ == "__main__":
    unittest.main()
