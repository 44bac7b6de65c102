#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Short texts and what Python's csv module, as strict as it can be, makes of them.

    python3 csv_rows.py > csv_rows.hpp

Texts are drawn from the characters that mean something in a CSV file. What a row holds is written
"LINE:CELL|CELL;", LINE being that on which it begins, and blank rows are left out.
"""

import csv
import io
import random

CHARACTERS = 'ab,,,"""\r\n'
TEXTS = 400
LONGEST = 14


def rows_of(text):
    reader = csv.reader(io.StringIO(text, newline=''), strict=True)
    found, line = '', 1
    try:
        for cells in reader:
            if cells not in ([], ['']):
                found += f"{line}:{'|'.join(cells)};"
            line = reader.line_num + 1
    except csv.Error:
        return 'refused'
    return found


def literal(text):
    escapes = {'"': '\\"', '\r': '\\r', '\n': '\\n'}
    return '"' + ''.join(escapes.get(character, character) for character in text) + '"'


def main():
    draw = random.Random(1)
    texts = dict.fromkeys(''.join(draw.choices(CHARACTERS, k=draw.randint(1, LONGEST)))
                          for _ in range(TEXTS))
    print('// Written by tests/examples/golden/csv_rows.py; regenerate with: '
          '/usr/bin/python3 tests/examples/golden/csv_rows.py > tests/examples/golden/csv_rows.hpp')
    print('#pragma once\n\nnamespace golden {\n\nstruct csv_rows_case {\n    const char* text;\n    const char* rows;\n};\n')
    print('inline constexpr csv_rows_case csv_rows_cases[] = {')
    for text in texts:
        print(f'    {{{literal(text)}, {literal(rows_of(text))}}},')
    print('};\n\n}  // namespace golden')


if __name__ == '__main__':
    main()
