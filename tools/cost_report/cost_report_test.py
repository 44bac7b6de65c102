# SPDX-License-Identifier: MIT
"""The cost report reads, compares and shows figures rightly; README.md says what costs.json holds.

Needs no cross compiler: what is measured is tested by measuring, `cost_report check`.
"""

import contextlib
import io
import os
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import command_line
import costs
import cycles
import measuring
import eight_bits
import readme
import targets

CROSS_FILE = """# A board: with things on it; tests run somewhere.
[constants]
processor = ['-mcpu=some', '-mfloat-abi=hard']
more = processor + ['-mthumb']

[binaries]
cpp = ['ccache', 'some-g++']

[properties]
needs_exe_wrapper = true
machine = 'virt,rv32'

[built-in options]
cpp_args = more + ['-Wno-psabi']

[host_machine]
system = 'none'
"""


def figures(predict=1000, flash=500):
    """Of one network in one configuration."""
    jobs = {"predict": predict, "train": 5000, "initialize": 9000}
    return {"instructions": jobs, "stack": {"predict": 100, "train": 200, "initialize": 300},
            "ram": {"predict": 60, "train": 520}, "flash": {**jobs, "predict": flash},
            "runtime": {"predict": 0, "train": 40, "initialize": 40},
            "static": {"predict": 0, "train": 0, "initialize": 0}}


def table_of(name="cortex-m4f fused -O2", **changes):
    costs_of = {"2-10-5-1": figures(**changes),
                "activations": {"tanh": {"flash": 300, "runtime": 16}}}
    return {"compilers": {"cortex-m4f": "some-g++ 12.2.1"}, "costs": {name: costs_of}}


class Targets(unittest.TestCase):
    def test_a_cross_file_tells_board_compiler_and_arguments(self):
        found = targets.target_from("some", CROSS_FILE)
        self.assertEqual(found, targets.Target(
            "some", "virt,rv32", "some-g++",
            ("-mcpu=some", "-mfloat-abi=hard", "-mthumb", "-Wno-psabi")))

    def test_targets_have_the_names_that_people_know(self):
        titles = [target.title for target in targets.all_targets().values()]
        for title in ("Cortex-M0+", "Cortex-M4F", "Cortex-M7", "Cortex-M55"):
            self.assertIn(title, titles)

    def test_a_system_is_no_bare_board(self):
        self.assertIsNone(targets.target_from("some", CROSS_FILE.replace("'none'", "'linux'")))

    def test_a_board_with_16_kb_is_too_small(self):
        self.assertIsNone(
            targets.target_from("some", CROSS_FILE.replace("[properties]",
                                                           "[properties]\nsmall_board = true")))

    def test_the_usual_targets_have_cross_files(self):
        for name in targets.USUAL_TARGETS:
            self.assertIn(name, targets.all_targets())

    def test_fused_is_for_those_that_have_the_instruction(self):
        known = targets.all_targets()
        self.assertEqual(known["cortex-m0plus"].profiles, ["separate"])
        self.assertEqual(known["cortex-m3"].profiles, ["separate"])
        self.assertEqual(known["cortex-m4f"].profiles, ["separate", "fused"])

    def test_without_a_selection_all_usual_configurations_are_meant(self):
        chosen = [str(one) for one in targets.choose(targets.all_targets())]
        self.assertEqual(len(chosen), 21)
        self.assertEqual(chosen[:4], ["cortex-m0plus separate -O2", "cortex-m0plus separate -O3",
                                      "cortex-m0plus separate -Os", "cortex-m4f separate -O2"])

    def test_a_selection_selects(self):
        chosen = targets.choose(targets.all_targets(), ["cortex-m3", "cortex-m4f"], ["fused"],
                                ["s"])
        self.assertEqual([str(one) for one in chosen], ["cortex-m4f fused -Os"])

    def test_the_name_of_a_configuration_can_be_read_again(self):
        for one, name in ((targets.Configuration("some", "fused", "s"), "some fused -Os"),
                          (targets.Configuration("some", "fused", "3", "none"),
                           "some fused -O3 simd=none")):
            self.assertEqual(str(one), name)
            self.assertEqual(targets.Configuration.named(name), one)


