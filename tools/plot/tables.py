"""CSV files as they are written by the examples: a header, then rows; asked for column by column."""

import csv
import math


class Failure(Exception):
    """Why there is no picture, in one line for the user."""


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

    def numbers(self, column):
        """Finite numbers."""
        position = self._position(column)
        return [self._number(cells[position], line, column) for line, cells in self.rows]

    def integers(self, column):
        """Integers from 0 on."""
        values = self.numbers(column)
        for (line, _), value in zip(self.rows, values):
            if value < 0 or value != int(value):
                raise Failure(f"{self._place(line, column)}: {value:g} is not an integer, 0 or more")
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
            raise Failure(f"{self._place(line, column)}: {cell!r} is not a number") from None
        if not math.isfinite(value):
            raise Failure(f"{self._place(line, column)}: {cell!r} is not finite")
        return value


def read(path):
    try:
        with open(path, newline="", encoding="utf-8") as file:
            lines = csv.reader(file)
            names = next(lines, None)
            rows = [(lines.line_num, cells) for cells in lines if cells]
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}") from None
    except (UnicodeDecodeError, csv.Error):
        raise Failure(f"{path}: this is no CSV file") from None
    if not names or not rows:
        raise Failure(f"{path}: there are no rows below a header")
    for line, cells in rows:
        if len(cells) != len(names):
            raise Failure(f"{path}, line {line}, column {names[min(len(cells), len(names) - 1)]!r}: "
                          f"the line has {len(cells)} cells, the header {len(names)}")
    return Table(path, names, rows)
