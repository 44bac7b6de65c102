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
import cores
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
        self.assertEqual(len(chosen), 24)
        self.assertEqual(chosen[:4], ["cortex-m0plus separate -O2", "cortex-m0plus separate -O3",
                                      "cortex-m0plus separate -Os", "cortex-m3 separate -O2"])

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

    def run_of(self, *lines, core="cortex-m4f"):
        """Cycles of instructions that lie and run one after the other."""
        text = "".join(f"      {2 * n:x}:\tbf00      \t{line}\n" for n, line in enumerate(lines))
        program = cycles.parse_disassembly(text)
        return cycles.cycles_of(cores.CORES[core], sorted(program), program)

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
        self.assertEqual(cycles.cycles_of(cores.CORES["cortex-m4f"], [0x54, 0x56], program), 1 + 3)
        self.assertEqual(cycles.cycles_of(cores.CORES["cortex-m4f"], [0x54, 0x40], program), 3 + 3)

    def walk_of(self, core, *lines):
        """The same; the last line is jumped to, so the one before it jumps."""
        text = "".join(f"      {2 * n:x}:\tbf00      \t{line}\n" for n, line in enumerate(lines))
        program = cycles.parse_disassembly(text + "      80:\tbf00      \tnop\n")
        return cycles.cycles_of(cores.CORES[core], sorted(program), program) - 1

    def test_registers_that_are_written_read_and_added_to(self):
        for line, expected in (
                ("adds\tr0, r1", (["r0"], ["r0", "r1"], [])),
                ("add.w\tr0, r1, r2, lsl #2", (["r0"], ["r1", "r2"], [])),
                ("movs\tr0, r1", (["r0"], ["r1"], [])),
                ("cmp\tr0, r1", ([], ["r0", "r1"], [])),
                ("str\tr0, [r1, r2]", ([], ["r0", "r1", "r2"], [])),
                ("ldrd\tr0, r1, [r2]", (["r0", "r1"], ["r2"], [])),
                ("umlal\tr0, r1, r2, r3", (["r0", "r1"], ["r0", "r1", "r2", "r3"], [])),
                ("vfma.f32\ts0, s1, s2", (["s0"], ["s1", "s2"], ["s0"])),
                ("vldmia\tr2!, {s4-s6}", (["s4", "s5", "s6"], ["r2"], [])),
                ("push\t{r4, lr}", ([], ["r4", "lr"], []))):
            program = cycles.parse_disassembly(f"      40:\tbf00      \t{line}\n")
            self.assertEqual(program[0x40].registers, expected, line)

    def test_a_cortex_m0plus_loads_in_two_and_multiplies_in_one(self):
        core = "cortex-m0plus"
        self.assertEqual(self.run_of("ldr\tr0, [r1, #0]", "ldr\tr2, [r1, #4]", core=core), 4)
        self.assertEqual(self.run_of("muls\tr0, r1", "adds\tr0, r0, r2", core=core), 2)
        self.assertEqual(self.run_of("push\t{r4, r5, lr}", core=core), 4)

    def test_a_cortex_m0plus_jumps_in_two_calls_in_three_and_returns_in_three_and_words(self):
        core = "cortex-m0plus"
        self.assertEqual(self.run_of("bne.n\t40 <f>", core=core), 1)
        self.assertEqual(self.walk_of(core, "bne.n\t80 <f>"), 2)
        self.assertEqual(self.walk_of(core, "bl\t80 <f>"), 3)
        self.assertEqual(self.walk_of(core, "bx\tlr"), 2)
        self.assertEqual(self.walk_of(core, "pop\t{r4, r5, pc}"), 6)

    def test_a_cortex_m3_takes_longest_for_long_products(self):
        core = "cortex-m3"
        self.assertEqual(self.run_of("umull\tr0, r1, r2, r3", core=core), 5)
        self.assertEqual(self.run_of("umlal\tr0, r1, r2, r3", core=core), 7)
        self.assertEqual(self.run_of("mla\tr0, r1, r2, r3", core=core), 2)
        self.assertEqual(self.run_of("ldr\tr0, [r1, #0]", "ldr\tr2, [r1, #4]", core=core), 3)
        self.assertEqual(self.walk_of(core, "bl\t80 <f>"), 3)

    def test_a_cortex_m7_issues_pairs_that_do_not_depend_on_each_other(self):
        def run(*lines):
            return self.run_of(*lines, core="cortex-m7")
        self.assertEqual(run("adds\tr0, r1, r2", "adds\tr3, r4, r5"), 1)
        self.assertEqual(run("adds\tr0, r1, r2", "adds\tr3, r0, r5"), 1 + 1)
        self.assertEqual(run("adds\tr0, r1, r2", "adds\tr3, r4, r5", "adds\tr6, r7, r5"), 2)
        self.assertEqual(run("ldr\tr0, [r1, #0]", "ldr\tr2, [r1, #4]"), 1)
        self.assertEqual(run("str\tr0, [r1, #0]", "str\tr2, [r1, #4]"), 2)
        self.assertEqual(run("vmul.f32\ts0, s1, s2", "vmul.f32\ts3, s4, s5"), 2)
        self.assertEqual(run("vldr\ts0, [r1]", "vmul.f32\ts3, s4, s5"), 1)

    def test_a_cortex_m7_waits_for_results(self):
        def run(*lines):
            return self.run_of(*lines, core="cortex-m7")
        self.assertEqual(run("ldr\tr0, [r1, #0]", "adds\tr2, r0, r3"), 2 + 1)
        self.assertEqual(run("vmul.f32\ts0, s1, s2", "vadd.f32\ts3, s3, s0"), 3 + 1)
        # A sum is there after six cycles, and wanted three later than factors.
        self.assertEqual(run("vfma.f32\ts0, s1, s2", "vfma.f32\ts0, s3, s4"), 3 + 1)
        self.assertEqual(run("vldmia\tr2!, {s16-s23}"), 1 + 4)

    def test_a_cortex_m7_predicts_branches(self):
        self.assertEqual(self.walk_of("cortex-m7", "adds\tr0, r1, r2", "bne.n\t80 <f>"), 1)

    def test_vectors_of_a_cortex_m55_overlap_in_different_pipes(self):
        def run(*lines):
            return self.run_of(*lines, core="cortex-m55")
        self.assertEqual(run("vldrw.u32\tq0, [r0]", "vfma.f32\tq1, q2, r3"), 2)
        self.assertEqual(run("vldrw.u32\tq0, [r0]", "vldrw.u32\tq1, [r1]"), 2 + 1)
        self.assertEqual(run("vfma.f32\tq1, q2, r3", "vfma.f32\tq0, q2, r4"), 2 + 1)
        self.assertEqual(run("vldrw.u32\tq0, [r0]", "vfma.f32\tq1, q0, r3"), 1 + 1)
        self.assertEqual(run("vmul.f32\tq0, q2, r3", "vadd.f32\tq1, q1, q0"), 2 + 1)
        self.assertEqual(run("vldrw.u32\tq0, [r0]", "vand\tq3, q2, q1", "vmul.f32\tq4, q5, q6",
                             "vstrw.32\tq7, [r1]"), 4)

    def test_a_cortex_m55_pairs_short_instructions_of_which_one_is_light(self):
        def run(*lines):
            return self.run_of(*lines, core="cortex-m55")
        self.assertEqual(run("ldr\tr0, [r1, #0]", "adds\tr2, #4"), 1)
        self.assertEqual(run("ldr\tr0, [r1, #0]", "adds\tr2, r3, r4"), 2)
        self.assertEqual(run("ldr\tr0, [r1, #0]", "adds\tr0, #4"), 2 + 1)

    def test_the_end_of_a_low_overhead_loop_is_free_and_a_branch_is_not(self):
        self.assertEqual(self.walk_of("cortex-m55", "le\tlr, 80 <f>"), 0)
        self.assertEqual(self.walk_of("cortex-m55", "bx\tlr"), 3)

    def test_sequences_take_what_was_computed_by_hand(self):
        mul, mla = "mul\tr0, r1, r2", "mla\tr0, r1, r2, r3"
        umull, umlal = "umull\tr0, r4, r1, r2", "umlal\tr0, r4, r1, r2"
        sdiv, ldrd = "sdiv\tr0, r1, r2", "ldrd\tr0, r4, [r1]"
        vmul, vdiv = "vmul.f32\ts0, s1, s2", "vdiv.f32\ts0, s1, s2"
        vfma = "vfma.f32\ts0, s1, s2"
        then, float_then = "add\tr5, r6, r0", "vadd.f32\ts5, s6, s0"
        for core, lines, number in (
                ("cortex-m0plus", ["str\tr0, [r1, #0]"], 2),
                ("cortex-m3", ["str\tr0, [r1, #0]", "adds\tr1, #4"], 2 + 1),
                ("cortex-m3", [ldrd], 3), ("cortex-m3", ["push\t{r4, r5}"], 1 + 2),
                ("cortex-m3", [sdiv, then], 7 + 1),
                ("cortex-m4f", ["vldr\td0, [r1]"], 3), ("cortex-m4f", [sdiv], 7),
                ("cortex-m4f", [vdiv, float_then], 14 + 1 + 1),
                ("cortex-m4f", [vmul, "vfma.f32\ts0, s3, s4"], 1 + 3),
                ("cortex-m4f", [vfma, "vfma.f32\ts3, s0, s4"], 3 + 1 + 3),
                # Each result is there two cycles after its beginning.
                ("cortex-m7", [mul, then], 2 + 1), ("cortex-m7", [mla, then], 2 + 1),
                ("cortex-m7", [umull, then], 2 + 1), ("cortex-m7", [umlal, then], 2 + 1),
                ("cortex-m7", [ldrd, then], 2 + 1),
                ("cortex-m7", ["ldmia\tr1!, {r0, r4}", then], 2 + 1),
                ("cortex-m7", [sdiv, "adds\tr5, #1"], 7 + 1),
                ("cortex-m7", [vdiv, "vadd.f32\ts5, s6, s7"], 14 + 1),
                ("cortex-m7", [vdiv, float_then], 16 + 1),
                ("cortex-m7", [vfma, "vmul.f32\ts3, s0, s4"], 6 + 1),
                ("cortex-m55", [mul, then], 2 + 1), ("cortex-m55", [mla, then], 2 + 1),
                ("cortex-m55", [umull, then], 2 + 1), ("cortex-m55", [umlal, then], 2 + 1),
                ("cortex-m55", ["adds\tr0, #1", then], 1 + 1),
                ("cortex-m55", ["push\t{r4, r5, r6, r7}", then], 1 + 2 + 1),
                ("cortex-m55", [sdiv, then], 7 + 1),
                ("cortex-m55", [vmul, float_then], 2 + 1), ("cortex-m55", [vfma, float_then], 2 + 1),
                ("cortex-m55", [vdiv, "vadd.f32\ts5, s6, s7"], 14 + 1),
                ("cortex-m55", [vdiv, float_then], 16 + 1),
                ("cortex-m55", ["vdup.32\tq0, r1", "vmul.f32\tq1, q0, q2"], 1 + 1),
                ("cortex-m55", ["vfma.f32\tq0, q1, q2", "vand\tq3, q0, q4"], 2 + 1)):
            with self.subTest(core=core, lines=lines):
                self.assertEqual(self.run_of(*lines, core=core), number)

    def test_every_kind_in_a_table_of_a_core_is_one(self):
        for name, core in cores.CORES.items():
            for table in (core.cycles, core.jump, core.latency):
                self.assertLessEqual(set(table), set(cores.KINDS), name)
            self.assertTrue(core.source and core.assumptions)

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

    def test_the_projects_readme_says_the_same(self):
        figures = costs.read_table()["costs"]["cortex-m4f separate -O2"]
        middle, large = (figures[network] for network in readme.NETWORKS[1:])
        text = " ".join((targets.SOURCE / "README.md").read_text().split())
        jobs = middle["instructions"]
        small = costs.read_table(eight_bits.COUNTS)["costs"]["cortex-m4f separate -O2"][readme.NETWORKS[1]]
        in_int8 = small["instructions"]["double_rounding"]
        self.assertIn(f"| no | {jobs['predict']}, {in_int8} in int8 | {jobs['train']} |", text)
        cycles = round(large["cycles"]["predict"], -2)
        self.assertIn(f"about {cycles} cycles: {cycles / 64e3:.2f} ms at 64 MHz", text)

    def test_flash_and_instructions_that_stand_beside_others_are_of_one_build(self):
        found = costs.read_table()["costs"]
        fast, little = ([found[f"cortex-m4f separate -{level}"][network] for network in readme.NETWORKS]
                        for level in ("O2", "Os"))

        def kilobytes(figures, job):
            return round((figures["flash"][job] + figures["runtime"][job]) / 1024, 1)

        text = " ".join((targets.SOURCE / "README.md").read_text().split())
        code = {job: max(kilobytes(one, job) for one in fast) for job in ("predict", "train")}
        small = {job: max(kilobytes(one, job) for one in little) for job in ("predict", "train")}
        self.assertIn(f"code takes {small['predict']} KB to predict and {small['train']} KB to predict and train at "
                      f"`-Os`. At `-O2` it takes up to {code['predict']} KB and {code['train']} KB", text)
        least = {job: min(kilobytes(one, job) for one in fast) for job in code}
        counts = [" / ".join(str(one["instructions"][job]) for one in fast) for job in code]
        self.assertIn(f"| picomlp | {counts[0]} | {counts[1]} | {least['predict']} K to {code['predict']} K / "
                      f"{least['train']} K to {code['train']} K |", readme.README.read_text())
        in_int8 = costs.read_table(eight_bits.COUNTS)["costs"]["cortex-m4f separate -O2"]
        counts = " / ".join(str(in_int8[network]["instructions"]["double_rounding"]) for network in readme.NETWORKS)
        self.assertIn(f"| picomlp, int8 | {counts} |", readme.README.read_text())

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