class Measuring(unittest.TestCase):
    def test_lines_become_figures(self):
        text = "a predict ram 60\na train ram 520\nb train stack 8\n"
        self.assertEqual(
            measuring.parse_work(text),
            {"a": {"ram": {"predict": 60, "train": 520}}, "b": {"stack": {"train": 8}}})

    def test_a_line_that_is_none_is_an_error(self):
        for line in ("FAULT: the processor trapped", "a predict ram", "a predict ram -1"):
            with self.subTest(line), self.assertRaisesRegex(measuring.Failure, line[:9]):
                measuring.parse_work(f"a train ram 1\n{line}\n")

    def test_a_counter_that_counts_passes(self):
        measuring.check_counter({"1": 5, "2": 7, "1000": 2003})

    def test_a_counter_that_misses_one_instruction_does_not(self):
        with self.assertRaisesRegex(measuring.Failure, "1000 turns .* 2002 instead of 2003"):
            measuring.check_counter({"1": 5, "2": 7, "1000": 2002})

    def test_section_sizes_are_read(self):
        text = ("cost_small_train  :\nsection   size        addr\n.job   384  12\n"
                ".runtime 472 8644\n.frame_ram          964   536870912\nTotal  1820\n")
        self.assertEqual(measuring.parse_sections(text),
                         {".job": 384, ".runtime": 472, ".frame_ram": 964})

    def test_flash_is_what_the_job_brings_with_it(self):
        nothing = {".frame": 12, ".job": 4, ".runtime": 8}
        train = {".frame": 12, ".job": 104, ".library": 900, ".runtime": 48, ".library_ram": 4}
        report = measuring.flash_report({"nothing": nothing, "predict": nothing, "train": train,
                                         "initialize": train})
        self.assertEqual(report, {"flash": {"predict": 0, "train": 1000, "initialize": 1000},
                                  "runtime": {"predict": 0, "train": 40, "initialize": 40},
                                  "static": {"predict": 0, "train": 4, "initialize": 4}})

    def test_an_activation_is_what_it_adds_to_relu(self):
        relu = {".job": 100, ".library": 400}
        report = measuring.activation_report({
            "predict": relu, "sigmoid": {".job": 100, ".library": 700},
            "tanh": {".job": 104, ".library": 710, ".runtime": 16}})
        self.assertEqual(report, {"sigmoid": {"flash": 300, "runtime": 0},
                                  "tanh": {"flash": 314, "runtime": 16}})

    def test_a_program_that_is_not_there_is_named(self):
        with self.assertRaisesRegex(measuring.Failure, "no-such-program"):
            measuring.run("no-such-program")


DISASSEMBLY = """
00000040 <prediction>:
      40:\tb510      \tpush\t{r4, lr}
      42:\tf8df a05c \tldr.w\tsl, [pc, #92]\t@ 13c <data>
      46:\tbfb8      \tit\tlt
      48:\teeb0 0a67 \tvmovlt.f32\ts0, s15
      4c:\teee7 7a27 \tvfma.f32\ts15, s14, s15
      50:\tecf2 7a08 \tvldmia\tr2!, {s15-s22}
      54:\td1f4      \tbne.n\t40 <prediction>
      56:\tbd10      \tpop\t{r4, pc}
"""


