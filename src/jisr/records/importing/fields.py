"""Cells become values; what cannot be read names its column and why."""

import csv
import datetime
import functools
import unicodedata
from collections.abc import Callable, Mapping
from importlib import resources
from typing import TypeVar

from jisr.access import countries
from jisr.errors import CheckDigitWrong, InputTooLarge, JisrError, ValueMalformed, to_translate
from jisr.kit.tables import MANY, RejectedRow, Row
from jisr.values import PartialDate

TOO_LONG = to_translate("it is too long")
CHECK_DIGIT_WRONG = to_translate("the check digit is wrong")
EMPTY = to_translate("it is empty")
SEX_UNKNOWN = to_translate("write F, M, X or nothing")
NAME_MISLEADS = to_translate("it holds control or direction-override characters")
BIRTH_IN_FUTURE = to_translate("it lies in the future")
COUNTRY_UNKNOWN = to_translate("no country has this code or name")

SEXES = {
    **dict.fromkeys(("f", "female"), "F"),
    **dict.fromkeys(("m", "male"), "M"),
    **dict.fromkeys(("x", "other"), "X"),
    **dict.fromkeys(("u", "unknown"), ""),
}

_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

Value = TypeVar("Value")


class FieldWrong(Exception):
    """One cell of a row cannot be used; the reader makes a `RejectedRow` of it."""

    def __init__(self, column: str, reason: str, value: str = "") -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason
        self.value = value


class Fields:
    """The cells of one row, read by column on one day; a missing column is an empty cell."""

    def __init__(self, row: Row, *, today: datetime.date) -> None:
        self.line = row.line
        self.today = today
        self._cells = row.cells

    def text(self, column: str) -> str:
        """Return the cell as it is."""
        return self._cells.get(column, "")

    def needed(self, column: str) -> str:
        """Return the cell; raise `FieldWrong` if it is empty."""
        if not self.text(column):
            raise FieldWrong(column, EMPTY)
        return self.text(column)

    def parsed(self, column: str, parse: Callable[[str], Value], empty: Value) -> Value:
        """Return what the cell means, or `empty`; raise `FieldWrong` with the parser's reason."""
        given = self.text(column)
        return self._parsed(column, parse, given) if given else empty

    def many(self, column: str, parse: Callable[[str], Value]) -> tuple[Value, ...]:
        """Return what each of the values that `|` separates means."""
        given = (each.strip() for each in self.text(column).split(MANY))
        return tuple(self._parsed(column, parse, each) for each in given if each)

    def rejection(self, wrong: FieldWrong) -> RejectedRow:
        """Return the row's rejection for one wrong cell."""
        return RejectedRow(self.line, wrong.column, wrong.reason, wrong.value)

    def _parsed(self, column: str, parse: Callable[[str], Value], given: str) -> Value:
        try:
            return parse(given)
        except JisrError as error:
            raise FieldWrong(column, reason_of(error), given) from error


def reason_of(error: JisrError) -> str:
    """Return the sentence that says why, without what differs from row to row."""
    if isinstance(error, InputTooLarge):
        return TOO_LONG
    if isinstance(error, CheckDigitWrong):
        return CHECK_DIGIT_WRONG
    return str(error.details.get("why") or error.message)


def as_country(text: str) -> str:
    """Return the code of a country given by code or name; raise `ValueMalformed` otherwise."""
    if len(text) <= countries.CODE_LENGTH_MAX:
        return countries.resolve(text).code
    named = countries.by_name(text)
    if named is None:
        raise ValueMalformed(field="country", why=COUNTRY_UNKNOWN)
    return named.code


def as_name(text: str) -> str:
    """Return a name as it is written.

    Raises:
        ValueMalformed: a character in it would control a terminal or turn the direction of
            writing, so that the name would look like another one.
    """
    if not text.isprintable() and any(map(_misleads, text)):
        raise ValueMalformed(field="name", why=NAME_MISLEADS)
    return text


def as_birth_date(today: datetime.date) -> Callable[[str], PartialDate]:
    """Return the reader of a birth date, which raises `ValueMalformed` for one after today."""

    def read(text: str) -> PartialDate:
        date = PartialDate.parse(text)
        if date.first_day() > today:
            raise ValueMalformed(field="birth_date", why=BIRTH_IN_FUTURE)
        return date

    return read


def as_sex(text: str) -> str:
    """Return F, M, X or nothing; raise `ValueMalformed` for another word."""
    if text.casefold() not in SEXES:
        raise ValueMalformed(field="sex", why=SEX_UNKNOWN)
    return SEXES[text.casefold()]


def as_document_type(text: str) -> str:
    """Return the type code that a word, or an MRZ code, means; an unknown one stays as it is."""
    code = text.casefold().replace(" ", "-").replace("_", "-")
    return document_type_words().get(code, code)


def _misleads(character: str) -> bool:
    return character in _OVERRIDES or unicodedata.category(character) == "Cc"


@functools.cache
def document_type_words() -> Mapping[str, str]:
    """Return the document type code of each word in `data/document_types.csv`."""
    return read_words("document_types.csv")


def read_words(file_name: str) -> dict[str, str]:
    """Read a table of two columns from the data of this package; # begins a remark."""
    source = resources.files("jisr.records.importing") / "data" / file_name
    lines = source.read_text(encoding="utf-8").splitlines()
    rows = csv.reader(line for line in lines if not line.startswith("#"))
    next(rows)
    return {row[0]: row[1] for row in rows}
