# SPDX-License-Identifier: MIT
"""examples/update over its serial line: on a machine with an operating system or an emulated board.

Usage: serial_test.py IMAGES PROFILE COMMAND [ARGUMENT...]

IMAGES holds a folder of images for each rounding profile; COMMAND starts the program, whose standard
input and output are the line.
"""

import contextlib
import io
import os
import pathlib
import shlex
import struct
import subprocess
import sys
import tempfile
import unittest
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "examples/update"), str(ROOT / "tests/image/golden")]
import images as golden  # noqa: E402 pylint: disable=wrong-import-position
import send  # noqa: E402 pylint: disable=wrong-import-position

FOLDER, PROFILE, COMMAND = None, None, None
PROFILES = ["separate", "fused"]
LAYERS, TEST_VECTORS = 1, 7
FACTORY, DAMAGED = "factory model", "no: stored data is damaged or belongs to something else"


def image(name, profile=None):
    return (FOLDER / (profile or PROFILE) / (name + "_inputs.img")).read_bytes()


def section(contents, kind):
    """Where it begins, its bytes, its count."""
    for record in range(32, 32 + 16 * struct.unpack_from("<H", contents, 18)[0], 16):
        found, _, offset, size, count = struct.unpack_from("<HHIII", contents, record)
        if found == kind:
            return offset, size, count
    raise KeyError(kind)


def changed(contents, offset, data):
    """With other bytes somewhere, and a CRC that fits."""
    contents = contents[:offset] + data + contents[offset + len(data):-4]
    return contents + struct.pack("<I", zlib.crc32(contents))


def crc_of(contents):
    return f"CRC {struct.unpack('<I', contents[-4:])[0]:08x}"


class Update(unittest.TestCase):
    def setUp(self):
        self.program = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(self.end)
        self.line = send.Line(self.program.stdout.fileno(), self.program.stdin.fileno(), 30)
        self.two, self.three = image("two"), image("three")
        self.assert_live(self.two, FACTORY)

    def end(self):
        self.program.kill()
        self.program.wait()
        self.program.stdin.close()
        self.program.stdout.close()

    def send(self, contents, **faults):
        """The last answer, and all that happened."""
        said = []
        return send.send_image(self.line, contents, faults.items(), said.append), said

    def ask(self, text):
        return self.line.exchange(send.sealed(text))

    def assert_live(self, contents, where):
        """The model in use is this image's: it says so, and has the outputs of its test vectors."""
        status = self.ask("status")
        self.assertTrue(status.startswith(f"ok {where}, "), status)
        self.assertIn(crc_of(contents), status)
        features = struct.unpack_from("<I", contents, 20)[0]
        offset, size, count = section(contents, TEST_VECTORS)
        words = [f"{word:08x}" for (word,) in struct.iter_unpack("<I", contents[offset:offset + size])]
        x, y = words[:count * features], words[count * features:]
        outputs = len(y) // count
        self.assertGreater(len(set(y)), 1)
        for sample in range(count):
            self.assertEqual(self.ask(" ".join(["predict", *x[sample * features:(sample + 1) * features]])),
                             " ".join(["ok", *y[sample * outputs:(sample + 1) * outputs]]))

    def assert_refused(self, contents, why):
        answer, _ = self.send(contents)
        self.assertEqual(answer, why)
        self.assert_live(self.two, FACTORY)


class WholeImages(Update):
    def test_models_of_other_shapes_replace_one_another_and_the_slots_take_turns(self):
        for contents, slot in ((self.three, 0), (self.two, 1), (self.three, 0), (self.three, 1)):
            answer, said = self.send(contents)
            self.assertTrue(answer.startswith(f"ok slot {slot}, "), answer)
            self.assertEqual(len(said), 2, said)
            self.assert_live(contents, f"slot {slot}")

    def test_the_old_model_predicts_while_the_new_one_arrives(self):
        self.ask(f"begin {len(self.three)}")
        self.assertEqual(self.ask("piece 0 " + self.three[:64].hex()), "ok next 1")
        self.assert_live(self.two, FACTORY)

    def test_an_answer_that_was_lost_can_be_asked_for_again(self):
        answer, _ = self.send(self.three)
        self.assertEqual(self.ask("finish"), answer)
        self.assert_live(self.three, "slot 0")


class Faults(Update):
    def test_a_damaged_piece_is_asked_for_again(self):
        answer, said = self.send(self.three, damage=3)
        self.assertIn("piece 3: again next 3", said)
        self.assertTrue(answer.startswith("ok slot 0, "), answer)
        self.assert_live(self.three, "slot 0")

    def test_any_damage_in_a_line_is_noticed(self):
        self.ask(f"begin {len(self.three)}")
        whole = send.sealed("piece 0 " + self.three[:64].hex())
        for at in range(0, len(whole) - 1, 7):
            wrong = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:]
            self.assertEqual(self.line.exchange(wrong), "again next 0", wrong)
        self.assertEqual(self.line.exchange(whole), "ok next 1")

    def test_a_truncated_transfer_leaves_the_old_model(self):
        answer, said = self.send(self.three, truncate=7)
        self.assertEqual((answer, said[-1]), ("no next 7", "finish: no next 7"))
        self.assert_live(self.two, FACTORY)
        answer, _ = self.send(self.three)
        self.assertTrue(answer.startswith("ok slot 0, "), answer)
        self.assert_live(self.three, "slot 0")

    def test_a_truncated_file_leaves_the_old_model(self):
        self.assert_refused(self.three[:-64], DAMAGED)

    def test_swapped_pieces_are_refused_by_number(self):
        answer, said = self.send(self.three, swap=4)
        self.assertIn("piece 5: no next 4", said)
        self.assertTrue(answer.startswith("ok slot 0, "), answer)
        self.assert_live(self.three, "slot 0")

    def test_repeated_pieces_are_accepted_and_change_nothing(self):
        answer, said = self.send(self.three, repeat=6)
        self.assertEqual(said[1:3], ["piece 6: ok next 7"] * 2)
        self.assertTrue(answer.startswith("ok slot 0, "), answer)
        self.assert_live(self.three, "slot 0")

    def test_another_piece_of_the_same_number_is_refused(self):
        self.ask(f"begin {len(self.three)}")
        self.assertEqual(self.ask("piece 0 " + self.three[:64].hex()), "ok next 1")
        self.assertEqual(self.ask("piece 0 " + self.three[64:128].hex()), "no: another piece of this number")
        self.assertEqual(self.ask("piece 0 " + self.three[:64].hex()), "ok next 1")

    def test_noise_and_endless_lines_are_survived(self):
        self.assertEqual(self.line.exchange(b"\x00\xff\x80piece*\n"), "again, no transfer has begun")
        self.assertEqual(self.line.exchange(b"x" * 5000 + b"\n"), "again, no transfer has begun")
        self.assertEqual(self.ask("explode"), "no: there is no such command")
        self.assert_live(self.two, FACTORY)