class Cycles(unittest.TestCase):
    """Figures of the Cortex-M4's technical reference manual."""

    def run_of(self, *lines):
        """Cycles of instructions that lie and run one after the other."""
        text = "".join(f"      {2 * n:x}:\tbf00      \t{line}\n" for n, line in enumerate(lines))
        program = cycles.parse_disassembly(text)
        return cycles.cycles_of(sorted(program), program)

    def test_a_disassembly_is_read(self):
        program = cycles.parse_disassembly(DISASSEMBLY)
        self.assertEqual([(hex(address), one.name, one.size) for address, one in program.items()],
                         [("0x40", "push", 2), ("0x42", "ldr", 4), ("0x46", "it", 2),
                          ("0x48", "vmov", 4), ("0x4c", "vfma", 4), ("0x50", "vldmia", 4),
                          ("0x54", "b", 2), ("0x56", "pop", 2)])
        self.assertEqual(program[0x4c].operands, ("s15", "s14", "s15"))

    def test_conditions_are_told_from_names(self):
        for mnemonic, name in (("ldrne.w", "ldr"), ("vmovgt.f32", "vmov"), ("bls.n", "b"),
                               ("bl", "bl"), ("vmls.f32", "vmls"), ("teq", "teq"), ("mls", "mls"),
                               ("strlt", "str"), ("vfms.f32", "vfms"), ("svc", "svc")):
            self.assertEqual(cycles.parse_name(mnemonic), name)

    def test_words_of_a_register_list(self):
        for text, words in (("{r4, lr}", 2), ("r2!, {s15-s22}", 8), ("{d8-d15}", 16),
                            ("r0, {r1-r3, r7}", 4), ("{d8}", 2)):
            self.assertEqual(cycles.words_in(text), words)

    def test_several_words_take_one_more_than_their_number(self):
        self.assertEqual(self.run_of("push\t{r4, r5, lr}"), 4)
        self.assertEqual(self.run_of("vldmia\tr2!, {s16-s23}"), 9)

    def test_arithmetic_takes_one_and_fused_three(self):
        self.assertEqual(self.run_of("vmul.f32\ts0, s1, s2"), 1)
        self.assertEqual(self.run_of("vfma.f32\ts0, s1, s2"), 3)
        self.assertEqual(self.run_of("vdiv.f32\ts0, s1, s2"), 14)

    def test_who_wants_the_last_result_waits(self):
        self.assertEqual(self.run_of("vmul.f32\ts0, s1, s2", "vadd.f32\ts3, s3, s0"), 3)
        self.assertEqual(self.run_of("vmul.f32\ts0, s1, s2", "vadd.f32\ts3, s3, s4"), 2)

    def test_a_sum_can_be_added_to_at_once(self):
        self.assertEqual(self.run_of("vfma.f32\ts0, s1, s2", "vfma.f32\ts0, s3, s4"), 6)

    def test_loads_in_a_row_overlap(self):
        self.assertEqual(self.run_of("ldr\tr0, [r1, #0]"), 2)
        self.assertEqual(self.run_of("ldr\tr0, [r1, #0]", "vldr\ts0, [r1, #4]",
                                     "str\tr0, [r2, #0]"), 4)

    def test_a_branch_refills_the_pipeline_when_it_is_taken(self):
        program = cycles.parse_disassembly(DISASSEMBLY)
        self.assertEqual(cycles.cycles_of([0x54, 0x56], program), 1 + 3)
        self.assertEqual(cycles.cycles_of([0x54, 0x40], program), 3 + 3)

    def test_what_lies_between_two_visits_to_main_is_a_job(self):
        trace = ["Trace 0: 0x7f2a88000100 [00800408/00000010/00000110/ff020201] reset",
                 "Trace 0: 0x7f2a88000100 [00800408/000000a0/00000110/ff020201] main",
                 "Stopped execution of TB chain before 0x7f2a88000100 [00000040] prediction",
                 "Trace 0: 0x7f2a88000100 [00800408/00000040/00000110/ff020201] prediction",
                 "Trace 0: 0x7f2a88000100 [00800408/00000040/00000110/ff020201] prediction",
                 "Trace 0: 0x7f2a88000100 [00800408/00000042/00000110/ff020201] prediction",
                 "Trace 0: 0x7f2a88000100 [00800408/000000a4/00000110/ff020201] main",
                 "Trace 0: 0x7f2a88000100 [00800408/000000a6/00000110/ff020201] main",
                 "Trace 0: 0x7f2a88000100 [00800408/00000050/00000110/ff020201] step",
                 "Trace 0: 0x7f2a88000100 [00800408/000000aa/00000110/ff020201] main",
                 "Trace 0: 0x7f2a88000100 [00800408/00000060/00000110/ff020201] exit"]
        self.assertEqual(cycles.jobs_in(trace), [[0x40, 0x42], [0x50]])


