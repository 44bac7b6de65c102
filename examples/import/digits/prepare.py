#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Makes what the digits' programs are compiled of: C99 files in float and in int8, and the images that they read.

    /usr/bin/python3 examples/import/digits/prepare.py DIR

The network is the one in examples/firmware/digits, which `digits --export` has written. Its training has held out 359
images: these are in images.h. 200 of the others are what int8 is calibrated on."""
import csv
import pathlib
import re
import struct
import subprocess
import sys

EXAMPLES = pathlib.Path(__file__).resolve().parents[2]
IMPORT = EXAMPLES.parent / "tools" / "import"
sys.path.insert(0, str(IMPORT))
from quantized.requantization import quantized  # noqa: E402

SEED = 1
CALIBRATED = 200
DARKEST = 16
BITS = 5    # of a pixel


class Xoshiro128pp:
    """The library's generator (random/xoshiro128pp.hpp)."""
    def __init__(self, seed):
        self.words = []
        for _ in range(2):
            seed = (seed + 0x9e3779b97f4a7c15) % 2**64
            mixed = (seed ^ seed >> 30) * 0xbf58476d1ce4e5b9 % 2**64
            mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111eb % 2**64
            mixed ^= mixed >> 31
            self.words += [mixed % 2**32, mixed >> 32]

    def next(self):
        def rotated(bits, count):
            return (bits << count | bits >> (32 - count)) % 2**32
        a, b, c, d = self.words
        result = (rotated((a + d) % 2**32, 7) + a) % 2**32
        shifted = b << 9
        c, d = c ^ a, d ^ b
        self.words = [a ^ d, b ^ c, (c ^ shifted) % 2**32, rotated(d, 11)]
        return result

    def below(self, bound):
        product = self.next() * bound
        while product % 2**32 < 2**32 % bound:
            product = self.next() * bound
        return product >> 32


def split(rows):
    """(held-out rows, the others), as examples/digits does it."""
    bits = Xoshiro128pp(SEED)
    order = list(range(len(rows)))
    for last in range(len(rows) - 1, 0, -1):
        other = bits.below(last + 1)
        order[last], order[other] = order[other], order[last]
    shuffled = [rows[k] for k in order]
    return shuffled[:len(rows) // 5], shuffled[len(rows) // 5:]


def image_in(header):
    """The bytes of the constant, which is in words of 64 bits."""
    words = [int(word, 16) for word in re.findall(r"0x([0-9a-f]{16})U", header)]
    return struct.pack(f"<{len(words)}Q", *words)


def imported(model, folder, *options):
    subprocess.run([sys.executable, IMPORT, model, "--to", folder, "--vectors", "0", *options], check=True,
                   stdout=subprocess.DEVNULL)


def packed(row):
    """A row of pixels and a digit: five bits a pixel, the first one lowest, and a byte for the digit."""
    *pixels, digit = row
    bits = sum(pixel << BITS * k for k, pixel in enumerate(pixels))
    return [*bits.to_bytes(len(pixels) * BITS // 8, "little"), digit]


def numbers_of_pixels(header):
    """int8 for each darkness, as digits_int8_quantize() rounds it."""
    scale = float(re.search(r"X_SCALE ([\d.e-]+)f", header)[1])
    zero_point = int(re.search(r"X_ZERO_POINT \(?(-?\d+)", header)[1])
    return quantized([pixel / DARKEST for pixel in range(DARKEST + 1)], scale, zero_point)


def braced(numbers):
    return "{" + ", ".join(map(str, numbers)) + "}"


def images_header(held_out, of_pixels):
    rows = ",\n".join(f"    {braced(packed(row))}" for row in held_out)
    return f"""/* {len(held_out)} images, and what int8 has for each darkness. Written by prepare.py. */
#include <stdint.h>

#ifdef __AVR__
#include <avr/pgmspace.h>
#define READ(pointer) pgm_read_byte(pointer)
#else
#define PROGMEM
#define READ(pointer) (*(pointer))
#endif

#define IMAGES {len(held_out)}
static const uint8_t images[IMAGES][{len(packed(held_out[0]))}] PROGMEM = {{
{rows}}};
#ifdef IS_INT8
static const int8_t of_pixel[] = {braced(of_pixels)};
#endif
"""


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    with open(EXAMPLES / "digits" / "data" / "digits.csv", newline="", encoding="ascii") as file:
        held_out, others = split([[int(word) for word in row] for row in csv.reader(file)])
    model = folder / "digits.img"
    model.write_bytes(image_in((EXAMPLES / "firmware/digits/separate/digits_image.h").read_text()))
    calibration = folder / "calibration.csv"
    calibration.write_text("".join(",".join(str(pixel / DARKEST) for pixel in pixels) + "\n"
                                   for *pixels, _ in others[:CALIBRATED]))
    imported(model, folder, "--name", "digits_float")
    imported(model, folder, "--name", "digits_int8", "--int8", "--calibrate", calibration)
    of_pixels = numbers_of_pixels((folder / "digits_int8.h").read_text())
    (folder / "images.h").write_text(images_header(held_out, of_pixels))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]))
