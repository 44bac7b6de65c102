# SPDX-License-Identifier: MIT
"""The bill on the playground's page beside what compilers and emulated chips say of the same networks."""

import json
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import playground
from playground import SOURCE, Page

COST_REPORT = SOURCE / "tools/cost_report"
sys.path.insert(0, str(COST_REPORT))

import page_fit

# Measured: of each core, ten configurations that the page's fit has not seen.
SHAPES = json.loads((COST_REPORT / "shapes.json").read_text())
BILL = json.loads((COST_REPORT / "bill.json").read_text())
CHIPS = json.loads((COST_REPORT / "chips.json").read_text())
# What the page names the figures of a job.
JOBS = {"predict": ("float", "flash", "predict", "predictRam"), "train": ("float", "trainFlash", "train", "trainRam"),
        "int8": ("int8", "flash", "predict", "predictRam")}
# (sizes, activation, optimizer)
SIZEOF = [("2-1", "relu", "gradient_descent"), ("2-10-5-1", "relu", "adam"),
          ("2-10-5-1", "gelu", "momentum"), ("2-32-32-1", "tanh", "gradient_descent"),
          ("2-32-32-1", "mish", "adamw"), ("2-3-31-2-1", "leaky_relu", "rprop"),
          ("2-32-32-32-32-32-32-1", "silu", "rmsprop"), ("2-7-1", "elu", "nesterov"),
          ("2-1-32-1-1", "hard_swish", "adam"), ("2-16-16-16-1", "sigmoid", "gradient_descent")]
# Headers as they are configured for a processor of 32 bits.
INCLUDES = [SOURCE / "lib", playground.WORK / "playground/lib"]


def setUpModule():
    playground.open_window()


