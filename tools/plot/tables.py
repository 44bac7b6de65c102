# SPDX-License-Identifier: MIT
"""CSV files as they are written by the examples: a header, then rows; asked for column by column."""

import math

import csv_rows
from csv_rows import Failure

# Beyond these, pictures cannot be laid out, and sums of counts not be added up.
LARGEST_NUMBER = 1e100
LARGEST_INTEGER = 10**12


class Table:
    """A file's cells. Messages name the file, and the line and column where there is one."""

    def __init__(self, path, names, rows):
        self.path = path
        self.names = names
        self.rows = rows  # [(line number, cells)]

    def __len__(self):
        return len(self.rows)

    def words(self, column):
        position = self._position(column)
        return [cells[position] for _, cells in self.rows]

    def numbers(self, column, least=-LARGEST_NUMBER):
        """Finite numbers, `least` or more."""
        position = self._position(column)
        values = [self._number(cells[position], line, column) for line, cells in self.rows]
        for (line, _), value in zip(self.rows, values):
            if value < least:
                raise Failure(f"{self._place(line, column)}: {value:g} is below {least:g}")
        return values

    def integers(self, column):
        """Integers from 0 on."""
        values = self.numbers(column)
        for (line, _), value in zip(self.rows, values):
            if value < 0 or value != int(value):
                raise Failure(f"{self._place(line, column)}: {value:g} is not an integer, 0 or more")
            if value > LARGEST_INTEGER:
                raise Failure(f"{self._place(line, column)}: {value:g} is too large; at most "
                              f"{LARGEST_INTEGER:g} can be counted")
        return [int(value) for value in values]

    def has(self, column):
        return column in self.names

    def only(self, column, value):
        """The rows in which `column` is `value`; a Failure when there is none."""
        position = self._position(column)
        rows = [row for row in self.rows if row[1][position] == value]
        if not rows:
            found = ", ".join(dict.fromkeys(self.words(column)))
            raise Failure(f"{self.path}: no row has {column} {value!r} (there are: {found})")
        return Table(self.path, self.names, rows)

    def groups(self, column):
        """{value of the column: its rows}, in the order in which they come."""
        return {value: self.only(column, value) for value in dict.fromkeys(self.words(column))}

    def _position(self, column):
        if column not in self.names:
            raise Failure(f"{self.path}: there is no column {column!r} "
                          f"(its columns: {', '.join(self.names)})")
        return self.names.index(column)

    def _place(self, line, column):
        return f"{self.path}, line {line}, column {column!r}"

    def _number(self, cell, line, column):
        if not cell:
            raise Failure(f"{self._place(line, column)}: the cell is empty")
        try:
            value = float(cell)
        except ValueError:
            raise Failure(f"{self._place(line, column)}: {cell!r} is not a number"
                          f"{hint_about(cell)}") from None
        if not math.isfinite(value):
            raise Failure(f"{self._place(line, column)}: {cell!r} is not finite")
        if abs(value) > LARGEST_NUMBER:
            raise Failure(f"{self._place(line, column)}: {cell!r} is too large to be drawn")
        return value


def hint_about(cell):
    if other := csv_rows.other_separator(cell):
        return f"; {other}"
    try:
        float(cell.replace(",", "."))
        return "; write a decimal point"
    except ValueError:
        return ""


def read(path):
    rows = csv_rows.read(path)
    if len(rows) < 2:
        raise Failure(f"{path}: there are no rows below a header")
    (header_line, names), *rows = rows
    require_names(path, header_line, names)
    for line, cells in rows:
        if len(cells) != len(names):
            why = next(filter(None, map(csv_rows.other_separator, cells)),
                       f"the line has {len(cells)} cells, the header {len(names)}")
            raise Failure(f"{path}, line {line}, column {names[min(len(cells), len(names) - 1)]!r}: "
                          f"{why}")
    return Table(path, names, rows)


def require_names(path, line, names):
    if len(names) == 1 and (other := csv_rows.other_separator(names[0])):
        raise Failure(f"{path}, line {line}, column 1: {other}")
    for column, name in enumerate(names, 1):
        if not name:
            hint = csv_rows.INDEX_HINT if column == 1 else "the column has no name"
            raise Failure(f"{path}, line {line}, column {column}: {hint}")
        if name in names[:column - 1]:
            raise Failure(f"{path}, line {line}, column {column}: another column is called {name!r} "
                          "as well")
