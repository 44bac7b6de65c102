# SPDX-License-Identifier: MIT
"""Sends a model's image to a board over its serial line.

    send.py (--run COMMAND | --socket HOST:PORT | --device PATH) [--fault FAULT]... ACTION...

ACTION:  status            which model is in use
         send=IMAGE        sends an image, which is then in use if nothing is wrong with it
         predict=X,X,...   what the model in use gives for these features
FAULT:   damage=N, swap=N, repeat=N   with piece N, once; truncate=N   ends before piece N
COMMAND starts a program whose standard input and output are the line, such as an emulator.

Exit status 1 when an action has failed. README.md describes the protocol.
"""

import argparse
import os
import select
import shlex
import socket
import struct
import subprocess
import sys
import time
import zlib

TRIES = 8


def sealed(text):
    return b"%s *%08x\n" % (text.encode(), zlib.crc32(text.encode()))


def opened(line):
    """The text of a line; None when it is damaged."""
    text, star, _ = line.rpartition(b" *")
    return text.decode() if star and sealed(text.decode(errors="replace")) == line + b"\n" else None


class Line:
    """Lines over two file descriptors, one answer to each."""

    def __init__(self, read, write, timeout=5):
        self.descriptors, self.timeout, self.rest = (read, write), timeout, b""

    def receive(self, timeout):
        """The next line without its end; None when there is none in time."""
        until = time.monotonic() + timeout
        while b"\n" not in self.rest:
            left = max(0, until - time.monotonic())
            if not select.select([self.descriptors[0]], [], [], left)[0]:
                return None
            got = os.read(self.descriptors[0], 4096)
            if not got:
                raise ConnectionError("the line is closed")
            self.rest += got
        line, _, self.rest = self.rest.partition(b"\n")
        return line

    def exchange(self, data):
        """Sends bytes as they are. The answer's text; None when it is damaged or missing."""
        while self.receive(0) is not None:
            pass  # to something that was sent before
        while data:
            data = data[os.write(self.descriptors[1], data):]
        line = self.receive(self.timeout)
        return None if line is None else opened(line)

    def ask(self, text):
        """The answer to a line that may be sent again, whatever it takes."""
        for _ in range(TRIES):
            answer = self.exchange(sealed(text))
            if answer is not None and not answer.startswith("again"):
                return answer
        raise ConnectionError(f"no answer to '{text}'")


def damaged(data):
    """With one bit changed in its middle."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1:]


def next_piece(answer):
    """The number behind "next"; None without one."""
    words = answer.replace(",", "").split()
    return int(words[words.index("next") + 1]) if "next" in words else None


def send_image(line, image, faults=(), say=print):
    """Sends all pieces in order, and again what the board asks for. The last answer."""
    faults = dict(faults)
    answer = line.ask(f"begin {len(image)}")
    say(f"begin {len(image)}: {answer}")
    if next_piece(answer) is None:
        return answer
    size = int(answer.rpartition(" ")[2])
    pieces = [image[k:k + size] for k in range(0, len(image), size)]
    number, sent = 0, 0
    while number is not None and number < len(pieces):
        if faults.get("truncate") == number:
            say(f"piece {number}: not sent, nor what follows")
            break
        sent += 1
        if sent > TRIES * (len(pieces) + TRIES):
            raise ConnectionError("the transfer does not come to an end")
        chosen = min(number + 1, len(pieces) - 1) if faults.get("swap") == number else number
        data = sealed(f"piece {chosen} {pieces[chosen].hex()}")
        if faults.get("damage") == number:
            data = damaged(data)
        answers = [line.exchange(data)]
        if faults.get("repeat") == number:
            answers.append(line.exchange(data))
        faults = {kind: at for kind, at in faults.items() if at != number}
        for answer in answers:
            if answer is None or answer != f"ok next {number + 1}" or len(answers) > 1:
                say(f"piece {chosen}: {answer or 'no answer'}")
        if answers[-1] is not None:
            number = next_piece(answers[-1])
    if number is None:
        return answers[-1]
    answer = line.ask("finish")
    say(f"finish: {answer}")
    return answer


def predict(line, features):
    """The outputs of the model in use; None when it was refused, and the answer."""
    bits = " ".join(struct.pack(">f", x).hex() for x in features)
    answer = line.ask(f"predict {bits}")
    if not answer.startswith("ok "):
        return None, answer
    return [struct.unpack(">f", bytes.fromhex(word))[0] for word in answer.split()[1:]], answer


def perform(line, action, faults):
    """Whether it went well."""
    what, _, argument = action.partition("=")
    if what == "send":
        with open(argument, "rb") as file:
            return send_image(line, file.read(), faults).startswith("ok")
    if what == "predict":
        outputs, answer = predict(line, [float(x) for x in argument.split(",")])
        print(f"{action}: {answer if outputs is None else ' '.join(f'{y:.6f}' for y in outputs)}")
        return outputs is not None
    answer = line.ask(what)
    print(f"{what}: {answer}")
    return answer.startswith("ok")


def open_device(path):
    """A serial device: 115200 bits a second, bytes as they are."""
    import termios  # pylint: disable=import-outside-toplevel
    import tty  # pylint: disable=import-outside-toplevel
    device = os.open(path, os.O_RDWR | os.O_NOCTTY)
    tty.setraw(device)
    settings = termios.tcgetattr(device)
    settings[4] = settings[5] = termios.B115200
    termios.tcsetattr(device, termios.TCSANOW, settings)
    return device


def main(words):
    parser = argparse.ArgumentParser(usage=__doc__)
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--run")
    where.add_argument("--socket")
    where.add_argument("--device")
    parser.add_argument("--fault", action="append", default=[])
    parser.add_argument("action", nargs="+")
    options = parser.parse_args(words)
    faults = [(kind, int(at)) for kind, _, at in (fault.partition("=") for fault in options.fault)]
    program = None
    try:
        if options.run:
            program = subprocess.Popen(shlex.split(options.run), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            line = Line(program.stdout.fileno(), program.stdin.fileno())
        elif options.socket:
            host, _, port = options.socket.rpartition(":")
            connection = socket.create_connection((host, int(port)))
            line = Line(connection.fileno(), connection.fileno())
        else:
            device = open_device(options.device)
            line = Line(device, device)
        return 0 if all([perform(line, action, faults) for action in options.action]) else 1
    except (OSError, ValueError) as why:
        print(f"send.py: {why}", file=sys.stderr)
        return 1
    finally:
        if program:
            program.kill()
            program.communicate()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