class Refusals(Update):
    def test_a_damaged_image_in_whole_pieces(self):
        self.assert_refused(self.three[:600] + bytes([self.three[600] ^ 1]) + self.three[601:], DAMAGED)

    def test_the_other_rounding_profile(self):
        other = PROFILES[1 - PROFILES.index(PROFILE)]
        self.assert_refused(image("three", other),
                            "no: stored data is of a kind or version that this library does not read")

    def test_an_activation_that_the_firmware_does_not_list(self):
        code = struct.pack("<I", golden.code("softsign"))
        self.assert_refused(changed(self.three, section(self.three, LAYERS)[0] + 4, code),
                            "no: an activation, loss or optimizer is not in the program's list")

    def test_a_model_that_does_not_compute_what_it_says(self):
        offset, size, _ = section(self.three, TEST_VECTORS)
        last = offset + size - 4
        self.assert_refused(changed(self.three, last, bytes([self.three[last] ^ 1])),
                            "no: a stored model does not give the outputs that it says it gives")

    def test_a_model_without_test_vectors(self):
        self.assert_refused(golden.Image("f", 2, [(3, "relu"), (1, "sigmoid")]).bytes(PROFILES.index(PROFILE)),
                            "no: no samples")

    def test_more_than_a_slot_holds(self):
        self.assertEqual(self.ask("begin 4080"), "ok next 0, bytes in a piece: 64")
        self.assertEqual(self.ask("begin 4096"), "no: the image is larger than a slot")
        self.assertEqual(self.ask("begin 4294967280"), "no: the image is larger than a slot")
        self.assertEqual(self.ask("begin 40"), "no: no image has this length")
        self.assertEqual(self.ask("piece 0 00"), "no: no transfer has begun")
        self.assert_live(self.two, FACTORY)

    def test_a_model_that_wants_more_memory_than_there_is(self):
        self.assert_refused(golden.Image("f", 1, [(300, "relu"), (1, "sigmoid")]).bytes(PROFILES.index(PROFILE)),
                            "no: too little memory")

    def test_predictions_that_cannot_be(self):
        self.assertEqual(self.ask("predict 3f800000"), "no: the model has more features")
        self.assertEqual(self.ask("predict 3f800000 0 "), "no: the model has more features")
        self.assertEqual(self.ask("predict 3f800000 00000000 00000000"), "no: the model has fewer features")
        self.assertEqual(self.ask("predict 7fc00000 00000000"), "no: an input is NaN or infinite")


class CommandLine(unittest.TestCase):
    def run_actions(self, *words):
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            status = send.main(["--run", shlex.join(COMMAND), *words])
        return status, said.getvalue().splitlines()

    def test_it_sends_and_says_what_has_happened(self):
        path = FOLDER / PROFILE / "three_inputs.img"
        status, said = self.run_actions("--fault", "damage=3", "predict=0,1", f"send={path}", "predict=1,0,0")
        self.assertEqual(status, 0)
        self.assertRegex(said[0], r"^predict=0,1: 0\.9\d{5}$")
        self.assertEqual(said[1:3], ["begin 1072: ok next 0, bytes in a piece: 64", "piece 3: again next 3"])
        self.assertRegex(said[4], r"^predict=1,0,0: 0\.0\d{5} 0\.9\d{5}$")

    def test_the_readme_shows_what_happens(self):
        if PROFILE != "separate":
            self.skipTest("it shows the other profile's CRCs")
        readme = (ROOT / "examples/update/README.md").read_text()
        command = readme.partition('send.py --run "$board" ')[2].partition("```")[0]
        shown = readme.partition("```text\n")[2].partition("```")[0].splitlines()
        words = shlex.split(command.replace("\\\n", ""))
        words = [word.replace("send=", f"send={ROOT}/") for word in words]
        self.assertEqual(self.run_actions(*words), (0, shown))

    def test_what_was_refused_is_its_exit_status(self):
        with tempfile.NamedTemporaryFile() as file:
            file.write(bytes(64))
            file.flush()
            status, said = self.run_actions(f"send={file.name}", "status")
        self.assertEqual((status, said[1]), (1, "finish: " + DAMAGED))
        self.assertTrue(said[2].startswith("status: ok factory model, "), said)


if __name__ == "__main__":
    FOLDER, PROFILE, COMMAND = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
    if len(COMMAND) == 1:  # Meson names what runs a program for another system than this one.
        COMMAND = [*shlex.split(os.environ.get("MESON_EXE_WRAPPER", "")), *COMMAND]
    unittest.main(argv=sys.argv[:1], verbosity=2)
