"""The one reader of tabular files: CSV and JSON Lines, streamed, every cell and line bounded.

A row comes as a `Row`, or as a `RejectedRow` that says where and why it cannot be read; the rest
goes on. CSV is RFC 4180 with the header's columns in any order, separated by comma, semicolon or
tab, UTF-8 with or without a byte order mark. JSON Lines is one object a line.
"""

import csv
import enum
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from jisr.errors import (
    EncodingWrong,
    FileEmpty,
    HeaderDuplicate,
    HeaderIncomplete,
    InputTooLarge,
    ValueMalformed,
    to_translate,
)
from jisr.kit.lines import LINE_BYTES_MAX, Lines, LineTooLong, opened, shortened

CELL_CHARACTERS_MAX = 10_000
"""Longer than any summary that a person writes into one cell."""
COLUMNS_MAX = 200
MANY = "|"
"""Stands between several values in one cell; a JSON list becomes the same."""

LINE_LONG = to_translate("the line is longer than 1 MiB")
CELL_LONG = to_translate("the cell is longer than 10,000 characters")
QUOTES_WRONG = to_translate("the quotation marks of this row do not match")
CELLS_WRONG = to_translate("the row has more or fewer cells than the first line has columns")
NUL_INSIDE = to_translate("the row holds a NUL character")
JSON_WRONG = to_translate("the line is not one JSON object")
JSON_NESTED = to_translate("the value is neither a text, a number nor a list of texts")

_SEPARATORS = ",;\t"


class Form(enum.Enum):
    """How a tabular file is written."""

    CSV = "csv"
    JSON_LINES = "jsonl"


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that a reader understands; each group of `needed` asks for one of its own."""

    known: frozenset[str]
    needed: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it begins on and its cells by column, without surrounding blanks."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that cannot be used: where, why, and the beginning of what stood there.

    `reason` is a sentence for the catalogues; `column` is empty when the whole row is meant.
    """

    line: int
    column: str
    reason: str
    value: str = ""


@dataclass(slots=True)
class Table:
    """An open tabular file.

    `columns` are those of a CSV's first line; `unknown` holds the columns that the reader does not
    understand, and grows while JSON Lines are read. Their cells are not in the rows.
    """

    form: Form
    columns: tuple[str, ...]
    wanted: Columns
    unknown: set[str]
    _lines: Lines
    _separator: str = ","

    def rows(self, *, after_line: int = 0) -> Iterator[Row | RejectedRow]:
        """Yield each row, or each row's rejection, that begins after the line.

        Raises:
            FileEmpty: there is no row at all.
            EncodingWrong: a line is not UTF-8.
        """
        given = (
            _csv_rows(self._lines, self.columns, self._separator, self.wanted.known)
            if self.form is Form.CSV
            else _json_rows(self._lines, self.wanted.known, self.unknown)
        )
        is_empty = True
        for row in given:
            is_empty = False
            if row.line > after_line:
                yield row
        if is_empty:
            raise FileEmpty(path=self._lines.file_name)


@contextmanager
def open_table(path: Path, wanted: Columns) -> Iterator[Table]:
    """Open a CSV or JSON Lines file whose first line tells which of both it is.

    Raises:
        FileUnreadable: it cannot be opened.
        FileEmpty: it holds nothing.
        EncodingWrong: it is not UTF-8.
        HeaderDuplicate: a column stands twice in the first line.
        HeaderIncomplete: a needed column is missing.
    """
    with opened(path) as file:
        lines = Lines(file, path.name)
        header = _first_line(lines)
        if header.lstrip().startswith("{"):
            lines.give_back(1)
            yield Table(Form.JSON_LINES, (), wanted, set(), lines)
            return
        separator = max(_SEPARATORS, key=header.count)
        columns = _columns(header, separator, path.name)
        _check_needed(columns, wanted, path.name)
        unknown = set(columns) - wanted.known
        yield Table(Form.CSV, columns, wanted, unknown, lines, separator)


def read_columns(path: Path) -> tuple[str, ...]:
    """Return the column names of a CSV, or those of the first object of JSON Lines."""
    with open_table(path, Columns(frozenset())) as table:
        if table.form is Form.JSON_LINES:
            next(table.rows(), None)
            return tuple(sorted(table.unknown))
        return table.columns


def _first_line(lines: Lines) -> str:
    """Take the first line that is not blank."""
    try:
        for line in lines:
            if "\0" in line:  # UTF-16 looks like this
                raise EncodingWrong(path=lines.file_name, line=lines.number)
            if line.strip():
                return line
            lines.begin_row()
    except LineTooLong as error:
        raise InputTooLarge(field=to_translate("header"), limit=LINE_BYTES_MAX) from error
    raise FileEmpty(path=lines.file_name)


