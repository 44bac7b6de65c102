# SPDX-License-Identifier: MIT
"""Headless Chromium for tests: a page used with mouse, keyboard and screen.

Debian's chromium, driven by its chromium-driver through python3-selenium. Pages come from files; the
browser reaches no network, and what a page asks for is written down.
"""

import importlib.util
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

# {Debian's package: is it here?}
PACKAGES = {
    "chromium": lambda: shutil.which("chromium"),
    "chromium-driver": lambda: shutil.which("chromedriver"),
    "python3-selenium": lambda: importlib.util.find_spec("selenium"),
}
DESKTOP = (1280, 900)
PHONE = (360, 740)


def missing_packages():
    return [name for name, is_here in PACKAGES.items() if not is_here()]


def require_browser():
    """Without a browser the tests are skipped, by Meson's convention, and say what to install."""
    missing = missing_packages()
    if missing:
        print(f"skipped: no browser to test with; install Debian's {', '.join(missing)}")
        sys.exit(77)


def arguments(profile):
    words = ["--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
             "--disable-background-networking", "--disable-component-update",
             "--disable-dev-shm-usage", "--hide-scrollbars", "--lang=en",
             "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={profile}"]
    # Chromium's sandbox refuses to be started by root, as whom tests run in containers.
    return words + ["--no-sandbox"] if os.geteuid() == 0 else words


class Browser:
    """A window of its own, with nothing remembered from others; to be used by `with`. One that is
    traced writes down how long frames take."""

    def __init__(self, traced=False):
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium")
        for word in arguments(self.profile.name):
            options.add_argument(word)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        if traced:
            options.add_experimental_option("perfLoggingPrefs", {
                "traceCategories": "devtools.timeline", "enableNetwork": False, "enablePage": False})
        self.driver = webdriver.Chrome(
            service=Service(shutil.which("chromedriver"), log_path=os.devnull), options=options)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()
        self.profile.cleanup()

    def screen(self, size, scheme="light", motion="no-preference"):
        """How large it is, in CSS pixels; whether light or dark colours and motion are wished for."""
        width, height = size
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == PHONE})
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": motion}]})

    def open(self, path, end=""):
        """A file, or about:blank; the address ends so. What earlier pages complained about or asked
        for is forgotten."""
        self.complaints()
        self.requests()
        blank = path == "about:blank"
        self.driver.get((path if blank else Path(path).resolve().as_uri()) + end)

    def run(self, script, *words):
        return self.driver.execute_script(script, *words)

    def wait_for(self, script, seconds=30):
        """Until the script returns something true, which is returned."""
        return self.until(lambda: self.driver.execute_script(script), script, seconds)

    def until(self, condition, words, seconds=30):
        """The same of a function."""
        from selenium.webdriver.support.ui import WebDriverWait
        return WebDriverWait(self.driver, seconds, poll_frequency=0.05).until(
            lambda _: condition(), f"never true: {words}")

    def complaints(self):
        """Errors and warnings on the console, those of the browser's own too, since the last call."""
        return [entry["message"] for entry in self.driver.get_log("browser")
                if entry["level"] in ("SEVERE", "WARNING")]

    def requests(self):
        """What pages asked for since the last call: addresses, but for their own and those that
        hold their data."""
        messages = [json.loads(entry["message"])["message"]
                    for entry in self.driver.get_log("performance")]
        addresses = [message["params"]["request"]["url"] for message in messages
                     if message["method"] == "Network.requestWillBeSent"
                     and message["params"]["type"] != "Document"]
        return [address for address in addresses
                if not address.startswith(("data:", "blob:", "chrome:"))]

    def work_of_frames(self):
        """Milliseconds of the processor's time that the page's scripts took in each frame since the last
        call; leaves the page."""
        self.driver.get("about:blank")  # which ends the trace
        messages = [json.loads(entry["message"])["message"]
                    for entry in self.driver.get_log("performance")]
        return [message["params"]["tdur"] / 1000 for message in messages
                if message["method"] == "Tracing.dataCollected"
                and message["params"].get("name") == "FireAnimationFrame"
                and "tdur" in message["params"]]

    def too_wide(self):
        """What sticks out of the page at the right, as words; nothing when the page needs no
        horizontal scrolling."""
        return self.run("""
            const root = document.documentElement;
            if (root.scrollWidth <= root.clientWidth) return [];
            const wide = [...document.body.querySelectorAll('*')].filter(
                one => one.getBoundingClientRect().right > root.clientWidth);
            return [`page: ${root.scrollWidth} of ${root.clientWidth}`,
                    ...wide.map(one => one.outerHTML.slice(0, 80))];""")

    def photograph(self, path):
        """The whole page, as PNG."""
        import base64
        size = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {
            "captureBeyondViewport": True, "clip": {**size, "scale": 1}})
        Path(path).write_bytes(base64.b64decode(shot["data"]))
