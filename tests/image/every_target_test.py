# SPDX-License-Identifier: MIT
"""The images that the conformance program writes on every target are those of the writer in Python.

Called with the folder of conformance.separate.txt and conformance.fused.txt."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'golden'))
import images  # noqa: E402 pylint: disable=wrong-import-position
import quantized_images  # noqa: E402 pylint: disable=wrong-import-position

WRITTEN = {'float': images.every_section, 'double': images.some_sections,
           'int8': quantized_images.int8_every_section, 'int8_single': quantized_images.int8_single}


def complaints(listed, profile):
    """listed: what the conformance program prints for images of that profile, 0 or 1."""
    for number, make in WRITTEN.items():
        right = (make().bytes(0, 1) if number.startswith('int8') else make().bytes(profile))[-4:][::-1].hex()
        stage = rf"^images/from_python\.{number} [0-9a-f]{{8}}\n  the image's own CRC ([0-9a-f]{{8}})$"
        found = re.findall(stage, listed, re.M)
        if found != [right]:
            yield f'{make.__name__}, profile {profile}: {found}, not {right}'


def main(folder):
    texts = [pathlib.Path(folder, f'conformance.{name}.txt').read_text() for name in ('separate', 'fused')]
    # Or a checker that finds nothing would prove nothing.
    assert len(list(complaints('', 0))) == len(WRITTEN)
    assert len(list(complaints(texts[1], 0))) == 2  # int8 has the same bytes in both
    found = [one for profile, text in enumerate(texts) for one in complaints(text, profile)]
    print('\n'.join(found) or 'all CRCs are alike')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
