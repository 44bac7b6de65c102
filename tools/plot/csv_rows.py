# SPDX-License-Identifier: MIT
"""The cells of a CSV file, row by row, by Python's csv module; what is no such file is refused with
what to do. The C++ programs' reader, examples/common/csv_rows.cpp, says the same."""

import csv
import io
import re
from pathlib import Path


class Failure(Exception):
    """Why there is no picture, in one line for the user."""


# Neither can they be shown, nor may an SVG hold them.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
OTHER_SEPARATORS = {";": "';'", "\t": "a tab", "|": "'|'"}
INDEX_HINT = ("the column has no name; if it is an index, write the file without it "
              "(pandas: to_csv(FILE, index=False), R: row.names = FALSE)")


def read(path):
    """[(line on which the row ends, its cells)] without blanks around cells and without blank rows.
    A byte order mark and a first line "sep=," are passed over."""
    try:
        text = decoded(Path(path).read_bytes(), path)
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}") from None
    lines = csv.reader(io.StringIO(text, newline=""), strict=True, skipinitialspace=True)
    rows = []
    try:
        for cells in lines:
            cells = [cell.strip() for cell in cells]
            if lines.line_num == 1 and is_separator_line(cells, text, path) or cells in ([], [""]):
                continue
            require_text(cells, path, lines.line_num)
            rows.append((lines.line_num, cells))
    except csv.Error as error:
        raise Failure(f"{path}, line {lines.line_num}: "
                      f"{quoting_hint(text, lines.line_num) or error}") from None
    return rows


def decoded(contents, path):
    if contents.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        raise Failure(f"{path} is UTF-32; save it as UTF-8")
    if contents.startswith((b"\xff\xfe", b"\xfe\xff")) or is_unmarked_utf16(contents[:64]):
        raise Failure(f"{path} is UTF-16; save it as UTF-8")
    if contents.startswith(b"PK\x03\x04"):
        raise Failure(f"{path} is a spreadsheet or another ZIP archive; export it as CSV")
    if contents.startswith(b"\x1f\x8b"):
        raise Failure(f"{path} is compressed; unpack it first")
    try:
        return contents.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The codec counts from behind a byte order mark.
        wrong = error.object[error.start]
        line = 1 + len(re.findall(rb"\r\n|\r|\n", error.object[:error.start]))
        raise Failure(f"{path}, line {line}: the byte 0x{wrong:02x} is not UTF-8; save the file as "
                      "UTF-8") from None


def is_unmarked_utf16(beginning):
    """Whether every other byte is NUL, as in UTF-16 of plain numbers."""
    return len(beginning) >= 4 and 5 * max(beginning[0::2].count(0),
                                           beginning[1::2].count(0)) >= 2 * len(beginning)


def is_separator_line(cells, text, path):
    """Spreadsheets take a first line "sep=," to mean themselves."""
    line = re.match(r"sep=(.)?(?=[\r\n]|$)", text)
    if not line:
        return False
    if line[1] != ",":
        raise Failure(f"{path}, line 1, column 1: {line[0]!r} names another separator; separate "
                      "values by commas")
    return True


def require_text(cells, path, line):
    for column, cell in enumerate(cells, 1):
        if found := CONTROLS.search(cell):
            raise Failure(f"{path}, line {line}, column {column}: there is the control character "
                          f"U+{ord(found[0]):04X}; this is no text")


def other_separator(cell):
    """What separates the values within `cell`, if something does that is no comma, and what to do."""
    for separator, name in OTHER_SEPARATORS.items():
        if separator in cell:
            return f"found {name} between values; separate them by commas"
    return None


def quoting_hint(text, line):
    """For `"a";"b"`, which csv takes for wrong quotation marks."""
    found = re.search('"([;|\t])"', text.splitlines()[line - 1]) if line > 0 else None
    return found and other_separator(found[1])