class Comparison(unittest.TestCase):
    def compare(self, found):
        return costs.compare(table_of(), found)

    def test_the_same_figures_are_neither_worse_nor_better(self):
        self.assertEqual(self.compare(table_of()), ([], []))

    def test_two_percent_more_pass_and_one_above_does_not(self):
        self.assertEqual(self.compare(table_of(predict=1020)), ([], []))
        worse, better = self.compare(table_of(predict=1021))
        self.assertEqual((worse, better), (
            ["cortex-m4f fused -O2: 2-10-5-1 instructions predict was 1000 and is 1021"], []))

    def test_a_byte_of_flash_within_two_percent_passes(self):
        self.assertEqual(self.compare(table_of(flash=510))[0], [])
        self.assertEqual(len(self.compare(table_of(flash=511))[0]), 1)

    def test_what_costs_less_is_told(self):
        self.assertEqual(self.compare(table_of(predict=999)), (
            [], ["cortex-m4f fused -O2: 2-10-5-1 instructions predict was 1000 and is 999"]))

    def test_what_nobody_knows_is_worse(self):
        worse, _ = self.compare(table_of(name="other fused -O2"))
        self.assertIn(
            "other fused -O2: activations tanh flash is 300, which the table does not have", worse)

    def test_what_is_missing_is_worse(self):
        found = table_of()
        del found["costs"]["cortex-m4f fused -O2"]["activations"]
        self.assertIn("cortex-m4f fused -O2: activations tanh flash is no longer measured",
                      self.compare(found)[0])


class Check(unittest.TestCase):
    words = ["check", "--target", "cortex-m4f"]

    def check(self, found, known=None):
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            status = command_line.check(known or table_of(), found, self.words)
        return status, said.getvalue()

    def test_worse_figures_fail_and_the_way_to_accept_them_is_said(self):
        status, said = self.check(table_of(predict=2000))
        self.assertEqual(status, 1)
        self.assertIn("COSTS MORE: cortex-m4f fused -O2: 2-10-5-1 instructions predict was 1000",
                      said)
        self.assertIn("python3 tools/cost_report update --target cortex-m4f\n", said)

    def test_better_figures_pass_and_the_way_to_hold_them_is_said(self):
        status, said = self.check(table_of(predict=900))
        self.assertEqual(status, 0)
        self.assertIn("costs less: cortex-m4f fused -O2: 2-10-5-1 instructions predict", said)
        self.assertIn("python3 tools/cost_report update --target cortex-m4f\n", said)

    def test_the_same_figures_pass_without_a_word_of_updates(self):
        status, said = self.check(table_of())
        self.assertEqual((status, said.count("\n")), (0, 1))
        self.assertIn("0 worse by more than 2 % or unknown, 0 better", said)

    def test_another_compiler_is_not_compared_with(self):
        found = table_of(predict=2000)
        found["compilers"]["cortex-m4f"] = "some-g++ 13.1.0"
        self.assertEqual(self.check(found)[0], 77)

    def test_a_build_that_nobody_keeps_figures_of_is_not_compared(self):
        self.assertEqual(self.check(table_of(name="cortex-m4f fused -O1"))[0], 77)
        self.assertEqual(self.check(table_of(name="cortex-m4f fused -O2 simd=none"))[0], 77)

    def test_a_build_that_figures_are_kept_of_is_worse_without_them(self):
        self.assertEqual(self.check(table_of(name="cortex-m4f fused -O3"))[0], 1)


