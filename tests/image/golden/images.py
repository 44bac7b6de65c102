#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Golden images, by a writer that was made from lib/picomlp/image/SPEC.md alone.

    /usr/bin/python3 tests/image/golden/images.py    writes images.hpp, and ../fuzz/corpus

Needs Python alone. The numbers are those of tests/image/image_cases.hpp: fractions that every number
type holds exactly.
"""

import pathlib
import struct
import zlib

HERE = pathlib.Path(__file__).resolve().parent
CORPUS = HERE.parent / "fuzz" / "corpus"
NUMBER_TYPE = {"f": 1, "d": 2}
MUST_UNDERSTAND = 1


def code(activation):
    return zlib.crc32(activation.encode() + b"\0")


def numbers(count, start):
    """Between -2 and 2, in sixteenths, none of them 0."""
    values = [((start + k) * 37 % 64 - 32) / 16 for k in range(count)]
    return [value if value else 0.5 for value in values]


def texts(*all_of_them):
    return b"".join(text.encode() + b"\0" for text in all_of_them)


class Image:
    def __init__(self, number, features, layers):
        """layers: (units, activation) or (units, activation, parameter) each; number: 'f' or 'd'."""
        self.begin(number, features, layers)
        count, inputs = 0, features
        for units, *_ in layers:
            count += (inputs + 1) * units
            inputs = units
        self.add(2, MUST_UNDERSTAND, count, self.pack(numbers(count, 1)))

    def begin(self, number, features, layers):
        self.number = number
        self.features = features
        self.outputs = layers[-1][0]
        self.sections = []
        self.add(1, MUST_UNDERSTAND, len(layers), b"".join(
            struct.pack("<II8s", units, code(activation), self.pack(parameter) if parameter else b"")
            for units, activation, *parameter in layers))

    def pack(self, values):
        return struct.pack(f"<{len(values)}{self.number}", *values)

    def add(self, kind, flags, count, contents):
        self.sections.append((kind, flags, count, contents))

    def scale_features(self):
        self.add(3, MUST_UNDERSTAND, self.features, self.pack(numbers(self.features, 5) + numbers(self.features, 9)))

    def scale_targets(self):
        self.add(4, MUST_UNDERSTAND, self.outputs, self.pack(numbers(self.outputs, 13) + numbers(self.outputs, 17)))

    def name_features(self, *names):
        self.add(5, 0, len(names), texts(*names))

    def name_outputs(self, *names):
        self.add(6, 0, len(names), texts(*names))

    def test(self, samples):
        self.add(7, 0, samples, self.pack(numbers(samples * self.features, 21) + numbers(samples * self.outputs, 25)))

    def describe(self, text):
        self.add(8, 0, 1, texts(text))

    def bytes(self, profile, minor_version=0):
        end = 32 + 16 * len(self.sections)
        table, body = b"", b""
        for kind, flags, count, contents in self.sections:
            wide = kind == 2 and len(contents) >= 4096
            alignment = 64 if wide else 16
            zeros = -end % alignment
            offset = end + zeros
            table += struct.pack("<HHIII", kind, flags, offset, len(contents), count)
            behind = -len(contents) % 64 if wide else 0
            body += bytes(zeros) + contents + bytes(behind)
            end = offset + len(contents) + behind
        length = (end + 4 + 15) // 16 * 16
        header = b"picomlp\0" + struct.pack("<IHHBBHI8x", length, 1, minor_version, NUMBER_TYPE[self.number], profile,
                                            len(self.sections), self.features)
        image = header + table + body + bytes(length - 4 - end)
        return image + struct.pack("<I", zlib.crc32(image))


def every_section():
    image = Image("f", 3, [(4, "relu"), (1, "sigmoid")])
    image.scale_features()
    image.scale_targets()
    image.name_features("Länge", "", "width in mm")
    image.name_outputs("no", "yes")
    image.test(3)
    image.describe("Every section there is.")
    return image


def smallest():
    return Image("d", 1, [(1, "identity")])


def some_sections():
    image = Image("d", 2, [(5, "hyperbolic_tangent"), (4, "leaky_relu"), (3, "softmax")])
    image.scale_features()
    image.name_outputs("a", "b", "c")
    image.test(1)
    return image


def parameters():
    """Activations that have a parameter."""
    return Image("d", 2, [(4, "leaky_relu_of", -0.25), (3, "elu_of", 1 / 3), (1, "leaky_relu_of", 0.3)])


def wide():
    """Whose parameters take more than 4 KiB: of it the header has length and checksum alone."""
    image = Image("f", 40, [(40, "relu"), (2, "sigmoid")])
    image.name_outputs("left", "right")
    return image


def rows(image):
    return ",\n".join("    " + ", ".join(f"0x{byte:02x}" for byte in image[at:at + 16])
                      for at in range(0, len(image), 16))


def main():
    CORPUS.mkdir(exist_ok=True)
    lines = ["// Written by tests/image/golden/images.py; regenerate with: "
             "/usr/bin/python3 tests/image/golden/images.py",
             "// Images by a writer that was made from SPEC.md, for either rounding profile.",
             "#pragma once", "", "namespace golden {", "", "// clang-format off"]
    for make in (every_section, smallest, some_sections, parameters):
        for profile, name in enumerate(("separate", "fused")):
            image = make().bytes(profile)
            # The first byte is for the fuzzer: 1 to seal what has been changed, 2 for binary64.
            orders = bytes([1 + 2 * (make().number == "d")])
            (CORPUS / f"{make.__name__}_{name}").write_bytes(orders + image)
            lines += [f"alignas(64) inline constexpr unsigned char {make.__name__}_{name}[{len(image)}] = {{",
                      rows(image) + "};"]
    for profile, name in enumerate(("separate", "fused")):
        image = wide().bytes(profile)
        lines += [f"inline constexpr unsigned wide_{name}_bytes = {len(image)};",
                  f"inline constexpr unsigned wide_{name}_checksum = 0x{zlib.crc32(image[:-4]):08x};"]
    lines += ["// clang-format on", "", "}  // namespace golden", ""]
    (HERE / "images.hpp").write_text("\n".join(lines))


if __name__ == "__main__":
    main()
