"""Files with something wrong in them, drawn from good ones: whatever a reader makes of one, it says so by Refused.

The tests draw for some seconds; PICOMLP_FUZZ_SECONDS says how long otherwise."""
import os
import random
import resource
import struct
import time
import traceback

from refusal import Refused

SECONDS = float(os.environ.get("PICOMLP_FUZZ_SECONDS", "3"))
SEED = int(os.environ.get("PICOMLP_FUZZ_SEED", "18"))
SLOWEST = 10        # seconds for one file
MOST_MEMORY = 3 << 30
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


def fuzz(test, read, candidates, share=1.0):
    """Reads files for some seconds. Fails with the first that raises anything but Refused, or takes too long."""
    limits = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, limits[1]))
    end, count, read_well = time.monotonic() + SECONDS * share, 0, 0
    try:
        for data in candidates:
            start = time.monotonic()
            if start > end:
                break
            count += 1
            try:
                read(data)
                read_well += 1
            except Refused as refusal:
                sentence = str(refusal)
                test.assertTrue(sentence.endswith(".") and "\n" not in sentence, repr(sentence))
            except Exception:
                test.fail(f"file {count} of seed {SEED}, {data!r}:\n{traceback.format_exc()}")
            test.assertLess(time.monotonic() - start, SLOWEST, f"file {count} of seed {SEED}: {data!r}")
    finally:
        resource.setrlimit(resource.RLIMIT_AS, limits)
    test.assertGreater(count, 20)
    return count, read_well


def source(salt):
    return random.Random(f"{SEED} {salt}")