def compile_checks(lines):
    """For a processor of 32 bits without vectors, as the chips are. What the compiler complains about."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "checks.cpp"
        program.write_text("\n".join(lines) + "\n")
        done = subprocess.run(["clang++", "--target=wasm32", "-std=c++17", "-fsyntax-only", "-fno-exceptions",
                               "-Os", *(f"-I{one}" for one in INCLUDES), program], capture_output=True, text=True)
    return done.stderr


class Bill(Page):
    def module(self, script, *words):
        """What the script gives, in which `bill` is the page's module."""
        return self.browser.driver.execute_async_script(
            "const words = [...arguments], done = words.pop();"
            f"import('playground/bill_model').then(bill => done(({script})(...words)));", *words)

    def cost_of(self, sizes, core, activation="relu", optimizer="gradient_descent", numbers=False):
        """As the page computes it."""
        return self.module("(network, core) => bill.costOf(network, core)",
                           {"sizes": sizes, "activation": activation, "optimizer": optimizer,
                            "learnsNumbers": numbers}, core)

    def test_ten_configurations_are_billed_as_compiled_and_counted(self):
        """Flash and instructions within five percent, RAM exactly, on every core."""
        worst = dict.fromkeys(("flash", "instructions"), 0)
        for core, measured in SHAPES.items():
            self.assertEqual(len(measured["checked"]), 10)
            for configuration, found in measured["checked"].items():
                shape, activation, optimizer = configuration.split("+")
                cost = self.cost_of(page_fit.sizes_of(shape), BILL["cores"][core],
                                    page_fit.PAGE_NAMES.get(activation, activation), optimizer)
                for job, (kind, flash, instructions, ram) in JOBS.items():
                    with self.subTest(core=core, configuration=configuration, job=job):
                        self.assertEqual(cost[kind][ram], found["ram"][job])
                        linked = found["flash"][job] + found["numbers"].get(job, 0)
                        for figure, name, true in (("flash", flash, linked),
                                                   ("instructions", instructions, found["instructions"][job])):
                            error = abs(cost[kind][name] / true - 1)
                            self.assertLess(error, 0.05, f"{figure}: {cost[kind][name]} for {true}")
                            worst[figure] = max(worst[figure], error)
        print("largest errors of the bill:", {name: f"{100 * error:.1f} %" for name, error in worst.items()},
              file=sys.stderr)

    def test_the_page_computes_as_the_tool_that_made_its_figures(self):
        for core, measured in SHAPES.items():
            for configuration, found in measured["checked"].items():
                shape, activation, optimizer = configuration.split("+")
                cost = self.cost_of(page_fit.sizes_of(shape), BILL["cores"][core],
                                    page_fit.PAGE_NAMES.get(activation, activation), optimizer)
                billed = page_fit.cost_of(configuration, BILL["cores"][core])
                for job, (kind, flash, instructions, _) in JOBS.items():
                    with self.subTest(core=core, configuration=configuration, job=job):
                        numbers = found["numbers"].get(job, 0)
                        self.assertAlmostEqual(cost[kind][flash], billed[job]["flash"] + numbers, delta=1)
                        self.assertAlmostEqual(cost[kind][instructions], billed[job]["instructions"], delta=1)

    def test_sums_are_split_as_the_library_splits_them(self):
        shapes = [(a, b) for a in range(1, 33) for b in range(1, 33)]
        split = self.module("shapes => shapes.map(([a, b]) => [bill.featuresOf([a, b], 'predict')[4] / b, "
                            "bill.featuresOf([1, a, b], 'train')[7] / a])", shapes)
        lines = ['#include "picomlp/kernels/order.hpp"', "using namespace picomlp;"]
        for (a, b), (segments, accumulators) in zip(shapes, split):
            self.assertEqual((segments, accumulators), (page_fit.segments(a, b), page_fit.accumulators(b)))
            lines += [f"static_assert(summation_order::input_segments({{{a}, {b}}}) == {segments});",
                      f"static_assert(summation_order::output_accumulators({{{a}, {b}}}) == {accumulators});"]
        self.assertEqual(compile_checks(lines), "")

    def test_ram_and_the_numbers_of_ten_networks_are_the_compilers_sizeof(self):
        core = BILL["cores"]["cortex-m4f"]
        lines = ['#include "picomlp/picomlp.hpp"', "using namespace picomlp;"]
        for number, (shape, activation, optimizer) in enumerate(SIZEOF):
            for numbers in (False, True):
                sizes = page_fit.sizes_of(shape)
                cost = self.cost_of(sizes, core, activation, optimizer, numbers)
                code = core["flash"]["int8"]
                own = core["activations"][activation if len(sizes) > 2 else "relu"]
                code = round(code["code"] + code["layer"] * (len(sizes) - 1) + own["flash"]["int8"])
                name = {"tanh": "hyperbolic_tangent"}.get(activation, activation)
                last, loss = (("identity", "mean_squared_error") if numbers
                              else ("sigmoid", "binary_cross_entropy"))
                dense = "".join(f"dense<{units}, {name}>, " for units in sizes[1:-1])
                net = f"net_{number}_{int(numbers)}"
                lines += [
                    f"using {net} = network<input<2>, {dense}dense<1, {last}>>;",
                    f"static_assert(sizeof({net}::scratch) == {cost['float']['predictRam']});",
                    f"static_assert(sizeof({net}::parameters) + sizeof(trainer<{net}, {loss}, {optimizer}, "
                    f"batch<1>>) == {cost['float']['trainRam']});",
                    f"using small_{net} = quantized<{net}, double_rounding>;",
                    f"static_assert(sizeof(small_{net}) + sizeof(small_{net}::scratch) == "
                    f"{cost['int8']['predictRam']});",
                    f"static_assert(sizeof(quantized_parameters<{net}>) == "
                    f"{cost['int8']['flash'] - code});"]
        self.assertEqual(compile_checks(lines), "")

    def test_every_chip_has_a_bill(self):
        chips = self.browser.run("return [...document.getElementById('chip').options].map("
                                 "one => one.text)")
        self.assertEqual(chips, [*(chip["name"] for chip in CHIPS), "my own numbers"])
        for chip in chips[:-1]:
            with self.subTest(chip=chip):
                self.element("#chip").send_keys(chip)
                self.assertRegex(self.text("chip-note"), "MHz, [0-9]+ KB of flash")
                self.assertNotIn("undefined", self.text("chip-note"))
                self.assertRegex(self.element("#float-flash").text, "^[0-9]+ bytes, ")
                self.assertRegex(self.text("float-time"), "^[0-9]+ (instructions|cycles), about [0-9.]+ µs")
                self.assertGreater(len(self.text("bill-note")), 100)
                if chip != "ATmega328P":
                    self.assertRegex(self.text("speed-note"), "Compiled for speed \\(-O2\\)")

    def test_it_follows_the_network_and_tells_what_does_not_fit(self):
        self.element("#chip").send_keys("my own")
        self.type_into("chip-flash", 16)
        self.type_into("chip-ram", 4)
        before = self.element("#float-flash").text
        self.choose_layers(32, 32, 32)
        self.assertNotEqual(self.element("#float-flash").text, before)
        self.assertRegex(self.element("#train-ram").text, "does not fit: [0-9]+ %")
        self.type_into("chip-ram", 400)
        self.assertNotIn("fit", self.element("#train-ram").text)
        widths = self.browser.run("return ['float-flash', 'train-ram'].map(id => Number("
                                  "document.querySelector(`#${id} .fill`).style.width.slice(0, -1)))")
        share = int(re.match("[0-9]+", self.element("#float-flash").text)[0]) / 1024 / 16
        self.assertAlmostEqual(widths[0], 100 * share, 1)

    def test_what_a_chip_cannot_do_is_said(self):
        self.element("#chip").send_keys("ATmega")
        self.assertEqual(self.element("#train-flash").text, "not on this chip")
        self.assertEqual(self.text("train-time"), "")


if __name__ == "__main__":
    unittest.main()