def _columns(header: str, separator: str, file_name: str) -> tuple[str, ...]:
    try:
        names = next(csv.reader([header], delimiter=separator, strict=True))
    except csv.Error as error:
        raise ValueMalformed(field=to_translate("header"), why=QUOTES_WRONG) from error
    if len(names) > COLUMNS_MAX:
        raise InputTooLarge(field=to_translate("header"), limit=COLUMNS_MAX)
    # A column without a name is known by its place.
    columns = [name.strip().casefold() or f"#{place}" for place, name in enumerate(names, 1)]
    for place, name in enumerate(columns):
        if name in columns[:place]:
            raise HeaderDuplicate(path=file_name, column=shortened(name))
    return tuple(columns)


def _check_needed(columns: tuple[str, ...], wanted: Columns, file_name: str) -> None:
    missing = [group for group in wanted.needed if not set(group) & set(columns)]
    if missing:
        told = ", ".join(" / ".join(group) for group in missing)
        raise HeaderIncomplete(path=file_name, columns=told)


def _csv_rows(
    lines: Lines, columns: tuple[str, ...], separator: str, known: frozenset[str]
) -> Iterator[Row | RejectedRow]:
    reader = csv.reader(lines, delimiter=separator, strict=True)
    places = [(place, name) for place, name in enumerate(columns) if name in known]
    while True:
        lines.begin_row()
        begins = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except LineTooLong as error:
            yield _overlong(begins, error.head, columns, separator)
            continue
        except csv.Error:
            yield _unreadable(begins, lines)
            continue
        if not cells:
            continue
        if len(cells) != len(columns) and any(cells[len(columns) :] or ["missing"]):
            _keep_first_line(lines)
            yield RejectedRow(begins, "", CELLS_WRONG, shortened(lines.row[0].strip()))
            continue
        yield _checked_row(begins, cells, columns, places, sum(map(len, lines.row)))


def _checked_row(
    line: int,
    cells: list[str],
    columns: tuple[str, ...],
    places: list[tuple[int, str]],
    characters: int,
) -> Row | RejectedRow:
    if characters > CELL_CHARACTERS_MAX:
        for name, cell in zip(columns, cells, strict=False):
            if len(cell) > CELL_CHARACTERS_MAX:
                return RejectedRow(line, name, CELL_LONG, shortened(cell))
    row = {name: cells[place].strip() for place, name in places}
    for name, cell in row.items():
        if "\0" in cell:
            return RejectedRow(line, name, NUL_INSIDE, shortened(cell.replace("\0", "�")))
    return Row(line, row)


def _unreadable(line: int, lines: Lines) -> RejectedRow:
    first = lines.row[0]
    reason = CELL_LONG if len(first) > csv.field_size_limit() else QUOTES_WRONG
    _keep_first_line(lines)
    return RejectedRow(line, "", reason, shortened(first.strip()))


def _keep_first_line(lines: Lines) -> None:
    """Reject only the line on which the fault began: the next ones may be sound."""
    lines.give_back(len(lines.row) - 1)


def _overlong(line: int, head: str, columns: tuple[str, ...], separator: str) -> RejectedRow:
    """Name the column whose cell made the line too long, if one did."""
    cells = head.split(separator)  # a guess for a person's eye: quotes are not looked at
    longest = max(range(len(cells)), key=lambda place: len(cells[place]))
    is_known = len(cells[longest]) > CELL_CHARACTERS_MAX and longest < len(columns)
    return RejectedRow(
        line, columns[longest] if is_known else "", LINE_LONG, shortened(cells[longest])
    )


def _json_rows(
    lines: Lines, known: frozenset[str], unknown: set[str]
) -> Iterator[Row | RejectedRow]:
    decoder = msgspec.json.Decoder(dict[str, Any])
    while True:
        lines.begin_row()
        begins = lines.number + 1
        try:
            line = next(lines)
        except StopIteration:
            return
        except LineTooLong as error:
            yield RejectedRow(begins, "", LINE_LONG, shortened(error.head))
            continue
        if not line.strip():
            continue
        try:
            values = decoder.decode(line)
        except (msgspec.DecodeError, RecursionError):
            yield RejectedRow(begins, "", JSON_WRONG, shortened(line.strip()))
            continue
        if len(unknown) < COLUMNS_MAX:
            unknown.update(shortened(name) for name in values.keys() - known)
        yield _json_row(begins, {name: values[name] for name in values.keys() & known})


def _json_row(line: int, values: dict[str, Any]) -> Row | RejectedRow:
    cells = {}
    for name, value in values.items():
        cell = _as_cell(value)
        if cell is None:
            return RejectedRow(line, name, JSON_NESTED)
        if len(cell) > CELL_CHARACTERS_MAX:
            return RejectedRow(line, name, CELL_LONG, shortened(cell))
        if "\0" in cell:
            return RejectedRow(line, name, NUL_INSIDE, shortened(cell.replace("\0", "�")))
        cells[name] = cell.strip()
    return Row(line, cells)


def _as_cell(value: Any) -> str | None:
    """Write a JSON value as the cell that a CSV would hold; `None` if it has no such form."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return MANY.join(value)
    return None