class Table(unittest.TestCase):
    def test_what_is_written_can_be_read_again(self):
        self.assertEqual(costs.json.loads(costs.to_json(table_of())), table_of())
        self.assertEqual(costs.json.loads(costs.to_json(costs.NOTHING)), costs.NOTHING)

    def test_a_network_has_a_line_of_its_own(self):
        self.assertEqual(sum('"2-10-5-1": {"' in line
                             for line in costs.to_json(table_of()).splitlines()), 1)

    def test_an_update_leaves_other_configurations_alone(self):
        table = costs.merged(table_of(), table_of(name="cortex-m4f fused -O3", predict=900))
        self.assertEqual(sorted(table["costs"]), ["cortex-m4f fused -O2", "cortex-m4f fused -O3"])
        table = costs.merged(table, table_of(predict=800))
        self.assertEqual(len(table["costs"]), 2)
        self.assertEqual(
            table["costs"]["cortex-m4f fused -O2"]["2-10-5-1"]["instructions"]["predict"], 800)

    def test_numbers_stand_at_the_right_under_each_other(self):
        self.assertEqual(costs.markdown(["a", "number"], [["x", "1"], ["longer", "100"]]),
                         "| a      | number |\n"
                         "|--------|-------:|\n"
                         "| x      |      1 |\n"
                         "| longer |    100 |")

    def test_every_figure_is_shown(self):
        shown = costs.show(table_of()["costs"])
        row = next(line for line in shown.splitlines() if "2-10-5-1" in line)
        self.assertEqual([cell.strip() for cell in row.strip("|").split("|")],
                         ["cortex-m4f", "fused", "2", "2-10-5-1", "9000", "1000", "5000", "500",
                          "5000 + 40", "9000 + 40", "60", "520", "100", "200"])
        self.assertIn("| 300 + 16 |", shown.replace("            ", " "))


class OnRecord(unittest.TestCase):
    def test_costs_json_is_as_the_tool_writes_it(self):
        self.assertEqual(costs.TABLE.read_text(), costs.to_json(costs.read_table()))

    def test_every_usual_configuration_is_on_record(self):
        for one in targets.choose(targets.all_targets()):
            self.assertIn(str(one), costs.read_table()["costs"])

    def test_predictions_in_eight_bits_are_on_record(self):
        table = costs.read_table(eight_bits.COUNTS)
        self.assertEqual(eight_bits.COUNTS.read_text(), costs.to_json(table))
        self.assertEqual([str(one) for one in targets.choose_eight_bits(targets.all_targets())],
                         list(table["costs"]))

    def test_predictions_in_eight_bits_are_shown_by_rounding(self):
        figures = {network: {"instructions": {"single_rounding": 7 + number, "double_rounding": number}}
                   for network, number in zip(readme.NETWORKS, (100, 200, 300))}
        shown = eight_bits.show({"cortex-m3 separate -O2": figures}, str.upper)
        self.assertIn("| CORTEX-M3 |   100 / 200 / 300 |   107 / 207 / 307 |", shown)

    def test_the_readme_says_what_the_table_holds(self):
        text = readme.README.read_text()
        renewed = readme.renewed(text, costs.read_table(), costs.read_table(eight_bits.COUNTS),
                                 targets.all_targets())
        self.assertEqual(text, renewed,
                         "python3 tools/cost_report update writes README.md anew")

    def test_the_readme_has_the_flash_of_the_network_that_wants_most(self):
        networks = {name: figures(flash=flash)
                    for name, flash in zip(readme.NETWORKS, (500, 700, 600))}
        self.assertEqual(readme.most_flash(networks, "predict"), "700")
        self.assertEqual(readme.most_flash(networks, "train"), "5000 + 40")

    def test_a_readme_without_its_markers_is_an_error(self):
        with self.assertRaises(ValueError):
            readme.replaced("no markers here\n", readme.BEGIN, "text")


class Help(unittest.TestCase):
    def test_fits_80_columns(self):
        done = subprocess.run([sys.executable, str(Path(__file__).resolve().parent), "--help"],
                              capture_output=True, text=True, env={**os.environ, "COLUMNS": "80"}, timeout=60)
        self.assertEqual(done.returncode, 0)
        self.assertEqual([line for line in done.stdout.splitlines() if len(line) > 80], [])


if __name__ == "__main__":
    unittest.main()
