# SPDX-License-Identifier: MIT
"""Files with something wrong in them, drawn from good ones: whatever a reader makes of one, it says so by Refused, and
what it reads goes through the rest of the command.

Each test draws FILES of them, the same on every machine. PICOMLP_FUZZ_SECONDS draws for so long instead, and then the
test tells what it did."""
import base64
import json
import os
import random
import resource
import struct
import sys
import time
import traceback
import warnings
import zlib
from unittest import mock

import command_line
import ours
import report
from operations import Source
from refusal import Refused

FILES = 500
SECONDS = float(os.environ.get("PICOMLP_FUZZ_SECONDS", "0"))
SEED = int(os.environ.get("PICOMLP_FUZZ_SEED", "18"))
SLOWEST = 10        # seconds of processor for one file
MOST_MEMORY = 3 << 30
ASKED = command_line.arguments("model.bin --to folder --samples 8 --also onnx,npz,safetensors".split())
EDGES = [0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, (1 << 63) - 1, (1 << 64) - 1]


def mutated(data, draw, others):
    """A copy with one to four changes."""
    data = bytearray(data)
    for _ in range(draw.choice([1, 1, 1, 2, 4])):
        if not data:
            break
        at = draw.randrange(len(data))
        kind = draw.randrange(8)
        if kind == 0:
            data[at] ^= 1 << draw.randrange(8)
        elif kind == 1:
            data[at] = draw.choice([0, 1, 0x7F, 0x80, 0xFF, draw.randrange(256)])
        elif kind == 2:
            edge = draw.choice(EDGES)
            number = struct.pack("<Q", edge)[:draw.choice([1, 2, 4, 8])]
            data[at:at + len(number)] = number
        elif kind == 3:
            del data[at:at + draw.choice([1, 2, 4, 8, 64])]
        elif kind == 4:
            data[at:at] = data[at:at + draw.choice([1, 4, 16, 64])]
        elif kind == 5:
            other = draw.choice(others)
            start = draw.randrange(len(other))
            length = draw.choice([1, 4, 16, 64])
            data[at:at + length] = other[start:start + length]
        elif kind == 6:
            del data[at:]
        else:
            start = draw.randrange(len(data))
            length = draw.choice([1, 2, 4, 8, 32])
            data[at:at + length] = data[start:start + length]
    return bytes(data)


def drawn(files, draw):
    while True:
        yield mutated(draw.choice(files), draw, files)


def told(data):
    """A file, for a failure's message."""
    return f"zlib.decompress(base64.b85decode({base64.b85encode(zlib.compress(data))})):"


def carry_on(source):
    """What the command does with a file once it is read, without a compiler and without writing."""
    with mock.patch.object(command_line, "source_of", lambda *_: source), \
            mock.patch.object(ours, "compiler", lambda: None):
        done = command_line.imported(ASKED)
    json.dumps(report.as_json(done), allow_nan=False)
    report.as_text(done).encode()


def fuzz(test, read, candidates):
    """Reads FILES files, or as many as SECONDS allow. Fails with the first that raises or warns of anything but
    Refused, or takes too long."""
    limits = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, limits[1]))
    begin, count, read_well, imported = time.monotonic(), 0, 0, 0
    try:
        for data in candidates:
            if time.monotonic() > begin + SECONDS if SECONDS else count == FILES:
                break
            start = time.process_time()
            count += 1
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("error")    # which would stand on the user's terminal
                    warnings.simplefilter("ignore", DeprecationWarning)    # which Python keeps from it
                    source = read(data)
                    read_well += 1
                    if isinstance(source, Source):    # and not just a container
                        carry_on(source)
                        imported += 1
            except Refused as refusal:
                test.assertTrue(str(refusal).isprintable(), repr(str(refusal)))
            except Exception:
                test.fail(f"{told(data)}\n{traceback.format_exc()}")
            test.assertLess(time.process_time() - start, SLOWEST, told(data))
    finally:
        resource.setrlimit(resource.RLIMIT_AS, limits)
    if SECONDS:
        print(f"{test.id()}: {count} files of seed {SEED} in {time.monotonic() - begin:.0f} s, {read_well} read, "
              f"{imported} imported", file=sys.stderr, flush=True)
    return count, read_well


def source(salt):
    return random.Random(f"{SEED} {salt}")
